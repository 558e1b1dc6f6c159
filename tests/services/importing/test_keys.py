"""Numbers of pieces and of parents that several columns make together."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.services.importing import (
    Reading,
    Source,
    Verdict,
    answered,
    guess_reading,
    keyed,
    plan_reading,
    profile_of,
    save_profile,
)
from lunarcurator.services.importing.columns.keys import number_columns, parent_columns
from lunarcurator.services.importing.columns.mapping import MappingRefused
from lunarcurator.services.importing.profiles import Profiles
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.steps import opened

CORES = "Note|Lake|Core|Piece\nwhole|A|1|\ntop|A|1|1\nx|A|1|2\ny|A|1|2\nz|B|1|1\n?|||"


def cores(session: StoreSession) -> tuple[Source, Reading]:
    source, reading = opened(session, CORES)
    reading = keyed(reading, ("Lake", "Core", "Piece"), ("-", "/"))
    return source, answered(keyed(reading, ("Lake", "Core"), ("-",), parent=True), "collection", "new:Lakes")


def test_number_and_parent_are_joined_as_chosen_and_empty_parts_are_left_out(session: StoreSession) -> None:
    source, reading = cores(session)
    plan = plan_reading(session, source, reading)
    assert [row.number for row in plan.rows] == ["A-1", "A-1/1", "A-1/2", "A-1/2", "B-1/1", ""]
    assert [row.verdict for row in plan.rows][:2] == [Verdict.NEW, Verdict.NEW]
    assert str(plan.rows[1].acts[0].operation.parent) == "Lakes:A-1"  # type: ignore[union-attr]
    assert {reason.key for reason in plan.rows[4].reasons} == {"import.parent_missing"}


def test_the_columns_of_a_number_are_told_however_it_was_found(session: StoreSession) -> None:
    _, alone = opened(session, "ID|Parent|Mission\n10017|10018|Apollo 11")
    assert (number_columns(alone), parent_columns(alone)) == ((("ID",), ()), (("Parent",), ()))
    _, split = opened(session, "Generic|Specific|Description\n10017|3|chip")
    assert number_columns(split) == (("Generic", "Specific"), (",",))
    _, none = opened(session, "Which|What\na|b")
    assert (number_columns(none)[0], parent_columns(none)[0]) == ((), ())


def test_one_column_is_the_number_and_none_ends_a_key(session: StoreSession) -> None:
    _, reading = cores(session)
    one = keyed(reading, ("Note",), ("-",))
    assert (one.key, one.joints, one.mapping["Note"]) == ((), (), "number")
    assert keyed(one, ("Lake",)).mapping["Note"] == "other"
    none = keyed(reading, (), parent=True)
    assert (none.parent_key, none.parent_joints, none.key) == ((), (), ("Lake", "Core", "Piece"))
    assert (keyed(reading, ()).key, keyed(one, ()).mapping["Note"]) == ((), "number")
    with pytest.raises(MappingRefused) as refused:
        keyed(reading, ("Lake", "Sea"))
    assert refused.value.facts["column"] == "Sea"


def test_a_column_called_number_may_be_a_part_of_the_number(session: StoreSession) -> None:
    source, reading = opened(session, "number|parent|part\nA||1\nA|A 1|2")
    reading = keyed(keyed(reading, ("number", "part")), ("parent", "part"), parent=True)
    plan = plan_reading(session, source, answered(reading, "collection", "new:Parts"))
    assert [row.number for row in plan.rows] == ["A 1", "A 2"]


def test_keys_are_kept_in_the_profile_and_known_next_time(session: StoreSession) -> None:
    source, reading = cores(session)
    save_profile(profile_of(reading, "lakes"), session.path)
    again = guess_reading(session, source, Profiles.load(session.path))
    assert (again.profile, again.key, again.joints) == ("lakes", ("Lake", "Core", "Piece"), ("-", "/"))
    assert (again.parent_key, again.parent_joints) == (("Lake", "Core"), ("-",))


def test_a_list_of_loans_may_have_a_key_too(session: StoreSession, sheet: Callable[..., Path]) -> None:
    path = sheet("Sample,Split,Borrower,Institution,Due", "10017,3,A. Person,Lab of A,2030-01-01")
    source, reading = opened(session, path)
    reading = keyed(reading, ("Sample", "Split"), (",",))
    plan = plan_reading(session, source, answered(reading, "lent_on", "2020-01-01"))
    assert [row.number for row in plan.rows] == ["10017,3"]


def test_the_columns_chosen_are_those_that_make_the_numbers(session: StoreSession) -> None:
    _, reading = cores(session)
    assert number_columns(reading) == (("Lake", "Core", "Piece"), ("-", "/"))
    assert parent_columns(reading) == (("Lake", "Core"), ("-",))
