"""The room of places: the tree of containers with all that is in them, now or as of a day, and a place's panel."""

from typing import override

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from lunarcurator.desktop.app_context import AppContext, Room
from lunarcurator.desktop.links import NOTHING, Link, Selection, Target
from lunarcurator.desktop.panels.wording import Wording
from lunarcurator.desktop.rooms.heading import RoomHead
from lunarcurator.desktop.rooms.places.acting import Acting
from lunarcurator.desktop.rooms.places.filters import RETIRED, FilterBar
from lunarcurator.desktop.rooms.places.lines import Lines
from lunarcurator.desktop.rooms.places.menu import places_menu
from lunarcurator.desktop.rooms.places.model import PlacesModel
from lunarcurator.desktop.rooms.places.nothing import NothingFound
from lunarcurator.desktop.rooms.places.panel import SIGHT_ALL, PlacePanel
from lunarcurator.desktop.rooms.places.reading import Reading
from lunarcurator.desktop.rooms.places.showing import Showing
from lunarcurator.desktop.rooms.places.telling import Telling
from lunarcurator.desktop.rooms.places.view import PlacesView
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.cards import Choice, EmptyState
from lunarcurator.desktop.widgets.drawer import Drawer
from lunarcurator.desktop.widgets.grounds import Ground, Rule
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.terms import AwayKind
from lunarcurator.services.changes import ChangeSet
from lunarcurator.services.exporting import Report
from lunarcurator.services.places import Places


