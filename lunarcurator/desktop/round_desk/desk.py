"""The desk of one inventory round: its answers, what is left to work through, and how the borrowers stand."""

from collections import Counter
from typing import Final, override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from lunarcurator.desktop.actions import ACTIONS, words_of
from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.links import NOTHING, Selection
from lunarcurator.desktop.panels.wording import DOT, Wording
from lunarcurator.desktop.round_desk.answers import AnswersPage
from lunarcurator.desktop.round_desk.people import PeoplePage
from lunarcurator.desktop.round_desk.points import PointsPage
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.widgets.as_it_is import as_it_is
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.desktop.widgets.grounds import Rule
from lunarcurator.desktop.widgets.labels import CutLabel, Label, LinkLabel
from lunarcurator.desktop.widgets.pages import Pages
from lunarcurator.desktop.widgets.two_ends import TwoEnds
from lunarcurator.domain.days import show_day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.services.lending.round_points import Point, points
from lunarcurator.services.lending.rounds import RoundRecord, read_round

ANSWERS, POINTS, PEOPLE = range(3)
_ACTS: Final = ("write_round", "answer_round", "close_round")


class RoundDesk(QWidget):
    """Three pages under tabs. `left` goes back, `asked` carries the key of an act, `selected` a Selection."""

    left = Signal()
    asked = Signal(str)
    selected = Signal(object)
    followed = Signal(str)

    def __init__(self, context: AppContext, wording: Wording) -> None:
        super().__init__()
        self.setObjectName("roundDesk")
        self._context = context
        self._round: Uid | None = None
        self._selections: dict[int, Selection] = {}
        appearance = context.appearance
        self._back = LinkLabel(appearance, self.tr("Loans"), object_name="roundDesk.back")
        self.name = Label(appearance, size=16, weight=SEMIBOLD, object_name="roundDesk.name")
        self.note = CutLabel(appearance, colour="text2", object_name="roundDesk.note")
        self.acts = {
            key: Button(words_of(ACTIONS[key]), dense=True, object_name=f"roundDesk.{key}")
            for key in _ACTS
            if key in ACTIONS
        }
        self.tabs = QTabBar()
        self.tabs.setObjectName("roundDesk.tabs")
        self.tabs.setAccessibleName(self.tr("Pages of an inventory"))
        self.tabs.setExpanding(False)
        for words in (self.tr("Answers"), self.tr("To work through"), self.tr("Borrowers")):
            self.tabs.addTab(as_it_is(words))
        self.answers = AnswersPage(context, wording)
        self.points = PointsPage(context)
        self.people = PeoplePage(context)
        self.pages = Pages()
        self._pages: tuple[AnswersPage | PointsPage | PeoplePage, ...] = (self.answers, self.points, self.people)
        for page in self._pages:
            self.pages.addWidget(page)
        self._lay_out()
        self._connect()

    def open_round(self, round_: Uid) -> None:
        """Show a round; answers that were read and are not posted stay while it is the same."""
        if round_ != self._round:
            self._round = round_
            self.tabs.setCurrentIndex(ANSWERS)
        self.answers.show_round(round_)
        self.refresh()
        self.enter()

    def refresh(self) -> None:
        """Read anew how the round stands."""
        session, round_ = self._context.session, self._round
        if round_ is None:
            return

        def work() -> tuple[RoundRecord, tuple[Point, ...]]:
            record = read_round(session, round_)
            return record, points(session, record)

        self._context.lanes.read(work, lambda found: self._arrived(*found), self._gone, replaces="roundDesk.round")
        self.answers.again()

    def close_down(self) -> None:
        """Keep what is decided and not posted, because the store is closed."""
        self.answers.close_down()

    def enter(self) -> None:
        """Put the keyboard into the page in front."""
        self._pages[self.pages.currentIndex()].enter()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            if not self.answers.progress.stop():
                self.left.emit()
        elif control and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.answers.post()
        else:
            super().keyPressEvent(event)

    def _arrived(self, record: RoundRecord, found: tuple[Point, ...]) -> None:
        round_ = record.round
        self.name.setText(round_.code)
        stands = self.tr("closed {day}") if round_.closed else self.tr("answers by {day}")
        told = (
            self.tr("what was out on {day}").replace("{day}", show_day(round_.frozen)),
            stands.replace("{day}", show_day(round_.closed or round_.deadline)),
        )
        self.note.setText(DOT.join(told))
        self.points.show_points(round_.uid, found)
        left = Counter(each.person.uid for each in found if not each.settled)
        self.people.show_people(record, left, self._context.session.today)
        words = self.tr("To work through {count}")
        self.tabs.setTabText(POINTS, as_it_is(words.replace("{count}", shown_count(left.total()))))
        close = self.acts.get("close_round")
        if close is not None:
            close.setVisible(not round_.closed)
        self._offer()

    def _gone(self, error: Exception) -> None:
        """Go back to the list where the round is in the book no more: its opening was undone."""
        if not isinstance(error, Refusal):
            self._context.lanes.fault.emit(error)
            return
        self._round = None
        if self.isVisible():
            self.left.emit()

    def _turned(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        self.selected.emit(self._selections.get(page, self._of_round()))

    def _told(self, page: int, selection: Selection) -> None:
        self._selections[page] = selection if selection != NOTHING else self._of_round()
        if page == self.pages.currentIndex() and self.isVisible():
            self.selected.emit(self._selections[page])

    def _of_round(self) -> Selection:
        return Selection(round=self._round) if self._round else NOTHING

    def _ask(self, key: str) -> None:
        if key != "answer_round":
            # The round whole, not the row somebody stands on.
            self.selected.emit(self._of_round())
        self.asked.emit(key)

    def _offer(self) -> None:
        for key, button in self.acts.items():
            button.setEnabled(key == "write_round" or self._context.may_post)

    def _connect(self) -> None:
        self._back.activated.connect(self.left)
        self.tabs.currentChanged.connect(self._turned)
        for key, button in self.acts.items():
            button.clicked.connect(lambda _on=False, key=key: self._ask(key))
        for number, page in enumerate(self._pages):
            page.told.connect(lambda selection, number=number: self._told(number, selection))
            page.followed.connect(self.followed)
        self.points.asked.connect(self.asked)
        self._context.operator_changed.connect(self._offer)
        self._context.moment_changed.connect(lambda _moment: self._offer())

    def _lay_out(self) -> None:
        appearance, px = self._context.appearance, self._context.appearance.look.metrics.px
        words, acts = QWidget(), QWidget()
        told = QHBoxLayout(words)
        told.setContentsMargins(0, 0, 0, 0)
        told.setSpacing(px(8))
        for part in (self._back, Label(appearance, "\u203a", colour="text2"), self.name, self.note):
            told.addWidget(part)
        told.addStretch(1)
        buttons = FlowLayout(px(8), acts)
        for button in self.acts.values():
            buttons.addWidget(button)
        head = TwoEnds(words, acts, px(8))
        around = QVBoxLayout()
        around.setContentsMargins(px(16), px(10), px(16), px(6))
        around.addLayout(head)
        tabs = QVBoxLayout()
        tabs.setContentsMargins(px(16), 0, px(16), 0)
        tabs.addWidget(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(around)
        column.addLayout(tabs)
        column.addWidget(Rule(appearance))
        column.addWidget(self.pages, 1)
