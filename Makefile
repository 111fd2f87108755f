# `make site` builds the site, `make test` proves it, `make help` lists the rest.
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv
SPHINX := $(BIN)/python -m sphinx -q --jobs auto -n -W --keep-going
CHECKED := build/checked
COMPILE := $(UV) pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links \
	--universal --python-version 3.11 --fork-strategy fewest --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help site live test bench fonts lock clean

help: ## list these commands
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 8

site: .venv/installed ## build the site and name the file to open
	@mkdir -p site
	@cp docs/_root/index.html site/index.html
	@$(SPHINX) -d build/doctrees/en docs site/en
	@echo "Open $(CURDIR)/site/index.html"

live: .venv/installed ## rebuild and reload while you edit
	@$(BIN)/sphinx-autobuild -q --open-browser --watch gdtutorial --watch gallery \
		--re-ignore 'docs/gallery/.*' -d build/doctrees/en docs site/en

test: .venv/installed ## everything the gate proves: style, types, a clean build, all tests
	@$(BIN)/ruff check -q .
	@$(BIN)/ruff format -q --check .
	@$(BIN)/mypy --no-error-summary
	@rm -rf $(CHECKED) && mkdir -p $(CHECKED)/site
	@cp docs/_root/index.html $(CHECKED)/site/index.html
	@GDTUTORIAL_BUILD=$(CHECKED) $(SPHINX) -d $(CHECKED)/doctrees docs $(CHECKED)/site/en
	@GDTUTORIAL_SITE=$(CHECKED)/site $(BIN)/python -m pytest -q --doctest-modules

bench: .venv/installed ## compare speeds side by side
	@$(BIN)/python tests/bench.py

fonts: .venv/installed ## cut the mathematics font down to the signs in use
	@$(BIN)/python docs/fonts.py

lock: .venv/installed ## renew the hashed requirements
	@$(COMPILE) --all-extras --group dev -o requirements.txt pyproject.toml
	@grep -A 1000 '^uv==' requirements.txt | awk 'NR > 1 && /^[^ ]/ { exit } { print }' > requirements-uv.txt

clean: ## remove everything that was built
	@rm -rf .venv build site docs/gallery docs/reference/generated

.venv/installed: requirements.txt requirements-uv.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; try: make PYTHON=python3.12")'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-uv.txt
	@$(UV) pip sync -q --python $(BIN)/python --require-hashes requirements.txt
	@$(UV) pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@
