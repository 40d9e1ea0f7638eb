# Vedette: set-up, demo and checks. Everything goes into .venv; nothing outside this folder is touched but the cache.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
GOLD := ../shared/gold
BROWSER := tests/desk/browser tests/publishing/browser

.PHONY: help demo test score pieces bench examples format clean

help: ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "make: $(PYTHON) is missing or older than 3.11; install Python 3.11 or newer, or run 'make PYTHON=python3.12'"; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-dev.txt
	@touch $@

demo: $(VENV)/.run ## read the example dossier and print its brief
	@mkdir -p out
	@$(BIN)/python -m vedette brief --demo
	@$(BIN)/python -m vedette brief --demo --format html --output out/demo.html
	@echo "The same as a page, every line beside its words: out/demo.html"

test: $(VENV)/.dev ## run every check and test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	@mkdir -p out
	@# The tests in a browser run beside the others, since they mostly wait.
	@$(BIN)/pytest $(BROWSER) > out/browser.log 2>&1 & beside=$$!; \
	  $(BIN)/pytest $(addprefix --ignore=,$(BROWSER)); found=$$?; \
	  wait $$beside || found=1; echo "The tests in a browser:"; cat out/browser.log; exit $$found

score: $(VENV)/.run ## measure against the hand-coded texts, where they are
	@test -d $(GOLD)/dev || { echo "make: $(GOLD)/dev is not here; the hand-coded texts are not shipped, put them there to measure"; exit 2; }
	@mkdir -p out
	$(BIN)/python -m vedette read $(GOLD)/dev/docs.jsonl --format jsonl > out/predictions.jsonl
	$(BIN)/python $(GOLD)/score.py out/predictions.jsonl --docs $(GOLD)/dev/docs --gold $(GOLD)/dev/gold

pieces: $(VENV)/.run ## measure each piece of reading on the sentences written for it
	$(BIN)/python -m vedette score corpus/pieces.coded --by-register

examples: $(VENV)/.run ## make the marker's training examples from corpus/ (docs/marker.md)
	@mkdir -p out
	$(BIN)/python tools/marker_examples.py out/examples.jsonl corpus/wire.jsonl corpus/statements.jsonl tests/gold/reports.jsonl \
	  corpus/news.coded corpus/old.coded corpus/press.coded corpus/sentences.coded
	$(BIN)/python bench/stream.py training -n 260 --seed 5 > out/mixed.jsonl
	$(BIN)/python tools/marker_examples.py out/plain.jsonl out/mixed.jsonl

bench: $(VENV)/.run ## measure speed and memory beside spaCy's bare pipeline
	$(BIN)/python bench/reader.py

format: $(VENV)/.dev ## format the code
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

clean: ## remove the environment and what was built
	rm -rf $(VENV) out build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
