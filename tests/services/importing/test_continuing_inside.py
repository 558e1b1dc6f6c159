"""Groups written once behind other columns: blanks below them are asked about, and never filled by themselves."""

import pytest
from lunarcurator.services.importing import ImportPlan
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.steps import asked, planned

LIST = "\n".join(
    [
        "Number|Mission|Class|Place|Mass (g)",
        *("15016|Apollo 15|Basalt|Box 1|5", "15017||||6", "15018|||Box 2|7", "15019||Breccia||8", "15020||||9"),
    ]
)


def told(plan: ImportPlan, field: str) -> list[str]:
    return [getattr(row.acts[0].operation, field) for row in plan.rows]


def test_blanks_below_a_group_are_asked_about(session: StoreSession) -> None:
    found = asked(session, LIST)
    assert {each: found[each].must for each in found if each.startswith("fill:")} == {
        "fill:Mission": True,
        "fill:Class": True,
        "fill:Place": True,
    }


def test_blanks_continue_the_rows_above_each_column_by_itself(session: StoreSession) -> None:
    said = {"fill:Mission": "yes", "fill:Class": "yes", "fill:Place": "yes", "places": "keep"}
    plan = planned(session, LIST, said)
    assert told(plan, "mission") == ["Apollo 15"] * 5
    assert told(plan, "class_name") == ["Basalt", "Basalt", "Basalt", "Breccia", "Breccia"]
    assert told(plan, "other") == [(("Place", "Box 1"),)] * 2 + [(("Place", "Box 2"),)] * 3


def test_blanks_that_continue_nothing_stay_blank(session: StoreSession) -> None:
    said = {"fill:Mission": "no", "fill:Class": "no", "fill:Place": "no", "places": "keep"}
    assert told(planned(session, LIST, said), "class_name") == ["Basalt", "", "", "Breccia", ""]


@pytest.mark.parametrize(
    "classes",
    [
        ("", "Basalt", "", "Breccia", ""),
        ("Basalt", "Basalt", "", "Breccia", ""),
        ("Basalt", "Breccia", "Basalt", "Breccia", "Basalt"),
    ],
)
def test_a_column_that_says_nothing_of_some_pieces_is_not_asked_about(
    session: StoreSession, classes: tuple[str, ...]
) -> None:
    rows = [f"{15016 + at}|Apollo 15|{each}|{at}" for at, each in enumerate(classes)]
    assert not [
        each for each in asked(session, "\n".join(["Number|Mission|Class|Mass (g)", *rows])) if "fill" in each
    ]


def test_a_group_may_be_named_again_below_an_empty_row(session: StoreSession) -> None:
    rows = ("15016|Basalt|5", "15017||6", "", "15018|Basalt|7", "15019||8")
    assert "fill:Class" in asked(session, "\n".join(["Number|Class|Mass (g)", *rows]))


@pytest.mark.parametrize(("parent", "is_asked"), [("15016", False), ("", True)])
def test_a_mission_is_asked_about_where_a_piece_without_parent_lacks_it(
    session: StoreSession, parent: str, is_asked: bool
) -> None:
    rows = ("15016||Apollo 15|5", "15016,1|15016||1", "15016,2|15016||1", f"15017|{parent}||1")
    found = asked(session, "\n".join(["Number|Parent|Mission|Mass now (g)", *rows]))
    assert ("fill:Mission" in found) is is_asked


def test_remarks_are_each_of_one_piece(session: StoreSession) -> None:
    rows = [f"{15016 + at}|Apollo 15|{each}" for at, each in enumerate(("small", "", "broken", ""))]
    assert not asked(session, "\n".join(["Number|Mission|Remarks", *rows]))


FAMILIES = (
    "Sample|Parent|Mission|Mass (g)\n12063||Apollo 12|9\n12063,1|12063||1\n12063,2|||2\n12064||Apollo 12|8\n"
    "12064,1|12064||1\n12064,2|||3"
)


def test_a_parent_written_once_goes_on_within_its_family(session: StoreSession) -> None:
    assert asked(session, FAMILIES)["fill:Parent"].must
    said = {"daughters": "with_daughters", "fill:Parent": "yes"}
    rows = planned(session, FAMILIES, said).rows
    told = [row.says()["parent"] for row in rows if row.enters]
    assert told == ["", "12063", "12063", "", "12064", "12064"]


def test_parents_that_pieces_do_not_have_are_not_asked_about(session: StoreSession) -> None:
    text = "Sample|Parent|Mission|Mass (g)\n12063||Apollo 12|9\n12063,1|12063||1\n12064||Apollo 12|8"
    assert "fill:Parent" not in asked(session, text)
