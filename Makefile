# Nothing has to be set up by hand: each target that needs .venv makes it first (setup.sh).
.DEFAULT_GOAL := help
.PHONY: help annex demo-registers test proofs dependable signals mutated-inputs walks mutants soak bench slips setup lock clean

EDITION = 2019
PYTHON = .venv/bin/python
REPORTER = $(PYTHON) -m reporter

# What a shell of somebody else's project has set must not reach ours.
unexport PYTHONPATH PYTHONHOME PYTHONOPTIMIZE VIRTUAL_ENV

# What the checks remember goes in one folder, which git ignores.
export COVERAGE_FILE = .cache/coverage
export HYPOTHESIS_STORAGE_DIRECTORY = .cache/hypothesis
export MYPY_CACHE_DIR = .cache/mypy
export RUFF_CACHE_DIR = .cache/ruff
PYTEST = $(PYTHON) -m pytest -o cache_dir=.cache/pytest

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

annex: ## make the annex of 2019 in output/ (another year: make annex EDITION=2022)
	@bash setup.sh annex
	$(REPORTER) build $(EDITION)

DEMO = output/demo-registers
COUNT = $(REPORTER) count --year $(1) --output $(DEMO)/data --register $(DEMO)/$(1)/doelgroepregister.parquet \
	--payroll $(DEMO)/$(1)/polisadministratie --employers $(DEMO)/$(1)/werkgevers.parquet

demo-registers: setup ## count made-up registers of 2012 and 2019, build from that: the accepted annex
	rm -rf $(DEMO)
	$(REPORTER) synthesize --year 2012 --scale 0.001 --output $(DEMO)/2012
	$(REPORTER) synthesize --year 2019 --scale 0.001 --output $(DEMO)/2019
	$(call COUNT,2012)
	$(call COUNT,2019)
	$(REPORTER) build 2019 --data $(DEMO)/data --output $(DEMO)/annexes
	$(REPORTER) diff accepted $(DEMO)/annexes/2019
	@echo "Nothing differs: counting the registers gives the annex of 2019 that was accepted."

test: setup ## every check: format, lint, types, imports between rooms, tests with coverage
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m ruff check
	$(PYTHON) -m mypy
	$(PYTHON) .venv/bin/lint-imports --cache-dir .cache/import-linter
	$(PYTEST) -n 2 --cov --cov-context=test --ignore=tests/proofs

proofs: setup ## the slow proofs, some of them in a browser
	@bash setup.sh browser
	@bash setup.sh spark
	$(PYTEST) -n 2 -rs tests/proofs

dependable: setup ## run every check again and again on a busy machine (TIMES=10, PROOFS=1 for those too)
	$(PYTHON) tests/under_load.py --times $(or $(TIMES),10) $(if $(PROOFS),--proofs)

signals: setup ## strike every command with signals at random moments (TRIES=20 of each)
	$(PYTHON) -m tests.end_to_end.signals --tries $(or $(TRIES),20)

walks: setup ## work on a project at random, with faults everywhere, and see that its folder holds
	$(PYTEST) --hypothesis-profile=long tests/strength/test_project_folder.py

mutants: setup ## plant every small fault, see a test turn red (hours; make test first; SAMPLE=60: of each room)
	$(PYTHON) tests/strength/run_mutants.py $(if $(SAMPLE),--sample $(SAMPLE)) $(ROOM)

soak: setup ## keep a preview busy for half an hour and see that nothing of it grows (DURATION=240: seconds)
	@bash setup.sh browser
	$(PYTHON) tests/strength/soak.py $(DURATION)

bench: setup ## measure the time and the memory an annex takes
	$(PYTHON) tests/benchmarks/run.py

mutated-inputs: setup ## damage every kind of input file at random (SEED=1 NUMBER=4500)
	$(PYTHON) -m tests.end_to_end.mutated_inputs --seed $(or $(SEED),1) --number $(or $(NUMBER),4500)

slips: setup ## make every slip of the hand in the deliveries, and count what is said of it
	$(PYTHON) -m tests.deliveries.slips_of_the_hand

setup: ## make .venv and install what is missing; the targets above do this themselves
	@bash setup.sh

COMPILE = $(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --custom-compile-command 'make lock' $(UPGRADE)

lock: ## rebuild the lock files from pyproject.toml (newest versions: make lock UPGRADE=--upgrade)
	@test -x $(PYTHON) || bash setup.sh
	$(PYTHON) -m pip install --quiet --quiet 'uv>=0.9'
	$(COMPILE) --all-extras --group test --group bench --output-file requirements.lock pyproject.toml
	$(COMPILE) --group build --constraint requirements.lock --no-annotate \
		--output-file requirements-annex.lock pyproject.toml
	$(COMPILE) --group spark --constraint requirements.lock --no-annotate \
		--output-file requirements-spark.lock

clean: ## remove .venv and what the checks remember; output/ stays
	rm -rf .venv/set-up-complete .venv/annex-complete .venv .cache
	find reporter tests -name __pycache__ -prune -exec rm -rf {} +
