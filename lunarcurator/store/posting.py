"""The write transaction of one posting, and the row-level questions it asks before."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, select

from lunarcurator.domain.facts import Fact, Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.operations import AnnulEntry
from lunarcurator.store import annulment, resting, reversal, schema, select_statements
from lunarcurator.store.damage import DamagedError, mark, marked
from lunarcurator.store.database import Database
from lunarcurator.store.errors import StoreError
from lunarcurator.store.fact_rows import UnreadableFactError
from lunarcurator.store.lookup import Lookup
from lunarcurator.store.reads import undo_stack
from lunarcurator.store.reads.entry import last_in_line, original_act
from lunarcurator.store.reads.shared import shared_by
from lunarcurator.store.source import StoreSource
from lunarcurator.store.threshold import flaws_before_posting
from lunarcurator.store.verify.reader import DAMAGE, pass_on
from lunarcurator.store.writing import Writer

NAMED: Final = 3
"""So many of the things that two entries share are named."""
FEW: Final = 4
"""So many pieces of an act are known by name; of an act on more, none is the one it is about."""


@dataclass(frozen=True, slots=True)
class ReversalStatus:
    """An entry, whether it stands (an undo stands until it is redone), and what rests on it.

    `redo` says that to take it back does an act again; `pieces` are those the act touched where something rests on
    it, none where they are more than `FEW`. `through` names what the obstacle and the act both concern, with one
    more than `NAMED` where that is not all.
    """

    seq: int
    uid: Uid
    kind: str
    day: int
    stands: bool
    redo: bool
    pieces: tuple[Uid, ...]
    obstacle: resting.Obstacle | None
    through: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    def shares(self) -> str:
        """What is named of that which the obstacle and the act both concern, in a row; "" for nothing."""
        return "; ".join((*self.through[:NAMED], *("\u2026" for _ in self.through[NAMED:])))


class Transaction:
    """One write transaction: a writer for the entry, and the store's answers within it."""

    def __init__(self, connection: Connection, file: str, *, repair: bool) -> None:
        self._connection = connection
        self._file = file
        self._repair = repair
        self.writer = Writer(connection)

    def examine(self) -> None:
        """Compare what was read since this was asked before with its facts; raises `DamagedError`.

        The entries that touched it are digested again, as far as they are small (`rereading`).
        """
        read, entries = self.writer.source.noted()
        if not self._repair and (found := self.writer.rereading.flaws_of(read, entries)):
            raise DamagedError(self._file, found)

    @contextmanager
    def telling_damage(self) -> Iterator[None]:
        """Look at what was read where the work falls over a value: if that is damaged, raise `DamagedError`."""
        try:
            yield
        except DAMAGE as error:
            pass_on(error)
            self.examine()
            unreadable = _unreadable(error)
            if unreadable is None or self._repair:
                raise
            raise DamagedError(self._file, [unreadable]) from error

    def lookup(self) -> Lookup:
        """Return the questions by name within this transaction."""
        return Lookup(self._connection)

    def last_recorded_us(self) -> int:
        """Return when the last entry was recorded, 0 for none."""
        return select_statements.LAST_RECORDED.value(self._connection) or 0

    def last_seq(self, uid: Uid) -> int | None:
        """Return the last sequence that touched a piece, None for an unknown one."""
        self.writer.source.note(Subject.SAMPLE, uid)
        found: int | None = select_statements.LAST_SEQ.value(self._connection, uuid=bytes.fromhex(uid))
        return found

    def standing(self, uid: Uid) -> ReversalStatus | None:
        """Return an entry with what would stand in the way of taking it back."""
        self.writer.source.note_entry(uid)
        return standing_of(self._connection, uid)

    def is_newest_of(self, seq: int, operator: Uid) -> bool:
        """Tell whether an entry is this operator's own, with none of theirs in force after it."""
        return undo_stack.is_newest_of(self._connection, seq, operator)

    def reverse(self, uid: Uid) -> list[Fact]:
        """Write the negation of an entry as the facts of this one; return what has to be looked at again."""
        entry = schema.entry
        row = self._connection.execute(select(entry).where(entry.c.uuid == bytes.fromhex(uid))).one()
        touched = self.writer.rereading.subjects_of(uid)
        reversal.negate(self.writer, self._connection, row)
        self.writer.rereading.read_back(touched)
        return reversal.brought_back(self.writer, self._connection, row)

    def altered(self, uid: Uid) -> annulment.Looked | None:
        """Return how verifying finds an entry, after it judged the whole journal; None for an unknown one."""
        entry = schema.entry
        query = select(entry.c.seq).where(entry.c.uuid == bytes.fromhex(uid))
        seq = self._connection.execute(query).scalar_one_or_none()
        if seq is None:
            return None
        return annulment.look_at(self._connection, seq, lambda: standing_of(self._connection, uid))

    def withdraw(self, seq: int) -> None:
        """Write the negation of an altered entry as the facts of this one; raises `UnreadableError`."""
        with annulment.deriving():
            annulment.withdraw(self.writer, self._connection, seq)

    def let_stand(self, seq: int) -> None:
        """Let everything follow the facts of an altered entry as they are found; raises `UnreadableError`."""
        with annulment.deriving():
            annulment.let_stand(self.writer, self._connection, seq)

    def source(self) -> StoreSource:
        """Return fresh answers of this transaction."""
        return StoreSource(self._connection)

    def write_payload(self, payload: bytes, acts: int) -> None:
        """Write a payload part whose facts are written by `reverse`."""
        self.writer.write_part(payload, acts)


