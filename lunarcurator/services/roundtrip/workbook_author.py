"""Whose word a workbook is: the lab's own, or that of a borrower who filled it in about the pieces he holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.fields import STATED_MASS
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.line_log import reported_masses
from lunarcurator.services.lending.parties import parties
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads.loans import Concern, LineWish, find_lines, line_rows

BORROWERS_WORD: Final = (
    *(STATED_MASS, "form", "class_name", "subclass", "condition"),
    *("count", "thickness_um", "colour", "remarks"),
)
"""What a borrower can say of a lent piece: what is seen and weighed there; all else is the lab's to decide."""
BORROWERS_USUAL: Final = (STATED_MASS, "condition", "remarks")
"""What a workbook for a borrower has where nobody chose."""


@dataclass(frozen=True, slots=True)
class HeldLine:
    """The open line on which a borrower holds a piece."""

    uid: Uid
    code: str


@dataclass(frozen=True, slots=True)
class WorkbookAuthor:
    """A borrower who speaks in a workbook, and the open lines he speaks through, by piece."""

    person: Uid
    name: str
    institution: str
    lines: Mapping[Uid, HeldLine]

    def last_reported(self, ledger: LedgerState, piece: Uid) -> int | None:
        """Return the mass in ug that this borrower reported last of a piece, None where he never did."""
        held = self.lines.get(piece)
        if held is None:
            return None
        told = reported_masses(ledger.record(Subject.LINE, held.uid).fields)
        return next((each.ug for each in reversed(told) if each.person == self.person), None)


def author_of(session: StoreSession, connection: Any, person: Uid) -> WorkbookAuthor:
    """Return a borrower with what is held now; raises `Refusal` where nobody of this identity is in the book."""
    known = parties(session)
    found = known.person(person)
    if found is None:
        raise Refusal("roundtrip.no_such_borrower")
    ids = find_lines(connection, LineWish(session.today, Concern.OPEN, borrower=person, sort="code"))
    rows = line_rows(connection, ids)
    held = {row.sample: HeldLine(row.uid, row.code) for id_ in ids if (row := rows[id_]).sample is not None}
    return WorkbookAuthor(person, found.name, known.name(known.house_of(found)), MappingProxyType(held))
