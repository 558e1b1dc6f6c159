"""Which histories the entries of a store belong to, when some of them were brought back from a backup.

Copies of one store share its identity, but not what is posted into them afterwards. So a store that is brought
back goes on as a history of its own from there. That is written into the copy before it takes its name: whoever
opens it on any machine finds the same, and a witness of one copy says nothing about what another posts.
"""

import os
import re
import shlex
import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final, NamedTuple
from uuid import uuid4

from lunarcurator.databases import FileConnection
from lunarcurator.store.errors import disk, environment
from lunarcurator.store.files import sync

HISTORIES: Final = "histories"
"""The setting that names them: a line for each time a store was brought back.

A line is `history after:chain known`, and then a mark for each head that was known and given up: `seq:chain` in
the history that ended, `history:seq:chain` in another. Of a chain link the first 16 digits.
"""

TO_LOOK: Final = "to_look"
"""The setting of a copy that was brought back only to be looked at, because more entries are known than it has.

It holds marks of those, each with its history; older programs wrote a 1. Behind `replaced=` stand those of entries
that only the file had which the copy replaced.
"""

_REPLACED: Final = "replaced="

DIGITS: Final = 16
NO_LINK: Final = "0" * DIGITS
_LINK: Final = rf"\d{{1,18}}:[0-9a-f]{{{DIGITS}}}"
_MARK: Final = re.compile(rf"(?:([0-9a-f]{{32}}):)?(\d{{1,18}}):([0-9a-f]{{{DIGITS}}})", re.ASCII)
_LINE: Final = re.compile(rf"([0-9a-f]{{32}}) ({_LINK}) (\d{{1,18}})((?: (?:[0-9a-f]{{32}}:)?{_LINK})*)", re.ASCII)
_CHAIN: Final = "SELECT lower(hex(chain)) FROM entry WHERE seq = ?"

type Link = tuple[int, str]
"""A sequence and the chain link of its entry."""


class Mark(NamedTuple):
    """A head of a history that was known and that a store goes on without, its chain cut short."""

    history: str
    seq: int
    chain: str


class Span(NamedTuple):
    """The entries of one history that a store has, from `first` to `last`; the last history has no end.

    The entry at which one ends is the first of the next, unless others in its place were given up before. `known`
    is up to which entry more was known when the store went on from `last`; `chain` the link at which the history
    begins, cut short; `given_up` what was given up when it ended.
    """

    history: str
    first: int = 0
    last: int | None = None
    known: int = 0
    given_up: tuple[Mark, ...] = ()
    chain: str = ""

    def has(self, history: str, seq: int) -> bool:
        """Tell whether an entry of a history is one that the store must have."""
        return history == self.history and self.first <= seq and (self.last is None or seq <= self.last)


def spans_of(store_id: str, told: str | None) -> tuple[Span, ...]:
    """Return the histories of a store, oldest first, from its setting; lines that say nothing are left out.

    A history of which heads were given up ends before the first of them: what others know of it from there on is
    not what the store has.
    """
    spans = written_spans(store_id, told)
    given_up = [mark for span in spans for mark in span.given_up]
    return tuple(_ended(span, given_up) for span in spans)


def _ended(span: Span, given_up: Iterable[Mark]) -> Span:
    if span.last is None:
        return span
    parted = [mark.seq - 1 for mark in given_up if mark.history == span.history]
    return span._replace(last=min(span.last, *parted)) if parted else span


def written_spans(store_id: str, told: str | None) -> tuple[Span, ...]:
    """Return the histories as they stand in the setting, each up to the entry with which the next began."""
    spans = [Span(store_id)]
    for match in (_LINE.fullmatch(line) for line in (told or "").splitlines()):
        if match is not None:
            after, _, chain = match[2].partition(":")
            given_up = marks_in(match[4], spans[-1].history)
            spans[-1] = spans[-1]._replace(last=int(after), known=int(match[3]), given_up=given_up)
            spans.append(Span(match[1], int(after), chain=chain))
    return tuple(spans)


