"""The many reports, by topic, with a search over their names and sentences; below, what the chosen one says."""

from typing import Final, override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.services.exporting import REPORTS, ListOnScreen, Report, Topic, title_of
from lunarcurator.services.words import Words

_REPORT: Final = Qt.ItemDataRole.UserRole


def first_report(selection: Selection) -> Report:
    """Return the report of the room in front: its list as it stands on the screen."""
    if isinstance(selection.in_front, Report):
        return selection.in_front
    if selection.in_front is not None:
        return Report.ON_SCREEN
    if selection.entries is not None:
        return Report.JOURNAL
    return Report.CONTENTS if selection.places and not selection.samples else Report.INVENTORY


class ReportList(QWidget):
    """The reports as a list; `chosen` carries the report somebody came to."""

    chosen = Signal(str)

    def __init__(
        self, appearance: Appearance, words: Words, selection: Selection, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._appearance, self._words = appearance, words
        self._listed = selection.in_front if isinstance(selection.in_front, ListOnScreen) else None
        self.search = _Search()
        self.search.setObjectName("exportDialog.search")
        self.search.setPlaceholderText(self.tr("Find a report"))
        self.search.setAccessibleName(self.tr("Find a report"))
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setObjectName("exportDialog.reports")
        self.list.setAccessibleName(self.tr("Report"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.says = Label(appearance, size=12, colour="text2", wrap=True, object_name="exportDialog.says")
        self._fill()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.look.metrics.px(6))
        for part in (self.search, self.list, self.says):
            column.addWidget(part)
        column.setStretch(1, 1)
        appearance.changed.connect(self._ink_heads)
        self._ink_heads()
        self.search.textChanged.connect(self._find)
        self.search.stepped.connect(self._step)
        self.list.currentItemChanged.connect(self._came_to)

    def report(self) -> Report:
        """Return the report that is chosen."""
        item = self.list.currentItem()
        return Report(str(item.data(_REPORT))) if item is not None else Report.INVENTORY

    def listed(self) -> ListOnScreen | None:
        """Return the list of the room in front where that is what is chosen."""
        return self._listed if self.report() is Report.ON_SCREEN else None

    def file_name(self) -> str:
        """Return what a file of it is called, without day and ending."""
        listed = self.listed()
        return listed.name if listed else str(self.report())

    def choose(self, report: Report) -> None:
        """Come to a report."""
        self.list.setCurrentRow(self._rows()[report])

    def name_of(self, report: Report) -> str:
        """Return what a report is called here."""
        if report is Report.ON_SCREEN and self._listed is not None:
            return self._listed.title
        return title_of(self._words, report)

    def _fill(self) -> None:
        heading: QFont = self._appearance.look.fonts.font(12, SEMIBOLD)
        for topic in Topic if self._listed else tuple(Topic)[1:]:
            head = QListWidgetItem(self._words.say(f"report_topic.{topic}"))
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            head.setFont(heading)
            self.list.addItem(head)
            for report in (each for each, kind in REPORTS.items() if kind.topic is topic):
                item = QListWidgetItem(self.name_of(report))
                item.setData(_REPORT, str(report))
                item.setToolTip(self._words.say(f"report_says.{report}"))
                self.list.addItem(item)

    def _ink_heads(self) -> None:
        """Write the topics in the ink of headings: they cannot be chosen, but are to be read."""
        for row in range(self.list.count()):
            if not self.list.item(row).data(_REPORT):
                self.list.item(row).setForeground(self._appearance.look.ink("text2"))

    def _rows(self) -> dict[Report, int]:
        items = ((row, self.list.item(row).data(_REPORT)) for row in range(self.list.count()))
        return {Report(str(report)): row for row, report in items if report}

    def _find(self, typed: str) -> None:
        """Leave the reports whose name or sentence has every word that was typed."""
        wanted = typed.casefold().split()
        head, shown = None, False
        for row in range(self.list.count()):
            item = self.list.item(row)
            if not item.data(_REPORT):
                if head is not None:
                    head.setHidden(not shown)
                head, shown = item, False
                continue
            text = f"{item.text()} {item.toolTip()} {item.data(_REPORT)}".casefold()
            item.setHidden(not all(word in text for word in wanted))
            shown = shown or not item.isHidden()
        if head is not None:
            head.setHidden(not shown)
        if self.list.currentItem() is None or self.list.currentItem().isHidden():
            self._step(1)

    def _step(self, step: int) -> None:
        rows = [row for row in self._rows().values() if not self.list.item(row).isHidden()]
        if not rows:
            return
        at = self.list.currentRow()
        further = [row for row in (rows if step > 0 else reversed(rows)) if (row - at) * step > 0]
        self.list.setCurrentRow(further[0] if further else rows[0 if step > 0 else -1])

    def _came_to(self, item: QListWidgetItem | None, _before: QListWidgetItem | None = None) -> None:
        if item is not None and item.data(_REPORT):
            self.says.setText(self._words.say(f"report_says.{item.data(_REPORT)}"))
            self.chosen.emit(str(item.data(_REPORT)))


class _Search(QLineEdit):
    """A line whose arrow keys step through the list below."""

    stepped = Signal(int)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)
