"""What is out in all: figures, due days by month, who holds most, and how the inventory round stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, override

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lunarcurator.desktop.panels.sections import SectionHead, clear
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.theme.strokes import frame
from lunarcurator.desktop.widgets.grounds import ScrollColumn
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.painted import Painted
from lunarcurator.domain.days import show_day
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.services.lending.browsing import HeldSum
from lunarcurator.services.lending.overview import Answers, Overview, months_from

_MONTHS_BEFORE: Final = 3
_MONTHS_AFTER: Final = 10


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with its name and figure; `fill` is a data fill."""

    label: str
    value: int
    figure: str
    fill: str


class MonthBars(Painted):
    """How many lines fall due in each month around this one; its text equivalent lists them.

    `chosen` carries the month (YYYYMM) whose bar was pressed.
    """

    chosen = Signal(int)

    def __init__(self, appearance: Appearance, *, object_name: str) -> None:
        super().__init__(appearance, object_name)
        self._bars: tuple[Bar, ...] = ()
        self._months: tuple[int, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_months(self, today: int, months: Sequence[tuple[int, int]]) -> None:
        """Show the counts of months (YYYYMM) around a day."""
        now, told = today // 100, months_from(today, months, _MONTHS_BEFORE, _MONTHS_AFTER)
        self._months = tuple(month for month, _ in told)
        self._bars = tuple(
            Bar(
                _month_label(month, at, len(told)),
                count,
                shown_count(count) if count else "",
                "lost" if month < now else "transit" if month == now else "loan",
            )
            for at, (month, count) in enumerate(told)
        )
        self.setAccessibleName(", ".join(f"{each.label}: {each.value}" for each in self._bars))
        self.refresh()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.look.metrics.px(300), self.look.metrics.px(120))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.metrics.px(220), self.look.metrics.px(120))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = int(event.position().x() * len(self._months) / max(self.width(), 1))
        if 0 <= at < len(self._months):
            self.chosen.emit(self._months[at])

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._bars:
            return
        look, px = self.look, self.look.metrics.px
        line = QFontMetrics(look.fonts.font(11)).height()
        bottom, top = self.height() - line - px(4), line + px(2)
        most = max(max(each.value for each in self._bars), 1)
        wide = self.width() / len(self._bars)
        with QPainter(self) as painter:
            painter.setFont(look.fonts.font(11))
            painter.fillRect(0, bottom, self.width(), 1, look.ink("line2"))
            for at, each in enumerate(self._bars):
                left = round(at * wide)
                high = round((bottom - top) * each.value / most)
                if each.value:
                    place = QRectF(left + px(2), bottom - max(high, 2), max(wide - px(5), 2), max(high, 2))
                    frame(painter, place, 1, look.ink(f"fills.{each.fill}"))
                cell = QRect(left, bottom - high - line - px(1), round(wide), line)
                middle = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
                painter.setPen(look.ink("text2"))
                painter.drawText(cell, middle, each.figure)
                painter.setPen(look.ink("text" if each.fill == "transit" else "text2"))
                painter.drawText(QRect(left, bottom + px(3), round(wide), line), middle, each.label)


