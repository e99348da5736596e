"""Values read in sentences, by language: ``python -m tests.bench.values_in_text`` prints what is misread."""

from collections import Counter

from tests.bench.values_in_text import cases, found


def main() -> None:
    sentences: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for language, text, expected in cases():
        facts, reasons = found(text, language)
        sentences[language] += 1
        right[language] += facts == expected
        if facts != expected:
            print(f"{text}\n    expected {sorted(expected)} found {sorted(facts)} {reasons}")
    for language in ("zh", "en"):
        print(f"{language}: {right[language]} of {sentences[language]} sentences read exactly")


if __name__ == "__main__":
    main()
