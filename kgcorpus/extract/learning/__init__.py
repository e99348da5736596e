"""The learned extractor: from examples to a model (``training``), from a model and a text to facts (``applying``)."""
