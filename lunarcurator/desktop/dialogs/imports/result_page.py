"""The last step: what came in, under which entry, and the way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.services.importing import ImportPlan


class ResultPage(QWidget):
    """Says what an import did; `undo` asks to take it back."""

    undo = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(appearance, size=22, weight=SEMIBOLD, wrap=True, object_name="importDialog.result")
        self.told = Label(appearance, size=14, colour="text2", wrap=True, object_name="importDialog.resultTold")
        self.undo_button = Button(self.tr("Undo this import"), concept="undo", object_name="importDialog.undo")
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.look.metrics.px(12))
        row.addWidget(self.undo_button)
        row.addStretch(1)
        column.addWidget(self.title)
        column.addWidget(self.told)
        column.addLayout(row)
        column.addStretch(1)
        self.undo_button.clicked.connect(lambda _on=False: self.undo.emit())

    def show_writing(self, plan: ImportPlan) -> None:
        """Say that rows are being written."""
        self.title.setText(self.tr("Writing {file}").replace("{file}", plan.file))
        self.told.setText(self.tr("All of it is one entry. Until it stands, Cancel leaves no trace."))
        self.undo_button.hide()

    def show_done(self, plan: ImportPlan, seq: int) -> None:
        """Say what came in under which entry."""
        one, many = self.tr("1 row came in"), self.tr("{count} rows came in")
        self.title.setText((one if plan.writes == 1 else many).replace("{count}", shown_count(plan.writes)))
        told = [self.tr("Entry {seq} holds them all, with the name and SHA-256 of {file}.")]
        if plan.bad:
            left = self.tr("1 row was left out.") if plan.bad == 1 else self.tr("{count} rows were left out.")
            told.append(left.replace("{count}", shown_count(plan.bad)))
            told.append(self.tr("Save them with their reasons, mend them, and bring them in again."))
        text = " ".join(told).replace("{seq}", shown_count(seq))
        self.told.setText(text.replace("{file}", plan.file))
        self.undo_button.show()

    def show_undone(self, plan: ImportPlan, seq: int) -> None:
        """Say that the import was taken back."""
        self.title.setText(self.tr("The import of {file} was taken back").replace("{file}", plan.file))
        told = self.tr("Entry {seq} undoes it. Both stay in the journal.")
        self.told.setText(told.replace("{seq}", shown_count(seq)))
        self.undo_button.hide()
