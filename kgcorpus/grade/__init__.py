"""Grading answers: reading an answer, comparing values, comparing sets, explaining. ``running`` joins gold and answers."""
