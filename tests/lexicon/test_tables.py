from pathlib import Path

import pytest

from kg.errors import BrokenLexicon
from kg.lexicon import load_lexicon


def test_a_folder_of_ones_own_extends_the_tables(tmp_path: Path) -> None:
    (tmp_path / "posts.tsv").write_text("post\tlevel\tkind\tsingle\tbare\n总规划员\t\t\tno\tno\n", encoding="utf-8")
    extended = load_lexicon((tmp_path,))
    assert "总规划员" in extended.words("posts")
    assert extended.digest != load_lexicon().digest


def test_a_row_too_wide_is_named(tmp_path: Path) -> None:
    (tmp_path / "posts.tsv").write_text("post\tlevel\nx\ty\tz\n", encoding="utf-8")
    with pytest.raises(BrokenLexicon, match=r"posts\.tsv, line 2"):
        load_lexicon((tmp_path,))


def test_every_table_explains_its_columns() -> None:
    import kg.lexicon
    folder = Path(kg.lexicon.__file__).parent
    for path in folder.glob("*.tsv"):
        assert path.read_text(encoding="utf-8").startswith("# "), path.name
