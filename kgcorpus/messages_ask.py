"""What is said of a model that answers a benchmark, and the Chinese of what goes wrong on the way."""
# ruff: noqa: E501

from __future__ import annotations

ASK_WORDS: dict[str, tuple[str, str]] = {
    "ask.note": ("{done:,}/{all:,}，{tokens:,}个词元{?left ，{left:,}道没有回答?}", "{done:,}/{all:,} · {tokens:,} {tokens|token|tokens}{?left  · {left:,} without an answer?}"),
    "ask.done": ("提问：输入{taken:,}，输出{given:,}，拒绝{left:,}{reasons}（{seconds:.1f}秒）", "ask: in {taken:,}, out {given:,}, rejected {left:,}{reasons} ({seconds:.1f} s)"),
    "ask.models": ("回答者：{models}", "answered by {models}"),
    "ask.spent": ("本次问了{asked:,}次（另有{known:,}道以前已有回答{?repeated ，{repeated:,}道与别的题问法相同，不重复问?}），用去{tokens:,}个词元{about}（提示{prompt:,}，回答{answer:,}）{?retried ，重试{retried:,}次?}", "{asked:,} {asked|request|requests} ({known:,} answered before{?repeated , {repeated:,} the same as another?}); {tokens:,} {tokens|token|tokens}{about} ({prompt:,} of prompts, {answer:,} of answers){?retried , {retried:,} sent again?}"),
    "ask.cost": ("本次费用：{cost:.4f}（每百万词元：提示{price_in:g}，回答{price_out:g}）", "this run cost {cost:.4f} (a million tokens: {price_in:g} of prompts, {price_out:g} of answers)"),
    "ask.cut": ("{n:,}条回答因过长被截断：可用 --llm-answer 放宽，并加 --again 重新问", "{n:,} {n|answer was|answers were} cut at the longest that was allowed: raise --llm-answer, and give --again"),
    "ask.empty": ("{n:,}条回答没有文字", "{n:,} {n|answer has|answers have} no text"),
    "ask.left": ("{n:,}道题没有回答：{reason}{?why （{why}）?}：{first}", "{n:,} {n|question|questions} without an answer: {reason}{?why  ({why})?}: {first}"),
    "ask.again": ("再次运行同一命令会从停下的地方继续：已有的回答不再询问。", "Run the same command again to go on: what was answered is not asked again."),
    "ask.surplus": ("{file} 里另有{n:,}条回答不属于这次所选的题目，原样保留", "{file} has {n:,} more {n|answer|answers} to questions that were not chosen now; {n|it stays|they stay}"),
    "ask.aside": ("{n:,}条以前的回答是另一种问法或另一模型给的，已移到 {file}", "{n:,} {n|answer that was|answers that were} given otherwise before now {n|stands|stand} in {file}"),
    "ask.written": ("已写出 {file}；下一步：kgcorpus grade {benchmark} {file}", "{file} written; next: kgcorpus grade {benchmark} {file}"),
}

ASK: dict[str, str] = {
    "{} of {} answers were given otherwise (model, prompt, option or question), first '{}'": "{1}条回答中有{0}条是在别的条件下得到的（模型、提示、选项或题目不同），第一条是“{2}”",
    "answers to what is asked now": "对现在所问的回答",
    "name another file, or give --again: they are moved beside it, and asked again": "请换一个文件名，或加 --again：这些回答会移到旁边的文件，重新询问",
    "the server answers as '{}', and before as '{}'": "服务器这次以“{0}”作答，以前是“{1}”",
    "answers of one model": "同一模型的回答",
    "name another file, or give --again": "请换一个文件名，或加 --again",
    "a server that takes this request": "能接受这种请求的服务器",
    "--send NAME=VALUE changes a field of it, and --send NAME= leaves it out": "可用 --send 名=值 改其中一项，--send 名= 去掉一项",
    "a line without question": "没有question的一行",
    "write the question that is to be asked": "请写上要问的题目",
    "no question of '{}'": "没有“{0}”的题目",
    "no question that fits all of them": "没有同时符合的题目",
    "at least one question": "至少一道题",
    "a paraphrase without text": "没有text的问法",
    "a question that cannot be put together ({})": "拼不成的题目（{0}）",
    "its sources and ontology say how sensitive it is": "它的敏感程度由来源和本体规定",
    "given with a release": "与发布目录同时给出",
    "a field of the request and its value, such as top_p=0.9": "请求的一项和它的值，如top_p=0.9",
    "'{}' is no field and value": "“{0}”不是“名=值”",
}
