from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lunarcurator.domain.identity import EntryRef, PlaceRef
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Mission, Move, OpenCollection, Register, Reverse, SetUpPlace
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.importing import (
    Unanswered,
    Verdict,
    answered,
    mapped,
    plan_reading,
    post_import,
    write_report,
)
from lunarcurator.services.importing.lists.place_rows import place_of
from lunarcurator.services.posting import Posted
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.verifying import verify
from lunarcurator.services.words import Words
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.steps import asked, opened, planned, workbook

FREEZER = """Freezer|Shelf|Rack|Drawer|Box|Position|Notes
Freezer North|1|A|3|Box 17|A1|kept cold
Freezer North|1|A|3|Box 17|A2|
Freezer North|2|A|||B7|
Freezer North|1|A|3|Box 17|A1|
||||||nothing here"""


def test_six_levels_become_places_once_each(session: StoreSession) -> None:
    assert asked(session, FREEZER)["within"].must
    with pytest.raises(Unanswered):
        planned(session, FREEZER)
    plan = planned(session, FREEZER, {"within": "Building 5"})
    assert plan.kind == "places"
    assert [column.target for column in plan.columns] == ["place_step"] * 6 + ["other"]
    assert [row.verdict for row in plan.rows] == [
        Verdict.NEW,
        Verdict.NEW,
        Verdict.NEW,
        Verdict.SAME,
        Verdict.REFUSED,
    ]
    assert [len(row.acts) for row in plan.rows] == [7, 1, 3, 0, 0]
    assert plan.rows[0].number == (
        "Building 5 > Freezer North > Shelf 1 > Rack A > Drawer 3 > Box 17 > Position A1"
    )
    last = plan.rows[0].acts[-1].operation
    assert isinstance(last, SetUpPlace)
    assert (last.kind, last.name, last.remarks) == ("container", "Position A1", "Notes: kept cold")
    post_import(session, plan, OPERATOR, skip_bad=True)
    assert place_of(session, "Building 5 > Freezer North > Shelf 2 > Rack A > Position B7") is not None
    again = planned(session, FREEZER, {"within": "Building 5"})
    assert again.counts[Verdict.SAME] == 4
    assert verify(session).sound


def test_samples_in_a_freezer_list_come_in_where_they_stand(session: StoreSession) -> None:
    text = "Freezer|Box|Position|Sample ID|Mass (mg)\nCold 1234|Box 17|A1|Probe A|5\nCold 1234|Box 17|A2|Probe B|6"
    source, reading = opened(session, text)
    reading = answered(answered(reading, "within", "Site A"), "collection", "new:Cold")
    plan = plan_reading(session, source, reading)
    assert [(row.number, row.verdict) for row in plan.rows] == [("Probe A", Verdict.NEW), ("Probe B", Verdict.NEW)]
    post_import(session, plan, OPERATOR)
    assert place_of(session, "Site A > Cold 1234 > Box 17 > Position A2") is not None
    assert plan_reading(session, source, reading).counts[Verdict.SAME] == 2
    assert verify(session).sound


def test_the_refused_rows_of_a_place_list_come_back_as_a_workbook(session: StoreSession, tmp_path: Path) -> None:
    source, reading = opened(session, FREEZER)
    plan = plan_reading(session, source, answered(reading, "within", "Building 5"))
    write_report(plan, tmp_path / "bad.csv", Words.load("en", resources_folder() / "languages"), bad_only=True)
    text = (tmp_path / "bad.csv").read_text(encoding="utf-8-sig")
    assert "nothing here" in text
    assert "kept cold" not in text


def opened_with(session: StoreSession, do: Callable[..., Posted], *numbers: str) -> None:
    missions = (Mission(code="Apollo 15", name="Apollo 15", opened=19710802),)
    do(OpenCollection(code="Apollo", name="Apollo", scheme="apollo", missions=missions), day=19690101)
    for number in numbers:
        register = Register(
            collection="Apollo", number=number, mission="Apollo 15", mass=Mass.stated(9_000_000, 1_000_000)
        )
        do(register, day=19710802)


POSITIONS = "Sample|Freezer|Box|Position|Mass (g)"
IN = {"within": "Vault"}


