"""Renders every widget in each theme and text size: `python -m tests.desktop.gallery FOLDER`, to look at."""

import sys
from pathlib import Path

from lunarcurator.desktop.theme.appearance import Appearance, Mode
from lunarcurator.desktop.widgets.axes import Axis, AxisStrip
from lunarcurator.desktop.widgets.badge import Badge
from lunarcurator.desktop.widgets.buttons import Button, IconButton, Kind, RailButton
from lunarcurator.desktop.widgets.cards import Card, Choice, EmptyState
from lunarcurator.desktop.widgets.chips import Chip, SegmentedControl
from lunarcurator.desktop.widgets.dialog import Dialog
from lunarcurator.desktop.widgets.facts import FactsGrid
from lunarcurator.desktop.widgets.fields import Field, SearchField
from lunarcurator.desktop.widgets.grounds import Ground
from lunarcurator.desktop.widgets.labels import KeyBox, Label, LinkLabel, SectionLabel
from lunarcurator.desktop.widgets.ledger_model import LedgerCell, LedgerColumn
from lunarcurator.desktop.widgets.ledger_table import LedgerTable
from lunarcurator.desktop.widgets.mass_bar import MISSING, MassBar, Segment
from lunarcurator.desktop.widgets.strips import FindingStrip, Strip, Toast
from lunarcurator.desktop.widgets.timeline import Stay, TimeLine
from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

MODES: tuple[Mode, ...] = ("light", "dark", "contrast")
SIX = (
    Axis("Existence", "Exists"),
    Axis("Custody", "On loan", "blue"),
    Axis("Condition", "Pristine"),
    Axis("Access", "Open"),
    Axis("Use", "Research"),
    Axis("Title", "NASA"),
)
PARTS = (
    Segment("held", 364_746_000, "364.746", "here"),
    Segment("daughters", 37_723_000, "37.723", "loan"),
    Segment("attrition", 269_000, "0.269", "transit"),
    Segment("missing", 20_212_000, "20.212", MISSING),
)


