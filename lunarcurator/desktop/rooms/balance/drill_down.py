"""What is behind one figure: its newest lines, each leading to its piece and its entry."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, override

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.ledger_model import LedgerCell, LedgerColumn
from lunarcurator.desktop.widgets.ledger_table import LedgerTable
from lunarcurator.domain.days import show_day
from lunarcurator.domain.known_mass import KnownMass
from lunarcurator.domain.mass_display import behind_minus, shown_count, shown_exact
from lunarcurator.services.balances import DrillDown, LineBehind, UnweighedPiece
from lunarcurator.services.words import Words

QWIDGETSIZE_MAX: Final = (1 << 24) - 1
_NUMBER: Final = 104
PIECE: Final = "piece:"
ENTRY: Final = "entry:"


class _Lines(LedgerTable):
    """Scrolls in what the room leaves, rather than growing with its rows."""

    @override
    def refresh(self) -> None:
        super().refresh()
        self._show_numbers()
        self._stretch()

    def _show_numbers(self) -> None:
        """Make the first column as wide as its widest number: a number is never cut at its end."""
        cells, rows = self._appearance.cells, range(self.ledger.rowCount())
        widest = max((cells.width(self.ledger.cell(row, 0).text) for row in rows), default=0)
        least = self._appearance.look.metrics.px(_NUMBER)
        self.setColumnWidth(0, max(least, int(widest) + 2 * cells.pad + 2))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stretch()

    def _stretch(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(2 * self._appearance.look.metrics.header)
        self.setMaximumHeight(QWIDGETSIZE_MAX)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 4 * self._appearance.look.metrics.row)


class DrillDownPanel(QWidget):
    """Lists lines or pieces; `followed` carries `piece:UID` or `entry:UID`."""

    followed = Signal(str)

    def __init__(self, appearance: Appearance, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("balanceRoom.behind")
        self._appearance, self._words = appearance, words
        self._title = Label(appearance, size=15, weight=SEMIBOLD, object_name="behind.title")
        self._totals = Label(appearance, colour="text2", object_name="behind.totals", wrap=True)
        columns = (
            LedgerColumn(self.tr("Number"), "number", _NUMBER),
            LedgerColumn(self.tr("Entry")),
            LedgerColumn(self.tr("Day"), "date", 96),
            LedgerColumn(self.tr("Change, g"), "mass", 136, decimals=7),
        )
        self.table = _Lines(appearance, columns, self.tr("Lines"), object_name="behind.table")
        self.table.followed.connect(self.followed)
        self._head = QHBoxLayout()
        self._head.addWidget(self._title)
        self._head.addWidget(self._totals, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self.table, 1)
        appearance.changed.connect(self._space)
        self._space()

    def title(self) -> str:
        """Return what the list is about."""
        return self._title.accessibleName()

    def show_lines(
        self, account: str, figure: str, behind: DrillDown, sentences: dict[int, str], sign: int = 1
    ) -> None:
        """Show the lines behind the figure of an account, each with the sentence of its entry.

        `sign` is -1 where the figure counts the other way than the book does, so that its lines add up to it.
        """
        self._title.setText(self.tr("Behind {account}").replace("{account}", account))
        lines, shown = behind.lines, len(behind.lines)
        totals = counted("DrillDownPanel", "1 line, {figure}", "{count} lines, {figure}", behind.count)
        if shown < behind.count:
            totals = counted(
                "DrillDownPanel",
                "the newest {shown} of 1 line, {figure}",
                "the newest {shown} of {count} lines, {figure}",
                behind.count,
            ).replace("{shown}", shown_count(shown))
        self._totals.setText(totals.replace("{figure}", figure))
        self.table.set_rows([self._line(line, sentences.get(line.seq, ""), sign) for line in lines])

    def show_unknown(self, pieces: Sequence[UnweighedPiece], count: int, reasons: Sequence[str]) -> None:
        """Show the unweighed pieces, each with its reason."""
        self._title.setText(self.tr("Unweighed pieces"))
        shown = self.tr("the first {shown} of {count}") if len(pieces) < count else "{count}"
        self._totals.setText(
            shown.replace("{shown}", shown_count(len(pieces))).replace("{count}", shown_count(count))
        )
        self.table.set_rows(
            [
                (
                    LedgerCell(piece.number, target=f"{PIECE}{piece.sample}"),
                    LedgerCell(reason, tone="text2"),
                    self._day(piece.day),
                    LedgerCell(""),
                )
                for piece, reason in zip(pieces, reasons, strict=True)
            ]
        )

    def show_nothing(self) -> None:
        """Show that nothing is selected."""
        self._title.setText("")
        self._totals.setText("")
        self.table.set_rows([])

    def _line(self, line: LineBehind, sentence: str, sign: int) -> tuple[LedgerCell, ...]:
        return (
            LedgerCell(line.number, target=f"{PIECE}{line.sample}"),
            LedgerCell(sentence, target=f"{ENTRY}{line.entry}"),
            self._day(line.day),
            _change(replace(line.known, ug=sign * line.ug), sign * line.unweighed),
        )

    def _day(self, day: int) -> LedgerCell:
        shown = show_day(day)
        return LedgerCell(self._words.say(shown) if day == 0 else shown)

    def _space(self) -> None:
        px = self._appearance.look.metrics.px
        self._column.setContentsMargins(px(16), px(12), px(16), 0)
        self._column.setSpacing(px(8))
        self._head.setSpacing(px(10))


def _change(known: KnownMass, unweighed: int) -> LedgerCell:
    if not known.ug:
        sign = "+" if unweighed > 0 else "\u2212"
        return LedgerCell(f"{sign} ?", plain=f"{unweighed}")
    whole, point, decimals = behind_minus(known.sign, shown_exact(known.ug)).partition(".")
    return LedgerCell(whole, point + decimals, plain=known.plain())
