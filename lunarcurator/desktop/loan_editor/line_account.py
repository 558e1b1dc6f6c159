"""The account of one line on the return sheet: what was issued, where it went, and what is missing to balance."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunarcurator.desktop.dialogs.loans.wanted_grid import UNIT
from lunarcurator.desktop.loan_editor.return_rows import KEPT, LOST, USED
from lunarcurator.desktop.panels.sections import SectionHead, clear
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import MEDIUM, REGULAR, SEMIBOLD
from lunarcurator.desktop.widgets.grounds import Rule
from lunarcurator.desktop.widgets.labels import Label, LinkLabel
from lunarcurator.desktop.widgets.mass_bar import MISSING, MassBar, Segment
from lunarcurator.desktop.widgets.strips import Washed
from lunarcurator.domain.mass_display import shown_mass
from lunarcurator.services.lending.returning import Filled, missing_ug


class LineAccount(QWidget):
    """Shows a line as far as the sheet accounts for it; `way_out` carries a fate for what is missing."""

    way_out = Signal(str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.setObjectName("returnSheet.account")
        self._appearance = appearance
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(appearance.look.metrics.px(4))
        self.missing: int | None = None
        self.show_line(None)

    def show_line(self, filled: Filled | None) -> None:
        """Show what is filled in for a line; None says that no line is chosen."""
        clear(self._column)
        appearance = self._appearance
        if filled is None:
            self.missing = None
            self._column.addWidget(SectionHead(appearance, self.tr("Account of the line")))
            none = self.tr("Scan or type what came back.")
            self._column.addWidget(Label(appearance, none, colour="text2", wrap=True))
            return
        told, self.missing = filled.line.account, missing_ug(filled.line, filled)
        title = self.tr("Account of line {line}").replace("{line}", filled.line.code)
        self._column.addWidget(SectionHead(appearance, title))
        self._row(self.tr("Issued"), told.issued_ug, bold=True)
        self._row(self.tr("Used up before"), told.consumed_ug, sign="\u2212")
        self._row(self.tr("Returned before"), told.returned_ug, sign="\u2212")
        self._row(
            self.tr("Lost, passed on, differing"),
            told.lost_ug + told.transferred_ug + told.difference_ug,
            sign="\u2212",
        )
        self._column.addWidget(Rule(appearance, colour="line2"))
        self._row(self.tr("Accountable now"), told.held_ug, bold=True, sign="=")
        self._column.addWidget(SectionHead(appearance, self.tr("This return")))
        weighed = sum(each.reading.net_ug or 0 for each in filled.pieces if each.reading is not None)
        stated = sum(each.stated_ug or 0 for each in filled.pieces if each.reading is None)
        self._row(self.tr("Returned, weighed here"), weighed)
        self._row(self.tr("Returned, as stated"), stated)
        self._row(self.tr("Used up"), filled.consumed_ug)
        self._row(self.tr("Lost"), filled.lost_ug)
        self._row(self.tr("Stays out"), filled.retained_ug or 0)
        self._column.addWidget(Rule(appearance, colour="line2"))
        self._show_missing(filled, weighed, stated)

    def _show_missing(self, filled: Filled, weighed: int, stated: int) -> None:
        appearance, missing = self._appearance, self.missing
        if missing is None:
            self._column.addWidget(
                Label(
                    appearance,
                    self.tr("A mass is not known, so nothing can be missing."),
                    colour="text2",
                    wrap=True,
                )
            )
            return
        tone = "tones.amber.ink" if missing else "tones.green.ink"
        self._row(self.tr("Missing to balance"), missing, bold=True, sign="=", colour=tone)
        parts = (
            (self.tr("weighed"), weighed, "here"),
            (self.tr("stated"), stated, "loan"),
            (self.tr("used up"), filled.consumed_ug, "consumed"),
            (self.tr("lost"), filled.lost_ug, "lost"),
            (self.tr("stays out"), filled.retained_ug or 0, "transit"),
            (self.tr("missing"), max(missing, 0), MISSING),
        )
        segments = [Segment(label, ug, _mg(ug), fill) for label, ug, fill in parts if ug > 0]
        self._column.addWidget(MassBar(appearance, segments, object_name="returnSheet.bar"))
        if missing > 0:
            self._offer_ways_out(missing)

    def _offer_ways_out(self, missing: int) -> None:
        appearance = self._appearance
        px = appearance.look.metrics.px
        wash = Washed(appearance, "amber", object_name="returnSheet.missing")
        box = QVBoxLayout(wash)
        box.setContentsMargins(px(12), px(10), px(12), px(10))
        words = self.tr("{mass} has no account yet. It may be:").replace("{mass}", f"{_mg(missing)}\u00a0{UNIT}")
        box.addWidget(Label(appearance, words, weight=SEMIBOLD, wrap=True))
        for fate, link, note in (
            (USED, self.tr("used up"), self.tr("add it as used up")),
            (LOST, self.tr("lost"), self.tr("needs a report and authority")),
            (KEPT, self.tr("still with the borrower"), self.tr("the line stays open")),
        ):
            row = QHBoxLayout()
            lead = LinkLabel(appearance, link, weight=MEDIUM, object_name=f"returnSheet.{fate}")
            lead.activated.connect(lambda fate=fate: self.way_out.emit(fate))
            row.addWidget(lead)
            row.addWidget(Label(appearance, note, size=12, colour="text2"), 1)
            box.addLayout(row)
        self._column.addWidget(wash)
        wash.announce()

    def _row(self, label: str, ug: int, *, bold: bool = False, sign: str = "", colour: str = "text") -> None:
        appearance = self._appearance
        row = QHBoxLayout()
        mark = Label(appearance, sign, colour="text2")
        mark.setFixedWidth(appearance.look.metrics.px(14))
        row.addWidget(mark)
        weight = SEMIBOLD if bold else REGULAR
        row.addWidget(Label(appearance, label, weight=weight, colour=colour), 1)
        row.addWidget(Label(appearance, f"{_mg(ug)}\u00a0{UNIT}", weight=weight, colour=colour))
        self._column.addLayout(row)


def _mg(ug: int) -> str:
    return shown_mass(ug, UNIT)
