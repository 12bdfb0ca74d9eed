# Needs Python 3.11 or newer and make, nothing else. `make help` lists the targets.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.klaar
LOCKER := .venv-lock
BENCH  := .venv-bench
FUZZ   := .venv-fuzz
AUDIT  := .venv-audit
DUUR   ?= 60
DEMO   := examples/vlaardingen
UIT    ?= uit

LOCK_OPTIONS := --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: fuzz sbom audit test-browser bench help setup demo test golden lint format wheel lock clean boeken

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## Make the virtual environment from the lock file

# One set-up for every target; only a change of the lock or of pyproject.toml makes it run again.
$(READY): pyproject.toml requirements/dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "dossieraudit: Python 3.11 or newer is needed; name one with: make PYTHON=/path/to/python3")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(READY) ## Score the example onderzoek and write its report
	$(BIN)/dossieraudit score $(DEMO)
	$(BIN)/dossieraudit report $(DEMO) -o $(UIT)/
	@echo
	@echo "Het rapport staat in $(CURDIR)/$(UIT)/:"
	@ls $(UIT)

test: lint ## Lint, type check, check the layers, run the tests
	$(BIN)/python -m pytest -n 2

test-browser: $(READY) ## axe-core and a run through the explorer, in this machine's Chromium
	npm ci --prefix tests/browser --ignore-scripts --no-audit --no-fund
	BROWSERTEST_VERPLICHT=1 $(BIN)/python -m pytest -m browser -s

golden: $(READY) ## Accept what the program says now, in tests/golden/ and in the documents
	DOSSIERAUDIT_GOLDEN=1 $(BIN)/python -m pytest -q tests/test_golden.py tests/test_docs.py tests/test_gids.py tests/test_handleiding_inspecteur.py tests/test_handleiding_gemeente.py tests/test_handleiding_ci.py tests/importeren/test_handleiding.py tests/test_report_content.py::test_the_whole_report

boeken: $(READY) ## Write schemas/, docs/kader/ and the table of holidays anew, from models, frameworks and library
	$(BIN)/python -m dossieraudit.expressions.feestdagen > src/dossieraudit/expressions/feestdagen.json
	$(BIN)/dossieraudit kader schema --all -o schemas
	for kader in $$($(BIN)/dossieraudit kader list | cut -d ' ' -f 1); do \
		$(BIN)/dossieraudit kader docs $$kader -o docs/kader; done

lint: $(READY) ## Ruff, mypy and the import contract, without tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY) ## Rewrite the code in the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(BENCH)/.klaar ## Measure speed and scale (own virtual environment) and write benchmarks/RESULTS.md
	$(BENCH)/bin/python -m benchmarks

fuzz: $(FUZZ)/.klaar ## Fuzz with coverage (own virtual environment), DUUR=60 seconds for each target
	for doel in laden regels expressies privacy importeren; do \
		$(FUZZ)/bin/python -m fuzz $$doel $(DUUR) || exit 1; done

# What is only for measuring, fuzzing or auditing stays out of the environment of the tests.
.venv-%/.klaar: requirements/%.txt pyproject.toml
	test -x .venv-$*/bin/python || $(PYTHON) -m venv .venv-$*
	.venv-$*/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	test $* = audit || .venv-$*/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

sbom: $(AUDIT)/.klaar ## Write dist/sbom.cdx.json: everything that comes along with the program (CycloneDX)
	mkdir -p dist
	$(AUDIT)/bin/cyclonedx-py requirements requirements/lock.txt --pyproject pyproject.toml --mc-type application \
		--output-reproducible --of JSON -o dist/sbom.cdx.json

audit: $(AUDIT)/.klaar ## Look up known vulnerabilities of everything in the locks; needs the network
	$(AUDIT)/bin/pip-audit --strict --disable-pip --require-hashes -r requirements/lock.txt
	$(AUDIT)/bin/pip-audit --strict --disable-pip --require-hashes -r requirements/dev.txt

wheel: $(READY) ## Build the wheel in dist/
	$(BIN)/python -m build --wheel --no-isolation

lock: ## Refresh every lock file to the newest versions that pyproject.toml allows
	test -x $(LOCKER)/bin/uv || { $(PYTHON) -m venv $(LOCKER) && $(LOCKER)/bin/python -m pip install --quiet uv; }
	$(LOCKER)/bin/uv pip compile pyproject.toml --extra dev --upgrade $(LOCK_OPTIONS) -o requirements/dev.txt
	$(LOCKER)/bin/uv pip compile pyproject.toml -c requirements/dev.txt --no-annotate --upgrade $(LOCK_OPTIONS) -o requirements/lock.txt
	for extra in audit bench fuzz; do $(LOCKER)/bin/uv pip compile pyproject.toml --extra $$extra \
		-c requirements/dev.txt --no-annotate --upgrade $(LOCK_OPTIONS) -o requirements/$$extra.txt; done

clean: ## Remove everything that make made
	rm -rf $(VENV) $(LOCKER) $(BENCH) $(FUZZ) $(AUDIT) fuzz/vondsten $(UIT) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