class PlacesRoom(Room):
    """Places as a tree. A place dropped on another asks first in the panel; *Move to…* is its way by keyboard."""

    key = "places"
    icon = "place"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("placesRoom")
        look, wording = context.appearance, Wording(context.words, context.units.in_lists)
        self._places = Places(context.session)
        self._opened: set[int] = set()
        self._opened_at_first = self._narrowed = False
        self._wanted: Uid | None = None
        self.reading = Reading(context, self._places, self)
        self.acting = Acting(context, self._places, wording, self)
        self.telling = Telling(wording, self)
        self.model = PlacesModel(Lines(wording, self._words()), self._headers(wording), self)
        self.view = PlacesView(look, self.model, self.title())
        self.head = RoomHead(look, self.title(), object_name="placesHead")
        self.new = Button(self.tr("New place\u2026"), concept="register", object_name="placesNew")
        self.bar = FilterBar(look, wording)
        self.nothing = NothingFound(look)
        self.empty = self._empty_state()
        self.pages = QStackedWidget()
        self.panel_of_place = PlacePanel(context, wording)
        self.showing = Showing(context, self._places, self.reading, self.panel_of_place)
        self.list_side = Ground(look, "window")
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.list_side)
        panel, memory = self.panel_of_place, context.memory
        self.side = Drawer(look, memory, self.splitter, panel, "places.panel", over=self.pages, usual=470)
        self._lay_out()
        self._connect()
        self._offer()
        self.reading.start()

    @override
    def title(self) -> str:
        return self.tr("Places")

    @override
    def list_in_front(self) -> Report:
        return Report.CONTENTS

    @override
    def enter(self) -> None:
        if self.pages.currentWidget() is self.empty:
            self.empty.choices[0].setFocus()
        else:
            self.view.setFocus()

    @override
    def go_to(self, link: Link) -> bool:
        if link.target is not Target.PLACE:
            return False
        self._wanted = link.uid
        if self.reading.is_read:
            self._reveal()
        return True

    @override
    def selection_summary(self) -> str:
        chosen, totals = self._chosen(), self.reading.totals
        if not chosen or totals is None:
            return ""
        return self.telling.chosen(self.model.line(self._rows()[0]).name, self.reading.tree, totals, chosen)

    def find(self) -> None:  # type: ignore[override]
        """Put the cursor into the search of this room."""
        self.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.search.selectAll()

    def copy(self) -> None:
        """Put the selected places with their headers on the clipboard."""
        heads = [self.model.headerData(at, Qt.Orientation.Horizontal) for at in range(self.model.columnCount())]
        lines = ["\t".join(map(str, heads))]
        for row in self._rows():
            cells = (self.model.spoken(row.siblingAtColumn(at)) for at in range(self.model.columnCount()))
            lines.append("\t".join(cells))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def panel(self) -> None:
        """Show or hide the panel of the place in front."""
        self.side.toggle()
        self._show_in_panel()

    def next_pane(self) -> None:
        """Move the focus on: search, tree, panel."""
        panes: list[QWidget] = [self.bar.search, self.view]
        if not self.panel_of_place.isHidden():
            panes.append(self.panel_of_place.buttons["move"])
        focus = self.focusWidget()
        inside = focus is not None and self.panel_of_place.isAncestorOf(focus)
        at = len(panes) - 1 if inside else panes.index(focus) if focus in panes else -1
        panes[(at + 1) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)

    # Making.

    def _words(self) -> dict[str, str]:
        return {
            "nowhere": self.tr("Place not stated"),
            "sealed": self.tr("Sealed"),
            "remote": self.tr("Remote"),
            "retired": self.tr("Retired"),
            "all_unweighed": self.tr("unweighed"),
            "some_unweighed": self.tr("{count} unweighed"),
            "on_loan": self.tr("On loan"),
            "in_transit": self.tr("In transit"),
            "overdue": self.tr("{count} overdue"),
        }

    def _headers(self, wording: Wording) -> tuple[str, ...]:
        return (
            self.tr("Place"),
            self.tr("Kind"),
            self.tr("Atmosphere"),
            self.tr("Pieces"),
            wording.headed(self.tr("Mass")),
            self.tr("State"),
        )

    def _empty_state(self) -> EmptyState:
        choice = Choice(
            "place",
            self.tr("New place\u2026"),
            self.tr("Begin with the site; buildings, rooms, vaults and cabinets stand in it."),
            "",
            "placesFirst",
        )
        sentence = self.tr("Places are where pieces stand: from a site down to a vial.")
        return EmptyState(
            self.context.appearance,
            self.tr("There are no places yet"),
            sentence,
            (choice,),
            object_name="placesEmpty",
        )

    def _lay_out(self) -> None:
        look = self.context.appearance
        px = look.look.metrics.px
        self.head.add(self.new)
        framed = QWidget()
        around = QVBoxLayout(framed)
        around.setContentsMargins(px(48), px(48), px(48), px(48))
        around.addWidget(self.empty)
        around.addStretch(1)
        self._empty_page = framed
        for page in (self.view, self.nothing, framed):
            self.pages.addWidget(page)
        column = QVBoxLayout(self.list_side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, self.bar, Rule(look)):
            column.addWidget(part)
        column.addWidget(self.pages, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)

    def _connect(self) -> None:
        self.new.clicked.connect(lambda: self.asked.emit("new_place"))
        self.empty.chosen.connect(lambda _index: self.asked.emit("new_place"))
        self.bar.changed.connect(self._filter)
        self.bar.search.entered.connect(self._enter_hits)
        self.bar.search.left.connect(self.view.setFocus)
        self.nothing.cleared.connect(self.bar.clear)
        self.reading.arrived.connect(self._arrived)
        self.model.dropped.connect(self._dropped)
        self.view.menu_asked.connect(self._open_menu)
        self.view.opened.connect(self._show_panel)
        self.view.expanded.connect(lambda index: self._remember(index, opened=True))
        self.view.collapsed.connect(lambda index: self._remember(index, opened=False))
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._selected())
        self.view.selectionModel().currentChanged.connect(lambda *_: self._selected())
        self.acting.asked.connect(self.panel_of_place.show_question)
        self.acting.asked.connect(lambda card: self.side.open() if card is not None else self.view.setFocus())
        self.acting.action_asked.connect(self.asked)
        self.panel_of_place.asked.connect(self._ask)
        self.panel_of_place.closed.connect(self.side.close)
        self.context.changed.connect(self._changed)
        self.context.moment_changed.connect(lambda _moment: self._other_moment())

    # Reading.

    def _changed(self, changes: ChangeSet) -> None:
        self.reading.keep_up(changes)
        self.when_seen(self.reading.catch_up)

    def _other_moment(self) -> None:
        self.acting.drop()
        self._offer()
        self.reading.start(other_moment=True)

    def _offer(self) -> None:
        session, moment = self.context.session, self.context.moment
        may_act = not session.read_only and moment.is_now
        why = self.tr("Nothing can be entered while another day is shown.")
        if session.read_only:
            why = self.tr("The store is read-only.")
        self.model.may_move = may_act
        self.new.setEnabled(may_act)
        self.new.setToolTip("" if may_act else why)
        self.panel_of_place.allow(may_act, why)

    def _arrived(self) -> None:
        self._filter()
        if not self._opened_at_first and self.reading.tree.nodes:
            self._opened_at_first = True
            self.view.expandToDepth(0)
        if self._wanted is not None:
            self._reveal()
        self.head.show_totals(self.telling.whole(self.reading.tree, self.reading.totals))
        self._selected()

    def _filter(self) -> None:
        """Show what search and chips take, opened; without them the tree as it was left."""
        tree, totals = self.reading.tree, self.reading.totals
        self.bar.show_counts(tree, totals)
        taken = self.bar.taken(tree, totals)
        kept = None if taken is None else self.bar.with_surroundings(tree, taken)
        narrows = self.bar.narrows
        dim = kept - taken if kept is not None and taken is not None and narrows else frozenset()
        opened = set(self._opened)
        chosen, current = self._chosen(), self._current()
        decimals = self.model.decimals
        self.model.show(tree, totals, kept, dim)
        if decimals != self.model.decimals:
            self.view.refresh()
        if self._narrowed and not narrows:
            self.view.collapseAll()
        self._narrowed = narrows
        for place in sorted(dim) if narrows else opened:
            self.view.setExpanded(self.model.index_of(place), True)
        if not narrows:
            self._opened = opened
        self._choose_again(chosen, current)
        self.view.choose_matching()
        self._show_page(bool(self.model.rowCount()))

    def _choose_again(self, chosen: list[int], current: int | None) -> None:
        """A row that came to stand elsewhere is another one to Qt: it is selected again, in sight."""
        still = [place for place in chosen if self.model.index_of(place).isValid()]
        if self._current() == current and self._chosen() == still:
            return
        flag, selection = QItemSelectionModel.SelectionFlag, self.view.selectionModel()
        stands = current if current is not None and self.model.index_of(current).isValid() else None
        stands = stands if stands is not None else next(iter(still), None)
        if stands is not None:
            self._open_to(stands)
            selection.setCurrentIndex(self.model.index_of(stands), flag.NoUpdate)
        # Qt goes to a neighbour of a row that leaves; nobody selected that one.
        selection.clearSelection()
        for place in still:
            selection.select(self.model.index_of(place), flag.Select | flag.Rows)

    def _open_to(self, place: int) -> None:
        for node in self.reading.tree.line(place)[:-1]:
            self.view.setExpanded(self.model.index_of(node.id), True)

    def _show_page(self, any_rows: bool) -> None:
        page: QWidget = self.view
        if self.reading.is_read and not any_rows:
            narrowed = self.bar.narrows
            page = self.nothing if narrowed else self._empty_page
            self.nothing.say(self.bar.search.text().strip(), self.bar.active)
        self.bar.setVisible(page is not self._empty_page)
        self.pages.setCurrentWidget(page)

    def _remember(self, index: QModelIndex, *, opened: bool) -> None:
        if self.bar.narrows:
            return
        if opened:
            self._opened.add(index.internalId())
        else:
            self._opened.discard(index.internalId())

    def _reveal(self) -> None:
        place = self.reading.tree.id_of(self._wanted) if self._wanted else None
        if place is None:
            # Borrowers come with the sums.
            self._wanted = None if self.reading.totals is not None else self._wanted
            return
        self._wanted = None
        if not self.model.index_of(place).isValid():
            self.bar.clear()
            self.bar.chips[RETIRED].setChecked(self.reading.tree.nodes[place].retired)
        self._open_to(place)
        index = self.model.index_of(place)
        if index.isValid():
            rows = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.view.selectionModel().setCurrentIndex(index, rows)
            self.view.scrollTo(index)

    def _enter_hits(self) -> None:
        taken = self.bar.taken(self.reading.tree, self.reading.totals) or frozenset()
        first = next((place for place in self.reading.tree.nodes if place in taken), None)
        if self.bar.narrows and first is not None:
            self._wanted = self.reading.tree.nodes[first].uid
            self._reveal()
        self.view.setFocus()

    # Selecting.

    def _rows(self) -> list[QModelIndex]:
        return self.view.selectionModel().selectedRows()

    def _current(self) -> int | None:
        index = self.view.currentIndex()
        return index.internalId() if index.isValid() else None

    def _chosen(self) -> list[int]:
        return [row.internalId() for row in self._rows()]

    def _selected(self) -> None:
        self.selection = self._selection()
        self.selection_changed.emit(self.selection)
        self._show_in_panel()

    def _selection(self) -> Selection:
        """Return the places selected, or the borrower: what is away is no place to act on."""
        chosen = [self.reading.tree.nodes[place] for place in self._chosen() if place in self.reading.tree.nodes]
        uids = tuple(node.uid for node in chosen if node.away is None)
        if uids or len(chosen) != 1:
            return Selection(places=uids) if uids else NOTHING
        is_person = chosen[0].away is not None and chosen[0].away.kind is AwayKind.BORROWER
        return Selection(person=chosen[0].uid) if is_person else NOTHING

    def _show_in_panel(self) -> None:
        chosen, current = self._chosen(), self._current()
        place = current if current in chosen else (chosen[0] if chosen else None)
        self.side.fill(filled=place is not None)
        if self.panel_of_place.isHidden():
            return
        self.showing.show(place, chosen)

    def _show_panel(self) -> None:
        self.side.open()
        self._show_in_panel()

    # Acting.

    def _dropped(self, moved: list[int], target: int) -> None:
        totals = self.reading.totals
        if totals is not None:
            self.acting.ask_move(self.reading.tree, totals, moved, target)

    def _ask(self, key: str) -> None:
        chosen, totals = self._chosen(), self.reading.totals
        if key != SIGHT_ALL:
            self.asked.emit(key)
        elif totals is not None:
            tree = self.reading.tree
            stated = [place for place in chosen if place in tree.nodes and not tree.is_away(place)]
            if stated:
                self.acting.ask_sight(self.reading.tree, totals, stated)

    def _open_menu(self, at: QPoint) -> None:
        chosen, nodes = self._chosen(), self.reading.tree.nodes
        sealed = len(chosen) == 1 and chosen[0] in nodes and nodes[chosen[0]].sealed
        may_act, some = self.model.may_move, bool(self.selection.places)
        menu = places_menu(self, self._ask, may_act=may_act, chosen=some, sealed=sealed)
        menu.popup(at)
