"""The room of the samples: tree, search, filters, and the panel of the piece in front."""

from collections.abc import Callable
from typing import TYPE_CHECKING, override

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from lunarcurator.desktop.app_context import AppContext, Room
from lunarcurator.desktop.links import Link, Selection, Target
from lunarcurator.desktop.models.sample_hits import SampleHitsModel, ShownHits
from lunarcurator.desktop.rooms.samples.column_layout import ColumnLayout
from lunarcurator.desktop.rooms.samples.counting import Counting
from lunarcurator.desktop.rooms.samples.front import SamplesFront, samples_title
from lunarcurator.desktop.rooms.samples.head_actions import HeadActions
from lunarcurator.desktop.rooms.samples.hits_view import SampleHitsView
from lunarcurator.desktop.rooms.samples.jumping import Jumping, TypedLine, place_finder
from lunarcurator.desktop.rooms.samples.revealing import Revealing
from lunarcurator.desktop.rooms.samples.setting_up import SettingUp
from lunarcurator.desktop.rooms.samples.side_panel import SidePanel
from lunarcurator.desktop.rooms.samples.states import EmptyStore, NoHits
from lunarcurator.desktop.rooms.samples.summing import selection_in_words, totals_in_words
from lunarcurator.desktop.widgets.waiting import LongRead, Waiting
from lunarcurator.domain.days import show_day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services.browsing import Browsing, MassSum, Node, PieceRow, Sort, Totals, TreeQuery
from lunarcurator.services.changes import ChangeSet
from lunarcurator.services.searching import Searching

if TYPE_CHECKING:
    from lunarcurator.services.exporting import ListOnScreen


