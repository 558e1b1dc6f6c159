"""What of a known mass goes into pieces nobody weighs is told with its figure, by whichever act takes it there."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.facts import MassLine
from lunarcurator.domain.findings import Strength
from lunarcurator.domain.identity import CollectionRef, ref_of
from lunarcurator.domain.operations import (
    Compose,
    Daughter,
    Dissolve,
    FieldValue,
    MakeSections,
    Merge,
    Operation,
    Part,
    Reading,
    Sieve,
    Split,
)

from tests.domain.ledger.bench import UNKNOWN, Bench, weighed
from tests.domain.ledger.desk import TABLES, Refused

HELD_UG = 100
FORMS = ("chip", "powder", *sorted(TABLES.unweighable))
MASSES = st.integers(1, 40)


def bench_of_two(known: int | None = HELD_UG) -> Bench:
    """A bench with P of a known mass, or of none, and a piece U that nobody weighed."""
    bench = Bench()
    bench.register("P", weighed(known) if known else UNKNOWN, form="chip")
    bench.register("U", form="chip")
    return bench


def gone_ug(bench: Bench, operation: Operation) -> tuple[int, set[int | str]]:
    """Post an act; return what went into pieces nobody weighed, in ug, and every figure that was told of it."""
    try:
        entry = bench.do(operation)
    except Refused as refused:
        if any(each.strength is Strength.IMPOSSIBLE for each in refused.findings):
            return 0, set()
        entry = bench.do(operation, None, tuple(refused.keys))
    moved = [each.fact for each in entry.facts if isinstance(each.fact, MassLine)]
    assert bench.closes()
    figures = {ug for each in entry.findings for ug in dict(each.facts).values()}
    return sum(each.ug for each in moved if each.account is Account.UNMEASURED), figures


def daughter(number: str, form: str = "chip", ug: int | None = None) -> Daughter:
    return Daughter(number=number, form=form, mass=weighed(ug) if ug else UNKNOWN)


def collection(bench: Bench) -> CollectionRef:
    return CollectionRef(ref_of(bench.collection))


def sections(bench: Bench) -> Operation:
    return MakeSections(parent=bench.piece_ref("P"), numbers="P1", form="potted_butt", retires=True)


def sieved(bench: Bench) -> Operation:
    limits = (FieldValue(field="sieve_min_um", value=10),)
    parts = (Daughter(number="P1", values=limits),)
    return Sieve(parent=bench.piece_ref("P"), daughters=parts, all_sieved=True)


@pytest.mark.parametrize(
    ("act", "ug"),
    [
        (lambda bench: Split(parent=bench.piece_ref("P"), daughters=(daughter("P1"),), retires=True), HELD_UG),
        (sections, HELD_UG),
        (sieved, HELD_UG),
        (
            lambda bench: Dissolve(
                sample=bench.piece_ref("P"), daughters=(daughter("P1", ug=30), daughter("P2", "thin_section"))
            ),
            70,
        ),
        (
            lambda bench: Compose(
                parts=(Part(sample=bench.piece_ref("P"), ug=40), Part(sample=bench.piece_ref("U"))),
                collection=collection(bench),
                number="C1",
            ),
            40,
        ),
        (lambda bench: Merge(sample=bench.piece_ref("P"), into=bench.piece_ref("U")), HELD_UG),
        (lambda bench: Merge(sample=bench.piece_ref("U"), into=bench.piece_ref("P")), HELD_UG),
    ],
    ids=["split", "sections", "sieve", "dissolve", "compose", "merge", "merge into"],
)
def test_every_act_that_takes_a_known_mass_out_of_what_is_weighed_says_how_much(
    act: Callable[[Bench], Operation], ug: int
) -> None:
    bench = bench_of_two()
    gone, figures = gone_ug(bench, act(bench))
    assert (gone, ug in figures) == (ug, True)


@given(
    parts=st.lists(st.tuples(st.sampled_from(FORMS), st.one_of(st.none(), MASSES)), min_size=1, max_size=3),
    after=st.one_of(st.none(), st.integers(0, HELD_UG)),
    attrition=st.sampled_from([0, 0, 5]),
    retires=st.booleans(),
    known=st.booleans(),
)
def test_whatever_a_piece_is_split_into_what_is_weighed_nowhere_is_told(
    parts: list[tuple[str, int | None]], after: int | None, attrition: int, retires: bool, known: bool
) -> None:
    bench = bench_of_two(HELD_UG if known else None)
    made = tuple(daughter(f"P{at}", form, ug) for at, (form, ug) in enumerate(parts))
    more: dict[str, Any] = {"attrition_ug": attrition, "retires": retires}
    if after is not None:
        more["after"] = Reading(net_ug=after, resolution_ug=1)
    gone, figures = gone_ug(bench, Split(parent=bench.piece_ref("P"), daughters=made, **more))
    # All is read to 1 ug: five masses are allowed 3 ug at most.
    assert gone < 4 or gone in figures, (gone, figures)
