"""Local integer ids of a store beside the uuids of the world (`ledger.md` section 4, *Ids*)."""

from collections.abc import Iterable

from sqlalchemy import Connection, Table, func, insert, select

from lunarcurator.domain.accounts import Book
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.store import schema


class LocalIds:
    """Gives each uid its id, and new uids the next one; lives as long as one write transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[tuple[str, Uid], int] = {}
        self._books: dict[Book, int] = {}
        self._next: dict[str, int] = {}
        self.new_samples: set[int] = set()

    def sample(self, uid: Uid) -> int:
        """Return the id of a piece, a new one if the store does not know it yet."""
        return self._id(schema.sample, uid)

    def place(self, uid: Uid) -> int:
        """Return the id of a place, a new one if the store does not know it yet."""
        return self._id(schema.place, uid)

    def desk(self, uid: Uid) -> int:
        """Return the id of a collection, operator or balance, a new one if not known yet."""
        return self._id(schema.desk, uid)

    def subject(self, kind: Subject, uid: Uid) -> int:
        """Return the id of whatever a touch names."""
        if kind is Subject.SAMPLE:
            return self.sample(uid)
        return self.place(uid) if kind is Subject.PLACE else self.desk(uid)

    def book(self, book: Book) -> int:
        """Return the id of a book, writing it on first use."""
        if book not in self._books:
            table = schema.book
            key = {"collection": self.desk(book.collection), "mission": book.mission, "title": book.title}
            found = self._connection.execute(select(table.c.id).filter_by(**key)).scalar_one_or_none()
            if found is None:
                found = self._connection.execute(insert(table).values(**key).returning(table.c.id)).scalar_one()
            self._books[book] = found
        return self._books[book]

    def learn_samples(self, uids: Iterable[Uid]) -> None:
        """Ask for the ids of many pieces at once, and give new ones to those the store does not know."""
        asked = [uid for uid in dict.fromkeys(uids) if ("sample", uid) not in self._known]
        table = schema.sample
        for at in range(0, len(asked), 500):
            part = asked[at : at + 500]
            query = select(table.c.uuid, table.c.id).where(table.c.uuid.in_([bytes.fromhex(uid) for uid in part]))
            for uuid, found in self._connection.execute(query):
                self._known["sample", Uid(uuid.hex())] = found
        for uid in asked:
            if ("sample", uid) not in self._known:
                self._known["sample", uid] = self._take(table)

    def _id(self, table: Table, uid: Uid) -> int:
        key = (table.name, uid)
        if key not in self._known:
            query = select(table.c.id).where(table.c.uuid == bytes.fromhex(uid))
            found = self._connection.execute(query).scalar_one_or_none()
            self._known[key] = found if found is not None else self._take(table)
        return self._known[key]

    def _take(self, table: Table) -> int:
        if table.name not in self._next:
            highest = self._connection.execute(select(func.max(table.c.id))).scalar_one_or_none()
            self._next[table.name] = (highest or 0) + 1
        taken = self._next[table.name]
        self._next[table.name] = taken + 1
        if table is schema.sample:
            self.new_samples.add(taken)
        return taken
