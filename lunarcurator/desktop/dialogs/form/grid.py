"""The input that is a grid: its rows, what cannot be read in them, and its text for the draft."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final, override

import msgspec
from PySide6.QtCore import QCoreApplication, Qt

from lunarcurator.desktop.dialogs.form.grid_model import GridColumn, GridModel
from lunarcurator.desktop.dialogs.form.grid_view import GridView
from lunarcurator.desktop.dialogs.form.inputs import Input
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.services.words import Words
from lunarcurator.typed_json import decode

_MOST_TOLD: Final = 3
_CELL: Final = re.compile(r"[a-z]+\[(\d+)\]\.?(\w*)")


def pasted_words(left_out: Sequence[str], *, headed: bool) -> str:
    """Return what is to be said of a pasted block: what was left out, and that it had headings; or ""."""
    told = QCoreApplication.translate("GridInput", "The first row was taken for headings.") if headed else ""
    return " ".join(filter(None, (left_out_words(left_out) if left_out else "", told)))


def left_out_words(columns: Sequence[str]) -> str:
    """Return the sentence that names the columns of a pasted block that were left out."""
    told = ", ".join(f"“{text}”" for text in columns[:_MOST_TOLD])
    more = len(columns) - _MOST_TOLD
    words = (
        QCoreApplication.translate("GridInput", "Left out of what was pasted: {columns} and {count} more.")
        if more > 0
        else QCoreApplication.translate("GridInput", "Left out of what was pasted: {columns}.")
    )
    return words.replace("{columns}", told).replace("{count}", shown_count(more))


class GridInput(Input):
    """Rows of texts by column key; a finding's field `daughters[0].mass` points at a cell of it.

    Each row is posted or in the way, none is passed over, and none stands empty between others.
    """

    def __init__(
        self,
        appearance: Appearance,
        words: Words,
        key: str,
        caption: str,
        columns: Sequence[GridColumn],
        *,
        note: str = "",
        required: bool = False,
        rows_seen: int = 5,
    ) -> None:
        self.model = GridModel(columns)
        self._needs: tuple[Sequence[str], ...] = ()
        self._given: frozenset[str] = frozenset()
        self.view = GridView(appearance, self.model, caption, rows_seen=rows_seen)
        super().__init__(key, Field(appearance, caption, self.view, note), required=required)
        self._words = words
        self.note = note
        self.model.setParent(self)
        first = next((at for at, column in enumerate(columns) if not column.proposed), 0)
        self._first = first
        self.view.start(0, first)
        self._tones: dict[tuple[int, str], str] = {}
        self.model.dataChanged.connect(lambda _a, _b, roles: None if roles else self.changed.emit())
        self.model.modelReset.connect(self._reset)
        self.view.pasted.connect(self._say_pasted)

    def rows(self) -> tuple[Mapping[str, str], ...]:
        """Return what was typed, row by row."""
        return self.model.texts()

    def need(self, *groups: Sequence[str], given: Collection[str] = ()) -> None:
        """Want of each row that says something a text in one column of each group.

        `given` columns only say of what a row is: one that says nothing else, as of a piece that was not weighed,
        says nothing.
        """
        self._needs, self._given = groups, frozenset(given)

    def begin_in(self, key: str, row: int = 0) -> None:
        """Let the cursor begin in the first cell that is to be filled in of the rows there are."""
        self._first = [column.key for column in self.model.columns].index(key)
        self.view.start(row, self._first)

    def show_rows(self, rows: Sequence[Mapping[str, str]]) -> None:
        """Show these rows in place of all."""
        self.model.show(rows)

    @override
    def settle(self) -> None:
        self.view.settle()

    @override
    def text(self) -> str:
        rows = self.rows()
        return msgspec.json.encode(rows).decode() if rows else ""

    @override
    def restore(self, text: str) -> None:
        try:
            rows = decode(text or "[]", list[dict[str, str]])
        except msgspec.DecodeError:
            rows = []
        self.show_rows(rows)

    @override
    def trouble(self) -> Refusal | None:
        found = self._wrong()
        return found[0] if found else None

    def says_something(self, row: Mapping[str, str]) -> bool:
        """Tell whether a row says more than of what it is."""
        return any(text.strip() for key, text in row.items() if key not in self._given)

    def _wrong(self) -> tuple[Refusal, int, str] | None:
        """Return the first thing that is wrong, with its row and column."""
        for at, row in enumerate(self.rows()):
            for column in self.model.columns:
                refusal = column.trouble(row[column.key])
                if refusal is not None:
                    return refusal, at, column.key
            if lacking := self._lacking(at, row):
                return lacking
        return None

    def _lacking(self, at: int, row: Mapping[str, str]) -> tuple[Refusal, int, str] | None:
        if not any(text.strip() for text in row.values()):
            return Refusal("grid.row_empty", row=at + 1), at, self.model.columns[self._first].key
        if not self.says_something(row):
            return None
        for group in self._needs:
            if not any(row[key].strip() for key in group):
                labels = [column.label for column in self.model.columns if column.key in group]
                return Refusal("grid.row_lacks", row=at + 1, columns=labels), at, group[0]
        return None

    @override
    def put_instead(self, text: str, other: str) -> None:
        keys = {column.key for column in self.model.columns if column.number}

        def said(key: str, cell: str) -> str:
            return other if key in keys and cell.strip() == text.strip() else cell

        self.show_rows([{key: said(key, cell) for key, cell in row.items()} for row in self.rows()])

    @override
    def answers_to(self, field: str) -> bool:
        return super().answers_to(field) or field.startswith(f"{self.key}[")

    @override
    def point(self, field: str, tone: str) -> None:
        if not tone:
            self._tones.clear()
        elif match := _CELL.fullmatch(field):
            keys = [column.key for column in self.model.columns]
            key = match[2] if match[2] in keys else keys[0]
            self._tones[int(match[1]), key] = tone
        self.model.mark(self._tones)

    @override
    def focus(self, field: str = "") -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if match := _CELL.fullmatch(field):
            keys = [column.key for column in self.model.columns]
            self.view.start(int(match[1]), keys.index(match[2]) if match[2] in keys else 0)
            return
        if wrong := self._wrong():
            _, at, key = wrong
            self.view.start(at, [column.key for column in self.model.columns].index(key))

    def _say_pasted(self, left_out: Sequence[str], headed: bool) -> None:
        """Say below the grid, whatever is wrong in it, what of a pasted block was left out."""
        self.stays = left_out_words(left_out) if left_out else ""
        told = pasted_words(left_out, headed=headed)
        self.field.set_note(told or self.note, "tones.amber.ink" if left_out else "text2")

    def _reset(self) -> None:
        self.view.start(0, self._first)
        if self.stays and not self.rows():
            self.stays = ""
            self.field.set_note(self.note)
        self.changed.emit()
