"""The step in which a sheet is chosen and seen as it stands: header, units and end marked, and corrected."""

from collections.abc import Callable, Container, Sequence
from functools import partial
from types import MappingProxyType
from typing import Final, override

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from lunarcurator.desktop.dialogs.exports.sheet import SheetView
from lunarcurator.desktop.dialogs.imports.case import Case
from lunarcurator.desktop.dialogs.imports.sheet_boxes import FormBoxes, shape_box
from lunarcurator.desktop.models.headings import Headings
from lunarcurator.desktop.models.shaped_rows import ShapedRowsModel
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.captioned_box import CaptionedBox
from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.ledger_model import LedgerCell, LedgerColumn
from lunarcurator.desktop.widgets.ledger_table import LedgerDelegate
from lunarcurator.desktop.widgets.plain_column import plain_column
from lunarcurator.exchange.blocks import Places, like, whole_name
from lunarcurator.exchange.book import Row
from lunarcurator.exchange.layout_guess import BESIDE, PARTS
from lunarcurator.exchange.marks import FAR
from lunarcurator.exchange.row_words import words_of
from lunarcurator.exchange.used_range import column_letters
from lunarcurator.services.importing import Reading, Told, Unread
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.non_record_rows.said_rows import totals_of
from lunarcurator.services.words import Words

_WIDEST: Final = 64

MARKS: Final = MappingProxyType(
    {
        "H": "header",
        "U": "units",
        "E": "end",
        "B": "block_row",
        "C": "block_column",
        "F": "family",
        "": "found",
    }
)
"""The keys that mark the current row or column, "" for none of them; `import_mark.…` is the word of each."""


class SheetRows(ShapedRowsModel):
    """The first rows of a sheet; the first column says what each row is taken for."""

    def __init__(self, words: Words, parent: QObject) -> None:
        super().__init__((), self._shaped, parent)
        self._words = words
        self._taken: Callable[[int], str]

    def show_sheet(self, rows: Sequence[Row], taken: Callable[[int], str], left: int = 0) -> None:
        """Show these rows, before whose cells `left` columns of the file stand; `taken` tells what each is."""
        self._taken = taken
        wide = min(max((len(row.cells) for row in rows), default=0), _WIDEST)
        letters = (column_letters(at + left) for at in range(1, wide + 1))
        self.headings = Headings((self.tr("Taken for"), *letters) if rows else ())
        self.show_rows(rows)

    def number(self, at: int) -> int:
        """Return the number in the file of a shown row."""
        return int(self.rows[at].number)

    def at(self, number: int) -> int:
        """Return where a row of the file is shown, 0 where it is not."""
        return next((at for at, row in enumerate(self.rows) if row.number == number), 0)

    def _shaped(self, row: Row) -> tuple[LedgerCell, ...]:
        taken, wide = self._taken(row.number), self.columnCount() - 1
        tone = "text" if taken in ("", "header", "family_piece") else "text2"
        bold = taken in ("header", "units")
        cells = [LedgerCell(plain(cell), tone=tone, bold=bold) for cell in row.cells[:wide]]
        blank = [LedgerCell("")] * (wide - len(cells))
        return (LedgerCell(self._words.say(f"import_row.{taken}") if taken else "", tone="text2"), *cells, *blank)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Vertical and role == Qt.ItemDataRole.DisplayRole:
            return str(self.number(section))
        return super().headerData(section, orientation, role)


