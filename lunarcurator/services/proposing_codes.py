"""Numbers of loans, agreements, shipments and rounds, proposed where nobody gave one: the next of the year."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.days import Day, first_day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.operations import Operation
from lunarcurator.domain.operations.accounting import EnterLoan, OpenRound
from lunarcurator.domain.operations.agreeing import DraftAgreement
from lunarcurator.domain.operations.entrusting import TakeIn
from lunarcurator.domain.operations.issuing import PackShipment
from lunarcurator.domain.operations.requesting import DecideLines, RequestLoan
from lunarcurator.domain.rules.decisions import only_noted

type _Coded = DraftAgreement | RequestLoan | EnterLoan | TakeIn | PackShipment | OpenRound

_CODES: Final[Mapping[str, tuple[Subject, str, int]]] = MappingProxyType(
    {
        DraftAgreement.KIND: (Subject.AGREEMENT, "A", 3),
        RequestLoan.KIND: (Subject.LOAN, "L", 3),
        EnterLoan.KIND: (Subject.LOAN, "L", 3),
        TakeIn.KIND: (Subject.LOAN, "L", 3),
        PackShipment.KIND: (Subject.SHIPMENT, "S", 3),
        OpenRound.KIND: (Subject.ROUND, "R", 2),
    }
)


def with_code(operation: Operation, day: Day, ledger: LedgerState) -> Operation:
    """Return an operation that opens a record with its number, the next of the year; given ones stay.

    A decision by a body that has not the last word by the policy is said to be a noted one.
    """
    if isinstance(operation, DecideLines) and operation.final:
        return replace(operation, final=not only_noted(ledger, operation, day))
    if isinstance(operation, PackShipment) and operation.shipment:
        return operation
    if isinstance(operation, DraftAgreement) and operation.agreement:
        return operation
    if isinstance(operation, DraftAgreement | RequestLoan | EnterLoan | TakeIn | PackShipment | OpenRound):
        return operation if operation.number.strip() else _numbered(operation, day, ledger)
    return operation


def _numbered(operation: _Coded, day: Day, ledger: LedgerState) -> Operation:
    kind, letter, width = _CODES[operation.KIND]
    year = first_day(day or ledger.today) // 10_000
    return replace(operation, number=ledger.next_code(kind, f"{letter}-{year}-", width))
