# `make site` builds the site, `make test` proves it, `make help` lists the rest.
PYTHON ?= python3
BIN := .venv/bin
UV := .uv/bin/uv --system-certs
INSTALL := $(UV) pip install -q --python $(BIN)/python
SPHINX := $(BIN)/python -m sphinx -q --jobs auto -n -W --keep-going
CHROMIUM ?= $(shell command -v chromium-headless-shell || command -v chromium)
# Into which languages the site is translated.
OTHERS = $(shell PYTHONPATH=docs/_ext $(BIN)/python -c 'from i18n.languages import OTHERS; print(*OTHERS)')
# Some machines forbid Python to keep what it has compiled: each process would compile each package anew.
unexport PYTHONDONTWRITEBYTECODE
# With DRAFT=1 what is not translated stays in English; tests count and name it.
ifdef OTHER_DATA
export GDTUTORIAL_OTHER_DATA := 1
endif
ifdef DRAFT
export GDTUTORIAL_DRAFT := 1
endif
COMPILE := $(UV) pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links \
	--universal --python-version 3.11 --custom-compile-command "make lock"
# PyTorch judges some tests and records two pages; no site needs it, and no lock holds its hundreds of megabytes.
TORCH := torch==2.13.0

.DEFAULT_GOAL := help
.PHONY: help site pdf epub serve live test gate attack bench soak fonts i18n record torch lock clean

help: ## list these commands
	@grep -hE '^[a-z0-9]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 8

site: .venv/site ## build the site in every language and name the file to open
	@$(BIN)/python tools/site.py

pdf: .venv/all ## the same, with the whole tutorial as a PDF in each language (needs Chromium)
	@$(BIN)/python tools/site.py --pdf

epub: .venv/site ## the same, and name the tutorial's EPUB in each language
	@$(BIN)/python tools/site.py --epub

serve: .venv/site ## serve the built site on this machine, as a host should, so that its cells run
	@$(BIN)/python tools/serve.py

live: .venv/all ## rebuild and reload while you edit; LANGUAGE=zh_CN in Chinese
	@GDTUTORIAL_LANGUAGE=$(if $(filter command,$(origin LANGUAGE)),$(LANGUAGE),en) $(BIN)/sphinx-autobuild -q --jobs auto --watch gdtutorial --watch gallery \
		--re-ignore '/docs/gallery/|__pycache__' -d build/live/doctrees docs build/live/site

test: .venv/all ## prove it: style, types, a build, all tests but those of the gate
	@$(BIN)/ruff check -q .
	@$(BIN)/ruff format -q --check .
	@$(BIN)/numpydoc lint gdtutorial/*.py
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/python tools/site.py $(if $(CHROMIUM),--pdf)
	@GDTUTORIAL_SITE=site $(BIN)/python -m pytest -q -n auto --maxprocesses 8 --dist load \
		--doctest-modules

# Three at a time: some tests wait for a network or a process.
gate: .venv/all ## what takes a network, other Pythons or more time, such as every command as written and every page, narrow and wide
	@$(BIN)/python tools/site.py $(if $(CHROMIUM),--pdf)
	@GDTUTORIAL_SITE=site $(BIN)/python -m pytest -q -n 3 --dist load -m gate

attack: .venv/all ## change the library in ways that make sentences false, and see that pages follow or stop
	@$(BIN)/python tools/attack.py --gallery

bench: .venv/all ## compare speeds side by side, and time the playground and the first press
	@$(BIN)/python tools/bench.py
	@$(BIN)/python tools/site.py $(if $(CHROMIUM),--pdf)
	@GDTUTORIAL_SITE=site $(BIN)/python -m pytest -q -s -m bench tests/explore tests/run

soak: .venv/site ## try to make the site stale, at random; SECONDS=, STEPS= and SEED= say how
	@$(BIN)/python tools/soak.py $(if $(SECONDS),--seconds $(SECONDS)) $(if $(STEPS),--steps $(STEPS)) $(if $(SEED),--seed $(SEED))

fonts: .venv/all ## cut the fonts down to the signs in use
	@$(BIN)/python tools/fonts.py

i18n: .venv/all ## renew the catalogs of every language and count what they lack
	@$(SPHINX) -b gettext -d build/doctrees/gettext docs build/gettext
	@SOURCE_DATE_EPOCH=0 $(BIN)/sphinx-intl update -p build/gettext -d docs/locales $(addprefix -l ,$(OTHERS)) -w 0 --no-obsolete >build/i18n.log
	@$(BIN)/python tools/proofread.py --fill --count

record: torch ## renew what the scripts print that the build does not run
	@$(BIN)/python tools/record.py docs/beyond/*.py

torch: .venv/all ## put PyTorch into .venv
	@.uv/bin/python -m pip --python $(BIN)/python install -q --disable-pip-version-check $(TORCH)

lock: .uv/bin/uv ## renew the hashed requirements: for each Python the newest versions that support it
	@$(COMPILE) --all-extras --group dev -o requirements/all.txt pyproject.toml
	@$(COMPILE) --extra docs --extra dask --group site -c requirements/all.txt -o requirements/site.txt pyproject.toml
	@echo uv | $(COMPILE) -c requirements/all.txt -o requirements/uv.txt -

clean: ## remove everything that was built
	@rm -rf .venv .uv build site docs/gallery

# The tool that installs lies beside what it installs, so that .venv holds just what the site needs, or the tests.
.uv/bin/uv: requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; try: make PYTHON=python3.12")'
	@$(PYTHON) -m venv .uv
	@.uv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

.venv/site: .uv/bin/uv requirements/site.txt pyproject.toml
	@$(PYTHON) -m venv --without-pip .venv
	@$(INSTALL) --require-hashes -r requirements/site.txt
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

.venv/all: .venv/site requirements/all.txt
	@$(INSTALL) --require-hashes -r requirements/all.txt
	@touch $@