def _month_label(month: int, at: int, count: int) -> str:
    """Return the label of a month: January by its year, the first and last also stand for all beyond them."""
    label = str(month // 100) if month % 100 == 1 else f"{month % 100:02d}"
    return f"\u2264{label}" if at == 0 else f"\u2265{label}" if at == count - 1 else label


class NamedBars(Painted):
    """Names, bars in proportion and figures, one below the other; its text equivalent lists them."""

    def __init__(self, appearance: Appearance, *, object_name: str) -> None:
        super().__init__(appearance, object_name)
        self._bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these bars."""
        self._bars = tuple(bars)
        self.setAccessibleName(", ".join(f"{each.label} {each.figure}" for each in self._bars))
        self.refresh()
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.look.metrics.px(300), self.look.metrics.row * len(self._bars))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.metrics.px(220), self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, px = self.look, self.look.metrics.px
        cells, row = self._appearance.cells, look.metrics.row
        most = max((each.value for each in self._bars), default=1) or 1
        label = round(self.width() * 0.42)
        # A mass is never cut: where it needs more, the bars have less.
        widest = max((cells.width(each.figure) for each in self._bars), default=0)
        figure = max(round(self.width() * 0.27), round(widest) + px(2))
        room = max(self.width() - label - figure - px(8), px(8))
        with QPainter(self) as painter:
            for at, each in enumerate(self._bars):
                place = QRect(0, at * row, label, row)
                cells.text(painter, place, each.label, pad=False)
                bar = QRectF(label + px(4), at * row + (row - px(6)) / 2, room, px(6))
                frame(painter, bar, 3, look.ink("line"))
                if each.value:
                    bar.setWidth(max(room * each.value / most, px(4)))
                    frame(painter, bar, 3, look.ink(f"fills.{each.fill}"))
                right = QRect(self.width() - figure, at * row, figure, row)
                cells.text(painter, right, each.figure, align=Qt.AlignmentFlag.AlignRight, tone="text2", pad=False)


class Figures(ScrollColumn):
    """The pane beside the work of today; `followed` carries where its links lead."""

    followed = Signal(str)

    def __init__(self, appearance: Appearance, unit: str, parent: QWidget | None = None) -> None:
        column = QVBoxLayout()
        super().__init__(appearance, "base", column, object_name="loansRoom.figures", parent=parent)
        px = appearance.look.metrics.px
        column.setContentsMargins(px(20), px(12), px(20), px(20))
        column.setSpacing(px(6))
        self._column, self._unit = column, unit
        self.months = MonthBars(appearance, object_name="loansRoom.months")
        self.holders = NamedBars(appearance, object_name="loansRoom.holders")
        self.answers = NamedBars(appearance, object_name="loansRoom.answers")
        self._figures = QHBoxLayout()
        self._figures.setSpacing(px(20))
        due = SectionHead(appearance, self.tr("Due, lines by month"))
        due.link(self.tr("Calendar"), "loansRoom.figures.calendar", lambda: self.followed.emit("page:calendar"))
        self._round = SectionHead(appearance, self.tr("Inventory round"))
        self._round.link(self.tr("Open"), "loansRoom.figures.round", lambda: self.followed.emit("page:rounds"))
        self._closes = Label(appearance, size=12, colour="text2", wrap=True, object_name="loansRoom.closes")
        out = SectionHead(appearance, self.tr("On loan"))
        self.day = out.note("")
        self.day.setObjectName("loansRoom.figures.day")
        parts = (out, due, self.months)
        column.addWidget(parts[0])
        column.addLayout(self._figures)
        for part in (
            *parts[1:],
            SectionHead(appearance, self.tr("Out of house by institution")),
            self.holders,
            self._round,
            self.answers,
            self._closes,
        ):
            column.addWidget(part)
        column.addStretch(1)

    def show_overview(self, told: Overview) -> None:
        """Show what is out on the day of the overview."""
        clear(self._figures)
        self.day.setText(show_day(told.today))
        for figure, words in (
            (shown_count(told.out.lines), self.tr("open lines")),
            (self._held(told.out.held_sum), self.tr("out of house")),
            (shown_count(told.out.borrowers), self.tr("borrowers")),
        ):
            self._figures.addLayout(self._figure(figure, words))
        self._figures.addStretch(1)
        self.months.show_months(told.today, told.months)
        others = self.tr("others")
        self.holders.show_bars(
            [
                Bar(
                    each.name or others,
                    each.held_sum.ug,
                    self._held(each.held_sum),
                    "loan" if each.name else "consumed",
                )
                for each in told.holders
            ]
        )
        self._show_round(told.round)

    def _held(self, held: HeldSum) -> str:
        """Return what is out, with unweighed pieces in it a lower bound, and unknown where nobody weighed any."""
        return self.tr("unknown") if held.whole is None else held.whole.shown(self._unit)

    def _show_round(self, told: Answers | None) -> None:
        for part in (self._round, self.answers, self._closes):
            part.setVisible(told is not None)
        if told is None:
            return
        silent = told.asked - told.answered
        self.answers.show_bars(
            [
                Bar(self.tr("Complete"), told.answered, shown_count(told.answered), "remote"),
                Bar(self.tr("Unanswered"), silent, shown_count(silent), "transit"),
            ]
        )
        sentence = self.tr("{code}: answers by {day}. Whoever has not answered gets no new loan.")
        day = show_day(told.deadline) if told.deadline else "\u2013"
        self._closes.setText(sentence.replace("{code}", told.code).replace("{day}", day))

    def _figure(self, figure: str, words: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(Label(self._appearance, figure, size=22, weight=SEMIBOLD))
        column.addWidget(Label(self._appearance, words, size=12, colour="text2"))
        return column
