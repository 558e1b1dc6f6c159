"""Where several columns may number the pieces a person is asked."""

import pytest
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.steps import open_number, opened, planned

HEADERS = (
    "Specimen", "Specimen No.", "specimen_id", "Catalog Number", "catalogNumber", "Catalogue no.", "Inv.-Nr.",
    "Label ID", "Thin section number", "薄片编号", "标本编号", "登记号", "標本番号",
)  # fmt: skip


@pytest.mark.parametrize("header", HEADERS)
def test_museums_call_the_number_by_many_names(session: StoreSession, header: str) -> None:
    _, reading = opened(session, f"{header}|Remarks\nM 17/a|black crust\nM 17/b|slice")
    assert reading.mapping[header] == "number"


@pytest.mark.parametrize("other", ["lot 1", "M 7", ""])
def test_of_two_columns_headed_alike_a_person_says_which_numbers_the_pieces(
    session: StoreSession, other: str
) -> None:
    text = f"Sample|Specimen|Mass (g)\n{other}|M 1|2.5\n{other}|M 2|3.5"
    assert open_number(session, text) == ["Sample", "Specimen"]


def test_numbers_of_two_kinds_are_asked_about_and_come_first(session: StoreSession) -> None:
    text = "Remarks|specimen_id|catalogue_number\nslice|P-0004|NMX 7.1\ncrust|P-0009|NMX 9.4"
    assert open_number(session, text) == ["specimen_id", "catalogue_number"]
    plan = planned(session, text, {"collection": "new:Museum X"}, {"catalogue_number": "number"})
    assert [row.number for row in plan.rows] == ["NMX 7.1", "NMX 9.4"]


@pytest.mark.parametrize(
    "text",
    [
        "Name|Class|TKW\nNakhla|nakhlite|10 kg\nZagami|shergottite|18 kg",
        "Name|Remarks|TKW\nNakhla|fell in 1911|10 kg\nZagami|fell in 1962|18 kg",
        "Name|Class|Remarks\nNakhla|nakhlite|fell in 1911\nZagami|shergottite|fell in 1962",
    ],
)
def test_whether_names_number_the_pieces_is_asked(session: StoreSession, text: str) -> None:
    assert open_number(session, text) == []


def test_a_number_beside_the_name_stays_the_number(session: StoreSession) -> None:
    _, reading = opened(session, "Specimen No.|Name|Class|Mass (g)\nMet-1|Gibeon|IVA|12.5\nMet-2|Toluca|IAB|3.25")
    assert (reading.mapping["Specimen No."], reading.mapping["Name"]) == ("number", "other")


def test_the_bulletin_of_meteorites_names_pieces_and_where_they_were_found(session: StoreSession) -> None:
    text = "Name|Abbrev|Year|Place|Type|Mass|MetBull\nCalcalong Creek||1990|Western Australia|Lunar|19 g|70"
    plan = planned(session, text, {"collection": "new:Meteorites"})
    said = str(plan.rows[0].acts)
    assert plan.rows[0].number == "Calcalong Creek"
    assert "ug=19000000" in said
    assert "collected='Western Australia'" in said
    assert "1990" in said


@pytest.mark.parametrize("target", ["specific", "number"])
def test_splits_of_one_family_in_one_cell_are_refused(session: StoreSession, target: str) -> None:
    rows = "Rock|Thin sections\n15365|,4 ,5  ,12\n15366|,3"
    plan = planned(session, rows, {"collection": "Apollo"}, {"Rock": "generic", "Thin sections": target})
    assert [reason.key for reason in plan.rows[0].reasons] == ["import.number_range"]
    assert plan.rows[1].number == "15366,3"
