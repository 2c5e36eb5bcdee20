# Accord: `make run` to use it, `make test` to try it, `make check` before a change is shared.

ARGS ?=
PYTHON ?=

PY := .venv/bin/python
SCREEN_RUN := packaging/with-screen.sh
# A worker for each core, each with a virtual screen of its own (tests/support/screens.py).
SIDE_BY_SIDE := -n auto --dist worksteal

# Byte-code makes starting two to three times as fast.
unexport PYTHONDONTWRITEBYTECODE
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help run test coverage check lint bench soak screenshots package package-check package-test package-twice pins clean system-run system-test system-package

help:
	@echo "make run [ARGS=--demo]  set up and start Accord"
	@echo "make test [ARGS=path]   run the tests, in real windows on a virtual screen"
	@echo "make coverage           the same, and which lines of the program no test ran"
	@echo "make check              format, lint, types, architecture, then the tests"
	@echo "make bench              measure speed, writes build/bench.json"
	@echo "make soak               use it for a long while: growth, steps of consent, kills; writes build/soak.json"
	@echo "make screenshots        a picture of every screen, in build/screenshots"
	@echo "make package            what people install, in build/package (Linux)"
	@echo "make package-check      test the program in build/package/accord"
	@echo "make package-test       install, use and remove it in bare systems (as root on Debian)"
	@echo "make package-twice      build it in two places and compare every byte"
	@echo "make pins               renew the hashed requirements files"
	@echo "make clean              remove what was set up and built"

run: system-run .venv/.run-stamp
	@$(PY) -m compileall -q app
	@$(PY) -m app $(ARGS)

test: system-test .venv/.check-stamp
	$(SCREEN_RUN) $(PY) -m pytest $(SIDE_BY_SIDE) $(ARGS)

coverage: system-test .venv/.check-stamp
	$(SCREEN_RUN) $(PY) -m pytest $(SIDE_BY_SIDE) --cov=app --cov-report=term:skip-covered $(ARGS)

lint: .venv/.check-stamp
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	.venv/bin/lint-imports --cache-dir build/import-linter

check: lint
	@$(MAKE) --no-print-directory test

bench: system-test .venv/.check-stamp
	@$(PY) -m compileall -q app tests
	$(SCREEN_RUN) $(PY) -m tests.benchmarks $(ARGS)

soak: system-test .venv/.check-stamp
	$(SCREEN_RUN) $(PY) -m tests.soak $(ARGS)

screenshots: system-test .venv/.check-stamp
	$(SCREEN_RUN) $(PY) -m tests.screenshots $(ARGS)

package: system-package .venv-package/.stamp
	.venv-package/bin/python packaging/build.py $(ARGS)

package-check: system-test .venv/.check-stamp
	ACCORD_PACKAGE=build/package/accord $(SCREEN_RUN) $(PY) -m pytest tests/packages

package-test: package system-test .venv/.check-stamp
	packaging/test-packages.sh

package-twice: system-package
	packaging/build-twice.sh

system-run:
	@packaging/system-libraries.sh run

system-package:
	@packaging/system-libraries.sh package

system-test:
	@packaging/system-libraries.sh test

.venv/.run-stamp: requirements.txt packaging/set-up.sh
	@packaging/set-up.sh requirements.txt
	@touch $@

.venv/.check-stamp: requirements.txt requirements-dev.txt packaging/set-up.sh
	@packaging/set-up.sh requirements-dev.txt
	@touch $@ .venv/.run-stamp

.venv-package/.stamp: requirements-package.txt packaging/set-up.sh
	@packaging/set-up.sh requirements-package.txt .venv-package
	@touch $@

PIN := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-header --only-binary :all:

pins:
	@command -v uv >/dev/null || { echo "make pins needs uv: pip install uv"; exit 1; }
	$(PIN) requirements.in -o requirements.txt
	$(PIN) requirements-dev.in -o requirements-dev.txt
	$(PIN) requirements-package.in -o requirements-package.txt

clean:
	rm -rf .venv .venv-package build dist
