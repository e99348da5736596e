"""kgcorpus: a verified domain knowledge graph and proved corpora from an organisation's own documents."""

__version__ = "0.1.0"
