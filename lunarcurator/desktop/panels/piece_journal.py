"""The third page of the piece panel: every entry that concerns the piece, as a sentence."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunarcurator.desktop.links import Target
from lunarcurator.desktop.panels.sections import clear
from lunarcurator.desktop.panels.targets import target_to
from lunarcurator.desktop.panels.wording import DOT, Wording
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.badge import Badge
from lunarcurator.desktop.widgets.grounds import Rule, ScrollColumn
from lunarcurator.desktop.widgets.labels import Label, LinkLabel
from lunarcurator.services.pieces import JournalLine


class PieceJournal(ScrollColumn):
    """Shows entries, the latest recorded first; `followed` carries targets, `more_asked` asks for older ones."""

    followed = Signal(str)
    more_asked = Signal()

    def __init__(self, appearance: Appearance, wording: Wording) -> None:
        self._column = QVBoxLayout()
        super().__init__(appearance, "base", self._column, object_name="pieceJournal")
        self._look_of, self._wording = appearance, wording
        px = appearance.look.metrics.px
        self._column.setContentsMargins(px(20), px(12), px(20), px(20))
        self._column.setSpacing(px(8))

    def show_lines(self, lines: Sequence[JournalLine], more: int) -> None:
        """Show entries; `more` older ones are offered at the end."""
        clear(self._column)
        for index, line in enumerate(lines):
            if index:
                self._column.addWidget(Rule(self._look_of, colour="line"))
            self._column.addWidget(self._entry(line))
        if more:
            told = counted("PieceJournal", "{count} older", "{count} older", more)
            link = LinkLabel(self._look_of, told, size=12, object_name="pieceJournalMore")
            link.activated.connect(self.more_asked)
            self._column.addWidget(link)
        self._column.addStretch(1)

    def _entry(self, line: JournalLine) -> QWidget:
        px = self._look_of.look.metrics.px
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        head = QHBoxLayout()
        words = self.tr("Entry {seq}").format(seq=self._wording.count(line.seq))
        link = LinkLabel(self._look_of, words, size=12, object_name=f"pieceEntry{line.seq}")
        link.activated.connect(lambda: self.followed.emit(target_to(Target.ENTRY, line.entry)))
        told = DOT.join(part for part in (line.told_day.text(self._wording.words), line.by) if part)
        head.addWidget(Label(self._look_of, told, size=12, colour="text2"), 1)
        if line.undone:
            head.addWidget(Badge(self._look_of, self.tr("Undone"), "grey", "undo"))
        head.addWidget(link)
        column.addLayout(head)
        sentence = Label(self._look_of, line.sentence, colour="text2" if line.undone else "text", wrap=True)
        if line.undone:
            font = sentence.font()
            font.setStrikeOut(True)
            sentence.setFont(font)
        column.addWidget(sentence)
        return block
