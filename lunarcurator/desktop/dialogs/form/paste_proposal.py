"""Where each column of a pasted block goes as far as something says so, and whether that has to be asked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.form.pasted_block import (
    LEFT_OUT,
    UNITS,
    UNSURE,
    Block,
    Goes,
    PastedColumn,
    is_mass,
    pasted_columns,
    unit_of,
    units_of_masses,
)
from lunarcurator.desktop.dialogs.form.pasted_headings import Says, is_title, says, speaks_of_mass, unit_said

type Claims = Callable[[PastedColumn, GridColumn], bool]


@dataclass
class PasteProposal:
    """Where the columns of a block go in the `open_columns` of a grid, by their place in it.

    `cursor` is the column in which the cursor stands, or the next that is open, None where there is none. `goes`
    has as many as `pasted`. What nothing speaks for is left out, never put where there is room.
    """

    open_columns: Mapping[int, GridColumn]
    cursor: int | None
    block: Block
    headed: bool
    pasted: tuple[PastedColumn, ...] = field(init=False)
    goes: list[Goes] = field(init=False)

    def __post_init__(self) -> None:
        self.pasted = pasted_columns(self.block, headed=self.headed)
        self.goes = [Goes()] * len(self.pasted)
        for at, each in enumerate(self.pasted):
            if each.is_of_units and len(self.pasted) > 1:
                self.goes[at] = Goes(UNITS)
        if self.headed:
            self._by_headings()
        else:
            self._by_cells()

    @property
    def asked(self) -> int | None:
        """The column that masses go to of which nothing more is said: the only one, or that of what is asked."""
        masses = [at for at, column in self.open_columns.items() if column.kind == "mass"]
        asked = (at for at in masses if self.open_columns[at].usual == Says.ASKED)
        return masses[0] if len(masses) == 1 else next(asked, None)

    @property
    def is_sure(self) -> bool:
        """Whether nobody has to be asked: one column, headings that are titles, or cells that leave no doubt."""
        targets = [each.target for each in self.goes]
        if not targets or LEFT_OUT in targets or self.strangers(self.goes):
            return not targets
        if self.headed:
            return targets == [self.cursor] or all(map(self._is_titled, range(len(targets))))
        in_order = targets[0] == self.cursor and targets == sorted(set(targets))
        return len(targets) == 1 or (in_order and all(map(self._is_plain, range(len(targets)))))

    def goes_to(self, at: int, target: int) -> Goes:
        """Return that a column of the block goes to a column of the grid, with the unit of its masses there."""
        column = self.open_columns.get(target)
        if column is None or column.kind != "mass":
            return Goes(target)
        pasted = self.pasted[at]
        if pasted.heading.casefold() == column.label.casefold():
            return Goes(target)
        unit = unit_said(pasted.heading)
        if not unit and not self._states_units(pasted):
            unit = self._unit_unsaid(unit_said(column.label))
        return Goes(target, unit)

    def _unit_unsaid(self, usual: str) -> str:
        """Return the unit of masses where nothing says it: the usual one, unless the block speaks of others."""
        headings = {unit for each in self.pasted if (unit := unit_said(each.heading))}
        cells = (cell for each in self.pasted for cell in each.told if is_mass(cell, with_unit=True))
        units = headings | {unit for cell in cells if (unit := unit_said(cell))}
        return usual if units <= {usual} else UNSURE

    def strangers(self, goes: Sequence[Goes]) -> tuple[str, ...]:
        """Return the masses, each with its unit, that would stand among words."""
        words = [at for at, each in enumerate(goes) if each.target >= 0 and self._is_of_words(each.target)]
        masses = (cell for at in words for cell in self.pasted[at].told if is_mass(cell, with_unit=True))
        return tuple(dict.fromkeys(masses))

    def disagreeing(self, goes: Sequence[Goes]) -> tuple[str, ...]:
        """Return the headings of masses that have another unit than the column of units beside them."""
        served = units_of_masses([each.target for each in goes], self.open_columns)
        beside = {at: {unit_of(each) for each in self.pasted[units].told} for at, units in served.items()}
        return tuple(
            self.pasted[at].heading
            for at, units in beside.items()
            if goes[at].unit not in {"", UNSURE} and units != {goes[at].unit}
        )

    def unit_left(self, at: int, goes: Sequence[Goes]) -> str:
        """Return the unit of masses as chosen; where none is, and none stands with all of them, nobody says it."""
        chosen, pasted = goes[at], self.pasted[at]
        served = at in units_of_masses([each.target for each in goes], self.open_columns)
        bare = any(is_mass(cell) and not is_mass(cell, with_unit=True) for cell in pasted.told)
        return chosen.unit if chosen.unit or served or not bare else unit_said(pasted.heading) or UNSURE

    def _is_of_words(self, target: int) -> bool:
        column = self.open_columns[target]
        return column.kind == "text" and not column.number and not column.words and self.asked is not None

    def _states_units(self, pasted: PastedColumn) -> bool:
        """Tell whether the masses of a column have their units: in their cells, or in columns of units."""
        if any(each.is_of_units for each in self.pasted):
            return True
        return all(is_mass(cell, with_unit=True) for cell in pasted.told if is_mass(cell))

    def may_be_mass(self, at: int) -> bool:
        """Tell whether a column of the block may hold masses, unless it goes where there are none."""
        pasted, target = self.pasted[at], self.goes[at].target
        if target >= 0:
            return self.open_columns[target].kind == "mass"
        if target == UNITS or says(pasted.heading) in {Says.SAMPLE, Says.NUMBER}:
            return False
        return speaks_of_mass(pasted.heading) or pasted.states_masses

    def _is_titled(self, at: int) -> bool:
        """Tell whether a column goes where its heading is the title, as it stands there."""
        column = self.open_columns.get(self.goes[at].target)
        return column is not None and column.label.casefold() == self.pasted[at].heading.casefold()

    def _is_plain(self, at: int) -> bool:
        """Tell whether cells leave no doubt: masses with units, words of a closed list, in front the numbers."""
        column, told = self.open_columns[self.goes[at].target], self.pasted[at].told
        if column.kind == "mass":
            return all(is_mass(cell, with_unit=True) and column.read(cell) is None for cell in told)
        return (at == 0 and column.number) or (column.closed and _lists(column, told))

    def _by_headings(self) -> None:
        claims: tuple[Claims, ...] = (
            lambda pasted, column: pasted.heading.casefold() == column.label.casefold(),
            lambda pasted, column: is_title(pasted.heading, column),
            lambda pasted, column: (
                column.usual in {Says.ASKED, Says.LEAST} and says(pasted.heading) == column.usual
            ),
        )
        for claim in claims:
            self._take(claim, self.open_columns)
        numbers = [at for at, column in self.open_columns.items() if column.number][:1]
        for word in (Says.SAMPLE, Says.NUMBER):
            self._take(_saying(word), numbers)
        if self.asked is not None and self._lone_mass() is not None:
            self._take(_saying(Says.MASS), [self.asked])

    def _take(self, claims: Claims, targets: Iterable[int]) -> None:
        """Give free columns of the grid to what claims them, unless several do, or masses claim one of words."""
        for target in targets:
            column = self.open_columns[target]
            left = [at for at, each in enumerate(self.goes) if each.target == LEFT_OUT]
            found = [at for at in left if claims(self.pasted[at], column) and self._may_take(column, at)]
            if len(found) == 1 and self._is_free(target):
                self.goes[found[0]] = self.goes_to(found[0], target)

    def _may_take(self, column: GridColumn, at: int) -> bool:
        """Tell whether a column of the block may go to one of the grid: what is a mass goes among no words."""
        pasted = self.pasted[at]
        with_unit = any(is_mass(cell, with_unit=True) for cell in pasted.told) and pasted.states_masses
        is_mass_surely = with_unit or (bool(unit_said(pasted.heading)) and pasted.states_masses)
        return column.kind == "mass" or self.asked is None or not is_mass_surely

    def _by_cells(self) -> None:
        """Propose by the cells: the first column goes where the cursor is, others by what they read as."""
        if self.cursor is not None and self.pasted and self._fits_cursor(self.pasted[0]):
            self.goes[0] = self.goes_to(0, self.cursor)
        for at in range(len(self.pasted)):
            self._by_list(at)
        mass = self._lone_mass()
        if self.asked is not None and mass is not None and self.goes[mass].target == LEFT_OUT:
            self.goes[mass] = self.goes_to(mass, self.asked)

    def _by_list(self, at: int) -> None:
        """Give a column to the only one of the grid whose list has all of its cells."""
        columns, told = self.open_columns, self.pasted[at].told
        reading = [target for target, column in columns.items() if column.words and _lists(column, told)]
        if self.goes[at].target == LEFT_OUT and len(reading) == 1 and self._is_free(reading[0]):
            self.goes[at] = Goes(reading[0])

    def _lone_mass(self) -> int | None:
        """Return the only column of the block that may be one of masses, None where there are others or none."""
        masses = [at for at in range(len(self.pasted)) if self.may_be_mass(at)]
        return masses[0] if len(masses) == 1 else None

    def _fits_cursor(self, pasted: PastedColumn) -> bool:
        """Tell whether the first column goes where the cursor is: a single one always does."""
        column = self.open_columns[self.cursor] if self.cursor is not None else None
        if len(self.pasted) == 1 or column is None:
            return column is not None
        of_masses = any(is_mass(cell, with_unit=True) for cell in pasted.told) and pasted.states_masses
        return column.kind == "mass" or not of_masses

    def _is_free(self, target: int) -> bool:
        return all(each.target != target for each in self.goes)


def _saying(word: Says) -> Claims:
    return lambda pasted, _column: says(pasted.heading) == word


def _lists(column: GridColumn, cells: Sequence[str]) -> bool:
    known = {word.casefold() for word in column.words}
    return bool(cells) and all(cell.casefold() in known for cell in cells)
