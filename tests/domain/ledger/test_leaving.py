"""Use, loss, recovery and transfer of title, line by line (`ledger.md` 1.2)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.booking.lines import Known, Lines, side
from lunarcurator.domain.booking.outcome import touch_piece
from lunarcurator.domain.facts import MassLine, Placement, Relation, RelationKind, Subject
from lunarcurator.domain.identity import CaseRef, CollectionRef, ref_of
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    ChangeCondition,
    CloseCase,
    ComeBack,
    Consume,
    DeclareLost,
    Ending,
    Missing,
    Mission,
    OpenCollection,
    Reading,
    Recover,
    Register,
    TransferKind,
    TransferTitle,
)
from lunarcurator.domain.pieces import Recorded
from lunarcurator.domain.status import Condition, Custody, Existence, Title

from tests.domain.ledger.bench import Bench, Entry, weighed
from tests.domain.ledger.desk import Refused
from tests.domain.ledger.lab import LATER, STOOD, furnished, keys


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = furnished()
    yield bench
    assert bench.closes()


def consume(bench: Bench, number: str = "P", accept: tuple[str, ...] = (), **more: Any) -> Entry:
    told = {"evidence": "report 7", **more}
    return bench.do(Consume(sample=bench.piece_ref(number), **told), LATER, accept)


def lose(bench: Bench, *numbers: str, places: tuple[str, ...] = (), **more: Any) -> Entry:
    samples, boxes = tuple(map(bench.piece_ref, numbers)), tuple(map(bench.place_ref, places))
    told = {"report": "police 12", **more}
    return bench.do(DeclareLost(samples=samples, places=boxes, **told), LATER, STOOD)


def recover(
    bench: Bench, number: str = "P", day: int = 20220101, accept: tuple[str, ...] = STOOD, **more: Any
) -> Entry:
    told = {"evidence": "found in a drawer", **more}
    return bench.do(Recover(sample=bench.piece_ref(number), place=bench.place_ref("Cabinet"), **told), day, accept)


def transfer(bench: Bench, kind: TransferKind, number: str = "P", **more: Any) -> Entry:
    told = {"counterpart": "Another collection", "document": "deed 3", **more}
    return bench.do(TransferTitle(samples=(bench.piece_ref(number),), kind=kind, **told), LATER, STOOD)


def reading(ug: int) -> Reading:
    return Reading(net_ug=ug, resolution_ug=1)


# Used up


def test_a_piece_used_up_whole(bench: Bench) -> None:
    assert bench.lines(consume(bench)) == {"here P -100/0", "consumed P +100/0"}
    piece = bench.state("P")
    assert (piece.existence, piece.place, piece.home) == (Existence.CONSUMED, None, None)


def test_an_unknown_piece_used_up(bench: Bench) -> None:
    assert bench.lines(consume(bench, "U", ending=Ending.DESTROYED)) == {"here U 0/-1", "consumed U 0/+1"}
    assert bench.state("U").existence is Existence.DESTROYED


def test_a_part_used_of_a_known_piece(bench: Bench) -> None:
    assert bench.lines(consume(bench, ug=5)) == {"here P -5/0", "consumed P +5/0"}
    assert bench.state("P").text("mass_quality") == "by_difference"


def test_a_part_used_of_an_unknown_piece_came_to_light(bench: Bench) -> None:
    assert bench.lines(consume(bench, "U", ug=5)) == {"unmeasured U -5/0", "consumed U +5/0"}
    assert bench.state("U").held_unweighed == 1


def test_a_part_used_draws_on_suspense_first(bench: Bench) -> None:
    bench.register("C", Mass.unknown("not_stated"), original=Mass.stated(50, 1))
    assert bench.lines(consume(bench, "C", ug=5)) == {"unreconciled C -5/0", "consumed C +5/0"}
    warned = keys(lambda: consume(bench, "C"))
    assert warned == {"consume.suspense_stays"}
    consume(bench, "C", accept=("consume.suspense_stays",))
    assert bench.totals()["unreconciled C"] == "45/0"


def test_what_is_left_says_what_was_used_and_stays_what_was_read(bench: Bench) -> None:
    assert bench.lines(consume(bench, after=reading(93))) == {"here P -7/0", "consumed P +7/0"}
    assert bench.state("P").text("mass_quality") == "measured"
    # A split entered late explains part of it; the reading stays.
    bench.split("P", {"D": 3}, day=20200601)
    assert bench.state("P").held_ug == 93


@pytest.mark.parametrize(
    ("number", "told", "key"),
    [
        ("P", {"evidence": " "}, "consume.needs_record"),
        ("P", {"ug": 5, "after": reading(95)}, "consume.said_twice"),
        ("P", {"ug": 0}, "consume.nothing"),
        ("P", {"ug": 100}, "consume.all_of_it"),
        ("P", {"ug": 101}, "consume.more_than_there_is"),
        ("P", {"after": reading(101)}, "consume.more_than_before"),
        ("P", {"after": Reading(net_ug=-1, resolution_ug=1)}, "weigh.negative"),
        ("U", {"after": reading(9)}, "consume.unknown_before"),
    ],
)
def test_a_use_that_cannot_be_is_refused(bench: Bench, number: str, told: dict[str, Any], key: str) -> None:
    before = bench.totals()
    assert key in keys(lambda: consume(bench, number, **told))
    assert bench.totals() == before


def test_a_piece_is_not_used_up_before_what_is_on_record_of_it(bench: Bench) -> None:
    bench.weigh("P", 100, day=20220101)
    assert keys(lambda: consume(bench)) == {"day.before_later_act"}


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"basic_use": "permanent"}, "piece.is_kept"),
        ({"access": "reserved"}, "piece.is_kept"),
        ({"access": "memorial"}, "piece.is_memorial"),
    ],
)
def test_stock_that_is_kept_back_is_used_up_with_authority_only(
    bench: Bench, more: dict[str, Any], key: str
) -> None:
    bench.register("K", weighed(10), **more)
    assert keys(lambda: consume(bench, "K")) == {key}


# Lost and found


def test_lost_and_found_again_lighter(bench: Bench) -> None:
    assert bench.lines(lose(bench, "P")) == {"here P -100/0", "lost P +100/0"}
    assert bench.state("P").existence is Existence.LOST
    found = recover(bench, reading=reading(99), accept=(*STOOD, "split.does_not_close"))
    assert bench.lines(found) == {"lost P -100/0", "here P +99/0", "adjustment P +1/0"}
    piece = bench.state("P")
    assert (piece.existence, piece.condition) == (Existence.EXISTS, "returned")
    assert piece.identity_doubt == "unconfirmed"
    assert piece.place == bench.place_uid("Cabinet")
    # The gap in custody stays to be seen.
    assert bench.state("P", 20210601).existence is Existence.LOST


def test_an_unknown_piece_lost_and_found_and_weighed(bench: Bench) -> None:
    assert bench.lines(lose(bench, "U")) == {"here U 0/-1", "lost U 0/+1"}
    found = recover(bench, "U", reading=reading(7), confirmed=True, accept=())
    assert bench.lines(found) == {
        "lost U 0/-1",
        "here U +7/0",
        "unmeasured U -7/+1",
    }
    assert "identity_doubt" not in {key for key, value in bench.state("U").fields.items() if value}


def test_a_container_lost_with_all_that_stood_in_it(bench: Bench) -> None:
    bench.place("Box", "box", "Cabinet")
    bench.move("Box", "P", day=20200601)
    entry = lose(bench, places=("Cabinet",), how=Missing.STOLEN)
    assert bench.lines(entry) == {"here P -100/0", "lost P +100/0", "here U 0/-1", "lost U 0/+1"}
    assert {bench.state(each).existence for each in ("P", "U")} == {Existence.STOLEN}
    assert bench.state("P").place is None


def test_a_loss_opens_a_case_which_the_recovery_closes(bench: Bench) -> None:
    lose(bench, "P", circumstances="in the mail", last_seen=20201201)
    case = bench.session.named(Subject.CASE, f"{len(bench.session.entries)}-1")[0]
    told = bench.session.ledger().record(Subject.CASE, case).fields
    assert (told["kind"], told["state"], told["report"], told["last_seen"]) == (
        "lost",
        "open",
        "police 12",
        20201201,
    )
    recover(bench, case=CaseRef(ref_of(case)), confirmed=True, accept=())
    assert bench.session.ledger().record(Subject.CASE, case).text("state") == "closed"
    lose(bench, "U")
    assert "case.closed" in keys(lambda: recover(bench, "U", case=CaseRef(ref_of(case))))
    assert keys(lambda: bench.do(CloseCase(case=CaseRef(ref_of(case)), outcome="x"))) == {
        "case.closed",
        "case.closed_before",
    }


def test_what_cannot_be_lost_or_found_is_refused(bench: Bench) -> None:
    assert keys(lambda: lose(bench)) == {"lost.nothing"}
    assert "lost.needs_report" in keys(lambda: lose(bench, "P", report=""))
    assert "lost.seen_after" in keys(lambda: lose(bench, "P", last_seen=20220101))
    assert "lost.needs_authority" in keys(
        lambda: bench.do(DeclareLost(samples=(bench.piece_ref("P"),), report="x"), LATER)
    )
    assert "recover.not_lost" in keys(lambda: recover(bench))
    lose(bench, "P")
    assert "recover.needs_evidence" in keys(lambda: recover(bench, evidence=""))
    assert "piece.does_not_exist" in keys(lambda: lose(bench, "P"))
    bench.place("Old", "cabinet", "Room")
    bench.retire("Old", 20210102)
    gone = Recover(sample=bench.piece_ref("P"), place=bench.place_ref("Old"), evidence="seen", confirmed=True)
    assert "place.retired" in keys(lambda: bench.do(gone, 20220101))
    old = DeclareLost(places=(bench.place_ref("Old"),), report="x")
    assert "place.retired" in keys(lambda: bench.do(old, 20210103))


def test_a_piece_comes_back_to_a_remote_site(bench: Bench) -> None:
    lose(bench, "P")
    bench.place("Far", "site", remote=True)
    bench.place("Far room", "room", "Far")
    back = Recover(sample=bench.piece_ref("P"), place=bench.place_ref("Far room"), evidence="seen", confirmed=True)
    assert bench.lines(bench.do(back, 20220101)) == {"lost P -100/0", "remote P +100/0"}


def test_a_loss_long_past_is_entered_with_the_day_it_was_made_good(bench: Bench) -> None:
    bench.weigh("P", 100, day=20230101)
    lose(bench, "P", "U", back=20220101)
    assert bench.state("P", 20210601).existence is Existence.LOST
    assert bench.totals(20210601)["lost P"] == "100/0"
    for number in ("P", "U"):
        piece = bench.state(number)
        assert (piece.existence, piece.place) == (Existence.EXISTS, bench.place_uid("Cabinet"))
    assert (bench.state("P").held_ug, bench.state("U").held_unweighed) == (100, 1)
    case = bench.session.named(Subject.CASE, f"{len(bench.session.entries)}-1")[0]
    assert bench.session.ledger().record(Subject.CASE, case).text("state") == "closed"


# Title


def test_a_gift_leaves_the_book(bench: Bench) -> None:
    assert bench.lines(transfer(bench, TransferKind.GIFT)) == {"here P -100/0", "transferred P +100/0"}
    piece = bench.state("P")
    assert (piece.existence, piece.title, piece.owner) == (
        Existence.TRANSFERRED,
        "given",
        "Another collection",
    )


def test_a_gift_of_a_piece_nobody_weighed_claims_no_mass(bench: Bench) -> None:
    bench.register("C", Mass.unknown("not_stated"), original=Mass.stated(50, 1), place="Cabinet")
    given = transfer(bench, TransferKind.DEACCESSION, "C")
    assert bench.lines(given) == {"here C 0/-1", "transferred C 0/+1"}
    told = {"place": bench.place_ref("Cabinet"), "document": "writ", "confirmed": True}
    back = ComeBack(samples=(bench.piece_ref("C"),), title=Title.OURS, **told)
    assert bench.lines(bench.do(back, 20230101, STOOD)) == {"here C 0/+1", "transferred C 0/-1"}


def test_what_is_not_reconciled_stays_while_an_unweighed_daughter_does(bench: Bench) -> None:
    """Nobody knows how much of it left with the piece: the daughter, weighed later, draws on it as ever."""
    bench.register("C", Mass.unknown("not_stated"), original=Mass.stated(50, 1), place="Cabinet")
    bench.split("C", {"D": Mass.unknown("not_weighed")}, day=20200601)
    assert bench.lines(transfer(bench, TransferKind.GIFT, "C")) == {"here C 0/-1", "transferred C 0/+1"}
    assert "unreconciled C -20/0" in bench.lines(bench.weigh("D", 20, day=20220101))
    told = {"place": bench.place_ref("Cabinet"), "owner": "A court", "document": "writ", "confirmed": True}
    back = ComeBack(samples=(bench.piece_ref("C"),), title=Title.HELD_FOR, **told)
    entry = bench.do(back, 20230101, STOOD)
    assert {"unreconciled C -30/0", "unreconciled C +30/0"} <= {
        bench._line(each.fact) for each in entry.facts if isinstance(each.fact, MassLine)
    }
    bench.weigh("C", 28, day=20230102)


def test_what_an_older_entry_took_along_comes_back_with_the_piece(bench: Bench) -> None:
    """Earlier versions let what is not reconciled of a piece pass on with its title."""
    bench.register("C", Mass.unknown("not_stated"), original=Mass.stated(50, 1), place="Cabinet")
    piece = bench.state("C")
    lines = Lines()
    gone = side(piece, Account.TRANSFERRED)
    lines.move(LATER, side(piece), gone, unweighed=1, reason="gift")
    lines.move(LATER, side(piece, Account.UNRECONCILED), gone, 50, known=Known(Quality.STATED), reason="gift")
    left = touch_piece(piece.uid, LATER, existence="transferred", title="given")
    facts = (left, Placement(piece.uid, LATER, None, None, "here"), *lines.done())
    seq = len(bench.session.entries) + 1
    told = [Recorded(seq, n, fact) for n, fact in enumerate(facts)]
    bench.session._write("transfer_title", LATER, told, ())
    told_back = {"place": bench.place_ref("Cabinet"), "document": "writ", "confirmed": True}
    back = ComeBack(samples=(bench.piece_ref("C"),), title=Title.OURS, **told_back)
    assert bench.lines(bench.do(back, 20230101, STOOD)) == {
        "here C 0/+1",
        "transferred C -50/-1",
        "unreconciled C +50/0",
    }


def test_what_left_before_its_rock_is_in_no_mass_of_the_rock(bench: Bench) -> None:
    bench.register("C", Mass.unknown("not_stated"), original=Mass.stated(50, 1), place="Cabinet")
    bench.split("C", {"D": Mass.unknown("not_weighed")}, day=20200601)
    for number in ("D", "C"):
        expected = {f"here {number} 0/-1", f"transferred {number} 0/+1"}
        assert bench.lines(transfer(bench, TransferKind.GIFT, number)) == expected
    told = {"place": bench.place_ref("Cabinet"), "document": "writ", "confirmed": True}
    bench.do(ComeBack(samples=(bench.piece_ref("D"),), title=Title.OURS, **told), 20230101, STOOD)
    assert "unreconciled C -20/0" in bench.lines(bench.weigh("D", 20, day=20230102))


def test_what_was_weighed_passes_on_as_it_was_weighed(bench: Bench) -> None:
    bench.register("C", Mass.unknown("not_stated"), original=Mass.stated(50, 1), place="Cabinet")
    bench.weigh("C", 48, day=20200601)
    assert bench.lines(transfer(bench, TransferKind.GIFT, "C")) == {"here C -48/0", "transferred C +48/0"}


def test_an_exchange_closes_on_both_sides(bench: Bench) -> None:
    other = bench.do(
        OpenCollection(code="R", name="Other", scheme="plain", missions=(Mission(code="B", name="B"),)), 0
    )
    collection = CollectionRef(ref_of(other.facts[0].fact.subject))
    received = Register(collection=collection, number="B", mass=weighed(19), place=bench.place_ref("Cabinet"))
    entry = transfer(bench, TransferKind.EXCHANGE, received=(received,))
    assert bench.lines(entry) == {
        "here P -100/0",
        "transferred P +100/0",
        "transferred B -19/0",
        "here B +19/0",
    }
    told = [each.fact for each in entry.facts if isinstance(each.fact, Relation)]
    assert [each.kind for each in told] == [RelationKind.EXCHANGED_FOR]
    assert bench.account(Account.RECEIVED) == (-100, -1)


def test_title_alone_moves_between_books_while_the_piece_stays(bench: Bench) -> None:
    entry = transfer(bench, TransferKind.TITLE_ONLY, title=Title.HELD_FOR, stays=True, owner="A museum")
    assert bench.lines(entry) == {"here P -100/0", "transferred P +100/0", "transferred P -100/0", "here P +100/0"}
    piece = bench.state("P")
    assert (piece.existence, piece.title, piece.owner, piece.held_ug) == (
        Existence.EXISTS,
        "held_for",
        "A museum",
        100,
    )
    back = TransferTitle(
        samples=(bench.piece_ref("P"),),
        kind=TransferKind.RETURN_TO_OWNER,
        counterpart="A museum",
        document="receipt",
    )
    bench.do(back, 20220101, STOOD)
    assert (bench.state("P").existence, bench.state("P").title) == (Existence.TRANSFERRED, "held_for")


def mass_lines(entry: Entry) -> list[MassLine]:
    return [each.fact for each in entry.facts if isinstance(each.fact, MassLine)]


def come_back(bench: Bench, number: str = "P", accept: tuple[str, ...] = STOOD, **more: Any) -> Entry:
    told = {"title": Title.HELD_FOR, "owner": "A court", "document": "writ 4", "confirmed": True, **more}
    act = ComeBack(samples=(bench.piece_ref(number),), place=bench.place_ref("Cabinet"), **told)
    return bench.do(act, 20220101, accept)


def test_what_was_given_away_comes_back_as_evidence_and_not_into_our_mass(bench: Bench) -> None:
    transfer(bench, TransferKind.GIFT)
    entry = come_back(bench)
    assert bench.lines(entry) == {"transferred P -100/0", "here P +100/0"}
    here = [line for line in mass_lines(entry) if line.account is Account.HERE]
    assert [line.book.title for line in here] == ["held_for"]
    piece = bench.state("P")
    assert (piece.existence, piece.title, piece.owner, piece.held_ug) == (
        Existence.EXISTS,
        "held_for",
        "A court",
        100,
    )
    assert (piece.place, piece.fields["condition"]) == (bench.place_uid("Cabinet"), "returned")
    assert piece.quality is Quality.STATED
    assert "transfer.not_ours" in keys(lambda: transfer_on(bench, TransferKind.GIFT))


def transfer_on(bench: Bench, kind: TransferKind, **more: Any) -> Entry:
    told = {"counterpart": "A museum", "document": "receipt", **more}
    return bench.do(TransferTitle(samples=(bench.piece_ref("P"),), kind=kind, **told), 20230101, STOOD)


def test_it_goes_home_to_its_owner_or_its_title_returns(bench: Bench) -> None:
    transfer(bench, TransferKind.GIFT)
    come_back(bench)
    ours = transfer_on(bench, TransferKind.TITLE_ONLY, stays=True, title=Title.OURS)
    assert [line.book.title for line in mass_lines(ours) if line.account is Account.HERE and line.ug > 0] == [
        "ours"
    ]
    assert (bench.state("P").title, bench.state("P").owner) == ("ours", "")


def test_a_title_that_returns_needs_an_authority_and_brings_the_mass_home(bench: Bench) -> None:
    transfer(bench, TransferKind.GIFT)
    told = {"title": Title.OURS, "owner": ""}
    assert keys(lambda: come_back(bench, accept=(), **told)) == {"come_back.needs_authority"}
    entry = come_back(bench, **told)
    assert bench.lines(entry) == {"transferred P -100/0", "here P +100/0"}
    assert {line.book.title for line in mass_lines(entry)} == {"ours"}
    assert (bench.state("P").title, bench.state("P").held_ug) == ("ours", 100)


def test_what_nobody_weighed_comes_back_unweighed(bench: Bench) -> None:
    transfer(bench, TransferKind.GIFT, "U")
    come_back(bench, "U")
    assert (bench.state("U").held_ug, bench.state("U").held_unweighed) == (0, 1)


def test_what_was_not_reconciled_comes_back_so(bench: Bench) -> None:
    bench.register("C", Mass.unknown("not_stated"), original=Mass.stated(50, 1))
    transfer(bench, TransferKind.GIFT, "C")
    entry = come_back(bench, "C")
    assert "unreconciled C +50/0" in bench.lines(entry)
    assert bench.state("C").suspense_ug == 50


def test_it_goes_away_and_comes_back_any_number_of_times(bench: Bench) -> None:
    transfer(bench, TransferKind.GIFT)
    come_back(bench)
    transfer_on(bench, TransferKind.RETURN_TO_OWNER)
    act = ComeBack(
        samples=(bench.piece_ref("P"),),
        place=bench.place_ref("Cabinet"),
        title=Title.HELD_FOR,
        owner="A museum",
        document="loan 7",
    )
    assert keys(lambda: bench.do(act, 20240101)) == {"recover.not_confirmed"}
    entry = bench.do(act, 20240101, STOOD)
    assert bench.lines(entry) == {"transferred P -100/0", "here P +100/0"}
    assert bench.state("P").fields["identity_doubt"] == "unconfirmed"


@pytest.mark.parametrize(
    ("told", "key"),
    [
        ({"document": " "}, "transfer.needs_document"),
        ({"owner": ""}, "come_back.needs_owner"),
        ({"title": Title.OURS}, "come_back.owner_of_ours"),
        ({"title": Title.GIVEN}, "come_back.which_title"),
    ],
)
def test_what_comes_back_says_whose_it_is_and_by_what(bench: Bench, told: dict[str, Any], key: str) -> None:
    transfer(bench, TransferKind.GIFT)
    assert key in keys(lambda: come_back(bench, **told))


def test_what_was_away_goes_into_no_place_for_what_never_met_the_air_unasked(bench: Bench) -> None:
    transfer(bench, TransferKind.GIFT)
    bench.place("Glovebox", "cabinet", "Room", atmosphere="nitrogen")
    told = {"title": Title.HELD_FOR, "owner": "A court", "document": "writ", "confirmed": True}
    act = ComeBack(samples=(bench.piece_ref("P"),), place=bench.place_ref("Glovebox"), **told)
    assert keys(lambda: bench.do(act, 20220101)) == {"return.pristine_place"}
    sealed = replace(act, condition=Condition.PRISTINE)
    assert bench.lines(bench.do(sealed, 20220101)) == {"transferred P -100/0", "here P +100/0"}


def test_only_what_passed_on_comes_back(bench: Bench) -> None:
    assert keys(lambda: come_back(bench)) == {"come_back.not_passed_on"}
    nothing = ComeBack(
        samples=(), place=bench.place_ref("Cabinet"), title=Title.HELD_FOR, owner="A court", document="writ"
    )
    assert "transfer.nothing" in keys(lambda: bench.do(nothing, LATER))


@pytest.mark.parametrize(
    ("kind", "told", "key"),
    [
        (TransferKind.GIFT, {"counterpart": ""}, "transfer.needs_counterpart"),
        (TransferKind.GIFT, {"document": ""}, "transfer.needs_document"),
        (TransferKind.TITLE_ONLY, {"title": Title.SHARED}, "transfer.title_only_stays"),
        (TransferKind.TITLE_ONLY, {"stays": True}, "transfer.needs_title"),
        (TransferKind.TITLE_ONLY, {"stays": True, "title": Title.OURS}, "transfer.same_title"),
        (TransferKind.RETURN_TO_OWNER, {}, "transfer.is_ours"),
        (TransferKind.EXCHANGE, {}, "transfer.nothing_received"),
    ],
)
def test_a_transfer_that_cannot_be_is_refused(
    bench: Bench, kind: TransferKind, told: dict[str, Any], key: str
) -> None:
    assert key in keys(lambda: transfer(bench, kind, **told))


def test_what_is_received_comes_by_exchange_and_is_itself_sound(bench: Bench) -> None:
    row = Register(collection=CollectionRef(ref_of(bench.collection)), number="P", mass=weighed(1))
    assert "transfer.received_without_exchange" in keys(
        lambda: transfer(bench, TransferKind.GIFT, received=(row,))
    )
    with pytest.raises(Refused) as refused:
        transfer(bench, TransferKind.EXCHANGE, received=(row,))
    assert {each.field for each in refused.value.findings if each.key == "number.taken"} == {"received[0].number"}
    nothing = TransferTitle(samples=(), kind=TransferKind.GIFT, counterpart="x", document="y")
    assert "transfer.nothing" in keys(lambda: bench.do(nothing, LATER))


def test_what_is_held_for_others_is_not_given_away(bench: Bench) -> None:
    bench.register("H", weighed(5), title=Title.HELD_FOR, owner="A museum")
    assert "transfer.not_ours" in keys(lambda: transfer(bench, TransferKind.GIFT, "H"))
    assert bench.state("H").owner == "A museum"


# Hands of others


@pytest.mark.parametrize("place", ["Museum", "Show case"])
def test_what_is_at_a_venue_is_on_display_and_comes_there_by_display_alone(bench: Bench, place: str) -> None:
    """R4: a piece in a museum is not here, whichever act would bring it there."""
    bench.place("Show case", "display_case", "Museum")
    assert keys(lambda: bench.move(place, "P")) == {"move.to_venue"}
    lose(bench, "U")
    back = Recover(
        sample=bench.piece_ref("U"), place=bench.place_ref(place), evidence="seen there", confirmed=True
    )
    assert keys(lambda: bench.do(back, 20220101)) == {"move.to_venue"}
    bench.register("There", weighed(5), place=place)
    assert (bench.state("There").custody, bench.account(Account.DISPLAY)) == (Custody.DISPLAY, (5, 0))


def test_a_container_is_not_moved_into_the_hands_of_others(bench: Bench) -> None:
    bench.place("Crate", "crate", "Cabinet")
    assert keys(lambda: bench.move("Museum", places=("Crate",))) == {"move.to_venue"}


def test_what_was_out_in_the_air_comes_among_what_never_was_with_a_reason(bench: Bench) -> None:
    for name in ("Dry box", "Second dry box"):
        bench.place(name, "cabinet", "Room", atmosphere="nitrogen")
    bench.move("Dry box", "P")
    change = ChangeCondition(
        samples=(bench.piece_ref("P"),), condition=Condition.AIR_EXPOSED, reason="opened", evidence="log 7"
    )
    bench.do(change, accept=STOOD)
    bench.move("Second dry box", "P")
    bench.move("Cabinet", "P")
    assert keys(lambda: bench.move("Dry box", "P")) == {"move.among_pristine"}
