"""What the checks on a language model's proposals let through of facts that are right: gold facts, quoted as a perfect model would.

``python -m tests.bench.llm_quotes [--texts N] [--list N] [SET …]``; sets as in ``extraction_none``, texts of its ``tenth``. Each gold fact
whose ends stand in its text is proposed with the words between them as trigger; what is rejected is what the checks cost, what is read as
denied is mostly a fault of the scope or of the trigger.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter

import orjson

from kgcorpus.extract.asking import Reply
from kgcorpus.extract.llm import Checker
from kgcorpus.extract.proposing import open_checker
from kgcorpus.extract.similar import words_between
from kgcorpus.extract.texts import plain_document
from kgcorpus.extract.windows import windows
from kgcorpus.model import Candidate, Json
from tests.bench.extraction_data import DATA, SETS, Example, in_tenth, parts


def outcomes(check: Checker, example: Example) -> list[tuple[str, Json, str]]:
    """What becomes of each gold fact: ``ok``, ``denied`` or a reason, with the proposal and the reason's detail."""
    text = example["text"]
    document = plain_document(example["id"], text, example["lang"])
    window = next(iter(windows(document)), None)
    out = []
    for triple in example["triples"]:
        subject, object_ = triple["subject"]["text"], triple["object"]["text"]
        if window is None or subject not in window.text or object_ not in window.text:
            continue
        trigger = words_between(text, subject, object_)
        trigger = trigger if any(c.isalnum() for c in trigger) else object_
        said = {"subject": subject, "predicate": triple["predicate"], "object": object_, "trigger": trigger}
        reply = Reply("", "gold", document.id, window.start, window.end, "", "", orjson.dumps({"facts": [said]}).decode())
        for record in check(window, reply):
            found = ("denied" if record.negated else "ok") if isinstance(record, Candidate) else record.reason
            out.append((found, said, "" if isinstance(record, Candidate) else record.detail))
    return out


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("sets", nargs="*", default=SETS)
    arguments.add_argument("--texts", type=int, default=500)
    arguments.add_argument("--list", type=int, default=0)
    given = arguments.parse_args()
    if not DATA.is_dir():
        print(f"{DATA} is not there: nothing measured")
        return
    for name in given.sets:
        texts = [(own, o, e) for own, o, examples in parts(name) for e in examples if in_tenth(e["text"])]
        texts.sort(key=lambda found: hashlib.sha256(found[2]["text"].encode()).hexdigest())
        checks: dict[str, Checker] = {}
        tally: Counter[str] = Counter()
        for own, ontology, example in texts[: given.texts]:
            if own not in checks:
                checks[own] = open_checker(ontology)
            for found, said, detail in outcomes(checks[own], example):
                tally[found] += 1
                if found != "ok" and tally[found] <= given.list:
                    print(f"  {found} {detail!r}: {' · '.join(said.values())}\n      {example['text'][:200]}")
        total = sum(tally.values())
        listed = ", ".join(f"{reason} {n}" for reason, n in tally.most_common() if reason != "ok")
        print(f"{name}: {total} gold facts quoted, {tally['ok']} let through ({tally['ok'] / max(1, total):.1%}); {listed}", flush=True)


if __name__ == "__main__":
    main()
