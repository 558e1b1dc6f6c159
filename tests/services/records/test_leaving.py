"""What is said of pieces that were lost and found, shown, used up or passed on: now and on days before."""

from typing import Any

import pytest
from lunarcurator.domain.acts import Authority, Override
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import (
    Consume,
    DeclareLost,
    Move,
    MoveBack,
    Operation,
    Recover,
    Register,
    Reverse,
    SendToDisplay,
    SetUpPlace,
    TakeDown,
    TransferKind,
    TransferTitle,
)
from lunarcurator.services.cases import open_cases
from lunarcurator.services.form_context import form_context
from lunarcurator.services.mass_history import MassChange
from lunarcurator.services.pieces import PieceView, piece_view
from lunarcurator.services.places import Places
from lunarcurator.services.posting import Posted
from lunarcurator.services.selection_status import selection_status
from lunarcurator.services.verifying import verify

from tests.services.records.vault import Vault, grams

LOST, FOUND = 20210101, 20220101


def answered(vault: Vault, operation: Operation, day: int, *keys: str) -> Posted:
    told: dict[str, Any] = {
        "overrides": tuple(Override(key=key, reason="decided") for key in keys),
        "authority": Authority(name="M. Manager", document="Memo 7"),
        "witness": "B. Second",
    }
    return vault.post(operation, day=day, **told)


def lose(vault: Vault, *numbers: str, day: int = LOST, **more: Any) -> Posted:
    return answered(vault, DeclareLost(samples=numbers, report="12", **more), day, "lost.needs_authority")


@pytest.fixture
def rocks(bare_vault: Vault) -> Vault:
    """Two rocks of 10 g in Cabinet 8, and a museum."""
    vault = bare_vault
    for number in ("15601", "15602"):
        rock = Register(collection="Apollo", number=number, mission="Apollo 15", mass=grams(10), place="Cabinet 8")
        vault.post(rock, day=20200101)
    vault.post(SetUpPlace(kind="venue", name="Museum"), day=20200101)
    return vault


def view(vault: Vault, number: str, moment: Moment = NOW) -> PieceView:
    seen = piece_view(vault.session, vault.piece(number), moment)
    assert seen is not None
    return seen


def in_place(vault: Vault, name: str, day: int | None = None) -> int:
    """How many pieces a place holds on a day, or now."""
    moment, places = Moment(day) if day else NOW, Places(vault.session)
    tree = places.tree(moment)
    own = places.totals(tree, moment).own.get(vault.place(name))
    return own.pieces if own else 0


def test_a_lost_piece_is_nowhere_until_it_is_found(rocks: Vault) -> None:
    vault = rocks
    lose(vault, "15601")
    found = Recover(sample="15601", place="Cabinet 12", evidence="drawer", confirmed=True)
    vault.post(found, day=FOUND)
    seen = view(vault, "15601")
    assert [(each.since, each.existence, each.path.split(" › ")[-1]) for each in seen.stays] == [
        (FOUND, "exists", "Cabinet 12"),
        (LOST, "lost", ""),
        (20200101, "exists", "Cabinet 8"),
    ]
    assert [(each.change, each.ug) for each in seen.steps] == [
        (MassChange.OTHER, 10_000_000),
        (MassChange.OTHER, -10_000_000),
        (MassChange.ENTERED, 10_000_000),
    ]
    assert [each.entry.kind for each in seen.steps][:2] == ["recover", "declare_lost"]
    then = view(vault, "15601", Moment(20210601))
    assert (str(then.state.existence), then.state.place) == ("lost", None)
    held = [in_place(vault, "Cabinet 8", day) for day in (20200601, 20210601)]
    assert held == [2, 1]
    assert (in_place(vault, "Cabinet 12", 20210601), in_place(vault, "Cabinet 12")) == (0, 1)
    assert verify(vault.session).findings == ()


def test_a_recovery_in_a_batch_is_no_birth(rocks: Vault) -> None:
    vault = rocks
    lose(vault, "15601", "15602")
    back = [Recover(sample=each, place="Cabinet 12", evidence="x", confirmed=True) for each in ("15601", "15602")]
    vault.post(*back, day=FOUND)
    assert view(vault, "15601").steps[0].change is MassChange.OTHER
    assert view(vault, "15601").steps[0].balance_ug == 10_000_000


def test_what_was_used_up_or_passed_on_stands_in_no_place(rocks: Vault) -> None:
    vault = rocks
    vault.post(Consume(sample="15601", evidence="report"), day=LOST)
    gift = TransferTitle(samples=("15602",), kind=TransferKind.GIFT, counterpart="M", document="D")
    answered(vault, gift, LOST, "transfer.needs_authority")
    assert in_place(vault, "Cabinet 8", 20200601) - in_place(vault, "Cabinet 8") == 2
    assert [view(vault, each).stays[0].existence for each in ("15601", "15602")] == ["consumed", "transferred"]
    assert view(vault, "15601").steps[0].change is MassChange.OTHER


def test_a_case_follows_a_loss_until_it_is_closed(rocks: Vault) -> None:
    vault = rocks
    lost = lose(vault, "15601", "15602", last_seen=20201201, circumstances="in the mail")
    (case,) = open_cases(vault.session)
    assert (case.kind, case.opened, case.report, len(case.samples)) == ("lost", LOST, "12", 2)
    assert open_cases(vault.session, [vault.piece("15602")]) == (case,)
    assert open_cases(vault.session, []) == ()
    told = form_context(vault.session, [vault.piece("15601")]).piece
    assert (told.held_ug, told.lost_ug, told.existence) == (0, 10_000_000, "lost")
    vault.post(Reverse(entry=str(lost.seq)))
    assert open_cases(vault.session) == ()
    assert form_context(vault.session, [vault.piece("15601")]).piece.lost_ug == 0


def test_acts_are_offered_by_how_things_stand(rocks: Vault) -> None:
    vault = rocks
    one, other = vault.piece("15601"), vault.piece("15602")
    assert selection_status(vault.session, [one]).custody == {"here"}
    vault.post(SendToDisplay(samples=("15601",), place="Museum"), day=LOST)
    lose(vault, "15602")
    found = selection_status(vault.session, [one, other])
    assert (found.existence, found.custody) == ({"exists", "lost"}, {"display", "here"})
    down = vault.post(TakeDown(samples=("15601",), to="Cabinet 8"), day=FOUND)
    assert selection_status(vault.session, [one]).custody == {"here"}
    assert selection_status(vault.session, entry=down.uid).moved_by is None


def test_the_last_move_of_a_place_can_be_taken_back(rocks: Vault) -> None:
    vault = rocks
    cabinet = vault.place_uid("Cabinet 8")
    assert selection_status(vault.session, chosen=[cabinet]).moved_by is None
    vault.post(
        SetUpPlace(kind="site", name="Away", remote=True), SetUpPlace(kind="vault", name="Bunker", parent="Away")
    )
    moved = vault.post(Move(to="Bunker", places=("Cabinet 8",)))
    assert selection_status(vault.session, chosen=[cabinet]).moved_by == moved.uid
    assert selection_status(vault.session, entry=moved.uid).moved_by == moved.uid
    back = vault.post(MoveBack(entry=str(moved.seq)))
    assert selection_status(vault.session, chosen=[cabinet]).moved_by is None
    vault.post(Reverse(entry=str(back.seq)))
    vault.post(Reverse(entry=str(moved.seq)))
    assert selection_status(vault.session, entry=moved.uid).moved_by is None
