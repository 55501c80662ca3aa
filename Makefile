# Everything a newcomer needs: Python >= 3.11 and make. Each target sets up what it needs in .venv,
# from the lock files, and does so again only when a lock file has changed.

PYTHON ?= python3
VENV ?= .venv
PYTEST_ARGS ?= -n auto --dist worksteal
BIN = $(VENV)/bin
READY_TO_RUN = $(VENV)/.ready-to-run
READY_TO_TEST = $(VENV)/.ready-to-test
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-header --no-emit-index-url --no-emit-find-links pyproject.toml

.PHONY: demo test lint prove bench cards docs lock format clean

demo: $(READY_TO_RUN)
	@$(BIN)/caseline demo

test: lint
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(READY_TO_TEST)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

prove: $(READY_TO_TEST)
	$(BIN)/python -m pytest -m slow

bench: $(READY_TO_TEST)
	$(BIN)/python -m benchmarks

cards: $(READY_TO_TEST) | .cards/node_modules
	$(BIN)/python -m tests.cards

# Microsoft's renderer of Adaptive Cards, to look at what Teams is sent. It is no part of Caseline.
.cards/node_modules:
	npm install --ignore-scripts --no-save --no-audit --no-fund --prefix .cards adaptivecards@3.0.6 markdown-it@14.1.0

docs: $(READY_TO_RUN)
	$(BIN)/python -m adapters.terminal.reference
	$(BIN)/python -m tests.parity
	$(BIN)/python -m tests.tickets

format: $(READY_TO_TEST)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(READY_TO_TEST)
	$(LOCK) --group build --output-file requirements.lock
	$(LOCK) --group build --group dev --constraint requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) .cards artefacts build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Caseline needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(READY_TO_RUN): requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(READY_TO_TEST): requirements-dev.lock $(READY_TO_RUN)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@
