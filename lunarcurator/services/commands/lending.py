"""The command `loan`: each act of a loan's life as one entry, judged as in the window."""

from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.days import Day, certain_day, parse_day, words_of_day
from lunarcurator.domain.identity import (
    AgreementRef,
    BalanceRef,
    LineRef,
    LoanRef,
    PersonRef,
    PlaceRef,
    ShipmentRef,
)
from lunarcurator.domain.lending.terms import Carrier, Decision, Direction, DocumentKind, LoanKind
from lunarcurator.domain.mass_text import parse_exact_mass
from lunarcurator.domain.operations import Operation
from lunarcurator.domain.operations.accounting import ReturnLine
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.operations.issuing import (
    CloseLoan,
    ExtendLines,
    HandOver,
    IssueLines,
    PackShipment,
    RecallLines,
    ReceiveShipment,
    Sent,
)
from lunarcurator.domain.operations.requesting import (
    Decided,
    DecideLines,
    Made,
    PrepareLines,
    RequestLoan,
)
from lunarcurator.domain.operations.weighing import Reading
from lunarcurator.domain.times import parse_time
from lunarcurator.services.commands.accounting import ACCOUNTING_ACTS, balance_reads
from lunarcurator.services.commands.console import Console, Exit
from lunarcurator.services.commands.differing import tell_differences
from lunarcurator.services.commands.finding_lines import line_of
from lunarcurator.services.commands.loan_mending import MENDING_ACTS, change_line
from lunarcurator.services.commands.opening import acting, posting
from lunarcurator.services.commands.override_options import answered, tell_answered, tell_lacking
from lunarcurator.services.commands.wanting import UNIT, wanted_lines
from lunarcurator.services.journal_sentences import sentence_of
from lunarcurator.services.lending.attaching import attached_named, with_checksums
from lunarcurator.services.posted_masses import adjusted_by
from lunarcurator.services.posting import Refused

NO_DUE_DAY: Final = "none"


def loan(told: Namespace, console: Console) -> Exit:
    """Do what `loan ACT` says."""
    operation = change_line(told, console) if told.act == "change-line" else _ACTS[told.act](told)
    return post_act(operation, told, console)


def post_act(operation: Operation, told: Namespace, console: Console) -> Exit:
    """Post one act of the loan desk; `--because` goes past what asks for a reason or, with both, an authority."""
    return post_acts((operation,), told, console)


def post_acts(operations: Sequence[Operation], told: Namespace, console: Console) -> Exit:
    """Post acts of the loan desk as one entry; see `post_act`."""
    with posting(told.store, console) as session:
        who = acting(session, console, told.operator, told.witness, told.pin_file)
        day = parse_day(told.day) if told.day else session.today
        stated = words_of_day(told.day) if told.day else ""
        wanted = with_checksums(
            Posting(
                acts=tuple(Act(operation=each, day=day, day_stated=stated) for each in operations),
                operator=who.operator,
                witness=who.witness,
                reason=told.because,
            )
        )
        whose = partial(line_of, operations, console.words)
        wanted = answered(session, told, wanted)
        try:
            posted = session.post(wanted)
        except Refused as refused:
            console.refuse(refused.findings, whose)
            tell_lacking(told, wanted, refused.findings, console)
            return Exit.REFUSED
        tell_answered(wanted, posted.findings, console, whose)
        console.state("cli.posted", entry=posted.seq, what=sentence_of(session, console.words, posted.seq))
        tell_differences(session, console, operations, posted.seq)
        # Of a return it is told line by line.
        if not any(isinstance(each, ReturnLine) for each in operations):
            for sentence in adjusted_by(session, console.words, posted.seq):
                console.tell(sentence)
    return Exit.DONE


def _new(told: Namespace) -> Operation:
    return RequestLoan(
        number=told.number,
        kind=LoanKind(told.kind),
        borrower=PersonRef(told.borrower),
        agreement=AgreementRef(told.agreement) if told.agreement else None,
        co_investigators=tuple(map(PersonRef, told.co_investigator)),
        purpose=told.purpose,
        plan=told.plan,
        round=told.round,
        project=told.project,
        project_until=certain_day(told.project_until) if told.project_until else 0,
        lines=wanted_lines(told),
    )


