from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import NOBODY
from lunarcurator.domain.known_mass import KnownMass
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    AddName,
    Daughter,
    Dissect,
    Mission,
    OpenCollection,
    Operation,
    PlanSplit,
    Reading,
    Register,
    SetUpBalance,
    SetUpOperator,
    SetUpPlace,
    Split,
    Weigh,
)
from lunarcurator.domain.operations.describing import FieldValue
from lunarcurator.domain.tolerance import Certainty
from lunarcurator.services.form_context import (
    Interval,
    entry_uid,
    find_piece,
    form_context,
    intervals_of,
    mass_on,
    numbers_in,
    numbers_like,
    piece_meant,
    pieces_meant,
    pieces_named,
    proposed_numbers,
)
from lunarcurator.services.references import UnclearReference
from lunarcurator.services.stated_days import StatedDay
from lunarcurator.services.store_session import StoreSession


@pytest.fixture
def session(tmp_path: Path) -> Iterator[StoreSession]:
    made = StoreSession.make(tmp_path / "asking.lunar")
    post(made, SetUpOperator(name="A. Curator"))
    post(
        made,
        OpenCollection(
            code="Apollo", name="Apollo", scheme="apollo", missions=(Mission(code="Apollo 15", name="Apollo 15"),)
        ),
        SetUpBalance(name="B3", resolution_ug=1000, uncertainty_ug=50, calibrated=20260101, certificate="C 1"),
        SetUpPlace(kind="site", name="Lab"),
        SetUpPlace(kind="vault", name="Vault", parent="Lab"),
        Register(
            collection="Apollo", number="15555", mission="Apollo 15", mass=Mass.stated(9_000, 1000), place="Vault"
        ),
        Register(
            collection="Apollo",
            number="15556",
            mission="Apollo 15",
            original=Mass.stated(5_000, 1000),
            form="chip",
        ),
    )
    yield made
    made.close()


def post(session: StoreSession, *operations: Operation) -> None:
    acts = tuple(Act(operation=each, day=20260202) for each in operations)
    operator = "A. Curator" if session.head().seq else f"#{NOBODY}"
    session.post(Posting(acts=acts, operator=operator))


def test_a_dialog_reads_all_it_needs_at_one_moment(session: StoreSession) -> None:
    vault = next(card.uid for card in form_context(session).places if card.name == "Vault")
    told = form_context(session, [find_piece(session, "15555"), find_piece(session, "15556")], [vault])
    first, second = told.pieces
    assert (first.number, first.held_ug, first.scheme, first.mission) == (
        "15555",
        9_000,
        "apollo",
        "Apollo 15",
    )
    assert (second.held_ug, second.suspense_ug, second.form, second.text("remarks")) == (
        None,
        5_000,
        "chip",
        "",
    )
    assert told.piece is first
    assert [each.name for each in told.operators] == ["A. Curator"]
    assert (told.balances[0].uncertainty_ug, told.balances[0].certificate) == (50, "C 1")
    assert told.balances[0].certainty == Certainty(1000, 50, of_balance=True)
    assert told.collections[0].missions == (("Apollo 15", "Apollo 15", 0),)
    held = told.held[vault]
    assert (held.pieces, held.ug, held.unweighed.total, held.resolution_ug) == (1, 9_000, 0, 1000)
    # What stands in the vault goes along with it and counts once; the other piece is chosen beside it.
    card = told.places.get(vault)
    assert card is not None
    moving, containers = told.together([card])
    assert (moving.pieces, moving.ug, moving.unweighed.total, containers) == (2, 9_000, 1, 1)
    alone, none = told.together(())
    assert (alone.pieces, alone.unweighed.total, none) == (2, 1, 0)


def test_a_piece_that_is_in_no_book_is_left_out(session: StoreSession) -> None:
    assert form_context(session, [NOBODY]).pieces == ()


def test_the_last_weighing_names_its_balance(session: StoreSession) -> None:
    uid = find_piece(session, "15555")
    assert form_context(session, [uid]).piece.weighed is None
    post(session, Weigh(sample="15555", reading=Reading(net_ug=9_000, balance="B3")))
    assert form_context(session, [uid]).piece.weighed == (StatedDay(20260202), "B3")


def test_a_weighing_without_a_balance_names_none(session: StoreSession) -> None:
    post(session, Weigh(sample="15555", reading=Reading(net_ug=9_000, resolution_ug=1000)))
    assert form_context(session, [find_piece(session, "15555")]).piece.weighed == (StatedDay(20260202), "")


