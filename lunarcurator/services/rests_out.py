"""What a return sheet leaves with the borrower, said where the sheet does not: the rest of a mass nobody knows."""

from dataclasses import replace

from lunarcurator.domain.booking.loan_line_events import OnLine
from lunarcurator.domain.booking.reported_masses import left_as_told
from lunarcurator.domain.days import Day
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.operations import Operation
from lunarcurator.domain.operations.accounting import ReturnLine
from lunarcurator.domain.rules.loan_return import leaves_rest_out


def with_rest_out(operation: Operation, day: Day, ledger: LedgerState) -> Operation:
    """Return an operation; of a return sheet the rest stays out where only a part of an unknown mass is gone."""
    if not isinstance(operation, ReturnLine):
        return operation
    on = OnLine.of(ledger, operation.line, day)
    left_ug = left_as_told(on.line, on.piece, ledger) if on.piece.held_unweighed else None
    return replace(operation, retained_ug=None) if leaves_rest_out(operation, on.piece, left_ug) else operation
