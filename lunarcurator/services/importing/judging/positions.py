"""Positions that hold one piece: told where a list, alone or with the book, puts several into one."""

from collections.abc import Mapping, Sequence
from itertools import accumulate

from lunarcurator.domain.acts import Act
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.services.importing.judging.judged_row import JudgedRow
from lunarcurator.services.importing.lists.place_rows import STEP
from lunarcurator.services.importing.plan import BAD


def path_of(ledger: LedgerState, place: Uid) -> str:
    """Return the path of names of a place as it stands now."""
    state = ledger.place(place)
    name = state.name
    return f"{path_of(ledger, state.parent)}{STEP}{name}" if state.parent else name


def needed_places(opening: Mapping[str, Act], rows: Sequence[JudgedRow]) -> tuple[Act, ...]:
    """Return of the acts that set places up, by path, those for what rows go to, and for what is around it."""
    told = {row.told.place for row in rows if row.writes and row.verdict not in BAD}
    needed = {part for path in told for part in accumulate(path.split(STEP), f"{{}}{STEP}{{}}".format)}
    return tuple(act for path, act in opening.items() if path in needed)


def flag_shared(rows: Sequence[JudgedRow], single: frozenset[str], held: Mapping[str, tuple[str, ...]]) -> None:
    """Warn of each row that puts its piece where another is: in one of the `single` positions, which hold one.

    `held` are the numbers of the pieces that stand in these positions by the book, by path.
    """
    # What the file takes elsewhere is in the way no more.
    goes = {row.number: row.told.place for row in rows if row.verdict not in BAD}
    there = {place: [*numbers] for place, numbers in held.items()}
    for number, place in goes.items():
        there.setdefault(place, []).append(number)
    for row in rows:
        place = row.told.place
        others = (
            [each for each in there[place] if each != row.number and goes.get(each, place) == place]
            if place in single and row.verdict not in BAD
            else []
        )
        if others:
            row.warn("import.position_shared", "R3", "place", place=place, others=", ".join(others))
