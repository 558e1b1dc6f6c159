"""A list with pieces and their daughters: whether the mass of a parent is what is left of it, or all of it."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from lunarcurator.domain.words_folding import number_key
from lunarcurator.exchange.cells import Cell
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing.asking.question import Question, ask
from lunarcurator.services.importing.asking.told_columns import ToldColumns
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.terms import Terms
from lunarcurator.services.importing.reading import DAUGHTERS, LEFT_OVER, WITH_DAUGHTERS, Reading

_LONGEST_END: Final = 4


def about_daughters(desk: Desk, reading: Reading, told: ToldColumns) -> Iterator[Question]:
    """Ask what the masses of pieces are that have daughters with masses in the same list."""
    now = reading.taken_for("mass_now")
    masses = now or reading.taken_for("mass")
    numbers = reading.key or reading.taken_for("number", "generic")[:1]
    splits = () if reading.key else reading.taken_for("specific")[:1]
    parents = reading.parent_key or reading.taken_for("parent")[:1]
    # What registries keep of sizes is the mass now only where somebody said so.
    tells_now = reading.kind in ("list", "sections") or (reading.kind == "registry" and now)
    if not (tells_now and masses and numbers and (splits or parents)):
        return
    forms = reading.taken_for("form")[:1] if reading.kind == "sections" else ()
    named = reading.taken_for("names") if parents else ()
    cells = told.of((masses[0], *numbers, *splits, *parents, *forms, *named))
    own = [*map(_key, zip(*(cells[name] for name in (*numbers, *splits)), strict=True))]
    called = _called([cells[name] for name in named], own)
    # Sisters name one parent again and again.
    above = [*map(lru_cache(maxsize=4_096)(_key), zip(*(cells[name] for name in parents or numbers), strict=True))]
    # Registries name a parent by another name that its own row gives: Parent IGSN.
    above = [called.get(parent, parent) for parent in above]
    says = [any(map(str.isdigit, plain(cell))) for cell in cells[masses[0]]]
    if forms:
        # Of sections among them a mass is nominal, and in no other.
        says = [said and weighs for said, weighs in zip(says, _weighed(desk, cells[forms[0]]), strict=True)]
    cut = {
        each
        for parent, number, said in zip(above, own, says, strict=True)
        if said
        for each in _meant(parent, number)
    }
    found = [at for at, (number, said) in enumerate(zip(own, says, strict=True)) if said and number in cut]
    if found:
        number = " ".join(text for name in (*numbers, *splits) if (text := plain(cells[name][found[0]])))
        facts = {"number": number, "mass": plain(cells[masses[0]][found[0]])}
        yield ask(DAUGHTERS, (WITH_DAUGHTERS, LEFT_OVER), must=True, count=len(found), column=masses[0], **facts)


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
