"""The table of the journal room: rows of one height, six columns, copied with headers."""

from types import MappingProxyType
from typing import Final, override

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from lunarcurator.desktop.rooms.journal.delegate import JournalDelegate
from lunarcurator.desktop.rooms.journal.model import Column, JournalModel
from lunarcurator.desktop.rooms.journal.telling import Telling
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.row_table import RowTable

_WIDTHS: Final = MappingProxyType(
    {Column.ENTRY: 78, Column.WHEN: 96, Column.BY: 112, Column.MARKS: 134, Column.REASON: 150}
)
_ROOM_FOR_REASON, _ROOM_FOR_BY = 760, 560
_ACROSS = Qt.Orientation.Horizontal


class JournalTable(RowTable):
    """Shows a `JournalModel`; the sentence takes the spare width."""

    def __init__(
        self, appearance: Appearance, model: JournalModel, telling: Telling, parent: QWidget | None = None
    ) -> None:
        super().__init__(appearance, model, "", parent)
        self._journal, self._telling = model, telling
        self.setObjectName("journalRoom.table")
        self.setAccessibleName(self.tr("Entries"))
        self.setItemDelegate(JournalDelegate(appearance, telling.cell, telling.marks, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.stretch(Column.WHAT)
        appearance.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Take row height and widths from the present look."""
        self.fit(_WIDTHS.items())

    @override
    def needed(self, row: int, column: int) -> int | None:
        # Its sentences give way at their ends; numbers of entries are short.
        return 0

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The sentence comes first: what the panel says too gives way to it.
        room, px = self.width(), self._appearance.look.metrics.px
        self.setColumnHidden(Column.REASON, room < px(_ROOM_FOR_REASON))
        self.setColumnHidden(Column.BY, room < px(_ROOM_FOR_BY))

    def copied(self) -> str:
        """Return the selected rows that were fetched, with headers, tabs between cells."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        lines = ["\t".join(str(self._journal.headerData(each, _ACROSS)) for each in Column)]
        for row in rows:
            entry = self._journal.entry(row)
            if entry is not None:
                when = f"{entry.recorded:%Y-%m-%d %H:%M:%S}"
                texts = [str(entry.seq), when]
                texts += [self._telling.cell(entry, column) for column in tuple(Column)[2:]]
                lines.append("\t".join(texts))
        return "\n".join(lines)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.copied())
            return
        super().keyPressEvent(event)
