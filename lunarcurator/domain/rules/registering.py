"""What a registration must say, and what looks doubtful in it."""

import json
from collections.abc import Iterator
from functools import lru_cache

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.numbering import SampleNumber
from lunarcurator.domain.operations import Register
from lunarcurator.domain.rules.custody import must_be_there
from lunarcurator.domain.rules.dates import not_before_mission
from lunarcurator.domain.rules.fields import is_of_kind
from lunarcurator.domain.rules.identity import is_other_name
from lunarcurator.domain.rules.numbering import fits_mission, stays_in_family
from lunarcurator.domain.rules.places import takes_pieces
from lunarcurator.domain.status import Existence

PRINT_ONLY = "print_only"
"""Why a number is *retired* from the beginning that stands in print and never was a piece in this book."""
_WHOLE_MILLI = 100_000
_MISSION = "mission/"
_BIRTHS = frozenset({Existence.EXISTS, Existence.RETIRED})


def is_complete(operation: Register, day: Day, ledger: LedgerState) -> Iterator[Finding]:
    """R1, R3, R9, R12, R13, R18: the collection has the mission, and what is said of the piece can be so."""
    yield from _has_its_mission(operation, ledger)
    if operation.existence not in _BIRTHS:
        yield find(
            Strength.IMPOSSIBLE, "register.existence", "R20", "existence", existence=str(operation.existence)
        )
    if operation.retired_reason.strip():
        yield from _has_no_piece(operation)
    if operation.parent:
        yield from _parent_fits(operation, uid_of(operation.parent), day, ledger)
    if operation.place:
        yield from _may_stand_there(operation, uid_of(operation.place), day, ledger)
    for key in ("count", "area_um2", "pristinity_milli", "pristinity_day"):
        yield from is_of_kind(key, getattr(operation, key))
    milli = operation.pristinity_milli or 0
    if milli > _WHOLE_MILLI:
        yield find(
            Strength.WARN,
            "register.pristinity_doubtful",
            "R9",
            "pristinity_milli",
            number=operation.number,
            percent_milli=milli,
        )
    for index, name in enumerate(operation.names):
        yield from is_other_name(name.name.strip(), name.kind, f"names[{index}].name")
    if operation.found is not None and not (operation.found.finder.strip() and operation.found.where.strip()):
        yield find(Strength.IMPOSSIBLE, "register.found_incomplete", "R12", "found")


def _has_its_mission(operation: Register, ledger: LedgerState) -> Iterator[Finding]:
    collection = ledger.record(Subject.COLLECTION, uid_of(operation.collection))
    if operation.mission and f"{_MISSION}{operation.mission}" not in collection.fields:
        facts = {"mission": operation.mission, "collection": collection.code}
        yield find(Strength.IMPOSSIBLE, "register.mission_unknown", "R1", "mission", **facts)


def _may_stand_there(operation: Register, place: Uid, day: Day, ledger: LedgerState) -> Iterator[Finding]:
    yield from takes_pieces(ledger, place, day, "place", shown=True)
    if operation.existence is not Existence.EXISTS:
        yield find(Strength.IMPOSSIBLE, "register.place_without_piece", "R3", "place")


def is_numbered_fitly(
    operation: Register, number: SampleNumber, parent: SampleNumber | None, day: Day, ledger: LedgerState
) -> Iterator[Finding]:
    """R1, R19: the number lies in its parent's family and its mission's block, the day not before its opening."""
    collection = ledger.record(Subject.COLLECTION, uid_of(operation.collection))
    above = ledger.piece(uid_of(operation.parent)).mission if operation.parent else ""
    mission = operation.mission or above
    if parent is not None:
        yield from stays_in_family(number, parent)
    told = {key: _mission(collection.text(key)) for key in collection.fields if key.startswith(_MISSION)}
    names = {key.removeprefix(_MISSION): name for key, (name, _) in told.items()}
    if parent is None or not number.rest:
        yield from fits_mission(ledger.scheme(collection.uid), number, mission, names)
    _, opened = told.get(f"{_MISSION}{mission}", ("", 0))
    if opened and not operation.parent:
        yield from not_before_mission(number.canonical, names[mission] or mission, opened, day)


@lru_cache(maxsize=256)
def _mission(told: str) -> tuple[str, Day]:
    """Return the name and the opening day of a recorded mission; an import asks it for every row."""
    mission = json.loads(told)
    return mission["name"], mission["opened"] or 0


def _has_no_piece(operation: Register) -> Iterator[Finding]:
    """R1, R18: only a number without a piece is retired from the beginning; one in print names its source."""
    there = operation.place is not None or operation.parent is not None or operation.mass.ug is not None
    if operation.existence is not Existence.RETIRED or there:
        yield find(Strength.IMPOSSIBLE, "register.print_only_has_piece", "R1", "existence")
    if operation.retired_reason.strip() == PRINT_ONLY and not operation.source.strip():
        yield find(Strength.IMPOSSIBLE, "register.print_only_needs_source", "R18", "source")


def _parent_fits(operation: Register, uid: Uid, day: Day, ledger: LedgerState) -> Iterator[Finding]:
    """R4, R13: on the day the parent was there, in the same collection; its mission is the daughter's too."""
    known = ledger.piece(uid)
    if day >= known.first_day:
        yield from must_be_there(ledger.at(uid, day), "parent")
    if known.collection != uid_of(operation.collection):
        yield find(Strength.IMPOSSIBLE, "register.other_collection", "R13", "parent", uid)