def marks_in(told: str, history: str) -> tuple[Mark, ...]:
    """Return the marks in a text; those that name no history are of the one that is given."""
    found = (_MARK.fullmatch(each) for each in told.split())
    return tuple(Mark(each[1] or history, int(each[2]), each[3]) for each in found if each is not None)


def replaced_in(told: str) -> tuple[Mark, ...]:
    """Return the marks in a text of the entries that only a replaced file had."""
    found = (_MARK.fullmatch(each.removeprefix(_REPLACED)) for each in told.split() if each.startswith(_REPLACED))
    return tuple(Mark(each[1], int(each[2]), each[3]) for each in found if each is not None and each[1])


def gave_up(spans: Iterable[Span], history: str, link: Link) -> bool:
    """Tell whether an entry was known when a store went on without it, or comes before one that was."""
    marks = [mark for span in spans for mark in span.given_up if mark.history == history]
    there = [mark.chain for mark in marks if mark.seq == link[0]]
    if there:
        return any(link[1].startswith(chain) for chain in there)
    return link[0] <= max((mark.seq for mark in marks), default=0)


def new_history() -> str:
    """Return the identity of a history that begins now; its first 12 digits are the milliseconds since 1970."""
    return f"{max(time.time_ns(), 0) // 1_000_000:012x}7{uuid4().hex[13:]}"


def begun_us(history: str) -> int | None:
    """Return when a store was brought back that goes on as a history, in us UTC; None by an older program.

    The version of the identity tells which: 7 has the time in it.
    """
    return int(history[:12], 16) * 1000 if history[12] == "7" else None


def command_to_go_on(store: Path) -> str:
    """Return the command by which a store goes on without what it lacks; the file as it was is kept beside it."""
    path = f'"{store.absolute()}"'
    if os.name != "nt" and re.search(r'["$`\\]', path[1:-1]):
        path = shlex.quote(path[1:-1])
    return f"lunarcurator restore {path} --to {path} --replace --continue-from-here"


def is_understood(told: str) -> bool:
    """Tell whether every line of the setting says which history goes on after which entry."""
    return all(_LINE.fullmatch(line) is not None for line in told.splitlines())


def _told(marks: Iterable[Mark], history: str = "") -> str:
    return "".join(
        f" {mark.seq}:{mark.chain}" if mark.history == history else f" {mark.history}:{mark.seq}:{mark.chain}"
        for mark in sorted(set(marks))
    )


def bring_back(copy: Path, history: str, after: int, given_up: Collection[Mark]) -> None:
    """Let a copy that has no name yet go on as a history of its own after its last entry.

    `history` is the one that ends there, and `given_up` what is known and the copy goes on without.
    Raises `StoreError`.
    """
    known = max((after, *(mark.seq for mark in given_up)))
    with _changed(copy) as raw:
        row = raw.execute(_CHAIN, (after,)).fetchone()
        chain = row[0][:DIGITS] if row else NO_LINK
        line = f"{new_history()} {after}:{chain} {known}{_told(given_up, history)}"
        before = raw.execute("SELECT value FROM setting WHERE key = ?", (HISTORIES,)).fetchone()
        _put(raw, HISTORIES, "\n".join([*(before[0].splitlines() if before else ()), line]))


def only_look(copy: Path, known: Iterable[Mark], replaced: Iterable[Mark] = ()) -> None:
    """Let a copy that has no name yet be looked at only, for what is known beside it; raises `StoreError`.

    `replaced` is what only the file had that it replaces, oldest first.
    """
    lost = "".join(f" {_REPLACED}{mark.history}:{mark.seq}:{mark.chain}" for mark in replaced)
    with _changed(copy) as raw:
        _put(raw, TO_LOOK, f"1{_told(known)}{lost}")


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
