"""The export dialog: which report, which rows and columns, as of when; the sheet is seen before it is written."""

from dataclasses import replace
from pathlib import Path
from typing import Final, override

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.exports.choices import ReportList, first_report
from lunarcurator.desktop.dialogs.exports.columns import ColumnList
from lunarcurator.desktop.dialogs.exports.presets import PresetBar
from lunarcurator.desktop.dialogs.exports.replacing import Replacing
from lunarcurator.desktop.dialogs.exports.shape import ShapeOptions
from lunarcurator.desktop.dialogs.exports.sheet import SheetModel, SheetView
from lunarcurator.desktop.dialogs.exports.telling import columns_in_words, rows_in_words, written_in_words
from lunarcurator.desktop.dialogs.exports.writing import SUFFIXES, Written, write_report
from lunarcurator.desktop.dialogs.form.long_work import LongWork
from lunarcurator.desktop.dialogs.form.sizes import RememberedSizes
from lunarcurator.desktop.folders import EXPORTS, first_folder, remember_path, show_outside
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.widgets.as_it_is import CheckBox
from lunarcurator.desktop.widgets.buttons import Button, IconButton
from lunarcurator.desktop.widgets.chips import SegmentedControl
from lunarcurator.desktop.widgets.dialog import Dialog
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.desktop.widgets.labels import CutLabel, Label, LinkLabel
from lunarcurator.desktop.widgets.strips import StripTone
from lunarcurator.domain.days import DayTextError, day_come, show_day
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.domain.moments import NOW, moment_at
from lunarcurator.services.exporting import REPORTS, Report, Scope, Takes, Wanted
from lunarcurator.services.exporting.presets import Preset
from lunarcurator.services.journal import JournalFilter
from lunarcurator.services.previewing import Preview, preview

_SIZE: Final = QSize(1280, 740)
_PREVIEWED, _LEAST_ROWS = 15, 3
_FORMATS: Final = ("Excel", "CSV", "PDF", "HTML")


def open_export(context: AppContext, selection: Selection, parent: QWidget | None) -> "ExportDialog":
    """Return the dialog that writes a report."""
    return ExportDialog(context, selection, parent)