class Cells(QWidget):
    """Rows as a lean delegate paints them."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.setMinimumHeight(5 * appearance.look.metrics.row)

    def paintEvent(self, event: QPaintEvent) -> None:
        cells, row = self._appearance.cells, self._appearance.look.metrics.row
        px = self._appearance.look.metrics.px
        with QPainter(self) as painter:
            for line in range(5):
                chosen = line in {1, 4}
                place = QRect(0, line * row, self.width(), row)
                cells.ground(painter, place, selected=chosen, active=line != 4, current=line == 1)
                inked = line == 1
                top = line * row
                cells.chevron(painter, QRect(4, top, px(16), row), is_open=line == 1, selected=inked)
                cells.text(painter, QRect(px(16), top, px(110), row), ",46", bold=True, selected=inked)
                mass = QRect(px(130), top, px(110), row)
                if line == 2:
                    cells.reason(painter, mass, "in epoxy")
                elif line == 0:
                    cells.rollup(painter, mass, "9\u202f561", ".380")
                else:
                    cells.mass(
                        painter, mass, "~150" if line == 3 else "364", "" if line == 3 else ".746", selected=inked
                    )
                left = 91 - line * 30 if line < 4 else 0
                cells.share(painter, QRect(px(240), top, px(100), row), left, f"{left} %", selected=inked)
                states = (
                    ("On loan", "blue", "on_loan"),
                    ("Remote", "teal", "remote"),
                    ("Air-exposed", "amber", "air_exposed"),
                )
                word, tone, concept = states[line % 3]
                cells.badge(painter, QRect(px(350), top, px(110), row), word, tone, concept, selected=inked)
                cells.text(
                    painter,
                    QRect(px(460), top, px(110), row),
                    "Vault P \u203a Cab 8 \u203a Tray 2",
                    tone="text2",
                    selected=inked,
                )
                cells.text(
                    painter,
                    QRect(px(580), top, px(110), row),
                    "CE5C0800YJYX132GP",
                    middle=True,
                    selected=inked,
                    struck=line == 3,
                )


def ledger(appearance: Appearance) -> LedgerTable:
    table = LedgerTable(
        appearance,
        (
            LedgerColumn("Date", "date", 96),
            LedgerColumn("Entry"),
            LedgerColumn("Change, g", "mass", 92),
            LedgerColumn("Balance, g", "mass", 92),
        ),
        "Mass history",
        object_name="massHistory",
    )
    table.set_rows(
        [
            [
                "2026-11-24",
                "Split into 3",
                LedgerCell("\u221212", ".644", tone="text2"),
                LedgerCell("364", ".746", bold=True),
            ],
            [
                "2019-06-18",
                LedgerCell("Weighed", target="entry:4"),
                LedgerCell("\u22120", ".012", tone="text2"),
                LedgerCell("377", ".390", bold=True),
            ],
            [
                "1971-11-02",
                LedgerCell("Late entry", badge="blue", concept="late"),
                LedgerCell("+402", ".750", tone="text2"),
                LedgerCell("in epoxy"),
            ],
            [
                "1971-11-02",
                LedgerCell("Moved Tray 7", struck=True, tone="text2"),
                LedgerCell(""),
                LedgerCell("9\u202f614"),
            ],
        ]
    )
    return table


KINDS: tuple[Kind, ...] = ("plain", "primary", "ghost", "danger")
CHIPS = (("Apollo", "", True), ("Exists", "2\u202f441", False), ("Here", "2\u202f017", False))
BADGES = (
    ("blue", "On loan", "on_loan"),
    ("violet", "On display", "on_display"),
    ("teal", "Sealed", "sealed"),
    ("amber", "In transit", "in_transit"),
    ("red", "117 days", "overdue"),
    ("green", "New", ""),
    ("grey", "Returned", "returned"),
)
CHOICES = (
    Choice(
        "import",
        "Import a catalogue",
        "Excel, CSV, ODS or a package. Every row is shown with a verdict before anything is written.",
        "Ctrl I",
        "choiceImport",
    ),
    Choice(
        "register",
        "Register the first sample",
        "A bag, a bottle or a rock, with its number, mass and place.",
        "Ctrl N",
        "choiceRegister",
    ),
)


def in_a_row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def chips(appearance: Appearance) -> list[QWidget]:
    made: list[QWidget] = [SearchField(appearance, "Number, name, class, remark")]
    for text, count, on in CHIPS:
        chip = Chip(appearance, text, count)
        chip.setChecked(on)
        made.append(chip)
    return [*made, Chip(appearance, "Filter", concept="register")]


def findings(appearance: Appearance) -> list[QWidget]:
    return [
        FindingStrip(
            appearance,
            "amber",
            "0.031 g attrition is above the 0.020 g that chipping may lose.",
            why=True,
            note="The reason goes into the journal.",
            link="Show the rule",
        ),
        FindingStrip(
            appearance,
            "red",
            "Line 7: CE5C0100 is permanent storage and may not be lent.",
            link="Show its record",
        ),
        FindingStrip(appearance, "green", "Closes to the microgram. Nothing is missing, nothing is extra."),
    ]


def left_column(appearance: Appearance) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.addLayout(
        in_a_row(
            *(Button("Split 15555,46", kind=kind, concept="split" if kind == "plain" else "") for kind in KINDS),
            IconButton("columns", "Columns"),
            SegmentedControl(appearance, ("Pieces", "Places", "Days"), "View"),
        )
    )
    column.addLayout(in_a_row(*chips(appearance)))
    column.addWidget(Cells(appearance))
    column.addLayout(in_a_row(*(Badge(appearance, word, tone, concept) for tone, word, concept in BADGES)))
    for finding in findings(appearance):
        column.addWidget(finding)
    column.addWidget(
        EmptyState(
            appearance,
            "This store is empty",
            "Bring in the catalogue you have, or register a first sample. You can undo either.",
            CHOICES,
            note="Or drop a file anywhere in this window.",
        )
    )
    column.addStretch(1)
    return page


def right_column(appearance: Appearance) -> QWidget:
    panel = Ground(appearance, "base")
    column = QVBoxLayout(panel)
    column.setContentsMargins(20, 12, 20, 12)
    column.addWidget(Label(appearance, "15555,46", size=22, weight=600))
    column.addWidget(AxisStrip(appearance, SIX))
    narrow = AxisStrip(appearance, SIX)
    narrow.setMaximumWidth(appearance.look.metrics.px(240))
    column.addWidget(narrow)
    head = QHBoxLayout()
    head.addWidget(SectionLabel(appearance, "Mass"))
    head.addStretch(1)
    head.addWidget(LinkLabel(appearance, "Show mass flow"))
    column.addLayout(head)
    column.addWidget(MassBar(appearance, PARTS))
    column.addWidget(ledger(appearance))
    column.addWidget(SectionLabel(appearance, "Places and custody"))
    column.addWidget(
        TimeLine(
            appearance,
            (
                Stay(
                    "Vault P \u203a Cabinet 8 \u203a Tray 2 \u203a Can 46",
                    "since 2019-06-18 \u00b7 nitrogen \u00b7 home place",
                ),
                Stay("White Sands \u203a Vault 1", "2002-03-11 \u2013 2019-06-18", "place:4"),
                Stay("Vault P", "1971-11-02 \u2013 2002-03-11"),
            ),
        )
    )
    facts = FactsGrid(appearance)
    facts.add("Collected", "Hadley Rille, station 9A, in BSLSS")
    facts.add("Record", "L-2026-014, a long value that has to wrap onto a second line of the panel")
    facts.add_links("Daughters", ((",133", "a"), (",134", "b"), ("+4", "c")))
    column.addWidget(facts)
    card = Card(appearance, "Move Tray 2 to Cabinet 9?", accented=True, ground="window")
    card.body.addWidget(Label(appearance, "Dropped on Cabinet 9. Nothing has moved yet.", colour="text2"))
    card.body.addWidget(Field(appearance, "Reason", QLineEdit("Regular work on 15555"), "Goes into the journal."))
    column.addWidget(card)
    column.addStretch(1)
    return panel


def page(appearance: Appearance) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    strip = Strip(
        appearance,
        "amber",
        "As of 2024-09-30, end of day",
        "Journal entries 1 to 48\u202f213. Read-only: nothing can be posted into the past from here.",
        concept="as_of",
    )
    strip.add_button("Return to today", "returnToToday")
    column.addWidget(strip)
    middle = QHBoxLayout()
    rail = Ground(appearance, "rail")
    buttons = QVBoxLayout(rail)
    for concept, word in (("sample", "Samples"), ("place", "Places"), ("loan", "Loans"), ("journal", "Journal")):
        button = RailButton(appearance, concept, word)
        button.setChecked(word == "Samples")
        button.set_count(7 if word == "Loans" else 0, "7 overdue")
        buttons.addWidget(button)
    buttons.addStretch(1)
    middle.addWidget(rail)
    middle.addWidget(left_column(appearance), 3)
    middle.addWidget(right_column(appearance), 2)
    column.addLayout(middle)
    foot = QHBoxLayout()
    foot.addWidget(Strip(appearance, "grey", "Read-only", "P. Processor holds the store."), 1)
    foot.addWidget(Toast(appearance, "Split 15555,46 into 3"))
    foot.addWidget(KeyBox(appearance, "F2"))
    column.addLayout(foot)
    return whole


def dialog(appearance: Appearance) -> Dialog:
    sheet = Dialog(appearance, "Split 15555,46", "Split 15555,46 into 3", object_name="splitDialog")
    row = QHBoxLayout()
    method = QComboBox()
    method.addItems(["Chip", "Saw"])
    row.addWidget(Field(appearance, "Method", method))
    after = Field(appearance, "15555,46 after, g", QLineEdit("364.746"), "read from B3, 10:41")
    row.addWidget(after)
    lost = Field(appearance, "Attrition, g", QLineEdit("0.031"))
    lost.set_tone("amber")
    row.addWidget(lost)
    sheet.content.addLayout(row)
    sheet.content.addWidget(
        FindingStrip(
            appearance, "amber", "0.031 g attrition is above the 0.020 g that chipping may lose.", why=True
        )
    )
    sheet.content.addStretch(1)
    sheet.panel.addWidget(SectionLabel(appearance, "Balance"))
    sheet.panel.addWidget(MassBar(appearance, PARTS))
    sheet.panel.addWidget(
        FindingStrip(appearance, "green", "Closes to the microgram. Nothing is missing, nothing is extra.")
    )
    sheet.panel.addStretch(1)
    sheet.set_draft("Draft kept 10:42")
    sheet.set_findings("1 warning, with a reason")
    sheet.extras.addWidget(QCheckBox("Print 4 labels afterwards"))
    sheet.set_primary("Split 15555,46 into 3", enabled=False, obstacle="Line 2 has no mass yet")
    return sheet


def main(folder: Path) -> None:
    app = QApplication(sys.argv[:1])
    appearance = Appearance(app)
    for mode in MODES:
        for percent in (100, 150):
            appearance.apply(mode, percent)
            shown = page(appearance)
            shown.resize(1320 * percent // 100, 960 * percent // 100)
            shown.show()
            app.processEvents()
            shown.grab().save(str(folder / f"gallery-{mode}-{percent}.png"))
            shown.close()
            sheet = dialog(appearance)
            sheet.open()
            app.processEvents()
            sheet.grab().save(str(folder / f"dialog-{mode}-{percent}.png"))
            sheet.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
