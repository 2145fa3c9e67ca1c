PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
GOLD ?= ../shared/gold
CORPUS ?= ../shared/corpus
ANNOTATED = $(CORPUS)/seeds $(CORPUS)/composed $(CORPUS)/xwlb-dev.jsonl --metadata $(CORPUS)/seeds/metadata.csv

.PHONY: demo test gold figures calibrate lock clean

$(VENV)/installed: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

demo: $(VENV)/installed
	@$(BIN)/python scripts/demo.py

test: $(VENV)/installed
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest

.PHONY: test-parity
test-parity: $(VENV)/installed
	PARITY_NODES=100000 $(BIN)/pytest tests/cypher/test_parity.py

.PHONY: test-browser
CHROMIUM ?= /usr/bin/chromium

$(CHROMIUM):
	apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null

tests/browser/node_modules: tests/browser/package-lock.json
	cd tests/browser && npm ci --silent && touch node_modules

test-browser: $(VENV)/installed tests/browser/node_modules $(CHROMIUM)
	rm -rf out/browser
	PATH="$(CURDIR)/$(BIN):$$PATH" tests/browser/pages.sh out/browser
	PAGES=out/browser SHOTS=out/browser CHROMIUM=$(CHROMIUM) node --test tests/browser/show.test.mjs

$(VENV)/notebooks: $(VENV)/installed requirements-notebooks.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock -r requirements-notebooks.lock
	touch $@

.PHONY: notebooks notebooks-write
notebooks: $(VENV)/notebooks
	$(BIN)/python scripts/run_notebooks.py notebooks/*.ipynb

notebooks-write: $(VENV)/notebooks
	$(BIN)/python scripts/run_notebooks.py --write notebooks/*.ipynb

$(VENV)/docs: $(VENV)/installed requirements-docs.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock -r requirements-docs.lock
	touch $@

.PHONY: docs
docs: $(VENV)/docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet
	$(BIN)/python scripts/run_docs.py

.PHONY: pictures
pictures: $(VENV)/installed tests/browser/node_modules $(CHROMIUM)
	rm -rf out/pictures
	$(BIN)/kg build notebooks/articles --out out/pictures/county
	$(BIN)/kg show out/pictures/county -o out/pictures/county.html --limit 80
	CHROMIUM=$(CHROMIUM) node tests/browser/picture.mjs out/pictures/county.html 韩北川 docs/images/page.png

gold: $(VENV)/installed
	rm -rf out/gold
	$(BIN)/kg build $(CORPUS)/seeds --metadata $(CORPUS)/seeds/metadata.csv --out out/gold/seeds
	$(BIN)/kg build $(CORPUS)/composed --out out/gold/composed
	$(BIN)/kg build $(CORPUS)/xwlb-dev.jsonl --out out/gold/xwlb-dev
	for part in seeds composed xwlb-dev; do $(BIN)/kg export out/gold/$$part --to facts -o out/gold/$$part.jsonl; done
	cat out/gold/*.jsonl > out/gold/facts.all
	$(PYTHON) $(GOLD)/score.py --pred out/gold/facts.all --gold $(GOLD)
	$(BIN)/kg evaluate out/gold/seeds out/gold/composed out/gold/xwlb-dev --gold $(GOLD)

figures: gold
	printf '# Extraction figures\n\nMade by `make figures`; the gold annotations and their corpus are not part of this repository.\n\n' > docs/extraction.md
	$(BIN)/kg evaluate out/gold/seeds out/gold/composed out/gold/xwlb-dev --gold $(GOLD) --format markdown >> docs/extraction.md
	printf 'Confidence on documents left out of its learning (`make calibrate`); mistakes mended since are counted in\n\n' >> docs/extraction.md
	$(BIN)/python scripts/calibrate.py $(ANNOTATED) --gold $(GOLD) --check --markdown >> docs/extraction.md
	$(BIN)/python -m pip install --quiet --disable-pip-version-check jieba==0.42.1
	$(BIN)/python scripts/figures.py --gold $(GOLD) --corpus $(CORPUS) --graphs out/gold/seeds out/gold/composed out/gold/xwlb-dev

calibrate: $(VENV)/installed
	$(BIN)/python scripts/calibrate.py $(ANNOTATED) --gold $(GOLD)

lock:
	rm -rf out/lock && $(PYTHON) -m venv out/lock
	out/lock/bin/pip install --quiet ".[test]"
	out/lock/bin/pip freeze --exclude chuanda > requirements.lock

clean:
	rm -rf $(VENV) out build dist
