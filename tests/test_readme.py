"""What the READMEs promise: the two commands first, a picture, a table of figures that was filled, pages that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_readme_begins_with_the_two_commands_and_has_its_figures(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    first = re.search(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert first and first[1] == "make demo\nmake test\n"
    table = text.partition("<!-- figures -->")[2].partition("<!-- /figures -->")[0]
    assert len(re.findall(r"^\|.*\d.*\|.*`(?:make|python|kg) ", table, re.MULTILINE)) >= 6


@pytest.mark.parametrize("name", ["README.md", "README.zh.md", "CONTRIBUTING.md"])
def test_links_lead_to_files(name: str) -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", (ROOT / name).read_text(encoding="utf-8"))
    assert [target for target in targets if not target.startswith("http") and not (ROOT / target).exists()] == []
