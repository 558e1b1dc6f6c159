"""Leads the tree to a piece: reads what lies on the way, opens it, and selects the piece."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject

from lunarcurator.desktop.lanes import Lanes
from lunarcurator.desktop.models.sample_tree import SampleTreeModel
from lunarcurator.desktop.models.tree_reading import SEEN_FIRST
from lunarcurator.desktop.models.tree_rows import TreeRow
from lunarcurator.desktop.rooms.samples.tree_view import SampleTreeView
from lunarcurator.services.browsing import Browsing, Child, Node

type Found = tuple[list[Node], dict[Node, list[Child]]]
_KEY: Final = "samples.reveal"


class Revealing(QObject):
    """Shows pieces of a tree; `unfilter` is called when a filter hides the one that is wanted."""

    def __init__(
        self, lanes: Lanes, browsing: Browsing, view: SampleTreeView, unfilter: Callable[[], None]
    ) -> None:
        super().__init__(view)
        self._lanes, self._browsing, self._view, self._unfilter = lanes, browsing, view, unfilter
        self._after_reload: Callable[[], None] | None = None
        self._tree.reloaded.connect(self._reloaded)

    @property
    def _tree(self) -> SampleTreeModel:
        return self._view.tree

    def show(self, find: Callable[[], list[Node]], told: Callable[[bool], None] = lambda _found: None) -> None:
        """Show the piece at the end of the line that `find` returns in the lane; `told` hears whether it is."""
        tree = self._tree
        known = {tree.node_of(key) for key in tree.shape.read_nodes()}
        query = tree.query

        def read() -> Found:
            line = find()
            return line, self._browsing.children([node for node in line[:-1] if node not in known], query)

        def arrived(found: Found) -> None:
            line, children = found
            if not line:
                told(False)
                return
            if tree.reveal(line, children).isValid():
                self._with_rows(tree.key_of_node(line[-1]), told)
            elif tree.query.filters or query != tree.query:
                self._after_reload = lambda: self.show(find, told)
                if tree.query.filters:
                    self._unfilter()
            else:
                told(False)

        self._lanes.read(read, arrived, tree.read_failed.emit, replaces=_KEY)

    def _with_rows(self, key: int, told: Callable[[bool], None]) -> None:
        """Show a piece once the rows around it are here, so that the screen is painted once and whole."""
        tree = self._tree
        siblings, row = tree.shape.children(tree.shape.above(key)), tree.shape.row(key)
        around = siblings[max(row - SEEN_FIRST, 0) : row + SEEN_FIRST]
        missing = [each for each in around if tree.branch(each) is None and tree.rows.peek(each) is None]
        if not missing:
            told(self._view.show_key(key))
            return
        moment = tree.query.moment

        def read() -> list[TreeRow]:
            return tree.rows.prepare(self._browsing.rows(missing, moment).values())

        def arrived(rows: list[TreeRow]) -> None:
            tree.rows.put(rows)
            told(self._view.show_key(key))

        self._lanes.read(read, arrived, tree.read_failed.emit, replaces=_KEY)

    def _reloaded(self) -> None:
        after, self._after_reload = self._after_reload, None
        if after is not None:
            after()
