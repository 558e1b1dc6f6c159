"""In a real store, what came out of a piece nobody weighed counts together too (R8)."""

from pathlib import Path

import pytest
from lunarcurator.domain.acts import Authority
from lunarcurator.domain.identity import PieceRef
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Daughter, Register, Split
from lunarcurator.services.posting import Refused

from tests.made_once import copied
from tests.services.lending.lent_lab import LentLab


def test_what_came_out_of_a_piece_nobody_weighed_counts_together(tmp_path: Path) -> None:
    lab = copied(LentLab, tmp_path / "lent.lunar")
    said = {"mission": "M", "form": "chip", "place": "Room"}
    unknown = Mass.unknown("not_weighed")
    lab.post(Register(collection="A", number="15600", mass=unknown, original=Mass.stated(100, 1), **said))

    def cut(ug: int) -> Split:
        return Split(parent=PieceRef("15600"), daughters=(Daughter(mass=Mass.measured(ug, 1)),))

    over = ("mass.exceeds_statement",)
    authority = Authority(name="M. Manager", document="minutes 1")
    try:
        lab.post(cut(90), witness="W. Witness")
        lab.post(cut(90), accept=over, authority=authority, witness="W. Witness")
        with pytest.raises(Refused) as refused:
            lab.post(cut(90), accept=over, authority=authority, witness="W. Witness")
        assert "split.more_than_ever_left" in {each.key for each in refused.value.findings}
    finally:
        lab.session.close()
