"""Small questions by name: collections, other names, entries, who may post."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec
from sqlalchemy import Connection, func, select

from lunarcurator.domain.acts import Act
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid, is_exact, uid_of
from lunarcurator.domain.ledger_state import Record, Tables
from lunarcurator.domain.numbering import NumberTextError
from lunarcurator.domain.operations import Register
from lunarcurator.domain.status import Role
from lunarcurator.domain.words_folding import number_key
from lunarcurator.store import schema, select_statements
from lunarcurator.store.reads.records import records


class Lookup:
    """Answers by name on one connection, for as long as one posting or preview."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._collections: Mapping[str, Uid] | None = None
        self._desks: dict[Subject, list[Record]] = {}

    def collections(self) -> Mapping[str, Uid]:
        """Return the collections in the book by code; asked once, a posting knows those it opens itself."""
        if self._collections is None:
            rows = select_statements.COLLECTIONS.rows(self._connection)
            self._collections = {code: Uid(uuid.hex()) for code, uuid in rows}
        return self._collections

    def entry_uid(self, seq: int) -> Uid | None:
        """Return the uid of an entry by its sequence."""
        entry = schema.entry
        uuid = self._connection.execute(select(entry.c.uuid).where(entry.c.seq == seq)).scalar_one_or_none()
        return Uid(uuid.hex()) if uuid else None

    def on_the_desk(self, kind: Subject) -> list[Record]:
        """Return all of a kind in order of their names; asked once of each kind."""
        if kind not in self._desks:
            self._desks[kind] = [row.state for row in records(self._connection, kind)]
        return self._desks[kind]

    def has_operators(self) -> bool:
        """Tell whether anybody is known who could post."""
        desk = schema.desk
        query = select(func.count()).where(desk.c.kind == "operator", desk.c.in_book == 1)
        return bool(self._connection.execute(query).scalar_one())

    def roles(self) -> dict[Uid, Role]:
        """Return the roles of all operators who work here now."""
        working = (row.state for row in records(self._connection, Subject.OPERATOR))
        return {
            state.uid: Role(state.text("role") or Role.CURATOR)
            for state in working
            if not state.integer("retired")
        }

    def named_roles(self) -> list[tuple[str, Role]]:
        """Return the names and roles of all operators who work here now."""
        working = [row.state for row in records(self._connection, Subject.OPERATOR)]
        roles = self.roles()
        return [(state.name, roles[state.uid]) for state in working if state.uid in roles]

    def touched(self, seq: int, limit: int) -> tuple[tuple[int, ...], tuple[int, ...], bool]:
        """Return the samples and places an entry touched, at most `limit` each, and whether the desk too."""
        touch = schema.touch
        samples = select(touch.c.subject).where(touch.c.entry == seq, touch.c.kind == "sample").limit(limit)
        places = select(touch.c.subject).where(touch.c.entry == seq, touch.c.kind == "place").limit(limit)
        desk = select(func.count()).where(touch.c.entry == seq, touch.c.kind.not_in(("sample", "place")))
        run = self._connection.execute
        return (
            tuple(run(samples).scalars()),
            tuple(run(places).scalars()),
            bool(run(desk).scalar_one()),
        )

    def numbers_in(self, acts: Iterable[Act], tables: Tables) -> Iterator[tuple[Uid, str]]:
        """Yield the canonical numbers a part of an import will ask about, to ask for them at once."""
        schemes: dict[Uid, str] = {}
        codes = self.collections()
        for act in acts:
            operation = act.operation
            if not isinstance(operation, Register) or operation.parent or not operation.number:
                continue
            ref = operation.collection
            uid = uid_of(ref) if is_exact(ref) else codes.get(ref)
            if uid is None:
                continue
            if uid not in schemes:
                schemes[uid] = self._scheme_of(uid)
            try:
                number = tables.schemes[schemes[uid]].parse(operation.number)
            except (NumberTextError, KeyError):
                continue
            yield uid, number.canonical

    def keys_in(self, acts: Iterable[Act]) -> Iterator[str]:
        """Yield the keys of the numbers a part of an import gives in any collection, to ask for them at once."""
        for act in acts:
            if isinstance(act.operation, Register) and act.operation.number:
                yield number_key(act.operation.number)

    def _scheme_of(self, uid: Uid) -> str:
        desk = schema.desk
        text = self._connection.execute(
            select(desk.c.fields).where(desk.c.uuid == bytes.fromhex(uid))
        ).scalar_one()
        return str(msgspec.json.decode(text).get("scheme", ""))
