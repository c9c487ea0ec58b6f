# make brief   installs into .venv and writes the brief of the founding case
# make test    the same, then style, types and the whole suite
# make pages   prints the briefs in a browser and looks at the pages (installs Chromium where it can)
# make word    opens the briefs in Word with another program and looks at the pages (installs LibreOffice where it can)
# make bench   times what the analyst waits for, and the graph model against numpy's sum
# make large   one conflict of 2^24 states: all five concepts, progress, time and memory
# make soak    longer comparisons: dossiers with the slow evaluator, 100,000 conflicts with the slow oracle,
#              and the whole of what the suite tries a sample of
# make fuzz    a million damaged files, on all cores; OVERTURE_FUZZ=20000 tries fewer

# beside tests/slow and tests/treaties, what the suite tries a sample of and `make soak` the whole
SAMPLED := $(addprefix tests/, advice/test_gaps.py advice/test_moves.py advice/test_random_dossiers.py \
	cli/test_conflict_files.py cli/test_treaty_commands.py conflict/test_brute_force.py conflict/test_laws.py \
	dossier/test_fixing.py dossier/test_hostile.py dossier/test_json_schema.py elicitation/test_comparisons.py \
	files/test_removing.py files/test_rewriting.py papers/test_shipped_cases.py)

PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= auto

.PHONY: brief test lint suite pages word bench large soak fuzz clean

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
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --ignore=tests/pages --ignore=tests/word

pages: .venv/dev
	sh tests/pages/install.sh
	$(BIN)/python -m pytest tests/pages

word: .venv/dev
	sh tests/word/install.sh
	$(BIN)/python -m pytest tests/word

bench: .venv/dev
	$(BIN)/python benchmarks/bench.py
	$(BIN)/python benchmarks/conflict.py
	$(BIN)/python -m benchmarks.symbolic

large: .venv/run
	$(BIN)/python benchmarks/conflict.py 24

soak: .venv/dev
	OVERTURE_SEEDS=2000 $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal tests/slow tests/treaties $(SAMPLED)
	$(BIN)/python -m tests.conflict.soak

fuzz: .venv/dev
	$(BIN)/python -m tests.fuzz.run

clean:
	rm -rf .venv out .mypy_cache .pytest_cache .ruff_cache