def _decide(told: Namespace) -> Operation:
    decision = Decision.DECLINED if told.decline else Decision.APPROVED
    granted = _ug(told.grant)
    return DecideLines(
        lines=tuple(
            Decided(line=line, decision=decision, granted_ug=granted, why=told.decline) for line in _lines(told)
        ),
        body=told.body,
        final=not told.noted,
    )


def _prepare(told: Namespace) -> Operation:
    balance_reads(told.balance, told.weighed, told.after)
    return PrepareLines(
        lines=tuple(
            Made(
                line=line,
                number=told.part,
                series=told.series,
                reading=_reading(told.weighed, told.balance),
                after=_reading(told.after, told.balance),
                place=PlaceRef(told.place) if told.place else None,
            )
            for line in _lines(told)
        )
    )


def _pack(told: Namespace) -> Operation:
    return PackShipment(
        shipment=ShipmentRef(told.change) if told.change else None,
        number=told.number or "",
        direction=Direction(told.direction) if told.direction else None,
        carrier=Carrier(told.carrier) if told.carrier else None,
        firm=told.firm,
        tracking=told.tracking,
        seals=None if told.seal is None else tuple(told.seal),
        carried_by=None if told.carried_by is None else tuple(told.carried_by),
        route=told.route,
        declared_value=told.value,
        insurance=told.insurance,
        waiver=told.waiver,
        condition=told.condition,
        documents=_photographs(told),
    )


def _photographs(told: Namespace) -> tuple[Attached, ...]:
    """Return photographs by name: one that is a file here with its checksum, else a number as it was typed."""
    return tuple(attached_named(DocumentKind.PHOTOGRAPH, each) for each in told.photograph)


def _issue(told: Namespace) -> Operation:
    due: Day | None = 0
    if told.due:
        due = None if told.due == NO_DUE_DAY else certain_day(told.due)
    lines = tuple(Sent(line=line, due=due) for line in _lines(told))
    papers = tuple(attached_named(DocumentKind.CERTIFICATE, name) for name in told.certificate)
    return IssueLines(lines=lines, shipment=ShipmentRef(told.shipment), assignment=papers)


def _hand_over(told: Namespace) -> Operation:
    return HandOver(
        shipment=ShipmentRef(told.shipment),
        given_by=told.given_by,
        taken_by=told.taken_by,
        at=parse_time(told.at),
    )


def _receive(told: Namespace) -> Operation:
    return ReceiveShipment(
        shipment=ShipmentRef(told.shipment),
        received_by=told.received_by,
        lines=tuple(map(LineRef, told.line)),
        condition=told.condition,
        declared_value=told.value,
        receipt=attached_named(DocumentKind.RECEIPT, told.receipt),
        documents=_photographs(told),
    )


def _extend(told: Namespace) -> Operation:
    return ExtendLines(
        lines=_lines(told),
        due=certain_day(told.due),
        asked_by=told.asked_by,
        approved_by=told.approved_by,
        why=told.why,
    )


def _recall(told: Namespace) -> Operation:
    return RecallLines(lines=_lines(told), by=certain_day(told.by), why=told.why)


def _close(told: Namespace) -> Operation:
    return CloseLoan(loan=LoanRef(told.loan), remarks=told.remarks)


def _lines(told: Namespace) -> tuple[LineRef, ...]:
    return tuple(LineRef(each) for each in told.lines)


def _ug(text: str) -> int | None:
    return parse_exact_mass(text, unit=UNIT).ug if text.strip() else None


def _reading(text: str, balance: str) -> Reading | None:
    if not text.strip():
        return None
    mass = parse_exact_mass(text, unit=UNIT)
    named = BalanceRef(balance) if balance else None
    return Reading(net_ug=mass.ug, balance=named, resolution_ug=None if named else mass.resolution_ug)


_ACTS: Final[Mapping[str, Callable[[Namespace], Operation]]] = MappingProxyType(
    {
        **ACCOUNTING_ACTS,
        **MENDING_ACTS,
        "new": _new,
        "decide": _decide,
        "prepare": _prepare,
        "pack": _pack,
        "issue": _issue,
        "hand-over": _hand_over,
        "receive": _receive,
        "extend": _extend,
        "recall": _recall,
        "close": _close,
    }
)
