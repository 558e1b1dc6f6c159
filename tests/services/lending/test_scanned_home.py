"""Numbers scanned to take back: the open line behind each, in any spelling, or why there is none."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.facts import NameKind
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import AddName, Mission, OpenCollection, Register
from lunarcurator.domain.operations.accounting import CameBack, ReportSubSamples, ReturnLine, SubSample
from lunarcurator.services.lending.scanned_home import NotOut, place_names, scanned_home

from tests.domain.ledger.loans_bench import PAPER, RECEIVED
from tests.made_once import copied
from tests.services.lending.lent_lab import KNOWN, OTHER, LentLab


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LentLab]:
    lab = copied(LentLab, tmp_path / "lent.lunar")
    yield lab
    lab.session.close()


def test_each_number_is_looked_up_once(lab: LentLab) -> None:
    mass = Mass.measured(5_000, 1)
    lab.post(Register(collection="A", number="15558", mission="M", mass=mass, form="chip", place="Room"))
    line, other = lab.line().uid, lab.line("L-2021-002/1").uid
    told = scanned_home(lab.session, [f" {KNOWN} ", "L-2021-001/1", "L-2021-002/1", "15558", "nothing", "", KNOWN])
    assert [(each.text, each.line, each.why) for each in told] == [
        (KNOWN, line, None),
        ("L-2021-002/1", other, None),
        ("15558", None, NotOut.NOT_OUT),
        ("nothing", None, NotOut.UNKNOWN),
    ]


@pytest.mark.parametrize("text", [f"'{KNOWN}", f"’{KNOWN} ", "１５５５５", "'L-2021-001/1", "Ｌ-2021-001/１"])
def test_a_number_kept_as_text_by_a_spreadsheet_is_joined_to_its_line(lab: LentLab, text: str) -> None:
    assert [each.line for each in scanned_home(lab.session, [text])] == [lab.line().uid]


def test_a_line_that_came_back_is_not_out(lab: LentLab) -> None:
    back = ReturnLine(line="L-2021-002/1", pieces=(CameBack(itself=True, stated_ug=4_000),), sheet=PAPER)
    lab.post(back, day=20220101, accept=RECEIVED)
    told = scanned_home(lab.session, [OTHER, "L-2021-002/1"])
    assert [each.why for each in told] == [NotOut.NOT_OUT, NotOut.NOT_OUT]


def test_a_part_that_was_reported_is_found_by_the_name_its_borrower_gave_it(lab: LentLab) -> None:
    lines = [lab.line().uid, lab.line("L-2021-001/2").uid, lab.line("L-2021-002/1").uid]
    for line, *names in (("L-2021-001/1", "R-mount", "S-9"), ("L-2021-002/1", "S-9")):
        made = tuple(SubSample(name=each) for each in names)
        lab.post(ReportSubSamples(line=line, made=made, report=PAPER), day=20220101)
    found, twice, strange = scanned_home(lab.session, ["r-mount", "S-9", "R-2"], lines)
    assert (found.line, found.part, found.number, found.code) == (lines[0], "r-mount", KNOWN, "L-2021-001/1")
    assert [each.why for each in (twice, strange)] == [NotOut.UNKNOWN, NotOut.UNKNOWN]
    assert [each.why for each in scanned_home(lab.session, ["R-mount"], lines[1:])] == [NotOut.UNKNOWN]
    assert [each.text for each in scanned_home(lab.session, [KNOWN, "R-mount"], lines)] == [KNOWN, "R-mount"]


def test_a_part_that_came_home_before_is_told_with_its_day(lab: LentLab) -> None:
    came = CameBack(name="R-mount", stated_ug=1_000, confirmed=True)
    back = ReturnLine(line="L-2021-001/1", pieces=(came,), sheet=PAPER, retained_ug=8_000, method="cut")
    lab.post(back, day=20220101, accept=RECEIVED)
    (told,) = scanned_home(lab.session, ["r-mount"], [lab.line().uid])
    assert (told.line, told.why, told.code) == (None, NotOut.HOME, "L-2021-001/1")


def test_places_are_called_by_code_or_name(lab: LentLab) -> None:
    with lab.session.database.connect() as connection:
        uid = connection.exec_driver_sql("SELECT lower(hex(uuid)) FROM place WHERE name = 'Room'").scalar_one()
    assert place_names(lab.session, [uid, uid]) == {uid: "Room"}


def test_a_number_is_read_by_any_name_that_only_its_piece_has_and_told_back(lab: LentLab) -> None:
    lab.post(AddName(sample=KNOWN, name="Practice rock 1,2", kind=NameKind.PUBLISHED))
    lab.post(AddName(sample=KNOWN, name="Grey"), AddName(sample=OTHER, name="Grey"))
    line = lab.line()
    told = scanned_home(lab.session, ["practice ROCK 1.2", "Grey", "L-2021-001/1"])
    assert [(each.line, each.number, each.code, each.loan) for each in told] == [
        (line.uid, KNOWN, line.code, line.loan),
        (None, f"{KNOWN}, {OTHER}", "", None),
    ]
    # As a look-up does, the field says which pieces bear the name.
    assert told[1].why is NotOut.SEVERAL_NAMED


def test_a_number_of_several_pieces_is_told_with_all_of_them_and_taken_with_its_collection(lab: LentLab) -> None:
    lab.post(OpenCollection(code="B", name="Practice", scheme="apollo", missions=(Mission(code="M", name="M"),)))
    mass = Mass.measured(5_000, 1)
    twin = Register(collection="B", number=KNOWN, mission="M", mass=mass, form="chip", place="Room")
    lab.post(twin, accept=("number.elsewhere",))
    told = scanned_home(lab.session, [KNOWN, f"A:{KNOWN}", f"B:{KNOWN}"])
    assert [(each.line, each.why) for each in told] == [
        (None, NotOut.SEVERAL),
        (lab.line().uid, None),
        (None, NotOut.NOT_OUT),
    ]
    assert told[0].number == f"A:{KNOWN}, B:{KNOWN}"
