# `make site` builds the site, `make test` proves it, `make help` lists the rest.
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv --system-certs
SPHINX := $(BIN)/python -m sphinx -q --jobs auto -n -W --keep-going
SOURCES := $(shell find docs gallery gdtutorial -path docs/gallery -prune -o -name __pycache__ -prune -o -print)
COMPILE := $(UV) pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links \
	--universal --python-version 3.11 --fork-strategy fewest --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help site live test bench fonts lock clean

help: ## list these commands
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 8

site: site/.built ## build the site and name the file to open
	@echo "Open $(CURDIR)/site/index.html"

live: .venv/installed ## rebuild and reload while you edit
	@$(BIN)/sphinx-autobuild -q --jobs auto --watch gdtutorial --watch gallery \
		--re-ignore '/docs/gallery/|__pycache__' -d build/doctrees docs site/en

test: .venv/installed ## everything the gate proves: style, types, a clean build, all tests
	@$(BIN)/ruff check -q .
	@$(BIN)/ruff format -q --check .
	@$(BIN)/numpydoc lint gdtutorial/*.py
	@$(BIN)/mypy --no-error-summary
	@rm -rf build/clean && mkdir -p build/clean/site && cp -R docs gallery tests build/clean
	@rm -rf build/clean/docs/gallery && cp docs/_root/index.html build/clean/site
	@$(SPHINX) -d build/clean/doctrees build/clean/docs build/clean/site/en
	@GDTUTORIAL_SITE=build/clean/site $(BIN)/python -m pytest -q --doctest-modules

bench: .venv/installed ## compare speeds side by side
	@$(BIN)/python tests/bench.py

fonts: .venv/installed ## cut the mathematics font down to the signs in use
	@$(BIN)/python docs/fonts.py

lock: .venv/installed ## renew the hashed requirements
	@$(COMPILE) --all-extras --group dev -o requirements.txt pyproject.toml
	@grep -A 1000 '^uv==' requirements.txt | awk 'NR > 1 && /^[^ ]/ { exit } { print }' > requirements-uv.txt

clean: ## remove everything that was built
	@rm -rf .venv build site docs/gallery

site/.built: .venv/installed $(SOURCES)
	@mkdir -p site && cp docs/_root/index.html site
	@$(SPHINX) -d build/doctrees docs site/en
	@touch $@

.venv/installed: requirements.txt requirements-uv.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; try: make PYTHON=python3.12")'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-uv.txt
	@$(UV) pip sync -q --python $(BIN)/python --require-hashes requirements.txt
	@$(UV) pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@
