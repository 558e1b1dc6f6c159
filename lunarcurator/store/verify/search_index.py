"""The search index, which keeps no text to compare: it is built again beside the store, and both are counted.

Two things in it follow from no fact and are not compared: the totals in row 1 of `search_data`, which go on to
count the pieces taken out and which only a ranking by relevance would use, and `search_docsize.origin`, the merge
step at which SQLite wrote a row.
"""

import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from lunarcurator.databases import FileConnection
from lunarcurator.domain.words_folding import fold
from lunarcurator.store import full_text
from lunarcurator.store.verify.reader import Reader
from lunarcurator.store.verify.report import Report

_BATCH = 2_000

_TOO_MANY: Final = (
    "SELECT count(*) FROM (SELECT term, doc, cnt FROM temp.words_stored EXCEPT "
    "SELECT term, doc, cnt FROM temp.words_rebuilt)"
)
_SEGMENT_BITS: Final = 37
_PAGE_BITS: Final = 31
_FIRST_LEAF: Final = 1 << _SEGMENT_BITS
_LAST_LEAF: Final = (1 << 16 + _SEGMENT_BITS) - 1
"""How FTS5 numbers its pages: the segment, six bits that are 0 for a leaf, the page. Later ones tell deletions."""

# Each word is looked up, as a search does: an index that has it in the wrong place does not find it.
_NOT_FOUND: Final = (
    "SELECT count(*) FROM temp.words_rebuilt r WHERE NOT EXISTS "
    "(SELECT 1 FROM temp.words_stored s WHERE s.term = r.term AND s.doc = r.doc)"
)


class Rebuilt:
    """A search index of its own in a scratch file, fed piece by piece while these are verified."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows: list[tuple[int, str]] = []
        self._raw = sqlite3.connect(path, isolation_level=None, factory=FileConnection)
        self._raw.execute("PRAGMA journal_mode = OFF")
        self._raw.execute("PRAGMA synchronous = OFF")
        self._raw.execute("PRAGMA cache_size = -2048")
        self._raw.execute(full_text.definition("rebuilt", prefixes=False))
        self._raw.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._raw.close()

    def add(self, sample: int, words: str) -> None:
        """Take in the words of a piece."""
        if words:
            self._rows.append((sample, fold(words)))
        if len(self._rows) >= _BATCH:
            self._flush()

    def compare(self, reader: Reader, report: Report) -> None:
        """Report the pieces whose words are counted differently, and whether any word differs."""
        self._flush()
        self._raw.execute("COMMIT")
        reader.run(f"ATTACH '{str(self._path).replace("'", "''")}' AS scratch")
        try:
            _compare(reader, report)
        finally:
            reader.run("DROP TABLE IF EXISTS temp.words_stored")
            reader.run("DROP TABLE IF EXISTS temp.words_rebuilt")

    def _flush(self) -> None:
        self._raw.executemany("INSERT INTO rebuilt(rowid, words) VALUES (?, ?)", self._rows)
        self._rows.clear()


def _leaves(reader: Reader) -> set[tuple[int, int]]:
    """Return the pages of the index on which a word begins, by segment; SQLite keeps the way to each apart."""
    leaves = (
        f"SELECT id, substr(block, 3, 2), length(block) FROM main.search_data "  # noqa: S608
        f"WHERE id BETWEEN {_FIRST_LEAF} AND {_LAST_LEAF} AND id & {_FIRST_LEAF - 1} < {1 << _PAGE_BITS}"
    )
    return {
        (at >> _SEGMENT_BITS, at & ((1 << _PAGE_BITS) - 1))
        for at, words_at, size in reader.all(leaves)
        # The words are found from a list behind the text of a page; a page without one goes on with the last word.
        if int.from_bytes(words_at, "big") < size
    }


def _compare(reader: Reader, report: Report) -> None:
    settings = "SELECT k, v FROM {} ORDER BY k"
    right = reader.all(settings.format("scratch.rebuilt_config"))
    if reader.all(settings.format("main.search_config")) != right:
        report.flaw("verify.search_settings", field="search_config.v", cause="search")
    lacking = _leaves(reader) ^ {
        (segment, page >> 1) for segment, page in reader.all("SELECT segid, pgno FROM main.search_idx")
    }
    if lacking:
        report.flaw("verify.search_lookup", field="search_idx.pgno", cause="search", count=len(lacking))
    pieces = (
        "SELECT coalesce(a.id, b.id) FROM main.search_docsize a FULL JOIN scratch.rebuilt_docsize b "
        "ON b.id = a.id WHERE a.sz IS NOT b.sz"
    )
    for (sample,) in reader.all(pieces):
        uuid, number = reader.first("SELECT uuid, number FROM sample WHERE id = ?", sample) or (sample, None)
        uid = uuid.hex() if isinstance(uuid, bytes) else str(uuid)
        report.flaw("verify.search_piece", field="search.words", cause=f"sample:{uid}", number=number or uid)
    reader.run("CREATE VIRTUAL TABLE temp.words_stored USING fts5vocab(main, search, row)")
    reader.run("CREATE VIRTUAL TABLE temp.words_rebuilt USING fts5vocab(scratch, rebuilt, row)")
    differing = reader.value(_TOO_MANY) + reader.value(_NOT_FOUND)
    if differing:
        report.flaw("verify.search_words", field="search.words", cause="search", count=differing)
