"""The calendar of the loan desk: a month of due days, the months around it as a line of time, and the list."""

from typing import Final, override

from PySide6.QtCore import QT_TRANSLATE_NOOP, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.models import loan_cells
from lunarcurator.desktop.panels.wording import Wording
from lunarcurator.desktop.rooms.loans.figures import MonthBars
from lunarcurator.desktop.rooms.loans.list_page import MOST, Listed, ListPage
from lunarcurator.desktop.rooms.loans.month_grid import MonthGrid, month_after, month_of
from lunarcurator.desktop.rooms.loans.pages import Heads, columns_of, said
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.widgets.buttons import Button, IconButton
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.domain.days import Day
from lunarcurator.services.lending.browsing import Concern, LineWish, due_days, due_months, due_on_days

_HEADS: Final[Heads] = (
    (QT_TRANSLATE_NOOP("LoanPages", "Day"), "text", 112),
    (QT_TRANSLATE_NOOP("LoanPages", "When"), "text", 138),
    (QT_TRANSLATE_NOOP("LoanPages", "Loan"), "text", 118),
    (QT_TRANSLATE_NOOP("LoanPages", "Borrower"), "text", 0),
    (QT_TRANSLATE_NOOP("LoanPages", "Person"), "text", 160),
    (QT_TRANSLATE_NOOP("LoanPages", "Lines"), "count", 70),
    (QT_TRANSLATE_NOOP("LoanPages", "Held"), "mass", 126),
)


class CalendarPage(ListPage):
    """What falls due day by day: a day of the month narrows the list to it, a bar of the line of time turns it."""

    def __init__(self, context: AppContext, wording: Wording) -> None:
        appearance, self._session = context.appearance, context.session
        self.grid = MonthGrid(appearance, object_name="loansRoom.calendar.days")
        self.months = MonthBars(appearance, object_name="loansRoom.calendar.months")
        self.title = Label(appearance, size=14, weight=SEMIBOLD, object_name="loansRoom.calendar.month")
        self._month, self._wording = 0, wording
        super().__init__(
            context,
            columns_of(_HEADS, wording),
            said(QT_TRANSLATE_NOOP("LoanPages", "Due days")),
            self._rows,
            nothing=said(QT_TRANSLATE_NOOP("LoanPages", "Nothing that is out has a due day.")),
            object_name="loansRoom.calendar",
            above=self._above(context),
        )
        self.grid.turned.connect(self.turn)
        self.grid.chosen.connect(lambda _day: self.narrow())
        self.months.chosen.connect(self.turn)

    @override
    def refresh(self) -> None:
        """Read months, days and the list anew."""
        super().refresh()
        moment, day = self._context.moment, self._day
        self._context.lanes.read(
            lambda: due_months(self._session, LineWish(day, Concern.OPEN), moment),
            lambda months: self.months.show_months(day, months),
            replaces="loansRoom.months",
        )
        self.turn(self._month or month_of(day))

    def turn(self, month: int) -> None:
        """Show another month (YYYYMM)."""
        self._month = month
        moment, day = self._context.moment, self._day
        self.title.setText(f"{month // 100}-{month % 100:02d}")
        self._context.lanes.read(
            lambda: due_on_days(self._session, LineWish(day, Concern.OPEN), month, moment),
            lambda counts: self.grid.show_month(month, day, counts),
            replaces="loansRoom.days",
        )

    def narrow(self) -> None:
        """Read the list anew: of the day that is chosen in the month, or of every day."""
        super().refresh()

    def today(self) -> None:
        """Turn back to the month of today, with every day in the list."""
        if any(self.grid.span):
            self.grid.let_go()
        self.turn(month_of(self._day))

    @property
    def _day(self) -> Day:
        return self._session.day_of(self._context.moment)

    def _rows(self) -> list[Listed]:
        moment, day = self._context.moment, self._day
        rows = due_days(self._session, LineWish(day, Concern.OPEN), MOST + 1, moment, self.grid.span)
        return [(f"loan:{row.loan or ''}", loan_cells.due_cells(row, day, self._wording)) for row in rows]

    def _above(self, context: AppContext) -> QWidget:
        px = context.appearance.look.metrics.px
        before = said(QT_TRANSLATE_NOOP("LoanPages", "The month before"))
        back = IconButton("previous", before, object_name="loansRoom.calendar.before")
        back.clicked.connect(lambda _on=False: self.turn(month_after(self._month, -1)))
        after = said(QT_TRANSLATE_NOOP("LoanPages", "The month after"))
        on = IconButton("next", after, object_name="loansRoom.calendar.after")
        on.clicked.connect(lambda _on=False: self.turn(month_after(self._month, 1)))
        now = said(QT_TRANSLATE_NOOP("LoanPages", "Today"))
        today = Button(now, dense=True, object_name="loansRoom.calendar.today")
        today.clicked.connect(lambda _on=False: self.today())
        head = QHBoxLayout()
        head.setSpacing(px(4))
        for part in (back, self.title, on, today):
            head.addWidget(part)
        head.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(px(4))
        left.addLayout(head)
        left.addWidget(self.grid)
        above = QWidget()
        row = QHBoxLayout(above)
        row.setContentsMargins(px(16), px(8), px(16), px(8))
        row.setSpacing(px(24))
        row.addLayout(left)
        row.addWidget(self.months, 1, Qt.AlignmentFlag.AlignBottom)
        return above
