"""The day of the balance: typed in any spelling, or stepped to the nearest day with entries."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.widgets.buttons import Button, IconButton
from lunarcurator.desktop.widgets.fields import set_tone
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.domain.days import Day, DayTextError, day_come, show_day
from lunarcurator.domain.moments import NOW, Moment, moment_at
from lunarcurator.services.balances import day_beside


class DayControl(QWidget):
    """A field for the day with steps before and after; it changes the moment of the whole window."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        look = context.appearance
        self._shown: Day = context.session.today
        self.before = IconButton("previous", self.tr("Day before with entries"), object_name="balanceRoom.before")
        self.after = IconButton("next", self.tr("Next day with entries"), object_name="balanceRoom.after")
        self.field = QLineEdit()
        self.field.setObjectName("balanceRoom.day")
        self.field.setAccessibleName(self.tr("As of"))
        self.field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.field.returnPressed.connect(self._typed)
        self.field.textEdited.connect(lambda _text: self._say(""))
        self.today = Button(self.tr("Today"), object_name="balanceRoom.today")
        self.before.clicked.connect(lambda _on=False: self._step(later=False))
        self.after.clicked.connect(lambda _on=False: self._step(later=True))
        self.today.clicked.connect(lambda _on=False: context.show_moment(NOW))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (
            Label(look, self.tr("As of"), colour="text2"),
            self.before,
            self.field,
            self.after,
            self.today,
        ):
            row.addWidget(part)
        look.changed.connect(self._fit)
        self._fit()
        self.show_moment(context.moment)

    def show_moment(self, moment: Moment) -> None:
        """Show the day of a moment."""
        self._shown = moment.day or self._context.session.today
        self.field.setText(show_day(self._shown))
        self.today.setEnabled(not moment.is_now)
        self.after.setEnabled(not moment.is_now)
        self._say("")

    def _typed(self) -> None:
        try:
            day = day_come(self.field.text(), self._context.session.today)
        except DayTextError as error:
            self._say(self._context.words.say(error.key, error.facts))
            return
        self._go(day)

    def _step(self, *, later: bool) -> None:
        session, day = self._context.session, self._shown

        def arrived(found: Day | None) -> None:
            if found is not None:
                self._go(found)
            elif later:
                self._context.show_moment(NOW)

        self._context.lanes.read(
            lambda: day_beside(session, day, later=later), arrived, replaces="balanceRoom.day"
        )

    def _go(self, day: Day) -> None:
        moment = moment_at(day, self._context.session.today)
        self._context.show_moment(moment)
        self.show_moment(moment)

    def _say(self, trouble: str) -> None:
        set_tone(self.field, "red" if trouble else "")
        self.field.setToolTip(trouble)
        self.field.setAccessibleDescription(trouble)

    def _fit(self) -> None:
        self.field.setFixedWidth(self._context.appearance.look.metrics.px(112))
