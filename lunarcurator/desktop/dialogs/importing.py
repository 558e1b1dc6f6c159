"""The import wizard: rows are read, mapped, asked about and judged; what stands is posted as one entry."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final, override

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.drafting import hour_of
from lunarcurator.desktop.dialogs.form.file_draft import FileDraft
from lunarcurator.desktop.dialogs.form.sizes import RememberedSizes
from lunarcurator.desktop.dialogs.imports.case import (
    Case,
    gone_on_with,
    judge,
    look_into,
    opened,
    reconsidered,
    write,
)
from lunarcurator.desktop.dialogs.imports.files import FileAsking, local_file
from lunarcurator.desktop.dialogs.imports.pages import Pages, Step
from lunarcurator.desktop.dialogs.imports.panel import ImportPanel
from lunarcurator.desktop.dialogs.imports.primary import note_of, primary_of, title_of
from lunarcurator.desktop.dialogs.imports.rows import RowTelling
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.dialog import Dialog
from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import OperatorRef, ref_of
from lunarcurator.services.drafts import Draft
from lunarcurator.services.importing import ImportPlan, Reading, TextForm, Told, Unread, profile_of, save_profile
from lunarcurator.services.importing.import_draft import KIND, ImportDraft, import_draft, left_in, subject_of
from lunarcurator.services.importing.source import AS_FOUND
from lunarcurator.services.posting import Posted

_SIZE: Final = QSize(1180, 700)


def open_import(
    context: AppContext, selection: Selection, parent: QWidget | None, path: Path | str | None = None
) -> "ImportDialog":
    """Return the dialog that brings in a file; without a path it asks for one."""
    del selection
    dialog = ImportDialog(context, parent)
    if path is not None:
        dialog.read_file(Path(path))
    return dialog


def open_paste(context: AppContext, selection: Selection, parent: QWidget | None) -> "ImportDialog":
    """Return the dialog that brings in what is on the clipboard: rows, or a file that was copied."""
    del selection
    dialog = ImportDialog(context, parent)
    dialog.paste()
    return dialog


class ImportDialog(Dialog):
    """Goes from a file to an entry, step by step; nothing is written before the last one."""

    def __init__(self, context: AppContext, parent: QWidget | None) -> None:
        super().__init__(
            context.appearance,
            self.tr("Import"),
            self.tr("Import"),
            object_name="importDialog",
            sizes=RememberedSizes(context.memory),
            size=_SIZE,
            parent=parent,
        )
        self._context = context
        self._case: Case | None = None
        self._plan: ImportPlan | None = None
        self._resuming: ImportDraft | None = None
        self._from: tuple[Path | None, str] = (None, "")
        self._next = ""
        self._kept_us = 0
        telling = RowTelling(context.words)
        self.pages = Pages(context, telling, self.content)
        self._work = self.pages.work
        self._files = FileAsking(self, context, self.pages)
        self._side = ImportPanel(context, self.panel, telling, self.pages)
        self._keeping = FileDraft(context, KIND, self._content, self.pages.offers, self)
        self.save_bad = Button("", concept="document", object_name="importDialog.saveBad")
        self.back = Button(self.tr("Back"), object_name="importDialog.back")
        for button in (self.save_bad, self.back):
            self.extras.addWidget(button)
        self._connect_parts()
        self.setAcceptDrops(True)
        self._show(Step.FILE)
        self._keeping.offer_last()

    @property
    def step(self) -> Step:
        """The step in front."""
        return self.pages.step

    def read_file(self, path: Path) -> None:
        """Read a file; where it leaves nothing open its rows are judged at once."""
        self._forget()
        self._read(path)

    def read_text(self, text: str) -> None:
        """Read rows copied in another program."""
        self._forget()
        self._read(None, text)

    def paste(self) -> None:
        """Read what is on the clipboard: a file that was copied, or rows."""
        clipboard = QGuiApplication.clipboard()
        path = local_file(clipboard.mimeData())
        if path is not None:
            self.read_file(path)
        else:
            self.read_text(clipboard.text())

    def _forget(self) -> None:
        self._case = self._plan = self._resuming = None
        self._show(Step.FILE)

    def _read(self, path: Path | None, text: str = "", form: TextForm = AS_FOUND, *, again: bool = False) -> None:
        """Read a file, or rows copied in another program, a text in a form; `again` where it was in front."""
        session, self._from = self._context.session, (path, text)
        name = path.name if path is not None else self.tr("the clipboard")
        work, came = partial(opened, session, path, text, form), partial(self._opened, again)
        self._work.start(lambda _ticket: work(), came, "import_window.reading", file=name)

    def _opened(self, again: bool, case: Case | Unread) -> None:
        if isinstance(case, Unread):
            self._look_at(case)
            return
        left, self._resuming = self._resuming, None
        sha256 = case.source.book.sha256
        goes_on = left is not None and left.sha256 == sha256
        self._keeping.begin(subject_of(case.source), sha256, resuming=goes_on)
        if left is not None and goes_on:
            work = partial(gone_on_with, self._context.session, case.source, left.said)
            self._work.start(lambda _ticket: work(), partial(self._gone_on, left), "import_window.looking")
            return
        self._take(case)
        if again:
            self._show(Step.SHEET)
            self._keeping.touch()
        elif case.is_plain:
            self._judge()
        else:
            self._show(Step.SHEET if case.wants_a_look else Step.COLUMNS)

    def _resume(self, draft: Draft) -> None:
        left = left_in(draft)
        if left is None:
            self.pages.tell(self.tr("Another version kept this in another way. Choose the file and begin anew."))
            return
        self._forget()
        self._resuming = left
        self._read(Path(left.path) if left.path else None, left.text, left.form)

    def _gone_on(self, left: ImportDraft, found: tuple[Case, bool]) -> None:
        case, fits = found
        self._take(case)
        step = Step(min(left.step, Step.VERDICTS))
        if step is Step.VERDICTS and not case.open_now and fits:
            self._judge(left.days)
        else:
            self._show(Step.COLUMNS if step is Step.VERDICTS else step)
        if not fits:
            self.pages.tell(self.tr("This list reads otherwise now. Look at its columns again."))

    def _content(self) -> ImportDraft | None:
        case = self._case
        if case is None or self.step is Step.POST:
            return None
        reading = self.pages.columns.now() if self.step is Step.COLUMNS else case.reading
        return import_draft(case.source, reading, case.said, self.step, self._side.days() or {})

    def _look_at(self, unread: Unread) -> None:
        self._case = self._plan = None
        self.pages.sheet.show_unread(unread)
        self.pages.verdicts.show_plan(None)
        self._side.show_case(None)
        self.set_title(self.tr("Import  {file}").replace("{file}", unread.path.name))
        self._show(Step.SHEET)
        self._work.say_failure(unread.why)

    def _lay_out(self, sheet: str, said: Told) -> None:
        """Read a sheet with the table where somebody says."""
        if self._case is not None:
            work = partial(look_into, self._context.session, self._case.source, sheet, said)
            self._work.start(lambda _ticket: work(), self._take_again, "import_window.reading", file=sheet)

    def _reconsider(self, done: Callable[[Case], None], reading: Reading) -> None:
        """Look for what is open about another reading of the case."""
        if self._case is not None:
            work = partial(reconsidered, self._context.session, self._case, reading)
            self._work.start(lambda _ticket: work(), done, "import_window.looking")

    def _take(self, case: Case) -> None:
        self._case, self._plan = case, None
        self.pages.show_case(case)
        self._side.show_case(case)
        self.set_title(self.tr("Import  {file}").replace("{file}", case.source.book.name))

    def _take_again(self, case: Case) -> None:
        self._take(case)
        self._keeping.touch()
        self._show(self.step)

    def _leave_columns(self) -> None:
        case, page = self._case, self.pages.columns
        if case is None or page.show_missing():
            return
        said = page.now(taken=True)
        if page.has_news:
            # The first pieces are seen with what is typed before rows are judged by it.
            self._reconsider(self._take_again, page.now())
        elif said == case.reading:
            self._judge()
        else:
            self._reconsider(self._answered, said)

    def _answered(self, case: Case) -> None:
        """Judge the rows, or go to what the answers left open."""
        self._take_again(case)
        if not self.pages.columns.show_missing():
            self._judge()

    def _judge(self, days: Mapping[str, Day] | None = None) -> None:
        """Judge the rows of the case by these days, else those typed."""
        case, session, days = self._case, self._context.session, self._side.days() if days is None else days
        if case is None or days is None:
            return
        name = case.source.book.name
        self._work.start(
            partial(judge, session, case, days),
            self._show_plan,
            "import_window.judging",
            file=name,
        )

    def _show_plan(self, plan: ImportPlan) -> None:
        self._plan = plan
        self._side.show_case(self._case, plan)
        self.pages.verdicts.show_plan(plan)
        self.set_title(title_of(self._context.words, plan))
        self.save_bad.setText(self._context.words.say("import_window.save_bad", {"count": plan.bad}))
        self._show(Step.VERDICTS)
        self.pages.tell(note_of(self._context.words, plan))

    def _keep_profile(self, name: str) -> None:
        told = self._context.words.say("import_window.kept", {"name": name})
        path, profile = self._context.session.path, profile_of(self.pages.columns.now(taken=True), name)
        self._work.start(
            lambda _ticket: save_profile(profile, path),
            lambda _path: self.pages.tell(told),
            "import_window.keeping",
        )

    def _confirm(self) -> None:
        if self._work.busy:
            return
        match self.step:
            case Step.FILE if self._case is not None:
                self._take(self._case)
                self._show(Step.SHEET)
            case Step.SHEET if self._case is not None:
                self._show(Step.COLUMNS)
            case Step.COLUMNS:
                self._leave_columns()
            case Step.VERDICTS:
                self._post()
            case Step.POST:
                self.accept()

    def go_back(self) -> None:
        """Go one step back; what was answered and mended is kept."""
        if not self._work.busy and self.step is not Step.POST:
            self._show(Step(max(self.step - 1, Step.FILE)))

    def _post(self) -> None:
        """Post the rows that can come in as one entry."""
        case, plan, operator = self._case, self._plan, self._context.operator
        if case is None or plan is None or operator is None or self._side.days() is None:
            return
        who = OperatorRef(ref_of(operator))
        self._work.start(
            partial(write, self._context.session, case.source, plan, who),
            partial(self._stands, plan),
            "import_window.writing",
            entries=lambda written: written[:1],
        )

    def _stands(self, plan: ImportPlan, written: tuple[Posted, str]) -> None:
        posted, self._next = written
        self.pages.result.show_done(plan, posted.seq, self._next)
        self._show(Step.POST)
        self._keeping.drop()
        self.primary_button.setFocus(Qt.FocusReason.OtherFocusReason)  # Enter closes, and takes nothing back.

    def _next_sheet(self) -> None:
        """Go on with the next sheet of a workbook of which one came in."""
        if self._case is not None and not self._work.busy:
            self._plan = None
            self._show(Step.SHEET)
            self._lay_out(self._next, self._case.said_of(self._next))

    def _follow_work(self) -> None:
        busy = self._work.busy
        for button in (self.back, self.save_bad):
            button.setEnabled(not busy)
        self._keeping.set_enabled(enabled=not busy)
        if busy:
            self.primary_button.setEnabled(False)
        else:
            self._show_primary()

    def _failed(self) -> None:
        self._show(self.step)

    def _show(self, step: Step) -> None:
        came = step is not self.step
        self.pages.show_step(step)
        self.back.setVisible(step not in (Step.FILE, Step.POST))
        self.save_bad.setVisible(bool(self._plan and self._plan.bad) and step in (Step.VERDICTS, Step.POST))
        self.cancel_button.setVisible(step is not Step.POST)
        self._say_kept(self._kept_us)
        self._keeping.moved()
        if step is Step.FILE:
            self._side.show_case(None)
            self.set_title(self.tr("Import"))
        self._show_primary()
        if came and step is Step.COLUMNS and not self.pages.columns.unsaid():
            self.primary_button.setFocus(Qt.FocusReason.OtherFocusReason)  # One Enter takes what is proposed.

    def _say_kept(self, us: int) -> None:
        self._kept_us = us
        say = self._context.words.say
        kept = say("import_window.draft", {"time": hour_of(us)}) if us else ""
        promise = say("import_window.promise") if self.step is Step.VERDICTS else ""
        self.set_draft(" ".join(each for each in (promise, kept) if each))

    def _show_primary(self) -> None:
        context = self._context
        said = primary_of(context.words, self.step, self._case, self._plan, may_post=context.may_post)
        self.set_primary(said.text, enabled=said.enabled and not self._work.busy, obstacle=said.obstacle)

    def _connect_parts(self) -> None:
        pages = self.pages
        pages.begin.chosen.connect(lambda at: self.paste() if at else self._files.ask_file(self.read_file))
        pages.sheet.said.connect(self._lay_out)
        pages.sheet.formed.connect(lambda form: self._read(*self._from, form, again=True))
        pages.columns.said.connect(partial(self._reconsider, self._take_again))
        pages.columns.kept.connect(self._keep_profile)
        pages.verdicts.chosen.connect(self._side.show_row)
        pages.result.next_wanted.connect(self._next_sheet)
        self._keeping.resumed.connect(self._resume)
        self._keeping.kept.connect(self._say_kept)
        pages.columns.edited.connect(self._keeping.touch)
        self._side.days_changed.connect(self._keeping.touch)
        self._side.days_changed.connect(lambda: self._judge())
        self.back.clicked.connect(lambda _on=False: self.go_back())
        self.save_bad.clicked.connect(lambda _on=False: self._files.ask_report(self._plan))
        self.confirmed.connect(self._confirm)
        self._context.operator_changed.connect(self._show_primary)
        self._work.changed.connect(self._follow_work)
        self._work.failed.connect(self._failed)

    @override
    def reject(self) -> None:
        """Stop what is under way; the next time, close."""
        if self._work.busy:
            self._work.stop()
        else:
            super().reject()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.pages.begin_step()

    @override
    def done(self, result: int) -> None:
        self.pages.verdicts.show_plan(None)
        self._plan = None
        self._keeping.leave()
        # A line that loses the keyboard as the dialog closes tells its answer, and nothing is to begin by it.
        self._case = None
        super().done(result)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        rests, pastes = not self._work.busy, event.matches(QKeySequence.StandardKey.Paste)
        if rests and event.key() == Qt.Key.Key_Escape and self.back.isVisible():
            self.go_back()
        elif rests and pastes and self.step is Step.FILE:
            self.paste()
        else:
            super().keyPressEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_file(event.mimeData()) is not None and not self._work.busy and self.step is not Step.POST:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        path = local_file(event.mimeData())
        if path is not None and not self._work.busy:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.read_file(path)
