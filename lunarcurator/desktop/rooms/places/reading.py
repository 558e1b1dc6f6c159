"""Keeps the tree of places and its totals up to date through the lanes, now or at another moment."""

from PySide6.QtCore import QObject, Signal

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.lanes import Ticket
from lunarcurator.domain.days import Day
from lunarcurator.services.changes import ChangeSet
from lunarcurator.services.off_site_reading import OffSiteReading
from lunarcurator.services.places import Places, PlaceTree, Totals


class Reading(QObject):
    """Reads the places first and adds up what is in them behind the window; `arrived` after each of the two."""

    arrived = Signal()

    def __init__(self, context: AppContext, places: Places, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._places, self._away = context, places, OffSiteReading(context.session)
        self._adding: Ticket | None = None
        self._renewing = False
        self._owed: set[int] = set()
        self._born: set[int] = set()
        self._since = 0
        self._owes_tree = self._owes_away = False
        self._away_on: Day = 0
        self.tree = PlaceTree(())
        self.totals: Totals | None = None
        self.is_read = False

    def start(self, *, other_moment: bool = False) -> None:
        """Read everything anew; sums of another moment are not shown meanwhile, those of an older book are."""
        if other_moment:
            self.totals = None
        moment = self._context.moment
        self._context.lanes.read(lambda: self._places.tree(moment), self._tree_arrived, replaces="places_tree")

    def keep_up(self, changes: ChangeSet) -> None:
        """Take in what an entry changed; `catch_up` adds up again, but only the places it concerns."""
        adding = self.totals is None or self._adding is not None
        if changes.wide or adding or not self._context.moment.is_now:
            self.start()
        elif changes.places or changes.samples or changes.born or changes.records:
            self._owed.update(changes.samples)
            self._born.update(changes.born)
            self._since = min(self._since or changes.seq, changes.seq)
            self._owes_tree = self._owes_tree or bool(changes.places)
            self._owes_away = self._owes_away or changes.records

    def catch_up(self) -> None:
        """Add up what is owed."""
        if self._since:
            self._renew()

    def _renew(self) -> None:
        """Add up what is owed, on top of the totals that have arrived; what changes meanwhile waits its turn."""
        totals = self.totals
        if self._renewing or totals is None:
            return
        self._renewing = True
        samples, born, since = tuple(self._owed), tuple(self._born), self._since
        again, tree_now, words = self._owes_tree, self.tree, self._context.words
        today = self._context.session.today
        # What is away changes with the loan desk and with the masses of what is lent, and is late by the day.
        away_again = self._owes_away or today != self._away_on
        self._owed.clear()
        self._born.clear()
        self._since, self._owes_tree, self._owes_away, self._away_on = 0, False, False, today

        def renewed() -> tuple[PlaceTree, Totals | None]:
            tree = self._places.tree() if again else tree_now
            if away_again or self._away.ever_lent((*samples, *born)):
                tree = self._away.with_away(tree, words)
            elif again:
                tree = tree.with_away(tree_now.away)
            return tree, self._places.renewed(tree, totals, samples, born, since)

        self._context.lanes.read(renewed, self._renewed, self._not_renewed)

    def _renewed(self, found: tuple[PlaceTree, Totals | None]) -> None:
        self._renewing = False
        if not self._context.moment.is_now:
            return
        self.tree, totals = found
        if totals is None:
            self._add_up()
        else:
            self.totals = totals
        self.arrived.emit()
        self.catch_up()

    def _not_renewed(self, error: Exception) -> None:
        self._renewing = False
        self._context.lanes.fault.emit(error)

    def _tree_arrived(self, tree: PlaceTree) -> None:
        self.tree, self.is_read = tree, True
        self.arrived.emit()
        self._add_up()

    def _add_up(self) -> None:
        tree, moment, words = self.tree, self._context.moment, self._context.words
        self._away_on = self._context.session.today
        if self._adding is not None:
            self._adding.cancel()

        def add_up() -> tuple[PlaceTree, Totals]:
            whole = self._away.with_away(tree, words, moment)
            return whole, self._places.totals(whole, moment)

        def arrive(found: tuple[PlaceTree, Totals]) -> None:
            if ticket is self._adding:
                self._adding = None
                self.tree, self.totals = found
                self.arrived.emit()

        ticket = self._context.lanes.background(lambda _ticket: add_up(), arrive)
        self._adding = ticket
