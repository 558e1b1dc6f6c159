"""What a saw cuts met the saw: a face of each piece, and all of the dust (`domain.md` 1.10)."""

from collections.abc import Iterator

import pytest
from lunarcurator.domain.facts import Exposure, ParentRole, Scope
from lunarcurator.domain.identity import EntryRef, ref_of
from lunarcurator.domain.operations import Daughter, Split

from tests.domain.ledger.bench import Bench, weighed

LATER = 20210101


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    bench.register("P", weighed(100))
    yield bench
    assert bench.closes()


def met(bench: Bench, number: str) -> list[Exposure]:
    history = bench.session.history(bench.piece(number))
    return [each.fact for each in history if isinstance(each.fact, Exposure)]


def test_a_saw_exposes_a_face_of_each_piece_and_all_of_the_dust(bench: Bench) -> None:
    slab, dust = Daughter(mass=weighed(5), interior=True), Daughter(mass=weighed(1), role=ParentRole.RECOVERED)
    bench.split("P", {"P,1": slab, "P,2": dust}, day=LATER, method="pry", tool="diamond wire saw")
    bench.split("P", {"P,3": 5}, day=20220101, method="pry")
    told = {
        number: [(each.scope, each.agent) for each in met(bench, number)] for number in ("P", "P,1", "P,2", "P,3")
    }
    face = [(Scope.FACE, "diamond wire saw")]
    assert told == {"P": face, "P,1": face, "P,2": [(Scope.WHOLE, "diamond wire saw")], "P,3": face}
    assert met(bench, "P,3")[0].origin == bench.piece("P")
    assert met(bench, "P,1")[0].origin is None


def test_a_planned_piece_meets_the_saw_once(bench: Bench) -> None:
    plan = bench.plan("P", "P,1", day=LATER)
    made = Daughter(number="P,1", mass=weighed(5))
    entry = EntryRef(ref_of(plan.uid))
    bench.do(Split(parent=bench.piece_ref("P"), daughters=(made,), method="band saw", plan=entry), LATER)
    assert [each.agent for each in met(bench, "P,1")] == ["band saw"]
