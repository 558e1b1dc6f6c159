"""The grid of a loan: its lines as they stand, read where somebody looks, and below them what is being typed."""

from bisect import bisect
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, override

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from lunarcurator.desktop.dialogs.form.grid_model import HINT, OPEN, SHOWN, TONE, GridColumn, GridModel, Index
from lunarcurator.desktop.dialogs.form.grid_past import GridState
from lunarcurator.desktop.dialogs.form.row_head import TICK
from lunarcurator.services.lending.browsing import LineRow

PAGE: Final = 64
STATE: Final = "state"
"""The column that says how a line stands, or what is wrong with it."""

_WORDED: Final = 1_024
"""So many lines are kept in words: those in sight, and a few screens more."""

type Shown = tuple[Mapping[str, str], Mapping[str, str]]
"""What a line of the loan says: its texts by column, and the tones of cells."""


class LoanGridModel(GridModel):
    """Lines of the loan first, then rows of typed texts, then the empty one.

    Lines are shown but not typed over, apart from columns in `mended` of lines that were not decided; what is
    typed there is kept in `changes` by local id. `wanted` asks for lines by local id, `put` brings them.
    `taken_out` tells that somebody took rows out; rows of the lines in `ticked` have a tick at their number.
    `shown` puts a line into words where somebody looks: ten thousand at once would take the interpreter for long.
    """

    wanted = Signal(object)
    edited = Signal()
    taken_out = Signal()

    def __init__(
        self,
        columns: Sequence[GridColumn],
        mended: Iterable[str],
        shown: Callable[[LineRow], Shown],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, parent)
        self._mended = frozenset(mended)
        self._shown = shown
        self._ids: tuple[int, ...] = ()
        self._at: dict[int, int] = {}
        self._kept: dict[int, LineRow] = {}
        self._worded: dict[int, Shown] = {}
        self._lines: list[LineRow] | None = None
        self._asked: set[int] = set()
        self._aged: set[int] = set()
        self._awaited: set[int] = set()
        self._touched: set[int] | None = None
        self.changes: dict[int, dict[str, str]] = {}
        self.ticked: frozenset[str] = frozenset()
        self._mark: Callable[[Mapping[str, str]], str] = lambda row: row.get("line", "").strip()
        self._grows = True

    def let_grow(self, grows: bool) -> None:
        """Take what is typed below the lines, or nothing: there is no empty row then."""
        if grows != self._grows:
            self.beginResetModel()
            self._grows = grows
            self.endResetModel()

    @property
    def first(self) -> int:
        """The row at which what is typed begins."""
        return len(self._ids)

    @property
    def typed_rows(self) -> Sequence[Mapping[str, str]]:
        """The typed rows as they stand now, to look at and not to keep: `texts` copies each of thousands."""
        return self._rows

    def take_touched(self) -> frozenset[int] | None:
        """Return the places of typed rows written since this was last asked; None for all of them."""
        told = None if self._touched is None else frozenset(self._touched)
        self._touched = set()
        return told

    def say(self, told: Mapping[int, tuple[Mapping[str, str], Mapping[str, str]]]) -> None:
        """Show other hints and tones, by column, in these typed rows; all other rows keep theirs."""
        changed: list[int] = []
        for row, (hints, tones) in told.items():
            keys = [(row, each.key) for each in self.columns]
            if _put(self._hints, keys, hints) | _put(self._tones, keys, tones):
                changed.append(row)
        if changed:
            self._told_changed(min(changed) + self.first, max(changed) + self.first, quiet=True)

    def show_lines(self, ids: Sequence[int]) -> None:
        """Show the lines of a loan; what is typed below them stays."""
        if tuple(ids) == self._ids:
            self._aged = set(self._kept)
            self._asked.clear()
            self._all_changed(quiet=True)
            return
        self.beginResetModel()
        self._ids = tuple(ids)
        self._at = {id_: row for row, id_ in enumerate(self._ids)}
        self._kept.clear()
        self._worded.clear()
        self._aged.clear()
        self._lines = None
        self._asked.clear()
        self._past.forget()
        known = set(ids)
        self.changes = {key: told for key, told in self.changes.items() if key in known}
        self.endResetModel()

    def expect(self, ids: Iterable[int]) -> None:
        """Take note that these lines are on their way: nobody has to ask for them."""
        self._asked.update(ids)

    def put(self, told: Mapping[int, LineRow]) -> None:
        """Take in lines that were asked for; all of them are kept, for the editor acts on them.

        Only those that somebody waits for, or that became others, are told as changed: each time the whole sight
        is painted.
        """
        heard = [id_ for id_, row in told.items() if id_ in self._awaited or self._kept.get(id_, row) != row]
        rows = [self._at[id_] for id_ in heard if id_ in self._at]
        self._kept.update(told)
        for kept in (self._asked, self._aged, self._awaited):
            kept.difference_update(told)
        for id_ in heard:
            self._worded.pop(id_, None)
        self._lines = None
        self._settle(told)
        if rows:
            self._told_changed(min(rows), max(rows), quiet=True)

    def take_changes(self, changes: Mapping[int, Mapping[str, str]]) -> None:
        """Take up cells of lines, by local id, that were changed before and are not in the book."""
        known = set(self._ids)
        self.changes |= {id_: dict(told) for id_, told in changes.items() if id_ in known}
        self._settle(self.changes)
        self._all_changed()
        self.edited.emit()

    def _settle(self, ids: Iterable[int]) -> None:
        """Drop what was changed of lines that were decided meanwhile, or say the same by now."""
        for id_ in [each for each in ids if each in self.changes and each in self._kept]:
            row, texts = self._kept[id_], self._shown(self._kept[id_])[0]
            told = self.changes.pop(id_).items()
            differing = {key: text for key, text in told if text != texts.get(key, "")}
            if differing and row.state == "requested":
                self.changes[id_] = differing

    def line(self, row: int) -> LineRow | None:
        """Return the line of a row, None while it is on its way or where something is typed."""
        if not 0 <= row < self.first:
            return None
        return self._told(self._ids[row])

    def lines(self) -> list[LineRow]:
        """Return the lines that have arrived; the same list until others arrive."""
        if self._lines is None:
            self._lines = [self._kept[each] for each in self._ids if each in self._kept]
        return self._lines

    @property
    def complete(self) -> bool:
        """Whether every line has arrived as it stands now."""
        return not self._aged and len(self._kept) >= len(self._ids)

    @property
    def changes_arrived(self) -> bool:
        """Whether every line that was changed has arrived."""
        return all(id_ in self._kept for id_ in self.changes)

    def typed(self, row: int) -> bool:
        """Tell whether a row is one that is typed, the empty one among them."""
        return row >= self.first

    def can_change(self, row: int, column: int) -> bool:
        """Tell whether a cell takes what is typed."""
        if self.columns[column].proposed:
            return False
        if self.typed(row):
            return self._grows
        line = self.line(row)
        return line is not None and line.state == "requested" and self.columns[column].key in self._mended

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self.first + len(self._rows) + self._grows

    @override
    def text(self, row: int, column: int) -> str:
        if row >= len(self._ids):
            return super().text(row - len(self._ids), column)
        key, id_ = self.columns[column].key, self._ids[row]
        changed = self.changes.get(id_)
        if changed and key in changed:
            return changed[key]
        return self._words(id_)[0].get(key, "")

    @override
    def write(self, cells: Sequence[tuple[int, int, str]]) -> None:
        """Write texts as (row, column, text); rows are added as needed, all at once."""
        self._past.keep(self._state())
        cells = [each for each in cells if self._grows or not self.typed(each[0])]
        typed = [(row - self.first, column, text) for row, column, text in cells if self.typed(row)]
        self._own({row for row, _, _ in typed})
        for row, column, text in cells:
            if not self.typed(row) and self.can_change(row, column):
                self._change(row, self.columns[column].key, self.columns[column].settled(text))
        more = max((row for row, _, _ in typed), default=-1) + 1 - len(self._rows)
        if more > 0:
            at = self.first + len(self._rows) + 1
            self.beginInsertRows(QModelIndex(), at, at + more - 1)
            self._rows += [{each.key: "" for each in self.columns} for _ in range(more)]
            self.endInsertRows()
        for row, column, text in typed:
            if not self.columns[column].proposed:
                self._rows[row][self.columns[column].key] = self.columns[column].settled(text)
        had = len(self._rows)
        self._drop_empty()
        if self._touched is not None:
            self._touched.update(row for row, _, _ in typed)
            self._touched.update(range(had - max(more, 0), had))
        if more > 0 or len(self._rows) < had:
            self._keep_hints(lambda row: row if row < len(self._rows) else None)
            last = self.rowCount() - 1
            self._told_changed(min(last, *(row for row, _, _ in cells)), last)
        elif cells:
            self._told_changed(min(row for row, _, _ in cells), max(row for row, _, _ in cells))
        self.edited.emit()

    @override
    def remove(self, rows: Sequence[int]) -> None:
        gone = sorted({row - self.first for row in rows if 0 <= row - self.first < len(self._rows)})
        if not gone:
            return
        self._past.keep(self._state())
        self._touched = None
        for row in reversed(gone):
            self.beginRemoveRows(QModelIndex(), self.first + row, self.first + row)
            del self._rows[row]
            self.endRemoveRows()
        self._keep_hints(lambda row: None if row in gone else row - bisect(gone, row))
        self._all_changed()
        self.edited.emit()
        self.taken_out.emit()

    @override
    def show(self, rows: Sequence[Mapping[str, str]]) -> None:
        self._touched = None
        super().show(rows)
        self.edited.emit()

    @override
    def hint_at(self, row: int, column: int) -> str:
        at = row - len(self._ids)
        if at < 0 or self.text(row, column):
            return ""
        return self._hints.get((at, self.columns[column].key), "")

    @override
    def tone(self, row: int, column: int) -> str:
        at, told = row - len(self._ids), self.columns[column]
        if at >= 0:
            return self._tones.get((at, told.key)) or ("red" if told.trouble(self.text(row, column)) else "")
        changed = self.changes.get(self._ids[row])
        if changed and told.key in changed:
            return "red" if told.trouble(changed[told.key]) else "blue"
        return self._words(self._ids[row])[1].get(told.key, "")

    def tick(self, marks: Iterable[str], mark: Callable[[Mapping[str, str]], str]) -> None:
        """Tick off the typed rows whose mark is one of these, and no other."""
        told, self._mark = frozenset(marks), mark
        if told == self.ticked:
            return
        self.ticked = told
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self.rowCount() - 1)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        told = super().headerData(section, orientation, role)
        at = section - self.first
        down = orientation == Qt.Orientation.Vertical and role == Qt.ItemDataRole.DisplayRole
        if down and self.ticked and 0 <= at < len(self._rows) and self._mark(self._rows[at]) in self.ticked:
            return f"{TICK} {told}"
        return told

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return OPEN if self.can_change(index.row(), index.column()) else SHOWN

    @override
    def _state(self) -> GridState:
        return GridState(tuple(self._rows), {id_: dict(told) for id_, told in self.changes.items()})

    @override
    def _restore(self, state: GridState) -> None:
        super()._restore(state)
        self.changes = {id_: dict(told) for id_, told in state.changes.items()}

    @override
    def _put_back(self, state: GridState | None) -> bool:
        done = super()._put_back(state)
        if done:
            self._touched = None
            self.edited.emit()
        return done

    def _change(self, row: int, key: str, text: str) -> None:
        id_ = self._ids[row]
        if id_ in self._kept and text == self._words(id_)[0].get(key, ""):
            self.changes.get(id_, {}).pop(key, None)
        else:
            self.changes.setdefault(id_, {})[key] = text
        if not self.changes.get(id_):
            self.changes.pop(id_, None)

    def _told(self, id_: int) -> LineRow | None:
        found = self._kept.get(id_)
        if found is None:
            self._awaited.add(id_)
            if id_ not in self._asked:
                first = self._at[id_] - self._at[id_] % PAGE
                missing = [each for each in self._ids[first : first + PAGE] if each not in self._kept]
                self._asked.update(missing)
                self.wanted.emit(missing)
        return found

    def _words(self, id_: int) -> Shown:
        """Return what a line says; nothing while it is on its way."""
        row = self._told(id_)
        if row is None:
            return {}, {}
        found = self._worded.get(id_)
        if found is None:
            if len(self._worded) >= _WORDED:
                self._worded.clear()
            found = self._worded[id_] = self._shown(row)
        return found

    @override
    def _drop_empty(self) -> None:
        gone = 0
        while gone < len(self._rows) and not any(text.strip() for text in self._rows[-1 - gone].values()):
            gone += 1
        if gone:
            at = self.first + len(self._rows) + 1
            self.beginRemoveRows(QModelIndex(), at - gone, at - 1)
            del self._rows[-gone:]
            self.endRemoveRows()

    @override
    def _all_changed(self, *, quiet: bool = False) -> None:
        self._told_changed(0, self.rowCount() - 1, quiet=quiet)

    def _keep_hints(self, now: Callable[[int], int | None]) -> None:
        """Keep what was said of rows that are still there; `now` returns where a row is, None where it is gone."""
        for told in (self._hints, self._tones):
            moved = [((at, key), text) for (row, key), text in told.items() if (at := now(row)) is not None]
            told.clear()
            told.update(moved)

    def _told_changed(self, first: int, last: int, *, quiet: bool = False) -> None:
        roles = [HINT, TONE, Qt.ItemDataRole.DisplayRole] if quiet else []
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1), roles)


def _put(kept: dict[tuple[int, str], str], keys: Sequence[tuple[int, str]], told: Mapping[str, str]) -> bool:
    """Keep what is told of a row, by its keys, and nothing else; tell whether that is something new."""
    new = False
    for key in keys:
        text = told.get(key[1], "")
        if text != kept.get(key, ""):
            new = True
            if text:
                kept[key] = text
            else:
                del kept[key]
    return new
