# Everything runs from .venv; nothing is typed by hand but these names.
PYTHON := .venv/bin/python
PORT ?= 8000
# A worker for each of two cores, and one more since databases, browsers and programs are waited for.
PYTEST := $(PYTHON) -m pytest --dist worksteal -n
NEW_KEY := $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(64))'

# Every worker and every program that a test starts would compile all of it anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: setup run test on-postgres check lint bench load test-long test-deploy messages audit backup restore-drill

setup:
	@sh .ci/setup

run: setup
	@DEMO=1 $(PYTHON) manage.py demo --port $(PORT)

test: setup
	@sh .ci/chromium
	@# One core looks over the types while the other begins with the tests; either of them fails the run.
	$(MAKE) --no-print-directory -o setup -j 2 lint on-postgres DEAL=--deal
	$(PYTEST) 3 --deal

on-postgres: setup
	$(PYTHON) -m tests.postgres $(PYTEST) 3 --with-database $(DEAL) --ignore tests/house --ignore tests/browser

check: lint
	$(PYTEST) 2 tests/house

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
	DEMO=1 $(PYTHON) -m tests.benchmarks $(if $(UPDATE),--update)

# SCENARIO=name for one of them, DATABASE=sqlite or both, SECONDS=n of each, WRITE=1 to keep the table in docs/load.md.
load: setup
	@$(PYTHON) -m tests.load --database $(or $(DATABASE),postgresql) --seconds $(or $(SECONDS),15) \
	$(if $(SCENARIO),--scenario $(SCENARIO)) $(if $(WRITE),--write)

test-long: setup
	@sh .ci/chromium
	$(PYTEST) 2 --hypothesis-profile long -m "hypothesis or long"
	@# Every value on either database: the usual run leaves each to one of them.
	$(PYTEST) 2 --with-database --ignore tests/browser --ignore tests/house
	$(MAKE) --no-print-directory -o setup on-postgres

# The units, nginx and the site behind it, for real; needs Debian's nginx, openssl and systemd (not running).
test-deploy: setup
	$(PYTHON) -m pytest -n 0 tests/deploy tests/deploy/for_real.py

messages: setup
	$(PYTHON) -m tests.house.messages

# With the settings of the site in the environment, as for the server.
backup: setup
	@$(PYTHON) manage.py backup

restore-drill: setup
	@$(PYTHON) manage.py restore_drill

audit: setup
	@$(PYTHON) -m tests.audit
