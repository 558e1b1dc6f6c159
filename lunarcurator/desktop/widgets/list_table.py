"""A table of ledger cells that fills its room."""

from typing import override

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QKeyEvent

from lunarcurator.desktop.models.shaped_rows import ShapedRowsModel
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.enter import is_enter
from lunarcurator.desktop.widgets.ledger_table import LedgerDelegate
from lunarcurator.desktop.widgets.row_table import RowTable


class ListTable(RowTable):
    """Shows any number of rows, one of them in front; columns without a width share the spare room.

    `opened` carries the cell on which somebody pressed Enter or twice the button.
    """

    opened = Signal(QModelIndex)

    def __init__(
        self, appearance: Appearance, model: ShapedRowsModel, name: str, *, object_name: str = ""
    ) -> None:
        super().__init__(appearance, model, name)
        self._columns = model.columns
        self.setObjectName(object_name)
        self.setFrameShape(self.Shape.StyledPanel)
        self.setSelectionMode(self.SelectionMode.SingleSelection)
        self.setItemDelegate(LedgerDelegate(appearance, self._columns, self))
        self.doubleClicked.connect(self.opened)
        self.stretch(*(at for at, column in enumerate(self._columns) if not column.width))
        appearance.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Take row height and widths from the present look."""
        self.fit((at, column.width) for at, column in enumerate(self._columns) if column.width)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)
