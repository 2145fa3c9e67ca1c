"""The pictures of a slogan: every province has one tile, and what is drawn is what was found."""

from pathlib import Path

from matplotlib.figure import Figure

from kg.regions import load_gazetteer
from kg.spread.answer import answer
from kg.spread.fonts import chinese
from kg.spread.pictures import _tiles, draw_cascade, draw_heat, draw_lags, draw_map, parents

SLOGAN = "链长领链、专班护链、龙头强链"


def words(axes: object) -> str:
    return " ".join(text.get_text() for text in axes.texts)  # type: ignore[attr-defined]


def test_every_province_has_a_tile_of_its_own() -> None:
    tiles = _tiles()
    assert len({(tile["row"], tile["column"]) for tile in tiles}) == len(tiles) == 34
    gazetteer = load_gazetteer()
    for tile in tiles:
        region = gazetteer.get(tile["code"], 2020)
        assert region and region.name.startswith(tile["name"])


def test_map_cascade_lags_and_heat_show_what_was_found(graph: Path) -> None:
    found = answer(graph, SLOGAN)
    with chinese():
        axes = Figure().subplots(2, 2).ravel()
        draw_map(axes[0], found)
        draw_cascade(axes[1], found)
        draw_lags(axes[2], found)
        draw_heat(axes[3], {SLOGAN: found})
    assert "2023-12-19" in words(axes[0])
    assert "黄冈市 2023-12-19" in words(axes[1])
    assert sum(bar.get_height() for bars in axes[2].containers for bar in bars) == len(found.paths)
    assert len(axes[3].patches) == len(found.curve)


def test_what_a_text_names_is_the_parent(graph: Path) -> None:
    by_code = parents(answer(graph, SLOGAN))
    assert {path["from"] for path in by_code.values()} == {"黄冈市"}
