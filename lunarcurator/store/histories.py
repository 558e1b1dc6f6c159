"""Which histories the entries of a store belong to, when some of them were brought back from a backup.

Copies of one store share its identity, but not what is posted into them afterwards. So a store that is brought
back goes on as a history of its own from there. That is written into the copy before it takes its name: whoever
opens it on any machine finds the same, and a witness of one copy says nothing about what another posts.
"""

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from lunarcurator.databases import FileConnection
from lunarcurator.store.errors import environment
from lunarcurator.store.files import sync

HISTORIES: Final = "histories"
"""The setting that names them: a line for each time a store was brought back, `history after known`."""

TO_LOOK: Final = "to_look"
"""The setting of a copy that was brought back only to be looked at, because more entries are known than it has."""

_LINE: Final = re.compile(r"([0-9a-f]{32}) (\d{1,18}) (\d{1,18})", re.ASCII)


class Span(NamedTuple):
    """The entries of one history that a store has, from `first` to `last`; the last history has no end.

    `known` is up to which entry that history was known when the store went on from `last` without it.
    """

    history: str
    first: int
    last: int | None = None
    known: int = 0

    def has(self, history: str, seq: int) -> bool:
        """Tell whether an entry of a history is one that the store must have."""
        return history == self.history and self.first <= seq and (self.last is None or seq <= self.last)

    def left(self, history: str, seq: int) -> bool:
        """Tell whether an entry of a history came after the store went on without it."""
        return history == self.history and self.last is not None and seq > self.last


def spans_of(store_id: str, told: str | None) -> tuple[Span, ...]:
    """Return the histories of a store, oldest first, from its setting; lines that say nothing are left out."""
    spans = [Span(store_id, 1)]
    for line in (told or "").splitlines():
        match = _LINE.fullmatch(line)
        if match is not None:
            _, after, known = match[1], int(match[2]), int(match[3])
            spans[-1] = spans[-1]._replace(last=after, known=known)
            spans.append(Span(match[1], after + 1))
    return tuple(spans)


def told_by(spans: Iterable[Span], history: str, after: int, known: int) -> str:
    """Return the setting of a store that goes on as a new history after an entry of those it had."""
    staying = [each for each in spans if each.first <= max(after, 1)]
    lines = [f"{new.history} {old.last} {old.known}" for old, new in pairwise(staying)]
    return "\n".join([*lines, f"{history} {after} {known}"])


def bring_back(copy: Path, setting: str | None) -> None:
    """Let a copy that has no name yet go on as its histories say; None for one to be looked at only.

    Raises `StoreError`.
    """
    with environment(copy), closing(sqlite3.connect(copy, isolation_level=None, factory=FileConnection)) as raw:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("DELETE FROM setting WHERE key = ?", (TO_LOOK,))
        key, value = (HISTORIES, setting) if setting is not None else (TO_LOOK, "1")
        raw.execute("INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)", (key, value))
        raw.execute("COMMIT")
    sync(copy)
