"""Several columns of masses: none is lost silently, and which says what is asked where headers do not say it."""

import pytest
from lunarcurator.domain.operations import Register
from lunarcurator.services.importing import (
    ImportPlan,
    Question,
    Verdict,
    answered,
    mapped,
    plan_reading,
    questions,
)
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.steps import asked, opened, planned

TWO = (
    "Sample|Mission|Mass before (g)|Mass after (g)|Words\n"
    "15016|Apollo 15|924|910.2|x\n15058|Apollo 15|2672.8|2600|y"
)


def masses(plan: ImportPlan) -> list[tuple[int | None, int | None]]:
    found = []
    for row in plan.rows:
        made = row.acts[0].operation
        assert isinstance(made, Register)
        found.append((made.original.ug if made.original else None, made.mass.ug))
    return found


def columns(question: Question) -> str:
    return str(dict(question.facts)["columns"])


def test_masses_nobody_can_tell_apart_are_asked_about_and_taken_as_answered(session: StoreSession) -> None:
    found = asked(session, TWO)
    assert found["mass_now"].must
    assert found["mass_now"].choices == ("Mass before (g)", "Mass after (g)", "none")
    assert columns(found["mass_now"]) == "“Mass before (g)”, “Mass after (g)”"
    told = {"mass_now": "Mass after (g)"}
    assert masses(planned(session, TWO, told)) == [(None, 910_200_000), (None, 2_600_000_000)]
    both = planned(session, TWO, told, {"Mass before (g)": "original"})
    assert masses(both) == [(924_000_000, 910_200_000), (2_672_800_000, 2_600_000_000)]


def test_neither_leaves_the_figures_beside_the_piece(session: StoreSession) -> None:
    plan = planned(session, TWO, {"mass_now": "none"})
    assert {column.target for column in plan.columns[2:]} == {"other"}


def test_the_unit_of_the_column_that_was_said_is_asked(session: StoreSession) -> None:
    one = "Sample|Mission|Mass before\n15016|Apollo 15|924"
    source, reading = opened(session, one)
    assert [*asked(session, one)] == ["mass_now"]
    reading = answered(reading, "mass_now", "Mass before")
    assert [each.id for each in questions(session, source, reading)] == ["mass_now", "unit:Mass before"]


@pytest.mark.parametrize(("words", "found"), [("chips", True), ("", False)])
def test_any_words_under_a_header_of_masses_are_asked_about(
    session: StoreSession, words: str, found: bool
) -> None:
    text = f"Sample|Mission|Mass before\n15016|Apollo 15|{words}\n15058|Apollo 15|"
    assert ("mass_now" in asked(session, text)) is found


def test_a_column_with_a_column_of_its_units_is_asked_about_and_read_with_them(session: StoreSession) -> None:
    text = "Sample|Mission|Size|Size Unit\n15016|Apollo 15|32.34|g\n15058|Apollo 15|150|mg"
    assert [*asked(session, text)] == ["mass_now"]
    assert masses(planned(session, text, {"mass_now": "Size"})) == [(None, 32_340_000), (None, 150_000)]
    assert not asked(session, text.replace("|g\n", "|cm\n"))


@pytest.mark.parametrize(
    ("other", "first", "target"),
    [("Curr. mass (g)", "924|910", "original"), ("Original mass (g)", "910|924", "mass_now")],
)
def test_a_plain_mass_beside_another_of_the_same_is_refused_where_they_differ(
    session: StoreSession, other: str, first: str, target: str
) -> None:
    text = f"Sample|Mission|Mass (g)|{other}\n15016|Apollo 15|{first}\n15058|Apollo 15|5|5"
    plan = planned(session, text)
    assert [row.verdict for row in plan.rows] == [Verdict.REFUSED, Verdict.NEW]
    assert plan.rows[0].reasons[0].key == "import.mass_said_twice"
    assert planned(session, text, choices={"Mass (g)": target}).bad == 0


def test_received_and_current_masses_under_one_header_are_told_apart(session: StoreSession) -> None:
    text = "Sample|Mission|Received mass (mg)|Current mass (g)\n15016|Apollo 15|1500|1.49"
    assert masses(planned(session, text)) == [(1_500_000, 1_490_000)]


@pytest.mark.parametrize(
    ("header", "ug"),
    [("Масса (г)", 5_000_000), ("Масса, г", 5_000_000), ("Вес мг", 5_000), ("质量，克", 5_000_000)],
)
def test_headers_of_other_languages_name_masses_and_units(session: StoreSession, header: str, ug: int) -> None:
    assert masses(planned(session, f"Sample|Mission|{header}\n15016|Apollo 15|5")) == [(ug, None)]


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [("5", "6", Verdict.REFUSED), ("5", "5.0", Verdict.NEW), ("5", "", Verdict.NEW), ("", "5", Verdict.NEW)],
)
def test_two_columns_a_person_takes_for_one_mass_agree_or_the_row_is_refused(
    session: StoreSession, first: str, second: str, verdict: Verdict
) -> None:
    source, reading = opened(session, f"Sample|Mission|A (g)|B (g)\n15016|Apollo 15|{first}|{second}")
    reading = mapped(mapped(reading, "A (g)", "mass_now"), "B (g)", "mass_now")
    plan = plan_reading(session, source, reading)
    assert plan.rows[0].verdict is verdict
    if verdict is Verdict.NEW:
        assert masses(plan) == [(None, 5_000_000)]
    else:
        assert plan.rows[0].reasons[0].key == "import.mass_said_twice"


