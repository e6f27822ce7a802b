# Roundbook: everything a person or a machine does with the house.
# Needs Python >= 3.11 and make; all else is installed below, into this folder.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PATH   := $(CURDIR)/$(BIN):$(PATH)
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check
export PATH
export DEMO ?= 1
export TLS ?=

PWA_SOURCES := $(shell find pwa -path pwa/node_modules -prune -o -path pwa/dist -prune -o -type f -print) $(wildcard sync/kinds/*.json)
SEEDS ?= 1000
FAULT_SEEDS ?= 20
SEED ?=

.PHONY: run build check test test-fast bench soak format pictures clean

run: build ## set everything up, fill the demo into an empty data folder, serve
	@$(BIN)/flask --app server init
	@if [ "$(DEMO)" = 1 ]; then $(BIN)/flask --app server demo fill --if-empty; fi
	@$(BIN)/python -m server

build: pwa/dist/index.html

check: $(VENV)/.tests pwa/dist/index.html ## the quick gate: format, lint, types, boundaries, words, documents, sizes
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports
	cd pwa && npm run --silent lint && npm run --silent types && npm run --silent words
	$(BIN)/python -m tests.gate

test: check ## everything a release needs, the browser included
	cd pwa && npm run --silent test
	$(BIN)/python -m tests.gate.browser
	$(BIN)/pytest -n 2 --dist loadscope --ignore tests/e2e
	$(BIN)/pytest -n 2 --dist load tests/e2e

bench: $(VENV)/.tests pwa/dist/index.html ## figures as ratios within one run, JSON in var/bench.json
	$(BIN)/python -m tests.gate.browser
	$(BIN)/python -m tests.bench.run

soak: $(VENV)/.tests pwa/node_modules/.installed ## simulation and killed servers, on and on: make soak SEEDS=100000 FAULT_SEEDS=500; SEED=17 plays one again
	SEEDS=$(SEEDS) SEED=$(SEED) $(BIN)/pytest -n 2 --dist loadscope tests/simulation/test_seeds.py
	SEEDS=$(SEEDS) $(BIN)/pytest tests/simulation/real/test_real_phones.py
	FAULT_SEEDS=$(FAULT_SEEDS) $(BIN)/pytest tests/faults/test_server_killed.py

pictures: $(VENV)/.tests pwa/dist/index.html ## the pictures in the README, taken of the real app
	$(BIN)/python -m tests.gate.browser
	$(BIN)/python -m tests.e2e.pictures

format: $(VENV)/.tests
	$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .
	cd pwa && npm run --silent format

clean:
	rm -rf $(VENV) pwa/node_modules pwa/dist

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Roundbook needs Python 3.11 or newer: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt pwa/requirements.txt | $(VENV)/bin/python
	$(PIP) -r requirements.txt -r pwa/requirements.txt
	@touch $@

$(VENV)/.tests: tests/requirements.txt $(VENV)/.run
	$(PIP) -r tests/requirements.txt
	@touch $@

pwa/node_modules/.installed: pwa/package.json pwa/package-lock.json | $(VENV)/.run
	cd pwa && npm ci --no-audit --no-fund --silent
	@touch $@

pwa/dist/index.html: $(VENV)/.run pwa/node_modules/.installed $(PWA_SOURCES)
	cd pwa && npm run --silent build
	$(BIN)/python -m whitenoise.compress --quiet pwa/dist
	@touch $@
