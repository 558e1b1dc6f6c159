"""What a ledger state asks of the loan desk of another moment; pieces, places and all else it asks of now."""

import json
from collections.abc import Callable
from typing import Final, override

from sqlalchemy import Connection

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import Record
from lunarcurator.store.reads.records_then import RecordLens
from lunarcurator.store.source import StoreSource

_OUT: Final = (
    "SELECT d.uuid FROM loan_line l JOIN desk d ON d.id = l.id WHERE l.in_book = 1 AND l.issued BETWEEN 1 AND :day"
    " AND (l.closed IS NULL OR l.closed > :day) ORDER BY l.code, l.id"
)
_IN_ORDER: Final = (
    "SELECT d.uuid FROM json_each(:uids) u JOIN desk d ON d.uuid = unhex(u.value) ORDER BY d.name, d.id"
)


class PastSource(StoreSource):
    """Answers about the loan desk as it stood at the moment of a lens; for reading, never for posting."""

    def __init__(self, connection: Connection, lens: RecordLens) -> None:
        super().__init__(connection)
        self._lens = lens

    @override
    def record(self, kind: Subject, uid: Uid) -> Record | None:
        stood = self._lens.stood.get(uid)
        return super().record(kind, uid) if stood is None else stood.state

    @override
    def named(self, kind: Subject, name: str) -> list[Uid]:
        found = super().named(kind, name)
        return self._then(kind, found, lambda state: name in {state.name, state.code})

    @override
    def related(self, kind: Subject, key: str, uid: Uid) -> list[Uid]:
        return self._then(kind, super().related(kind, key, uid), lambda state: state.text(key) == uid)

    @override
    def lines_out_on(self, day: Day) -> list[Uid]:
        return self._uids(list(self._lens.ask(self._connection, _OUT, {"day": day}).scalars()))

    def _then(self, kind: Subject, now: list[Uid], fits: Callable[[Record], bool]) -> list[Uid]:
        """Return what fitted then, in the order in which it is told of now.

        That is, of those that fit now, the ones that stood the same, and the others that did.
        """
        others = [
            uid
            for uid, stood in self._lens.stood.items()
            if stood.in_book and stood.kind == kind and stood.state is not None and fits(stood.state)
        ]
        same = [uid for uid in now if uid not in self._lens.stood]
        if not others:
            return same
        told = {"uids": json.dumps([*same, *others])}
        return self._uids(list(self._lens.ask(self._connection, _IN_ORDER, told).scalars()))
