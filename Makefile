# Two commands: `make demo` and `make test`. Each makes its own environment in .venv when it is missing or out of date.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint unit bench harness training lock clean

demo: .venv/ready
	$(BIN)/kgcorpus build data/diabetes
	$(BIN)/kgcorpus build data/chart-patterns
	$(BIN)/kgcorpus build data/kitchen
	$(BIN)/kgcorpus audit data/diabetes/releases/default
	$(BIN)/kgcorpus audit data/chart-patterns/releases/default
	$(BIN)/kgcorpus audit data/kitchen/releases/default
	$(BIN)/kgcorpus show data/chart-patterns/releases/default
	$(BIN)/kgcorpus show data/diabetes/releases/default

test: lint unit

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/mypy

unit: .venv/ready
	$(BIN)/python -m pytest -n 2

# Figures of the README; needs the third-party data for some rows and says so where it is absent.
bench: .venv/ready
	$(BIN)/python -m tests.bench

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "kgcorpus needs Python 3.11 or newer: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

# The programs that evaluation sets are exported for, each in an environment of its own: tests/test_harness_run.py runs them, or skips.
# OpenCompass needs torch, 6 GB in all: `make .venv-harness/opencompass/ready` where it is wanted.
harness: .venv-harness/lm-eval/ready .venv-harness/inspect/ready .venv-harness/evalscope/ready

.venv-harness/%/ready: requirements.harness-%.lock
	$(PYTHON) -m venv .venv-harness/$*
	.venv-harness/$*/bin/python -m pip install --quiet --disable-pip-version-check --no-compile --no-deps --require-hashes -r $<
	touch $@

# The programs that read a release's training files, in an environment of their own, without torch: tests/test_training_run.py, or it skips.
training: .venv-training/ready

.venv-training/ready: requirements.training.lock requirements.training-programs.lock
	$(PYTHON) -m venv .venv-training
	.venv-training/bin/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements.training.lock
	.venv-training/bin/python -m pip install --quiet --disable-pip-version-check --no-compile --no-deps --require-hashes -r requirements.training-programs.lock
	touch $@

lock:
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --no-emit-index-url --no-header --generate-hashes --strip-extras --extra dev --extra bench --extra zh --extra en --extra learn -o requirements.lock pyproject.toml
	for name in lm-eval inspect evalscope; do $(BIN)/pip-compile --quiet --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
	  --generate-hashes --strip-extras -o requirements.harness-$$name.lock tests/harness/$$name.in || exit 1; done
	$(BIN)/pip-compile --quiet --allow-unsafe --no-emit-index-url --no-emit-find-links --no-header --no-annotate --generate-hashes \
	  --strip-extras -o requirements.training.lock tests/training/training.in

clean:
	rm -rf .venv .venv-harness .venv-training build dist data/*/corpus.db data/*/releases data/*/.work
