"""The trial balance as a small tree: collections, missions, titles, and all of them together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, override

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt

from lunarcurator.desktop.models.headings import Headings, Index
from lunarcurator.domain.accounts import Account
from lunarcurator.services.balances import SPENT, BalanceLine, TrialBalance

LINE: Final = Qt.ItemDataRole.UserRole + 1
"""The role that hands a delegate the `BalanceLine` of a row."""
NAME: Final = 0
ACCOUNTS: Final = (Account.RECEIVED, *SPENT)
DIFFERENCE: Final = len(ACCOUNTS) + 1
UNKNOWN: Final = DIFFERENCE + 1


def account_of(column: int) -> Account | None:
    """Return the account a column shows, None for the others."""
    return ACCOUNTS[column - 1] if NAME < column < DIFFERENCE else None


def column_of(account: Account) -> int:
    """Return the column of an account."""
    return ACCOUNTS.index(account) + 1


@dataclass(slots=True)
class _Node:
    """One row: its line, its row among its siblings, the position of its parent (-1: none) and its daughters."""

    line: BalanceLine
    row: int
    parent: int
    below: list[int] = field(default_factory=list)


class BalanceModel(QAbstractItemModel):
    """Rows of one trial balance; the last top row is the sum of all collections."""

    def __init__(
        self,
        headers: Sequence[str],
        tips: Sequence[str],
        spoken: Callable[[BalanceLine, int], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._headings, self._spoken = Headings(headers, {*range(len(headers))} - {NAME, DIFFERENCE}, tips), spoken
        self._nodes: list[_Node] = []
        self._top: list[int] = []

    def show_balance(self, balance: TrialBalance) -> None:
        """Show another trial balance."""
        self.beginResetModel()
        self._nodes, self._top = [], []
        for line in balance.collections:
            self._top.append(self._add(line, len(self._top), -1))
        if balance.collections:
            self._top.append(self._add(balance.total, len(self._top), -1))
        self.endResetModel()

    def _add(self, line: BalanceLine, row: int, parent: int) -> int:
        at = len(self._nodes)
        self._nodes.append(_Node(line, row, parent))
        for number, part in enumerate(line.parts):
            self._nodes[at].below.append(self._add(part, number, at))
        return at

    def line(self, index: Index) -> BalanceLine | None:
        """Return the line of a row."""
        return self._nodes[index.internalId()].line if index.isValid() else None

    def index_like(self, line: BalanceLine, column: int) -> QModelIndex:
        """Return the index of the row that means the same as this line, or an invalid one."""
        for at, node in enumerate(self._nodes):
            there = node.line
            if (there.level, there.collection, there.mission, there.title) == (
                line.level,
                line.collection,
                line.mission,
                line.title,
            ):
                return self.createIndex(node.row, column, at)
        return QModelIndex()

    def refresh_words(self) -> None:
        """Say that texts changed, such as counts that arrived later."""
        if self._nodes:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._top) - 1, UNKNOWN))

    @override
    def index(self, row: int, column: int, parent: Index | None = None) -> QModelIndex:
        ids = self._nodes[parent.internalId()].below if parent is not None and parent.isValid() else self._top
        return self.createIndex(row, column, ids[row]) if 0 <= row < len(ids) else QModelIndex()

    @override
    def parent(self, child: Index) -> QModelIndex:  # type: ignore[override]
        above = self._nodes[child.internalId()].parent if child.isValid() else -1
        return self.createIndex(self._nodes[above].row, 0, above) if above >= 0 else QModelIndex()

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        if parent is None or not parent.isValid():
            return len(self._top)
        return len(self._nodes[parent.internalId()].below) if parent.column() == NAME else 0

    @override
    def columnCount(self, parent: Index | None = None) -> int:
        return len(self._headings.labels)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.line(index)
        if line is None:
            return None
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return self._spoken(line, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._spoken(line, index.column()) if index.column() != NAME else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._headings.labels[index.column()]} {self._spoken(line, index.column())}"
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        return self._headings.answer(section, orientation, role)
