"""The panel of one piece: its head, and pages for the overview, the genealogy and the journal."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.links import Link, Target
from lunarcurator.desktop.panels.piece_family import PieceFamily
from lunarcurator.desktop.panels.piece_head import PieceHead
from lunarcurator.desktop.panels.piece_journal import PieceJournal
from lunarcurator.desktop.panels.piece_overview import PieceOverview
from lunarcurator.desktop.panels.targets import link_of
from lunarcurator.desktop.panels.wording import Wording
from lunarcurator.desktop.widgets.as_it_is import as_it_is
from lunarcurator.desktop.widgets.counted_tabs import CountedTabs
from lunarcurator.desktop.widgets.grounds import Ground
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.numbering import Hint
from lunarcurator.services.changes import ChangeSet
from lunarcurator.services.dossier import Dossier, dossier_of
from lunarcurator.services.family import FamilyLine, family_of
from lunarcurator.services.lending.loans_of_piece import PieceLoan, loans_of_piece
from lunarcurator.services.number_hints import hints_of, told_hints
from lunarcurator.services.pieces import JournalLine, PieceView, journal_of, piece_view

OVERVIEW, FAMILY, JOURNAL = 0, 1, 2
"""The pages in the order of their tabs."""

_ENTRIES = 30


class PiecePanel(Ground):
    """Shows one piece at the context's moment and keeps up with every change of it.

    `action_requested` carries the key of an action on the piece, `closed` that somebody closed the panel,
    `shown` the view that has arrived, None for nothing. Links go through the context.
    """

    action_requested = Signal(str)
    closed = Signal()
    shown = Signal(object)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context.appearance, "base", object_name="piecePanel", parent=parent)
        self._context = context
        self._wording = Wording(context.words, context.units.in_lists)
        self._uid: Uid | None = None
        self._view: PieceView | None = None
        self._stale: set[int] = set()
        self._entries = _ENTRIES
        self._make()
        self._connect()
        self._show_nothing(self.tr("No piece is selected."))

    @property
    def view(self) -> PieceView | None:
        """What is shown now; None for nothing, or while the piece was not in the book."""
        return self._view

    def show_piece(self, uid: Uid | None) -> None:
        """Show a piece, or that none is selected; it arrives through the reading lane."""
        if uid != self._uid:
            self._entries = _ENTRIES
        self._uid = uid
        self._read()

    def _make(self) -> None:
        appearance, wording = self._appearance, self._wording
        self.head = PieceHead(appearance, wording)
        self.tabs = CountedTabs()
        self.tabs.setObjectName("pieceTabs")
        self.tabs.setAccessibleName(self.tr("Pages of the piece"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(True)
        for text in (self.tr("Overview"), self.tr("Genealogy"), self.tr("Journal")):
            self.tabs.addTab(as_it_is(text))
        self.overview = PieceOverview(appearance, wording)
        self.family = PieceFamily(appearance, wording)
        self.journal = PieceJournal(appearance, wording)
        self.pages = QStackedWidget()
        for page in (self.overview, self.family, self.journal):
            self.pages.addWidget(page)
        self.note = Label(appearance, colour="text2", wrap=True, object_name="pieceNote")
        margin = appearance.look.metrics.px(20)
        self.note.setContentsMargins(margin, margin, margin, margin)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        tabs = QVBoxLayout()
        tabs.setContentsMargins(margin, 0, margin, 0)
        tabs.addWidget(self.tabs)
        column.addWidget(self.head)
        column.addLayout(tabs)
        column.addWidget(self.note)
        column.addWidget(self.pages, 1)
        column.addStretch(0)

    def _connect(self) -> None:
        self.head.asked.connect(self.action_requested)
        self.head.closed.connect(self.closed)
        self.overview.asked.connect(self.action_requested)
        self.overview.family_asked.connect(lambda: self.tabs.setCurrentIndex(FAMILY))
        self.journal.more_asked.connect(self._show_more_entries)
        for page in (self.overview, self.family, self.journal):
            page.followed.connect(self._follow)
        self.tabs.currentChanged.connect(self._turn)
        self._context.changed.connect(self._keep_up)
        self._context.moment_changed.connect(lambda _moment: self._read())
        self._appearance.changed.connect(self._read)

    def _read(self) -> None:
        uid, session, moment = self._uid, self._context.session, self._context.moment
        if uid is None:
            self._context.lanes.read(lambda: None, self._arrive, replaces="piece_panel")
        else:
            self._context.lanes.read(
                lambda: piece_view(session, uid, moment), self._arrive, replaces="piece_panel"
            )

    def _arrive(self, view: PieceView | None) -> None:
        self._view = view
        if view is None:
            gone = self.tr("This piece was not in the book then.")
            self._show_nothing(self.tr("No piece is selected.") if self._uid is None else gone)
        else:
            self._show(view)
        self.shown.emit(view)

    def _show(self, view: PieceView) -> None:
        self._wording.unit = self._context.units.of(view.state.mission)
        may_post = not self._context.session.read_only and self._context.moment.is_now
        why = self.tr("Nothing can be entered while another day is shown.")
        if self._context.session.read_only:
            why = self.tr("The store is read-only.")
        self.head.allow(may_post, "" if may_post else why)
        self.overview.allow(may_post)
        self.head.show_piece(view)
        kin = len(view.parents) + view.daughters_in_all
        self.tabs.show_count(FAMILY, self._wording.count(kin) if kin else "")
        self.tabs.show_count(JOURNAL, self._wording.count(len(view.entries)))
        self._set_shown(True)
        self._stale = {OVERVIEW, FAMILY, JOURNAL}
        self._turn(self.tabs.currentIndex())

    def _show_nothing(self, note: str) -> None:
        self.head.show_number("")
        self.head.allow(False)
        self.note.setText(note)
        self._set_shown(False)

    def _set_shown(self, shown: bool) -> None:
        self.head.setVisible(shown)
        self.tabs.setVisible(shown)
        self.pages.setVisible(shown)
        self.note.setVisible(not shown)

    def _turn(self, page: int) -> None:
        """Fill a page when it comes to the front: most pieces are passed by on their first page."""
        self.pages.setCurrentIndex(page)
        view = self._view
        if view is None or page not in self._stale:
            return
        self._stale.discard(page)
        if page == OVERVIEW:
            self.overview.show_piece(view)
            self._read_loans(view)
            self._read_dossier(view)
            self._read_hints(view)
        elif page == FAMILY:
            self._read_family(view)
        else:
            self._read_journal(view)

    def _read_hints(self, view: PieceView) -> None:
        session, words = self._context.session, self._context.words

        def arrive(hints: tuple[Hint, ...]) -> None:
            if view is self._view:
                self.overview.show_hints(told_hints(hints, words))

        self._context.lanes.read(
            lambda: hints_of(session, view.row.collection, view.row.official), arrive, replaces="piece_hints"
        )

    def _read_dossier(self, view: PieceView) -> None:
        session, moment = self._context.session, self._context.moment

        def arrive(dossier: Dossier) -> None:
            if view is self._view:
                self.overview.show_dossier(dossier)

        self._context.lanes.read(lambda: dossier_of(session, view.uid, moment), arrive, replaces="piece_dossier")

    def _read_loans(self, view: PieceView) -> None:
        session, moment = self._context.session, self._context.moment

        def arrive(loans: tuple[PieceLoan, ...]) -> None:
            if view is self._view:
                self.overview.show_loans(loans)

        self._context.lanes.read(lambda: loans_of_piece(session, view.uid, moment), arrive, replaces="piece_loans")

    def _read_family(self, view: PieceView) -> None:
        session, moment = self._context.session, self._context.moment

        def arrive(lines: tuple[FamilyLine, ...]) -> None:
            if view is self._view:
                self.family.show_family(lines, view.uid)

        self._context.lanes.read(lambda: family_of(session, view.uid, moment), arrive, replaces="piece_family")

    def _read_journal(self, view: PieceView) -> None:
        session, words, most = self._context.session, self._context.words, self._entries

        def arrive(lines: tuple[JournalLine, ...]) -> None:
            if view is self._view:
                self.journal.show_lines(lines, len(view.entries) - len(lines))

        self._context.lanes.read(
            lambda: journal_of(session, words, view, view.entries, most), arrive, replaces="piece_journal"
        )

    def _show_more_entries(self) -> None:
        self._entries += _ENTRIES
        if self._view is not None:
            self._read_journal(self._view)

    def _keep_up(self, changes: ChangeSet) -> None:
        view = self._view
        kin = {view.id, *(each.row.id for each in (*view.parents, *view.daughters))} if view else set()
        # An entry about a loan may touch no piece, and yet change what is told of it.
        concerns = changes.wide or changes.places or changes.records or kin & {*changes.samples, *changes.born}
        if self._uid is not None and (view is None or concerns):
            self._read()

    def _follow(self, target: str) -> None:
        if target == "family":
            self.tabs.setCurrentIndex(FAMILY)
            return
        link: Link = link_of(target)
        if link.target is Target.SAMPLE and link.uid == self._uid:
            return
        self._context.go(link)
