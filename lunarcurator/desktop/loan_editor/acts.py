"""What the loan editor would post: a new request, lines added to a loan, and lines that were changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.loans.wanted_grid import WantedRows
from lunarcurator.domain.identity import AgreementRef, LineRef, LoanRef, PersonRef, PieceRef, Uid, ref_of
from lunarcurator.domain.lending.terms import LoanKind
from lunarcurator.domain.operations.requesting import AddLines, ChangeLine, RequestLoan, Wanted
from lunarcurator.services.lending.asked_pieces import AskedPiece, Told
from lunarcurator.services.lending.browsing import LineRow

type LoanAct = RequestLoan | AddLines | ChangeLine


@dataclass(frozen=True, slots=True)
class Asked:
    """What the head of a new request says."""

    person: Uid | None
    agreement: Uid | None
    kind: LoanKind
    purpose: str


def wanted_of(row: Mapping[str, str], told: Told | None, rows: WantedRows) -> Wanted:
    """Return what a typed row asks for; the piece is named by its uid, so that no spelling is read twice."""
    wanted = rows.wanted(row)
    return replace(wanted, sample=PieceRef(ref_of(told.uid))) if isinstance(told, AskedPiece) else wanted


def readable(row: Mapping[str, str], columns: Iterable[GridColumn]) -> bool:
    """Tell whether what stands in these columns of a row can be read."""
    return all(each.trouble(row.get(each.key, "")) is None for each in columns)


def says_something(row: Mapping[str, str]) -> bool:
    """Tell whether anything stands in a row."""
    return any(text.strip() for text in row.values())


def acts_of(
    loan: Uid | None,
    head: Asked,
    typed: Sequence[Wanted],
    changed: Sequence[tuple[LineRow, Wanted]],
) -> tuple[LoanAct, ...]:
    """Return the acts that bring what is typed into the book, none where nothing is."""
    if loan is None:
        if head.person is None or not typed:
            return ()
        agreement = AgreementRef(ref_of(head.agreement)) if head.agreement else None
        return (
            RequestLoan(
                kind=head.kind,
                borrower=PersonRef(ref_of(head.person)),
                agreement=agreement,
                purpose=head.purpose,
                lines=tuple(typed),
            ),
        )
    acts: list[LoanAct] = [ChangeLine(line=LineRef(ref_of(row.uid)), wanted=wanted) for row, wanted in changed]
    if typed:
        acts.append(AddLines(loan=LoanRef(ref_of(loan)), lines=tuple(typed)))
    return tuple(acts)
