"""The journal room: a million entries, newest first, and the one selected in full at the right."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, override

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from lunarcurator.desktop.app_context import AppContext, Room
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.whole_file import WholeFileDialog
from lunarcurator.desktop.lanes import Ticket
from lunarcurator.desktop.links import Link, Selection, Target
from lunarcurator.desktop.rooms.heading import RoomHead, next_focus
from lunarcurator.desktop.rooms.journal.filter_bar import FilterState, JournalFilterBar
from lunarcurator.desktop.rooms.journal.listed import journal_on_screen
from lunarcurator.desktop.rooms.journal.model import Column, JournalModel
from lunarcurator.desktop.rooms.journal.panel import EntryPanel
from lunarcurator.desktop.rooms.journal.table import JournalTable
from lunarcurator.desktop.rooms.journal.telling import Telling
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.cards import EmptyState, centred
from lunarcurator.desktop.widgets.drawer import Drawer
from lunarcurator.desktop.widgets.grounds import Rule
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.waiting import LongRead, Waiting
from lunarcurator.domain.days import show_day
from lunarcurator.domain.identity import OperatorRef, Uid, ref_of
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.domain.moments import Moment
from lunarcurator.services import journal
from lunarcurator.services.exporting import ListOnScreen
from lunarcurator.services.journal import EntryDetail, JournalEntry, JournalFilter
from lunarcurator.services.posted import Posted
from lunarcurator.services.undoing import UndoState, reversal, undo_state
from lunarcurator.services.whole_files import WholeFile, whole_file

_PANEL_WIDTH: Final = 380
_PANEL_LEAST: Final = 330


class JournalRoom(Room):
    """Every entry as a sentence; the panel says what it moved, and undoes it where that is allowed."""

    key = "journal"
    icon = "journal"
    dialog: WholeFileDialog | None = None

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        look = context.appearance
        self._telling = Telling(context, self)
        self._head_seq = 0
        self._wanted: set[int] = set()
        self._to_select: int | None = None
        self._counting: Ticket | None = None
        self.head = RoomHead(look, self.title(), object_name="journalRoom.head")
        self._add_action("verify", self.tr("Verify"), "verified")
        self._add_action("export", self.tr("Export…"), "export")
        self.filters = JournalFilterBar(look, self._telling.week_started_us)
        self.filters.changed.connect(self.refresh)
        self.as_of = Label(look, size=12, colour="text2", wrap=True, object_name="journalRoom.asOf")
        self.as_of.setContentsMargins(*(look.look.metrics.px(each) for each in (16, 0, 16, 8)))
        self.as_of.hide()
        headers = (
            self.tr("Entry"),
            self.tr("When"),
            self.tr("What happened"),
            self.tr("By"),
            self.tr("Marks"),
            self.tr("Reason"),
        )
        self.model = JournalModel(headers, self._telling.cell, self)
        self.model.wanted.connect(self._want)
        self.table = JournalTable(look, self.model, self._telling, self)
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._chosen())
        self.table.selectionModel().currentRowChanged.connect(lambda _on, _off: self._chosen())
        header = self.table.horizontalHeader()
        waiting = Waiting(look, self.table, header.height, object_name="journalWaiting")
        self.finding = LongRead(context.lanes, waiting, "journalRoom.find")
        self._shown: int | None = None
        self._is_fresh = True
        self._stood: tuple[FilterState, Moment] | None = None
        self.details = EntryPanel(context, self._telling)
        self.details.followed.connect(lambda uid: context.go(Link(Target.SAMPLE, Uid(uid))))
        self.details.entry_asked.connect(self._show_seq)
        self.details.undo_asked.connect(self._undo)
        self.details.undo_all_asked.connect(self._undo_all)
        self.details.move_back_asked.connect(lambda: self.asked.emit("move_back"))
        self.details.print_asked.connect(lambda: self.asked.emit("print_paper"))
        self._no_hits = EmptyState(look, self.tr("Nothing matches"), "", (), object_name="journalRoom.none")
        self._no_entries = EmptyState(
            look,
            self.tr("Nothing is in the journal yet"),
            self.tr("Every act is written here, from the first: who, when, why, and what it moved."),
            (),
            object_name="journalRoom.empty",
        )
        self._clear = Button(self.tr("Clear filters"), object_name="journalRoom.clear")
        self._clear.clicked.connect(self.filters.clear)
        self._nothing = centred(self._no_entries, self._no_hits, self._clear)
        self._fetch_soon = QTimer(self)
        self._fetch_soon.setSingleShot(True)
        self._fetch_soon.timeout.connect(self._fetch)
        self._lay_out()
        context.changed.connect(lambda _changes: self.when_seen(self._keep_up))
        context.moment_changed.connect(self._other_moment)
        context.operator_changed.connect(lambda: self._show_panel(self.details.entry()))
        self.when_seen(self._keep_up)

    @override
    def title(self) -> str:
        return self.tr("Journal")

    @override
    def list_in_front(self) -> ListOnScreen:
        headers, told = self.model.headings.labels, self.filters.told()
        moment = self.context.moment
        return journal_on_screen(self.context, self._telling, self.title(), headers, self.model.seqs, told, moment)

    @override
    def selection_summary(self) -> str:
        if self.selection.entry is None:
            return ""
        chosen = self._selected_seq()
        seq = shown_count(chosen) if chosen is not None else ""
        return self.tr("Entry {number}").replace("{number}", seq)

    @override
    def enter(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def go_to(self, link: Link) -> bool:
        if link.target is not Target.ENTRY:
            return False
        session = self.context.session
        self.context.lanes.read(lambda: journal.seq_of(session, link.uid), self._show_seq)
        return True

    # The shell calls the acts of rooms by name; nobody looks for a window by its number here.
    def find(self) -> None:  # type: ignore[override]
        """Put the focus into the search field."""
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.search.selectAll()

    def copy(self) -> None:
        """Copy the selected entries with headers, tabs between cells."""
        QApplication.clipboard().setText(self.table.copied())

    def panel(self) -> None:
        """Show or hide the panel at the right."""
        self.side.toggle()

    def next_pane(self) -> None:
        """Go on to the next part with the keyboard: search, entries, panel."""
        next_focus((self.filters.search, self.table, self.details.why))

    def refresh(self) -> None:
        """Find anew what matches; rows that stay are not asked for again."""
        session, wanted, moment = self.context.session, self.filters.wanted(), self.context.moment
        state = self.filters.state()

        def found(result: tuple[JournalFilter, Sequence[int], int]) -> None:
            self._stood = (state, moment)
            self._found(*result)

        self.finding.start(
            counted(
                "JournalRoom",
                "Looking through {count} entries…",
                "Looking through {count} entries…",
                self._head_seq,
            ),
            lambda: (wanted, journal.find_entries(session, wanted, moment=moment), journal.head(session)),
            found,
            self._put_back,
        )

    def _put_back(self) -> None:
        """Ask again for what is still shown: the search since then was called off."""
        if self._stood is not None:
            state, moment = self._stood
            self.filters.put_back(state)
            self.context.show_moment(moment)

    def _other_moment(self, moment: Moment) -> None:
        self.details.offer_undo()
        self._explain(moment)
        self.refresh()
        self._survey()

    def _explain(self, moment: Moment) -> None:
        """Say in a line of its own which entries are listed while another day is shown."""
        self.as_of.setVisible(not moment.is_now)
        told = self.tr(
            "As of {day}: the entries that take effect by that day, whenever they were recorded. "
            "Later ones are listed again today."
        )
        self.as_of.setText(told.replace("{day}", show_day(moment.day or 0)))

    def _found(self, wanted: JournalFilter, seqs: Sequence[int], head: int) -> None:
        self._head_seq = head
        kept, near = [self.model.seqs[row] for row in self.table.chosen_rows], self.table.currentIndex().row()
        if not self.model.show_seqs(seqs):
            again = (self.model.row_of(seq) for seq in kept)
            self.table.choose_rows((row for row in again if row is not None), near)
        none = not len(seqs)
        self._nothing.setVisible(none)
        self._no_entries.setVisible(wanted.is_empty)
        self._no_hits.setVisible(not wanted.is_empty)
        self._no_hits.sentence.setText(self._why_none(wanted))
        self._clear.setVisible(not wanted.is_empty)
        self.table.setVisible(not none)
        self._show_totals(len(seqs))
        row = self.model.row_of(self._to_select) if self._to_select else None
        if row is None and self._is_fresh and not none:
            # Who comes in for the first time sees what the newest entry moved; later nothing selects itself.
            row = 0
        self._to_select, self._is_fresh = None, False
        if row is not None:
            self._select_row(row)
        self._chosen()

    def _why_none(self, wanted: JournalFilter) -> str:
        """Say what was looked for, and where: a word may stand where nobody looks."""
        text = wanted.text.strip()
        if not text:
            return self.tr("No entry has all that is chosen above.")
        told = self.tr(
            "No entry has “{text}” among its acts, sample numbers, places, codes, people, documents and reasons. "
            "A sample number of figures is found whole; masses and days are not searched."
        )
        if replace(wanted, text="").is_empty:
            return told.replace("{text}", text)
        chosen = self.tr("Only entries with all that is chosen above were searched.")
        return f"{told.replace('{text}', text)} {chosen}"

    def _show_totals(self, count: int) -> None:
        if count == self._head_seq:
            text = counted("JournalRoom", "1 entry", "{count} entries", count)
        else:
            text = counted("JournalRoom", "{found} of 1 entry", "{found} of {count} entries", self._head_seq)
        self.head.show_totals(text.replace("{found}", shown_count(count)))

    def _survey(self) -> None:
        """Ask what can be filtered by, and how many entries have each mark."""
        session, moment = self.context.session, self.context.moment
        wishes = (JournalFilter(warned=True), JournalFilter(late=True), JournalFilter(undone=True))
        chips = (self.filters.warned, self.filters.late, self.filters.undone)

        def counted(counts: Sequence[int]) -> None:
            for chip, count in zip(chips, counts, strict=True):
                chip.set_count(shown_count(count) if count else "")

        if self._counting is not None:
            self._counting.cancel()
        self._counting = self.context.lanes.background(
            lambda ticket: [
                len(journal.find_entries(session, wish, ticket.should_stop, moment)) for wish in wishes
            ],
            counted,
        )
        self.context.lanes.read(
            lambda: (journal.operators(session), journal.kinds(session)), lambda found: self._offer(*found)
        )

    def _offer(self, operators: Sequence[tuple[Uid, str]], kinds: Sequence[tuple[str, int]]) -> None:
        words = self.context.words
        self.filters.offer_operators(operators)
        self.filters.offer_kinds([(kind, words.label(f"operation.{kind}")) for kind, _ in kinds])

    def _keep_up(self) -> None:
        self.model.age()
        self.refresh()
        self._survey()
        if self.details.entry() is not None:
            self._show_panel(self.details.entry())

    def _want(self, seqs: Sequence[int]) -> None:
        self._wanted.update(seqs)
        self._fetch_soon.start(0)

    def _fetch(self) -> None:
        seqs, self._wanted = sorted(self._wanted), set()
        self.model.on_their_way(seqs)
        session, words = self.context.session, self.context.words
        self.context.lanes.read(
            lambda: journal.journal_entries(session, words, seqs), self._arrived, replaces="journalRoom.rows"
        )

    def _arrived(self, entries: Sequence[JournalEntry]) -> None:
        self.model.put(entries)
        self.table.viewport().update()

    def _chosen(self) -> None:
        seq = self._selected_seq()
        if seq == self._shown:
            return
        self._shown = seq
        session, words = self.context.session, self.context.words
        if seq is None:
            self._select(None)
            self.details.show_nothing()
            # What is on its way for another entry must not be shown either.
            self.context.lanes.read(lambda: (), lambda _none: None, replaces="journalRoom.chosen")
            return
        self.context.lanes.read(
            lambda: journal.journal_entries(session, words, (seq,)),
            lambda entries: self._show_panel(entries[0].uid) if entries else None,
            replaces="journalRoom.chosen",
        )

    def _show_panel(self, uid: Uid | None) -> None:
        self._select(uid)
        if uid is None:
            return
        session, words, operator = self.context.session, self.context.words, self.context.operator
        self.context.lanes.read(
            lambda: (
                journal.entry_detail(session, words, uid),
                undo_state(session, uid, operator),
                whole_file(session, uid),
            ),
            lambda found: self._show_detail(*found),
            replaces="journalRoom.detail",
        )

    def _show_detail(self, detail: EntryDetail | None, state: UndoState | None, whole: WholeFile | None) -> None:
        if detail is not None and detail.entry.uid == self.selection.entry:
            self.details.show_entry(detail, state, whole)

    def _show_seq(self, seq: int | None) -> None:
        if seq is None:
            return
        row = self.model.row_of(seq)
        if row is not None:
            self._select_row(row)
        else:
            self._to_select = seq
            self.filters.clear()

    def _select(self, uid: Uid | None) -> None:
        selection = Selection(entry=uid, entries=self.filters.wanted())
        if selection != self.selection or selection.entries != self.selection.entries:
            self.selection = selection
            self.selection_changed.emit(selection)

    def _selected_seq(self) -> int | None:
        row = self.table.chosen_row
        return self.model.seqs[row] if row >= 0 else None

    def _select_row(self, row: int) -> None:
        index = self.model.index(row, Column.WHAT)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(index, flags)
        self.table.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def _undo(self, entry: str, reason: str) -> None:
        operator = self.context.operator
        if operator is None:
            self.details.offer_undo()
            self.asked.emit("who_acts")
            return
        posting = reversal(self.context.session, Uid(entry), OperatorRef(ref_of(operator)), reason=reason)
        self.context.post(posting, self._undone, self._refused)

    def _undo_all(self, whole: WholeFile, reason: str) -> None:
        if self.context.operator is None:
            self.asked.emit("who_acts")
            return
        self.dialog = opened(WholeFileDialog(self.context, whole, self, reason=reason))
        self.dialog.turned.connect(lambda posted: self._undone(posted[-1]))

    def _undone(self, posted: Posted) -> None:
        self._to_select = posted.seq
        self.refresh()

    def _refused(self, error: Exception) -> None:
        self.context.say_why(error, self.details.refuse)

    def _add_action(self, key: str, text: str, concept: str) -> None:
        button = Button(text, concept=concept, object_name=f"journalRoom.{key}")
        button.clicked.connect(lambda _on=False: self.asked.emit(key))
        self.head.add(button)

    def _lay_out(self) -> None:
        look = self.context.appearance
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, self.filters, self.as_of, Rule(look), self.table, self._nothing):
            column.addWidget(part)
        column.setStretch(4, 1)
        column.setStretch(5, 1)
        self._nothing.hide()
        self.splitter = QSplitter()
        self.splitter.setObjectName("journalRoom.splitter")
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(left)
        memory = self.context.memory
        self.side = Drawer(
            look,
            memory,
            self.splitter,
            self.details,
            "journalRoom.panel",
            over=self.table,
            least=_PANEL_LEAST,
            usual=_PANEL_WIDTH,
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.splitter)
