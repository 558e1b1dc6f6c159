"""The step in which a sheet is chosen and seen as it stands: header, units and end marked, and corrected."""

from collections.abc import Mapping, Sequence
from typing import Final, override

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QVBoxLayout, QWidget

from lunarcurator.desktop.dialogs.exports.sheet import letters
from lunarcurator.desktop.dialogs.imports.case import Case, SeenRow
from lunarcurator.desktop.dialogs.imports.shape_row import ShapeRow, shape_told
from lunarcurator.desktop.dialogs.imports.text_form_row import TextFormRow
from lunarcurator.desktop.models.headings import Index
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
from lunarcurator.services.importing import Reading, TextForm, Told, Unread
from lunarcurator.services.importing.between.said_rows import totals_of
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.source import Fault
from lunarcurator.services.whole_files import FileImport

_WIDEST: Final = 64
_RECORD, _HEADER, _UNITS, _ABOVE, _ASIDE, _TOTAL, _AFTER, _HIDDEN, _FAULT, _FAMILY = range(10)

MARKS: Final = "HUEBF"
"""The keys that mark a row: header, units, end, where a block begins, and a row that changes the family."""

# To measure all rows that are shown would hold up the window for several frames; a long text is cut all the same.
_MEASURED: Final = 60


class SheetRows(QAbstractTableModel):
    """The first rows of a sheet; the first column says what each row is taken for."""

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._rows: Sequence[SeenRow] = ()
        self._reading: Reading | None = None
        self._faults: frozenset[int] = frozenset()
        self._wide = self._left = 0

    def show_case(self, case: Case | None) -> None:
        """Show the first rows of a case."""
        self._left = case.left if case is not None else 0
        self._show(case.first if case is not None else (), case.reading if case is not None else None)

    def show_unread(self, unread: Unread) -> None:
        """Show how a text looks that cannot be read, and the rows in the way."""
        rows = tuple(SeenRow(row.number, tuple(plain(cell) for cell in row.cells)) for row in unread.probe.rows)
        self._show(rows, None, frozenset(fault.row for fault in unread.probe.faults))

    def _show(
        self, rows: Sequence[SeenRow], reading: Reading | None, faults: frozenset[int] = frozenset()
    ) -> None:
        self.beginResetModel()
        self._rows, self._reading, self._faults = rows, reading, faults
        self._wide = min(max((len(row.cells) for row in self._rows), default=0), _WIDEST)
        self.endResetModel()

    def number(self, at: int) -> int:
        """Return the number in the file of a shown row."""
        return self._rows[at].number

    def at(self, number: int) -> int:
        """Return where a row of the file is shown, 0 where it is not."""
        return next((at for at, row in enumerate(self._rows) if row.number == number), 0)

    def role(self, at: int) -> int:
        """Return what a shown row is taken for."""
        reading, number = self._reading, self._rows[at].number
        if reading is None:
            return _FAULT if number in self._faults else _RECORD
        layout = reading.layout
        if number in layout.header_rows:
            return _HEADER
        if number == layout.units_row:
            return _UNITS
        if layout.end_row and number > layout.end_row:
            return _AFTER
        if number in reading.guess.totals:
            return _TOTAL
        if number < layout.first_row:
            return _ABOVE
        if number in layout.aside:
            return self._aside(reading, number)
        return _HIDDEN if number in reading.marks.hidden_rows else _RECORD

    def _aside(self, reading: Reading, number: int) -> int:
        if any(each.row == number for each in reading.families):
            return _FAMILY
        return _TOTAL if any(number == each.row for each in totals_of(reading.between)) else _ASIDE

    def role_words(self) -> Mapping[int, str]:
        """Return the words for what rows are taken for."""
        return {
            _HEADER: self.tr("Header"),
            _UNITS: self.tr("Units"),
            _ABOVE: self.tr("Above the table"),
            _ASIDE: self.tr("Note, left out"),
            _TOTAL: self.tr("Sum, left out"),
            _AFTER: self.tr("After the end"),
            _HIDDEN: self.tr("Hidden row"),
            _FAULT: self.tr("Cannot be read"),
            _FAMILY: self.tr("Family"),
        }

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index | None = None) -> int:
        if (parent is not None and parent.isValid()) or not self._rows:
            return 0
        return self._wide + 1

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        taken = self.role(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(index, taken)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            head = self.headerData(index.column(), Qt.Orientation.Horizontal)
            return f"{shown_count(self.number(index.row()))} {head} {self._text(index, taken)}".strip()
        if role == Qt.ItemDataRole.FontRole and taken in (_HEADER, _UNITS):
            bold: QFont = self._appearance.look.fonts.font(weight=SEMIBOLD)
            return bold
        if role == Qt.ItemDataRole.ForegroundRole and taken == _FAULT:
            return self._appearance.look.ink("tones.red.ink")
        if role == Qt.ItemDataRole.ForegroundRole and (index.column() == 0 or taken not in (_RECORD, _HEADER)):
            return self._appearance.look.ink("text2")
        return None

    def _text(self, index: Index, taken: int) -> str:
        if index.column() == 0:
            return self.role_words().get(taken, "")
        cells = self._rows[index.row()].cells
        return cells[index.column() - 1] if index.column() <= len(cells) else ""

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(self._rows[section].number)
        if section == 0:
            return self.tr("Taken for")
        hidden = self._reading.marks.hidden_columns if self._reading is not None else ()
        name = letters(section - 1 + self._left)
        return self.tr("{column} (hidden)").replace("{column}", name) if section in hidden else name


class SheetGrid(QTableView):
    """Shows `SheetRows` as a spreadsheet does; the letters of `MARKS` mark the current row (`marked`)."""

    marked = Signal(str)

    def __init__(self, appearance: Appearance, model: SheetRows) -> None:
        super().__init__()
        self._appearance = appearance
        self.setObjectName("importDialog.sheetGrid")
        self.setAccessibleName(self.tr("The sheet as it stands"))
        self.setModel(model)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setResizeContentsPrecision(_MEASURED)
        self.verticalHeader().setSectionsClickable(False)
        model.modelReset.connect(self.fit)
        appearance.changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Make each column as wide as what it shows, within bounds."""
        metrics = self._appearance.look.metrics
        vertical = self.verticalHeader()
        vertical.setMinimumSectionSize(metrics.row)
        vertical.setDefaultSectionSize(metrics.row)
        self.resizeColumnsToContents()
        for column in range(self.model().columnCount()):
            width = self.columnWidth(column) + metrics.px(12)
            self.setColumnWidth(column, min(max(width, metrics.px(64)), metrics.px(220)))

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

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case: Case | None = None
        self.sheets = ChoiceBox()
        self.sheets.setObjectName("importDialog.sheets")
        self.hidden = Label(
            appearance, size=12, colour="text2", wrap=True, object_name="importDialog.hiddenSheets"
        )
        self.form = TextFormRow(appearance)
        self.rows = SheetRows(appearance, self)
        self.grid = SheetGrid(appearance, self.rows)
        self.told = Label(appearance, colour="text2", wrap=True, object_name="importDialog.layout")
        texts = (
            ("H", self.tr("Header in this row (H)")),
            ("U", self.tr("Units in this row (U)")),
            ("E", self.tr("Ends with this row (E)")),
            ("B", self.tr("Block begins here (B)")),
            ("F", self.tr("Family of the rows below (F)")),
            ("", self.tr("As found")),
        )
        self.marks = {key: Button(text, dense=True, object_name=f"importDialog.mark{key}") for key, text in texts}
        column = QVBoxLayout(self)
        row = FlowLayout(appearance.look.metrics.px(8))
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.look.metrics.px(8))
        self._choice = Field(appearance, self.tr("Sheet"), self.sheets)
        self.shape = ShapeRow(appearance)
        for part in (self._choice, self.hidden, self.form, self.shape):
            column.addWidget(part)
        column.addWidget(self.grid, 1)
        for key, button in self.marks.items():
            row.addWidget(button)
            button.clicked.connect(lambda _on=False, key=key: self.mark(key))
        column.addLayout(row)
        column.addWidget(self.told)
        self.sheets.activated.connect(self._choose)
        self.form.said.connect(self.formed)
        self.shape.said.connect(self._say_shape)
        self.grid.marked.connect(self.mark)

    def show_case(self, case: Case | None) -> None:
        """Show the sheets and rows of a case."""
        row = self.grid.currentIndex().row()
        kept = self._case is not None and case is not None and self._case.reading.sheet == case.reading.sheet
        self._case = case
        self.rows.show_case(case)
        self.shape.setVisible(case is not None)
        for button in self.marks.values():
            button.setEnabled(case is not None)
        if case is None:
            return
        self._offer_sheets(case)
        self.form.setVisible(case.source.is_text)
        self.form.show_form(case.source.found, encoded=not case.source.text)
        self.shape.show_reading(case.reading, case.said)
        self.told.setText(self._layout_words(case.reading))
        self.told.set_colour("text2")
        at = row if kept and row >= 0 else self.rows.at((*case.reading.layout.header_rows, 0)[0])
        self.grid.setCurrentIndex(self.rows.index(at, 0))

    def show_unread(self, unread: Unread) -> None:
        """Show how a text looks in the form it cannot be read in, the first row in the way in front."""
        self.show_case(None)
        probe = unread.probe
        self.rows.show_unread(unread)
        self._choice.setVisible(False)
        self.hidden.setVisible(False)
        self.form.setVisible(True)
        self.form.show_form(TextForm(probe.encoding, probe.delimiter, probe.quote), encoded=True)
        self.told.setText(self._faults_told(probe.faults, more=probe.more))
        self.told.set_colour("tones.red.ink" if probe.faults else "text2")
        first = self.rows.at(probe.faults[0].row) if probe.faults else 0
        self.grid.setCurrentIndex(self.rows.index(first, 0))
        self.grid.scrollTo(self.rows.index(first, 0))

    def _faults_told(self, faults: Sequence[Fault], *, more: bool) -> str:
        if not faults:
            return self.tr("Choose another encoding, delimiter or quote; the rows above follow at once.")
        told = ", ".join(
            self.tr("row {row} ({byte})").replace("{row}", shown_count(each.row)).replace("{byte}", each.byte)
            for each in faults
        )
        told = self.tr("{rows} and more").replace("{rows}", told) if more else told
        text = self.tr("Bytes that make no sense in this encoding: {rows}. Choose another; nothing is replaced.")
        return text.replace("{rows}", told)

    def mark(self, letter: str) -> None:
        """Say what the current row is, by one of `MARKS`; the same mark again takes it away, "" all of them."""
        case, at = self._case, self.grid.currentIndex().row()
        if case is None or at < 0:
            return
        number, said = self.rows.number(at), case.said
        layout = case.reading.layout
        if letter in ("B", "F"):
            self._say_shape(self._with_block(case, number) if letter == "B" else _with_family(case, number))
            return
        if letter == "H":
            said = said._replace(header=0 if number in layout.header_rows else number, units=None)
        elif letter == "U":
            said = said._replace(units=0 if number == layout.units_row else number)
        elif letter == "E":
            said = said._replace(end=0 if number == layout.end_row else number)
        else:
            said = case.said_of(case.reading.sheet).of_shape
        self.said.emit(case.reading.sheet, said)

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
        offers = case.source.sheets
        self.sheets.clear()
        known = {each.sheet: each for each in case.in_book}
        for offer in offers:
            word = self.tr("{sheet} (hidden)").replace("{sheet}", offer.name) if offer.hidden else offer.name
            if offer.name in known:
                word = self._in_book(word, known[offer.name])
            self.sheets.addItem(word, offer.name)
        at = self.sheets.findData(case.reading.sheet)
        self.sheets.setCurrentIndex(at if at >= 0 else self.sheets.findData(whole_name(case.reading.sheet)))
        self._choice.setVisible(len(offers) > 1)
        names = [offer.name for offer in offers if offer.hidden]
        told = self.tr("Hidden in the file: {sheets}. They are read only when chosen.")
        self.hidden.setText(told.replace("{sheets}", ", ".join(names)))
        self.hidden.setVisible(bool(names))

    def _in_book(self, sheet: str, known: FileImport) -> str:
        told = self.tr("{sheet} (in the book: entry {seq}, {day})").replace("{day}", show_day(known.day))
        return told.replace("{seq}", shown_count(known.seq)).replace("{sheet}", sheet)

    def _layout_words(self, reading: Reading) -> str:
        layout = reading.layout
        heads = ", ".join(map(shown_count, layout.header_rows))
        parts = [self.tr("Header in row {row}.").replace("{row}", heads) if heads else self.tr("No header row.")]
        if layout.units_row:
            parts.append(self.tr("Units in row {row}.").replace("{row}", shown_count(layout.units_row)))
        if layout.end_row:
            parts.append(self.tr("Ends with row {row}.").replace("{row}", shown_count(layout.end_row)))
        if layout.groups:
            told = self.tr("{count} tables stand side by side and are read one below the other.")
            parts.append(told.replace("{count}", shown_count(len(layout.groups))))
        if reading.families:
            parts.append(shape_told(reading))
            parts.append(self.tr("F on one of them leaves it out."))
        return " ".join(parts)


def _with_family(case: Case, number: int) -> Told:
    """Return what is said with a row that changes the family and all that look like it, or without that row."""
    rows = [each.row for each in case.reading.families]
    if number in rows:
        return case.said._replace(families=tuple(str(row) for row in rows if row != number))
    place = case.like.get(number, str(number))
    return case.said._replace(families=(*case.said.families, place))
