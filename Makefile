# make run    a demonstration shop on http://127.0.0.1:8000/
# make test   everything that CI runs
# make bench  the figures of the README, each from a command in bench/

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
MADE   := $(VENV)/.made
TESTERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)

export AMENDS_DATA ?= var

.PHONY: run test lint types imports unit browser system bench bench-decide screens walk assets messages model lock clean

$(MADE)-run: requirements/run.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(MADE)-develop: requirements/develop.txt $(MADE)-run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/develop.txt
	@touch $@

run: $(MADE)-run
	$(BIN)/amends migrate
	$(BIN)/amends demo --if-empty
	$(BIN)/amends serve

# A browser and fonts, where they may be installed; the tests name what is missing and go on without it.
system:
	@sh scripts/system-packages.sh

test: $(MADE)-develop system lint types imports unit

lint: $(MADE)-develop
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(MADE)-develop
	$(BIN)/mypy

imports: $(MADE)-develop
	$(BIN)/lint-imports

# On SQLite everything; on a PostgreSQL that the tests start themselves, what the database has a part in.
# One process more than there are processors: servers and browsers are waited for.
unit: $(MADE)-develop
	$(BIN)/python -m pytest -q -n $(TESTERS) --dist loadfile
	AMENDS_TEST_DATABASE=postgresql $(BIN)/python -m pytest -q -n $(TESTERS) --dist loadfile tests/desk tests/jobs tests/web

browser: $(MADE)-develop
	$(BIN)/python -m pytest -m browser

bench: $(MADE)-develop
	$(BIN)/python -m bench

# The decision engine in made-up worlds, and how well replay's intervals cover, and the promotion gate (half an hour).
bench-decide: $(MADE)-develop
	$(BIN)/python -m bench.worlds
	$(BIN)/python -m bench.decide_replay
	$(BIN)/python -m bench.decide_promotion

# Every page in both languages, light and dark, wide and narrow: pictures and findings in docs/screens/.
screens: $(MADE)-develop
	$(BIN)/python -m bench.screens

# Every rule of every platform from 2024 to 2028 against a slow reference, in small steps (some minutes).
walk: $(MADE)-develop
	AMENDS_TEST_LONG_WALK=1 $(BIN)/python -m pytest -q tests/clock/test_properties.py

# Rebuild what is built once and committed.
assets:
	cd src/amends/web/assets && npm ci && npm run build

messages: $(MADE)-develop
	$(BIN)/python -m amends.web.messages

model: $(MADE)-develop
	$(BIN)/python -m amends.triage.training.build
	$(BIN)/python -m amends.letter.training.build

lock:
	uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml --extra build -o requirements/run.txt
	uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml --extra build --group develop -o requirements/develop.txt

clean:
	rm -rf $(VENV) build dist
