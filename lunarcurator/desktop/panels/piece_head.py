"""The head of the piece panel, which never scrolls: number, what it is, what can be done, and the six axes."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from lunarcurator.desktop.act_availability import STATES, needs_met
from lunarcurator.desktop.actions import ACTIONS, Needs, words_of
from lunarcurator.desktop.panels.wording import DOT, Wording
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.badges import badge_of
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.widgets.as_it_is import as_it_is
from lunarcurator.desktop.widgets.axes import Axis, AxisStrip
from lunarcurator.desktop.widgets.buttons import Button, IconButton
from lunarcurator.desktop.widgets.labels import CutLabel, Label
from lunarcurator.domain.status import Existence
from lunarcurator.services.pieces import PieceView
from lunarcurator.services.selection_status import SelectionStatus


class PieceHead(QWidget):
    """Shows who the piece is; `asked` carries the key of an action, `closed` that the panel is to go."""

    asked = Signal(str)
    closed = Signal()

    def __init__(self, appearance: Appearance, wording: Wording) -> None:
        super().__init__()
        self._appearance, self._wording = appearance, wording
        self.number = CutLabel(appearance, size=22, weight=SEMIBOLD, object_name="pieceNumber")
        self.subtitle = Label(appearance, colour="text2", wrap=True, object_name="pieceSubtitle")
        self.copy = IconButton("copy", self.tr("Copy the number"), object_name="pieceCopy")
        self._close = IconButton("close", self.tr("Close the panel"), object_name="pieceClose")
        self.axes = AxisStrip(appearance, object_name="pieceAxes")
        self._buttons = self._make_buttons()
        self.more = IconButton("more", self.tr("More actions"), object_name="pieceMore")
        self._plain_number = ""
        self._may_act, self._why_not = True, ""
        self._met = Needs.NOTHING
        self._there, self._gone = True, ""
        self._lay_out()
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._plain_number))
        self._close.clicked.connect(self.closed)
        self.more.clicked.connect(self._offer_more)

    def show_number(self, number: str) -> None:
        """Show only a number, of a piece that cannot be shown at this moment."""
        self._plain_number = number
        self._met = Needs.NOTHING
        self.number.setText(number)
        self.subtitle.setText("")
        self.axes.set_axes(())

    def show_piece(self, view: PieceView) -> None:
        """Show a piece as it stood at its moment."""
        state, wording = view.state, self._wording
        self._plain_number = view.row.number
        self._there = state.existence is Existence.EXISTS
        facts = {"number": view.row.number, "existence": str(state.existence)}
        self._gone = "" if self._there else wording.words.say("piece.does_not_exist", facts)
        self._offer()
        existence, custody = frozenset({str(state.existence)}), frozenset({str(state.custody)})
        self._met = needs_met(SelectionStatus(existence, custody, forms=frozenset({state.form})))
        self.number.setText(view.row.number)
        parts = (
            view.row.name,
            wording.term("form", state.form),
            state.class_name,
            state.mission,
        )
        self.subtitle.setText(DOT.join(part for part in parts if part))
        self.axes.set_axes(self._axes(view))

    def allow(self, allowed: bool, why_not: str = "") -> None:
        """Enable or disable what posts; `why_not` is said in the tool tips."""
        self._may_act, self._why_not = allowed, why_not
        self._offer()

    def _offer(self) -> None:
        for button in self._buttons:
            button.setEnabled(self._may_act and self._there)
            button.setToolTip(self._why_not or self._gone)

    def _make_buttons(self) -> tuple[Button, ...]:
        wanted = (
            ("split", "split", self.tr("Split\u2026")),
            ("weigh", "weigh", self.tr("Weigh\u2026")),
            ("move", "place", self.tr("Move\u2026")),
        )
        made = []
        for key, concept, text in wanted:
            button = Button(text, concept=concept, dense=True, object_name=f"piece.{key}")
            button.clicked.connect(lambda _on=False, key=key: self.asked.emit(key))
            made.append(button)
        return tuple(made)

    def _lay_out(self) -> None:
        px = self._appearance.look.metrics.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(14), px(16), px(8))
        column.setSpacing(px(8))
        title = QHBoxLayout()
        title.addWidget(self.number, 1)
        title.addWidget(self.copy)
        title.addWidget(self._close)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(6))
        for button in self._buttons:
            buttons.addWidget(button)
        buttons.addWidget(self.more)
        buttons.addStretch(1)
        column.addLayout(title)
        column.addWidget(self.subtitle)
        column.addLayout(buttons)
        column.addWidget(self.axes)

    def _axes(self, view: PieceView) -> tuple[Axis, ...]:
        state = view.state
        values = (
            ("existence", self.tr("Existence"), str(state.existence)),
            # What is lost, used up or given away is in nobody's hands here.
            ("custody", self.tr("Custody"), str(state.custody) if self._there else ""),
            ("condition", self.tr("Condition"), state.condition),
            ("access", self.tr("Access"), state.access),
            ("basic_use", self.tr("Use"), state.basic_use),
            ("title", self.tr("Title"), state.title),
        )
        made = []
        for area, label, code in values:
            badge = badge_of(area, code)
            value = self._wording.term(area, code) or EMPTY
            made.append(Axis(label, value, badge.tone if badge and badge.tone != "grey" else ""))
        return tuple(made)

    def _offer_more(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("pieceMoreMenu")
        shown = {"split", "weigh", "move", "copy"}
        for key, action in ACTIONS.items():
            fits = action.needs & STATES in self._met
            if action.context == "sample" and key not in shown and fits:
                entry = menu.addAction(as_it_is(words_of(action)))
                entry.setObjectName(f"more.{key}")
                entry.setEnabled(self._may_act or key in {"labels", "print_paper"})
                entry.triggered.connect(lambda _on=False, key=key: self.asked.emit(key))
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))


EMPTY = "\u2013"
"""Stands where an axis says nothing."""
