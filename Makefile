# Two commands do everything on a fresh machine: `make serve` and `make test`. Python 3.11 or newer is all they need.

SHELL := /bin/bash
.DEFAULT_GOAL := help
HOST ?= 127.0.0.1
PORT ?= 8000
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
BROWSER_SIDE := api/static/vendor/LICENSES.txt
export STAVKA_HOME ?= $(CURDIR)/.stavka
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help serve build test programs check format notebooks lock clean

help: ## Say what there is to do
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 14

serve: $(VENV)/.serve ## Set up, build the graph and serve it
	@$(MAKE) --no-print-directory $(BROWSER_SIDE) || echo "The pages do without: a plain text field for queries, no unit symbols."
	@$(BIN)/stavka serve --host $(HOST) --port $(PORT)

build: $(VENV)/.serve ## Set up and build the graph
	@$(BIN)/stavka build

# Tests start hundreds of processes: what Python compiles is kept for the next one, whatever the environment says.
test: export PYTHONDONTWRITEBYTECODE :=
test: ## Set up all that a check needs and run every test
	@$(MAKE) --no-print-directory -j check $(BROWSER_SIDE) programs
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

# What tests need of this machine besides Python.
programs:
	@tools/browser.sh
	@tools/virtuoso.sh

check: $(VENV)/.test ## Lint and check the types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(VENV)/.test ## Format the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

notebooks: check ## Run the notebooks and keep what they print and draw
	@$(BIN)/stavka build >/dev/null
	@$(BIN)/python -m tools.run_notebooks

lock: ## Resolve the dependencies anew (needs uv and npm)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet \
		-c tools/constraints.in pyproject.toml tools/build.in -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet \
		--extra test -c requirements.txt pyproject.toml tools/build.in -o requirements-test.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet \
		tools/node.in -o tools/node.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet \
		tools/pip.in -o tools/pip.txt
	npm install --package-lock-only --omit-lockfile-registry-resolved=true --ignore-scripts --no-audit --no-fund

clean: ## Remove the environment and everything built
	rm -rf $(VENV) .stavka dist build api/static/vendor tests/vendor .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Stavka needs Python 3.11 or newer: install it, or name one with make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Making the environment with $(PYTHON) ..."
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is needed (Debian: apt install python3-venv)"; exit 1; }
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps --no-compile -r tools/pip.txt

# A stamp depends on the lock file alone: nothing is installed again while it stays as it is.
$(VENV)/.serve: requirements.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing (locked, with hashes) ..."
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps --no-compile -r requirements.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: requirements-test.txt $(VENV)/.serve
	@echo "Installing what the tests need ..."
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps --no-compile -r requirements-test.txt
	@touch $@

$(BROWSER_SIDE): package.json package-lock.json tools/browser_side.py tools/node.txt $(wildcard tools/bundles/*.js) | $(VENV)/bin/python
	@echo "Bringing in what the pages need from npm (locked, with hashes) ..."
	@$(BIN)/python tools/browser_side.py
	@touch $@
