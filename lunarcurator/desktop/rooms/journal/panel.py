"""Everything about one entry: when, who and why, its masses summing to nothing, its chain, and its undo."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.whole_file import WholeFileWords
from lunarcurator.desktop.rooms.journal.telling import Telling
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.widgets.buttons import Button, IconButton
from lunarcurator.desktop.widgets.facts import FactsGrid
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.desktop.widgets.grounds import Ground, Rule, ScrollColumn
from lunarcurator.desktop.widgets.labels import Label, LinkLabel, SectionLabel
from lunarcurator.desktop.widgets.ledger_model import LedgerColumn
from lunarcurator.desktop.widgets.ledger_table import LedgerTable
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.domain.operations import Move
from lunarcurator.services.journal import EntryDetail
from lunarcurator.services.undoing import UndoState
from lunarcurator.services.whole_files import WholeFile

_MOST_ROWS = 14


class EntryPanel(Ground):
    """Shows one entry; `followed` carries the uid of a piece, `entry_asked` the sequence of an entry.

    `undo_asked` carries the entry to reverse and the reason typed, `undo_all_asked` the `WholeFile` to be turned
    over and the reason, `move_back_asked` asks for the dialog that brings back what the entry moved.
    """

    followed = Signal(str)
    entry_asked = Signal(int)
    undo_asked = Signal(str, str)
    undo_all_asked = Signal(object, str)
    move_back_asked = Signal()
    print_asked = Signal()

    def __init__(self, context: AppContext, telling: Telling, parent: QWidget | None = None) -> None:
        super().__init__(context.appearance, "base", object_name="journalRoom.panel", parent=parent)
        look = context.appearance
        self._context, self._telling = context, telling
        self._detail: EntryDetail | None = None
        self._state: UndoState | None = None
        self._whole: WholeFile | None = None
        self._file_words = WholeFileWords(self)
        self._title = Label(look, size=22, weight=SEMIBOLD, object_name="entry.title")
        self._copy = IconButton("copy", self.tr("Copy the digest of this entry"), object_name="entry.copy")
        self._copy.clicked.connect(self._copy_digest)
        self.print = IconButton("print", self.tr("Print this entry"), object_name="entry.print")
        self.print.clicked.connect(self.print_asked)
        self._what = Label(look, size=14, weight=SEMIBOLD, wrap=True, object_name="entry.what")
        self._facts = FactsGrid(look, object_name="entry.facts")
        self._facts.followed.connect(lambda target: self.entry_asked.emit(int(target)))
        self._lines_title = SectionLabel(look, self.tr("Mass lines"))
        columns = (
            LedgerColumn(self.tr("Account")),
            LedgerColumn(self.tr("Change, g"), "mass", 128, decimals=7),
            LedgerColumn(self.tr("Unweighed"), "count", 84),
        )
        self._lines = LedgerTable(look, columns, self.tr("Mass lines"), most=_MOST_ROWS, object_name="entry.lines")
        self._lines.followed.connect(self.followed)
        self._chain_title = SectionLabel(look, self.tr("Chain"))
        self._chain = FactsGrid(look, object_name="entry.chain")
        self.why = QLineEdit()
        self.why.setObjectName("entry.why")
        self.why.textChanged.connect(lambda _text: self.offer_undo())
        self.undo = Button("", concept="undo", object_name="entry.undo")
        self.undo.clicked.connect(self._ask)
        self.undo_all = Button("", concept="undo", object_name="entry.undoAll")
        self.undo_all.clicked.connect(self._ask_all)
        self.move_back = Button(self.tr("Move back\u2026"), concept="place", object_name="entry.moveBack")
        self.move_back.setToolTip(self.tr("Bring back what this entry moved: it was away, and it came back"))
        self.move_back.clicked.connect(self.move_back_asked)
        self._reason = Label(look, size=12, colour="text2", wrap=True, object_name="entry.undoState")
        self._later = LinkLabel(look, "", size=12, object_name="entry.later")
        self._later.activated.connect(self._show_later)
        self._why_field = Field(look, self.tr("Why"), self.why)
        self._lay_out()
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show that no entry is selected."""
        self._detail = self._state = self._whole = None
        self._title.setText("")
        self._what.setText(self.tr("Select an entry to see what it moved."))
        for part in self._parts():
            part.hide()

    def show_entry(self, detail: EntryDetail, state: UndoState | None, whole: WholeFile | None = None) -> None:
        """Show an entry, whether it can be undone, and what of its file would go with it."""
        before, entry = self._detail, detail.entry
        self._detail, self._state, self._whole = detail, state, whole
        if before is None or (before.entry.seq, before.entry.undone) != (entry.seq, entry.undone):
            self.why.clear()
        self._title.setText(self.tr("Entry {number}").replace("{number}", shown_count(entry.seq)))
        self._what.setText(entry.what)
        for part in self._parts():
            part.show()
        self._tell_facts(detail)
        self._tell_lines(detail)
        self._tell_chain(detail)
        self.offer_undo()

    def offer_undo(self) -> None:
        """Say whether the entry can be undone now, and why not."""
        detail, state = self._detail, self._state
        if detail is None or state is None:
            return
        hindrance = self._telling.hindrance()
        allowed = state.target is not None and not hindrance
        lacks_reason = allowed and self._lacks_reason(state)
        text = self.tr("Redo what entry {number} tells") if state.redo else self.tr("Undo entry {number}")
        self.undo.setText(text.replace("{number}", shown_count(detail.entry.seq)))
        self.undo.setEnabled(allowed and not lacks_reason)
        self._why_field.setVisible(allowed)
        key = "undo.reason_wanted" if lacks_reason else state.key
        self._reason.setText(hindrance or self._context.words.say(key, state.facts))
        self._offer_whole(hindrance)
        self.move_back.setVisible(detail.entry.kind == Move.KIND and not detail.entry.undone)
        self.move_back.setEnabled(not hindrance)
        self._later.setVisible(state.later is not None)
        if state.later is not None:
            later = self.tr("Show entry {number}").replace("{number}", shown_count(state.later))
            self._later.set_text(later)

    def _lacks_reason(self, state: UndoState) -> bool:
        """Tell whether a reason is still wanted; who acts is asked for first."""
        return state.needs_reason and self._context.operator is not None and not self.why.text().strip()

    def _offer_whole(self, hindrance: str) -> None:
        self.undo_all.setVisible(self._whole is not None)
        self.undo_all.setEnabled(not hindrance)
        if self._whole is not None:
            self.undo_all.setText(self.tr("{act}…").replace("{act}", self._file_words.all_of(self._whole)))

    def refuse(self, sentence: str) -> None:
        """Say why the undo was refused after all; what was typed stays."""
        self._reason.setText(sentence)
        self.undo.setEnabled(True)

    def entry(self) -> Uid | None:
        """Return the entry shown, or None."""
        return self._detail.entry.uid if self._detail else None

    def _tell_facts(self, detail: EntryDetail) -> None:
        self._facts.clear()
        for label, value in self._telling.facts(detail):
            self._facts.add(label, value)
        for label, words, seq in self._telling.related(detail):
            self._facts.add_links(label, [(words, str(seq))])

    def _tell_lines(self, detail: EntryDetail) -> None:
        rows = self._telling.lines(detail)
        self._lines_title.setVisible(bool(rows))
        self._lines.setVisible(bool(rows))
        if rows:
            self._lines.set_rows([*rows, self._telling.sum_row(detail)])
            self._lines.setColumnHidden(2, not any(line.unweighed for line in detail.lines))

    def _tell_chain(self, detail: EntryDetail) -> None:
        self._chain.clear()
        self._chain.add(self.tr("This"), self._telling.digest(detail.chain))
        before = self._telling.digest(detail.chain_before) or self.tr("the store itself")
        self._chain.add(self.tr("Before"), before)

    def _ask(self) -> None:
        if self._state is not None and self._state.target is not None:
            self.undo.setEnabled(False)
            self.undo_asked.emit(self._state.target, self.why.text().strip())

    def _ask_all(self) -> None:
        if self._whole is not None:
            self.undo_all_asked.emit(self._whole, self.why.text().strip())

    def _show_later(self) -> None:
        if self._state is not None and self._state.later is not None:
            self.entry_asked.emit(self._state.later)

    def _copy_digest(self) -> None:
        if self._detail is not None:
            QApplication.clipboard().setText(self._detail.chain)

    def _parts(self) -> tuple[QWidget, ...]:
        return (
            self.print,
            self._copy,
            self._facts,
            self._lines_title,
            self._lines,
            self._chain_title,
            self._chain,
            self._why_field,
            self.undo,
            self.undo_all,
            self.move_back,
            self._reason,
            self._later,
        )

    def _lay_out(self) -> None:
        look = self._context.appearance
        self._head = QHBoxLayout()
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self.print)
        self._head.addWidget(self._copy)
        self._body = QVBoxLayout()
        for part in (self._what, self._facts, self._lines_title, self._lines, self._chain_title, self._chain):
            self._body.addWidget(part)
        self._body.addStretch(1)
        self._foot = QVBoxLayout()
        self._foot.addWidget(self._why_field)
        buttons = QHBoxLayout()
        buttons.setSpacing(look.look.metrics.px(8))
        buttons.addWidget(self.undo)
        buttons.addWidget(self.move_back)
        buttons.addStretch(1)
        self._foot.addLayout(buttons)
        self._foot.addWidget(self.undo_all)
        self._foot.addWidget(self._reason)
        self._foot.addWidget(self._later)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._head)
        whole.addWidget(ScrollColumn(look, "base", self._body), 1)
        whole.addWidget(Rule(look, colour="line"))
        whole.addLayout(self._foot)
        look.changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        px: Callable[[float], int] = self._context.appearance.look.metrics.px
        self._head.setContentsMargins(px(20), px(14), px(12), px(4))
        self._body.setContentsMargins(px(20), px(4), px(20), px(12))
        self._body.setSpacing(px(10))
        self._foot.setContentsMargins(px(20), px(12), px(20), px(14))
        self._foot.setSpacing(px(8))