def test_pieces_in_the_book_go_where_a_list_of_positions_has_them(
    session: StoreSession, do: Callable[..., Posted]
) -> None:
    opened_with(session, do, "15555", "15556")
    text = f"{POSITIONS}\n15555,0|FZ-1|Box 14|A1|\n15556|FZ-1|Box 14||\nno number|FZ-1|Box 15|A1|"
    plan = planned(session, text, {**IN, "titles": "row"})
    assert [row.verdict for row in plan.rows] == [Verdict.CHANGED, Verdict.CHANGED, Verdict.REFUSED]
    told = "Vault > Freezer FZ-1 > Box 14 > Position A1"
    assert plan.rows[0].differences == (("place", None, told),)
    assert [column.target for column in plan.columns][:4] == ["number", *["place_step"] * 3]
    assert isinstance(plan.rows[0].acts[0].operation, Move)
    # Box 15 is only wanted by a row that stays out.
    names = [act.operation.name for act in plan.opening if isinstance(act.operation, SetUpPlace)]
    assert names == ["Vault", "Freezer FZ-1", "Box 14", "Position A1"]
    before = session.head().seq
    posted = post_import(session, plan, OPERATOR, skip_bad=True)
    assert posted.seq == before + 1
    assert verify(session).sound
    assert [row.verdict for row in planned(session, text, {**IN, "titles": "row"}).rows][:2] == [
        Verdict.SAME,
        Verdict.SAME,
    ]
    moved = planned(session, f"{POSITIONS}\n15555|FZ-1|Box 14|A2|", IN)
    assert moved.rows[0].differences == (("place", told, told.replace("A1", "A2")),)
    do(Reverse(entry=EntryRef(str(posted.seq))))
    assert place_of(session, told) is None
    assert planned(session, text, {**IN, "titles": "row"}).rows[0].differences == (("place", None, told),)
    assert verify(session).sound


def test_a_piece_that_is_away_goes_to_no_position(session: StoreSession, do: Callable[..., Posted]) -> None:
    opened_with(session, do, "15555")
    lent = planned(session, "Borrower|Sample|Date lent\nBorrower A|15555|1999-05-03")
    post_import(session, lent, OPERATOR)
    plan = planned(session, f"{POSITIONS}\n15555|FZ-1|Box 14|A1|", IN)
    assert plan.rows[0].verdict is Verdict.CONFLICT
    assert "piece.not_at_hand" in {reason.key for reason in plan.rows[0].reasons}
    assert plan.opening == ()


def test_two_pieces_in_one_position_are_told_at_both(session: StoreSession, do: Callable[..., Posted]) -> None:
    opened_with(session, do, "15555", "15556", "15557")

    def shared(*rows: str) -> list[str]:
        made = planned(session, "\n".join([POSITIONS, *rows]), IN)
        facts = (
            [dict(each.facts)["others"] for each in row.reasons if each.key == "import.position_shared"]
            for row in made.rows
        )
        return [", ".join(map(str, each)) for each in facts]

    rows = ("15555|FZ-1|Box 14|A1|", "15998|FZ-1|Box 14|A1|1", "15556|FZ-1|Box 14||", "15557|FZ-1|Box 14||")
    assert shared(*rows) == ["15998", "15555", "", ""]
    post_import(session, planned(session, "\n".join([POSITIONS, rows[0]]), IN), OPERATOR)
    # What stands there by the book counts, unless the list takes it elsewhere.
    assert shared("15556|FZ-1|Box 14|A1|") == ["15555"]
    assert shared("15556|FZ-1|Box 14|A1|", "15555|FZ-1|Box 14|A2|") == ["", ""]
    assert shared("15555|FZ-1|Box 14|A1|", "15555|FZ-1|Box 14|A1|") == ["", ""]
    assert shared("15556|FZ-1|Box 14|A1|heavy", "15997|FZ-1|Box 14|A1|1") == ["", "15555"]
    assert shared("15556||||") == [""]


LEVELS = "Building|Room|Freezer|Shelf|Rack|Box|Position"


def places(session: StoreSession, *rows: str, **answers: str) -> list[str]:
    return [row.number for row in planned(session, "\n".join(rows), answers).rows]


def test_building_and_room_become_places_too(session: StoreSession) -> None:
    row = "B31N|1120|FZ-1|3|R2|Box 14|A1"
    path = "Building B31N > Room 1120 > Freezer FZ-1 > Shelf 3 > Rack R2 > Box 14 > Position A1"
    assert places(session, LEVELS, row) == [path]
    within = asked(session, f"{LEVELS}\n{row}")["within"]
    assert (within.must, within.free) == (False, True)
    plan = planned(session, f"{LEVELS}\n{row}", {"within": "Campus"})
    kinds = [act.operation.kind for act in plan.acts() if isinstance(act.operation, SetUpPlace)]
    assert kinds == ["site", "building", "room", "freezer", "shelf", "rack", "box", "container"]
    post_import(session, plan, OPERATOR)
    assert place_of(session, f"Campus > {path}") is not None
    assert planned(session, f"{LEVELS}\n{row}").counts[Verdict.SAME] == 1
    assert verify(session).sound


