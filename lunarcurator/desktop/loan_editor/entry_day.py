"""The day for which the loan editor and the return sheet enter what they post, today unless another is typed."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.theme.fonts import MEDIUM
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.domain.days import Day, DayTextError, last_day, parse_day, show_day, words_of_day
from lunarcurator.domain.moments import NOW, Moment

_WIDE: Final = 104


class EntryDay(QWidget):
    """A day in one row with what to know of it; `changed` tells of every edit."""

    changed = Signal()

    def __init__(self, context: AppContext, name: str) -> None:
        super().__init__()
        appearance = context.appearance
        self._context = context
        self.edit = QLineEdit()
        self.edit.setObjectName(name)
        self.edit.setAccessibleName(self.tr("Day"))
        self.note = Label(appearance, size=12, weight=MEDIUM, object_name=f"{name}.note")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(appearance.look.metrics.px(8))
        row.addWidget(self.note)
        row.addWidget(Label(appearance, self.tr("Day"), size=12, colour="text2"))
        row.addWidget(self.edit)
        self.edit.textEdited.connect(lambda _text: self._edited())
        appearance.changed.connect(self._widen)
        self._widen()
        self.begin()

    def begin(self, day: Day = 0) -> None:
        """Begin with a day; 0 stands for that of the history that is entered, else for today."""
        history = self._context.history
        usual = history.day_text if history else show_day(self._context.session.today)
        self.edit.setText(show_day(day) if day else usual)
        self._tell()

    @property
    def text(self) -> str:
        """What is typed where it is not simply today, for a draft."""
        typed = self.edit.text().strip()
        return "" if self.day == self._context.session.today else typed

    def restore(self, text: str) -> None:
        """Take up what a draft kept."""
        if text:
            self.edit.setText(text)
            self._tell()

    @property
    def day(self) -> Day:
        """The day typed, today where nothing is; 0 where it cannot be read."""
        typed = self.edit.text().strip()
        if not typed:
            return self._context.session.today
        try:
            return parse_day(typed)
        except DayTextError:
            return 0

    @property
    def stated(self) -> str:
        """How a day is worded that is not exact, "" for an exact one."""
        typed = self.edit.text().strip()
        return words_of_day(typed) if typed and self.day else ""

    @property
    def moment(self) -> Moment:
        """As of when pieces and lines are looked at: the end of the day, now for today and later."""
        return Moment(last_day(self.day)) if self.is_late else NOW

    @property
    def is_late(self) -> bool:
        """Whether the day is before today."""
        return 0 < self.day < self._context.session.today

    @property
    def trouble(self) -> str:
        """What is wrong with the day, "" for nothing."""
        return "" if self.day else self.tr("The day cannot be read. Write it as 2026-05-13.")

    def _edited(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        late = self.is_late
        words = self.trouble or (self.tr("Late entry: the rules are asked as of this day") if late else "")
        self.note.setText(words)
        self.note.set_colour("tones.amber.ink" if late else "tones.red.ink")
        self.note.setVisible(bool(words))

    def _widen(self) -> None:
        self.edit.setFixedWidth(self._context.appearance.look.metrics.px(_WIDE))
