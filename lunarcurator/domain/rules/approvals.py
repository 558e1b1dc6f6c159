"""R12: what a borrower gains is approved by somebody of the lab, never by a borrower who gains it."""

from collections.abc import Iterable, Iterator

from lunarcurator.domain.facts import Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.people import Person


def is_approved_by_another(
    name: str, borrowers: Iterable[Uid | None], cause: Uid, ledger: LedgerState
) -> Iterator[Finding]:
    """R12: who approves is none of these borrowers, in any spelling or script of their names."""
    told = _folded(name)
    for uid in dict.fromkeys(filter(None, borrowers)):
        person = Person.of(ledger.record(Subject.PERSON, uid))
        if told and told in map(_folded, (person.name, *person.names)):
            facts = {"name": person.name}
            yield find(Strength.WARN, "line.approved_by_borrower", "R12", "approved_by", cause, **facts)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