def test_headers_of_other_labs_are_the_same_levels_in_any_order(session: StoreSession) -> None:
    found = places(session, "Slot|Box No.|Freezer|Room Number|Bldg", "A1|7|Cold|201|North wing")
    assert found == ["North wing > Room 201 > Freezer Cold > Box 7 > Slot A1"]
    chinese = places(session, "园区|楼号|房间号|冰箱|层|冻存架|抽屉|盒号|孔位", "西园|3号楼|201|低温|1|A|2|7|A1")
    assert chinese == ["园区 西园 > 3号楼 > 房间 201 > 冰箱 低温 > 层 1 > 冻存架 A > 抽屉 2 > 盒 7 > 孔位 A1"]
    assert "within" not in asked(session, "Site|Freezer|Position\nX|1|2")


def test_a_place_whose_building_is_left_out_is_refused(session: StoreSession, do: Callable[..., Posted]) -> None:
    rows = ("B31N|1120|FZ-1|3|R2|Box 14|A1", "|1120|FZ-1|3|R2|Box 14|A2", "||FZ-2||||A2", "|7|FZ-2||||A2")
    blank = {f"fill:{name}": "no" for name in LEVELS.split("|")}
    made = planned(session, "\n".join([LEVELS, *rows]), blank)
    assert [row.verdict for row in made.rows] == [Verdict.NEW, *[Verdict.REFUSED] * 3]
    assert {row.reasons[0].key for row in made.rows[1:]} == {"import.place_where"}
    assert [dict(row.reasons[0].facts)["place"] for row in made.rows[1:]] == [
        "Room 1120",
        "Freezer FZ-2",
        "Room 7",
    ]
    opened_with(session, do, "15555", "15556", "15557", "15558")
    numbered = [f"1555{at}|{row}" for at, row in enumerate(rows, start=5)]
    pieces = planned(session, "\n".join([f"Sample|{LEVELS}", *numbered]), blank)
    assert [row.verdict for row in pieces.rows] == [Verdict.CHANGED, *[Verdict.REFUSED] * 3]
    post_import(session, pieces, OPERATOR, skip_bad=True)
    assert place_of(session, "Building B31N > Room 1120 > Freezer FZ-1") is not None
    assert place_of(session, "Room 7") is None
    assert verify(session).sound


def test_a_room_that_stands_in_two_buildings_is_not_guessed(
    session: StoreSession, do: Callable[..., Posted]
) -> None:
    do(SetUpPlace(kind="site", name="Lab"))
    for building in ("East", "West"):
        do(SetUpPlace(kind="building", name=building, parent=PlaceRef("Lab")))
        do(SetUpPlace(kind="room", name="Room 7", parent=PlaceRef(f"Lab > {building}")))
    rows = ("7|Cold 1|A1", "8|Cold 2|A1")
    made = planned(session, "\n".join(["Room|Freezer|Position", *rows]))
    assert [row.verdict for row in made.rows] == [Verdict.CONFLICT, Verdict.NEW]
    assert made.rows[0].reasons[-1].key == "ref.several"
    told = planned(session, f"Room|Freezer|Position\n{rows[0]}", {"within": "Lab > East"})
    assert [row.verdict for row in told.rows] == [Verdict.NEW]


def test_a_place_keeps_the_strokes_and_comments_of_its_row(session: StoreSession, tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (("Venue", "City"), *((f"Hall {at}", f"Town {at}") for at in range(6))):
            sheet.append(row)
        for at in ("A2", "A5"):
            sheet[at].fill = PatternFill("solid", fgColor="FFFFFF00")
        sheet["B4"].font = Font(strike=True)
        sheet["B5"].comment = Comment("closed in 2019", "A. Curator")

    source, reading = opened(session, workbook(tmp_path / "venues.xlsx", fill))
    reading = replace(reading, kind="places", levels={"Venue": "venue"})
    reading = answered(reading, "struck", "keep")
    found = {row.number: row.acts[0].operation.remarks for row in plan_reading(session, source, reading).rows}
    assert found == {
        "Hall 0": "City: Town 0",
        "Hall 1": "City: Town 1",
        "Hall 2": "City: Town 2; City: ~~",
        "Hall 3": "City: Town 3; City: closed in 2019",
        "Hall 4": "City: Town 4",
        "Hall 5": "City: Town 5",
    }
    plan = plan_reading(session, source, answered(reading, "struck", "leave"))
    assert [row.row for row in plan.rows] == [2, 3, 5, 6, 7]


def test_a_place_keeps_remarks_as_they_stand_and_other_words_with_their_column(session: StoreSession) -> None:
    text = "Freezer|Position|Notes|Key\nFreezer 1|A1|by the door|K 7\nFreezer 1|A2||"
    source, reading = opened(session, text)
    reading = mapped(answered(reading, "within", "Lab"), "Notes", "remarks")
    assert reading.says_places_alone
    found = {row.number: row.acts[-1].operation.remarks for row in plan_reading(session, source, reading).rows}
    assert found == {
        "Lab > Freezer 1 > Position A1": "by the door; Key: K 7",
        "Lab > Freezer 1 > Position A2": "",
    }
