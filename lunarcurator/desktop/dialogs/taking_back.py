"""The dialog that takes an edited workbook back: every difference is seen before anything is posted."""

from collections.abc import Collection
from pathlib import Path
from typing import Final, override

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.drafting import hour_of
from lunarcurator.desktop.dialogs.form.file_draft import FileDraft
from lunarcurator.desktop.dialogs.form.long_work import LongWork
from lunarcurator.desktop.dialogs.form.sizes import RememberedSizes
from lunarcurator.desktop.dialogs.round_trips.differences import Column, DifferenceModel, DifferenceView
from lunarcurator.desktop.dialogs.round_trips.lines import in_full
from lunarcurator.desktop.dialogs.round_trips.whose import WhoseBox
from lunarcurator.desktop.folders import EXPORTS, first_folder
from lunarcurator.desktop.lanes import Ticket
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.theme.fonts import MEDIUM
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.dialog import Dialog
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.domain.identity import OperatorRef, Uid, ref_of
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.services.drafts import Draft
from lunarcurator.services.posting import Posted
from lunarcurator.services.roundtrip import TakeBack, answered, post_back, take_back, warned
from lunarcurator.services.roundtrip.draft import KIND, DraftTicks, draft_ticks, left_in, ticked

_SIZE: Final = QSize(1240, 680)


def open_take_back(context: AppContext, selection: Selection, parent: QWidget | None) -> "TakeBackDialog":
    """Return the dialog that takes a workbook back."""
    return TakeBackDialog(context, selection, parent)


