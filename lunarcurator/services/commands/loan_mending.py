"""The acts of `loan` beside its straight way: mended, withdrawn, disputed, owed, and what others lend."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.days import certain_day
from lunarcurator.domain.identity import AgreementRef, InstitutionRef, LineRef, LoanRef, PersonRef, PieceRef
from lunarcurator.domain.lending.terms import CareKind, DocumentKind, Owed
from lunarcurator.domain.operations import Operation
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.operations.entrusting import GiveBack, TakeIn
from lunarcurator.domain.operations.issuing import DisputeLine, NoteOwed, Owing
from lunarcurator.domain.operations.requesting import AddLines, ChangeLine, ChangeLoan, WithdrawLines
from lunarcurator.services.commands.wanting import wanted_line, wanted_lines
from lunarcurator.services.lending.attaching import attached_named


def _add_lines(told: Namespace) -> Operation:
    return AddLines(loan=LoanRef(told.loan), lines=wanted_lines(told))


def _change_line(told: Namespace) -> Operation:
    return ChangeLine(line=LineRef(told.line), wanted=wanted_line(told.what))


def _change(told: Namespace) -> Operation:
    people = told.co_investigator
    return ChangeLoan(
        loan=LoanRef(told.loan),
        agreement=AgreementRef(told.agreement) if told.agreement else None,
        purpose=told.purpose,
        plan=told.plan,
        round=told.round,
        project=told.project,
        project_until=certain_day(told.project_until) if told.project_until else None,
        remarks=told.remarks,
        co_investigators=None if people is None else tuple(PersonRef(each) for each in people if each.strip()),
    )


def _withdraw(told: Namespace) -> Operation:
    return WithdrawLines(lines=tuple(map(LineRef, told.lines)), why=told.why)


def _dispute(told: Namespace) -> Operation:
    return DisputeLine(line=LineRef(told.line), text=told.text, settled=told.settled, documents=_papers(told))


def _owe(told: Namespace) -> Operation:
    due = certain_day(told.due) if told.due else 0
    owing = Owing(what=Owed(told.what), text=told.text, due=due, settled=told.settled)
    return NoteOwed(loan=LoanRef(told.loan), owed=(owing,), documents=_papers(told))


def _take_in(told: Namespace) -> Operation:
    return TakeIn(
        number=told.number,
        kind=CareKind(told.kind),
        lender=InstitutionRef(told.lender),
        samples=tuple(map(PieceRef, told.piece)),
        due=certain_day(told.due) if told.due else 0,
        purpose=told.purpose,
        document=attached_named(DocumentKind.OTHER, told.paper),
    )


def _give_back(told: Namespace) -> Operation:
    return GiveBack(
        loan=LoanRef(told.loan),
        samples=tuple(map(PieceRef, told.piece)),
        taken_by=told.taken_by,
        document=attached_named(DocumentKind.RECEIPT, told.receipt),
    )


def _papers(told: Namespace) -> tuple[Attached, ...]:
    return tuple(attached_named(DocumentKind.OTHER, each) for each in told.paper)


MENDING_ACTS: Final[Mapping[str, Callable[[Namespace], Operation]]] = MappingProxyType(
    {
        "add-lines": _add_lines,
        "change-line": _change_line,
        "change": _change,
        "withdraw": _withdraw,
        "dispute": _dispute,
        "owe": _owe,
        "take-in": _take_in,
        "give-back": _give_back,
    }
)
"""The acts of `loan` that are here, by the word that is typed."""
