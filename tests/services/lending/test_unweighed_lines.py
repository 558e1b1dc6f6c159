"""Why a piece that is out is unweighed: the reason on record, or that its weighing was undone."""

from pathlib import Path

from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Reading, Register, Reverse, Weigh
from lunarcurator.services.lending.browsing import UNDONE, LineWish, find_lines, line_rows

from tests.made_once import copied
from tests.services.lending.lent_lab import KNOWN, UNKNOWN, LentLab


def reasons(lab: LentLab) -> dict[str, str]:
    ids, _ = find_lines(lab.session, LineWish(lab.session.today))
    return {row.number: row.unknown_why for row in line_rows(lab.session, ids).values()}


def test_the_reason_stands_on_the_line_and_an_undone_weighing_is_told(tmp_path: Path) -> None:
    lab = copied(LentLab, tmp_path / "lent.lunar")
    for number, why in (("15560", "epoxy"), ("15561", "not_stated")):
        mass = Mass.unknown(why)
        lab.post(Register(collection="A", number=number, mission="M", mass=mass, form="chip", place="Room"))
    weighed = lab.post(Weigh(sample="15561", reading=Reading(net_ug=5_000, resolution_ug=10)))
    lab.post(Reverse(entry=str(weighed.seq)))
    lab.lend("Borrower A", "15560", "15561")
    told = reasons(lab)
    assert (told[KNOWN], told[UNKNOWN], told["15560"], told["15561"]) == ("", "not_weighed", "epoxy", UNDONE)
    lab.session.close()
