"""Every figure of the README, one table after the other: ``python -m tests.bench``. What needs third-party data says so and goes on."""

from __future__ import annotations

from tests.bench import (
    demo_figures,
    demo_gold,
    engines,
    growth,
    identifier_figures,
    kgqa_gold,
    law_figures,
    operator_figures,
    reproducible,
    review_figures,
    stock_figures,
    workbook_figures,
    workbook_mistakes,
)


def main() -> None:
    demo_gold.main(["--set-apart"])
    demo_figures.main()
    reproducible.main()
    stock_figures.main()
    law_figures.main()
    operator_figures.main()
    review_figures.main()
    workbook_figures.main()
    workbook_mistakes.main()
    identifier_figures.main()
    kgqa_gold.main([])
    engines.main([])
    growth.main([])


if __name__ == "__main__":
    main()
