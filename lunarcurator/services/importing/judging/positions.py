"""Positions that hold one piece: told where a list, alone or with the book, puts several into one."""

from collections.abc import Mapping, Sequence
from itertools import accumulate

from lunarcurator.domain.acts import Act
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.picture import Picture
from lunarcurator.services.importing.lists.place_rows import STEP
from lunarcurator.services.importing.plan import BAD, PlannedRow
from lunarcurator.services.importing.rows import ReadRow


def path_of(picture: Picture, place: Uid) -> str:
    """Return the path of names of a place as it stands now."""
    state = picture.place(place)
    name = state.text("name")
    return f"{path_of(picture, state.parent)}{STEP}{name}" if state.parent else name


def needed_places(
    opening: Mapping[str, Act], read: Sequence[ReadRow], rows: Sequence[PlannedRow]
) -> tuple[Act, ...]:
    """Return of the acts that set places up, by path, those for what rows go to, and for what is around it."""
    told = {each.place for each, row in zip(read, rows, strict=True) if row.writes and row.verdict not in BAD}
    needed = {part for path in told for part in accumulate(path.split(STEP), f"{{}}{STEP}{{}}".format)}
    return tuple(act for path, act in opening.items() if path in needed)


def flag_shared(
    read: Sequence[ReadRow],
    rows: Sequence[PlannedRow],
    single: frozenset[str],
    held: Mapping[str, tuple[str, ...]],
) -> None:
    """Warn of each row that puts its piece where another is: in one of the `single` positions, which hold one.

    `held` are the numbers of the pieces that stand in these positions by the book, by path.
    """
    # What the file takes elsewhere is in the way no more.
    goes = {told.shown: told.place for told, row in zip(read, rows, strict=True) if row.verdict not in BAD}
    coming = [row for row in rows if row.verdict not in BAD and goes[row.number] in single]
    there: dict[str, list[str]] = {}
    for row in coming:
        there.setdefault(goes[row.number], []).append(row.number)
    for row in coming:
        place = goes[row.number]
        everything = dict.fromkeys((*there[place], *held.get(place, ())))
        others = (each for each in everything if each != row.number and goes.get(each, place) == place)
        if said := ", ".join(others):
            row.warn("import.position_shared", "R3", "place", place=place, others=said)
