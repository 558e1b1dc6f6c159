"""A box drawn as a grid comes in as pieces with their positions, if a person says in which box."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.domain.identity import PlaceRef
from lunarcurator.domain.operations import Register, SetUpPlace
from lunarcurator.services.importing import Profiles, Told, Verdict, answered, guess_reading, plan_reading
from lunarcurator.services.importing.columns.mapping import MappingRefused
from lunarcurator.services.importing.plan import PlannedRow
from lunarcurator.services.importing.shapes import in_parts, tables_begin
from lunarcurator.services.posting import Posted
from lunarcurator.services.store_session import StoreSession
from openpyxl.worksheet.worksheet import Worksheet

from tests.services.importing.steps import asked, in_proposed_collection, open_number, opened, planned, workbook


def box(path: Path) -> Path:
    def fill(sheet: Worksheet) -> None:
        for row in (
            ("Box 12",),
            (None, 1, 2, 3),
            ("A", "70180,100", "70180,101", "70180,102"),
            ("B", "70180,103", "empty", "70180,104"),
            ("checked",),
        ):
            sheet.append(row)

    return workbook(path / "box.xlsx", fill)


def test_a_grid_asks_whether_its_positions_become_places(session: StoreSession, tmp_path: Path) -> None:
    found = asked(session, box(tmp_path))
    assert dict(found["place_columns"].facts) == {"count": 1, "columns": "Position"}
    plan = planned(session, box(tmp_path), {"place_columns": "keep"})
    assert [(row.row, row.number) for row in plan.rows] == [
        (3, "70180,100"),
        (3, "70180,101"),
        (3, "70180,102"),
        (4, "70180,103"),
        (4, "70180,104"),
    ]
    assert {each.row: each.why for each in plan.aside.rows} == {5: "below_grid"}


def test_a_position_that_says_more_than_a_number_is_refused(session: StoreSession, tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in ((None, 1, 2, 3), ("A", "70180,100 (0.2 g)", "70180,101", "x"), ("B", "70180,102", None, None)):
            sheet.append(row)

    plan = planned(session, workbook(tmp_path / "box.xlsx", fill), {"place_columns": "keep"})
    assert [row.verdict for row in plan.rows][:2] == [Verdict.REFUSED, Verdict.NEW]


def test_its_positions_stand_in_the_box_a_person_names(session: StoreSession, tmp_path: Path) -> None:
    told = {"place_columns": "yes", "within": "Lab > Room 1 > Box 12"}
    plan = planned(session, box(tmp_path), told)
    assert [row.verdict for row in plan.rows] == [Verdict.NEW] * 5
    places = [act.operation for act in plan.opening]
    made = [(each.kind, each.name) for each in places if isinstance(each, SetUpPlace)]
    assert made[:4] == [("site", "Lab"), ("room", "Room 1"), ("box", "Box 12"), ("container", "A1")]


def test_a_box_right_in_a_site_is_refused_by_the_rules(session: StoreSession, tmp_path: Path) -> None:
    with pytest.raises(MappingRefused) as refused:
        planned(session, box(tmp_path), {"place_columns": "yes", "within": "Lab > Box 12"})
    assert refused.value.key == "place.not_within"
    assert refused.value.facts == {"kind": "box", "within": "site", "place": "Lab"}


def test_a_box_may_stand_in_a_room_of_the_book_whatever_its_name(
    session: StoreSession, tmp_path: Path, do: Callable[..., Posted]
) -> None:
    do(SetUpPlace(kind="site", name="Lab"))
    do(SetUpPlace(kind="room", name="Clean", parent=PlaceRef("Lab")))
    told = {"place_columns": "yes", "within": "Lab > Clean > Box 12"}
    plan = planned(session, box(tmp_path), told)
    assert [row.verdict for row in plan.rows] == [Verdict.NEW] * 5


def test_a_place_that_stands_in_the_book_where_it_could_not_be_set_up_is_taken(
    session: StoreSession, tmp_path: Path, do: Callable[..., Posted]
) -> None:
    text = "Sample|Mission|Building|Box\n15016|Apollo 15|31|B1"
    do(SetUpPlace(kind="building", name="Building 31"))
    do(SetUpPlace(kind="room", name="Box B1", parent=PlaceRef("Building 31")))
    assert planned(session, text, {"place_columns": "yes"}).rows[0].verdict is not Verdict.REFUSED
    with pytest.raises(MappingRefused):
        planned(session, text.replace("B1", "B2"), {"place_columns": "yes"})


def places_of(row: PlannedRow) -> list[str]:
    return [str(act.operation.place) for act in row.acts if isinstance(act.operation, Register)]


TWO_BOXES = "|1|2|3\nA|15555,7|15555,8|\nB|60025,1||60025,2\nBox 2\n|1|2|3\nA|70180,1|70180,2|\nB|70180,3||70180,4"


def test_each_of_several_boxes_is_a_part_of_the_sheet_that_stands_where_a_person_says(
    session: StoreSession,
) -> None:
    source, reading = opened(session, TWO_BOXES)
    assert tables_begin(source, reading) == ("4",)
    with pytest.raises(MappingRefused) as refused:
        plan_reading(session, source, reading)
    assert (refused.value.key, refused.value.facts["places"]) == ("import.in_parts", ["4"])
    cut, told = in_parts(source, reading)
    places = []
    for name in cut.parts(reading.sheet):
        part = guess_reading(session, cut, Profiles.load(), name, said=told)
        part = answered(answered(part, "place_columns", "yes"), "within", f"Lab > Room 1 > {name}")
        part = in_proposed_collection(session, cut, part)
        places += [place for row in plan_reading(session, cut, part).rows[::3] for place in places_of(row)]
    assert places == [f"Lab > Room 1 > clipboard!{part} > {at}" for part in ("1:3", "4:7") for at in ("A1", "B3")]


@pytest.mark.parametrize(
    "rows",
    [
        "Box|A1|A2|A3\nB1|15555,7|15555,8|15555,9\nB2|60025,1|60025,2|60025,3",
        "Box|A1|A2|A3|Remarks\nB1|15555,7|15555,8|15555,9|x\nB2|60025,1|60025,2|60025,3|",
        "Rack|Box|A1|A2|A3\nR|1|15555,7|15555,8|15555,9\nR|2|60025,1|60025,2|60025,3",
    ],
)
def test_no_position_of_a_list_of_boxes_is_the_number_unless_a_person_says_so(
    session: StoreSession, rows: str
) -> None:
    _, reading = opened(session, rows, said=Told(header=1))
    assert reading.guess.layout.grid is None
    assert reading.columns == (*rows.partition("\n")[0].split("|"),)
    assert not reading.taken_for("number", "generic", "specific")
    assert open_number(session, rows, Told(header=1)) == []
