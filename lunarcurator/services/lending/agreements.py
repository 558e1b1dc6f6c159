"""What is agreed with borrowers, as lists for dialogs, papers, reports and the command line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import Record, Tables
from lunarcurator.domain.lending.agreements import OVER, Agreement
from lunarcurator.domain.lending.borrower_standing import expiring_days
from lunarcurator.domain.lending.policy import Policy
from lunarcurator.domain.lending.terms import AgreementState
from lunarcurator.domain.lending.working_days import days_between
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.numbering.sorting import text_key
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads.agreements import NOTHING, Under, open_under
from lunarcurator.store.reads.loans import HeldSum
from lunarcurator.store.reads.records import records
from lunarcurator.store.reads.records_then import DESK_NOW, RecordLens

_URGENCY: Final = (
    AgreementState.DRAFT,
    AgreementState.EXPIRED,
    AgreementState.EXPIRING,
    AgreementState.SIGNED,
    AgreementState.CURRENT,
    AgreementState.RENEWED,
    AgreementState.TERMINATED,
)


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One agreement as lists show it, on a day: its state, and how many days there are to its end (signed: None).

    `signature_due` is the day by which it is to be signed, 0 where nothing is owed; `lines` are out under it, with
    what is `held` on their accounts. `ended` and `ended_how` say since when that person answers for nothing, 0 for
    one who does. `carried` are out under agreements that it renewed; `successor` is the number
    of the one that renews it.
    """

    agreement: Agreement
    person: str
    institution: str
    state: AgreementState
    days_left: int
    signature_due: Day
    lines: int
    held: HeldSum
    carried: int = 0
    successor: str = ""
    ended: Day = 0
    ended_how: str = ""

    @property
    def asks_for_renewal(self) -> bool:
        """Whether it ends soon, or has ended with something out under it (R6)."""
        if self.state is AgreementState.EXPIRING:
            return not self.successor
        return self.state is AgreementState.EXPIRED and self.lines + self.carried > 0


def agreement_rows(session: StoreSession, moment: Moment = NOW) -> list[AgreementRow]:
    """Return every agreement with its state at a moment, in the order of their numbers."""
    with session.database.snapshot() as connection:
        return read_agreements(
            connection, session.tables, session.day_of(moment), session.lens(connection, moment)
        )


def read_agreements(connection: Any, tables: Tables, day: Day, lens: RecordLens = DESK_NOW) -> list[AgreementRow]:
    """Read every agreement with its state on a day from a snapshot, in the order of their numbers."""
    kinds = (Subject.PERSON, Subject.INSTITUTION)
    known = {row.state.uid: row.state for kind in kinds for row in records(connection, kind, lens)}
    warned, policies = expiring_days(None, tables), _in_use(connection, tables)
    under = open_under(connection, lens)
    every = [Agreement.of(row.state) for row in records(connection, Subject.AGREEMENT, lens)]
    codes = {each.uid: each.code for each in every}
    carried = _carried(every, under, day)
    rows = []
    for each in every:
        lines, held = under.get(each.uid, NOTHING)
        rows.append(
            AgreementRow(
                agreement=each,
                person=_text(known, each.person, "name"),
                institution=_text(known, each.institution, "name"),
                state=each.state_on(day, warned),
                days_left=days_between(day, each.until_on(day)),
                signature_due=signature_due(policies, each),
                lines=lines,
                held=held,
                carried=carried.get(each.uid, 0),
                successor=codes.get(each.renewed_by, "") if each.renewed_by else "",
                ended=_ended(known, each.person),
                ended_how=_text(known, each.person, "ended_how"),
            )
        )
    return rows


def _text(known: Mapping[Uid, Record], uid: Uid | None, key: str) -> str:
    return known[uid].text(key) if uid is not None and uid in known else ""


def _ended(known: Mapping[Uid, Record], uid: Uid | None) -> Day:
    return (known[uid].integer("ended") or 0) if uid is not None and uid in known else 0


def _carried(every: Iterable[Agreement], under: Mapping[Uid, Under], day: Day) -> dict[Uid, int]:
    """Return by agreement how many lines are out under those that it renewed, its own left out."""
    known = {each.uid: each for each in every}
    carried: dict[Uid, int] = {}
    for each in known.values():
        lines, at = under.get(each.uid, NOTHING).lines, each
        while lines and at.renewed_by in known and at.state_on(day, 0) is AgreementState.RENEWED:
            at = known[at.renewed_by]
        if at is not each:
            carried[at.uid] = carried.get(at.uid, 0) + lines
    return carried


def state_on(session: StoreSession, agreement: Agreement, day: Day) -> AgreementState:
    """Return where an agreement stands on a day; how early it counts as expiring, the policies say."""
    return agreement.state_on(day, expiring_days(None, session.tables))


def urgent_first(rows: Iterable[AgreementRow]) -> list[AgreementRow]:
    """Return agreements with those first that ask for something: drafts, ended with lines out, ending soon."""
    return sorted(rows, key=lambda row: (_rank(row), row.agreement.until, text_key(row.agreement.code)))


def _rank(row: AgreementRow) -> int:
    """Return how urgent a row is: one that ended with nothing out is history."""
    if row.state is AgreementState.EXPIRED and not row.lines + row.carried:
        return len(_URGENCY)
    return _URGENCY.index(row.state)


def policies_in_use(session: StoreSession) -> tuple[Policy, ...]:
    """Return the policies of the collections in the book: an agreement is not of one collection."""
    with session.database.connect() as connection:
        return _in_use(connection, session.tables)


def _in_use(connection: Any, tables: Tables) -> tuple[Policy, ...]:
    codes = {row.state.code for row in records(connection, Subject.COLLECTION)}
    return tuple(each for each in tables.policies if each.collections & codes)


def signature_due(policies: Iterable[Policy], agreement: Agreement) -> Day:
    """Return the day by which a draft is to be signed, by the strictest policy; 0 where nothing is owed."""
    if agreement.signed or agreement.terminated:
        return 0
    owed = (each.signature_due(agreement.approved) for each in policies)
    return min((each for each in owed if each), default=0)


def expiring(session: StoreSession, within: int | None = None, moment: Moment = NOW) -> list[AgreementRow]:
    """Return the agreements that end within so many days (None: as the policy says), the first first."""
    days = expiring_days(None, session.tables) if within is None else within
    running = {AgreementState.CURRENT, AgreementState.EXPIRING}
    rows = (each for each in agreement_rows(session, moment) if each.state in running and not each.successor)
    found = [each for each in rows if each.days_left <= days]
    return sorted(found, key=lambda each: (each.days_left, text_key(each.agreement.code)))


def lapsed(session: StoreSession, moment: Moment = NOW) -> list[AgreementRow]:
    """Return the agreements that ended while something is still out under them, longest ago first (R6)."""
    found = [each for each in agreement_rows(session, moment) if each.state in OVER and each.lines + each.carried]
    return sorted(found, key=lambda each: (each.days_left, text_key(each.agreement.code)))


def owed_signatures(session: StoreSession, within: int = 0, moment: Moment = NOW) -> list[AgreementRow]:
    """Return the drafts whose signature is owed on the day, late, or within so many more working days."""
    last = session.tables.calendar.after(session.day_of(moment), within)
    found = [each for each in agreement_rows(session, moment) if 0 < each.signature_due <= last]
    return sorted(found, key=lambda each: (each.signature_due, text_key(each.agreement.code)))
