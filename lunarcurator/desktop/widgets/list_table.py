"""A table of ledger cells that fills its room."""

from lunarcurator.desktop.models.shaped_rows import ShapedRowsModel
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.ledger_table import LedgerDelegate
from lunarcurator.desktop.widgets.row_table import RowTable


class ListTable(RowTable):
    """Shows any number of rows, one of them in front; columns without a width share the spare room."""

    def __init__(
        self, appearance: Appearance, model: ShapedRowsModel, name: str, *, object_name: str = ""
    ) -> None:
        super().__init__(appearance, model, name)
        self._columns = model.columns
        self.setObjectName(object_name)
        self.setFrameShape(self.Shape.StyledPanel)
        self.setSelectionMode(self.SelectionMode.SingleSelection)
        self.setItemDelegate(LedgerDelegate(appearance, self._columns, self))
        self.stretch(*(at for at, column in enumerate(self._columns) if not column.width))
        appearance.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Take row height and widths from the present look."""
        self.fit((at, column.width) for at, column in enumerate(self._columns) if column.width)
