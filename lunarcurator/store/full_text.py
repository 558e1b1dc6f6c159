"""The full-text index of SQLite, fed by the posting code and never by a trigger (`speed.md` section 3)."""

import re
from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection

from lunarcurator.domain.words_folding import fold
from lunarcurator.store.statements import driver


def definition(name: str = "search", *, prefixes: bool = True) -> str:
    """Return the SQL of the index; short prefixes are indexed apart for search as one types."""
    short = "prefix='1 2 3', " if prefixes else ""
    return (
        f"CREATE VIRTUAL TABLE {name} USING fts5(words, content='', contentless_delete=1, "
        f"tokenize=\"unicode61 remove_diacritics 2\", {short}detail='column')"
    )


_WORD: Final = re.compile(r"[^\W_]+")


def create(connection: Connection) -> None:
    """Make the index: folded words by sample id."""
    connection.exec_driver_sql(definition())


def put(connection: Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Set the words of samples: (id, text); an empty text takes the sample out of the index."""
    told = list(rows)
    take_out(connection, [sample for sample, _ in told])
    add(connection, told)


def add(connection: Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Add the words of samples that are not in the index: (id, text); a sample without words stays out of it."""
    new = [(sample, fold(words)) for sample, words in rows if words]
    if new:
        driver(connection).executemany("INSERT INTO search(rowid, words) VALUES (?, ?)", new)


def take_out(connection: Connection, samples: Iterable[int]) -> None:
    """Take samples out of the index."""
    old = [(sample,) for sample in samples]
    if old:
        driver(connection).executemany("DELETE FROM search WHERE rowid = ?", old)


def take_out_set(connection: Connection, samples: str) -> None:
    """Take a JSON list of samples out of the index in one statement, however many they are."""
    query = "DELETE FROM search WHERE rowid IN (SELECT value FROM json_each(?))"
    connection.exec_driver_sql(query, (samples,))


def query_of(text: str) -> str:
    """Return the MATCH expression for what somebody typed: every word a prefix, quoted; empty for no word.

    Words are cut as the index cuts them: a phrase of several would need positions, which it does not keep.
    """
    return " ".join(f'"{word}"*' for word in _WORD.findall(fold(text)))