class ExportDialog(Dialog):
    """Three panes: the report, its rows and columns, and a preview that is the sheet itself."""

    def __init__(self, context: AppContext, selection: Selection, parent: QWidget | None) -> None:
        super().__init__(
            context.appearance,
            self.tr("Export"),
            self.tr("Export"),
            object_name="exportDialog",
            sizes=RememberedSizes(context.memory),
            panel=False,
            size=_SIZE,
            parent=parent,
        )
        self._context, self._selection = context, selection
        self._preview: Preview | None = None
        self._unreadable = self._said_unreadable = False
        self._no_day = ""
        self._columns_to_come: tuple[str, ...] = ()
        self._moment = context.moment
        self._folder = first_folder(context.memory)
        self._named: Path | None = None
        self._written: Path | None = None
        self._replacing = Replacing()
        look = context.appearance
        self.reports = ReportList(look, context.words, selection)
        self.shape = ShapeOptions(look, selection)
        self.presets = PresetBar(context, lambda: (self.wanted(), self.target().suffix))
        self.columns = ColumnList()
        self.every_column = Button(self.tr("All"), dense=True, object_name="exportDialog.allColumns")
        self.every_column.setAccessibleName(self.tr("Choose all"))
        self.no_column = Button(self.tr("None"), dense=True, object_name="exportDialog.noColumn")
        self.no_column.setAccessibleName(self.tr("Choose none"))
        up, down = self.tr("Move the column up"), self.tr("Move the column down")
        self.up = IconButton("up", up, object_name="exportDialog.columnUp")
        self.down = IconButton("down", down, object_name="exportDialog.columnDown")
        self.as_of = QLineEdit()
        self.as_of.setObjectName("exportDialog.asOf")
        self.formats = SegmentedControl(look, _FORMATS, self.tr("Format"), object_name="exportDialog.format")
        self.model = SheetModel(look, self)
        self.sheet = SheetView(look, self.model)
        self.open_when_done = CheckBox(self.tr("Open when done"))
        self.open_when_done.setObjectName("exportDialog.openWhenDone")
        self._target = CutLabel(look, size=12, weight=SEMIBOLD, object_name="exportDialog.target")
        self._target.keeps_end = True
        self._change = LinkLabel(look, self.tr("Change…"), size=12, object_name="exportDialog.change")
        self._size_of_it = CutLabel(look, size=12, colour="text2", object_name="exportDialog.size")
        self._shown = CutLabel(look, colour="text2", object_name="exportDialog.shown")
        self.work = LongWork(context, "exportDialog.work", self.tr("Stopped. No file was written."))
        self._as_of_field = Field(look, self.tr("As of"), self.as_of)
        self._lay_out()
        self._begin()
        self._connect_parts()
        # Whatever reads meanwhile takes the interpreter from the thread that builds and shows all this.
        QTimer.singleShot(0, self, self._refresh)

    def wanted(self) -> Wanted:
        """Return the report as it is asked for now."""
        scope = self.shape.scope() if self._takes(Takes.SCOPE) else Scope()
        return Wanted(
            report=self._report(),
            moment=self._moment if self._takes(Takes.MOMENT) else NOW,
            scope=Scope(self._selection.samples) if self._about_one() else scope,
            columns=self.columns.chosen() or None,
            unit=self.shape.chosen_unit(),
            group_by=self.shape.group_by(),
            entries=self._selection.entries or JournalFilter(),
            listed=self.reports.listed(),
            who=self._context.operator_name,
            when=show_day(self._context.session.today),
        )

    def target(self) -> Path:
        """Return the file that will be written."""
        suffix = SUFFIXES[self.formats.choice()]
        if self._named is not None:
            return self._named.with_suffix(suffix)
        day = show_day(self._moment.day or self._context.session.today)
        return self._folder / f"{self.reports.file_name()}-{day}{suffix}"

    def choose_target(self, path: Path) -> None:
        """Write to this file; its ending chooses the format."""
        suffix = path.suffix.lower()
        if suffix in SUFFIXES:
            self.formats.choose(SUFFIXES.index(suffix))
        self._named, self._folder = path, path.parent
        # The dialog in which a file is chosen asks before one that is there is taken.
        self._replacing.agree(path, self._report())
        remember_path(self._context.memory, EXPORTS, path.parent)
        self._tell()

    def outcome(self) -> str:
        """Return what became of the export, in one sentence; empty before."""
        return self.work.outcome

    def _report(self) -> Report:
        return self.reports.report()

    def _takes(self, what: Takes) -> bool:
        """Whether the report goes by a scope, a day or one piece."""
        return what in REPORTS[self._report()].takes

    def _about_one(self) -> bool:
        return self._takes(Takes.ONE_PIECE)

    def _use(self, preset: Preset) -> None:
        """Ask for what a preset says; its columns are taken over when they are known."""
        self._columns_to_come = preset.columns
        if preset.suffix in SUFFIXES:
            self.formats.choose(SUFFIXES.index(preset.suffix))
        self.reports.choose(preset.report)
        self.shape.choose(preset.unit, preset.group_by, preset.filters)

    def _take_columns_over(self) -> None:
        wanted, self._columns_to_come = self._columns_to_come, ()
        if wanted:
            self.columns.choose(wanted)

    def _begin(self) -> None:
        self.as_of.setText(show_day(self._moment.day or self._context.session.today))
        self.open_when_done.setChecked(self._context.memory.get("exportDialog.open") == "yes")
        self.shape.choose(self._context.units.in_lists, "", ())
        self.reports.choose(first_report(self._selection))
        self._tell()

    def _other_report(self) -> None:
        """Come to another report, which may lack the column that rows were grouped by."""
        self.shape.ungroup()
        self._refresh()

    def _refresh(self) -> None:
        """Read the first rows of what is asked for."""
        session, words = self._context.session, self._context.words
        wanted = replace(self.wanted(), columns=None)
        self.shape.allow(scope=self._takes(Takes.SCOPE))
        self.as_of.setEnabled(self._takes(Takes.MOMENT))
        self._preview, self._unreadable = None, False
        self._tell()
        if self._about_one() and len(self._selection.samples) != 1:
            self._show_columns()
            return
        self._context.lanes.background(
            lambda ticket: None if ticket.should_stop() else preview(session, words, wanted, _PREVIEWED),
            lambda made: self._previewed(made, wanted),
            lambda error: self._not_previewed(error, wanted),
        )

    def _is_asked(self, asked: Wanted) -> bool:
        """Whether this is what is asked for still, and nothing else since."""
        return replace(asked, columns=None) == replace(self.wanted(), columns=None)

    def _not_previewed(self, error: Exception, asked: Wanted) -> None:
        if self._is_asked(asked):
            self._unreadable = self._said_unreadable = True
            self.work.say_failure(error)
            self._tell()

    def _previewed(self, made: Preview | None, asked: Wanted) -> None:
        if made is None or self._preview is not None or not self._is_asked(asked):
            # What was asked for twice is shown once.
            return
        if self._said_unreadable:
            self._said_unreadable = False
            self._show_outcome("", "green")
        self._preview = made
        self.columns.show_columns(made.columns)
        self.shape.show_columns(made.columns)
        self._take_columns_over()
        self._show_columns()

    def _show_columns(self) -> None:
        self.model.show_preview(self._preview, self.columns.chosen())
        self._tell()

    def _tell(self) -> None:
        """Say what will be written where, and whether it can be."""
        target = self.target()
        self._target.setText(f"{target.parent.name} › {target.name}")
        self._target.setToolTip(str(target))
        made, chosen = self._preview, len(self.columns.chosen())
        name, kind = self.reports.name_of(self._report()), _FORMATS[self.formats.choice()]
        text = self.tr("Export {report} to {format}").replace("{report}", name).replace("{format}", kind)
        of_nothing, obstacle = self._about_one() and len(self._selection.samples) != 1, ""
        if of_nothing:
            obstacle = self.tr("Select the one piece it is about first.")
        elif self._no_day and self._takes(Takes.MOMENT):
            obstacle = self._no_day
        elif made is not None and not self.work.busy:
            obstacle = "" if chosen else self.tr("Choose at least one column.")
        may = made is not None and not self.work.busy and not of_nothing and not obstacle
        self.set_primary(text, enabled=may, obstacle=obstacle)
        if made is None:
            self._size_of_it.setText("")
            reading = "" if self._unreadable else self.tr("reading")
            self._shown.setText(obstacle if of_nothing else reading)
            return
        rows = rows_in_words(made.total)
        self._size_of_it.setText(f"{rows}, {columns_in_words(chosen)}")
        first = self.tr("first {shown} of {rows}").replace("{shown}", shown_count(len(made.rows)))
        self._shown.setText(first.replace("{rows}", rows) if len(made.rows) < made.total else rows)

    def _day_typed(self) -> None:
        today = self._context.session.today
        try:
            day = day_come(self.as_of.text(), today)
        except DayTextError as error:
            self._as_of_field.set_tone("red")
            self._no_day = self._context.words.say(error.key, error.facts)
            self._as_of_field.set_note(self._no_day, "tones.red.ink")
            self._tell()
            return
        self._no_day = ""
        self._as_of_field.set_tone("")
        self._as_of_field.set_note("")
        moment = moment_at(day, today)
        self.as_of.setText(show_day(moment.day or today))
        if moment != self._moment:
            self._moment = moment
            self._refresh()
        else:
            self._tell()

    def _export(self) -> None:
        if self.work.busy or self._preview is None:
            return
        # A key confirms while the day is still being typed.
        self._day_typed()
        if self._no_day and self._takes(Takes.MOMENT):
            return
        session, words = self._context.session, self._context.words
        wanted, path = self.wanted(), self.target()
        if question := self._replacing.ask(path, wanted.report):
            self._show_outcome(question, "amber")
            return
        self._context.memory.put("exportDialog.open", "yes" if self.open_when_done.isChecked() else "no")
        self._show_outcome("", "green")
        lanes = self._context.lanes
        self.work.begin(
            lambda done, failed: lanes.background(
                lambda ticket: write_report(session, words, wanted, path, ticket), done, failed
            ),
            lambda written: self._done(path, written),
        )

    def _done(self, path: Path, written: Written) -> None:
        self._written = path
        self.cancel_button.setText(self.tr("Close"))
        self._show_outcome(written_in_words(written.rows, written.pages, path.name), "green")
        if self.open_when_done.isChecked():
            show_outside(path)

    def _show_outcome(self, sentence: str, tone: StripTone, *, of_file: bool = True) -> None:
        if tone == "green" and of_file and sentence:
            folder = (self.tr("Open the folder"), "exportDialog.openFolder")
            self.work.say_outcome(sentence, tone, self.tr("Open the file"), folder)
        else:
            self.work.say_outcome(sentence, tone)

    def _offer_moves(self, _row: int = 0) -> None:
        row, count = self.columns.currentRow(), self.columns.count()
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < count - 1)

    def _open_written(self) -> None:
        if self._written is not None:
            show_outside(self._written)

    def _open_where_written(self) -> None:
        if self._written is not None:
            show_outside(self._written.parent)

    def _ask_target(self) -> None:
        kinds = self.tr("Excel (*.xlsx);;CSV (*.csv);;PDF (*.pdf);;HTML (*.html)")
        dialog = QFileDialog(self, self.tr("Write the report to"), str(self.target()), kinds)
        dialog.setObjectName("exportDialog.fileDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIXES[self.formats.choice()].removeprefix("."))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.choose_target(Path(name)))
        dialog.open()

    @override
    def reject(self) -> None:
        """One step back: stop the writing; the next step closes."""
        if not self.work.stop():
            super().reject()

    def _connect_parts(self) -> None:
        self.reports.chosen.connect(lambda _report: self._other_report())
        self.shape.changed.connect(self._refresh)
        self.presets.chosen.connect(self._use)
        self.presets.told.connect(lambda sentence, tone: self._show_outcome(sentence, tone, of_file=False))
        self.formats.chosen.connect(lambda _index: self._tell())
        self.columns.chosen_changed.connect(self._show_columns)
        self.every_column.clicked.connect(lambda _on=False: self.columns.choose_all())
        self.no_column.clicked.connect(lambda _on=False: self.columns.choose_all(on=False))
        self.up.clicked.connect(lambda _on=False: self.columns.move_column(-1))
        self.down.clicked.connect(lambda _on=False: self.columns.move_column(1))
        self.columns.currentRowChanged.connect(self._offer_moves)
        self.columns.chosen_changed.connect(self._offer_moves)
        self._offer_moves()
        self.as_of.editingFinished.connect(self._day_typed)
        self._change.activated.connect(self._ask_target)
        self.work.followed.connect(self._open_written)
        self.work.second_followed.connect(self._open_where_written)
        self.work.changed.connect(self._tell)
        self.confirmed.connect(self._export)
        self.next_asked.connect(lambda: (self.as_of if self._no_day else self.columns).setFocus())

    def _lay_out(self) -> None:
        metrics = self._context.appearance.look.metrics
        px = metrics.px
        self.reports.setFixedWidth(px(190))
        self._shown.setMinimumWidth(px(16))
        self._change.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for view in (self.reports.list, self.columns, self.sheet):
            # What scrolls by itself takes what is left, and never makes the dialog scroll for its sake.
            view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
            view.setMinimumHeight(_LEAST_ROWS * metrics.row)
        self.columns.setMinimumWidth(px(220))
        panes = QHBoxLayout()
        panes.setSpacing(px(16))
        first = QVBoxLayout()
        first.addWidget(self.reports, 1)
        first.addWidget(self._as_of_field)
        panes.addLayout(first)
        panes.addLayout(self._middle())
        panes.addLayout(self._right_pane(), 1)
        self.content.addLayout(panes, 1)
        self.content.addWidget(self.presets)
        self.content.addWidget(self.work)
        for at, part in enumerate((self._target, self._change, self._size_of_it)):
            self.foot_state.insertWidget(at, part)
        self.extras.addWidget(self.open_when_done)

    def _middle(self) -> QVBoxLayout:
        look = self._context.appearance
        column = QVBoxLayout()
        column.addWidget(self.shape)
        head = QHBoxLayout()
        head.setSpacing(look.look.metrics.px(4))
        head.addWidget(Label(look, self.tr("Columns"), weight=SEMIBOLD), 1)
        for part in (self.up, self.down, self.every_column, self.no_column):
            head.addWidget(part)
        column.addLayout(head)
        column.addWidget(self.columns, 1)
        return column

    def _right_pane(self) -> QVBoxLayout:
        look = self._context.appearance
        column, head = QVBoxLayout(), QHBoxLayout()
        head.addWidget(Label(look, self.tr("Preview"), weight=SEMIBOLD))
        head.addWidget(self._shown)
        head.addStretch(1)
        head.addWidget(self.formats)
        column.addLayout(head)
        column.addWidget(self.sheet, 1)
        return column
