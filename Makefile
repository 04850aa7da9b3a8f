# Everything a person runs here; `make` alone lists it. Arguments go in ARGS: make demo ARGS=--no-browser

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
ARGS ?=
PYTHON ?=
export PYTHON
# Another Python's settings must not steer ours.
unexport PYTHONPATH PYTHONHOME PYTHONSAFEPATH VIRTUAL_ENV

.PHONY: help setup demo run test test-fast train check lint types format lock bench clean

help: ## List what can be run
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: ## Bring both environments in line with their locks (the others do it by themselves)
	@python=$$(sh scripts/find_python.sh) && exec "$$python" -m scripts.set_up

demo: setup ## Show everything working, without a Telegram account
	@exec .venv/bin/lindra demo $(ARGS)

run: setup ## Run against Telegram, with the settings in .env
	@exec .venv/bin/lindra up $(ARGS)

test: setup ## Run every check and every test, as continuous integration does
	@exec .venv/bin/python -m scripts.run_stages full

test-fast: setup ## Run what needs no engine, no database server and no browser
	@exec .venv/bin/python -m scripts.run_stages fast

train: setup ## Train the engine when something changed
	@exec .venv/bin/lindra train $(ARGS)

check: setup ## List every fault in content, dialogues and settings
	@exec .venv/bin/lindra check $(ARGS)

lint: setup ## Check style and the floors between the rooms
	@exec .venv/bin/python -m scripts.run_stages lint

types: setup ## Check types
	@exec .venv/bin/python -m scripts.run_stages types

format: setup ## Mend style where it can be mended by machine
	@.venv/bin/ruff check --fix-only --quiet . && .venv/bin/ruff format .

lock: ## Compile the locks anew; ARGS=--upgrade takes newer versions
	@python=$$(sh scripts/find_python.sh) && exec "$$python" -m scripts.lock $(ARGS)

bench: setup ## Print the load and loss figures
	@exec .venv/bin/python -m bench $(ARGS)

clean: ## Remove what set-up, training and tests made; data (var/) and .env stay
	@rm -rf .venv engine/.venv .tools .cache .hypothesis .rasa models *.egg-info .coverage
	@rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	@find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
