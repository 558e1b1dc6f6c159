"""What shape a sheet has: one list, a box, blocks side by side, or several tables; and where these begin."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.exchange.layout_guess import BESIDE, BOX, LIST, PARTS, TURNED, Told
from lunarcurator.services.importing import Reading

_BETWEEN: Final = "; "
_WIDE: Final = 190


def shape_words() -> Mapping[str, str]:
    """Return the word for each shape of a sheet."""
    translate = QCoreApplication.translate
    return {
        LIST: translate("ShapeRow", "A list"),
        BOX: translate("ShapeRow", "A box"),
        BESIDE: translate("ShapeRow", "Blocks side by side"),
        PARTS: translate("ShapeRow", "A sheet in parts"),
        TURNED: translate("ShapeRow", "A list on its side"),
    }


def shape_told(reading: Reading) -> str:
    """Return in words which shape a sheet is read in, and how many of its rows name the parent of those below."""
    translate, told = QCoreApplication.translate, shape_words()[reading.shape]
    if not (count := len(reading.families)):
        return told
    one = translate("ShapeRow", "1 row names the parent of the rows below it.")
    many = translate("ShapeRow", "{count} rows name the parent of the rows below them.")
    return f"{told}. {(one if count == 1 else many).replace('{count}', shown_count(count))}"


class ShapeRow(QWidget):
    """The shape of a sheet, where its blocks begin, and which rows change the family.

    `said` carries a `Told` with what somebody says of the shape alone.
    """

    said = Signal(object)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shape, self.blocks, self.families = ChoiceBox(), QLineEdit(), QLineEdit()
        row = FlowLayout(appearance.look.metrics.px(12), self)
        for name, editor, caption in (
            ("shape", self.shape, self.tr("Shape")),
            ("blocks", self.blocks, self.tr("Blocks begin at")),
            ("families", self.families, self.tr("Rows that change the family")),
        ):
            editor.setObjectName(f"importDialog.{name}")
            row.addWidget(Field(appearance, caption, editor))
        for shape, word in shape_words().items():
            self.shape.addItem(word, shape)
            self.shape.setItemData(self.shape.count() - 1, word, Qt.ItemDataRole.AccessibleTextRole)
        self.blocks.setPlaceholderText(self.tr("19; F; A=Table *"))
        self.families.setPlaceholderText(self.tr("9; A=Parent: #,#*"))
        self.shape.activated.connect(lambda _at: self._say())
        for line in (self.blocks, self.families):
            line.setMinimumWidth(appearance.look.metrics.px(_WIDE))
            line.editingFinished.connect(self._say_typed)
        self._shown = Told()

    def show_reading(self, reading: Reading, told: Told) -> None:
        """Show the shape of a reading, and what was said of it."""
        self._shown = told.of_shape
        self.shape.setCurrentIndex(self.shape.findData(reading.shape))
        self.blocks.setText(_BETWEEN.join(told.blocks))
        self.families.setText(_BETWEEN.join(told.families))

    def _say(self) -> None:
        shape = str(self.shape.currentData())
        blocks = _parts(self.blocks) if shape in (BESIDE, PARTS) else ()
        self.said.emit(Told(None, None, None, shape, blocks, _parts(self.families)))

    def _say_typed(self) -> None:
        blocks, families = _parts(self.blocks), _parts(self.families)
        if (blocks, families) == (self._shown.blocks, self._shown.families):
            return
        if blocks and self.shape.currentData() not in (BESIDE, PARTS):
            self.shape.setCurrentIndex(self.shape.findData(PARTS))
        self._say()


def _parts(line: QLineEdit) -> tuple[str, ...]:
    return tuple(part for each in line.text().split(";") if (part := each.strip()))
