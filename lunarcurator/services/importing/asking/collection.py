"""Asks into which collection a file goes: where that cannot be told, or where the file speaks of another one."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from lunarcurator.services.desk import Desk
from lunarcurator.services.importing.asking.question import Question
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.judging.other_collections import Elsewhere, says_where
from lunarcurator.services.importing.planning import Prepared
from lunarcurator.services.importing.preparing import NEW
from lunarcurator.services.importing.target import Target, known_targets

_LOOKED_AT: Final = 200


def ask_collection(desk: Desk, key: str, **facts: str) -> Question:
    """Return the question into which collection a file goes."""
    known = known_targets(desk)
    # What the file speaks of is what it most likely is.
    choices = (*(each for each in known if each == facts.get("other")), *known, NEW)
    return Question("collection", key, tuple(facts.items()), (*dict.fromkeys(choices),), must=True, free=True)


def about_elsewhere(desk: Desk, prepared: Prepared, target: Target) -> Iterator[Question]:
    """Ask about a file that speaks of another collection than the one it would go into by itself."""
    first = [*islice(prepared.table.rows(), _LOOKED_AT)]
    targets = [column.target for column in prepared.columns]

    def texts(at: int) -> list[str]:
        return [*dict.fromkeys(text for row in first if (text := plain(row.cells[at])))]

    saying = [at for at, column in enumerate(prepared.columns) if says_where(column.name)]
    elsewhere, key = Elsewhere(target), "import.ask.collection_said"
    said = elsewhere.said((*("; ".join(texts(at)) for at in saying), *prepared.said))
    if said is None:
        numbers = texts(targets.index("generic" if "generic" in targets else "number"))
        said, key = elsewhere.numbered(numbers), "import.ask.collection_numbered"
    if said is not None:
        yield ask_collection(desk, key, said=said.words, other=said.other, collection=target.code)
