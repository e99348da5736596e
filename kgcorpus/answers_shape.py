"""A shape answered for all its starts at once: ``answer_shape(shape, starts, graph)`` gives ``ShapeAnswers`` (see ``graph.shapes``)."""

from __future__ import annotations

from .graph.shapes import ShapeAnswers, answer_shape

__all__ = ["ShapeAnswers", "answer_shape"]
