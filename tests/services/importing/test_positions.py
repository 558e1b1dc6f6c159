"""A position that is none is told with its row: (0, 0) is left out, any other is kept as written."""

from collections.abc import Callable

from lunarcurator.domain.operations import Mission, OpenCollection, SetUpPlace
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import ImportPlan, Verdict

from tests.services.importing.steps import planned


def told(plan: ImportPlan) -> list[list[tuple[str, dict[str, str | int]]]]:
    return [[(reason.key, dict(reason.facts)) for reason in row.reasons] for row in plan.rows]


def test_a_piece_at_0_0_keeps_no_position_and_its_row_says_so(desk: Desk) -> None:
    rows = (
        "10017|Apollo 11|0|0.0°",
        "10018|Apollo 11|0|23.5",
        "10019|Apollo 11|-91|-180",
        "10020|Apollo 11|90|200",
    )
    plan = planned(desk, "\n".join(("ID|Mission|Latitude|Longitude", *rows)))
    assert [row.verdict for row in plan.rows] == [Verdict.NEW] * 4
    assert [dict(row.acts[0].operation.other) for row in plan.rows] == [  # type: ignore[union-attr]
        {},
        {"Latitude": "0", "Longitude": "23.5"},
        {"Latitude": "-91", "Longitude": "-180"},
        {"Latitude": "90", "Longitude": "200"},
    ]
    assert told(plan) == [
        [("import.position_nowhere", {})],
        [],
        [],
        [],
    ]


def test_a_latitude_alone_is_no_position_of_0_0(desk: Desk) -> None:
    plan = planned(desk, "ID|Mission|Lat\n10017|Apollo 11|0\n10018|Apollo 11|north")
    assert dict(plan.rows[0].acts[0].operation.other) == {"Lat": "0"}  # type: ignore[union-attr]
    assert [[key for key, _ in row] for row in told(plan)] == [[], []]


def test_places_and_loans_tell_it_too(desk: Desk, do: Callable[..., object]) -> None:
    rows = ("Freezer North|1|A|3|B|A1|0|0", "Freezer North|1|A|3|B|A2|12|99")
    plan = planned(
        desk, "\n".join(("Freezer|Shelf|Rack|Drawer|Box|Position|Lat|Lon", *rows)), {"within": "Building 5"}
    )
    places = [row.acts[-1].operation for row in plan.rows]
    assert [place.remarks for place in places if isinstance(place, SetUpPlace)] == ["", "Lat: 12; Lon: 99"]
    assert [[key for key, _ in row] for row in told(plan)] == [["import.position_nowhere"], []]
    missions = (Mission(code="Apollo 11", name="Apollo 11", opened=19690726),)
    do(OpenCollection(code="Apollo", name="Apollo", scheme="apollo", missions=missions), day=19690101)
    rows = ("Borrower A|Lab|10018|1|1999-05-03||0|0", "|Lab|10019|1|1999-05-03||0|99")
    loans = planned(desk, "\n".join(("Borrower|Institution|Sample|Mass (mg)|Issued|Due|Lat|Lon", *rows)))
    assert loans.kind == "loans"
    assert ["import.position_nowhere" in dict(row) for row in told(loans)] == [True, False]
    assert "Lat" not in str(loans.rows[0].acts)
