"""Which column numbers the pieces is asked of a person; several that make it together are chosen as a key."""

from lunarcurator.services.importing import mapped
from lunarcurator.services.importing.asking.answered_reading import settled
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.steps import open_number, opened, planned

CORES = "Hole|Core|CoreType|Section|Length\nA|2|H|1|1.451\nA|2|H|2|1.511\nA|3|H|1|0.56\nB|2|H|1|1.2"


def test_it_must_be_said(session: StoreSession) -> None:
    assert open_number(session, CORES) == []


def test_the_column_that_was_said_numbers_the_pieces(session: StoreSession) -> None:
    plan = planned(session, CORES, {"collection": "new:Lake"}, {"Section": "number"})
    assert [row.number for row in plan.rows] == ["1", "2", "1", "1"]


def test_titles_between_the_rows_are_told_by_the_column_that_was_said(session: StoreSession) -> None:
    text = "Core|Section|Notes|Colour\nLake Malawi\n1|1|silt|grey\n2|2|clay|grey\n3|1|silt|black\n4|2|clay|black"
    _, reading = opened(session, text)
    assert not reading.between
    told = mapped(reading, "Core", "number")
    assert [each.row for each in told.between] == [each.row for each in settled(told).between] == [2]
