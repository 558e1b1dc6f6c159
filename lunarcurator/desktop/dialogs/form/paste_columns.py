"""The step in which one sees, and may change, which column of a pasted block goes where in a grid."""

from collections.abc import Mapping, Sequence
from typing import Final, override

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.form.paste_proposal import PasteProposal
from lunarcurator.desktop.dialogs.form.pasted_block import LEFT_OUT, UNITS, UNSURE, Goes, units_of_masses, written
from lunarcurator.desktop.dialogs.form.pasted_headings import Says, unit_said
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import MEDIUM
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.as_it_is import CheckBox
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from lunarcurator.desktop.widgets.dialog import Dialog
from lunarcurator.desktop.widgets.enter import ScanGuard, is_enter
from lunarcurator.desktop.widgets.labels import CutLabel, Label
from lunarcurator.domain.mass_display import shown_count

_SIZE: Final = QSize(780, 420)
_CELLS_SHOWN: Final = 3
_UNITS: Final = ("mg", "g", "µg", "kg")
_LEAST_CELLS: Final = 90
"""So wide is what stands in a column at least, in pixels at 100 %."""


class _ColumnRow:
    """One column of the block: what it is called, its first cells, where it goes, and the unit of its masses."""

    def __init__(self, appearance: Appearance, at: int) -> None:
        self.heading = CutLabel(appearance, weight=MEDIUM, object_name=f"pasteColumns.heading{at}")
        self.cells = CutLabel(appearance, colour="text2", object_name=f"pasteColumns.cells{at}")
        self.target, self.unit = ChoiceBox(), ChoiceBox()
        self.target.setObjectName(f"pasteColumns.target{at}")
        self.unit.setObjectName(f"pasteColumns.unit{at}")
        # Nothing moves sideways where a column becomes one of masses.
        policy = self.unit.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.unit.setSizePolicy(policy)

    @property
    def parts(self) -> tuple[QWidget, ...]:
        return self.heading, self.cells, self.target, self.unit

    @property
    def goes(self) -> Goes:
        return Goes(int(self.target.currentData()), str(self.unit.currentData()))

    def take(self, goes: Goes, *, of_masses: bool) -> None:
        self.target.setCurrentIndex(self.target.findData(goes.target))
        self.unit.setCurrentIndex(max(self.unit.findData(goes.unit), 0))
        self.unit.setVisible(of_masses)


