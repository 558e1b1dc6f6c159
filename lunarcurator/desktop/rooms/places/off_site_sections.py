"""The sections of a place's panel about what is away: what a borrower has, and what is out of its home."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QFontMetrics

from lunarcurator.desktop.links import Target
from lunarcurator.desktop.panels.targets import target_to
from lunarcurator.desktop.panels.wording import DOT, Wording
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.ledger_model import LedgerCell, LedgerColumn
from lunarcurator.domain.days import Day, last_day
from lunarcurator.domain.lending.terms import AwayKind
from lunarcurator.services.lending.browsing import LineRow
from lunarcurator.services.lending.reaching import name_on
from lunarcurator.services.off_site import OffSiteNode, OutPiece

type Section = tuple[list[LedgerColumn], list[tuple[LedgerCell, ...]]]

_DAY = 96
_MARGIN = 20
"""What a cell keeps free beside its text, in pixels at 100 %."""


class OffSiteSections(QObject):
    """Turns lines and pieces that are out into columns and rows, and a node into what its head says."""

    def __init__(self, appearance: Appearance, wording: Wording, parent: QObject) -> None:
        super().__init__(parent)
        self._appearance, self._wording = appearance, wording

    def told(self, node: OffSiteNode, path: str) -> str:
        """Return what stands below the name of a borrower or of the way."""
        late = self._wording.count(node.late)
        parts = (
            path,
            self._wording.small("away_kind", node.kind),
            node.note,
            self.tr("{count} overdue").format(count=late) if node.late else "",
            self.tr("next due {day}").format(day=self._wording.day(node.by)) if node.by else "",
        )
        return DOT.join(part for part in parts if part)

    def lent(self, node: OffSiteNode, rows: Sequence[LineRow], today: Day) -> Section:
        """Return what is with a borrower: number, since when, when due, and the loan; of several who has it."""
        alone = node.kind is AwayKind.BORROWER
        columns = [
            LedgerColumn(self.tr("Number"), "number", self._breadth(row.number or row.described for row in rows)),
            LedgerColumn(self.tr("Since"), "date", _DAY),
            LedgerColumn(self.tr("Due"), "date", _DAY),
            LedgerColumn(self.tr("Loan") if alone else self.tr("With")),
        ]
        return columns, [self._lent(row, today, alone=alone) for row in rows]

    def _lent(self, row: LineRow, today: Day, *, alone: bool) -> tuple[LedgerCell, ...]:
        loan = LedgerCell(row.loan_code, target=target_to(Target.LOAN, row.loan))
        person = name_on(self._wording.words, row.person, row.ended, row.ended_how, today)
        who = LedgerCell(person or row.institution, target=target_to(Target.PLACE, row.borrower))
        return (
            LedgerCell(row.number or row.described, target=target_to(Target.SAMPLE, row.sample)),
            LedgerCell(row.issued_stated or self._day(row.issued)),
            self._due(row.by, today),
            loan if alone else who,
        )

    def out(self, rows: Sequence[OutPiece]) -> Section:
        """Return what is out of its home: number, with whom, since when, and on which loan."""
        columns = [
            LedgerColumn(self.tr("Number"), "number", self._breadth(row.number for row in rows)),
            LedgerColumn(self.tr("With")),
            LedgerColumn(self.tr("Since"), "date", _DAY),
        ]
        if any(row.loan_code for row in rows):
            columns.append(LedgerColumn(self.tr("Loan"), "text", self._breadth(row.loan_code for row in rows)))
        told = [
            (
                LedgerCell(row.number, target=target_to(Target.SAMPLE, row.sample)),
                LedgerCell(row.who, target=target_to(Target.PLACE, row.holder)),
                LedgerCell(row.since_stated or self._day(row.since)),
                LedgerCell(row.loan_code, target=target_to(Target.LOAN, row.loan)),
            )[: len(columns)]
            for row in rows
        ]
        return columns, told

    def _due(self, by: Day, today: Day) -> LedgerCell:
        tone = "tones.red.ink" if by and last_day(by) < today else "text"
        return LedgerCell(self._day(by) or self.tr("no due day"), tone=tone if by else "text2")

    def _day(self, day: Day) -> str:
        return self._wording.day(day) if day else ""

    def _breadth(self, texts: Iterable[str]) -> int:
        """Return the width in pixels at 100 % of a column of numbers, none of which is cut at its end."""
        look = self._appearance.look
        measure = QFontMetrics(look.fonts.font(13))
        widest = max((measure.horizontalAdvance(text) for text in texts), default=0)
        return _MARGIN + widest * 100 // look.metrics.px(100)