class SheetPage(QWidget):
    """The sheets of a source and the first rows of the chosen one; `said` carries (sheet, Told) to read anew.

    `formed` carries the `TextForm` in which somebody wants a text to be read.
    """

    said = Signal(str, object)
    formed = Signal(object)

    def __init__(self, appearance: Appearance, words: Words) -> None:
        super().__init__()
        self._words = words
        self._case: Case | None = None
        # The row that the last key took out of those that name a family, 0 for none.
        self._unmarked = 0
        px = appearance.look.metrics.px
        boxes, buttons = FlowLayout(px(12)), FlowLayout(px(8))
        self.sheets = CaptionedBox(appearance, self.tr("Sheet"), "importDialog.sheets")
        self.shape = shape_box(appearance, words, "importDialog.shape")
        boxes.addWidget(self.sheets.field)
        boxes.addWidget(self.shape.field)
        self.form = FormBoxes(appearance, boxes)
        self.rows = SheetRows(words, self)
        self.grid = self._grid(appearance)
        self.told = Label(appearance, colour="text2", wrap=True, object_name="importDialog.layout")
        self.marks = {
            key: Button(words.say(f"import_mark.{name}"), dense=True, object_name=f"importDialog.mark{key}")
            for key, name in MARKS.items()
        }
        for key, button in self.marks.items():
            button.clicked.connect(partial(self.mark, key))
            buttons.addWidget(button)
        plain_column(self, px(8), boxes, self.grid, buttons, self.told).setStretchFactor(self.grid, 1)
        self.sheets.chosen.connect(self._choose)
        self.shape.chosen.connect(self.choose_shape)
        self.form.said.connect(self.formed)

    def _grid(self, appearance: Appearance) -> SheetView:
        """Return the rows as a spreadsheet shows them; there the letters of `MARKS` mark the current row."""
        grid = SheetView(appearance, self.rows)
        grid.setObjectName("importDialog.sheetGrid")
        grid.setAccessibleName(self.tr("The sheet as it stands"))
        grid.setSelectionBehavior(SheetView.SelectionBehavior.SelectRows)
        grid.setSelectionMode(SheetView.SelectionMode.SingleSelection)
        grid.setCornerButtonEnabled(False)
        grid.horizontalHeader().setHighlightSections(False)
        grid.setItemDelegate(LedgerDelegate(appearance, [LedgerColumn("")] * (_WIDEST + 1), grid))
        for letter in filter(None, MARKS):
            shortcut = QShortcut(QKeySequence(letter), grid)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(partial(self.mark, letter))
        return grid

    def show_case(self, case: Case) -> None:
        """Show the sheets and rows of a case."""
        row = self.grid.currentIndex().row()
        kept = self._case is not None and self._case.reading.sheet == case.reading.sheet
        self._take(case)
        self._unmarked = self._unmarked if kept else 0
        self.rows.show_sheet(case.first, _taken_in(case.reading), case.left)
        self._offer_sheets(case)
        self.form.show_form(case.source.found if case.source.is_text else None, encoded=not case.source.text)
        self.shape.take(case.reading.shape)
        self._tell(self._layout_words(case))
        at = (
            row
            if kept and row >= 0
            else self.rows.at((*case.reading.layout.header_rows, case.reading.guess.perhaps_header)[0])
        )
        self.grid.setCurrentIndex(self.rows.index(at, 0))

    def show_unread(self, unread: Unread) -> None:
        """Offer other forms for a text that cannot be read in the form it was taken for."""
        self._take(None)
        self.rows.show_sheet((), lambda _row: "")
        self.form.show_form(unread.form, encoded=True)
        self._tell(self.tr("Choose another encoding, delimiter or quote; its rows follow at once."))

    def _take(self, case: Case | None) -> None:
        """Take a case, or none: of a text that cannot be read nothing can be said but its form."""
        self._case = case
        self.sheets.field.setVisible(case is not None and len(case.source.sheets) > 1)
        self.shape.field.setVisible(case is not None)
        for button in self.marks.values():
            button.setEnabled(case is not None)

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def mark(self, letter: str) -> None:
        """Say what the current row is, by one of `MARKS`; the same mark again takes it away, "" all of them."""
        case, index = self._case, self.grid.currentIndex()
        if case is None or not index.isValid():
            return
        row, column = case.first[index.row()], max(index.column(), 1) + case.left
        is_family = any(each.row == row.number for each in case.reading.families)
        self._unmarked = row.number if letter == "F" and is_family else 0
        if letter:
            self._say(case, _marked(case, letter, row, column_letters(column)))
        else:
            self.said.emit(case.reading.sheet, case.said_of(case.reading.sheet).of_shape)

    def choose_shape(self, shape: str) -> None:
        """Say the shape of the sheet in front."""
        case = self._case
        if case is not None:
            blocks = case.said.blocks if shape in (BESIDE, PARTS) else ()
            self._say(case, case.said._replace(shape=shape, blocks=blocks))

    def _say(self, case: Case, said: Told) -> None:
        """Say the layout of the sheet in front, of all of it where its shape becomes another."""
        sheet, now = case.reading.sheet, case.said
        if (said.shape, said.blocks) != (now.shape, now.blocks):
            sheet, said = whole_name(sheet), now.of_parts.shaped(said).of_parts.shaped(said)
        self.said.emit(sheet, said)

    def _choose(self, name: str) -> None:
        if self._case is not None and name != self._case.reading.sheet:
            self.said.emit(name, self._case.said_of(name))

    def _offer_sheets(self, case: Case) -> None:
        say, known = self._words.say, {each.sheet: each for each in case.in_book}
        self.sheets.clear()
        for offer in case.source.sheets:
            word = say("import_window.sheet_hidden", {"sheet": offer.name}) if offer.hidden else offer.name
            if entry := known.get(offer.name):
                word = say("import_window.sheet_known", {"sheet": word, "seq": entry.seq, "day": entry.day})
            self.sheets.addItem(word, offer.name)
        at = self.sheets.findData(case.reading.sheet)
        self.sheets.setCurrentIndex(at if at >= 0 else self.sheets.findData(whole_name(case.reading.sheet)))

    def _nowhere_words(self, reading: Reading) -> list[str]:
        facts = {"places": list(reading.unmet)}
        return [self._words.say("import_window.family_nowhere", facts)] if reading.unmet else []

    def _layout_words(self, case: Case) -> str:
        """Return what the rows in sight do not say by themselves."""
        reading = case.reading
        told = [] if reading.layout.header_rows else [self.tr("No header row.")]
        if row := reading.guess.perhaps_header:
            told = [self._words.say("import_window.header_open", {"row": row})]
        if case.said.blocks:
            told.append(self.tr("Blocks begin at {places}.").replace("{places}", "; ".join(case.said.blocks)))
        if reading.families:
            alike = "_alike" * any("=" in each for each in case.said.families)
            told.append(self._words.say(f"import_window.families{alike}", {"count": len(reading.families)}))
        told += self._nowhere_words(reading)
        if self._unmarked and self._unmarked not in {each.row for each in reading.families}:
            told.append(self._words.say("import_window.family_unmarked", {"row": self._unmarked}))
        if hidden := [each.name for each in case.source.sheets if each.hidden]:
            sheets = self.tr("Hidden in the file: {sheets}. They are read only when chosen.")
            told.append(sheets.replace("{sheets}", ", ".join(hidden)))
        return " ".join(told)


