"""``python -m kgcorpus`` is the command ``kgcorpus``."""

from kgcorpus.cli import main

main()
