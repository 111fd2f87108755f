# `make site` builds the site, `make test` proves it, `make help` lists the rest.
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv --system-certs
SPHINX := $(BIN)/python -m sphinx -q --jobs auto -n -W --keep-going
CHROMIUM ?= $(shell command -v chromium)
CHINESE := GDTUTORIAL_LANGUAGE=zh_CN $(if $(DRAFT),GDTUTORIAL_DRAFT=1)
SOURCES := $(shell find CITATION.cff docs gallery gdtutorial -path docs/gallery -prune -o -name __pycache__ -prune -o -name '*.mo' -o -print)
COMPILE := $(UV) pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links \
	--universal --python-version 3.11 --fork-strategy fewest --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help site pdf live test bench fonts i18n record lock clean

help: ## list these commands
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 8

site: .venv/installed ## build the site in every language and name the file to open
	@$(BIN)/python tools/site.py $(if $(DRAFT),--draft)

pdf: .venv/installed ## the same, with the whole tutorial as a PDF in each language (needs Chromium)
	@$(BIN)/python tools/site.py --pdf $(if $(DRAFT),--draft)

live: .venv/installed ## rebuild and reload while you edit; in Chinese with LANGUAGE=zh_CN
	@GDTUTORIAL_LANGUAGE=$(or $(LANGUAGE),en) $(BIN)/sphinx-autobuild -q --jobs auto --watch gdtutorial --watch gallery \
		--re-ignore '/docs/gallery/|__pycache__' -d build/live/doctrees docs build/live/site

test: .venv/installed ## everything the gate proves: style, types, a clean build, all tests
	@$(BIN)/ruff check -q .
	@$(BIN)/ruff format -q --check .
	@$(BIN)/numpydoc lint gdtutorial/*.py
	@$(BIN)/mypy --no-error-summary
	@rm -rf build/clean && mkdir -p build/clean/site && cp -R docs gallery tests CITATION.cff build/clean
	@rm -rf build/clean/docs/gallery && cp docs/_root/index.html build/clean/site
	@find build/clean/docs -name '*.mo' -delete
	@GDTUTORIAL_PDF=$(CHROMIUM) $(SPHINX) -d build/clean/doctrees/en build/clean/docs build/clean/site/en
	@GDTUTORIAL_PDF=$(CHROMIUM) $(CHINESE) $(SPHINX) -d build/clean/doctrees/zh_CN build/clean/docs build/clean/site/zh_CN
	@GDTUTORIAL_SITE=build/clean/site $(BIN)/python -m pytest -q --doctest-modules

bench: .venv/installed ## compare speeds side by side
	@$(BIN)/python tools/bench.py

fonts: .venv/installed ## cut the fonts down to the signs in use
	@$(BIN)/python tools/fonts.py

i18n: .venv/installed ## renew the catalogs of the Chinese edition and count what they lack
	@$(SPHINX) -b gettext -d build/doctrees/gettext docs build/gettext
	@SOURCE_DATE_EPOCH=0 $(BIN)/sphinx-intl update -p build/gettext -d docs/locales -l zh_CN -w 0 --no-obsolete >build/i18n.log
	@$(BIN)/python tools/proofread.py --fill --count

record: .venv/installed ## renew what the PyTorch scripts print (needs PyTorch in .venv)
	@$(BIN)/python tools/record.py docs/beyond/pytorch_*.py

lock: .venv/installed ## renew the hashed requirements
	@$(COMPILE) --all-extras --group dev -o requirements.txt pyproject.toml
	@grep -A 1000 '^uv==' requirements.txt | awk 'NR > 1 && /^[^ ]/ { exit } { print }' > requirements-uv.txt

clean: ## remove everything that was built
	@rm -rf .venv build site docs/gallery

.venv/installed: requirements.txt requirements-uv.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; try: make PYTHON=python3.12")'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-uv.txt
	@$(UV) pip sync -q --python $(BIN)/python --require-hashes requirements.txt
	@$(UV) pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@