class TakeBackDialog(Dialog):
    """A file, the differences of its rows with a tick for each, and why: what is ticked becomes one entry."""

    def __init__(self, context: AppContext, _selection: Selection, parent: QWidget | None) -> None:
        super().__init__(
            context.appearance,
            self.tr("Take a workbook back"),
            self.tr("Take a workbook back"),
            object_name="takeBackDialog",
            sizes=RememberedSizes(context.memory),
            panel=False,
            size=_SIZE,
            parent=parent,
        )
        look = context.appearance
        self._context = context
        self._plan: TakeBack | None = None
        self.choose = Button(self.tr("Choose a file…"), object_name="takeBackDialog.choose")
        none = self.tr("No file is chosen.")
        self._file = Label(look, none, wrap=True, colour="text2", object_name="takeBackDialog.file")
        self.whose = WhoseBox(context, self.tr("The lab itself"), "takeBackDialog.whose")
        self._path: Path | None = None
        self._asked_again = self._by_hand = False
        self._resuming: DraftTicks | None = None
        self._in_front = ("", "")
        self._offers = QVBoxLayout()
        self._keeping = FileDraft(context, KIND, self._content, self._offers, self)
        self._counts = Label(look, colour="text2", wrap=True, object_name="takeBackDialog.counts")
        self._why = Label(look, wrap=True, object_name="takeBackDialog.why")
        self.model = DifferenceModel(context.words, self)
        self.table = DifferenceView(look, self.model)
        self.take_all = Button(self.tr("Take all"), dense=True, object_name="takeBackDialog.takeAll")
        self.take_none = Button(self.tr("Take none"), dense=True, object_name="takeBackDialog.takeNone")
        self.reason = QLineEdit()
        self.reason.setObjectName("takeBackDialog.reason")
        self.work = LongWork(context, "takeBackDialog.work", self.tr("Stopped. Nothing was posted."))
        self._lay_out()
        self.choose.clicked.connect(lambda _on=False: self.ask_file())
        self.whose.chosen.connect(self._say_whose)
        self.take_all.clicked.connect(lambda _on=False: self.model.take_all(on=True))
        self.take_none.clicked.connect(lambda _on=False: self.model.take_all(on=False))
        self.model.ticked.connect(self._decided)
        self.reason.textChanged.connect(lambda _text: self._decided())
        self.table.selectionModel().currentChanged.connect(lambda now, _before: self._show_why(now))
        self.work.changed.connect(self._began_or_ended)
        self.confirmed.connect(self._post)
        context.operator_changed.connect(self._tell)
        self.next_asked.connect(self._go_on)
        self._keeping.resumed.connect(self._resume)
        self._keeping.kept.connect(lambda us: self.set_draft(self._kept_words(us)))
        self._tell()
        self._keeping.offer_last()
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self, path: Path, *, as_stamped: bool = True) -> None:
        """Read and compare a workbook; nothing is posted. Whose word it is says its stamp, or else the choice."""
        session, words = self._context.session, self._context.words
        self._asked_again, self._by_hand = False, not as_stamped
        borrower = None if as_stamped else self.whose.borrower()
        ours = not as_stamped and borrower is None
        self._path = path
        self.work.say_outcome("")
        self._file.setText(path.name)
        self._plan = None
        self.model.show_plan(None)
        lanes = self._context.lanes

        def compared(ticket: Ticket) -> TakeBack:
            return take_back(
                session,
                words,
                path,
                borrower=borrower,
                ours=ours,
                progress=ticket.progress,
                should_stop=ticket.should_stop,
            )

        self.work.begin(lambda done, failed: lanes.background(compared, done, failed), self._compared)

    def trouble(self) -> str:
        """Return what stands in the way, in one sentence; empty for nothing."""
        return self.work.outcome

    def ask_file(self) -> None:
        """Ask for a file with the system's dialog."""
        folder = str(first_folder(self._context.memory, EXPORTS))
        dialog = QFileDialog(self, self.tr("Take a workbook back"), folder, self.tr("Workbooks (*.xlsx *.ods)"))
        dialog.setObjectName("takeBackDialog.fileDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.read(Path(name)))
        dialog.open()

    def _go_on(self) -> None:
        """Lead to what is in the way: a workbook, a tick, or a reason."""
        if self._plan is None:
            self.ask_file()
        else:
            lacking = self.reason if self.model.taken() else self.table
            lacking.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_whose(self) -> None:
        """Compare again, as the word of whom somebody chose."""
        if self.work.busy:
            self._asked_again = True
        elif self._path is not None:
            self.read(self._path, as_stamped=False)

    def _compared(self, plan: TakeBack) -> None:
        if self._asked_again:
            self._say_whose()
            return
        self._plan = plan
        self.whose.choose(plan.borrower)
        self._go_on_or_begin(plan)
        if not self.whose.hasFocus():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if plan.differing:
            self.table.setCurrentIndex(self.model.index(0, Column.NUMBER))

    def _go_on_or_begin(self, plan: TakeBack) -> None:
        """Show the differences as they are ticked at first, or as they were left."""
        left, self._resuming = self._resuming, None
        goes_on = left is not None and left.sha256 == plan.sha256
        in_front = (str(self._path), plan.sha256)
        if in_front != self._in_front:
            # Where it is only said whose word the file in front is, its draft goes on.
            self._in_front = in_front
            self._keeping.begin(*in_front, resuming=goes_on)
        self.model.show_plan(plan)
        if left is not None and goes_on:
            self.model.take(ticked(plan, left))
            self.reason.setText(left.reason)

    def _resume(self, draft: Draft) -> None:
        """Go on with a workbook that was left: read it again, and tick what was ticked."""
        left = left_in(draft)
        if left is None:
            told = self.tr("Another version kept this in another way. Choose the workbook and begin anew.")
            self.work.say_outcome(told)
        if left is None or self.work.busy:
            return
        if left.whose is not None:
            self.whose.choose(Uid(left.whose) if left.whose else None)
        self._resuming = left
        self.read(Path(left.path), as_stamped=left.whose is None)

    def _content(self) -> DraftTicks | None:
        if self._plan is None or self._path is None:
            return None
        whose = str(self.whose.borrower() or "") if self._by_hand else None
        return draft_ticks(self._plan, self._path, self.model.taken(), self.reason.text(), whose) or None

    def _decided(self) -> None:
        """Somebody ticked a row or gave a reason, or rows were shown."""
        self._tell()
        self._keeping.touch()

    def _kept_words(self, us: int) -> str:
        return self.tr("Draft kept {time}").replace("{time}", hour_of(us)) if us else ""

    def _show_why(self, index: QModelIndex) -> None:
        """Show in full what the line somebody came to says, and why it is as it is."""
        line = self.model.line(index.row()) if index.isValid() else None
        self._why.setText(in_full(line, self._context.words) if line else "")

    def _tell(self) -> None:
        """Say what the file holds, and what would be posted."""
        plan, taken, say = self._plan, self.model.taken(), self._context.words.say
        text = counted("TakeBackDialog", "Post 1 changed row", "Post {count} changed rows", len(taken))
        for button in (self.take_all, self.take_none):
            button.setEnabled(plan is not None and not self.work.busy)
        self.whose.setEnabled(not self.work.busy or plan is None)
        if plan is None or self.work.busy:
            obstacle = "" if self.work.busy else self.tr("Choose the workbook that came back first.")
            self._counts.setText("")
            self.set_primary(text, enabled=False, obstacle=obstacle)
            return
        counts = [
            f"{shown_count(count)} {say(f'cell_verdict.{verdict}')}"
            for verdict, count in plan.counts.items()
            if count
        ]
        lines = [say("cli.back.counts", {"file": plan.file, "verdicts": counts})]
        if plan.borrower is not None:
            lines.append(say("cli.back.word_of", {"borrower": plan.borrower_name}))
        if plan.extra:
            lines.append(say("cli.back.extra", {"columns": list(plan.extra)}))
        if plan.missing:
            lines.append(say("cli.back.missing", {"columns": list(plan.missing)}))
        lines += [self._context.words.say_finding(note) for note in plan.notes]
        self._counts.setText(" ".join(lines))
        obstacle = "" if taken else self.tr("No row is ticked: nothing would change.")
        if taken and not self.reason.text().strip() and warned(plan, taken, _decided_for_it(plan, taken)):
            obstacle = self.tr("The rules warn about ticked rows: give a reason, or untick them.")
        may = self._context.may_post
        if not may:
            obstacle = self.tr("Nothing can be posted now.")
        self.set_primary(text, enabled=not obstacle and may, obstacle=obstacle)

    def _post(self) -> None:
        plan, operator, session = self._plan, self._context.operator, self._context.session
        if plan is None or operator is None or self.work.busy:
            return
        taken, reason = self.model.taken(), self.reason.text().strip()
        against = _decided_for_it(plan, taken)
        place = self._context

        def posted(ticket: Ticket) -> Posted:
            return post_back(
                session,
                plan,
                OperatorRef(ref_of(operator)),
                accept=taken,
                against=against,
                reason=reason,
                overrides=answered(plan, taken, against, reason),
                progress=ticket.progress,
                should_stop=ticket.should_stop,
            )

        self.work.say_outcome("")
        self.work.begin(lambda done, failed: place.write(posted, lambda each: (each,), done, failed), self._posted)

    def _posted(self, _posted: Posted) -> None:
        self._keeping.drop()
        self.accept()

    @override
    def done(self, result: int) -> None:
        self._keeping.leave()
        super().done(result)

    def _began_or_ended(self) -> None:
        if not self.work.busy:
            self._resuming = None
        self._keeping.set_enabled(enabled=not self.work.busy)
        self._tell()

    @override
    def reject(self) -> None:
        """One step back: stop what runs; the next step closes."""
        if not self.work.stop():
            super().reject()

    def _lay_out(self) -> None:
        look = self._context.appearance
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.choose)
        head.addWidget(self._file, 1)
        filled = Label(look, self.tr("Filled in by"), size=12, weight=MEDIUM, colour="text2")
        filled.setBuddy(self.whose)
        self.whose.setAccessibleName(self.tr("Filled in by"))
        head.addWidget(filled)
        head.addWidget(self.whose, 1)
        self.content.addLayout(self._offers)
        self.content.addLayout(head)
        self.content.addWidget(self._counts)
        self.content.addWidget(self.table, 1)
        self.content.addWidget(self._why)
        self.content.addWidget(self.work)
        for button in (self.take_all, self.take_none):
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(Field(look, self.tr("Reason"), self.reason), 1)
        self.content.addLayout(foot)


def _decided_for_it(plan: TakeBack, taken: Collection[int]) -> tuple[int, ...]:
    """Return the ticked rows whose conflicts are decided for the workbook by their tick."""
    return tuple(row.row for row in plan.rows if row.against and row.row in taken)
