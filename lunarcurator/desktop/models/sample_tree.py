"""The model of the sample tree: collections, missions, generics and splits, read level by level in the lane."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, override

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from lunarcurator.desktop.models.sample_cells import EMPTY, Cell, CellWriter
from lunarcurator.desktop.models.sample_columns import COLUMNS, SampleColumn
from lunarcurator.desktop.models.tree_merging import TreeMerger
from lunarcurator.desktop.models.tree_reading import (
    Changed,
    Known,
    changed_families,
    one_family,
    whole_tree,
)
from lunarcurator.desktop.models.tree_rows import RowStore, TreeRow
from lunarcurator.desktop.models.tree_shape import ROOT, NodeKeys, TreeShape
from lunarcurator.domain.identity import Uid
from lunarcurator.services.changes import ChangeSet
from lunarcurator.services.sample_tree import TOP, Branch, Child, Node, PieceRow, Total, Totals, TreeQuery

if TYPE_CHECKING:
    from lunarcurator.desktop.lanes import Lanes, Ticket
    from lunarcurator.services.browsing import Browsing

BATCH: Final = 200
"""Children put in at once when a node opens; the rest follows when the hands rest, or as soon as it is needed."""
_REST_MS: Final = 250
_MOST_DECIMALS: Final = 6

type Index = QModelIndex | QPersistentModelIndex


class SampleTreeModel(QAbstractItemModel):
    """A tree whose internal ids are node keys: of a piece its local id (see `tree_shape.NodeKeys`).

    `reloaded` follows a reset, with the tree read anew; `merged` follows a change that left the rest in
    place; `read_failed` carries what the store said instead of an answer.
    """

    reloaded = Signal()
    merged = Signal(object)
    read_failed = Signal(object)

    def __init__(self, writer: CellWriter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(column for column in COLUMNS.values() if column.key != "path")
        self._width = len(self.columns)
        self.query = TreeQuery()
        self.fresh: frozenset[int] = frozenset()
        self.decimals = writer.least_decimals
        self.writer = writer
        self._headings = writer.headings(self.columns)
        self._lanes: Lanes
        self._browsing: Browsing
        self._is_served = False
        self._keys = NodeKeys()
        self.shape = TreeShape(self._keys)
        self._merger = TreeMerger(self, self.shape)
        self.totals = Totals()
        self._reading: set[int] = set()
        self._waiting: dict[int, list[int]] = {}
        self._age = 0
        self._reload: Ticket | None = None
        self.rows = RowStore(None, self._read_rows, writer, self)
        self.rows.arrived.connect(self._rows_arrived)
        self._grow_soon = QTimer(self)
        self._grow_soon.setSingleShot(True)
        self._grow_soon.setInterval(_REST_MS)
        self._grow_soon.timeout.connect(self.finish_growing)

    def serve(self, lanes: "Lanes", browsing: "Browsing") -> None:
        """Read from this store from now on; what was shown of it before is read anew when it is shown again."""
        self._lanes, self._browsing = lanes, browsing
        self._is_served = True
        self.rows.serve(lanes)

    def begin_with(self, query: TreeQuery, below: dict[Node, list[Child]], pieces: Iterable[PieceRow]) -> None:
        """Show what was seen of a store before it is open; ends in `reloaded`."""
        rows = self.rows.prepare(pieces)
        self.rows.put(rows)
        self._make_room([row.cell(COLUMNS["mass"]).fraction for row in rows])
        self._replace(query, below, self._age)

    # What the tree is asked for by its view and its room.

    def key_of(self, index: Index) -> int:
        """Return the node key of an index, ROOT for an invalid one."""
        return index.internalId() if index.isValid() else ROOT

    def index_of(self, key: int, column: int = 0) -> QModelIndex:
        """Return the index of a node, an invalid one for the root and for what is not in the tree."""
        if key == ROOT or key not in self.shape:
            return QModelIndex()
        return self.createIndex(self.shape.row(key), column, key)

    def node_of(self, key: int) -> Node:
        """Return the node of a key."""
        return self._keys.node(key)

    def key_of_node(self, node: Node) -> int:
        """Return the key of a node."""
        return self._keys.key(node)

    def branch(self, key: int) -> Branch | None:
        """Return the collection or mission of a key, None for a piece."""
        return self._keys.branch(key)

    def piece(self, key: int) -> TreeRow | None:
        """Return the row of a piece; None while it is being read, and for collections and missions."""
        return None if self._keys.branch(key) is not None else self.rows.get(key)

    def uid(self, key: int) -> Uid | None:
        """Return the uid of a piece, None for a collection or mission."""
        return self.shape.uid(key)

    def total(self, branch: Branch) -> Total:
        """Return the sum of a collection or mission."""
        return _sum(self.totals, branch)

    def branch_name(self, branch: Branch) -> str:
        """Return the name of a collection or mission for eyes."""
        return branch.name or branch.mission or self.tr("Without a mission")

    def cell(self, key: int, column: SampleColumn) -> Cell:
        """Return the cell of a node in a column; an empty one while its row is being read."""
        branch = self._keys.branch(key)
        if branch is not None:
            count = self.shape.below.get(key, 0) if self.query.filters else self.total(branch).pieces
            # Under a filter the sum of all would look like the sum of what is shown.
            mass = None if self.query.filters else self.total(branch).whole
            return self.writer.branch(column, self.branch_name(branch), count, mass)
        row = self.rows.get(key)
        return row.cell(column) if row is not None else EMPTY

    @property
    def is_loaded(self) -> bool:
        """Whether the tree was read at least once."""
        return self.shape.is_read(ROOT)

    def collections(self) -> list[Branch]:
        """Return the collections in the tree."""
        found = (self._keys.branch(key) for key in self.shape.children(ROOT))
        return [branch for branch in found if branch is not None]

    def set_totals(self, totals: Totals) -> None:
        """Show other sums beside collections and missions; views hear only of those that differ."""
        before, self.totals = self.totals, totals
        decimals = self.decimals
        self._make_room([self.writer.sum(total.known).fraction for total in totals.missions.values()])
        for key in [each for each in self.shape.read_nodes() if not each or self._keys.branch(each)]:
            branches = [(child, branch) for child in self.shape.children(key) if (branch := self.branch(child))]
            if self.decimals == decimals:
                branches = [each for each in branches if _sum(before, each[1]) != _sum(totals, each[1])]
            self._touch(child for child, _ in branches)

    def keep_still(self) -> None:
        """Put off the rest of a large family, because somebody is scrolling or typing right now."""
        if self._waiting:
            self._grow_soon.start()

    def finish_growing(self) -> None:
        """Put the rest of every open family into the tree; a view lays all open rows out anew each time."""
        for key in list(self._waiting):
            self._finish(key)

    def settle_news(self) -> None:
        """Take the badge *New* from the pieces that carry it."""
        news, self.fresh = self.fresh, frozenset()
        self._touch(news)

    # Reading.

    def load(self, query: TreeQuery, open_keys: Iterable[int] = ()) -> None:
        """Read the tree anew for a query, with what is below these open nodes; ends in `reloaded`.

        Without open nodes the collections are opened. An older reading that is under way is stopped.
        """
        self._age += 1
        age = self._age
        nodes = [self._keys.node(key) for key in open_keys if key != ROOT]
        if self._reload is not None:
            self._reload.cancel()
            self._browsing.stop()
        self._reading.clear()
        self._reload = self._lanes.read(
            lambda: whole_tree(self._browsing, query, nodes),
            lambda found: self._replace(query, found, age),
            self.read_failed.emit,
            replaces="samples.tree",
        )

    def stop(self) -> None:
        """Give up a reading that is under way; what is shown stays as it is."""
        if self._reload is not None:
            self._age += 1
            self._lanes.stop(self._reload)
            self._reload = None

    def refresh(self, changes: ChangeSet, open_keys: Iterable[int] = ()) -> None:
        """Follow an entry: only what it touched changes; a wide one, or a filtered tree, is read anew."""
        self.rows.age()
        if changes.wide or self.query.filters or not self.query.moment.is_now:
            self.load(self.query, open_keys)
            return
        age, query, shape = self._age, self.query, self.shape
        known = Known(
            # What is being read now was perhaps read before the entry.
            read=frozenset(map(self._keys.node, (*shape.read_nodes(), *self._reading))),
            bare=frozenset(key for key, below in shape.below.items() if not below),
            stood=frozenset(self._keys.node(shape.above(key)) for key in changes.samples if key in shape),
        )

        def merge(found: Changed) -> None:
            if age == self._age:
                self._merge(found, changes)

        self._lanes.read(
            lambda: changed_families(self._browsing, query, changes, known), merge, self.read_failed.emit
        )

    def reveal(self, line: Sequence[Node], children: dict[Node, list[Child]]) -> QModelIndex:
        """Put what was read on the way to a piece into the tree; returns its index, invalid if filtered away."""
        for node in line[:-1]:
            key = self._keys.key(node)
            if key in self.shape and not self.shape.is_read(key):
                self._reading.discard(key)
                self._merger.insert(key, self.index_of(key), 0, self.shape.learn(children.get(node, [])))
            self._finish(key)
        return self.index_of(self._keys.key(line[-1])) if line else QModelIndex()

    # Qt.

    @override
    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        # A view that lays itself out asks this for every open row: an invalid index has the id of the root.
        children = self.shape.children(parent.internalId())
        if 0 <= row < len(children) and 0 <= column < self._width:
            return self.createIndex(row, column, children[row])
        return QModelIndex()

    @override
    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        return self.index_of(self.shape.above(index.internalId())) if index.isValid() else QModelIndex()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if parent.isValid() and parent.column():
            return 0
        return len(self.shape.children(parent.internalId()))

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self.columns)

    @override
    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        key = parent.internalId()
        if key == ROOT:
            return bool(self.shape.children(ROOT))
        return self.shape.below.get(key, 0) > 0 and not parent.column()

    @override
    def canFetchMore(self, parent: Index) -> bool:
        key = self.key_of(parent)
        if key == ROOT or key in self._reading or parent.column() or not self._is_served:
            return False
        return not self.shape.is_read(key) and self.shape.below.get(key, 0) > 0

    @override
    def fetchMore(self, parent: Index) -> None:
        if not self.canFetchMore(parent):
            return
        key, age, query = self.key_of(parent), self._age, self.query
        node = self._keys.node(key)
        self._reading.add(key)

        def read() -> tuple[list[Child], list[TreeRow]]:
            found = one_family(self._browsing, query, node)
            return found.children, self.rows.prepare(found.first_rows)

        def arrived(found: tuple[list[Child], list[TreeRow]]) -> None:
            if age == self._age and key in self._reading:
                self.rows.put(found[1])
                self._open(key, found[0])

        self._lanes.read(read, arrived, self.read_failed.emit)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(index.internalId(), self.columns[index.column()]).plain if index.isValid() else None
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            column = self.columns[index.column()]
            spoken = self.cell(index.internalId(), column).spoken
            return f"{self.writer.header(column).partition(',')[0]} {spoken}" if spoken else ""
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.writer.tool_tip(self.cell(index.internalId(), self.columns[index.column()])) or None
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        return self._headings.answer(section, orientation, role)

    # Changes.

    def _read_rows(self, ids: list[int]) -> dict[int, PieceRow]:
        return self._browsing.rows(ids, self.query.moment)

    def _replace(self, query: TreeQuery, found: dict[Node, list[Child]], age: int) -> None:
        if age != self._age:
            return
        self._reload = None
        if query.moment != self.query.moment:
            self.rows.clear()
        self.beginResetModel()
        self.query = query
        self.shape = TreeShape(self._keys)
        self._merger = TreeMerger(self, self.shape)
        self._waiting.clear()
        self._plant(TOP, found)
        self.endResetModel()
        self.reloaded.emit()

    def _plant(self, node: Node, found: dict[Node, list[Child]]) -> None:
        key = self._keys.key(node)
        children = found.get(node)
        if children is None:
            return
        keys = self.shape.learn(children)
        self.shape.put(key, 0, keys)
        for child, *_ in children:
            if child in found:
                self._plant(child, found)

    def _open(self, key: int, children: list[Child]) -> None:
        self._reading.discard(key)
        keys = self.shape.learn(children)
        if not keys:
            self.shape.below[key] = 0
        first, rest = keys[:BATCH], keys[BATCH:]
        self._merger.insert(key, self.index_of(key), 0, first)
        if rest:
            self._waiting[key] = rest
            self._grow_soon.start()

    def _finish(self, key: int) -> None:
        rest = self._waiting.pop(key, [])
        if rest:
            self._merger.insert(key, self.index_of(key), len(self.shape.children(key)), rest)

    def _merge(self, changed: Changed, changes: ChangeSet) -> None:
        self.fresh = frozenset(changes.born)
        for id_, count in changed.daughters.items():
            if id_ in self.shape:
                self.shape.below[id_] = count
        for node, children in sorted(changed.families.items(), key=self._depth):
            key = self._keys.key(node)
            if key not in self.shape:
                continue
            self._waiting.pop(key, None)
            keys = self.shape.learn(children)
            self._merger.merge(key, self.index_of(key), keys)
            if not keys and key != ROOT:
                self.shape.forget_children(key)
        self._touch(changes.samples)
        self.merged.emit(changes)

    def _depth(self, family: tuple[Node, list[Child]]) -> int:
        return self.shape.depth(self._keys.key(family[0]))

    def _touch(self, ids: Iterable[int]) -> None:
        """Tell the views of changed rows, neighbours together."""
        shape, last = self.shape, self._width - 1
        rows = sorted((shape.above(id_), shape.row(id_), id_) for id_ in ids if id_ in shape)
        first = 0
        for at, (parent, row, id_) in enumerate(rows):
            if at + 1 == len(rows) or rows[at + 1][:2] != (parent, row + 1):
                self.dataChanged.emit(self.index_of(rows[first][2]), self.index_of(id_, last))
                first = at + 1

    def _rows_arrived(self, ids: list[int]) -> None:
        rows = [row for row in map(self.rows.peek, ids) if row is not None]
        self._make_room([row.cell(COLUMNS["mass"]).fraction for row in rows])
        self._touch(ids)

    def _make_room(self, fractions: Iterable[str]) -> None:
        """Let the columns of masses have room for these decimals; a column never narrows while one looks."""
        self.decimals = max([self.decimals, *(min(len(each) - 1, _MOST_DECIMALS) for each in fractions)])


def _sum(totals: Totals, branch: Branch) -> Total:
    if branch.mission is None:
        return totals.whole(branch.collection)
    return totals.mission(branch.collection, branch.mission)
