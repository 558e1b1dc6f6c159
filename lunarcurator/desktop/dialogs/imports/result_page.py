"""The last step: what came in, under which entry, and the way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunarcurator.desktop.dialogs.whole_file import WholeFileWords
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.services.importing import ImportPlan
from lunarcurator.services.whole_files import WholeFile
from lunarcurator.services.words import Words


class ResultPage(QWidget):
    """Says what an import did; `undo` asks to take it back, `next_wanted` to go on with the next sheet.

    `undo_all` asks to take back every sheet of the file that is in the book.
    """

    undo = Signal()
    undo_all = Signal()
    next_wanted = Signal()

    def __init__(self, appearance: Appearance, words: Words) -> None:
        super().__init__()
        self._words = words
        self.title = Label(appearance, size=22, weight=SEMIBOLD, wrap=True, object_name="importDialog.result")
        self.told = Label(appearance, size=14, colour="text2", wrap=True, object_name="importDialog.resultTold")
        self.undo_button = Button(self.tr("Undo this import"), concept="undo", object_name="importDialog.undo")
        self.all_button = Button("", concept="undo", object_name="importDialog.undoAll")
        self._file_words = WholeFileWords(self)
        self.next_button = Button("", concept="import", object_name="importDialog.nextSheet")
        column, row = QVBoxLayout(self), FlowLayout(appearance.look.metrics.px(8))
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.look.metrics.px(12))
        for button in (self.undo_button, self.all_button, self.next_button):
            row.addWidget(button)
            button.hide()
        column.addWidget(self.title)
        column.addWidget(self.told)
        column.addLayout(row)
        column.addStretch(1)
        self.undo_button.clicked.connect(lambda _on=False: self.undo.emit())
        self.all_button.clicked.connect(lambda _on=False: self.undo_all.emit())
        self.next_button.clicked.connect(lambda _on=False: self.next_wanted.emit())

    def show_writing(self, plan: ImportPlan) -> None:
        """Say that rows are being written."""
        self.title.setText(self.tr("Writing {file}").replace("{file}", plan.file))
        self.told.setText(self.tr("All of it is one entry. Until it stands, Cancel leaves no trace."))
        self._offer_undo(offered=False)
        self._offer("")

    def _offer(self, sheet: str) -> None:
        self.next_button.setText(self.tr("Go on with the sheet {sheet}").replace("{sheet}", sheet))
        self.next_button.setVisible(bool(sheet))

    def _offer_undo(self, whole: WholeFile | None = None, *, offered: bool) -> None:
        this = self.tr("Undo this sheet") if whole is not None and whole.by_sheet else self.tr("Undo this import")
        self.undo_button.setText(this)
        self.undo_button.setVisible(offered)
        self.all_button.setVisible(whole is not None)
        if whole is not None:
            self.all_button.setText(self.tr("{act}…").replace("{act}", self._file_words.all_of(whole)))

    def show_done(self, plan: ImportPlan, seq: int, next_sheet: str = "", whole: WholeFile | None = None) -> None:
        """Say what came in under which entry, which sheet is the next one, and what may be taken back."""
        self.title.setText(self._words.say("import_window.came_in", {"count": plan.writes}))
        told = [self.tr("Entry {seq} holds them all, with the name and SHA-256 of {file}.")]
        if given := plan.numbers_given:
            numbered = self.tr("Numbers given by this lab: {count}. The panel of each piece names the entry.")
            told.append(numbered.replace("{count}", shown_count(len(given))))
        if plan.bad:
            told.append(self._words.say("import_window.left_out", {"count": plan.bad}))
            told.append(self.tr("Save them with their reasons, mend them, and bring them in again."))
        text = " ".join(told).replace("{seq}", shown_count(seq))
        self.told.setText(text.replace("{file}", plan.file))
        self._offer_undo(whole, offered=True)
        self._offer(next_sheet)

    def show_undone(self, plan: ImportPlan, seq: int, next_sheet: str = "") -> None:
        """Say that the import was taken back."""
        self.title.setText(self.tr("The import of {file} was taken back").replace("{file}", plan.file))
        told = self.tr("Entry {seq} undoes it. Both stay in the journal.")
        self.told.setText(told.replace("{seq}", shown_count(seq)))
        self._offer_undo(offered=False)
        self._offer(next_sheet)

    def show_all_undone(self, whole: WholeFile, first: int, last: int, next_sheet: str = "") -> None:
        """Say that everything the file brought in was taken back, by which entries."""
        self.title.setText(self.tr("All of {file} was taken back").replace("{file}", whole.file))
        told = self.tr("The entries {first} to {last} undo it. All stay in the journal.")
        self.told.setText(told.replace("{first}", shown_count(first)).replace("{last}", shown_count(last)))
        self._offer_undo(offered=False)
        self._offer(next_sheet)
