"""What a registration must say, and what looks doubtful in it."""

from collections.abc import Iterator

from lunarcurator.domain.facts import Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import uid_of
from lunarcurator.domain.operations import Register
from lunarcurator.domain.picture import Picture
from lunarcurator.domain.rules.custody import must_exist
from lunarcurator.domain.rules.places import is_usable
from lunarcurator.domain.status import Existence

_BIRTHS = frozenset({Existence.EXISTS, Existence.RETIRED})


def is_complete(operation: Register, picture: Picture) -> Iterator[Finding]:
    """R1, R3, R12: the mission is one of the collection's, parent and place can take the piece."""
    collection = picture.desk(Subject.COLLECTION, uid_of(operation.collection))
    if operation.mission and f"mission/{operation.mission}" not in collection.fields:
        yield find(
            Strength.IMPOSSIBLE,
            "register.mission_unknown",
            "R1",
            "mission",
            mission=operation.mission,
            collection=collection.text("code"),
        )
    if operation.existence not in _BIRTHS:
        yield find(
            Strength.IMPOSSIBLE, "register.existence", "R20", "existence", existence=str(operation.existence)
        )
    if operation.parent:
        parent = picture.piece(uid_of(operation.parent))
        yield from must_exist(parent, "parent")
        if parent.text("collection") != uid_of(operation.collection):
            yield find(Strength.IMPOSSIBLE, "register.other_collection", "R13", "parent", parent.uid)
    if operation.place:
        yield from is_usable(picture.place(uid_of(operation.place)), "place")
    if operation.pristinity_milli is not None:
        if operation.pristinity_milli < 0:
            yield find(Strength.IMPOSSIBLE, "register.pristinity_negative", "R9", "pristinity_milli")
        elif operation.pristinity_milli > 100_000:
            yield find(
                Strength.WARN,
                "register.pristinity_doubtful",
                "R9",
                "pristinity_milli",
                number=operation.number,
                percent_milli=operation.pristinity_milli,
            )
    if operation.found is not None and not (operation.found.finder.strip() and operation.found.where.strip()):
        yield find(Strength.IMPOSSIBLE, "register.found_incomplete", "R12", "found")