def test_open_plans_carry_their_numbers_and_forms(session: StoreSession) -> None:
    post(session, PlanSplit(parent="15555", daughters=(Daughter(form="chip"), Daughter())))
    (plan,) = form_context(session, [find_piece(session, "15555")]).piece.plans
    assert plan.daughters == (("15555,1", "chip"), ("15555,2", ""))
    assert (plan.day, entry_uid(session, plan.seq)) == (20260202, plan.entry)
    planned = form_context(session, [find_piece(session, "15555,1")]).piece
    assert planned.parent == find_piece(session, "15555")


def test_numbers_are_proposed_past_those_typed(session: StoreSession) -> None:
    uid = find_piece(session, "15555")
    assert proposed_numbers(session, uid, ["", ""], [",7"]) == ("15555,8", "15555,9")


def test_names_are_offered_by_their_beginning(session: StoreSession) -> None:
    assert {"15555", "15556"} <= set(numbers_like(session, "1555"))
    assert numbers_like(session, "1555", most=2) == numbers_like(session, "1555")[:2]
    assert numbers_like(session, " , ") == ()


def test_a_number_nobody_has_is_unclear(session: StoreSession) -> None:
    with pytest.raises(UnclearReference):
        find_piece(session, "15999")
    assert entry_uid(session, 999) is None


def test_pieces_are_meant_by_any_name(session: StoreSession) -> None:
    post(session, AddName(sample="15555", name="Great Scott", kind="informal", source="a list"))
    found = pieces_meant(session, ["great SCOTT", "15555 ", "apollo:15556", "nothing"])
    uid = find_piece(session, "15555")
    assert {text: each.uid for text, each in found.items()} == {
        "great SCOTT": uid,
        "15555 ": uid,
        "apollo:15556": find_piece(session, "15556"),
    }
    assert [each.otherwise for each in found.values()] == [True, False, False]
    assert piece_meant(session, "great SCOTT") == found["great SCOTT"]
    assert {text: card.number for text, card in pieces_named(session, ["Great Scott", "-"]).items()} == {
        "Great Scott": "15555"
    }


def test_a_card_says_why_it_has_no_mass(session: StoreSession) -> None:
    known, unknown = form_context(session, [find_piece(session, "15555"), find_piece(session, "15556")]).pieces
    assert known.own_mass == KnownMass(9_000, 1000)
    assert (unknown.own_mass, unknown.no_figure.key) == (None, "unknown_reason.not_reconciled")


def test_the_mass_of_a_piece_is_told_for_any_day(session: StoreSession) -> None:
    post(session, Weigh(sample="15555", reading=Reading(net_ug=8_000, resolution_ug=100)))
    uid = find_piece(session, "15555")
    assert mass_on(session, uid, 20260303) == (8_000, Certainty(100))
    assert mass_on(session, uid, 20250101) == (0, Certainty(0))
    assert mass_on(session, find_piece(session, "15556"), 20260303) == (None, Certainty(0))


def interval(top_um: int, bottom_um: int) -> Daughter:
    depths = (("depth_top_um", top_um), ("depth_bottom_um", bottom_um))
    values = tuple(FieldValue(field=field, value=um) for field, um in depths)
    return Daughter(form="dissection_interval", mass=Mass.measured(4_000_000, 1_000), values=values)


def test_what_was_dissected_from_a_core_comes_by_depth_and_nothing_else_of_it(session: StoreSession) -> None:
    mass = Mass.measured(700_000_000, 1_000)
    post(
        session,
        Register(collection="Apollo", number="15008", mission="Apollo 15", form="core_segment", mass=mass),
    )
    core = find_piece(session, "15008")
    assert intervals_of(session, core) == ()
    post(session, Dissect(parent="15008", dissection_pass=1, daughters=(interval(5000, 9000), interval(0, 5000))))
    post(session, Split(parent="15008", daughters=(Daughter(mass=Mass.measured(1_000_000, 1_000)),)))
    assert intervals_of(session, core) == (Interval(1, 0, 5000, False), Interval(1, 5000, 9000, False))


def test_the_numbers_of_a_pattern_are_below_a_piece(session: StoreSession) -> None:
    told = numbers_in(session, find_piece(session, "15555"), ",900-902")
    assert told == (("15555,900", "15555,901", "15555,902"), ())


def test_a_daughter_registered_without_a_number_takes_the_next(session: StoreSession) -> None:
    post(session, Register(collection="Apollo", number="", parent="15555", mass=Mass.unknown("not_weighed")))
    assert find_piece(session, "15555,1")
