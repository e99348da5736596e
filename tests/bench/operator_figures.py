"""The operator corpus, built with every cap lifted and audited; ``law_figures`` says how."""

from __future__ import annotations

import sys

from tests.bench.law_figures import main

if __name__ == "__main__":
    main("operator", "Operator reports, --recipe all", sys.argv[1:])
