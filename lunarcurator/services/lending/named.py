"""What the desk knows by a code or name somebody types: loans, lines, agreements, shipments, people, places."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState, Record
from lunarcurator.domain.lending.shipments import HOME
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.words_folding import plain_code
from lunarcurator.services.lending.records import ledger_of
from lunarcurator.services.references import References, UnclearReference
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.lookup import Lookup

_MANY: Final = (Subject.LOAN, Subject.LINE, Subject.PLACE)
"""Of these there are too many to look at each while somebody types: they are found as their codes are written."""
_FEW: Final = (Subject.AGREEMENT, Subject.SHIPMENT, Subject.ROUND, Subject.PERSON, Subject.INSTITUTION)
_OTHERWISE: Final = frozenset({Subject.PERSON, Subject.INSTITUTION})
"""What has other names."""


@dataclass(frozen=True, slots=True)
class NamedRecord:
    """A record found by its code or name, and the record that shows it, as kind and uid; None where none does."""

    kind: Subject
    name: str
    shown_by: tuple[Subject, Uid] | None


def named_records(session: StoreSession, text: str, moment: Moment = NOW) -> tuple[NamedRecord, ...]:
    """Return what a text names by its whole code or name, in other case too; people also by another name.

    An agreement is shown with its person, an institution with one of its people, a shipment with a line in it.
    """
    with session.database.snapshot() as connection:
        ledger = ledger_of(session, connection, moment)
        references = References(ledger, Lookup(connection))
        found = [(kind, uid) for kind in _MANY for uid in _as_written(ledger, kind, text)]
        found += [(kind, uid) for kind in _FEW for uid in _in_any_spelling(references, kind, text)]
        return tuple(_told(ledger, kind, uid) for kind, uid in found)


def _as_written(ledger: LedgerState, kind: Subject, text: str) -> Iterable[Uid]:
    plain = plain_code(text)
    spelled = dict.fromkeys((text.strip(), plain, plain.upper()))
    return dict.fromkeys(uid for each in spelled for uid in ledger.named(kind, each))


def _in_any_spelling(references: References, kind: Subject, text: str) -> Iterable[Uid]:
    found = references.in_any_spelling(kind, text)
    if not found and kind in _OTHERWISE:
        with suppress(UnclearReference):
            found = [references.on_the_desk(kind, text).uid]
    return found


def _told(ledger: LedgerState, kind: Subject, uid: Uid) -> NamedRecord:
    if kind is Subject.PLACE:
        place = ledger.place(uid)
        return NamedRecord(kind, place.name, (kind, uid))
    state = ledger.record(kind, uid)
    return NamedRecord(kind, state.code or state.name, _shown_by(ledger, kind, state))


def _shown_by(ledger: LedgerState, kind: Subject, state: Record) -> tuple[Subject, Uid] | None:
    if kind is Subject.AGREEMENT:
        return Subject.PERSON, Uid(state.text("person"))
    if kind is Subject.INSTITUTION:
        people = ledger.related(Subject.PERSON, "institution", state.uid)
        return (Subject.PERSON, people[0]) if people else None
    if kind is Subject.SHIPMENT:
        lines = [each for key in ("shipment", HOME) for each in ledger.related(Subject.LINE, key, state.uid)]
        return (Subject.LINE, lines[0]) if lines else None
    return kind, state.uid