class PasteColumnsDialog(Dialog):
    """Proposes where each column of a block goes; *Enter* pastes (`confirmed`), *Esc* pastes nothing.

    `cells` and `left_out` are what is chosen. No two columns go to one of the grid.
    """

    def __init__(self, appearance: Appearance, proposal: PasteProposal, parent: QWidget | None) -> None:
        super().__init__(
            appearance,
            self.tr("Paste"),
            self.tr("Paste"),
            object_name="pasteColumnsDialog",
            panel=False,
            size=_SIZE,
            parent=parent,
        )
        self._proposal = proposal
        self._scan = ScanGuard()
        self._displaced: dict[int, tuple[int, Goes]] = {}
        self.headed = CheckBox(self.tr("The first row has headings"))
        self.headed.setObjectName("pasteColumns.headed")
        self.headed.setChecked(proposal.headed)
        self.unclear = Label(appearance, colour="tones.amber.ink", wrap=True, object_name="pasteColumns.unclear")
        self.rows = [_ColumnRow(appearance, at) for at in range(len(proposal.pasted))]
        self._table = QGridLayout()
        self._lay_out()
        self._offer()
        self._propose()
        self.headed.toggled.connect(self._take_headings)
        appearance.changed.connect(self._space_table)
        self.press_by_enter()

    @property
    def goes(self) -> list[Goes]:
        """Where each column of the block goes as chosen."""
        return [row.goes for row in self.rows]

    @property
    def cells(self) -> list[tuple[int, int, str]]:
        """What is written, as (row of the block, column of the grid, text)."""
        return list(written(self._proposal.pasted, self.goes, self._columns))

    @property
    def left_out(self) -> tuple[str, ...]:
        """What the columns are called that are not pasted."""
        return tuple(map(self._called, self._not_pasted()))

    @override
    def first_empty(self) -> QWidget | None:
        left = self._not_pasted()
        masses = [at for at in left if self._proposal.may_be_mass(at)] if self.unclear.text() else []
        at = next(iter([*masses, *left]), 0)
        return self.rows[at].target if self.rows else None

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.grow()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The Enter at the end of a scan takes nothing nobody has looked at, in a list of choices as on a button.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._scan.takes(event) and is_enter(event)
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # The key that asked to paste may still be held: it takes nothing nobody has seen.
        if not (is_enter(event) and event.isAutoRepeat()):
            super().keyPressEvent(event)

    @property
    def _columns(self) -> Mapping[int, GridColumn]:
        return self._proposal.open_columns

    def _lay_out(self) -> None:
        titles = (self.tr("Column"), self.tr("First cells"), self.tr("Goes to"), self.tr("Unit"))
        for across, title in enumerate(titles):
            head = Label(self._appearance, title, size=12, weight=MEDIUM, colour="text2")
            self._table.addWidget(head, 0, across)
        for at, row in enumerate(self.rows):
            for across, part in enumerate(row.parts):
                self._table.addWidget(part, at + 1, across)
        for across, stretch in enumerate((2, 3, 0, 0)):
            self._table.setColumnStretch(across, stretch)
        # Above all columns it is in sight, however many they are.
        for part in (self.headed, self.unclear):
            self.content.addWidget(part)
        self.content.addLayout(self._table)
        self.content.addStretch(1)
        self._space_table()

    def _space_table(self) -> None:
        px = self._appearance.look.metrics.px
        self._table.setHorizontalSpacing(px(12))
        self._table.setVerticalSpacing(px(6))
        for across in (0, 1):
            self._table.setColumnMinimumWidth(across, px(_LEAST_CELLS))

    def _offer(self) -> None:
        for at, row in enumerate(self.rows):
            for target, column in self._columns.items():
                row.target.addItem(column.label, target)
            if len(self.rows) > 1:
                row.target.addItem(self.tr("unit of the masses"), UNITS)
            row.target.addItem(self.tr("leave out"), LEFT_OUT)
            row.unit.addItem(self.tr("as written"), "")
            for unit in _UNITS:
                row.unit.addItem(unit, unit)
            row.unit.addItem(self.tr("not said"), UNSURE)
            for box in (row.target, row.unit):
                box.installEventFilter(self)
            row.target.activated.connect(lambda _at, at=at: self._choose(at))
            row.unit.activated.connect(lambda _at: self._tell())

    def _take_headings(self, headed: bool) -> None:
        before = self._proposal
        self._proposal = PasteProposal(before.open_columns, before.cursor, before.block, headed)
        self._propose()

    def _propose(self) -> None:
        """Show the columns as their headings call them, and where they go by the proposal."""
        self._displaced.clear()
        for at, (row, pasted) in enumerate(zip(self.rows, self._proposal.pasted, strict=True)):
            called = self._called(at)
            row.heading.setText(called)
            more = len(pasted.told) > _CELLS_SHOWN
            row.cells.setText(", ".join((*pasted.told[:_CELLS_SHOWN], *(("…",) if more else ()))))
            row.target.setAccessibleName(self.tr("{column} goes to").replace("{column}", called))
            row.target.setAccessibleDescription(row.cells.accessibleName())
            row.unit.setAccessibleName(self.tr("Unit of {column}").replace("{column}", called))
            self._take(at, self._proposal.goes[at])
        self._tell()

    def _take(self, at: int, goes: Goes) -> None:
        column = self._columns.get(goes.target)
        self.rows[at].take(goes, of_masses=column is not None and column.kind == "mass")

    def _choose(self, at: int) -> None:
        """Take what was chosen for a column, and leave out the one that went there before.

        That one comes back where the choice only passed over it, as the arrow keys do.
        """
        target = self.rows[at].goes.target
        other, before = self._displaced.pop(at, (at, Goes()))
        if self._at(before.target, at) is None and self.rows[other].goes.target == LEFT_OUT:
            self._take(other, before)
        self._displaced = {by: each for by, each in self._displaced.items() if each[0] != at}
        there = self._at(target, at)
        if there is not None:
            self._displaced[at] = (there, self.rows[there].goes)
            self._take(there, Goes())
        self._take(at, self._proposal.goes_to(at, target))
        if target == UNITS:
            self._take_units_beside()
        self._keep_units_said()
        self._tell()

    def _keep_units_said(self) -> None:
        """Say of masses that lost the column of their units by a choice that nobody says it any more."""
        goes = self.goes
        for at, each in enumerate(goes):
            if each.target >= 0 and self._columns[each.target].kind == "mass":
                self._take(at, Goes(each.target, self._proposal.unit_left(at, goes)))

    def _take_units_beside(self) -> None:
        """Let masses have the units that stand beside them, and no unit that was proposed without."""
        for at, row in enumerate(self.rows):
            column = self._columns.get(row.goes.target)
            if column is not None and column.kind == "mass":
                self._take(at, Goes(row.goes.target, unit_said(self._proposal.pasted[at].heading)))

    def _at(self, target: int, but: int) -> int | None:
        """Return which column of the block goes to a column of the grid, but one; None where none does."""
        going = (at for at, row in enumerate(self.rows) if at != but and row.goes.target == target >= 0)
        return next(going, None)

    def _called(self, at: int) -> str:
        number = self.tr("Column {number}").replace("{number}", shown_count(at + 1))
        return self._proposal.pasted[at].heading or number

    def _not_pasted(self) -> list[int]:
        """Return the columns that are not pasted: units are not where nobody can say of which masses they are."""
        targets = [each.target for each in self.goes]
        of_masses = units_of_masses(targets, self._columns).values()
        return [at for at, target in enumerate(targets) if target < 0 and at not in of_masses]

    def _tell(self) -> None:
        """Say what is left out, and whether masses are."""
        left, rows = self._not_pasted(), max((len(each.cells) for each in self._proposal.pasted), default=0)
        said = counted("PasteColumnsDialog", "1 column is left out.", "{count} columns are left out.", len(left))
        self.set_findings(said if left else "")
        self._tell_masses(left)
        goes_somewhere = len(left) < len(self.rows)
        self.set_primary(
            counted("PasteColumnsDialog", "Paste 1 row", "Paste {count} rows", rows),
            enabled=goes_somewhere,
            obstacle="" if goes_somewhere else self.tr("Choose where at least one column goes."),
        )

    def _tell_masses(self, left: Sequence[int]) -> None:
        asked, told = self._proposal.asked, ""
        is_free = all(row.goes.target != asked for row in self.rows)
        if asked is not None and is_free and any(map(self._proposal.may_be_mass, left)):
            told = self.tr("Nothing says which column goes to “{title}”. Choose one, or leave the masses out.")
            if self._columns[asked].usual == Says.ASKED:
                told = self.tr(
                    "Nothing says which column goes to “{title}”. Choose one, or pieces are asked for whole."
                )
            told = told.replace("{title}", self._columns[asked].label)
        for heading in self._proposal.disagreeing(self.goes):
            differs = self.tr("“{column}” has another unit than the column of units, which counts.")
            told = f"{told} {differs}".strip().replace("{column}", heading)
        strangers = self._proposal.strangers(self.goes)
        if strangers:
            among = self.tr("Masses would stand among words: {masses}.").replace(
                "{masses}", ", ".join(strangers[:3])
            )
            told = f"{told} {among}".strip()
        self.unclear.setText(told)
        self.unclear.setVisible(bool(told))
