"""Which histories the entries of a store belong to, when some of them were brought back from a backup.

Copies of one store share its identity, but not what is posted into them afterwards. So a store that is brought
back goes on as a history of its own from there. That is written into the copy before it takes its name: whoever
opens it on any machine finds the same, and a witness of one copy says nothing about what another posts.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple
from uuid import uuid4

from lunarcurator.databases import FileConnection
from lunarcurator.store.errors import disk, environment
from lunarcurator.store.files import sync

HISTORIES: Final = "histories"
"""The setting that names them: a line for each time a store was brought back.

A line is `history after:chain known`, and then `seq:chain` for each head that was known and left behind; of a
chain link its first 16 digits.
"""

TO_LOOK: Final = "to_look"
"""The setting of a copy that was brought back only to be looked at, because more entries are known than it has."""

DIGITS: Final = 16
_LINK: Final = rf"\d{{1,18}}:[0-9a-f]{{{DIGITS}}}"
_LINE: Final = re.compile(rf"([0-9a-f]{{32}}) ({_LINK}) (\d{{1,18}})((?: {_LINK})*)", re.ASCII)
_CHAIN: Final = "SELECT lower(hex(chain)) FROM entry WHERE seq = ?"

type Link = tuple[int, str]
"""A sequence and the chain link of its entry."""


class Span(NamedTuple):
    """The entries of one history that a store has, from `first` to `last`; the last history has no end.

    The entry at which one ends is the first of the next. `known` is up to which entry the history was known when
    the store went on from `last` without it, `left` the heads that were known then, with chains cut short.
    """

    history: str
    first: int = 0
    last: int | None = None
    known: int = 0
    left: tuple[Link, ...] = ()
    chain: str = ""
    """The link at which it begins, cut short."""

    def has(self, history: str, seq: int) -> bool:
        """Tell whether an entry of a history is one that the store must have."""
        return history == self.history and self.first <= seq and (self.last is None or seq <= self.last)

    def is_without(self, history: str, link: Link) -> bool:
        """Tell whether an entry of a history came after the store went on without it."""
        return history == self.history and self.last is not None and link[0] > self.last

    def knew(self, link: Link) -> bool:
        """Tell whether an entry was known when the store went on without it, or comes before one that was."""
        there = [chain for seq, chain in self.left if seq == link[0]]
        return any(link[1].startswith(chain) for chain in there) if there else link[0] <= self.known


def spans_of(store_id: str, told: str | None) -> tuple[Span, ...]:
    """Return the histories of a store, oldest first, from its setting; lines that say nothing are left out."""
    spans = [Span(store_id)]
    for match in (_LINE.fullmatch(line) for line in (told or "").splitlines()):
        if match is not None:
            after, chain = _link(match[2])
            left = tuple(_link(each) for each in match[4].split())
            spans[-1] = spans[-1]._replace(last=after, known=int(match[3]), left=left)
            spans.append(Span(match[1], after, chain=chain))
    return tuple(spans)


def is_understood(told: str) -> bool:
    """Tell whether every line of the setting says which history goes on after which entry."""
    return all(_LINE.fullmatch(line) is not None for line in told.splitlines())


def _link(told: str) -> Link:
    seq, _, chain = told.partition(":")
    return int(seq), chain


def _told(spans: Iterable[Span]) -> str:
    lines = []
    for old, new in pairwise(spans):
        left = "".join(f" {seq}:{chain}" for seq, chain in old.left)
        lines.append(f"{new.history} {new.first}:{new.chain} {old.known}{left}")
    return "\n".join(lines)


def bring_back(copy: Path, spans: Sequence[Span], after: int, left: Iterable[Link]) -> None:
    """Let a copy that has no name yet go on as a history of its own after an entry, without some that are known.

    Raises `StoreError`.
    """
    gone = tuple(sorted((seq, chain[:DIGITS]) for seq, chain in left))
    staying = [each for each in spans if each.first <= after]
    known = max((seq for seq, _ in gone), default=after)
    ended = staying.pop()._replace(last=after, known=known, left=gone)
    with _changed(copy) as raw:
        row = raw.execute(_CHAIN, (after,)).fetchone()
        chain = row[0][:DIGITS] if row else "0" * DIGITS
        _put(raw, HISTORIES, _told([*staying, ended, Span(uuid4().hex, after, chain=chain)]))


def only_look(copy: Path) -> None:
    """Let a copy that has no name yet be looked at only; raises `StoreError`."""
    with _changed(copy) as raw:
        _put(raw, TO_LOOK, "1")


@contextmanager
def _changed(copy: Path) -> Iterator[sqlite3.Connection]:
    with environment(copy), closing(sqlite3.connect(copy, isolation_level=None, factory=FileConnection)) as raw:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("DELETE FROM setting WHERE key = ?", (TO_LOOK,))
        yield raw
        raw.execute("COMMIT")
    with disk(copy):
        sync(copy)


def _put(raw: sqlite3.Connection, key: str, value: str) -> None:
    raw.execute("INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)", (key, value))
