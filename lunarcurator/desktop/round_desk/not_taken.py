"""Files that were chosen as answers and are none, each with its reason."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.ledger_model import LedgerCell, LedgerColumn
from lunarcurator.desktop.widgets.ledger_table import LedgerTable
from lunarcurator.services.lending.round_reading import NotTaken
from lunarcurator.services.words import Words

_MOST_FILES: Final = 4


class NotTakenTable(LedgerTable):
    """A short table that is there only while a file was not taken."""

    def __init__(self, appearance: Appearance, words: Words) -> None:
        columns = (
            LedgerColumn(QCoreApplication.translate("NotTakenTable", "Not taken"), "text", 260),
            LedgerColumn(QCoreApplication.translate("NotTakenTable", "Why"), "text", 0),
        )
        name = QCoreApplication.translate("NotTakenTable", "Files that are no answers")
        super().__init__(appearance, columns, name, most=_MOST_FILES, object_name="roundDesk.answers.refused")
        self._words = words
        self.hide()

    def show_files(self, refused: Sequence[NotTaken]) -> None:
        """Show what was not taken; without anything the table goes."""
        say = self._words.say
        self.set_rows(
            [[LedgerCell(each.file, bold=True), LedgerCell(say(each.why.key, each.why.facts))] for each in refused]
        )
        self.setVisible(bool(refused))

    def say_none(self) -> None:
        """Say that a folder has no workbook."""
        told = QCoreApplication.translate("NotTakenTable", "There is no workbook in that folder.")
        self.set_rows([[LedgerCell(""), LedgerCell(told)]])
        self.show()
