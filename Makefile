# make brief   installs into .venv and writes the brief of the founding case
# make test    the same, then style, types and the whole suite
# make pages   prints the briefs in a browser and looks at the pages (installs Chromium where it can)
# make bench   times what the analyst waits for
# make soak    a longer comparison with the slow evaluator
# make fuzz    a million damaged files, on all cores; OVERTURE_FUZZ=20000 tries fewer

PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= auto

.PHONY: brief test lint suite pages bench soak fuzz clean

.venv/run: requirements/run.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

.venv/dev: .venv/run requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@

brief: .venv/run
	@$(BIN)/overture brief molotov-1954 --output out/molotov-1954.html

test: .venv/dev brief lint suite

lint: .venv/dev
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy

suite: .venv/dev
	$(BIN)/python -m pytest -n $(WORKERS) --ignore=tests/pages

pages: .venv/dev
	sh tests/pages/install.sh
	$(BIN)/python -m pytest tests/pages

bench: .venv/run
	$(BIN)/python benchmarks/bench.py

soak: .venv/dev
	OVERTURE_SEEDS=2000 $(BIN)/python -m pytest -n $(WORKERS) tests/slow tests/treaties

fuzz: .venv/dev
	$(BIN)/python -m tests.fuzz.run

clean:
	rm -rf .venv out .mypy_cache .pytest_cache .ruff_cache
