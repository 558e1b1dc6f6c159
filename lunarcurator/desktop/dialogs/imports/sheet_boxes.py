"""The boxes above a sheet: how a text is written, what shape the sheet has, and where its blocks begin."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.exchange.layout_guess import BESIDE, PARTS, SHAPES, Told
from lunarcurator.services.importing import Reading, TextForm
from lunarcurator.services.words import Words

_SAME: Final = MappingProxyType({"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16"})
_BETWEEN: Final = "; "
_WIDE: Final = 190


class Boxes(QObject):
    """Boxes with captions in a row that others may stand in too."""

    def __init__(self, look: Appearance, row: FlowLayout) -> None:
        super().__init__()
        self._look, self._row = look, row
        self._fields: list[Field] = []

    def set_visible(self, visible: bool) -> None:
        """Show all boxes, or hide them."""
        for field in self._fields:
            field.setVisible(visible)

    def _add(self, name: str, caption: str, editor: QWidget) -> None:
        editor.setObjectName(f"importDialog.{name}")
        self._fields.append(Field(self._look, caption, editor))
        self._row.addWidget(self._fields[-1])

    def _choice(self, name: str, caption: str, words: Mapping[str, str]) -> ChoiceBox:
        box = ChoiceBox()
        for value, word in words.items():
            box.addItem(word, value)
            box.setItemData(box.count() - 1, word, Qt.ItemDataRole.AccessibleTextRole)
        self._add(name, caption, box)
        return box


class FormBoxes(Boxes):
    """Encoding, delimiter and quote of a text; `said` carries a `TextForm` when somebody chooses otherwise."""

    said = Signal(object)

    def __init__(self, look: Appearance, row: FlowLayout) -> None:
        super().__init__(look, row)
        self._found = ""
        delimiters = {
            ",": self.tr("comma  ,"),
            ";": self.tr("semicolon  ;"),
            "\t": self.tr("tab"),
            "|": self.tr("bar  |"),
            " ": self.tr("space"),
            ":": self.tr("colon  :"),
        }
        quotes = {'"': self.tr('quotation mark  "'), "'": self.tr("apostrophe  '"), "": self.tr("nothing")}
        self.encoding = self._choice("encoding", self.tr("Encoding"), self._encodings())
        self.delimiter = self._choice("delimiter", self.tr("Columns parted by"), delimiters)
        self.quote = self._choice("quote", self.tr("Cells quoted by"), quotes)
        for box in (self.encoding, self.delimiter, self.quote):
            box.activated.connect(lambda _at: self.said.emit(self.form()))

    def show_form(self, form: TextForm, *, encoded: bool) -> None:
        """Show how a text is read; `encoded` tells whether it has an encoding at all, which a paste has not."""
        self.set_visible(True)
        self._fields[0].setVisible(encoded)
        self._found = form.encoding or ""
        _choose(self.encoding, _SAME.get(self._found, self._found) or None)
        _choose(self.delimiter, form.delimiter)
        _choose(self.quote, form.quote)

    def form(self) -> TextForm:
        """Return the form as it is chosen."""
        told = str(self.encoding.currentData() or "")
        encoding = self._found if told == _SAME.get(self._found, self._found) else told
        return TextForm(encoding or None, self.delimiter.currentData(), self.quote.currentData())

    def _encodings(self) -> Mapping[str, str]:
        return {
            "utf-8": "UTF-8",
            "utf-16": "UTF-16",
            "gb18030": self.tr("GB 18030, simplified Chinese"),
            "big5": self.tr("Big5, traditional Chinese"),
            "shift_jis": self.tr("Shift JIS, Japanese"),
            "cp932": self.tr("Windows 932, Japanese"),
            "euc_kr": self.tr("EUC-KR, Korean"),
            "cp1252": self.tr("Windows 1252, western Europe"),
            "cp1250": self.tr("Windows 1250, central Europe"),
            "cp1251": self.tr("Windows 1251, Cyrillic"),
            "cp1253": self.tr("Windows 1253, Greek"),
            "koi8_r": self.tr("KOI8-R, Cyrillic"),
            "cp866": self.tr("DOS 866, Cyrillic"),
            "mac_roman": self.tr("Mac OS Roman"),
            "cp437": self.tr("DOS 437, United States"),
            "cp850": self.tr("DOS 850, western Europe"),
        }


class ShapeBoxes(Boxes):
    """The shape of a sheet, where its blocks begin, and which rows change the family.

    `said` carries a `Told` with what somebody says of the shape alone.
    """

    said = Signal(object)

    def __init__(self, look: Appearance, words: Words, row: FlowLayout) -> None:
        super().__init__(look, row)
        self._words, self._shown = words, Told()
        shapes = {shape: words.say(f"import_shape.{shape}") for shape in SHAPES}
        self.shape = self._choice("shape", self.tr("Shape"), shapes)
        self.blocks, self.families = QLineEdit(), QLineEdit()
        self.blocks.setPlaceholderText(self.tr("19; F; A=Table *"))
        self.families.setPlaceholderText(self.tr("9; A=Parent: #,#*"))
        self._add("blocks", self.tr("Blocks begin at"), self.blocks)
        self._add("families", self.tr("Rows that change the family"), self.families)
        self.shape.activated.connect(lambda _at: self._say())
        for line in (self.blocks, self.families):
            line.setMinimumWidth(look.look.metrics.px(_WIDE))
            line.editingFinished.connect(self._say_typed)

    def show_reading(self, reading: Reading, told: Told) -> None:
        """Show the shape of a reading, and what was said of it."""
        self._shown = told.of_shape
        self.shape.setCurrentIndex(self.shape.findData(reading.shape))
        self.blocks.setText(_BETWEEN.join(told.blocks))
        self.families.setText(_BETWEEN.join(told.families))

    def told(self, reading: Reading) -> str:
        """Return in words which shape a sheet is read in, and how many of its rows name the parent below."""
        rows = self._words.say("import_window.families", {"count": len(reading.families)})
        return f"{self.shape.currentText()}. {rows}"

    def _say(self) -> None:
        shape = str(self.shape.currentData())
        blocks = _parts(self.blocks) if shape in (BESIDE, PARTS) else ()
        self.said.emit(Told(shape=shape, blocks=blocks, families=_parts(self.families)))

    def _say_typed(self) -> None:
        blocks, families = _parts(self.blocks), _parts(self.families)
        if (blocks, families) == (self._shown.blocks, self._shown.families):
            return
        if blocks and self.shape.currentData() not in (BESIDE, PARTS):
            self.shape.setCurrentIndex(self.shape.findData(PARTS))
        self._say()


def _choose(box: QComboBox, wanted: str | None) -> None:
    """Choose a value, which is added where it is none of the box; nothing where the text is to say it."""
    if wanted is not None and box.findData(wanted) < 0:
        box.addItem(wanted, wanted)
    box.setCurrentIndex(box.findData(wanted))


def _parts(line: QLineEdit) -> tuple[str, ...]:
    return tuple(part for each in line.text().split(";") if (part := each.strip()))
