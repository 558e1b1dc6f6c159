"""A list with pieces and their daughters: whether the mass of a parent is what is left of it, or all of it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, override

from lunarcurator.domain.words_folding import number_key
from lunarcurator.exchange.cells import Cell
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Chosen, Looking, Question
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.terms import Terms
from lunarcurator.services.importing.reading import Reading

_LONGEST_END: Final = 4


class Daughters(Chosen):
    """What the masses are of pieces that have daughters with masses in the same list."""

    name, options = "daughters", (Choice.WITH_DAUGHTERS, Choice.LEFT_OVER)

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        masses, family = _masses(sheet.reading), _Family(sheet.reading)
        if not masses or not family.numbers or not (family.splits or family.parents):
            return
        cells = sheet.cells((masses[0], *family.names, *_forms(sheet.reading)))
        says = _says(sheet, cells, masses[0])
        cut, own = family.cut(cells, says), family.own(cells)
        found = [at for at, (number, said) in enumerate(zip(own, says, strict=True)) if said and number in cut]
        if found:
            own_names = (*family.numbers, *family.splits)
            number = " ".join(text for name in own_names if (text := plain(cells[name][found[0]])))
            facts = {"count": len(found), "column": masses[0], "number": number}
            yield self.ask({**facts, "mass": plain(cells[masses[0]][found[0]])})

    def left_over(self, reading: Reading) -> bool | None:
        """Tell whether masses are what is left of pieces without their daughters, None where nobody said."""
        said = self.said(reading.answers)
        return None if said is None else said is Choice.LEFT_OVER


DAUGHTERS: Final = Daughters()


def _masses(reading: Reading) -> tuple[str, ...]:
    """Return the column of masses that says what pieces weigh now, none where it says another mass."""
    now = reading.taken_for("mass_now")
    # What registries keep of sizes is the mass now only where somebody said so.
    tells_now = reading.kind in ("list", "sections") or (reading.kind == "registry" and now)
    return (now or reading.taken_for("mass")) if tells_now else ()


def _forms(reading: Reading) -> tuple[str, ...]:
    return reading.taken_for("form")[:1] if reading.kind == "sections" else ()


def _says(sheet: Looking, cells: Mapping[str, list[Cell]], mass: str) -> list[bool]:
    """Tell of each row whether it says a mass; of sections among them a mass is nominal, and in no other."""
    says = [any(map(str.isdigit, plain(cell))) for cell in cells[mass]]
    for name in _forms(sheet.reading):
        weighed = _weighed(sheet.desk, cells[name])
        says = [said and weighs for said, weighs in zip(says, weighed, strict=True)]
    return says


class _Family:
    """The columns that say who a piece is and what it was cut from."""

    def __init__(self, reading: Reading) -> None:
        self.numbers = reading.key or reading.taken_for("number", "generic")[:1]
        self.splits = () if reading.key else reading.taken_for("specific")[:1]
        self.parents = reading.parent_key or reading.taken_for("parent")[:1]
        self._called = reading.taken_for("names") if self.parents else ()
        self.names = (*self.numbers, *self.splits, *self.parents, *self._called)

    def own(self, cells: Mapping[str, list[Cell]]) -> list[str]:
        """Return the number of each row."""
        return [*map(_key, zip(*(cells[name] for name in (*self.numbers, *self.splits)), strict=True))]

    def cut(self, cells: Mapping[str, list[Cell]], says: Sequence[bool]) -> set[str]:
        """Return what the rows that say a mass may be cut from."""
        own, above = self.own(cells), (cells[name] for name in self.parents or self.numbers)
        called = _called([cells[name] for name in self._called], own)
        # Sisters name one parent again and again.
        parents = map(lru_cache(maxsize=4_096)(_key), zip(*above, strict=True))
        # Registries name a parent by another name that its own row gives: Parent IGSN.
        rows = zip((called.get(parent, parent) for parent in parents), own, says, strict=True)
        return {each for parent, number, said in rows if said for each in _meant(parent, number)}


def _weighed(desk: Desk, cells: Sequence[Cell]) -> Iterator[bool]:
    """Yield of each of these forms whether pieces of it are weighed."""
    terms = Terms.load(desk.lab.vocabularies)
    known = {text: terms.form(text, coded=True) or "" for text in {plain(cell) for cell in cells}}
    yield from (terms.weighs(known[plain(cell)]) for cell in cells)


def _called(names: Sequence[Sequence[Cell]], own: Sequence[str]) -> dict[str, str]:
    """Return by other name the number of the only piece that is called so; a number calls no other piece."""
    found: dict[str, set[str]] = {}
    for cells in names:
        for cell, number in zip(cells, own, strict=True):
            found.setdefault(_key((cell,)), set()).add(number)
    numbers = {"", *own}
    return {name: min(each) for name, each in found.items() if len(each) == 1 and name not in numbers}


def _meant(parent: str, number: str) -> tuple[str, ...]:
    """Return what a parent may be: as it stands, or as the end of a number of the piece's own family."""
    if not parent or parent == number:
        return ()
    end = parent.lstrip(",")
    return (parent, f"{number.rpartition(',')[0]},{end}") if len(end) <= _LONGEST_END else (parent,)


def _key(parts: Sequence[Cell]) -> str:
    if len(parts) == 1:
        return number_key(plain(parts[0]).removesuffix(".0"))
    return number_key(" ".join(text for part in parts if (text := plain(part).removesuffix(".0"))))
