"""The last step: what came in, under which entry, and the way back."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunarcurator.desktop.dialogs.whole_file import WholeFileWords
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.desktop.widgets.labels import Label
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
        self.undo_button = Button("", concept="undo", object_name="importDialog.undo")
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
        self._show(("import_window.writing_file", "import_window.one_entry"), {"file": plan.file})

    def show_done(self, plan: ImportPlan, seq: int, next_sheet: str = "", whole: WholeFile | None = None) -> None:
        """Say what came in under which entry, which sheet is the next one, and what may be taken back."""
        given = len(plan.numbers_given)
        keys = ["import_window.came_in", "import_window.entry_holds"]
        keys += ["import_window.numbered"] if given else []
        keys += ["import_window.left_out", "import_window.save_left"] if plan.bad else []
        facts = {"file": plan.file, "seq": seq, "count": plan.writes, "given": given, "bad": plan.bad}
        self._show(keys, facts, next_sheet)
        by_sheet = whole is not None and whole.by_sheet
        self.undo_button.setText(self._words.say("import_window.undo_sheet" if by_sheet else "import_window.undo"))
        self.undo_button.show()
        self.all_button.setVisible(whole is not None)
        if whole is not None:
            self.all_button.setText(f"{self._file_words.all_of(whole)}…")

    def show_undone(self, plan: ImportPlan, seq: int, next_sheet: str = "") -> None:
        """Say that the import was taken back."""
        keys = ("import_window.undone", "import_window.undone_by")
        self._show(keys, {"file": plan.file, "seq": seq}, next_sheet)

    def show_all_undone(self, whole: WholeFile, first: int, last: int, next_sheet: str = "") -> None:
        """Say that everything the file brought in was taken back, by which entries."""
        keys = ("import_window.all_undone", "import_window.all_undone_by")
        self._show(keys, {"file": whole.file, "first": first, "last": last}, next_sheet)

    def _show(self, keys: Sequence[str], facts: Mapping[str, object], next_sheet: str = "") -> None:
        """Say the first key as the title, and the others below it; offer the next sheet."""
        title, *told = (self._words.say(key, facts) for key in keys)
        self.title.setText(title)
        self.told.setText(" ".join(told))
        self.undo_button.hide()
        self.all_button.hide()
        self.next_button.setText(self._words.say("import_window.next_sheet", {"sheet": next_sheet}))
        self.next_button.setVisible(bool(next_sheet))
