"""A position that is none is told with its row: (0, 0) is left out, any other is kept as written."""

from lunarcurator.domain.operations import SetUpPlace
from lunarcurator.services.importing import ImportPlan, Verdict
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.steps import planned


def told(plan: ImportPlan) -> list[list[tuple[str, dict[str, str | int]]]]:
    return [[(reason.key, dict(reason.facts)) for reason in row.reasons] for row in plan.rows]


def test_a_piece_at_0_0_keeps_no_position_and_its_row_says_so(session: StoreSession) -> None:
    rows = (
        "10017|Apollo 11|0|0.0°",
        "10018|Apollo 11|0|23.5",
        "10019|Apollo 11|-91|-180",
        "10020|Apollo 11|90|200",
    )
    plan = planned(session, "\n".join(("ID|Mission|Latitude|Longitude", *rows)))
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


def test_a_latitude_alone_is_no_position_of_0_0(session: StoreSession) -> None:
    plan = planned(session, "ID|Mission|Lat\n10017|Apollo 11|0\n10018|Apollo 11|north")
    assert dict(plan.rows[0].acts[0].operation.other) == {"Lat": "0"}  # type: ignore[union-attr]
    assert [[key for key, _ in row] for row in told(plan)] == [[], []]


def test_places_and_loans_keep_in_their_remarks_what_a_list_says(session: StoreSession) -> None:
    plan = planned(session, "Freezer|Position|Lat|Lon\nFreezer North|A1|0|0", {"within": "Building 5"})
    place = plan.rows[0].acts[-1].operation
    assert isinstance(place, SetUpPlace)
    assert place.remarks == "Lat: 0; Lon: 0"
