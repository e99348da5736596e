"""The corpus file: records come back as they went in, and a transaction is kept whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgcorpus import store
from kgcorpus.errors import InputError
from kgcorpus.extract.reading import Extraction
from kgcorpus.model import Candidate, Entity, Literal, Mention, Rejection, Section, Span, Validity, Value
from kgcorpus.store import StageResult, Store


def extraction() -> Extraction:
    span = Span("subject", "d", 0, 2, "二甲", page=3)
    return Extraction(
        (
            Candidate(
                Mention(0, 2, "二甲", ("x:a",), "x:C"),
                "x:p",
                Value(3, 5, "30", Literal("xsd:decimal", "30", "mmol/L")),
                (span,),
                "patterns/1",
                (("x:q", Mention(5, 6, "孕")), ("x:r", Value(7, 9, "<5", Literal("xsd:decimal", max="5", max_open=True)))),
                Validity("2021", None),
                True,
                0.5,
                "sec",
            ),
        ),
        (Rejection("hedged", "可能", "d", 1, 2, about=(("x:a", "x:p", "objects"),)),),
        (Section("sec", Mention(0, 2, "二甲", ("x:a",)), "x:p", False, "section", 3, 1, span),),
    )


def test_nested_records_come_back_equal() -> None:
    for record in (
        extraction(),
        Entity("x:a", ("x:C",), {"zh": "二甲双胍"}, {"en": ("Glucophage", "met")}, spans=extraction().candidates[0].spans),
    ):
        assert store.load(type(record), store.dump(record)) == record


def test_a_failed_transaction_leaves_the_old_result(tmp_path: Path) -> None:
    with Store(tmp_path / "corpus.db") as kept:
        with kept.write() as db:
            kept.put_records(db, "fact", [("a", b"1")])
            kept.finish(db, "verify", "key 1", StageResult("verify", 1, 1, {}, {}))
        with pytest.raises(RuntimeError), kept.write() as db:
            kept.put_records(db, "fact", [("b", b"2")])
            kept.finish(db, "verify", "key 2", StageResult("verify", 1, 1, {}, {}))
            raise RuntimeError("killed")
        assert list(kept.records("fact")) == [("a", b"1")]
        last = kept.stage("verify")
        assert last and last[0] == "key 1"


def test_texts_keep_every_character(tmp_path: Path) -> None:
    text = "a\r\nｅＧＦＲ＜30 😀\u2028é"
    with Store(tmp_path / "corpus.db") as kept:
        with kept.write() as db:
            kept.put_text(db, "d1", text)
        assert kept.text("d1") == text


def test_a_file_that_is_no_corpus_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "corpus.db").write_bytes(b"this is not a database" * 100)
    with pytest.raises(InputError, match="delete it"):
        Store(tmp_path / "corpus.db")
