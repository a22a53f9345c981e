# The one door. `make demo` and `make test` do all the set-up they need; so does everything else here.
.DEFAULT_GOAL := help
.PHONY: help setup run demo test check fuzz faults rehearsal documents gates mutants format bench load shots installer serve lock clean

PYTHON ?= python3
py := .venv/bin/python
# Extra words for the command behind a target: make test ARGS="tests/wire -x"
ARGS ?=
# The same for the table of faults: make faults TABLE="--rounds 100"
TABLE ?=

help: ## List what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' Makefile | expand -t 12

setup: ## Make .venv with the locked packages
	@PYTHON="$(PYTHON)" .ci/setup

run: setup ## Open the desk
	@.ci/system desk
	@$(py) -m peerdesk $(ARGS)

demo: setup ## Play the whole road with an invented hospital; windows when there is a display
	@.ci/system desk
	@$(py) -m peerdesk demo --out build/demo $(ARGS)

test: setup ## Run every test, the house checks among them
	@.ci/system tests
	@$(py) -m pytest --numprocesses $$($(py) -c 'import os; print(min(4, 1 + (os.cpu_count() or 1)))') --dist loadfile --no-loadscope-reorder $(ARGS)

check: setup ## Lint, format, types, import contracts and house rules
	@.ci/system desk
	@$(py) -m ruff check .
	@$(py) -m ruff format --check .
	@$(py) -m mypy
	@.venv/bin/lint-imports
	@$(py) -m pytest -q tests/house --ignore=tests/house/test_tools.py $(ARGS)

fuzz: setup ## Play random schedules of faults and disasters (ARGS="--schedules 20000"), or read damaged bytes ("--bytes 100000")
	@$(py) -m tests.schedules $(ARGS)

faults: setup ## Kill real processes over a bad line, cut the power before every statement, and print the vault's table of faults
	@$(py) -m tests.faults.table $(TABLE)
	@$(py) -m tests.faults $(ARGS)
	@EVERY_STATEMENT=1 $(py) -m pytest -q tests/schedules/test_every_statement.py

rehearsal: setup ## Back up a server on PostgreSQL while people write, restore it, and see that nothing is missing
	@$(py) -m tests.faults.restored $(ARGS)

documents: setup ## Type what the pages for officers and operators say, as it stands there
	@$(py) -m tests.journeys.as_written

gates: setup ## Look at every scene in every manner for clipped words, small targets, lost names, the way of Tab, and what a screen reader is told
	@.ci/system tests
	@EVERY_MANNER=1 $(py) -m pytest -q tests/desktop/gates tests/assistive/test_every_scene_from_outside.py $(ARGS)

mutants: setup ## Take one rule of the protocol out at a time, and see that a test notices
	@$(py) -m tests.mutants $(ARGS)

format: setup ## Put the code into the one format
	@$(py) -m ruff check --fix .
	@$(py) -m ruff format .

bench: setup ## Measure the budgets beside their floors (ARGS="--peers" beside Anki, PouchDB and Joplin, too)
	@.ci/system desk
	@QT_QPA_PLATFORM=offscreen $(py) -m bench $(ARGS)

load: setup ## Let 2,000 computers use a server on PostgreSQL for a shortened day (two minutes)
	@$(py) -m bench.load $(ARGS)

shots: setup ## Render every screen from invented data into build/shots
	@.ci/system desk
	@QT_QPA_PLATFORM=offscreen $(py) -m peerdesk.desktop.shots --out build/shots $(ARGS)

installer: setup ## Build the application and its package into dist/, and try it (ARGS="--release-key FILE" signs it)
	@.ci/system build
	@$(py) -m PyInstaller --noconfirm --log-level WARN --distpath dist --workpath build/installer build_installer.spec
	@dist/peerdesk/peerdesk --self-test
	@dist/peerdesk/peerdesk demo --headless --out build/installer-demo
	@$(py) -m shipping $(ARGS)
	@dist/peerdesk/peerdesk verify-installed

serve: setup ## Run a hospital server on this computer only (first time: ARGS="--org org/public.json")
	@$(py) -m peerdesk serve --data build/server --listen 127.0.0.1:8740 $(ARGS)

lock: setup ## Work out requirements/*.txt again from requirements/*.in
	@for name in run server dev build; do \
	    CUSTOM_COMPILE_COMMAND="make lock" $(py) -m piptools compile --quiet --upgrade --generate-hashes \
	        --allow-unsafe --strip-extras --no-annotate --no-emit-index-url --no-emit-find-links \
	        --no-emit-trusted-host --output-file requirements/$$name.txt requirements/$$name.in || exit 1; \
	done

clean: ## Remove what was built (not .venv)
	@rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
