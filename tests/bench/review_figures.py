"""Figures of the review round: how long it takes, and how often the interval of the estimated error rate holds the truth."""

from __future__ import annotations

from tests.bench import review_estimate, review_speed
from tests.bench.measure import print_table


def main() -> None:
    print_table("A review round (seconds of processor time)", review_speed.figures())
    print_table("Error rate estimated from a random sample (simulated readings)", review_estimate.figures())


if __name__ == "__main__":
    main()
