# The commands everyone uses. Each is safe to run again, and quick when nothing has to be done.
# Needs python3 and make; on Debian it installs the rest (as root, or with sudo).

.DEFAULT_GOAL := help
.PHONY: help setup demo run test check lint types contracts translations tests translate bundle package package-test soak lock clean

BIN := .venv/bin
DEBIAN := sh packaging/setup/debian.sh
HEADLESS := $(if $(DISPLAY)$(WAYLAND_DISPLAY),,--headless)
ROUNDS ?= 3
LAPTOPS ?= 3
WRITES ?= 100
BOTH := -n 2 --dist loadfile --no-loadscope-reorder

help:
	@echo "make setup    the environment in .venv, the command, the verified base speech model"
	@echo "make demo     watch the product do its main job, on real parts"
	@echo "make run      open the window"
	@echo "make test     set up, then lint, types, import contracts, translations, tests"
	@echo "make check    the same without the tests: seconds, for before a commit"
	@echo "make bundle   the frozen application in build/dist/jobassist"
	@echo "make package  .deb, MSI, model pack, SBOM, policy templates, checksums in build/package"
	@echo "make package-test  install, upgrade, remove them in a minimal Debian and under wine (root)"
	@echo "make soak     the demo ROUNDS=$(ROUNDS) times over on the same data; then LAPTOPS=$(LAPTOPS) laptops and a"
	@echo "              central that are killed while they sync WRITES=$(WRITES) writes each (in full: 30 and 1000)"
	@echo "make translate  take new texts of the window over into the translation file"
	@echo "make lock     resolve requirements/ anew (maintainers)"
	@echo "make clean    remove what the others made here"

setup:
	@$(DEBIAN) run
	@python3 packaging/setup/venv.py dev
	@$(BIN)/python packaging/translations.py build
	@$(BIN)/jobassist model install index:base

demo: setup
	@$(DEBIAN) demo
	@$(BIN)/jobassist demo $(HEADLESS)

run: setup
	@$(BIN)/jobassist

test: setup check
	@$(DEBIAN) demo bundle test
	@$(BIN)/pytest $(BOTH)

check: lint types contracts translations

lint:
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

types:
	@$(BIN)/mypy

contracts:
	@$(BIN)/lint-imports

translations:
	@$(BIN)/python packaging/translations.py check

translate:
	@$(BIN)/python packaging/translations.py update

tests:
	@$(BIN)/pytest $(BOTH)

bundle: setup
	@$(DEBIAN) bundle
	@$(BIN)/python packaging/bundle.py

package: bundle
	@$(DEBIAN) package
	@$(BIN)/python packaging/package.py

package-test:
	@$(DEBIAN) package
	@test -f build/package/SHA256SUMS || $(MAKE) package
	@$(BIN)/python packaging/lifecycle_msi.py
	@$(BIN)/python packaging/lifecycle_deb.py
	@$(BIN)/python packaging/lifecycle_central.py

soak: setup
	@$(DEBIAN) demo
	@for round in $$(seq $(ROUNDS)); do echo "Round $$round of $(ROUNDS)"; $(BIN)/jobassist demo --headless || exit 1; done
	@$(BIN)/jobassist bench sync --part soak --devices $(LAPTOPS) --writes $(WRITES)

lock:
	@python3 packaging/setup/lock.py

clean:
	rm -rf .venv build dist *.egg-info resources/translations/*.qm
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
