"""The acts of `loan` beside its straight way: mended, withdrawn, disputed, owed, and what others lend."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.days import certain_day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import (
    AgreementRef,
    InstitutionRef,
    LineRef,
    LoanRef,
    PersonRef,
    PieceRef,
    ref_of,
)
from lunarcurator.domain.lending.terms import CareKind, DocumentKind, Owed
from lunarcurator.domain.operations import Operation
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.operations.entrusting import GiveBack, TakeIn
from lunarcurator.domain.operations.issuing import DisputeLine, NoteOwed, Owing
from lunarcurator.domain.operations.requesting import AddLines, ChangeLine, ChangeLoan, WithdrawLines
from lunarcurator.services.commands.console import Console, UsageRefused
from lunarcurator.services.commands.opening import reading
from lunarcurator.services.commands.wanting import changed_line, wanted_lines
from lunarcurator.services.lending.attaching import attached_named
from lunarcurator.services.lending.line_names import line_named
from lunarcurator.services.lending.naming import desk_to_act_on


def _add_lines(told: Namespace) -> Operation:
    return AddLines(loan=LoanRef(told.loan), lines=wanted_lines(told))


def change_line(told: Namespace, console: Console) -> Operation:
    """Return the act that changes what a line asks for; what is not named stays as it is on record."""
    with reading(told.store, console) as session:
        line = line_named(session, desk_to_act_on(session, Subject.LINE, told.line).number)
        assert line is not None, "a line that was just found is in the book"  # noqa: S101
    return ChangeLine(line=LineRef(ref_of(line.uid)), wanted=changed_line(told.what, line))


def _change(told: Namespace) -> Operation:
    if told.agreement == "":
        raise UsageRefused("cli.do_stays", option="--agreement")
    people, until = told.co_investigator, told.project_until
    return ChangeLoan(
        loan=LoanRef(told.loan),
        agreement=AgreementRef(told.agreement) if told.agreement else None,
        purpose=told.purpose,
        plan=told.plan,
        round=told.round,
        project=told.project,
        project_until=None if until is None else certain_day(until) if until.strip() else 0,
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
        "change": _change,
        "withdraw": _withdraw,
        "dispute": _dispute,
        "owe": _owe,
        "take-in": _take_in,
        "give-back": _give_back,
    }
)
"""The acts of `loan` that are here, by the word that is typed."""
