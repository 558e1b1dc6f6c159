"""The actions by which borrowers account for what they hold, and the dialogs behind them."""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

from lunarcurator.desktop.action import Needs, act

_LOANS: Final = "lunarcurator.desktop.dialogs.loans."

_act = partial(act, menu="loans")

ACCOUNTING_ACTIONS: Final = (
    _act("report_use", QT_TRANSLATE_NOOP("Actions", "Report use…"), icon="document", after_line=True),
    _act("report_sub_samples", QT_TRANSLATE_NOOP("Actions", "Report sub-samples…")),
    _act("report_mass", QT_TRANSLATE_NOOP("Actions", "Report a mass…")),
    _act("report_loss", QT_TRANSLATE_NOOP("Actions", "Report a loss at a borrower's…")),
    _act("find_again", QT_TRANSLATE_NOOP("Actions", "Find again what was lost…")),
    _act("release_line", QT_TRANSLATE_NOOP("Actions", "Release a borrower from a line…")),
    _act("transfer_line", QT_TRANSLATE_NOOP("Actions", "Pass a line on…")),
    _act("return_line", QT_TRANSLATE_NOOP("Actions", "Take back a line…")),
    _act(
        "enter_loan", QT_TRANSLATE_NOOP("Actions", "Enter a loan of long ago…"), after_line=True, context="sample"
    ),
    _act(
        "take_in", QT_TRANSLATE_NOOP("Actions", "Take in what is lent to us…"), after_line=True, context="sample"
    ),
    _act("give_back", QT_TRANSLATE_NOOP("Actions", "Give back what was lent to us…")),
    _act("open_round", QT_TRANSLATE_NOOP("Actions", "Open an inventory…"), after_line=True),
    _act(
        "write_round",
        QT_TRANSLATE_NOOP("Actions", "Write the workbooks of an inventory…"),
        icon="export",
        needs=Needs.STORE,
    ),
    _act("answer_round", QT_TRANSLATE_NOOP("Actions", "Enter an inventory answer…")),
    _act("close_round", QT_TRANSLATE_NOOP("Actions", "Close an inventory…")),
)
"""In the order of their menu: reports, the way home, and the inventory."""

ACCOUNTING_DIALOGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "report_use": _LOANS + "line_layouts:REPORT_USE.open",
        "report_sub_samples": _LOANS + "report_sub_samples:open_report_sub_samples",
        "report_mass": _LOANS + "line_layouts:REPORT_MASS.open",
        "report_loss": _LOANS + "line_layouts:REPORT_LOSS.open",
        "find_again": _LOANS + "find_again:open_find_again",
        "release_line": _LOANS + "line_layouts:RELEASE_LINE.open",
        "transfer_line": _LOANS + "line_layouts:TRANSFER_LINE.open",
        "return_line": _LOANS + "return_line:open_return_line",
        "enter_loan": _LOANS + "enter_loan:open_enter_loan",
        "take_in": _LOANS + "layouts:TAKE_IN.open",
        "give_back": _LOANS + "layouts:GIVE_BACK.open",
        "open_round": _LOANS + "round_dialogs:open_open_round",
        "write_round": _LOANS + "write_round:open_write_round",
        "answer_round": _LOANS + "round_dialogs:open_answer_round",
        "close_round": _LOANS + "round_dialogs:open_close_round",
    }
)
"""The dialog behind an action, loaded when it is first asked for."""
