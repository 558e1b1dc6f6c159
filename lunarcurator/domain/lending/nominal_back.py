"""What came back of a line in a form that is not weighed: its mass is nominal, whoever states or reads it."""

from dataclasses import dataclass

from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.sub_samples import came_back


@dataclass(frozen=True, slots=True)
class NominalBack:
    """A piece that came back with a nominal mass in ug, `weighed` here or as its borrower states it."""

    number: str
    form: str
    ug: int
    weighed: bool


def nominal_back(line: Line, ledger: LedgerState) -> tuple[NominalBack, ...]:
    """Return the pieces of a line whose mass on the return sheet is nominal, in the order in which they came."""
    found: list[NominalBack] = []
    for each in came_back(line):
        piece = ledger.piece(each.uid)
        form, ug = ledger.tables.form(piece.form), each.stated_ug if each.ug is None else each.ug
        if ug is not None and not ledger.tables.weighs(form):
            found.append(NominalBack(piece.number_text, form, ug, each.ug is not None))
    return tuple(found)
