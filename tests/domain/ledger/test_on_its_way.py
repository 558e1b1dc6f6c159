"""What is still on its way to a borrower is neither returned nor reported of without somebody saying why (R19)."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Final

import pytest
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.identity import AgreementRef, LineRef, ref_of
from lunarcurator.domain.lending.terms import LineState
from lunarcurator.domain.operations import OPERATIONS, Operation
from lunarcurator.domain.operations.accounting import (
    CameBack,
    FindAgain,
    ReleaseLine,
    ReportLoss,
    ReportMass,
    ReportSubSamples,
    ReportUse,
    ReturnLine,
    SubSample,
    TransferLine,
)
from lunarcurator.domain.operations.issuing import DisputeLine
from lunarcurator.domain.operations.requesting import ChangeLine

from tests.domain.ledger.desk import Refused
from tests.domain.ledger.loan_bench import ARRIVED, SENT, LoanDesk
from tests.domain.ledger.loans_bench import document

KEYS: Final = frozenset({"line.on_its_way", "line.arrived_later"})
ACTS: Final[Mapping[type[Operation], Callable[[LineRef, AgreementRef], Operation]]] = MappingProxyType(
    {
        ReturnLine: lambda line, _: ReturnLine(line=line, pieces=(CameBack(itself=True),), sheet=document()),
        ReportUse: lambda line, _: ReportUse(line=line, ug=1, method="polished", report=document()),
        ReportSubSamples: lambda line, _: ReportSubSamples(
            line=line, made=(SubSample(name="a"),), report=document()
        ),
        ReportMass: lambda line, _: ReportMass(line=line, ug=1, report=document()),
        TransferLine: lambda line, agreement: TransferLine(
            line=line, agreement=agreement, approved_by="A. Curator", receipt=document()
        ),
    }
)
OF_ANYTHING: Final = frozenset({ReportLoss, FindAgain, ReleaseLine, DisputeLine, ChangeLine})
"""What goes missing on the way is reported too; the others do not say that the borrower has it."""


def found(session: LoanDesk, kind: type[Operation], day: int) -> list[Finding]:
    """What is said of a line that is still on its way, of an act about it."""
    line = session.line("001/1")
    assert line.agreement is not None
    act = ACTS[kind](session.line_ref("001/1"), AgreementRef(ref_of(line.agreement)))
    try:
        session.do(act, day)
    except Refused as told:
        return [each for each in told.findings if each.key in KEYS]
    return []


def test_every_act_on_a_line_is_judged_here_or_may_be_done_of_what_is_on_its_way() -> None:
    on_a_line = {each for each in OPERATIONS.values() if any(told.name == "line" for told in fields(each))}
    assert on_a_line == {*ACTS, *OF_ANYTHING}


@pytest.mark.parametrize("kind", ACTS, ids=lambda kind: kind.KIND)
def test_what_nobody_signed_for_yet_is_asked_about(kind: type[Operation]) -> None:
    session = LoanDesk()
    session.sent("P")
    assert session.line("001/1").state is LineState.TRANSIT
    (told,) = found(session, kind, ARRIVED)
    assert (told.key, str(told.strength)) == ("line.on_its_way", "warn")
    assert dict(told.facts) == {"line": "L-2021-001/1", "number": "P", "sent": SENT, "shipment": "S-2021-001"}


@pytest.mark.parametrize("kind", ACTS, ids=lambda kind: kind.KIND)
def test_what_came_later_is_asked_about_too(kind: type[Operation]) -> None:
    session = LoanDesk()
    session.out("P")
    (told,) = found(session, kind, SENT)
    assert told.key == "line.arrived_later"
    assert dict(told.facts)["received"] == ARRIVED
    assert found(session, kind, ARRIVED) == []
