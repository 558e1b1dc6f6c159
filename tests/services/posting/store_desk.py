"""The real store behind the words of the machine of random histories (`tests/domain/ledger/test_machine.py`)."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from lunarcurator.domain.acts import Act, Authority, Override, Posting
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import NOBODY, EntryRef, OperatorRef, Uid, ref_of
from lunarcurator.domain.ledger_state import EntryView, LedgerState
from lunarcurator.domain.operations import Reverse, SetUpOperator
from lunarcurator.domain.pieces import PieceState, Recorded, subject_of
from lunarcurator.services.posting import Refused as PostingRefused
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.verifying import verify
from lunarcurator.store import schema
from lunarcurator.store.fact_reading import entry_facts
from lunarcurator.store.posting import standing_of
from lunarcurator.store.source import StoreSource
from sqlalchemy import select

from tests.domain.ledger.desk import TABLES, Entry, Refused
from tests.still_clock import MAY_US, StillClock


class StoreDesk:
    """A store file of its own, thrown away with the desk."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.session = StoreSession.make(
            Path(self._folder.name) / "random.lunar", tables=TABLES, clock=StillClock(MAY_US)
        )
        self.entries: list[Entry] = []
        self._reading = ExitStack()
        people = (SetUpOperator(name="A"), SetUpOperator(name="B"))
        self._send(tuple(Act(operation=each, day=20000101) for each in people), ())

    def post(self, *acts: Act, accept: Iterable[str] = ()) -> Entry:
        return self._send(acts, tuple(accept))

    def reverse(self, seq: int) -> Entry:
        act = Act(operation=Reverse(entry=EntryRef(ref_of(self.entries[seq - 1].uid))), day=0)
        try:
            return self._send((act,), (), seq)
        except Refused as refused:
            raise Refusal("reverse.refused", entry=seq, keys=refused.keys) from refused

    def may_reverse(self, seq: int) -> bool:
        with self.session.database.connect() as connection:
            standing = standing_of(connection, self.entries[seq - 1].uid)
        return standing is not None and standing.stands and standing.obstacle is None

    def ledger(self) -> LedgerState:
        """Return the present ledger state; the one given before is let go."""
        self._reading.close()
        source = StoreSource(self._reading.enter_context(self.session.database.connect()))
        return LedgerState(source, TABLES, lambda: NOBODY, self.session.today, len(self.entries) + 1)

    def close(self) -> None:
        self._reading.close()
        report = verify(self.session)
        self.session.close()
        self._folder.cleanup()
        assert report.findings == (), report.findings

    def in_force(self) -> Iterator[Recorded]:
        with self.session.database.connect() as connection:
            undone = set(connection.execute(select(schema.undone.c.seq)).scalars())
        for entry in self.entries:
            if entry.seq not in undone:
                yield from entry.facts

    def all_facts(self) -> Iterator[Recorded]:
        for entry in self.entries:
            yield from entry.facts

    def samples(self) -> list[Uid]:
        return self._subjects(Subject.SAMPLE)

    def places(self) -> list[Uid]:
        return self._subjects(Subject.PLACE)

    def piece(self, uid: Uid) -> PieceState | None:
        return self.ledger().piece_or_none(uid)

    def named(self, kind: Subject, name: str) -> list[Uid]:
        return self.ledger().named(kind, name)

    def related(self, kind: Subject, key: str, uid: Uid) -> list[Uid]:
        return self.ledger().related(kind, key, uid)

    def entry(self, uid: Uid) -> EntryView | None:
        return self.ledger().entry(uid)

    def _subjects(self, kind: Subject) -> list[Uid]:
        known = dict.fromkeys(subject_of(each.fact) for each in self.all_facts())
        return [uid for each, uid in known if each is kind]

    def _send(self, acts: tuple[Act, ...], accept: tuple[str, ...], reverses: int | None = None) -> Entry:
        wanted = Posting(
            acts=acts,
            operator=OperatorRef("A" if self.entries else NOBODY),
            witness=OperatorRef("B") if self.entries else None,
            overrides=tuple(Override(key=key, reason="by chance") for key in accept),
            authority=Authority(name="C", document="D 1"),
        )
        self._reading.close()
        try:
            posted = self.session.post(wanted)
        except PostingRefused as refused:
            raise Refused(refused.findings) from refused
        with self.session.database.connect() as connection:
            facts = tuple(entry_facts(connection, posted.seq))
        kind = acts[0].operation.KIND
        entry = Entry(posted.seq, posted.uid, kind, acts[0].day, facts, posted.findings, reverses)
        self.entries.append(entry)
        return entry
