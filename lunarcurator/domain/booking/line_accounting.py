"""Who books the acts by which borrowers account for what they hold, for the one table of bookers."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from lunarcurator.domain.booking.finding_again import book_find_again
from lunarcurator.domain.booking.line_transfer import book_transfer_line
from lunarcurator.domain.booking.loan_return import book_return_line
from lunarcurator.domain.booking.lost_lines import book_release_line
from lunarcurator.domain.booking.old_loans import book_enter_loan
from lunarcurator.domain.booking.outcome import Booked
from lunarcurator.domain.booking.reported_masses import book_report_mass
from lunarcurator.domain.booking.reporting import book_report_loss, book_report_sub_samples, book_report_use
from lunarcurator.domain.booking.rounds import book_answer_round, book_close_round, book_open_round
from lunarcurator.domain.days import Day
from lunarcurator.domain.ledger_state import LedgerState

ACCOUNTING_BOOKERS: Final[Mapping[str, Callable[[Any, Day, LedgerState], Booked]]] = MappingProxyType(
    {
        "enter_loan": book_enter_loan,
        "report_use": book_report_use,
        "report_sub_samples": book_report_sub_samples,
        "report_mass": book_report_mass,
        "report_loss": book_report_loss,
        "find_again": book_find_again,
        "release_line": book_release_line,
        "transfer_line": book_transfer_line,
        "return_line": book_return_line,
        "open_round": book_open_round,
        "answer_round": book_answer_round,
        "close_round": book_close_round,
    }
)
"""From the reports of borrowers to the annual inventory."""
