"""The first uses of all slogans at once, shard by shard: what is ranked and what SPREAD edges are made of."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kg.engine import LocalEngine
from kg.graph.layout import Layout
from kg.graph.records import document_of
from kg.graph.tables import DOCUMENTS, write_table
from kg.spread.adoption import first_uses
from kg.spread.families import Family, all_families
from kg.spread.panel import read_panel
from kg.spread.uses import HITS, UseFinder, Wanted, hits

Progress = Callable[[str, int, int | None], None]
_Task = tuple[str, str, str]
_BATCH = 100


def survey(graph: Path, panel: pa.Table, engine: LocalEngine, *, least_regions: int, tell: Progress) -> pa.Table:
    """Return :func:`~kg.spread.adoption.first_uses` of every slogan that *least_regions* jurisdictions were read to use.

    A document costs no more than the engine's time limit; one that runs over it is left out.
    """
    families = all_families(graph, least_regions=least_regions)
    finder = UseFinder(graph, panel)
    if not families:
        return first_uses(finder.join(HITS.empty_table()))
    folder = Layout(graph).cache / "spread"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "wanted.json").write_text(json.dumps([[family.name, family.forms] for family in families], ensure_ascii=False), encoding="utf-8")
    shards = Layout(graph).shards()
    for done, _ in enumerate(engine.map_shards(search_shard, [(str(graph), str(path), str(folder)) for path in shards]), start=1):
        tell("spread", done, len(shards))
    found = finder.join(pa.concat_tables([pq.read_table(folder / path.name) for path in shards]))
    shutil.rmtree(folder)
    return first_uses(found)


@cache
def _prepared(graph: str, folder: str) -> tuple[Wanted, dict[str, tuple[str, bool]]]:
    rows = json.loads((Path(folder) / "wanted.json").read_text(encoding="utf-8"))
    finder = UseFinder(Path(graph), read_panel(Path(graph)))
    return Wanted.of([Family(name, tuple(forms)) for name, forms in rows]), finder.homes()


def search_shard(task: _Task, leave_out: Mapping[int, str], announce: Callable[[int], None]) -> int:
    """Write the hits of one shard of documents; return their number."""
    graph, shard, folder = task
    wanted, homes = _prepared(graph, folder)
    found = []
    number = 0
    for batch in pq.ParquetFile(shard).iter_batches(batch_size=_BATCH, columns=DOCUMENTS.names):
        for row in batch.to_pylist():
            announce(number)
            if number not in leave_out:
                found.append(hits([document_of(row)], wanted, homes, brief=True))
            number += 1
    announce(-1)
    table = pa.concat_tables(found) if found else HITS.empty_table()
    write_table(table, Path(folder) / Path(shard).name, HITS)
    return int(table.num_rows)
