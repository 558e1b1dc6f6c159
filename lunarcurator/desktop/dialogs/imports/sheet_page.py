"""The step in which a sheet is chosen and seen as it stands: header, units and end marked, and corrected."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import partial
from typing import Final, override

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from lunarcurator.desktop.dialogs.exports.sheet import SheetView
from lunarcurator.desktop.dialogs.imports.case import Case, SeenRow
from lunarcurator.desktop.dialogs.imports.sheet_boxes import FormBoxes, ShapeBoxes
from lunarcurator.desktop.models.headings import FlatModel, Headings, Index
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.domain.days import show_day
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.exchange.blocks import whole_name
from lunarcurator.exchange.extent import column_letters
from lunarcurator.exchange.layout_guess import BESIDE, PARTS
from lunarcurator.services.importing import Reading, Told, Unread
from lunarcurator.services.importing.between.said_rows import totals_of
from lunarcurator.services.words import Words

_WIDEST: Final = 64

MARKS: Final = "HUEBF"
"""The keys that mark a row: header, units, end, where a block begins, and a row that changes the family."""


class Taken(StrEnum):
    """What a row of a sheet is taken for; `import_row.…` is its word."""

    RECORD = ""
    HEADER = "header"
    UNITS = "units"
    ABOVE = "above"
    NOTE = "note"
    SUM = "sum"
    AFTER = "after"
    HIDDEN = "hidden"
    FAMILY = "family"


class SheetRows(FlatModel):
    """The first rows of a sheet; the first column says what each row is taken for."""

    def __init__(self, appearance: Appearance, words: Words, parent: QObject) -> None:
        super().__init__(Headings(()), parent)
        self._appearance, self._words = appearance, words
        self._rows: Sequence[SeenRow] = ()
        self._taken: Sequence[Taken] = ()

    def show_case(self, case: Case | None) -> None:
        """Show the first rows of a case."""
        if case is None:
            self._show((), ())
            return
        taken, hidden = _taken_in(case.reading), case.reading.marks.hidden_columns
        self._show(case.first, [taken(row.number) for row in case.first], case.left, hidden)

    def _show(
        self,
        rows: Sequence[SeenRow],
        taken: Sequence[Taken],
        left: int = 0,
        hidden: frozenset[int] = frozenset(),
    ) -> None:
        self.beginResetModel()
        self._rows, self._taken = rows, taken
        wide = min(max((len(row.cells) for row in rows), default=0), _WIDEST)
        names = (self.tr("{column} (hidden)") if at in hidden else "{column}" for at in range(1, wide + 1))
        letters = (name.replace("{column}", column_letters(at + left)) for at, name in enumerate(names, start=1))
        self.headings = Headings((self.tr("Taken for"), *letters) if rows else ())
        self.endResetModel()

    def number(self, at: int) -> int:
        """Return the number in the file of a shown row."""
        return self._rows[at].number

    def at(self, number: int) -> int:
        """Return where a row of the file is shown, 0 where it is not."""
        return next((at for at, row in enumerate(self._rows) if row.number == number), 0)

    @override
    def row_total(self) -> int:
        return len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        taken, look = self._taken[index.row()], self._appearance.look
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            head = self.headings.labels[index.column()]
            return f"{shown_count(self.number(index.row()))} {head} {self._text(index)}".strip()
        if role == Qt.ItemDataRole.FontRole and taken in (Taken.HEADER, Taken.UNITS):
            return look.fonts.font(weight=SEMIBOLD)
        quiet = index.column() == 0 or taken not in (Taken.RECORD, Taken.HEADER)
        return look.ink("text2") if role == Qt.ItemDataRole.ForegroundRole and quiet else None

    def _text(self, index: Index) -> str:
        if index.column() == 0:
            taken = self._taken[index.row()]
            return self._words.say(f"import_row.{taken}") if taken else ""
        cells = self._rows[index.row()].cells
        return cells[index.column() - 1] if index.column() <= len(cells) else ""

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Vertical and role == Qt.ItemDataRole.DisplayRole:
            return str(self.number(section))
        return super().headerData(section, orientation, role)


class SheetGrid(SheetView):
    """Shows `SheetRows` as a spreadsheet does; the letters of `MARKS` mark the current row (`marked`)."""

    marked = Signal(str)

    def __init__(self, appearance: Appearance, model: SheetRows) -> None:
        super().__init__(appearance, model)
        self.setObjectName("importDialog.sheetGrid")
        self.setAccessibleName(self.tr("The sheet as it stands"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setCornerButtonEnabled(False)
        self.horizontalHeader().setHighlightSections(False)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text().upper()
        if letter and letter in MARKS and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.marked.emit(letter)
        else:
            super().keyPressEvent(event)


class SheetPage(QWidget):
    """The sheets of a source and the first rows of the chosen one; `said` carries (sheet, Told) to read anew.

    `formed` carries the `TextForm` in which somebody wants a text to be read.
    """

    said = Signal(str, object)
    formed = Signal(object)

    def __init__(self, appearance: Appearance, words: Words) -> None:
        super().__init__()
        self._case: Case | None = None
        px = appearance.look.metrics.px
        column, boxes, buttons = QVBoxLayout(self), FlowLayout(px(12)), FlowLayout(px(8))
        self.sheets = ChoiceBox()
        self.sheets.setObjectName("importDialog.sheets")
        self._choice = Field(appearance, self.tr("Sheet"), self.sheets)
        boxes.addWidget(self._choice)
        self.form, self.shape = FormBoxes(appearance, boxes), ShapeBoxes(appearance, words, boxes)
        self.hidden = Label(
            appearance, size=12, colour="text2", wrap=True, object_name="importDialog.hiddenSheets"
        )
        self.rows = SheetRows(appearance, words, self)
        self.grid = SheetGrid(appearance, self.rows)
        self.told = Label(appearance, colour="text2", wrap=True, object_name="importDialog.layout")
        self.marks = {key: self._button(key, *texts) for key, texts in self._texts().items()}
        for button in self.marks.values():
            buttons.addWidget(button)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(boxes)
        column.addWidget(self.hidden)
        column.addWidget(self.grid, 1)
        column.addLayout(buttons)
        column.addWidget(self.told)
        self.sheets.activated.connect(self._choose)
        self.form.said.connect(self.formed)
        self.shape.said.connect(self._say_shape)
        self.grid.marked.connect(self.mark)

    def _texts(self) -> Mapping[str, tuple[str, str]]:
        """Return by key the words of each button, and what they mean."""
        return {
            "H": (self.tr("Header (H)"), self.tr("Header in this row (H)")),
            "U": (self.tr("Units (U)"), self.tr("Units in this row (U)")),
            "E": (self.tr("End (E)"), self.tr("Ends with this row (E)")),
            "B": (self.tr("Block (B)"), self.tr("Block begins here (B)")),
            "F": (self.tr("Family (F)"), self.tr("Family of the rows below (F)")),
            "": (self.tr("As found"), self.tr("As found")),
        }

    def _button(self, key: str, text: str, meaning: str) -> Button:
        button = Button(text, dense=True, object_name=f"importDialog.mark{key}")
        button.setAccessibleName(meaning)
        button.setToolTip(meaning)
        button.clicked.connect(partial(self.mark, key))
        return button

    def show_case(self, case: Case | None) -> None:
        """Show the sheets and rows of a case."""
        row = self.grid.currentIndex().row()
        kept = self._case is not None and case is not None and self._case.reading.sheet == case.reading.sheet
        self._case = case
        self.rows.show_case(case)
        self.shape.set_visible(case is not None)
        for button in self.marks.values():
            button.setEnabled(case is not None)
        if case is None:
            return
        self._offer_sheets(case)
        self.form.show_form(case.source.found, encoded=not case.source.text)
        if not case.source.is_text:
            self.form.set_visible(False)
        self.shape.show_reading(case.reading, case.said)
        self._tell(self._layout_words(case.reading))
        at = row if kept and row >= 0 else self.rows.at((*case.reading.layout.header_rows, 0)[0])
        self.grid.setCurrentIndex(self.rows.index(at, 0))

    def show_unread(self, unread: Unread) -> None:
        """Offer other forms for a text that cannot be read in the form it was taken for."""
        self.show_case(None)
        self._choice.setVisible(False)
        self.hidden.setVisible(False)
        self.form.show_form(unread.form, encoded=True)
        self._tell(self.tr("Choose another encoding, delimiter or quote; its rows follow at once."))

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def mark(self, letter: str) -> None:
        """Say what the current row is, by one of `MARKS`; the same mark again takes it away, "" all of them."""
        case, at = self._case, self.grid.currentIndex().row()
        if case is None or at < 0:
            return
        number, said, sheet = self.rows.number(at), case.said, case.reading.sheet
        layout = case.reading.layout
        match letter:
            case "H":
                self.said.emit(sheet, said._replace(header=_or_none(number, *layout.header_rows), units=None))
            case "U":
                self.said.emit(sheet, said._replace(units=_or_none(number, layout.units_row)))
            case "E":
                self.said.emit(sheet, said._replace(end=_or_none(number, layout.end_row)))
            case "B":
                self._say_shape(self._with_block(case, number))
            case "F":
                self._say_shape(_with_family(case, number))
            case _:
                self.said.emit(sheet, case.said_of(sheet).of_shape)

    def _with_block(self, case: Case, number: int) -> Told:
        """Return what is said with a block that begins at this row, or side by side in the current column."""
        said = case.said
        if case.reading.shape == BESIDE:
            place = column_letters(max(self.grid.currentIndex().column(), 1) + case.left)
        else:
            place, said = str(number), said._replace(shape=PARTS)
        left = tuple(each for each in said.blocks if each != place)
        return said._replace(blocks=left if place in said.blocks else (*said.blocks, place))

    def _say_shape(self, said: Told) -> None:
        """Say the shape of the sheet, of all of it where a part is in front."""
        if self._case is None:
            return
        sheet, now = self._case.reading.sheet, self._case.said
        if said.of_shape == now.of_shape:
            return
        stays = (said.shape, said.blocks) == (now.shape, now.blocks)
        rows = now if stays else now.of_parts.shaped(said).of_parts
        self.said.emit(sheet if stays else whole_name(sheet), rows.shaped(said))

    def _choose(self, at: int) -> None:
        name = str(self.sheets.itemData(at))
        if self._case is not None and name != self._case.reading.sheet:
            self.said.emit(name, self._case.said_of(name))

    def _offer_sheets(self, case: Case) -> None:
        offers, names = case.source.sheets, [each.name for each in case.source.sheets if each.hidden]
        self.sheets.clear()
        for offer in offers:
            word = self.tr("{sheet} (hidden)") if offer.hidden else "{sheet}"
            for known in (each for each in case.in_book if each.sheet == offer.name):
                told = self.tr("{sheet} (in the book: entry {seq}, {day})").replace("{day}", show_day(known.day))
                word = told.replace("{seq}", shown_count(known.seq)).replace("{sheet}", word)
            self.sheets.addItem(word.replace("{sheet}", offer.name), offer.name)
        at = self.sheets.findData(case.reading.sheet)
        self.sheets.setCurrentIndex(at if at >= 0 else self.sheets.findData(whole_name(case.reading.sheet)))
        self._choice.setVisible(len(offers) > 1)
        told = self.tr("Hidden in the file: {sheets}. They are read only when chosen.")
        self.hidden.setText(told.replace("{sheets}", ", ".join(names)))
        self.hidden.setVisible(bool(names))

    def _layout_words(self, reading: Reading) -> str:
        """Return what the rows in sight do not say by themselves."""
        layout = reading.layout
        told = "" if layout.header_rows else self.tr("No header row.")
        if layout.end_row:
            told += " " + self.tr("Ends with row {row}.").replace("{row}", shown_count(layout.end_row))
        if layout.groups:
            beside = self.tr("{count} tables stand side by side and are read one below the other.")
            told += " " + beside.replace("{count}", shown_count(len(layout.groups)))
        if reading.families:
            told += f" {self.shape.told(reading)} {self.tr('F on one of them leaves it out.')}"
        return told.strip()


def _or_none(number: int, *now: int) -> int:
    """Return a row, or 0 for none where it is one of those now."""
    return 0 if number in now else number


def _with_family(case: Case, number: int) -> Told:
    """Return what is said with a row that changes the family and all that look like it, or without that row."""
    rows = [each.row for each in case.reading.families]
    if number in rows:
        return case.said._replace(families=tuple(str(row) for row in rows if row != number))
    place = case.like.get(number, str(number))
    return case.said._replace(families=(*case.said.families, place))


def _taken_in(reading: Reading) -> Callable[[int], Taken]:
    """Return what tells of a row what it is taken for in a reading."""
    layout = reading.layout
    families = {each.row for each in reading.families}
    sums = {each.row for each in totals_of(reading.between)}

    def taken(row: int) -> Taken:
        kinds = (
            (row in layout.header_rows, Taken.HEADER),
            (row == layout.units_row, Taken.UNITS),
            (bool(layout.end_row) and row > layout.end_row, Taken.AFTER),
            (row in reading.guess.totals, Taken.SUM),
            (row < layout.first_row, Taken.ABOVE),
            (row in layout.aside and row in families, Taken.FAMILY),
            (row in layout.aside and row in sums, Taken.SUM),
            (row in layout.aside, Taken.NOTE),
            (row in reading.marks.hidden_rows, Taken.HIDDEN),
        )
        return next((kind for is_so, kind in kinds if is_so), Taken.RECORD)

    return taken
