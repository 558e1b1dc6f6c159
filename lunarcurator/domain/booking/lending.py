"""Who books the acts of a loan's life, for the one table of bookers."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from lunarcurator.domain.booking.deciding import book_decide_lines
from lunarcurator.domain.booking.issuing import book_issue_lines
from lunarcurator.domain.booking.line_terms import (
    book_dispute_line,
    book_extend_lines,
    book_recall_lines,
    book_record_letter,
)
from lunarcurator.domain.booking.loan_closing import book_close_loan, book_note_owed
from lunarcurator.domain.booking.outcome import Booked
from lunarcurator.domain.booking.preparing import book_prepare_lines
from lunarcurator.domain.booking.requesting import (
    book_add_lines,
    book_change_line,
    book_change_loan,
    book_request_loan,
    book_withdraw_lines,
)
from lunarcurator.domain.booking.shipping import book_hand_over, book_pack_shipment, book_receive_shipment
from lunarcurator.domain.days import Day
from lunarcurator.domain.ledger_state import LedgerState

LENDING_BOOKERS: Final[Mapping[str, Callable[[Any, Day, LedgerState], Booked]]] = MappingProxyType(
    {
        "request_loan": book_request_loan,
        "add_lines": book_add_lines,
        "change_line": book_change_line,
        "change_loan": book_change_loan,
        "withdraw_lines": book_withdraw_lines,
        "decide_lines": book_decide_lines,
        "prepare_lines": book_prepare_lines,
        "pack_shipment": book_pack_shipment,
        "issue_lines": book_issue_lines,
        "hand_over": book_hand_over,
        "receive_shipment": book_receive_shipment,
        "extend_lines": book_extend_lines,
        "recall_lines": book_recall_lines,
        "dispute_line": book_dispute_line,
        "note_owed": book_note_owed,
        "close_loan": book_close_loan,
        "record_letter": book_record_letter,
    }
)
"""In the order of a loan's life."""
