"""Answers of an inventory read back: compared line by line, decided, and posted as one entry."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from lunarcurator.desktop.acting.pending_entry import PendingEntry
from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.loans.typed_masses import TypedMasses
from lunarcurator.desktop.lanes import Ticket
from lunarcurator.desktop.links import NOTHING, Selection
from lunarcurator.desktop.loan_editor.beside import Beside
from lunarcurator.desktop.loan_editor.findings_pane import said_of
from lunarcurator.desktop.panels.wording import Wording
from lunarcurator.desktop.round_desk.answer_files import AnswerFiles
from lunarcurator.desktop.round_desk.answer_side import AnswerSide
from lunarcurator.desktop.round_desk.answers_draft import AnswersDraft
from lunarcurator.desktop.round_desk.answers_table import AnswersTable, place_of
from lunarcurator.desktop.round_desk.narrowing import CHIPS, Narrowed, narrowed
from lunarcurator.desktop.round_desk.not_taken import NotTakenTable
from lunarcurator.desktop.round_desk.progress import ProgressRow
from lunarcurator.desktop.round_desk.wording import said
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.cards import EmptyState, centred
from lunarcurator.desktop.widgets.chips import Chip
from lunarcurator.desktop.widgets.fields import SearchField
from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.domain.words_folding import fold
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.lending.round_answers import Comparison, answer_words
from lunarcurator.services.lending.round_decisions import Decisions, Mark
from lunarcurator.services.lending.round_reading import (
    AnswersRead,
    NotTaken,
    compare_all,
    read_answers,
)
from lunarcurator.services.posted import Posted

_TYPING_MS: Final = 150


class AnswersPage(QWidget):
    """Reads workbooks on a lane and shows them; `told` carries a selection, `followed` where a link leads."""

    told = Signal(object)
    followed = Signal(str)

    def __init__(self, context: AppContext, wording: Wording) -> None:
        super().__init__()
        self.setObjectName("roundDesk.answers")
        self._context = context
        self._words = answer_words(resources_folder() / "languages")
        self._round: Uid | None = None
        self._paths: tuple[Path, ...] = ()
        self.books: tuple[Comparison, ...] = ()
        self.decisions = Decisions()
        appearance = context.appearance
        self.read_files = Button(self.tr("Read answers…"), concept="import", object_name="roundDesk.answers.read")
        self.read_folder = Button(self.tr("Read a folder…"), object_name="roundDesk.answers.folder")
        self.agree = Button(
            self.tr("Accept all that agree"), concept="done", object_name="roundDesk.answers.agree"
        )
        self.agree.setToolTip(self.tr("Shift+Space"))
        self.search = SearchField(
            appearance, self.tr("Borrower, sample, line"), object_name="roundDesk.answers.search"
        )
        self.chips = {
            key: Chip(appearance, said(words), object_name=f"roundDesk.answers.chip.{key}")
            for key, words in CHIPS.items()
        }
        self.progress = ProgressRow(appearance, "roundDesk.answers.progress")
        self.refused = NotTakenTable(appearance, context.words)
        self.table = AnswersTable(appearance, context.words, self.decisions, TypedMasses(context.units.on_loans))
        self.side = AnswerSide(context, wording)
        self.pending = PendingEntry(context, "answers", self.side.findings.reasons, lambda: None, self)
        self.files = AnswerFiles(context, self, self._failed)
        self.draft = AnswersDraft(context, self.decisions, self.side.findings.kept)
        self._none = EmptyState(
            appearance,
            self.tr("No answers are read"),
            self.tr("Choose the workbooks that came back. Nothing is posted before you accept it."),
            (),
            object_name="roundDesk.answers.none",
        )
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.timeout.connect(self._narrow)
        self._lay_out()
        self._connect()
        self._tell()

    def show_round(self, round_: Uid) -> None:
        """Show a round; the answers of another one that was shown go."""
        if round_ != self._round:
            self._round = round_
            self.draft.open_round(round_)
            self.side.findings.begin()
            self.decisions.clear()
            self._show((), ())

    def again(self) -> None:
        """Compare what was read with the book as it stands now."""
        if not self.books or self._round is None:
            return
        session, round_, words = self._context.session, self._round, self._words
        books = [each.book for each in self.books]

        def arrived(found: tuple[tuple[Comparison, ...], tuple[NotTaken, ...]]) -> None:
            self.books = found[0]
            self._narrow()

        self._context.lanes.read(
            lambda: compare_all(session, round_, books, words), arrived, self._failed, replaces="roundDesk.compare"
        )

    def read(self, paths: Sequence[Path]) -> None:
        """Read workbooks and compare them; they take the place of those shown. Nothing is posted."""
        session, round_, words = self._context.session, self._round, self._words
        if round_ is None or self.progress.ticket is not None or not paths:
            return
        self.files.remember(paths[0])
        self._paths = tuple(paths)
        ticket = self._context.lanes.background(
            lambda mine: read_answers(session, round_, paths, words, mine.progress, mine.should_stop),
            self._arrived,
            self._failed,
        )
        self.progress.watch(ticket, self.tr("Reading {done} of {total} workbooks"))
        self._tell()

    def enter(self) -> None:
        """Put the keyboard into the table, or where answers are read while there is none."""
        (self.table if self.books else self.read_files).setFocus(Qt.FocusReason.OtherFocusReason)

    def post(self) -> None:
        """Post what is decided, as one entry with one undo."""
        if self._obstacle() or self._busy:
            return
        history = self._context.history
        day = history.day if history else self._context.session.today
        posting, books, decisions = self.pending.posting(()), self.books, self.decisions

        def work(_ticket: Ticket) -> Posting:
            acts = tuple(Act(operation=each, day=day) for each in decisions.acts(books, day))
            return replace(posting, acts=acts)

        def gather() -> None:
            # Thousands of answers take longer to gather than the window may stand still.
            ticket = self._context.lanes.background(work, self._gathered, self._failed)
            self.progress.watch(ticket, self.tr("Posting {done} of {total} answers"))
            self._tell()

        self.pending.prove(gather)

    @property
    def _busy(self) -> bool:
        return self.progress.ticket is not None or self.pending.busy

    def _gathered(self, posting: Posting) -> None:
        called_off = self.progress.ticket is not None and self.progress.ticket.should_stop()
        self.progress.end()
        if called_off:
            self._tell()
            return
        ticket = self.pending.write(posting, goes_on=False)
        self.progress.watch(ticket, self.tr("Posting {done} of {total} answers"))

    def _held(self, held: bool) -> None:
        if not held:
            self.progress.end()
        self._tell()

    def _posted(self, _posted: Posted) -> None:
        self.decisions.clear()
        self.side.findings.begin()
        self.side.findings.hide()
        self.draft.posted()
        self.again()
        self._tell()

    def _arrived(self, found: AnswersRead) -> None:
        ticket = self.progress.ticket
        self.progress.end()
        if found.stopped or (ticket is not None and ticket.should_stop()):
            self._tell()
            return
        self.decisions.clear()
        self.side.findings.take_up(self.draft.content)
        self.draft.take_up(found.taken, self._paths)
        self.draft.follow()
        self._show(found.taken, found.refused)
        self.enter()

    def _failed(self, error: Exception) -> None:
        self._held(False)
        self.pending.fail(error)

    def _refused(self) -> None:
        findings, found = self.side.findings, self.pending.findings
        findings.show()
        if self.pending.refusal is not None:
            findings.show_refusal(self.pending.refusal)
        else:
            findings.ask_authority(found)
            findings.show_findings(said_of(found, self._context.words), asked=True)

    def _show(self, taken: Sequence[Comparison], refused: Sequence[NotTaken]) -> None:
        self.books = tuple(taken)
        self.refused.show_files(refused)
        self._stack.setCurrentIndex(0 if taken else 1)
        self._narrow()

    def _narrow(self) -> None:
        """Look on a lane which rows the chips and the text ask for."""
        books, decisions, text = self.books, self.decisions, fold(self.search.text()).split()
        wanted = frozenset(key for key, chip in self.chips.items() if chip.isChecked())
        stands = self.table.row
        self._context.lanes.read(
            lambda: narrowed(books, decisions, wanted, text, stands), self._narrowed, replaces="roundDesk.narrow"
        )

    def _narrowed(self, found: Narrowed) -> None:
        # Thousands of rows are gone through again only where somebody went to another one meanwhile.
        row = self.table.row
        at = found.at if row is found.stands else place_of(row, found.rows)
        self.table.show_rows(found.rows, at)
        for key, chip in self.chips.items():
            chip.set_count(shown_count(found.counts.get(key, 0)) if self.books else "")
        if not found.rows:
            # Else the row that is stood on has told of itself.
            self._chosen()
        self._tell()

    def _chosen(self) -> None:
        row = self.table.row
        self.side.show_row(row, self.decisions)
        line = row.each.line if row is not None and row.each is not None else None
        if row is None or self._round is None:
            self.told.emit(NOTHING)
            return
        lines = (line.uid,) if line else ()
        samples = (line.sample,) if line and line.sample else ()
        self.told.emit(
            Selection(
                samples=samples,
                lines=lines,
                loan=line.loan if line else None,
                person=row.book.person.uid,
                round=self._round,
            )
        )

    def _accept(self) -> None:
        chosen = [row for row in self.table.chosen() if row.each is not None]
        told = [self.decisions.mark(row.book, row.each) for row in chosen if row.each]
        back = bool(told) and all(each in {Mark.ACCEPTED, Mark.ASIDE} for each in told)
        for row in chosen:
            if row.each is not None:
                (self.decisions.undecide if back else self.decisions.accept)(row.book, row.each)
        self._decided(go_on=len(chosen) == 1 and not back)

    def _accept_agreeing(self) -> None:
        decisions, books = self.decisions, self.books
        self._context.lanes.read(lambda: decisions.accept_agreeing(books), lambda _count: self._decided())

    def _put_aside(self, why: str) -> None:
        chosen = self.table.chosen()
        if not why:
            self.side.ask_why()
            return
        for row in chosen:
            if row.each is not None:
                self.decisions.set_aside(row.book, row.each, why)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._decided(go_on=len(chosen) == 1)

    def _decided(self, *, go_on: bool = False) -> None:
        self.table.answers.again()
        if go_on:
            self.table.next_row()
        self._chosen()
        self._tell()
        self.draft.follow()

    def _undecide_all(self) -> None:
        """Forget what is decided and not posted."""
        self.decisions.clear()
        self._decided()

    def close_down(self) -> None:
        """Keep what is decided, because the store is closed."""
        self.draft.close_down()

    def _sign(self, by: str, witness: str) -> None:
        row = self.table.row
        if row is not None:
            self.decisions.sign(row.book, by, witness)
            self._tell()
            self.draft.follow()

    def _obstacle(self) -> str:
        if not self.decisions.count(self.books):
            return self.tr("Accept answers first: Space for a row, Shift+Space for all that agree.")
        unsigned = self.decisions.unsigned(self.books)
        if unsigned is not None:
            words = self.tr("Say who signed for {person}, and who else witnessed it.")
            return words.replace("{person}", unsigned.person.name)
        return "" if self._context.may_post else self.tr("Nothing can be posted now.")

    def _tell(self) -> None:
        """Say what would be posted, and what stands in the way."""
        busy = self._busy
        obstacle = self._obstacle()
        count = self.decisions.count(self.books)
        self.side.post.setText(counted("AnswersPage", "Post 1 decision", "Post {count} decisions", count))
        self.side.post.setEnabled(not obstacle and not busy)
        self.side.obstacle.setText("" if busy or not self.books else obstacle)
        self.side.obstacle.setVisible(bool(self.books and obstacle))
        self.side.setVisible(bool(self.books))
        self.agree.setEnabled(bool(self.books) and not busy)
        for part in (self.read_files, self.read_folder):
            part.setEnabled(not busy)

    def take(self, paths: Collection[Path]) -> None:
        """Read these workbooks, and those in folders among them."""
        self.files.take(paths)

    def _found(self, paths: Sequence[Path]) -> None:
        if paths:
            self.read(paths)
        else:
            self.side.findings.begin()
            self._show((), ())
            self.refused.say_none()

    def _connect(self) -> None:
        self.read_files.clicked.connect(lambda _on=False: self.files.ask(folder=False))
        self.read_folder.clicked.connect(lambda _on=False: self.files.ask(folder=True))
        self.files.chosen.connect(self._found)
        self.draft.resumed.connect(self.read)
        self.draft.anew.connect(self._undecide_all)
        self.side.findings.changed.connect(self.draft.follow)
        self.agree.clicked.connect(lambda _on=False: self._accept_agreeing())
        self.search.textChanged.connect(lambda _text: self._typing.start(_TYPING_MS))
        for signal in (self.search.entered, self.search.left):
            signal.connect(self.enter)
        for chip in self.chips.values():
            chip.toggled.connect(lambda _on: self._narrow())
        self.table.accepted.connect(self._accept)
        self.table.all_accepted.connect(self._accept_agreeing)
        self.table.put_aside.connect(self.side.ask_why)
        chosen = self.table.selectionModel()
        for signal in (chosen.selectionChanged, chosen.currentRowChanged):
            signal.connect(lambda _now, _before: self._chosen())
        self.side.accepted.connect(self._accept)
        self.side.put_aside.connect(self._put_aside)
        self.side.signed.connect(self._sign)
        self.side.posted.connect(self.post)
        self.side.followed.connect(self.followed)
        self.pending.refused.connect(self._refused)
        self.pending.posted.connect(self._posted)
        self.side.findings.answer_for(self.pending)
        self.pending.busy_changed.connect(self._held)
        self.pending.barred.connect(self._tell)

    def _lay_out(self) -> None:
        px = self._context.appearance.look.metrics.px
        tools = FlowLayout(px(8))
        tools.setContentsMargins(px(16), px(8), px(16), px(4))
        for part in (self.read_files, self.read_folder, self.agree, self.search):
            tools.addWidget(part)
        chips = FlowLayout(px(6))
        chips.setContentsMargins(px(16), px(4), px(16), px(8))
        for chip in self.chips.values():
            chips.addWidget(chip)
        table = QWidget()
        self._stack = QStackedLayout(table)
        self._stack.addWidget(self.table)
        self._stack.addWidget(centred(self._none))
        self._stack.setCurrentIndex(1)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addLayout(self.draft.offers)
        left.addLayout(tools)
        left.addLayout(chips)
        left.addWidget(self.progress)
        left.addWidget(self.refused)
        left.addWidget(table, 1)
        left.addWidget(self.draft)
        Beside(self._context.appearance, self, left, self.side)
