# Nothing has to be set up by hand: each target that needs .venv makes it first (setup.sh).
.DEFAULT_GOAL := help
.PHONY: help annex test proofs bench setup lock clean

EDITION = 2019
PYTHON = .venv/bin/python

# What a shell of somebody else's project has set must not reach ours.
unexport PYTHONPATH PYTHONHOME PYTHONOPTIMIZE VIRTUAL_ENV

# What the checks remember goes in one folder, which git ignores.
export COVERAGE_FILE = .cache/coverage
export HYPOTHESIS_STORAGE_DIRECTORY = .cache/hypothesis
export MYPY_CACHE_DIR = .cache/mypy
export RUFF_CACHE_DIR = .cache/ruff
PYTEST = $(PYTHON) -m pytest -o cache_dir=.cache/pytest

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' Makefile

annex: setup ## make the annex of 2019 in output/ (another year: make annex EDITION=2022)
	$(PYTHON) -m reporter build $(EDITION)

test: setup ## every check: format, lint, types, imports between rooms, tests with coverage
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m ruff check
	$(PYTHON) -m mypy
	$(PYTHON) .venv/bin/lint-imports --cache-dir .cache/import-linter
	$(PYTEST) -n 2 --cov --ignore=tests/proofs

proofs: setup ## the slow proofs, some of them in a browser
	@bash setup.sh browser
	$(PYTEST) -rs tests/proofs

bench: setup ## measure the time and the memory an annex takes
	$(PYTHON) tests/benchmarks/run.py

setup: ## make .venv and install what is missing; the targets above do this themselves
	@bash setup.sh

lock: ## rebuild requirements.lock from pyproject.toml (newest versions: make lock UPGRADE=--upgrade)
	@test -x $(PYTHON) || bash setup.sh
	$(PYTHON) -m pip install --quiet --quiet 'uv>=0.9'
	$(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 --group test --group bench \
		--generate-hashes --no-emit-index-url --custom-compile-command 'make lock' $(UPGRADE) \
		--output-file requirements.lock pyproject.toml

clean: ## remove .venv and what the checks remember; output/ stays
	rm -rf .venv/set-up-complete .venv .cache
	find reporter tests -name __pycache__ -prune -exec rm -rf {} +
