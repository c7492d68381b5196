# The course from a fresh clone, on a machine with Python, git and make.
# Everything is installed into .venv; nothing outside this folder is touched.

SHELL := /bin/sh
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
COURSE := $(BIN)/course
INSTALLED := $(VENV)/.installed

# The newest Python that the course runs on. It is asked to start, not only to be there:
# version managers put names on PATH that lead nowhere.
SUITS := import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 15))
FIND_PYTHON = for p in $${PYTHON:-python3.14 python3.13 python3.12 python3.11 python3 python}; do \
	if $$p -c '$(SUITS)' >/dev/null 2>&1; then echo $$p; break; fi; done

# Written at the head of the lock file too.
LOCK := uv pip compile pyproject.toml --extra dev --universal --generate-hashes \
	--python-version 3.11 -o requirements-lock.txt

.PHONY: help install serve lab test book zip notebooks lint bench lock clean

help: ## Show what can be made
	@echo "Cold to Warm: breast-cancer immunology you can run"
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(INSTALLED) ## Install what is missing into .venv

serve: $(INSTALLED) ## Build the book and serve it on this machine
	@$(COURSE) serve

lab: $(INSTALLED) ## Open the notebooks in JupyterLab
	@$(COURSE) lab

test: $(INSTALLED) ## Run every test: style, units, notebooks, book, browser
	@$(COURSE) test

book: $(INSTALLED) ## Build the book into _build/html
	@$(COURSE) build

zip: $(INSTALLED) ## Put the book into one file in dist/, to hand out
	@$(COURSE) zip

notebooks: $(INSTALLED) ## Run every notebook again and store its outputs
	@$(COURSE) run

lint: $(INSTALLED) ## Check style, types and the floors of the package
	@$(COURSE) test --only lint

bench: $(INSTALLED) ## Measure how fast the figures and engines are
	@$(COURSE) bench

lock: ## Resolve requirements-lock.txt after a change of pyproject.toml (needs uv)
	$(LOCK) --quiet --custom-compile-command "$(LOCK)"

clean: ## Delete .venv and everything that was built
	rm -rf $(VENV) _build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(BIN)/python:
	@python=$$($(FIND_PYTHON)); \
	if [ -z "$$python" ]; then \
		echo "Cold to Warm needs Python 3.11 to 3.14 with its venv module: install it (on Debian or Ubuntu: apt install python3 python3-venv) and run make again." >&2; \
		exit 1; \
	fi; \
	echo "Making .venv with $$($$python --version)."; \
	$$python -m venv $(VENV)

# uv is quick, but does not read pip's settings: whoever has set another index for pip gets pip,
# and so does everyone for whom uv fails.
$(INSTALLED): pyproject.toml requirements-lock.txt | $(BIN)/python
	@set -e; \
	python=$(BIN)/python; \
	if command -v uv >/dev/null 2>&1 \
		&& ! $$python -m pip config list 2>/dev/null | grep -q '\.index.url=' \
		&& echo "Installing the course into .venv with uv." \
		&& uv pip install --quiet --python $$python --require-hashes -r requirements-lock.txt \
		&& uv pip install --quiet --python $$python --no-deps --no-build-isolation -e .; \
	then :; else \
		echo "Installing the course into .venv with pip; the first time this takes a few minutes."; \
		$$python -m pip --version >/dev/null 2>&1 || $$python -m ensurepip >/dev/null; \
		$$python -m pip install -qq --disable-pip-version-check --require-hashes \
			-r requirements-lock.txt; \
		$$python -m pip install -qq --disable-pip-version-check --no-deps \
			--no-build-isolation -e .; \
	fi; \
	touch $@