def _marked(case: Case, letter: str, row: Row, column: str) -> Told:
    """Return what is said with a row or a column marked by one of `MARKS`."""
    said, reading, layout, number = case.said, case.reading, case.reading.layout, row.number
    alike = like(row) if len(words_of(row)) == 1 else str(number)
    match letter:
        case "H":
            return said._replace(header=_or_none(number, *layout.header_rows), units=None)
        case "U":
            return said._replace(units=_or_none(number, layout.units_row))
        case "E":
            return said._replace(end=_or_none(number, layout.end_row))
        case "B":
            return said._replace(shape=PARTS, blocks=_turned(said.blocks, str(number), alike))
        case "C":
            shape = BESIDE if reading.shape == BESIDE else PARTS
            return said._replace(shape=shape, blocks=_turned(said.blocks, column))
        case _:
            return said._replace(families=_families(case, number, alike))


def _families(case: Case, number: int, alike: str) -> tuple[str, ...]:
    """Return the places of rows that change the family, with a row under the name `alike`, or without it."""
    said, found = case.said.families, case.reading.families
    if str(number) in said:
        return tuple(each for each in said if each != str(number))
    if any(each.row == number for each in found):
        return tuple(str(each.row) for each in found if each.row != number)
    again = _ruled(case, alike)
    return (*(each for each in said if each not in again), alike)


def _ruled(case: Case, alike: str) -> set[str]:
    """Return the rows that a rule says again, which became single ones when another was left out."""
    rules = [rule for _, rule in Places.of((alike,)).rules]
    return {
        str(each.row)
        for each in case.reading.families
        if each.alone and any(rule.fullmatch(each.said) for rule in rules)
    }


def _or_none(number: int, *now: int) -> int:
    """Return a row, or 0 for none where it is one of those now."""
    return 0 if number in now else number


def _turned(places: tuple[str, ...], *names: str) -> tuple[str, ...]:
    """Return places without one that has any of these names; where none has, with it under the last of them."""
    left = tuple(each for each in places if each not in names)
    return left if left != places else (*places, names[-1])


def _taken_in(reading: Reading) -> Callable[[int], str]:
    """Return what tells of a row what it is taken for: the first of these that it is, "" for a record.

    `import_row.…` is the word of each.
    """
    layout = reading.layout
    kinds: tuple[tuple[Container[int], str], ...] = (
        (layout.header_rows, "header"),
        ((layout.units_row,), "units"),
        (range(layout.end_row + 1, FAR) if layout.end_row else (), "after"),
        (range(layout.first_row), "above"),
        ({each.row for each in reading.families} & layout.aside, "family"),
        ({each.row for each in reading.families}, "family_piece"),
        ({each.row for each in totals_of(reading.between)} & layout.aside, "sum"),
        (layout.aside, "note"),
        (reading.marks.hidden_rows, "hidden"),
    )
    return lambda row: next((taken for rows, taken in kinds if row in rows), "")
