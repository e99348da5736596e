"""The Chinese of what readers say of files: why one, or a part of one, is not read."""
# ruff: noqa: E501

from __future__ import annotations

FILES: dict[str, str] = {
    "the mapping reads no column '{}'; it reads {}": "这个映射没有用到列“{0}”；它用到的列：{1}",
    'names with the headers that they may have: { dose = ["剂量", "/max.* dose/"] }': '列名及其可能的表头：{ dose = ["剂量", "/max.* dose/"] }',
    "a regular expression between slashes; '{}': {}": "斜线之间应是正则表达式；“{0}”：{1}",
    "'{}' is not read; save it as .{}": "不读“{0}”格式；请另存为.{1}",
    "none of its {} pages has a text layer; recognise the scan's characters first": "全部{0}页都没有文字层；请先做文字识别（OCR）",
    "no text layer; recognise the characters of these pages first": "没有文字层；请先对这些页做文字识别（OCR）",
    "the fonts do not say what the characters are; recognise them from the pictures of the pages": "字体没有说明各字符是什么字；请对页面图像做文字识别（OCR）",
    "a table whose columns are not clear; give it as a workbook or CSV": "表格的列无法确定；请另存为xlsx或csv",
    "set askew, as watermarks are": "斜排，像水印",
    "at the top of {} pages": "在{0}页的页首",
    "at the foot of {} pages": "在{0}页的页脚",
    "at the top of {} page": "在{0}页的页首",
    "at the foot of {} page": "在{0}页的页脚",
    "says that a table goes on": "说明表格续前页",
    "none of its {} slides has text": "全部{0}张幻灯片都没有文字",
    "slides that are pictures without text; recognise their characters first": "只有图片、没有文字的幻灯片；请先做文字识别（OCR）",
    "footer, date or number of slides": "幻灯片的页脚、日期或编号",
    "left out as the converter says": "转换工具标明的页眉、页脚、页码",
    "the converter gives a picture only": "转换工具只给出图片",
    "the converter found no text": "转换工具没有识别出文字",
    "JSON of no known converter: MinerU's *_content_list.json or a DoclingDocument is read": "不认识的JSON：可读MinerU的*_content_list.json和DoclingDocument",
    "protected by a password; save it without": "有密码；请去掉密码后另存",
    "not a whole PDF: {}": "不是完整的PDF：{0}",
}
