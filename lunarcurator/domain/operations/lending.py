"""The operations of a loan's life, for the one table of operations."""

from typing import Final

from lunarcurator.domain.operations.issuing import (
    CloseLoan,
    DisputeLine,
    ExtendLines,
    HandOver,
    IssueLines,
    NoteOwed,
    PackShipment,
    RecallLines,
    ReceiveShipment,
    RecordLetter,
)
from lunarcurator.domain.operations.requesting import (
    AddLines,
    ChangeLine,
    ChangeLoan,
    DecideLines,
    PrepareLines,
    RequestLoan,
    WithdrawLines,
)

type LendingOperation = (
    RequestLoan
    | AddLines
    | ChangeLine
    | ChangeLoan
    | WithdrawLines
    | DecideLines
    | PrepareLines
    | PackShipment
    | IssueLines
    | HandOver
    | ReceiveShipment
    | ExtendLines
    | RecallLines
    | DisputeLine
    | NoteOwed
    | CloseLoan
    | RecordLetter
)

LENDING: Final[tuple[type[LendingOperation], ...]] = (
    RequestLoan,
    AddLines,
    ChangeLine,
    ChangeLoan,
    WithdrawLines,
    DecideLines,
    PrepareLines,
    PackShipment,
    IssueLines,
    HandOver,
    ReceiveShipment,
    ExtendLines,
    RecallLines,
    DisputeLine,
    NoteOwed,
    CloseLoan,
    RecordLetter,
)
"""In the order of a loan's life."""
