"""What an act leaves out because all of the rest is meant, named where the rest is no longer the whole."""

from collections.abc import Sequence
from dataclasses import replace

from lunarcurator.domain.booking.loan_records import lines_in_shipment
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import LineRef, PieceRef, Uid, ref_of, uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.terms import LineState
from lunarcurator.domain.operations import GiveBack, Operation
from lunarcurator.domain.operations.issuing import ReceiveShipment


def with_rest_named(operation: Operation, ledger: LedgerState) -> Operation:
    """Return an operation; the last part of a shipment received, or of a loan in given back, is named as a part.

    Who signs for what is left signs for no more than that, whatever was left out to say it.
    """
    if isinstance(operation, ReceiveShipment) and not operation.lines:
        inside = [Line.of(each) for each in lines_in_shipment(ledger, uid_of(operation.shipment))]
        rest = _rest(inside, LineState.TRANSIT)
        return replace(operation, lines=tuple(LineRef(ref_of(line.uid)) for line in rest))
    if isinstance(operation, GiveBack) and not operation.samples:
        loan = uid_of(operation.loan)
        rest = _rest(_of_loan(ledger, loan), LineState.IN_CARE)
        return replace(operation, samples=tuple(PieceRef(ref_of(line.sample)) for line in rest if line.sample))
    return operation


def _of_loan(ledger: LedgerState, loan: Uid) -> list[Line]:
    return [Line.of(ledger.record(Subject.LINE, uid)) for uid in ledger.related(Subject.LINE, "loan", loan)]


def _rest(lines: Sequence[Line], state: LineState) -> Sequence[Line]:
    """Return the lines still in a state where others have left it, in order of their codes; none where all are."""
    there = [line for line in lines if line.state is state]
    return there if len(there) < len(lines) else ()
