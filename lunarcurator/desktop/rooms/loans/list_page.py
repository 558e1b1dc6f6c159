"""A list that is read whole: loans, borrowers, due days; narrowed by a text, read and shaped on a lane."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.rooms.listed import read_of_ledger
from lunarcurator.desktop.rooms.to_do.tables import ListTable, fill
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.ledger_model import LedgerCell, LedgerColumn
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.domain.words_folding import fold
from lunarcurator.services.exporting import ListOnScreen, ListRead
from lunarcurator.services.policies import PolicyError

MOST: Final = 2_000
"""So many rows are shown; a text narrows them."""

type Listed = tuple[str, Sequence[LedgerCell]]
"""A row: where it leads (`loan:UID`), and its cells."""


class ListPage(QWidget):
    """A table of rows that lead somewhere; `chosen` and `opened` carry the target of a row."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(
        self,
        context: AppContext,
        columns: Sequence[LedgerColumn],
        name: str,
        read: Callable[[], list[Listed]],
        *,
        nothing: str,
        object_name: str,
        above: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self._context, self._read, self._key = context, read, object_name
        self._text = self._wanted = ""
        self._targets: list[str] = []
        appearance: Appearance = context.appearance
        self.table = ListTable(appearance, columns, name, object_name=f"{object_name}.table", parent=self)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        fill(self.table)
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self.chosen.emit(self.target))
        self.table.followed.connect(self.opened)
        self.table.doubleClicked.connect(lambda index: self._open(index.row()))
        self.told = Label(appearance, size=12, colour="text2", object_name=f"{object_name}.told", wrap=True)
        self._nothing = nothing
        px = appearance.look.metrics.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if above is not None:
            column.addWidget(above)
        column.addWidget(self.table, 1)
        self.told.setContentsMargins(px(16), px(6), px(16), px(6))
        column.addWidget(self.told)

    def show_text(self, text: str) -> None:
        """Narrow the list to rows that hold every word of a text."""
        if text != self._text:
            self._text = text
            self.refresh()

    def show_target(self, target: str) -> None:
        """Select the row that leads to a record, once the list has been read."""
        self._wanted = target
        self.refresh()

    def refresh(self) -> None:
        """Read the list anew."""
        read, words = self._read, fold(self._text).split()

        def work() -> tuple[list[Listed], int]:
            rows = [row for row in read() if _has(row[1], words)]
            return rows[:MOST], len(rows)

        lanes = self._context.lanes
        lanes.read(work, lambda found: self._show(*found), self._refused, replaces=f"{self._key}.list")

    def on_screen(self) -> ListOnScreen:
        """Return the list as it stands, all of its rows."""
        read, text, columns = self._read, self._text.strip(), self.table.ledger.columns

        def told(_connection: Any) -> ListRead:
            words = fold(text).split()
            return read_of_ledger(columns, [cells for _, cells in read() if _has(cells, words)])

        name, narrowed = self._key.rpartition(".")[2], (text,) if text else ()
        return ListOnScreen(name, self.table.accessibleName(), told, narrowed, self._context.moment)

    def enter(self) -> None:
        """Put the keyboard into the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def target(self) -> str:
        """Where the selected row leads, "" for none."""
        row = self.table.chosen_row
        return self._targets[row] if 0 <= row < len(self._targets) else ""

    def _show(self, rows: list[Listed], total: int) -> None:
        table = self.table
        wanted, self._wanted = self._wanted, ""
        kept, named = wanted or self.target, self._named(table.chosen_row)
        near = table.currentIndex().row()
        self._targets = [target for target, _ in rows]
        table.set_rows([cells for _, cells in rows])
        again = [at for at, target in enumerate(self._targets) if kept and target == kept]
        # Of several rows that lead to one record it is the one that begins with the same.
        again.sort(key=lambda at: self._named(at) != named)
        table.choose_rows(again[:1], near)
        if not total:
            self.told.setText(self._nothing)
        elif total > len(rows):
            words = self.tr("The first {shown} of {count}; type to narrow them.")
            self.told.setText(
                words.replace("{shown}", shown_count(len(rows))).replace("{count}", shown_count(total))
            )
        else:
            self.told.setText(counted("ListPage", "{count} in all", "{count} in all", total))
        if self.target or not wanted:
            # Who is looked for and is not in the list stands beside it all the same.
            self.chosen.emit(self.target)

    def _named(self, row: int) -> str:
        """Return what a row begins with, "" for none."""
        return self.table.ledger.cell(row, 0).spoken if 0 <= row < len(self._targets) else ""

    def _refused(self, error: Exception) -> None:
        """Say why the list is empty, where it needs a policy and none can be read."""
        if not isinstance(error, PolicyError):
            self._context.lanes.fault.emit(error)
            return
        self._show([], 0)
        self.told.setText(self._context.words.say(error.key, error.facts))

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._targets):
            self.opened.emit(self._targets[row])


def _has(cells: Sequence[LedgerCell], words: Sequence[str]) -> bool:
    if not words:
        return True
    told = fold(" ".join(cell.spoken for cell in cells))
    return all(word in told for word in words)
