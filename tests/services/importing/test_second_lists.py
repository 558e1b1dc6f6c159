"""A second list of pieces in the book, by somebody else: what it says otherwise is judged as it is meant."""

from collections.abc import Callable

import pytest
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.identity import PieceRef
from lunarcurator.domain.operations import Reading, Weigh
from lunarcurator.services.balances import trial_balance
from lunarcurator.services.importing import ImportPlan, Verdict, post_import
from lunarcurator.services.posting import Posted
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.steps import asked, planned
from tests.services.importing.true_lists.judging import book_of

SECTIONS = "Generic|Split no|Mass (g)|Form\n15405||100|slab\n15405|1|25|chip\n15405|2|0.5|TS"


def brought(session: StoreSession, text: str, **said: str) -> ImportPlan:
    plan = planned(session, text, said)
    post_import(session, plan, OPERATOR)
    return plan


def recorded(session: StoreSession, number: str, field: str) -> Scalar:
    return book_of(session)[number][0].fields.get(field)


def test_a_day_before_a_piece_began_is_not_the_day_on_which_it_changed(session: StoreSession) -> None:
    brought(session, "Number|Mass now (g)\nK1|5", collection="new:Field")
    plan = brought(session, "Number|Class|Date received\nK1|Basalt|2021-05-04")
    assert [(row.verdict, row.day) for row in plan.rows] == [(Verdict.CHANGED, session.today)]
    assert recorded(session, "K1", "class_name") == "Basalt"


@pytest.mark.parametrize(("said", "day"), [("2021-05-04", 0), ("2022-06-07", 20220607)])
def test_a_change_is_of_the_day_of_its_row_if_the_piece_was_there_before(
    session: StoreSession, said: str, day: int
) -> None:
    brought(session, "Number|Mass now (g)|Class|Date received\nK1|5|Soil|2021-05-04", collection="new:Field")
    plan = brought(session, f"Number|Class|Date received\nK1|Basalt|{said}")
    assert [(row.verdict, row.day) for row in plan.rows] == [(Verdict.CHANGED, day or session.today)]


@pytest.mark.parametrize(
    ("mass", "verdict"), [("80", Verdict.SAME), ("100", Verdict.SAME), ("90", Verdict.CONFLICT)]
)
def test_a_mass_of_no_time_may_be_what_a_piece_weighs_now(
    session: StoreSession, do: Callable[..., Posted], mass: str, verdict: Verdict
) -> None:
    brought(session, "Number|Mission|Mass now (g)\n15405|Apollo 15|100")
    do(Weigh(sample=PieceRef("15405"), reading=Reading(net_ug=80_000_000, resolution_ug=1_000)))
    plan = planned(session, f"Number|Mission|Mass (g)\n15405|Apollo 15|{mass}")
    assert (plan.kind, [row.verdict for row in plan.rows]) == ("catalogue", [verdict])


def test_a_mass_of_no_time_is_no_mass_now_that_nobody_knows(session: StoreSession) -> None:
    brought(session, "Number|Mission|Mass (g)\n15405|Apollo 15|100")
    assert planned(session, "Number|Mission|Mass (g)\n15405|Apollo 15|80").rows[0].verdict is Verdict.CONFLICT
    assert planned(session, "Number|Mission|Mass (g)\n15405|Apollo 15|").rows[0].verdict is Verdict.SAME


def test_an_original_mass_is_none_that_a_piece_weighs_now(
    session: StoreSession, do: Callable[..., Posted]
) -> None:
    brought(session, "Number|Mission|Mass now (g)\n15405|Apollo 15|100")
    do(Weigh(sample=PieceRef("15405"), reading=Reading(net_ug=80_000_000, resolution_ug=1_000)))
    plan = planned(session, "Number|Mission|Original mass (g)\n15405|Apollo 15|80")
    assert [row.verdict for row in plan.rows] == [Verdict.CONFLICT]


def test_of_a_list_with_sections_only_these_have_nominal_masses(session: StoreSession) -> None:
    plan = brought(session, SECTIONS, daughters="left_over")
    assert plan.kind == "sections"
    known = {number: piece for number, (piece, _) in book_of(session).items()}
    assert [known[number].mass_ug for number in ("15405", "15405,1")] == [100_000_000, 25_000_000]
    assert (known["15405,2"].mass_ug, known["15405,2"].fields["nominal_ug"]) == (0, 500_000)
    assert trial_balance(session).total.held_ug == 125_000_000
    assert [recorded(session, number, "remarks") for number in known] == [None, None, "TS"]


def test_it_is_asked_of_such_a_list_whether_daughters_are_in_a_mass(session: StoreSession) -> None:
    assert "daughters" in asked(session, SECTIONS)


@pytest.mark.parametrize("header", ["Form|Remarks", "Remarks|Form"])
def test_the_code_of_a_form_stays_beside_remarks_of_a_section(session: StoreSession, header: str) -> None:
    values = {"Form": "TS", "Remarks": "broken"}
    cells = "|".join(values[name] for name in header.split("|"))
    brought(session, f"Generic|Split no|{header}\n15405|||\n15405|1|{cells}")
    assert recorded(session, "15405,1", "remarks") == "broken"
    assert recorded(session, "15405,1", "other") == '{"Form": "TS"}'


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Number|Mission|Mass (g)\n15405,1|Apollo 15|25", ["import.without_parent"]),
        ("Number|Mission|Mass (g)\n15406|Apollo 15|25\n15406,1|Apollo 15|25", []),
        ("Number|Parent|Mass (g)\n15405,1|15405|", []),
    ],
)
def test_a_split_of_a_piece_in_the_book_that_names_no_parent_is_told(
    session: StoreSession, text: str, keys: list[str]
) -> None:
    brought(session, "Number|Mission|Mass now (g)\n15405|Apollo 15|100")
    plan = planned(session, text)
    assert [reason.key for row in plan.rows for reason in row.reasons] == keys
