"""The dialog that chooses the day the window shows."""

from PySide6.QtCore import QDate, QSize
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.widgets.dialog import Dialog
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.domain.days import Day, DayTextError, day_come, last_day, show_day
from lunarcurator.domain.moments import moment_at


class AsOfDialog(Dialog):
    """Asks for a day in any spelling, or by calendar; an imprecise day means the end of its period."""

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        super().__init__(
            context.appearance,
            self.tr("Show the store as of a day"),
            self.tr("Show this day"),
            object_name="asOfDialog",
            panel=False,
            size=QSize(460, 480),
            parent=parent,
        )
        self._context = context
        look = context.appearance
        note = self.tr(
            "Tree, places, loans and balance as they stood at the end of that day. Nothing can be posted there."
        )
        self.content.addWidget(Label(look, note, wrap=True, colour="text2"))
        shown = context.moment.day or context.session.today
        self.day = QLineEdit(show_day(shown))
        self.day.setObjectName("asOfDay")
        self._field = Field(look, self.tr("Day"), self.day)
        self.calendar = QCalendarWidget()
        self.calendar.setObjectName("asOfCalendar")
        self.calendar.setAccessibleName(self.tr("Calendar"))
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setMaximumDate(_date(context.session.today))
        self.calendar.setSelectedDate(_date(shown))
        self.content.addWidget(self._field)
        self.content.addWidget(self.calendar, 1)
        self.calendar.clicked.connect(lambda date: self.day.setText(date.toString("yyyy-MM-dd")))
        self.day.textChanged.connect(self._judge)
        self.day.returnPressed.connect(self.primary_button.click)
        self.confirmed.connect(self._show)
        self._judge()

    def _judge(self) -> None:
        day = self._read()
        if day is not None:
            self.calendar.setSelectedDate(_date(day))
        self._field.set_tone("" if day is not None else "red")
        self.primary_button.setEnabled(day is not None)

    def _read(self) -> Day | None:
        try:
            day = day_come(self.day.text(), self._context.session.today)
        except DayTextError as error:
            self._field.set_note(self._context.words.say(error.key, error.facts), "tones.red.ink")
            return None
        self._field.set_note("")
        return min(last_day(day), self._context.session.today)

    def _show(self) -> None:
        day = self._read()
        if day is not None:
            self._context.show_moment(moment_at(day, self._context.session.today))
            self.accept()


def _date(day: Day) -> QDate:
    return QDate(day // 10_000, day // 100 % 100 or 12, day % 100 or 1)