class SamplesRoom(Room):
    """The book as a tree; `asked` and `action_requested` carry the keys of actions its buttons mean.

    `context_menu_requested` carries where on the screen the shell is to open the menu of the selection.
    """

    action_requested = Signal(str)
    context_menu_requested = Signal(QPoint)

    key = "samples"
    icon = "sample"

    def __init__(
        self, context: AppContext, parent: QWidget | None = None, *, front: SamplesFront | None = None
    ) -> None:
        super().__init__(context, parent)
        self.setObjectName("samplesRoom")
        look, lanes, unit = context.appearance, context.lanes, context.units.in_lists
        self._browsing = Browsing(context.session)
        self._searching = Searching(context.session, self._browsing)
        front = front or SamplesFront(look, context.words, context.memory, unit)
        self._keyboard = QApplication.focusWidget() if front.side.isVisible() else None
        self.tree, self.view = front.tree, front.view
        self.tree.serve(lanes, self._browsing)
        self.hits = SampleHitsModel(front.writer, self)
        self.hits_view = SampleHitsView(look, self.hits)
        self.head, self.bar = front.head, front.bar
        self.nothing = NoHits(look)
        self.empty = EmptyStore(look, context.session.path.name)
        SettingUp(context, self.empty)
        self.pages = front.pages
        self.layout_of_tree = front.columns
        self.layout_of_hits = ColumnLayout(self.hits_view, context.memory, "samples.hits", unit, sortable=False)
        self.counting = Counting(lanes, self._browsing, self)
        self.revealing = Revealing(lanes, self._browsing, self.view, self.bar.clear)
        self.typed = TypedLine(look, self.view)
        self.waiting = Waiting(look, self.view, self.view.header().height, object_name="treeWaiting")
        waiting = Waiting(look, self.pages, self.hits_view.header().height, object_name="searchWaiting")
        self.searching = LongRead(lanes, waiting, "samples.search")
        self.jumping = Jumping(self.typed, self._jump, place_finder(context))
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.list_side = front.side
        self.splitter.addWidget(self.list_side)
        self.side = SidePanel(context, self.splitter, self.pages)
        self.actions_of_head = HeadActions(self.head, self)
        self._totals: Totals | None = None
        self._summary = ""
        self._seen = 0
        self._selected_soon = QTimer(self)
        self._selected_soon.setSingleShot(True)
        self._selected_soon.setInterval(0)
        self._selected_soon.timeout.connect(self._selected)
        self._lay_out()
        self._connect()
        self._offer()
        self.tree.load(self._query(), self.view.open_keys)
        self.counting.start(context.moment)
        if self._is_searching():
            self._search(self.bar.search.text())
        front.hand_over(self.jumping)

    @override
    def title(self) -> str:
        return samples_title()

    @override
    def enter(self) -> None:
        page, held = self.pages.currentWidget(), self._keyboard
        self._keyboard = None
        if held is not None and self.isAncestorOf(held):
            # Somebody was typing into the first look when the room took its place.
            held.setFocus()
            return
        if page is self.empty:
            self.empty.ways.choices[0].setFocus()
        elif page is self.hits_view:
            self.hits_view.setFocus()
        else:
            self.view.setFocus()

    @override
    def go_to(self, link: Link) -> bool:
        if link.target is not Target.SAMPLE:
            return False
        self._leave_search()
        self.revealing.show(lambda: self._browsing.line_to(link.uid))
        return True

    @override
    def selection_summary(self) -> str:
        return self._summary

    @override
    def list_in_front(self) -> "ListOnScreen":
        from lunarcurator.desktop.rooms.samples.listed import samples_on_screen

        view = self.hits_view if self.pages.currentWidget() is self.hits_view else self.view
        return samples_on_screen(self.context, view, self._query(), self.bar)

    def find(self) -> None:  # type: ignore[override]
        """Put the cursor into the search of this room."""
        self.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.search.selectAll()

    def copy(self) -> None:
        """Put the selected rows with their headers on the clipboard."""
        if self.pages.currentWidget() is self.hits_view:
            self.hits_view.copy()
        else:
            self.view.copy()

    def panel(self) -> None:
        """Show or hide the panel of the piece in front."""
        self.side.toggle()
        self._show_in_panel()

    def next_pane(self) -> None:
        """Move the focus on: search, list, panel."""
        panes = [self.bar.search, self.pages.currentWidget() or self.view, *self.side.panes()]
        focus = self.focusWidget()
        inside = [pane for pane in panes if focus is not None and (pane is focus or pane.isAncestorOf(focus))]
        at = panes.index(inside[0]) if inside else -1
        panes[(at + 1) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)

    def _query(self) -> TreeQuery:
        moment = self.context.moment
        filters = self.bar.active() if moment.is_now else ()
        sort = self.layout_of_tree.sort if moment.is_now else Sort()
        return TreeQuery(filters, sort, moment)

    def _load(self) -> None:
        told = self.tr("Looking through {count} pieces…")
        self.waiting.begin(told.format(count=self._count()), self._stop_loading)
        self.tree.load(self._query(), self.view.open_keys)
        if self._is_searching():
            self._search(self.bar.search.text())

    def _count(self) -> str:
        return shown_count(self._totals.whole().pieces) if self._totals is not None else ""

    def _stop_loading(self) -> None:
        """Read on no more: filters and order are again those of the tree that is still shown."""
        self.tree.stop()
        shown = self.tree.query
        self.bar.put_back(shown.filters)
        if shown.moment.is_now:
            self.layout_of_tree.put_back(shown.sort)
        self.context.show_moment(shown.moment)

    def _changed(self, changes: ChangeSet) -> None:
        self.tree.refresh(changes, self.view.open_keys)
        self.counting.again(changes)
        if self._is_searching():
            self._search(self.bar.search.text())

    def _moment_changed(self, moment: Moment) -> None:
        self._offer()
        self._load()
        self.counting.start(moment)

    def _counted(self, totals: Totals) -> None:
        self._totals = totals
        past = not self.context.moment.is_now
        total = totals.whole()
        self.head.show_totals(totals_in_words(total, past=past) if total.pieces else self.tr("none yet"))
        self.tree.set_totals(totals)
        names = {branch.collection: branch.name for branch in self.tree.collections()}
        if not past:
            self.bar.show_counts(totals, names)
        self._show_page()

    def _reloaded(self) -> None:
        self.waiting.end()
        self._show_page()
        self._selected_soon.start()
        self.view.viewport().update()

    def _merged(self, changes: ChangeSet) -> None:
        """Open the piece in front if it has just got its first daughters."""
        current = self.view.current_key()
        self._seen = current
        if any(self.tree.shape.above(born) == current for born in changes.born if born in self.tree.shape):
            self.view.setExpanded(self.tree.index_of(current), True)
        self._show_page()
        self._selected_soon.start()

    def _jump(self, text: str, told: Callable[[bool], None]) -> None:
        current = self.view.current_key()
        selected = current if self.tree.branch(current) is None else None
        moment = self.context.moment

        def find() -> list[Node]:
            found = self._searching.jump(text, selected or None, moment)
            return self._browsing.line_to(found) if found is not None else []

        self.revealing.show(find, told)

    def _is_searching(self) -> bool:
        return bool(self.bar.search.text().strip())

    def _search(self, text: str) -> None:
        if not text.strip():
            self.searching.drop()
            self._show_page()
            self._selected_soon.start()
            return
        current, query = self.view.current_key(), self._query()
        selected = current if current and self.tree.branch(current) is None else None
        self.searching.start(
            self.tr("Searching {count} pieces…").format(count=self._count()),
            lambda: self.hits.prepare(self._searching.search(text, selected, query.filters, query.moment)),
            self._found,
            lambda: self.bar.search_again_for(self.hits.hits.text if self.hits_view.isVisible() else ""),
            self.tree.read_failed.emit,
        )

    def _found(self, found: ShownHits) -> None:
        kept = set(self.hits_view.selected_uids())
        self.hits.show(found)
        self.hits_view.select_uids(kept)
        self.nothing.explain(found.hits.text, [self.bar.label(each) for each in self.bar.active()])
        self._show_page()
        self._selected_soon.start()

    def _enter_hits(self) -> None:
        if self.pages.currentWidget() is self.hits_view:
            self.hits_view.setFocus()
            self.hits_view.setCurrentIndex(self.hits.index(0, 0))
        elif self.pages.currentWidget() is self.view:
            self.view.setFocus()

    def _leave_search(self) -> None:
        self.bar.search.clear()
        self.view.setFocus()

    def _choose_hit(self, uid: str) -> None:
        self._leave_search()
        self.revealing.show(lambda: self._browsing.line_to(Uid(uid)))

    def _clear(self) -> None:
        """Take away what keeps everything out of sight: search and filters, else the day."""
        if not self._is_searching() and not self.context.moment.is_now:
            self.context.show_moment(NOW)
        self.bar.clear()
        self.bar.search.clear()
        self.view.setFocus()

    def _show_page(self) -> None:
        is_bare = not self._is_searching() and not self.bar.active() and not self._has_pieces()
        is_empty = is_bare and self.context.moment.is_now
        self.bar.setVisible(not is_empty)
        self.side.want(wanted=not is_empty)
        self.actions_of_head.show_export(shown=not is_empty)
        if self._is_searching():
            page: QWidget = self.hits_view if self.hits.rowCount() else self.nothing
        elif is_empty:
            page = self.empty
        elif is_bare:
            self.nothing.explain_day(show_day(self.context.moment.day or 0))
            page = self.nothing
        elif self.bar.active() and not self.tree.rowCount():
            self.nothing.explain("", [self.bar.label(each) for each in self.bar.active()])
            page = self.nothing
        else:
            page = self.view
        self.pages.setCurrentWidget(page)

    def _has_pieces(self) -> bool:
        # Before the first count a store with a collection is taken to have pieces.
        if self._totals is not None and self.context.moment.is_now:
            return self._totals.whole().pieces > 0
        return bool(self.tree.rowCount()) or not self.tree.is_loaded

    def _selected(self) -> None:
        if self.pages.currentWidget() is self.hits_view:
            uids = tuple(self.hits_view.selected_uids())
            ids = [self.hits.hit(index.row()).row.id for index in self.hits_view.selectionModel().selectedRows(0)]
        else:
            ids = [key for key in self.view.selected_keys() if self.tree.branch(key) is None]
            uids = tuple(uid for uid in map(self.tree.uid, ids) if uid is not None)
        if self.tree.fresh and self.view.current_key() != self._seen:
            self.tree.settle_news()
        self._sum_up(ids)
        self.selection = Selection(samples=uids, filters=self.bar.active())
        self.selection_changed.emit(self.selection)
        self._show_in_panel()

    def _sum_up(self, ids: list[int]) -> None:
        self._summary = ""
        if not ids:
            return
        moment = self.context.moment

        def read() -> tuple[MassSum, PieceRow | None]:
            one = self._browsing.rows(ids, moment).get(ids[0]) if len(ids) == 1 else None
            return self._browsing.mass_of(ids, moment), one

        def summed(told: tuple[MassSum, PieceRow | None]) -> None:
            held, one = told
            self._summary = selection_in_words(len(ids), held, self.context.units.in_lists, one)
            self.selection_changed.emit(self.selection)

        self.context.lanes.read(read, summed, replaces="samples.sum")

    def _show_in_panel(self) -> None:
        samples = self.selection.samples
        current = (
            self.hits_view.current_uid()
            if self.pages.currentWidget() is self.hits_view
            else self.tree.uid(self.view.current_key())
        )
        self.side.show_piece(current if current in samples else samples[0] if samples else None)

    def _lay_out(self) -> None:
        for page in (self.hits_view, self.nothing, self.empty):
            self.pages.addWidget(page)
        self.splitter.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)

    def _connect(self) -> None:
        context, view, hits = self.context, self.view, self.hits_view
        context.changed.connect(self._changed)
        context.moment_changed.connect(self._moment_changed)
        context.operator_changed.connect(self._offer)
        self.asked.connect(self.action_requested)
        self.actions_of_head.asked.connect(self.asked)
        self.tree.reloaded.connect(self._reloaded)
        self.tree.merged.connect(self._merged)
        self.tree.read_failed.connect(context.lanes.fault)
        self.tree.read_failed.connect(lambda _error: self.waiting.end())
        self.counting.counted.connect(self._counted)
        self.layout_of_tree.sorted_by.connect(lambda _sort: self._load())
        self.bar.filtered.connect(lambda _filters: self._load())
        self.bar.filtered.connect(lambda _filters: self._selected())
        self.bar.search.textChanged.connect(self._search)
        self.bar.search.entered.connect(self._enter_hits)
        self.bar.search.left.connect(self._leave_search)
        self.bar.columns_asked.connect(self._choose_columns)
        for each in (view, hits):
            each.selectionModel().selectionChanged.connect(lambda *_: self._selected_soon.start())
            each.selectionModel().currentChanged.connect(lambda *_: self._selected_soon.start())
            each.menu_wanted.connect(self.context_menu_requested)
        view.typed.connect(self.jumping.type)
        view.confirmed.connect(self.jumping.confirm)
        view.retracted.connect(self.jumping.retract)
        view.left.connect(self.jumping.stop)
        self.jumping.typing_changed.connect(view.say_typing)
        hits.chosen.connect(self._choose_hit)
        hits.left.connect(self._leave_search)
        self.nothing.cleared.connect(self._clear)
        self.empty.asked.connect(self.asked)
        self.side.action_requested.connect(self.asked)

    def _choose_columns(self, at: QPoint) -> None:
        flat = self.pages.currentWidget() is self.hits_view
        (self.layout_of_hits if flat else self.layout_of_tree).choose(at)

    def _offer(self) -> None:
        """Enable what can be done now: nothing is posted into the past or into a store that is only read."""
        self.empty.show_operator(self.context.operator_name)
        self.actions_of_head.offer(self.context)
        past = not self.context.moment.is_now
        why = self.tr("Another day is shown by number and unfiltered: filters and sorting know only today.")
        self.bar.rest(resting=past, why=why)
        self.layout_of_tree.rest(resting=past, why=why)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.typed.place()
