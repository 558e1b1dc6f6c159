"""Every agreement for a list: with whom, until when, how it stands today, and what is out under it."""

from dataclasses import dataclass
from typing import Final

from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.agreements import Agreement
from lunarcurator.domain.lending.terms import AgreementState
from lunarcurator.services.desk import Desk
from lunarcurator.store.reads import borrowers
from lunarcurator.store.reads.desks import desks

_URGENCY: Final = (
    AgreementState.DRAFT,
    AgreementState.EXPIRED,
    AgreementState.EXPIRING,
    AgreementState.SIGNED,
    AgreementState.CURRENT,
    AgreementState.TERMINATED,
)


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One agreement: its state today, person and institution by name, and how many lines the person has out."""

    agreement: Agreement
    state: AgreementState
    person: str
    institution: str
    lines: int


def agreement_rows(desk: Desk) -> list[AgreementRow]:
    """Return every agreement, those that ask for something first: drafts, ended with lines out, ending soon."""
    with desk.database.connect() as connection:
        people = {each.uid: each for each in borrowers.borrowers(connection, desk.today)}
        found = [Agreement.of(row.state) for row in desks(connection, Subject.AGREEMENT)]
        houses = {row.state.uid: row.state.text("name") for row in desks(connection, Subject.INSTITUTION)}
    rows = []
    for each in found:
        who = people.get(each.person or Uid(""))
        house = houses.get(each.institution or Uid(""), who.institution if who else "")
        told = (who.name, house, who.lines) if who else ("", house, 0)
        rows.append(AgreementRow(each, each.state_on(desk.today), *told))
    return sorted(rows, key=lambda row: (_rank(row), row.agreement.until, row.agreement.code))


def _rank(row: AgreementRow) -> int:
    """Return how urgent a row is: one that ended with nothing out is history."""
    if row.state is AgreementState.EXPIRED and not row.lines:
        return len(_URGENCY)
    return _URGENCY.index(row.state)
