# Builds its own .venv from the locks. Needs Python 3.11 or later, make and a package registry, nothing else.
# Another interpreter: make test PYTHON=python3.12

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
SOURCES := $(wildcard bot/words/ja/*.po)
INSTALL := pyproject.toml bot/words/build.py

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo run test check format train words lock clean eval-reading eval-matching

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1	\2/p' Makefile

demo: $(VENV)/run.stamp bot/words/ja.mo ## start an exercise response: a prompt in the terminal and the web board
	$(BIN)/kizuna demo

run: $(VENV)/run.stamp bot/words/ja.mo ## start the bot with the settings of the environment or .env
	$(BIN)/kizuna run

test: $(VENV)/dev.stamp bot/words/ja.mo ## run every test, PostgreSQL included
	$(BIN)/pytest -n 2

eval-reading: $(VENV)/dev.stamp bot/words/ja.mo ## measure how posts are read; other posts with FILE=…
	$(BIN)/python -m tests.benchmarks reading $(FILE)

eval-matching: $(VENV)/dev.stamp bot/words/ja.mo ## measure how offers are ranked for requests; other posts with FOLDER=…
	$(BIN)/python -m tests.benchmarks matching $(FOLDER)

check: $(VENV)/dev.stamp ## look at style, types and import directions without running anything
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/dev.stamp ## lay out the source the way check wants it
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

train: $(VENV)/run.stamp ## learn the models anew from the labelled sentences in knowledge/learnt/training
	$(BIN)/python -m knowledge.learnt.train

words: $(VENV)/run.stamp ## compile the Japanese words anew and print the sentences that have none yet
	$(BIN)/python -m bot.words.build
	$(BIN)/python -m bot.words.extract

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
lock: $(VENV)/dev.stamp ## write the locks anew after a change in pyproject.toml; newer releases with UPGRADE=--upgrade
	$(LOCK) $(UPGRADE) pyproject.toml --group build --output-file requirements.lock
	$(LOCK) $(UPGRADE) pyproject.toml --group dev --constraint requirements.lock --output-file requirements-dev.lock

clean: ## remove the environment and everything that was built
	rm -rf $(VENV) bot/words/ja.mo dist

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Python 3.11 or later is needed: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.lock $(INSTALL) | $(BIN)/python
	$(PIP) install --require-hashes --requirement requirements.lock
	$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/run.stamp
	$(PIP) install --require-hashes --requirement requirements-dev.lock
	@touch $@

bot/words/ja.mo: $(SOURCES) bot/words/build.py | $(VENV)/run.stamp
	$(BIN)/python -m bot.words.build