def test_two_counts_of_a_row_must_agree(session: StoreSession) -> None:
    source, reading = opened(session, "Sample|Mission|Count|Pcs\n15016|Apollo 15|5|6")
    plan = plan_reading(session, source, mapped(reading, "Pcs", "count"))
    assert plan.rows[0].reasons[0].key == "import.said_twice"


def test_lists_of_places_and_loans_are_not_asked_about_masses(session: StoreSession) -> None:
    assert "mass_now" not in asked(session, "Freezer|Position|Mass before (g)|Mass after (g)\nF1|A1|5|6")
    text = "Sample|Borrower|Loan date|Mass before (g)|Mass after (g)\n15016|A. Smith|2020-01-02|5|4"
    assert "mass_now" not in asked(session, text)


@pytest.mark.parametrize(
    ("now", "original"),
    [
        ("Mass now g", "Original mass g"),
        ("Remaining_weight in г", "Original_weight 克"),
        ("Masse actuelle g", "Masse initiale g"),
        ("Restmasse: [g]", "Anfangsmasse g"),
        ("Остаток массы г", "Исходная масса г"),
    ],
)
def test_units_behind_headers_of_masses_hide_none_of_them(session: StoreSession, now: str, original: str) -> None:
    plan = planned(session, f"Sample|Mission|{now}|{original}\n15016|Apollo 15|910|924")
    assert masses(plan) == [(924_000_000, 910_000_000)]


def test_under_a_header_over_several_columns_each_mass_is_what_its_own_header_says(session: StoreSession) -> None:
    text = "Sample|Mission|Mass / Remaining weight in g|Mass / Original mass(g)\n15016|Apollo 15|910|924"
    assert masses(planned(session, text)) == [(924_000_000, 910_000_000)]


@pytest.mark.parametrize("known", ["Original mass (g)", "Mass (g)", "Mass now (g)"])
def test_masses_nobody_knows_beside_one_that_is_known_are_kept_as_they_stand(
    session: StoreSession, known: str
) -> None:
    text = f"Sample|Mission|{known}|After cleaning (g)\n15016|Apollo 15|924|910"
    assert not asked(session, text)
    plan = planned(session, text)
    assert plan.columns[-1].target == "other"
    assert dict(plan.rows[0].acts[0].operation.other) == {"After cleaning (g)": "910"}  # type: ignore[union-attr]


def test_masses_of_an_export_are_asked_about_however_its_headers_are_written(session: StoreSession) -> None:
    """EMu writes WeiWeight and WeiWeightUnit; Arctos lists the weights of all parts of a piece in one cell."""
    emu = "CatNumber|WeiWeight|WeiWeightUnit\n12021,24|530.5|mg\n12021,25|120|mg"
    assert asked(session, emu)["mass_now"].choices == ("WeiWeight", "none")
    assert [
        now for _, now in masses(planned(session, emu, {"mass_now": "WeiWeight"}, {"CatNumber": "number"}))
    ] == [
        530_500,
        120_000,
    ]
    arctos = "CAT_NUM|PARTS|PART_WEIGHT\n70215,3|chip|3.2 g\n70215,4|chip; dust|1.1 g; 0.2 g\n72275,7|section|"
    assert asked(session, arctos)["mass_now"].choices == ("PART_WEIGHT", "none")
    plan = planned(session, arctos, {"mass_now": "PART_WEIGHT"}, {"CAT_NUM": "number"})
    # What two parts weigh is not added up: the row says what is wrong with it.
    assert [row.verdict for row in plan.rows] == [Verdict.NEW, Verdict.REFUSED, Verdict.NEW]


@pytest.mark.parametrize("columns", ["Original mass (g)|Current mass (g)", "Mass before (g)|Mass after (g)"])
def test_a_mass_of_nothing_now_is_kept_and_told(session: StoreSession, columns: str) -> None:
    text = f"Sample|Mission|{columns}\n15016|Apollo 15|9|0\n15058|Apollo 15|9|"
    last = columns.partition("|")[2]
    said = {"mass_now": last} if "before" in columns else {}
    first = {"Mass before (g)": "original"} if said else {}
    plan = planned(session, text, said, first)
    assert masses(plan) == [(9_000_000, None)] * 2
    assert [[reason.key for reason in row.reasons] for row in plan.rows] == [["import.zero_now"], []]
    assert [row.acts[0].operation.other for row in plan.rows] == [((last, "0"),), ()]  # type: ignore[union-attr]


def test_an_original_mass_of_nothing_takes_no_other_mass(session: StoreSession) -> None:
    plan = planned(session, "Sample|Mission|Original mass (g)|Current mass (mg)\n15016|Apollo 15|0|5")
    assert [reason.key for reason in plan.rows[0].reasons] == ["import.zero_beside"]
    assert plan.rows[0].verdict is Verdict.REFUSED


def test_a_new_piece_with_more_mass_now_than_its_original_is_named(session: StoreSession) -> None:
    plan = planned(session, "Sample|Mission|Original mass (g)|Current mass (g)\n15007|Apollo 15|9|12")
    (said,) = [each for each in plan.rows[0].reasons if each.key == "mass.exceeds_statement"]
    assert dict(said.facts)["number"] == "15007"
