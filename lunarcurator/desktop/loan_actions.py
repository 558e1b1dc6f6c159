"""The actions of the loan desk, and the dialogs behind them, for the two tables of the window."""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

from lunarcurator.desktop.action import POST, Action, act

_LOANS: Final = "lunarcurator.desktop.dialogs.loans."

_act = partial(act, menu="loans")

LOAN_ACTIONS: Final = (
    _act(
        "request_loan",
        QT_TRANSLATE_NOOP("Actions", "Enter a request…"),
        icon="document",
        context="sample",
        after_line=True,
    ),
    _act("add_lines", QT_TRANSLATE_NOOP("Actions", "Add lines…")),
    _act("change_line", QT_TRANSLATE_NOOP("Actions", "Change a line…")),
    _act("change_loan", QT_TRANSLATE_NOOP("Actions", "Change the loan…")),
    _act("withdraw_lines", QT_TRANSLATE_NOOP("Actions", "Withdraw lines…"), icon="void"),
    _act("decide_lines", QT_TRANSLATE_NOOP("Actions", "Decide lines…"), icon="done"),
    _act("prepare_lines", QT_TRANSLATE_NOOP("Actions", "Get lines ready…"), icon="balance"),
    _act("pack_shipment", QT_TRANSLATE_NOOP("Actions", "Pack a shipment…")),
    _act("issue_lines", QT_TRANSLATE_NOOP("Actions", "Issue lines…")),
    _act("hand_over", QT_TRANSLATE_NOOP("Actions", "Hand a shipment over…"), icon="person"),
    _act("receive_shipment", QT_TRANSLATE_NOOP("Actions", "Receive a shipment…")),
    _act("extend_lines", QT_TRANSLATE_NOOP("Actions", "Extend lines…"), keys="Ctrl+Shift+X"),
    _act("recall_lines", QT_TRANSLATE_NOOP("Actions", "Recall lines…")),
    Action(
        "letters",
        QT_TRANSLATE_NOOP("Actions", "Letters due today…"),
        "loans",
        "print",
        needs=POST,
        operation="record_letter",
    ),
    _act("record_letter", QT_TRANSLATE_NOOP("Actions", "Record a letter…")),
    _act("dispute_line", QT_TRANSLATE_NOOP("Actions", "Dispute a line…"), icon="warning"),
    _act("note_owed", QT_TRANSLATE_NOOP("Actions", "Note what is owed…")),
    _act("close_loan", QT_TRANSLATE_NOOP("Actions", "Close a loan…"), icon="done"),
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
