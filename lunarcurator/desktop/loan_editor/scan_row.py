"""Over the rows of a return sheet: numbers that came back are scanned, typed, or pasted with their masses."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget

from lunarcurator.desktop.dialogs.form.pasted_block import block_of
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.buttons import Button


class ScanRow(QWidget):
    """`taken` carries numbers, and by number what stood beside it where it was pasted."""

    taken = Signal(object, object)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        px = appearance.look.metrics.px
        self.line = QLineEdit()
        self.line.setObjectName("returnSheet.scan")
        self.line.setAccessibleName(self.tr("Numbers that came back"))
        self.line.setPlaceholderText(self.tr("Scan or type a number that came back, then Enter"))
        self.line.returnPressed.connect(self._entered)
        button = Button(self.tr("Paste numbers"), concept="copy", dense=True, object_name="returnSheet.paste")
        button.clicked.connect(lambda _on=False: self.paste())
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), 0, px(16), 0)
        row.addWidget(self.line, 1)
        row.addWidget(button)

    def paste(self) -> None:
        """Take what is on the clipboard: a number a line, what stands beside it after a tab."""
        block = [row for row in block_of(QApplication.clipboard().text()) if row]
        self.taken.emit([row[0] for row in block], {row[0]: row[1:] for row in block})

    def _entered(self) -> None:
        text = self.line.text()
        self.line.clear()
        self.taken.emit(text.replace(";", "\n").split("\n"), {})
