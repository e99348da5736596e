"""How a careful person fills in the two workbooks, before a mistake is made in them."""

from __future__ import annotations

from tests.mistaken import FIRST, Book, Editor

WHO, WHEN = "王敏", "2026-11-02"


def filled_ontology(editor: Editor) -> Book:
    """Two classes are declared listed, one gets a definition, a term an alias."""
    sheet = editor.sheets["classes"]
    free = [
        r
        for r in range(FIRST, sheet.max_row)
        if not editor.cell("classes", "listed", r).value and editor.cell("classes", "label_zh", r).value
    ]
    row = next(r for r in free if r + 1 in free)
    for r in (row, row + 1):
        editor.put("classes", "listed", r, "是")
    editor.put("classes", "definition_zh", row, "新写的定义")
    editor.put("terms", "alias_zh", FIRST + 2, "新起的别名")
    return Book("ontology", "classes", "listed", "是", "yes", "definition_zh", "新写的定义", "quote_en", "qualifiers", (row, row + 1))


def filled_review(editor: Editor) -> Book:
    """Five facts are decided; one of them by another person on another day."""
    start = editor.sheets["start"]
    for r in range(FIRST, start.max_row + 1):
        if (field := editor.cell("start", "field", r).value) in ("who", "when"):
            editor.put("start", "value", r, WHO if field == "who" else WHEN)
    for r, decision in enumerate(("接受", "接受", "否决"), FIRST):
        editor.put("facts", "decision", r, decision)
    editor.put("facts", "why", FIRST, "原文如此")
    editor.put("facts", "who", FIRST + 2, "李强")
    editor.put("facts", "when", FIRST + 2, "2026-11-03")
    return Book(
        "review", "facts", "decision", "接受", "accept", "why", "原文如此", "samples", "questions", (FIRST, FIRST + 1), "fact", "when"
    )
