"""The loan editor: lines in a grid that feels like a spreadsheet, and the steps of a loan's life."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final, override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunarcurator.desktop.acting.pending_entry import PendingEntry
from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.drafting import Drafting, texts_in
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.loan_editor.acts import acts_of
from lunarcurator.desktop.loan_editor.beside import Beside
from lunarcurator.desktop.loan_editor.documents_table import DocumentsTable
from lunarcurator.desktop.loan_editor.editor_draft import content_of, take_up
from lunarcurator.desktop.loan_editor.editor_findings import said_beside
from lunarcurator.desktop.loan_editor.editor_words import told_of_step, what_follows, words_of_posting
from lunarcurator.desktop.loan_editor.grid import out_of, sums, sums_of
from lunarcurator.desktop.loan_editor.heads import EditorHead
from lunarcurator.desktop.loan_editor.kept_line import KeptLine
from lunarcurator.desktop.loan_editor.lines_input import LoanLinesInput
from lunarcurator.desktop.loan_editor.side import EditorSide
from lunarcurator.desktop.loan_editor.steps import LoanSteps, next_step, words_of_step
from lunarcurator.desktop.panels.wording import Wording
from lunarcurator.desktop.rooms.loans.showing import of_lines
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.labels import CutLabel
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.identity import Uid
from lunarcurator.services.drafts import Draft, Drafts
from lunarcurator.services.lending.browsing import LineRow
from lunarcurator.services.lending.choices import loan_choices
from lunarcurator.services.lending.loan_documents import loan_documents
from lunarcurator.services.lending.records import LoanRecord, borrower_record, loan_record
from lunarcurator.services.lending.taken_in import TakenIn
from lunarcurator.services.people import People
from lunarcurator.services.posted import Posted

_DRAFT: Final = "loan_editor"


class LoanEditor(QWidget):
    """One loan, or a request that is being drawn up.

    `left` goes back to the lists, `asked` carries the key of an act, `selected` a Selection, `followed` where a
    finding leads, `entered` says that a request came into the book, `named` that `shown_code` is another one.
    """

    left = Signal()
    asked = Signal(str)
    selected = Signal(object)
    followed = Signal(str)
    entered = Signal()
    named = Signal()

    def __init__(self, context: AppContext, wording: Wording) -> None:
        super().__init__()
        self.setObjectName("loanEditor")
        self.context = context
        self.loan: Uid | None = None
        self._closed = False
        self._came: TakenIn | None = None
        self._rows: Mapping[int, int] = {}
        self._drafting: Drafting | None = None
        self.lines = LoanLinesInput(context, wording)
        self.head = EditorHead(context, wording)
        self.steps = LoanSteps(context)
        self.documents = DocumentsTable(context, wording)
        self.side = EditorSide(context, wording, People(context.session).operators())
        self.totals = CutLabel(context.appearance, size=12, colour="text2", object_name="loanEditor.totals")
        self.kept = KeptLine(context.appearance, "loanEditor")
        self.pending = PendingEntry(context, "loan_editor", self.side.findings.reasons, self._work, self)
        self._lay_out()
        self._connect()

    @property
    def shown_code(self) -> str:
        """The number of the loan that is shown, "" for a new request and until it is read."""
        return self.head.code if self.loan is not None else ""

    @property
    def dirty(self) -> bool:
        """Whether something is typed that is not in the book."""
        return bool(self.lines.model.texts() or self.lines.model.changes)

    def open_loan(self, loan: Uid | None, person: Uid | None = None) -> None:
        """Open a loan of the book, or a new request for None; a draft of it is taken up again."""
        self.keep()
        self._begin(loan)
        drafts, subject = Drafts(self.context.session), str(loan or "")
        self.context.lanes.read(lambda: drafts.find(_DRAFT, subject), lambda draft: self._take_up(draft, person))

    def _begin(self, loan: Uid | None) -> None:
        """Show a loan, or an empty request, without what a draft says of it."""
        self.loan, self._closed, self._came = loan, False, None
        self.head.code = ""
        self.named.emit()
        self.pending.judging.forget()
        self.side.findings.begin()
        self.head.day.begin()
        self.lines.begin()
        drafts, subject = Drafts(self.context.session), str(loan or "")
        content = partial(content_of, self.lines, self.head, self.side.findings)
        self._drafting = Drafting(self.context.lanes, drafts, _DRAFT, subject, content, self)
        self._drafting.kept.connect(self.kept.say)
        self.kept.say(0)
        if loan is None:
            self.head.show_new()
            self.side.show_loan(None)
            self._show_care(care=False)
        self.documents.show_documents(())
        self.refresh()

    def refresh(self) -> None:
        """Read the loan anew; what is typed stays."""
        session, words, loan = self.context.session, self.context.words, self.loan
        # Lines first: what the borrower answers for in all takes longer to read than what is looked at.
        if loan is not None:
            self.lines.read_lines(loan)
        self.context.lanes.read(lambda: loan_choices(session), self.head.offer, replaces="loanEditor.choices")
        if loan is not None:
            self.context.lanes.read(
                lambda: loan_record(session, words, loan), self._arrived, replaces="loanEditor.loan"
            )
            self.context.lanes.read(
                lambda: loan_documents(session, loan),
                self.documents.show_documents,
                replaces="loanEditor.documents",
            )
        self.lines.forget(self.head.day.moment)

    def _show_care(self, *, care: bool) -> None:
        """Offer what can be done with what somebody entrusted to the lab, or with what the lab lends."""
        self.steps.show_care(care=care)
        self.lines.show_care(care=care)

    def keep(self) -> None:
        """Keep the draft, because the editor goes to another loan or is left."""
        if self._drafting is not None:
            self._drafting.keep_now()
            self._drafting = None

    def close_down(self) -> None:
        """Keep the draft at once and let nothing more happen, because the store is closed."""
        self.lines.grid.settle()
        self.lines.close_down()
        self.pending.judging.stop()
        drafting, self._drafting = self._drafting, None
        if drafting is not None:
            drafting.close()

    def next(self) -> None:
        """Do the next step: post what is typed, or ask for the act that the lines wait for."""
        if self.dirty or self.loan is None:
            self._post()
            return
        step = next_step(self.lines.tally, closed=self._closed)
        if step is not None and (not step.lines or self.lines.model.complete):
            waiting = [each for each in self.lines.model.lines() if each.state in step.states]
            self.selected.emit(self._selection(waiting))
            self.asked.emit(step.act)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif control and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.lines.grid.settle()
            self.next()
        else:
            super().keyPressEvent(event)

    def _take_up(self, draft: Draft | None, person: Uid | None) -> None:
        content: Mapping[str, object] = draft.content if draft is not None else {}
        self.head.day.restore(str(content.get("day", "")))
        take_up(content, self.lines, self.side.findings)
        if self.loan is None:
            kept = texts_in(content.get("head")) or texts_in(content)
            # Lines stay with whom they were typed for; a draft without any is for whom is asked for.
            stays = bool(self.lines.filled and kept.get("borrower"))
            self.head.take_up(kept, None if stays else person)
            self._ask_card()
        if draft is not None and self._drafting is not None:
            self._drafting.there = True
            self.kept.say(draft.kept_us)
        self._say()
        self.lines.start()

    def begin_anew(self) -> None:
        """Discard what is typed, and its draft."""
        if self._drafting is not None:
            self._drafting.drop()
        self._begin(self.loan)
        self._take_up(None, None)

    def _reasoned(self) -> None:
        """A reason, or who allows something, was typed."""
        self._keep_soon()
        self.pending.follow()

    def _keep_soon(self) -> None:
        empty = not self.dirty and not (self.loan is None and self.head.says_something)
        if self._drafting is not None:
            self._drafting.follow(empty=empty)
        if empty:
            self.kept.say(0)

    def _arrived(self, told: LoanRecord | None) -> None:
        if told is None:
            # Setting up the loan was undone: what is not in the book is not shown as if it were.
            self.left.emit()
            return
        if told.loan.uid != self.loan:
            return
        self._closed, self._came = bool(told.loan.closed), told.taken_in
        self.head.show_loan(told)
        self.named.emit()
        self.side.show_loan(told)
        self._show_care(care=told.lender is not None)
        self._say()

    def _changed(self) -> None:
        """What is typed changed: judge it, keep the draft."""
        self._keep_soon()
        self.pending.follow()
        self._say()

    def _posting(self) -> tuple[Posting | None, dict[int, int]]:
        """Return what would be posted, None for nothing, and the grid row of each line of it."""
        wanted, rows = self.lines.wanted()
        acts = acts_of(self.loan, self.head.asked_for(), wanted, self.lines.changes())
        day, stated = self.head.day.day, self.head.day.stated
        if not acts or self.pending.nobody_acts or not day:
            return None, rows
        return self.pending.posting(tuple(Act(operation=each, day=day, day_stated=stated) for each in acts)), rows

    def _work(self) -> Callable[[], Posting] | None:
        posting, self._rows = self._posting()
        return None if posting is None else lambda: posting

    def _judged(self) -> None:
        self._show_said(self.pending.findings, self._rows)

    def _show_said(self, findings: Sequence[Finding], rows: Mapping[int, int]) -> None:
        asked = self.pending.preview is not None
        said = said_beside(self.lines, self.context.words, findings, rows, asked=asked)
        self.side.findings.ask_authority(findings)
        self.side.findings.show_findings(said, asked=asked)
        self._say()

    def _say(self) -> None:
        """Say what is there in all, and what to do next."""
        typed, told = self.lines.filled, sums_of(self.lines.tally)
        self.head.show_progress(self.lines.tally, closed=self._closed)
        asked = self.lines.asked_masses()
        count = self.lines.model.first + typed
        texts = {
            **told,
            "lines": count,
            "asked": told["asked"] + sum(asked),
            "asked_on": told["asked_on"] + len(asked),
        }
        self.totals.setText(sums(texts, out_of(self.lines.tally), self.lines.masses, self._came))
        asking = self.loan is None or bool(typed) or bool(told["requested"])
        self.lines.grid.show_asking(asking)
        if self.dirty or self.loan is None:
            obstacle = self._obstacle(typed)
            changed = len(self.lines.model.changes)
            follows = what_follows(typed, new=self.loan is None)
            primary = words_of_posting(typed, changed, None if self.loan is None else self.head.code)
            enabled = not obstacle and not self.pending.busy
            self.side.say_next(follows, primary, enabled=enabled, obstacle=obstacle)
        else:
            self._say_step()

    def _say_step(self) -> None:
        step = next_step(self.lines.tally, closed=self._closed)
        words = words_of_step(step.act) if step else ""
        told = told_of_step(step, self.lines.model.lines(), closed=self._closed)
        coming = step is not None and bool(step.lines) and not self.lines.model.complete
        obstacle = self.tr("The lines are still being read.") if coming else ""
        self.side.say_next(told, words, enabled=bool(words) and not coming, obstacle=obstacle)

    def _obstacle(self, count: int) -> str:
        """Return what stands in the way of posting, "" for nothing."""
        if trouble := self.head.day.trouble:
            return trouble
        if self.loan is None and self.head.person is None:
            return self.tr("Choose who borrows.")
        if self.loan is None and not count:
            return self.tr("Type, paste or scan what is asked for.")
        if obstacle := self._rows_obstacle():
            return obstacle
        return self.pending.in_the_way(self.tr("A rule stands in the way."))

    def _rows_obstacle(self) -> str:
        """Return which rows could not be posted as they stand, "" for none: all are posted, or nothing is."""
        unknown, nameless = len(self.lines.unknown()), len(self.lines.nameless())
        if unknown:
            return counted(
                "LoanEditor", "1 number is to be mended first.", "{count} numbers are to be mended first.", unknown
            )
        if nameless:
            return counted(
                "LoanEditor",
                "1 line has neither a number nor a description.",
                "{count} lines have neither a number nor a description.",
                nameless,
            )
        if self.lines.unreadable:
            return self.tr("A cell cannot be read.")
        return self.tr("The numbers are still being looked up.") if self.lines.awaited else ""

    def _post(self) -> None:
        self.lines.grid.settle()
        judgement = self.pending.judging.judgement
        if judgement is not None and self.side.next.isEnabled():
            self.pending.post(self.pending.posting(judgement.posting.acts))

    def _done(self, _posted: Posted) -> None:
        if self._drafting is not None:
            self._drafting.drop()
            self._drafting = None
        if self.loan is None:
            self.lines.begin()
            self.entered.emit()
        else:
            self.open_loan(self.loan)

    def _refused(self) -> None:
        refusal = self.pending.refusal
        if refusal is None:
            self._show_said(self.pending.findings, {})
        else:
            self.lines.tell(self.context.words.say(refusal.key, refusal.facts))
            self._say()

    def _chosen(self, lines: list[LineRow]) -> None:
        self.steps.offer(lines, there=self.loan is not None)
        self.selected.emit(self._selection(lines))

    def _selection(self, lines: Sequence[LineRow]) -> Selection:
        """Return lines as what an act is for, on the day that is typed where it is not today."""
        day = self.head.day.day if self.head.day.is_late else 0
        return replace(of_lines(lines, self.loan), day=day)

    def _other_day(self) -> None:
        """Another day is typed: numbers are looked up as of it, and acts that are asked for begin with it."""
        if self.lines.moment != self.head.day.moment:
            self.lines.forget(self.head.day.moment)
        self.lines.choose()

    def _go(self, target: str) -> None:
        kind, _, rest = target.partition(":")
        if kind == "row":
            self.lines.start(int(rest))
        elif kind == "use":
            at, _, number = rest.partition(":")
            self.lines.use(int(at), number)
        else:
            self.followed.emit(target)

    def _ask_card(self) -> None:
        person, session = self.head.person, self.context.session
        if self.loan is None:
            self.context.lanes.read(
                lambda: borrower_record(session, person) if person else None,
                self.side.show_borrower,
                replaces="loanEditor.card",
            )

    def _connect(self) -> None:
        self.head.left.connect(self.left)
        self.head.changed.connect(self._changed)
        self.head.day.changed.connect(self._other_day)
        self.head.borrower.currentIndexChanged.connect(lambda _at: self._ask_card())
        for part in (self.head, self.steps, self.lines):
            part.asked.connect(self.asked)
        self.side.followed.connect(self._go)
        self.side.next_asked.connect(self.next)
        self.side.changed.connect(self._reasoned)
        self.kept.anew.connect(self.begin_anew)
        self.lines.changed.connect(self._changed)
        self.lines.looked_up.connect(self._changed)
        self.lines.arrived.connect(self._say)
        self.lines.chosen.connect(self._chosen)
        self.lines.stood.connect(self.side.show_demand_of)
        self.pending.judged.connect(self._judged)
        self.pending.refused.connect(self._refused)
        self.pending.posted.connect(self._done)
        self.side.findings.answer_for(self.pending)
        self.pending.busy_changed.connect(self._say)
        self.pending.barred.connect(self._say)

    def _lay_out(self) -> None:
        px = self.context.appearance.look.metrics.px
        foot = QHBoxLayout()
        foot.setContentsMargins(px(16), 0, px(16), px(8))
        foot.addWidget(self.totals, 1)
        foot.addWidget(self.kept)
        left = QVBoxLayout()
        left.setSpacing(px(8))
        left.addWidget(self.head)
        left.addWidget(self.steps)
        left.addWidget(self.lines, 1)
        left.addWidget(self.documents)
        left.addLayout(foot)
        Beside(self.context.appearance, self, left, self.side)
