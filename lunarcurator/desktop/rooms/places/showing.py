"""Reads what the panel shows of the selected place: what is in it, how it moved, what is away and what is out."""

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.rooms.places.panel import PlacePanel
from lunarcurator.desktop.rooms.places.reading import Reading
from lunarcurator.services.off_site import Out
from lunarcurator.services.off_site_reading import OffSiteReading
from lunarcurator.services.places import NOWHERE, Contents, MassSum, PlaceMove, Places

type _Read = tuple[Contents, tuple[PlaceMove, ...], Out]


class Showing:
    """Keeps the panel at what is selected; what arrives for something else is dropped."""

    def __init__(self, context: AppContext, places: Places, reading: Reading, panel: PlacePanel) -> None:
        self._context, self._places, self._away = context, places, OffSiteReading(context.session)
        self._reading, self._panel = reading, panel

    def show(self, place: int | None, chosen: list[int]) -> None:
        """Show a place or a node of what is away, several together, or nothing."""
        tree, totals = self._reading.tree, self._reading.totals
        if place is None:
            self._panel.show_nothing()
        elif len(chosen) > 1:
            # What was asked for a single place must not arrive after this.
            self._context.lanes.read(lambda: None, lambda _nothing: None, replaces="place_panel")
            self._panel.show_places(tree, chosen, totals)
        elif tree.is_away(place):
            self._show_away(place)
        else:
            self._show_place(place)

    def _show_place(self, place: int) -> None:
        tree, totals, moment = self._reading.tree, self._reading.totals, self._context.moment
        pieces = totals.of(place).pieces if totals is not None else 0

        def read() -> _Read:
            contents = self._places.contents(tree, place, moment, pieces=pieces)
            if place == NOWHERE:
                return contents, (), Out()
            return contents, self._places.moves(tree, place, moment), self._away.out(tree, place, moment)

        def arrived(found: _Read) -> None:
            contents, moves, out = found
            held = totals.of(place) if totals is not None else MassSum(len(contents.rows))
            if place == NOWHERE or place in self._reading.tree.nodes:
                self._panel.show_place(tree, place, held, contents, moves, out)

        self._context.lanes.read(read, arrived, replaces="place_panel")

    def _show_away(self, place: int) -> None:
        tree, totals, moment = self._reading.tree, self._reading.totals, self._context.moment
        node = tree.nodes[place].away
        if node is None or totals is None:
            return
        held, today = totals.of(place), self._context.session.day_of(moment)
        path = tree.path(tree.nodes[place].parent)
        self._context.lanes.read(
            lambda: self._away.lent(node, moment),
            lambda lent: self._panel.show_away(node, path, held, lent, today),
            replaces="place_panel",
        )
