"""The search index, which keeps no text to compare: it is built again beside the store, and both are counted."""

import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self

from lunarcurator.domain.words_folding import fold
from lunarcurator.store import full_text
from lunarcurator.store.connection import FileConnection
from lunarcurator.store.verify.reader import Reader
from lunarcurator.store.verify.report import Report

_BATCH = 2_000


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


def _compare(reader: Reader, report: Report) -> None:
    pieces = (
        "SELECT coalesce(a.id, b.id) FROM main.search_docsize a FULL JOIN scratch.rebuilt_docsize b "
        "ON b.id = a.id WHERE a.sz IS NOT b.sz"
    )
    for (sample,) in reader.rows(pieces):
        row = next(reader.rows("SELECT lower(hex(uuid)), number FROM sample WHERE id = ?", sample), None)
        uid, number = row or (str(sample), None)
        report.flaw("verify.search_piece", field="search.words", cause=f"sample:{uid}", number=number or uid)
    reader.run("CREATE VIRTUAL TABLE temp.words_stored USING fts5vocab(main, search, row)")
    reader.run("CREATE VIRTUAL TABLE temp.words_rebuilt USING fts5vocab(scratch, rebuilt, row)")
    words = (
        "SELECT count(*) FROM (SELECT term, doc, cnt FROM temp.words_stored EXCEPT "
        "SELECT term, doc, cnt FROM temp.words_rebuilt)"
    )
    differing = reader.value(words) + reader.value(
        words.replace("words_stored", "w")
        .replace("words_rebuilt", "words_stored")
        .replace("temp.w ", "temp.words_rebuilt ")
    )
    if differing:
        report.flaw("verify.search_words", field="search.words", cause="search", count=differing)
