"""The actions of the loan desk, and the dialogs behind them, for the two tables of the window."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

from lunarcurator.desktop.action import Action, Needs

_POST: Final = Needs.STORE | Needs.POST
_LOANS: Final = "lunarcurator.desktop.dialogs.loans."

LOAN_ACTIONS: Final = (
    Action(
        "request_loan",
        QT_TRANSLATE_NOOP("Actions", "Enter a request…"),
        "loans",
        "document",
        "",
        _POST,
        "request_loan",
        "sample",
        True,
    ),
    Action("add_lines", QT_TRANSLATE_NOOP("Actions", "Add lines…"), "loans", "", "", _POST, "add_lines"),
    Action("change_line", QT_TRANSLATE_NOOP("Actions", "Change a line…"), "loans", "", "", _POST, "change_line"),
    Action("change_loan", QT_TRANSLATE_NOOP("Actions", "Change the loan…"), "loans", "", "", _POST, "change_loan"),
    Action(
        "withdraw_lines",
        QT_TRANSLATE_NOOP("Actions", "Withdraw lines…"),
        "loans",
        "void",
        "",
        _POST,
        "withdraw_lines",
    ),
    Action(
        "decide_lines", QT_TRANSLATE_NOOP("Actions", "Decide lines…"), "loans", "done", "", _POST, "decide_lines"
    ),
    Action(
        "prepare_lines",
        QT_TRANSLATE_NOOP("Actions", "Get lines ready…"),
        "loans",
        "balance",
        "",
        _POST,
        "prepare_lines",
    ),
    Action(
        "pack_shipment", QT_TRANSLATE_NOOP("Actions", "Pack a shipment…"), "loans", "", "", _POST, "pack_shipment"
    ),
    Action("issue_lines", QT_TRANSLATE_NOOP("Actions", "Issue lines…"), "loans", "", "", _POST, "issue_lines"),
    Action(
        "hand_over",
        QT_TRANSLATE_NOOP("Actions", "Hand a shipment over…"),
        "loans",
        "person",
        "",
        _POST,
        "hand_over",
    ),
    Action(
        "receive_shipment",
        QT_TRANSLATE_NOOP("Actions", "Receive a shipment…"),
        "loans",
        "",
        "",
        _POST,
        "receive_shipment",
    ),
    Action(
        "extend_lines",
        QT_TRANSLATE_NOOP("Actions", "Extend lines…"),
        "loans",
        "",
        "Ctrl+Shift+X",
        _POST,
        "extend_lines",
    ),
    Action("recall_lines", QT_TRANSLATE_NOOP("Actions", "Recall lines…"), "loans", "", "", _POST, "recall_lines"),
    Action(
        "letters", QT_TRANSLATE_NOOP("Actions", "Letters due today…"), "loans", "print", "", _POST, "record_letter"
    ),
    Action(
        "record_letter", QT_TRANSLATE_NOOP("Actions", "Record a letter…"), "loans", "", "", _POST, "record_letter"
    ),
    Action(
        "dispute_line",
        QT_TRANSLATE_NOOP("Actions", "Dispute a line…"),
        "loans",
        "warning",
        "",
        _POST,
        "dispute_line",
    ),
    Action("note_owed", QT_TRANSLATE_NOOP("Actions", "Note what is owed…"), "loans", "", "", _POST, "note_owed"),
    Action("close_loan", QT_TRANSLATE_NOOP("Actions", "Close a loan…"), "loans", "done", "", _POST, "close_loan"),
    Action("policies", QT_TRANSLATE_NOOP("Actions", "Policies…"), "loans", "document"),
)
"""In the order of their menu: a loan from its request to its end, then those who borrow."""

LOAN_DIALOGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "request_loan": _LOANS + "request_loan:open_request_loan",
        "add_lines": _LOANS + "add_lines:open_add_lines",
        "change_line": _LOANS + "change_line:open_change_line",
        "change_loan": _LOANS + "layouts:CHANGE_LOAN.open",
        "withdraw_lines": _LOANS + "layouts:WITHDRAW_LINES.open",
        "decide_lines": _LOANS + "decide_lines:open_decide_lines",
        "prepare_lines": _LOANS + "prepare_lines:open_prepare_lines",
        "pack_shipment": _LOANS + "packing:PACK_SHIPMENT.open",
        "issue_lines": _LOANS + "issue_lines:open_issue_lines",
        "hand_over": _LOANS + "layouts:HAND_OVER.open",
        "receive_shipment": _LOANS + "layouts:RECEIVE_SHIPMENT.open",
        "extend_lines": _LOANS + "layouts:EXTEND_LINES.open",
        "recall_lines": _LOANS + "layouts:RECALL_LINES.open",
        "letters": _LOANS + "letters:open_letters",
        "record_letter": _LOANS + "layouts:RECORD_LETTER.open",
        "dispute_line": _LOANS + "layouts:DISPUTE_LINE.open",
        "note_owed": _LOANS + "note_owed:open_note_owed",
        "close_loan": _LOANS + "layouts:CLOSE_LOAN.open",
        "policies": _LOANS + "policies:open_policies",
    }
)
"""The dialog behind an action of the loan desk, loaded when it is first asked for."""
