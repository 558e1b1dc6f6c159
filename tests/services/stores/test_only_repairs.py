"""No act of any kind is posted into a store that is known to be damaged, but the one that repairs it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.findings import Strength, find
from lunarcurator.domain.operations import OPERATIONS, AnnulEntry, Reverse
from lunarcurator.services.posting import Refused
from lunarcurator.store import damage
from lunarcurator.store.damage import DamagedError

from tests.house.test_completeness import ONCE, SANCTIONED, Lab

FOUND = (find(Strength.IMPOSSIBLE, "verify.facts_altered", "", "entry.facts_digest", "entry:2", entry=2),)
KINDS = sorted(set(OPERATIONS) - {Reverse.KIND})


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    made = Lab(tmp_path / "a.lunar")
    yield made
    made.session.close()


@pytest.mark.parametrize("kind", KINDS)
def test_only_an_annulment_is_posted_into_a_damaged_store(lab: Lab, kind: str) -> None:
    operation = ONCE[kind](lab)
    damage.mark(lab.session.database, FOUND)
    before = lab.session.head()
    if kind == AnnulEntry.KIND:
        lab.post(operation, **SANCTIONED[kind])
        assert lab.session.head().seq == before.seq + 1
        return
    with pytest.raises(DamagedError):
        lab.post(operation, **SANCTIONED.get(kind, {}))
    assert lab.session.head() == before


def test_nothing_is_undone_in_a_damaged_store(lab: Lab) -> None:
    seq = lab.post(ONCE["sight"](lab))
    damage.mark(lab.session.database, FOUND)
    with pytest.raises(DamagedError):
        lab.post(Reverse(entry=str(seq)))


def test_an_annulment_does_not_take_another_act_along(lab: Lab) -> None:
    annulment, other = ONCE[AnnulEntry.KIND](lab), ONCE["sight"](lab)
    damage.mark(lab.session.database, FOUND)
    before = lab.session.head()
    for operations, why in (
        ((annulment, other), Refused),
        # What comes first is looked at first: nothing but an annulment is posted into a damaged store.
        ((other, annulment), DamagedError),
        ((annulment, annulment), Refused),
    ):
        with pytest.raises(why):
            lab.post(*operations, **SANCTIONED[AnnulEntry.KIND])
    assert lab.session.head() == before
