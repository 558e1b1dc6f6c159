"""The last step: what came in, under which entry, and the way on to the next sheet."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.plain_column import plain_column
from lunarcurator.services.importing import ImportPlan
from lunarcurator.services.words import Words


class ResultPage(QWidget):
    """Says what an import did; `next_wanted` asks to go on with the next sheet."""

    next_wanted = Signal()

    def __init__(self, appearance: Appearance, words: Words) -> None:
        super().__init__()
        self._words = words
        self.title = Label(appearance, size=22, weight=SEMIBOLD, wrap=True, object_name="importDialog.result")
        self.told = Label(appearance, size=14, colour="text2", wrap=True, object_name="importDialog.resultTold")
        self.next_button = Button("", concept="import", object_name="importDialog.nextSheet")
        self.next_button.clicked.connect(lambda _on=False: self.next_wanted.emit())
        column = plain_column(self, appearance.look.metrics.px(12), self.title, self.told)
        column.addWidget(self.next_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_done(self, plan: ImportPlan, seq: int, next_sheet: str) -> None:
        """Say what came in under which entry, and which sheet is the next one, "" for none."""
        given = len(plan.numbers_given)
        keys = ["import_window.came_in", "import_window.entry_holds"]
        keys += ["import_window.numbered"] if given else []
        keys += ["import_window.left_out", "import_window.save_left"] if plan.bad else []
        facts = {"file": plan.file, "seq": seq, "count": plan.writes, "given": given, "bad": plan.bad}
        title, *told = (self._words.say(key, facts) for key in (*keys, "import_window.undo_after"))
        self.title.setText(title)
        self.told.setText(" ".join(told))
        self.next_button.setText(self._words.say("import_window.next_sheet", {"sheet": next_sheet}))
        self.next_button.setVisible(bool(next_sheet))
