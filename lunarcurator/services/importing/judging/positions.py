"""Positions that hold one piece: told where a list, alone or with the book, puts several into one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from lunarcurator.domain.acts import Act
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.operations import SetUpPlace
from lunarcurator.domain.picture import Picture
from lunarcurator.services.importing.lists.place_rows import STEP
from lunarcurator.services.importing.plan import BAD, PlannedRow
from lunarcurator.services.importing.rows import ReadRow


def path_of(picture: Picture, place: Uid) -> str:
    """Return the path of names of a place as it stands now."""
    names: list[str] = []
    at: Uid | None = place
    while at is not None:
        state = picture.place(at)
        names.append(state.text("name"))
        at = state.parent
    return STEP.join(reversed(names))


def needed_places(opening: Iterable[Act], read: Sequence[ReadRow], rows: Sequence[PlannedRow]) -> tuple[Act, ...]:
    """Return of the acts that set places up those for the places that rows go to, and for what is around them."""
    needed = _needed_paths(read, rows)
    made = ((act, act.operation) for act in opening if isinstance(act.operation, SetUpPlace))
    return tuple(act for act, place in made if STEP.join([*filter(None, [place.parent]), place.name]) in needed)


def flag_shared(
    read: Sequence[ReadRow],
    rows: Sequence[PlannedRow],
    single: frozenset[str],
    held: Mapping[str, tuple[str, ...]],
) -> None:
    """Warn of each row that puts its piece where another is: in one of the `single` positions, which hold one.

    `held` are the numbers of the pieces that stand in these positions by the book, by path.
    """
    coming = [(told, row) for told, row in zip(read, rows, strict=True) if row.verdict not in BAD and told.place]
    goes = {row.number: told.place for told, row in coming}
    there: dict[str, list[str]] = {}
    for number, place in goes.items():
        there.setdefault(place, []).append(number)
    for told, row in coming:
        if told.place in single and goes[row.number] == told.place:
            # What the file takes elsewhere is in the way no more.
            staying = (number for number in held.get(told.place, ()) if goes.get(number, told.place) == told.place)
            everything = dict.fromkeys((*there[told.place], *staying))
            row.reasons = (*row.reasons, *_shared(row.number, told.place, everything))


def _shared(number: str, place: str, there: Iterable[str]) -> Iterator[Finding]:
    """Yield that other pieces are, or come, where this one is put."""
    if others := ", ".join(each for each in there if each != number):
        facts = {"number": number, "place": place, "others": others}
        yield find(Strength.WARN, "import.position_shared", "R3", "place", **facts)


def _needed_paths(read: Sequence[ReadRow], rows: Sequence[PlannedRow]) -> frozenset[str]:
    told = {each.place for each, row in zip(read, rows, strict=True) if row.writes and row.verdict not in BAD}
    return frozenset(part for path in told for part in _upwards(path))


def _upwards(path: str) -> Iterator[str]:
    steps = path.split(STEP)
    yield from (STEP.join(steps[:end]) for end in range(1, len(steps) + 1))
