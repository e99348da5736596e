"""False facts from sentences that state no relation, and recall on those that do.

``python -m tests.bench.no_relation [--list] [DOMAIN …]``: percentages by kind and language; ``--list`` prints every false and missing fact.
"""

from __future__ import annotations

import argparse
from collections import Counter

from tests.bench.no_relation import HOLDS, cases, false_facts, found, read


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("domains", nargs="*")
    arguments.add_argument("--list", action="store_true")
    given = arguments.parse_args()
    sentences: Counter[tuple[str, str]] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    denied: Counter[str] = Counter()
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    for case in cases():
        if given.domains and case.domain not in given.domains:
            continue
        facts = found(case)
        false = false_facts(case, facts)
        missing = case.expected - facts if case.kind == HOLDS else set()
        sentences[case.kind, case.language] += 1
        if case.kind == HOLDS:
            asked[case.language] += len(case.expected)
            right[case.language] += len(case.expected & facts)
            extra[case.language] += len(false)
        else:
            wrong[case.kind, case.language] += bool(false)
            denied[case.language] += len(case.expected & facts)
        if given.list and (false or missing):
            because = sorted({f"{r.reason}: {r.what}" for r in read(case).rejections})
            print(f"{case.domain} {case.kind} {case.text}\n    false {sorted(false)} missing {sorted(missing)} {because}")
    _table(sentences, wrong)
    for language in ("zh", "en"):
        if asked[language]:
            precision = right[language] / max(1, right[language] + extra[language])
            print(
                f"{language}: of {sentences[HOLDS, language]} sentences in which it holds: recall {right[language] / asked[language]:.3f}"
                f" ({right[language]} of {asked[language]} facts), precision {precision:.3f}; negated facts read {denied[language]}"
            )


def _table(sentences: Counter[tuple[str, str]], wrong: Counter[tuple[str, str]]) -> None:
    kinds = list(dict.fromkeys(kind for kind, _ in sentences if kind != HOLDS))
    print(f"{'kind':14} {'zh':>18} {'en':>18}")
    for kind in [*kinds, "all"]:
        row = []
        for language in ("zh", "en"):
            of = kinds if kind == "all" else [kind]
            n, bad = sum(sentences[k, language] for k in of), sum(wrong[k, language] for k in of)
            row.append(f"{bad:4} of {n:4} {100 * bad / max(1, n):5.1f} %")
        print(f"{kind:14} {row[0]:>18} {row[1]:>18}")


if __name__ == "__main__":
    main()
