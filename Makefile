# Two commands on a fresh machine: make run, make test. Neither asks a question.
PY     ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
UV     := $(shell command -v uv 2>/dev/null)
HOST   ?= 127.0.0.1
PORT   ?= 8000
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# uv ships its own root certificates; behind an intercepting proxy only the machine's work, as pip uses them
export UV_SYSTEM_CERTS := 1
export UV_NATIVE_TLS := 1

.PHONY: run test check serve copy audit format lock clean
.DEFAULT_GOAL := run

run: $(VENV)/.dev.ok
	@$(BIN)/python -m config.first_run
	@$(BIN)/python manage.py migrate --noinput --verbosity 0
	@$(BIN)/python manage.py prepare
	$(BIN)/python manage.py runserver $(HOST):$(PORT)

test: $(VENV)/.dev.ok
	$(BIN)/python -m pytest

check: $(VENV)/.dev.ok
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	git ls-files -z --cached --others --exclude-standard -- 'templates/*.html' | xargs -0 $(BIN)/djade --target-version 6.1 --check
	$(BIN)/python -m config.first_run --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	DEBUG=off ALLOWED_HOSTS=evenhand.example SITE_URL=https://evenhand.example \
	  $(BIN)/python -W error manage.py check --deploy --fail-level WARNING
	@! git grep -nE '://' -- 'requirements/*.txt'

# Production settings on this machine: plain http is allowed here because the address is loopback.
serve: $(VENV)/.dev.ok
	@$(BIN)/python -m config.first_run
	@DEBUG=off $(BIN)/python manage.py migrate --noinput --verbosity 0
	@DEBUG=off $(BIN)/python manage.py prepare
	@DEBUG=off $(BIN)/python manage.py collectstatic --noinput --verbosity 0
	DEBUG=off $(BIN)/gunicorn config.wsgi --config deploy/gunicorn.conf.py --bind $(HOST):$(PORT)

# The public site as files, see docs/static-copy.md; a second time it touches only what changed.
TO ?= .copy
copy: $(VENV)/.dev.ok
	@$(BIN)/python -m config.first_run
	@DEBUG=off $(BIN)/python manage.py migrate --noinput --verbosity 0
	@DEBUG=off $(BIN)/python manage.py prepare
	@DEBUG=off $(BIN)/python manage.py collectstatic --noinput --verbosity 0
	DEBUG=off $(BIN)/python manage.py export_site $(TO)

# Each number that the reader's site was asked for beside its goal; fails where a must is missed.
# make audit AUDIT="--runs 1 --only weight axe" measures less; --help lists the parts.
AUDIT ?= --json .audit/report.json
audit: $(VENV)/.dev.ok
	$(BIN)/python -m tests.audit $(AUDIT)

format: $(VENV)/.dev.ok
	$(BIN)/ruff check --fix . ; $(BIN)/ruff format .
	git ls-files -z --cached --others --exclude-standard -- 'templates/*.html' | xargs -0 $(BIN)/djade --target-version 6.1

$(VENV)/bin/python:
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 12) and "Python 3.12 or newer is needed, this is "+sys.version.split()[0]+"; say make PY=/path/to/python3.13")'
	$(if $(UV),uv venv -q --python "$$($(PY) -c 'import sys; print(sys.executable)')" $(VENV),$(PY) -m venv $(VENV))

# The stamp is newer than the lock file that it was made from. pip builds nothing but jstyleson (for
# extruct, development only), which is published as source alone; its hash is locked as well.
$(VENV)/.%.ok: requirements/%.txt | $(VENV)/bin/python
ifneq ($(UV),)
	uv pip sync -q --require-hashes --python $(BIN)/python $<
else
	$(BIN)/python -m pip install -q --require-hashes --no-deps --only-binary :all: --no-binary jstyleson -r $<
endif
	@rm -f $(VENV)/.*.ok; touch $@

# uv comes from PATH or from a throw-away environment; by default it writes no address into a lock file.
LOCK = $(or $(UV),.venv-lock/bin/uv) pip compile -q pyproject.toml --universal --python-version 3.12 --generate-hashes --no-header
lock: $(if $(UV),,.venv-lock/bin/uv)
	mkdir -p requirements
	$(LOCK) --extra scale --group dev -o requirements/dev.txt
	$(LOCK) --extra scale -c requirements/dev.txt -o requirements/scale.txt
	$(LOCK) -c requirements/dev.txt -o requirements/prod.txt
	@! grep -nE '://|index-url|find-links' requirements/*.txt
.venv-lock/bin/uv:
	$(PY) -m venv .venv-lock && .venv-lock/bin/pip install -q uv==0.13.9

clean:
	rm -rf $(VENV) .venv-lock .audit .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
