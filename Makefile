# Everything runs from .venv; nothing is typed by hand but these names.
PYTHON := .venv/bin/python
PORT ?= 8000
# A worker for each of two cores.
PYTEST := $(PYTHON) -m pytest -n 2 --dist worksteal
NEW_KEY := $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(64))'

.PHONY: setup run test check lint bench test-long messages audit

setup:
	@sh .ci/setup

run: setup
	@DEMO=1 $(PYTHON) manage.py demo --port $(PORT)

test: lint
	@sh .ci/chromium
	$(PYTHON) -m tests.postgres $(PYTEST) -p tests.with_database --ignore tests/house --ignore tests/browser
	$(PYTEST)

check: lint
	$(PYTEST) tests/house

lint: setup
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	DEMO=1 $(PYTHON) -m mypy
	DEMO=1 $(PYTHON) manage.py makemigrations --check --dry-run
	@# As in production: made-up keys, no DEMO, and a warning is a failure.
	env -u DEMO DATABASE_URL=sqlite:///var/check.sqlite3 ALLOWED_HOSTS=check.example \
	SECRET_KEY=$$($(NEW_KEY)) FIELD_KEYS=$$($(NEW_KEY)) FINGERPRINT_KEYS=$$($(NEW_KEY)) \
	MESSAGE_BACKEND=console OPERATOR_NAME=check OPERATOR_CONTACT=check \
	$(PYTHON) manage.py check --deploy --fail-level WARNING

bench: setup
	DEMO=1 $(PYTHON) -m tests.benchmarks

test-long: setup
	$(PYTEST) --hypothesis-profile long --ignore tests/browser --ignore tests/house

messages: setup
	$(PYTHON) -m tests.house.messages

audit: setup
	@$(PYTHON) -m tests.audit
