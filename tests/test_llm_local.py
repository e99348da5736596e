"""A real model on this machine: it extracts badly, and whatever comes through is verbatim and fits the ontology."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kgcorpus.extract.asking import read_replies
from kgcorpus.model import REASONS, Candidate, Mention, Rejection, Value
from tests import local_model
from tests.bench.llm_figures import measure, ontology, table

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not local_model.installed(), reason=local_model.MISSING)]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with local_model.served() as url:
        yield url


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_a_real_model_proposes_is_verbatim_and_fits_the_ontology(server: str, language: str, tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    found = measure(server, language, most=3, path=kept, answer=160)
    print(table(language, found))
    assert found.tally.asked == 3 and found.tally.prompt > 0 and found.tally.answer > 0 and not found.tally.estimated
    assert found.records, "the model proposed nothing at all"
    terms = ontology()
    for text, record in found.records:
        if isinstance(record, Rejection):
            assert REASONS[record.reason] == "extract" and not record.about
            continue
        assert isinstance(record, Candidate) and record.proposed and record.made_by.endswith(".gguf")
        assert all(text[s.start : s.end] == s.quote for s in record.spans)
        assert {"subject", "object", "trigger"} <= {s.role for s in record.spans}
        predicate = terms.predicates[record.predicate]
        assert terms.fits((record.subject.cls or "",), predicate.domain)
        assert isinstance(record.object, Value) if predicate.kind == "datatype" else isinstance(record.object, Mention)
    again = measure("http://127.0.0.1:1/v1", language, most=3, path=kept, answer=160)  # nobody is asked
    assert again.records == found.records and again.tally.known == 3 and again.tally.tokens == 0
    assert len(read_replies(kept)) == 3
