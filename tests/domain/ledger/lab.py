"""A lab with a cabinet, a museum, one piece of known and one of unknown mass, for acts by which pieces leave."""

from collections.abc import Callable

import pytest

from tests.domain.ledger.bench import Bench, weighed
from tests.domain.ledger.desk import Refused

LATER = 20210101
STOOD = (
    "come_back.needs_authority",
    "lost.needs_authority",
    "recover.not_confirmed",
    "transfer.needs_authority",
    "piece.is_kept",
)


def furnished() -> Bench:
    bench = Bench()
    bench.place("Lab", "site")
    bench.place("Room", "room", "Lab")
    bench.place("Cabinet", "cabinet", "Room")
    bench.place("Museum", "venue")
    bench.register("P", weighed(100), place="Cabinet")
    bench.register("U", place="Cabinet")
    return bench


def keys(act: Callable[[], object]) -> set[str]:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.keys
