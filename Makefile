# Every target sets up what it needs in .venv; nothing is assumed but Python 3.11 or newer and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
PEERS := .venv-peers

.PHONY: run test check bench screenshots browser lock tables clean

# Start the bot: with a token the Telegram bot, without one the chat page on this machine.
run: $(STAMP)
	@$(BIN)/duban run

# Everything that proves the program: unit, journeys, faults, browser; prints the coverage and holds its floor.
# Two processes share the modules of tests between them.
test: $(STAMP) browser
	@$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n 2 --dist loadscope
	@$(BIN)/coverage combine -q
	$(BIN)/coverage report --fail-under=90

# Lint, format, types.
check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Run every measurement and refresh the tables in the READMEs.
bench: $(PEERS)/.ready browser
	$(PEERS)/bin/duban bench all --write

# Take the pictures of the READMEs anew, from the running program in Chromium.
screenshots: $(STAMP) browser
	$(BIN)/python tools/take_screenshots.py

# Chromium and a Chinese font: installed from Debian where they are missing and that may be done.
browser:
	@tools/browser.sh

# Resolve the dependencies anew and pin them with hashes.
lock: $(STAMP)
	$(BIN)/python -m pip install -q "uv>=0.9"
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
		--extra dev --upgrade --quiet pyproject.toml --output-file requirements.lock

# Make the tables of characters anew from the libraries they come from, and docs/ledger.md's from the program.
tables: $(STAMP)
	$(BIN)/python tools/make_tables.py
	$(BIN)/python tools/make_ledger_table.py

clean:
	rm -rf $(VENV) $(PEERS) .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "需要 Python 3.11 或更新版本；可用 make PYTHON=/路径/python3.12 指定。" >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "正在准备 $(VENV) ……"
	@$(BIN)/python -m pip install -q --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q bot
	@touch $@

# The programs that Duban is compared with bring much of their own, so they have an environment of their own.
$(PEERS)/.ready: $(STAMP) requirements-peers.txt
	@test -x $(PEERS)/bin/python || $(PYTHON) -m venv $(PEERS)
	@$(PEERS)/bin/python -m pip install -q --require-hashes -r requirements.lock
	@$(PEERS)/bin/python -m pip install -q --no-deps --no-build-isolation -e .
	@$(PEERS)/bin/python -m pip install -q -r requirements-peers.txt
	@touch $@
