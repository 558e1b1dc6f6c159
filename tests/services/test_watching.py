"""What a second window learns of the entries of the first."""

from pathlib import Path

from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Move, Register, SetUpOperator, Sight
from lunarcurator.services.changes import WIDE_FROM
from lunarcurator.services.watching import news

from tests.store.making import new_lab, rock


def test_who_has_seen_everything_learns_nothing(tmp_path: Path) -> None:
    lab = new_lab(tmp_path / "lab.lunar")
    assert news(lab.session, lab.session.head().seq) is None
    lab.session.close()


def test_several_entries_are_told_as_one_change(tmp_path: Path) -> None:
    lab = new_lab(tmp_path / "lab.lunar")
    seen = lab.session.head().seq
    first = lab.post(rock("15555"))
    second = lab.post(rock("15556"))
    lab.post(Sight(samples=("15555",)))
    told = news(lab.session, seen)
    assert told is not None
    assert told.seq == seen + 3
    assert told.samples == (*first.changes.samples, *second.changes.samples)
    assert (told.places, told.records, told.wide) == ((), False, False)
    moved = lab.post(Move(to="V2", places=("C9",)))
    lab.post(SetUpOperator(name="D. Fourth"))
    later = news(lab.session, seen + 3)
    assert later is not None
    assert set(moved.changes.places) <= set(later.places)
    assert later.records
    lab.session.close()


def test_more_than_a_list_can_hold_is_told_as_wide(tmp_path: Path) -> None:
    lab = new_lab(tmp_path / "lab.lunar")
    seen = lab.session.head().seq
    rows = (
        Register(collection="Apollo", number=str(20_000 + at), mass=Mass.unknown("not_weighed"))
        for at in range(WIDE_FROM + 1)
    )
    lab.post(*rows)
    told = news(lab.session, seen)
    assert told is not None
    assert told.wide
    assert told.samples == ()
    lab.session.close()
