"""Local integer ids of a store beside the uuids of the world (`ledger.md` section 4, *Ids*)."""

import json
from collections.abc import Iterable, Set
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection, Table, func, insert, select

from lunarcurator.domain.accounts import Book
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.store import schema, select_statements
from lunarcurator.store.statements import Prepared

_ASKED: Final = MappingProxyType(
    {"sample": select_statements.SAMPLE_ID, "place": select_statements.PLACE_ID, "desk": select_statements.DESK_ID}
)
_HIGHEST: Final = MappingProxyType(
    {t.name: Prepared(select(func.max(t.c.id))) for t in (schema.sample, schema.place, schema.desk)}
)


class LocalIds:
    """Gives each uid its id, and new uids the next one; lives as long as one write transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[str, dict[Uid, int]] = {"sample": {}, "place": {}, "desk": {}}
        self._books: dict[Book, int] = {}
        self._next: dict[str, int] = {}
        self._first_new: dict[str, int] = {}
        self._unwritten: set[int] = set()

    def sample(self, uid: Uid) -> int:
        """Return the id of a piece, a new one if the store does not know it yet."""
        known = self._known["sample"].get(uid)
        return self._id(schema.sample, uid) if known is None else known

    def meet(self, uids: Iterable[Uid]) -> None:
        """Ask for the ids of many pieces at once, so that none has to be asked for by itself."""
        known = self._known["sample"]
        asked = [uid for uid in uids if uid not in known]
        found = dict(select_statements.SAMPLE_IDS.rows(self._connection, uids=json.dumps(asked)))
        for uid in asked:
            kept = found.get(bytes.fromhex(uid))
            known[uid] = self._take(schema.sample) if kept is None else kept

    def is_new_sample(self, sample: int) -> bool:
        """Tell whether a piece got its id in this transaction."""
        first = self._first_new.get("sample")
        return first is not None and sample >= first

    def unwritten_samples(self) -> Set[int]:
        """Return the ids given to pieces since this was asked before, whose rows are to be written now."""
        unwritten, self._unwritten = self._unwritten, set()
        return unwritten

    def place(self, uid: Uid) -> int:
        """Return the id of a place, a new one if the store does not know it yet."""
        return self._id(schema.place, uid)

    def record(self, uid: Uid) -> int:
        """Return the id of a record, a new one if not known yet."""
        return self._id(schema.desk, uid)

    def subject(self, kind: Subject, uid: Uid) -> int:
        """Return the id of whatever a touch names."""
        if kind is Subject.SAMPLE:
            return self.sample(uid)
        return self.place(uid) if kind is Subject.PLACE else self.record(uid)

    def book(self, book: Book) -> int:
        """Return the id of a book, writing it on first use."""
        if book not in self._books:
            table = schema.book
            key = {"collection": self.record(book.collection), "mission": book.mission, "title": book.title}
            found = select_statements.BOOK.value(self._connection, **key)
            if found is None:
                found = self._connection.execute(insert(table).values(**key).returning(table.c.id)).scalar_one()
            self._books[book] = found
        return self._books[book]

    def _id(self, table: Table, uid: Uid) -> int:
        known = self._known[table.name]
        if uid not in known:
            found = _ASKED[table.name].value(self._connection, uuid=bytes.fromhex(uid))
            known[uid] = found if found is not None else self._take(table)
        return known[uid]

    def _take(self, table: Table) -> int:
        if table.name not in self._next:
            self._next[table.name] = (_HIGHEST[table.name].value(self._connection) or 0) + 1
            self._first_new[table.name] = self._next[table.name]
        taken = self._next[table.name]
        self._next[table.name] = taken + 1
        if table is schema.sample:
            self._unwritten.add(taken)
        return taken
