"""The table of the journal room: rows of one height, six columns, copied with headers."""

from types import MappingProxyType
from typing import Final, override

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QHeaderView, QTableView, QWidget

from lunarcurator.desktop.rooms.journal.delegate import JournalDelegate
from lunarcurator.desktop.rooms.journal.model import Column, JournalModel
from lunarcurator.desktop.rooms.journal.telling import Telling
from lunarcurator.desktop.theme.appearance import Appearance

_WIDTHS: Final = MappingProxyType(
    {Column.ENTRY: 78, Column.WHEN: 96, Column.BY: 112, Column.MARKS: 134, Column.REASON: 150}
)
_ROOM_FOR_REASON, _ROOM_FOR_BY = 760, 560
_ACROSS = Qt.Orientation.Horizontal


class JournalTable(QTableView):
    """Shows a `JournalModel`; the sentence takes the spare width."""

    def __init__(
        self, appearance: Appearance, model: JournalModel, telling: Telling, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._appearance, self._journal, self._telling = appearance, model, telling
        self.setObjectName("journalRoom.table")
        self.setAccessibleName(self.tr("Entries"))
        self.setModel(model)
        self.setItemDelegate(JournalDelegate(appearance, telling.cell, telling.marks, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setProperty("hairlines", "no")
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(24)
        header.setStretchLastSection(False)
        for column in Column:
            stretches = column is Column.WHAT
            mode = QHeaderView.ResizeMode.Stretch if stretches else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(column, mode)
        appearance.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Take row height and widths from the present look."""
        metrics = self._appearance.look.metrics
        vertical = self.verticalHeader()
        # The minimum overrules the height of a row: lower it first.
        vertical.setMinimumSectionSize(metrics.row)
        vertical.setDefaultSectionSize(metrics.row)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, metrics.px(width))
        self.viewport().update()

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
