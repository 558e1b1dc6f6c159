"""The steps of a loan's life as buttons: each acts on the selected lines that stand where it begins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal
from PySide6.QtWidgets import QMenu, QWidget

from lunarcurator.desktop.actions import ACTIONS, words_of
from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.widgets.as_it_is import as_it_is
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.domain.lending.terms import LineState
from lunarcurator.services.lending.browsing import LineRow, StateSum

STEPS: Final = MappingProxyType(
    {
        "decide_lines": (QT_TRANSLATE_NOOP("LoanSteps", "Decide…"), "done", ("requested",)),
        "prepare_lines": (QT_TRANSLATE_NOOP("LoanSteps", "Prepare…"), "weigh", ("approved",)),
        "pack_shipment": (QT_TRANSLATE_NOOP("LoanSteps", "Pack…"), "bag", ()),
        "issue_lines": (QT_TRANSLATE_NOOP("LoanSteps", "Issue…"), "on_loan", ("prepared",)),
        "receive_shipment": (QT_TRANSLATE_NOOP("LoanSteps", "Receipt…"), "in_transit", ("transit",)),
        "report_use": (QT_TRANSLATE_NOOP("LoanSteps", "Report use…"), "consumed", ("out",)),
        "return_line": (QT_TRANSLATE_NOOP("LoanSteps", "Return…"), "returned", ("out", "transit")),
        "give_back": (QT_TRANSLATE_NOOP("LoanSteps", "Give back…"), "returned", ("in_care",)),
    }
)
"""Words, icon and the states of the lines with which a step begins; () begins with any."""
_CARE: Final = frozenset({"give_back"})
"""The steps of what somebody entrusted to the lab; all others are of what the lab lends."""
_MORE: Final = (
    "extend_lines",
    "recall_lines",
    "dispute_line",
    "report_sub_samples",
    "report_mass",
    "report_loss",
    "find_again",
    "release_line",
    "transfer_line",
    "record_letter",
    "hand_over",
    "withdraw_lines",
    "note_owed",
    "close_loan",
)


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing to do now on a loan: its act, how many lines it is for, and their states."""

    act: str
    lines: int
    states: tuple[str, ...]


def next_step(tally: Mapping[str, StateSum], *, closed: bool) -> NextStep | None:
    """Return what is to be done next: the step of the lines furthest behind; None where nothing is."""
    if closed or not tally:
        return None
    for act, (_, _, states) in STEPS.items():
        waiting = sum(tally[each].lines for each in states if each in tally)
        if waiting and act != "report_use":
            return NextStep(act, waiting, states)
    if LineState.LOST in tally:
        return NextStep("release_line", tally[LineState.LOST].lines, (LineState.LOST,))
    return NextStep("close_loan", 0, ())


def words_of_step(act: str) -> str:
    """Return the words of a step in the window's language."""
    if act in STEPS:
        return QCoreApplication.translate("LoanSteps", str(STEPS[act][0]))
    return words_of(ACTIONS[act]) if act in ACTIONS else ""


class LoanSteps(QWidget):
    """The row of buttons; `asked` carries the key of the act."""

    asked = Signal(str)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self.buttons: dict[str, Button] = {}
        px = context.appearance.look.metrics.px
        row = FlowLayout(px(6), self)
        row.setContentsMargins(px(16), 0, px(16), 0)
        for act, (_, concept, _) in STEPS.items():
            button = Button(words_of_step(act), concept=concept, dense=True, object_name=f"loanEditor.{act}")
            button.clicked.connect(lambda _on=False, act=act: self.asked.emit(act))
            self.buttons[act] = button
            row.addWidget(button)
        self.more = Button(self.tr("More…"), concept="more", dense=True, object_name="loanEditor.more")
        self.more.clicked.connect(
            lambda _on=False: self.menu().popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))
        )
        row.addWidget(self.more)
        self.show_care(care=False)
        self.offer((), there=False)

    def offer(self, lines: Sequence[LineRow], *, there: bool) -> None:
        """Offer what makes sense for the selected lines of a loan that is in the book (`there`)."""
        may = there and not self._context.session.read_only and self._context.moment.is_now
        for act, button in self.buttons.items():
            states = STEPS[act][2]
            fits = not states or any(each.state in states for each in lines)
            button.setEnabled(may and fits and act in ACTIONS)
        self.more.setEnabled(may)

    def show_care(self, *, care: bool) -> None:
        """Show the steps of what somebody entrusted to the lab, or those of what the lab lends."""
        for act, button in self.buttons.items():
            button.setVisible((act in _CARE) is care)
        self.more.setVisible(not care)

    def menu(self) -> QMenu:
        """Return the menu of the acts that are not buttons."""
        made = QMenu(self)
        made.setObjectName("loanEditor.menu")
        for act in _MORE:
            if act in ACTIONS:
                action = made.addAction(as_it_is(words_of(ACTIONS[act])))
                action.setObjectName(f"loanEditor.menu.{act}")
                action.triggered.connect(lambda _on=False, act=act: self.asked.emit(act))
        return made