@contextmanager
def posting(database: Database, *, repair: bool = False) -> Iterator[Transaction]:
    """Begin a write transaction immediately; it commits at the end, or leaves nothing if anything is raised."""
    with entries_together(database, repair=repair) as begin:
        yield begin()


@contextmanager
def entries_together(database: Database, *, repair: bool = False) -> Iterator[Callable[[], Transaction]]:
    """Give what begins the next entry of one write transaction; all of them commit at its end, or none.

    A store known to be damaged, or found so by a short look (`threshold`), raises `DamagedError`, except for what
    repairs it. Where the look or the work itself raises `DamagedError`, the store is marked, once nothing of the
    work is left.
    """
    try:
        with database.write() as connection:
            if not repair and (known := database.damage or marked(connection)):
                raise DamagedError(database.path.name, known)
            if not repair and (found := flaws_before_posting(connection)):
                raise DamagedError(database.path.name, found)
            yield lambda: Transaction(connection, database.path.name, repair=repair)
    except DamagedError as damaged:
        mark(database, damaged.findings)
        raise
    except StoreError as error:
        if error.key == "store.damaged":
            mark(database, [find(Strength.IMPOSSIBLE, error.key, "", "file", file=database.path.name)])
        raise


def _unreadable(error: Exception) -> Finding | None:
    """Return what is damaged where it is the store that cannot give a value; None where it may be the program."""
    if isinstance(error, UnreadableFactError):
        entry = int(str(error.facts["entry"]))
        return find(Strength.IMPOSSIBLE, "verify.entry_unreadable", "", "entry.seq", f"entry:{entry}", entry=entry)
    if isinstance(error, sqlite3.OperationalError) and not hasattr(error, "sqlite_errorcode"):
        # The driver's own, when what should be text is none.
        return find(Strength.IMPOSSIBLE, "verify.file_damaged", "", "file", "file", problem=str(error))
    return None


def standing_of(connection: Connection, uid: Uid) -> ReversalStatus | None:
    """Return an entry, whether it is in force, and what stands in the way of taking it back."""
    entry = schema.entry
    row: Any = connection.execute(
        select(entry.c.seq, entry.c.kind, entry.c.day).where(entry.c.uuid == bytes.fromhex(uid))
    ).one_or_none()
    if row is None:
        return None
    act = original_act(connection, row.seq)
    redo = (
        connection.execute(select(schema.undone.c.seq).where(schema.undone.c.seq == act)).one_or_none() is not None
    )
    turns = row.kind in ("reverse", AnnulEntry.KIND)
    # Only the newest undo or redo of an act can be turned over: another would count it twice.
    stands = last_in_line(connection, act) == row.seq if turns else not redo
    obstacle = None
    if stands:
        obstacle = resting.in_the_way(connection, act, row.seq) if redo else resting.resting_on(connection, act)
    pieces = _pieces_of(connection, act) if obstacle is not None else ()
    through = shared_by(connection, act, obstacle.seq, NAMED + 1) if obstacle is not None else ()
    return ReversalStatus(
        seq=row.seq,
        uid=uid,
        kind=row.kind,
        day=row.day,
        stands=stands,
        redo=redo,
        pieces=pieces,
        obstacle=obstacle,
        through=through,
    )


def _pieces_of(connection: Connection, act: int) -> tuple[Uid, ...]:
    touch = schema.touch
    touched = select(schema.sample.c.uuid).join(touch, touch.c.subject == schema.sample.c.id).distinct()
    mine = touched.where(touch.c.entry == act, touch.c.kind == "sample")
    found = connection.execute(mine.limit(FEW + 1)).scalars().all()
    return tuple(Uid(each.hex()) for each in found) if len(found) <= FEW else ()


def last_of(connection: Connection, uid: Uid) -> Uid | None:
    """Return the newest undo or redo of the act an entry is about, or the act; None if unknown."""
    entry = schema.entry
    seq = connection.execute(select(entry.c.seq).where(entry.c.uuid == bytes.fromhex(uid))).scalar_one_or_none()
    if seq is None:
        return None
    last = last_in_line(connection, original_act(connection, seq))
    return Uid(connection.execute(select(entry.c.uuid).where(entry.c.seq == last)).scalar_one().hex())
