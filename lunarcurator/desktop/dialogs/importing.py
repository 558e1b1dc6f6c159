"""The import dialog: a file is read and judged row by row, and what stands is posted as one entry."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, override

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from lunarcurator.desktop.dialogs.form.sizes import RememberedSizes
from lunarcurator.desktop.dialogs.imports.panel import ImportPanel
from lunarcurator.desktop.dialogs.imports.rows import PlanModel, PlanTable, RowTelling
from lunarcurator.desktop.dialogs.imports.steps import StepLine
from lunarcurator.desktop.lanes import Ticket
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.cards import Choice, EmptyState
from lunarcurator.desktop.widgets.chips import Chip
from lunarcurator.desktop.widgets.dialog import Dialog
from lunarcurator.desktop.widgets.fields import SearchField
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.strips import FindingStrip
from lunarcurator.desktop.workplace import Workplace
from lunarcurator.domain.days import Day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import OperatorRef, ref_of
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.services.importing import ImportPlan, Verdict, plan_import, post_import, write_report
from lunarcurator.services.posting import Cancelled, Posted, Refused

_SIZE: Final = QSize(1180, 700)
_FILE, _VERDICTS, _POST = 0, 3, 4


def open_import(
    workplace: Workplace, selection: Selection, parent: QWidget | None, path: Path | str | None = None
) -> "ImportDialog":
    """Return the dialog that brings in a file; without a path it asks for one."""
    del selection
    return ImportDialog(workplace, Path(path) if path is not None else None, parent)


class ImportDialog(Dialog):
    """Reads a file in the background, shows a verdict for each row, and posts the rows that stand."""

    def __init__(self, workplace: Workplace, path: Path | None, parent: QWidget | None) -> None:
        super().__init__(
            workplace.appearance,
            self.tr("Import"),
            self.tr("Import"),
            object_name="importDialog",
            sizes=RememberedSizes(workplace.memory),
            size=_SIZE,
            parent=parent,
        )
        self._workplace = workplace
        self._plan: ImportPlan | None = None
        self._path: Path | None = None
        self._ticket: Ticket | None = None
        self._posting = False
        self._telling = RowTelling(workplace.words)
        look = workplace.appearance
        names = (
            self.tr("File"),
            self.tr("Sheet and header"),
            self.tr("Columns"),
            self.tr("Verdicts"),
            self.tr("Post"),
        )
        self.steps = StepLine(look, names)
        headers = (
            self.tr("Row"),
            self.tr("Verdict"),
            self.tr("Number"),
            self.tr("In the file"),
            self.tr("Why"),
        )
        self.model = PlanModel(headers, self._telling, self)
        self.table = PlanTable(look, self.model, self._telling)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self.chips = {
            verdict: Chip(look, self._telling.verdict(verdict), object_name=f"importDialog.{verdict}")
            for verdict in Verdict
        }
        self.search = SearchField(look, self.tr("Find in file"), object_name="importDialog.search")
        self.choose = self._beginning()
        self.save_bad = Button("", concept="document", object_name="importDialog.saveBad")
        self._said = Label(look, wrap=True, colour="text2", object_name="importDialog.state")
        self._progress = QProgressBar()
        self._spare = QWidget()
        self._trouble: FindingStrip | None = None
        self._chip_row, self._trouble_box = QHBoxLayout(), QVBoxLayout()
        self._side = ImportPanel(workplace, self.panel, self._telling, self)
        self._lay_out()
        self._connect_parts()
        self.setAcceptDrops(True)
        self._show_plan(None)
        if path is not None:
            self.read_file(path)

    def _beginning(self) -> EmptyState:
        choice = Choice(
            "open",
            self.tr("Choose a file…"),
            self.tr("A workbook or a text table: .xlsx, .xls, .ods or .csv."),
            "",
            "importDialog.choose",
        )
        return EmptyState(
            self._workplace.appearance,
            self.tr("What comes in?"),
            self.tr("Every row is judged before anything is written."),
            (choice,),
            note=self.tr("Or drop a file anywhere in this dialog."),
            object_name="importDialog.begin",
        )

    def read_file(self, path: Path, days: Mapping[str, Day] | None = None) -> None:
        """Read and judge a file; the rows appear when that is done."""
        self._path = path
        self._show_trouble("")
        self._show_plan(None)
        self.steps.show_step(1)
        self._say(self.tr("Reading {file}").replace("{file}", path.name), 0, 0)
        desk = self._workplace.desk
        self._ticket = self._workplace.lanes.background(
            lambda ticket: plan_import(
                desk, path, effective=days or None, progress=ticket.progress, should_stop=ticket.should_stop
            ),
            self._planned,
            self._not_planned,
        )
        told = self.tr("Reading {file}: {count} rows").replace("{file}", path.name)
        self._ticket.on_progress = lambda done, total: self._say(
            told.replace("{count}", shown_count(done)), done, total
        )

    def _planned(self, plan: ImportPlan) -> None:
        self._ticket = None
        self._show_plan(plan)

    def _not_planned(self, error: Exception) -> None:
        self._ticket = None
        self.steps.show_step(_FILE)
        self._say("", 0, 0)
        self._tell_error(error)

    def _show_plan(self, plan: ImportPlan | None) -> None:
        self._plan = plan
        there = plan is not None
        for part in (*self.chips.values(), self.search, self.table):
            part.setVisible(there)
        self.choose.setVisible(not there)
        self._spare.setVisible(not there)
        self.save_bad.setVisible(plan is not None and plan.bad > 0)
        self._side.show_plan(plan)
        self._show_primary()
        if plan is None:
            self.model.show_plan(None, frozenset())
            self._say("", 0, 0)
            return
        self.steps.show_step(_VERDICTS)
        self._say_plan(plan)
        self._first_filters(plan)
        self._filter()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_plan(self, plan: ImportPlan) -> None:
        title = self.tr("Import  {file} · {rows} rows · header in row {header}")
        title = title.replace("{file}", plan.file).replace("{rows}", shown_count(len(plan.rows)))
        self.set_title(title.replace("{header}", shown_count(plan.header_row)))
        warned = sum(plan.warnings.values())
        text = self.tr("Rows left out come back as a workbook with the reasons.") if plan.bad else ""
        if warned:
            one = self.tr("1 row comes in with a warning.")
            doubtful = one if warned == 1 else self.tr("{count} rows come in with a warning.")
            text = f"{doubtful.replace('{count}', shown_count(warned))} {text}".strip()
        self._say(text, 0, 0)
        self.set_draft(self.tr("One entry, one undo. File name and SHA-256 go into the journal."))
        one = self.tr("Save 1 row with its reasons…")
        bad = one if plan.bad == 1 else self.tr("Save {count} rows with reasons…")
        self.save_bad.setText(bad.replace("{count}", shown_count(plan.bad)))
        for verdict, chip in self.chips.items():
            chip.set_count(shown_count(plan.counts[verdict]))
            chip.setEnabled(plan.counts[verdict] > 0)

    def _first_filters(self, plan: ImportPlan) -> None:
        """Show first what needs an eye: conflicts and refused rows, where there are any."""
        for verdict, chip in self.chips.items():
            chip.blockSignals(True)
            chip.setChecked(verdict in {Verdict.CONFLICT, Verdict.REFUSED} and plan.counts[verdict] > 0)
            chip.blockSignals(False)
            chip.updateGeometry()

    def _filter(self) -> None:
        chosen = frozenset(verdict for verdict, chip in self.chips.items() if chip.isChecked())
        self.model.show_plan(self._plan, chosen, self.search.text())
        if self.model.rowCount():
            self.table.selectRow(0)
        else:
            self._side.show_row(None)

    def _chosen(self, current: QModelIndex, _before: QModelIndex) -> None:
        self._side.show_row(self.model.row(current.row()) if current.isValid() else None)

    def _show_primary(self) -> None:
        plan = self._plan
        if plan is None:
            self.set_primary(self.tr("Import"), enabled=False)
            return
        text = self.tr("Import 1 row") if plan.writes == 1 else self.tr("Import {count} rows")
        text = text.replace("{count}", shown_count(plan.writes))
        obstacle = ""
        if not plan.writes:
            obstacle = self.tr("The book knows everything in this file already.")
            if plan.bad:
                obstacle = self.tr("No row of this file can come in.")
        elif not self._workplace.may_post:
            obstacle = self.tr("Nothing can be posted now.")
        self.set_primary(text, enabled=not obstacle, obstacle=obstacle)

    def _post(self) -> None:
        plan, operator = self._plan, self._workplace.operator
        if plan is None or operator is None or self._posting or self._side.days() is None:
            return
        self._set_posting(True)
        desk = self._workplace.desk
        self._ticket = self._workplace.lanes.write(
            lambda ticket: post_import(
                desk,
                plan,
                OperatorRef(ref_of(operator)),
                skip_bad=True,
                progress=ticket.progress,
                should_stop=ticket.should_stop,
            ),
            self._posted,
            self._not_posted,
        )
        told = self.tr("Writing {done} of {total} acts")
        self._ticket.on_progress = lambda done, total: self._say(
            told.replace("{done}", shown_count(done)).replace("{total}", shown_count(total)), done, total
        )
        self._say(self.tr("Writing"), 0, 0)

    def _posted(self, posted: Posted) -> None:
        self._ticket = None
        self._set_posting(False)
        self._workplace.changed.emit(posted.changes)
        self._workplace.posted.emit(posted)
        self.accept()

    def _not_posted(self, error: Exception) -> None:
        self._ticket = None
        self._set_posting(False)
        self._say("", 0, 0)
        self._tell_error(error)
        self._show_primary()

    def _set_posting(self, posting: bool) -> None:
        self._posting = posting
        self.steps.show_step(_POST if posting else _VERDICTS)
        self.primary_button.setEnabled(not posting)
        for part in (*self.chips.values(), self.search, self.save_bad):
            part.setEnabled(not posting)

    def _tell_error(self, error: Exception) -> None:
        words = self._workplace.words
        if isinstance(error, Cancelled):
            self._say(self.tr("Stopped. Nothing was written."), 0, 0)
        elif isinstance(error, Refused):
            self._show_trouble(" ".join(words.say_finding(finding) for finding in error.findings[:3]))
        elif isinstance(error, Refusal):
            self._show_trouble(words.say(error.key, error.facts))
        else:
            self._workplace.lanes.fault.emit(error)

    def _show_trouble(self, sentence: str) -> None:
        if self._trouble is not None:
            self._trouble.hide()
            self._trouble.deleteLater()
            self._trouble = None
        if sentence:
            look = self._workplace.appearance
            self._trouble = FindingStrip(look, "red", sentence, object_name="importDialog.trouble")
            self._trouble_box.addWidget(self._trouble)

    def trouble(self) -> str:
        """Return what stands in the way, in one sentence; empty for nothing."""
        return self._trouble.sentence if self._trouble is not None else ""

    def state(self) -> str:
        """Return what the dialog says it is doing."""
        return self._said.accessibleName()

    def _say(self, sentence: str, done: int, total: int) -> None:
        self._said.setText(sentence)
        busy = self._ticket is not None and bool(sentence)
        self._progress.setVisible(busy)
        self._progress.setRange(0, total)
        self._progress.setValue(done)

    def ask_file(self) -> None:
        """Ask for a file with the system's dialog."""
        folder = self._workplace.memory.get("importDialog.folder")
        kinds = self.tr("Tables (*.xlsx *.xlsm *.xls *.ods *.csv *.tsv *.txt *.psv);;All files (*)")
        dialog = QFileDialog(self, self.tr("Choose a file to import"), folder, kinds)
        dialog.setObjectName("importDialog.fileDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._file_chosen)
        dialog.open()

    def _file_chosen(self, name: str) -> None:
        self._workplace.memory.put("importDialog.folder", str(Path(name).parent))
        self.read_file(Path(name))

    def _ask_report(self) -> None:
        if self._plan is None:
            return
        wanted = self._plan.source.with_name(f"{self._plan.source.stem}-left-out.xlsx")
        dialog = QFileDialog(self, self.tr("Save the rows left out"), str(wanted), self.tr("Excel (*.xlsx)"))
        dialog.setObjectName("importDialog.reportDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.save_report(Path(name)))
        dialog.open()

    def save_report(self, path: Path) -> None:
        """Write the rows that are left out, with their reasons, as a workbook."""
        plan, words = self._plan, self._workplace.words
        if plan is None:
            return
        self._workplace.lanes.background(
            lambda ticket: write_report(plan, path, words, bad_only=True, should_stop=ticket.should_stop),
            lambda _none: self._say(self.tr("Saved {file}").replace("{file}", path.name), 0, 0),
            self._tell_error,
        )

    @override
    def reject(self) -> None:
        """One step back: stop what is under way; the next step closes."""
        if self._ticket is None:
            super().reject()
        else:
            self._ticket.cancel()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()) and not self._posting:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        local = next((url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()), "")
        if local:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.read_file(Path(local))

    def _connect_parts(self) -> None:
        for chip in self.chips.values():
            chip.toggled.connect(lambda _on: self._filter())
        self.search.textChanged.connect(lambda _text: self._filter())
        self.choose.chosen.connect(lambda _index: self.ask_file())
        self.save_bad.clicked.connect(lambda _on=False: self._ask_report())
        self.confirmed.connect(self._post)
        self._side.days_changed.connect(self._days_changed)

    def _days_changed(self) -> None:
        days = self._side.days()
        if self._path is not None and days is not None and self._ticket is None:
            self.read_file(self._path, days)

    def _lay_out(self) -> None:
        self.content.addWidget(self.steps)
        self.content.addLayout(self._trouble_box)
        for chip in self.chips.values():
            self._chip_row.addWidget(chip)
        self._chip_row.addStretch(1)
        self._chip_row.addWidget(self.search)
        self.content.addLayout(self._chip_row)
        self.content.addWidget(self.table, 1)
        self.content.addWidget(self.choose)
        self.content.addWidget(self._said)
        self.content.addWidget(self._progress)
        # Without a table something else must take the room, or the parts spread over it.
        self.content.addWidget(self._spare, 1)
        self._progress.setObjectName("importDialog.progress")
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Progress"))
        self._progress.hide()
        self.extras.addWidget(self.save_bad)
