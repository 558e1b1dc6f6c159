"""What narrows the journal: words, who, which kind, and four marks as chips."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import override

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QSizePolicy, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.as_it_is import as_it_is
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.chips import Chip
from lunarcurator.desktop.widgets.fields import SearchField
from lunarcurator.desktop.widgets.painted import Painted
from lunarcurator.domain.identity import Uid
from lunarcurator.services.journal import JournalFilter

_TYPING_MS = 120


@dataclass(frozen=True, slots=True)
class FilterState:
    """What the bar asks for: the text, who and which kinds with their words, and the chips in their order."""

    text: str
    operator: Uid | None
    who: str
    kinds: tuple[str, ...]
    kind: str
    checked: tuple[bool, ...]


class JournalFilterBar(Painted):
    """The filter bar of the journal; `changed` tells that `wanted()` is another filter now.

    `week_started_us` gives the beginning of this week in us UTC.
    """

    changed = Signal()

    def __init__(
        self, appearance: Appearance, week_started_us: Callable[[], int], parent: QWidget | None = None
    ) -> None:
        super().__init__(appearance, "journalRoom.filters", parent)
        self._week_started_us = week_started_us
        self._operator: Uid | None = None
        self._kinds: tuple[str, ...] = ()
        self._offered: dict[str, object] = {}
        self.search = SearchField(
            appearance, self.tr("Act, number, name, reason"), object_name="journalRoom.search"
        )
        self.who = self._menu_button(self.tr("Anyone"), "person", "journalRoom.who")
        self.kind = self._menu_button(self.tr("Any kind"), "kind", "journalRoom.kind")
        self.week = Chip(appearance, self.tr("This week"), concept="calendar", object_name="journalRoom.week")
        self.warned = Chip(appearance, self.tr("Warnings"), object_name="journalRoom.warned")
        self.late = Chip(appearance, self.tr("Late entries"), object_name="journalRoom.late")
        self.undone = Chip(appearance, self.tr("Undone"), object_name="journalRoom.undone")
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.changed)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self._fields, self._marks = QHBoxLayout(), QHBoxLayout()
        for part in (self.search, self.who, self.kind):
            self._fields.addWidget(part)
        for chip in self.chips():
            self._marks.addWidget(chip)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        for part_row in (self._fields, self._marks):
            part_row.addStretch(1)
            self._row.addLayout(part_row)
        self._row.setStretch(1, 1)
        # In a narrow room the marks go below; the bar never holds the room open.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for chip in self.chips():
            chip.toggled.connect(self.changed)
        self.refresh()

    def chips(self) -> tuple[Chip, ...]:
        """Return the chips in their order."""
        return (self.week, self.warned, self.late, self.undone)

    def wanted(self) -> JournalFilter:
        """Return what is asked for now."""
        return JournalFilter(
            operator=self._operator,
            kinds=self._kinds,
            since_us=self._week_started_us() if self.week.isChecked() else None,
            warned=self.warned.isChecked(),
            late=self.late.isChecked(),
            undone=self.undone.isChecked(),
            text=self.search.text().strip(),
        )

    def told(self) -> tuple[str, ...]:
        """Return what is asked for in words, nothing for what is not."""
        chips = (chip.text() for chip in self.chips() if chip.isChecked())
        typed = self.search.text().strip()
        who, kind = (self.who.text() if self._operator else "", self.kind.text() if self._kinds else "")
        return tuple(each for each in (typed, who, kind, *chips) if each)

    def state(self) -> FilterState:
        """Return everything that is asked for, with its words."""
        checked = tuple(chip.isChecked() for chip in self.chips())
        return FilterState(
            self.search.text(), self._operator, self.who.text(), self._kinds, self.kind.text(), checked
        )

    def put_back(self, state: FilterState) -> None:
        """Ask for this again without telling anybody: what was asked for since was called off."""
        self.blockSignals(True)
        self.search.setText(state.text)
        self._typing.stop()
        self._choose_operator(state.operator, state.who)
        self._choose_kind("".join(state.kinds), state.kind)
        for chip, on in zip(self.chips(), state.checked, strict=True):
            chip.setChecked(on)
        self.blockSignals(False)

    def clear(self) -> None:
        """Take every filter off."""
        self.blockSignals(True)
        for chip in self.chips():
            chip.setChecked(False)
        self.search.clear()
        self._typing.stop()
        self._choose_operator(None, self.tr("Anyone"))
        self._choose_kind("", self.tr("Any kind"))
        self.blockSignals(False)
        self.changed.emit()

    def offer_operators(self, operators: Sequence[tuple[Uid, str]]) -> None:
        """Offer these people in the menu *Anyone*."""
        if self._offered.get("who") == operators:
            return
        self._offered["who"] = operators
        menu = self.who.menu()
        menu.clear()
        self._add(menu, self.tr("Anyone"), partial(self._choose_operator, None))
        for uid, name in operators:
            self._add(menu, name, partial(self._choose_operator, uid))

    def offer_kinds(self, kinds: Sequence[tuple[str, str]]) -> None:
        """Offer these kinds of entry, each a code and its word."""
        if self._offered.get("kinds") == kinds:
            return
        self._offered["kinds"] = kinds
        menu = self.kind.menu()
        menu.clear()
        self._add(menu, self.tr("Any kind"), partial(self._choose_kind, ""))
        for code, word in kinds:
            self._add(menu, word, partial(self._choose_kind, code))

    def _add(self, menu: QMenu, text: str, chosen: Callable[[str], None]) -> None:
        action = QAction(as_it_is(text), menu)
        action.triggered.connect(lambda _on=False: chosen(text))
        menu.addAction(action)

    def _choose_operator(self, uid: Uid | None, text: str) -> None:
        self._operator = uid
        self.who.setText(text)
        self.changed.emit()

    def _choose_kind(self, code: str, text: str) -> None:
        self._kinds = (code,) if code else ()
        self.kind.setText(text)
        self.changed.emit()

    def _menu_button(self, text: str, concept: str, name: str) -> Button:
        button = Button(text, concept=concept, dense=True, object_name=name)
        button.setMenu(QMenu(button))
        return button

    @override
    def refresh(self) -> None:
        px = self.look.metrics.px
        self._row.setContentsMargins(px(16), 0, px(16), px(8))
        for row in (self._row, self._fields, self._marks):
            row.setSpacing(px(6))
        self._fit()
        super().refresh()

    def _fit(self) -> None:
        needs = self._fields.sizeHint().width() + self._marks.sizeHint().width() + self.look.metrics.px(40)
        sideways, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(sideways if needs <= self.width() else below)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
