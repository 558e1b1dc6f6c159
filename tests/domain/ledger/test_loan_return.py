"""The return sheet line by line: known and unknown masses, parts, use, loss, and what is missing to balance."""

import json
from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest
from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.facts import ExposureKind, Subject
from lunarcurator.domain.findings import Strength
from lunarcurator.domain.identity import ShipmentRef, ref_of
from lunarcurator.domain.lending.policy import Policy, TwoPersonStep
from lunarcurator.domain.lending.terms import ClosedBy, DocumentKind, LineState
from lunarcurator.domain.operations import ChangeCondition, Reading
from lunarcurator.domain.operations.accounting import CameBack, ReturnLine
from lunarcurator.domain.rules.loan_return import stood_before
from lunarcurator.domain.status import Condition, Custody, Existence

from tests.domain.ledger.bench import Entry
from tests.domain.ledger.desk import TABLES, MemoryDesk, Refused
from tests.domain.ledger.lab import keys
from tests.domain.ledger.loans_bench import LATER, LENT, RECEIVED, Loans, document, lay

LOST = "line.loss_needs_authority"
USED = ("use.was_not_granted",)
BLIND = ("return.not_weighed",)
PART_BLIND = ("return.part_not_weighed",)
REST = ("return.rest_unmeasured",)
REST_UNKNOWN = ("return.rest_unknown",)


@pytest.fixture
def bench() -> Iterator[Loans]:
    bench = Loans()
    bench.enter("P", "U")
    yield bench
    assert bench.closes()
    assert all(bench.held(each) for each in ("P", "U"))


def read(ug: int) -> Reading:
    return Reading(net_ug=ug, resolution_ug=1)


def itself(bench: Loans, ug: int | None = None, **more: Any) -> CameBack:
    told = {"confirmed": True, "place": bench.place_ref("Returned"), **more}
    return CameBack(itself=True, **({"reading": read(ug)} if ug is not None else {}), **told)


def part(bench: Loans, number: str, ug: int | None = None, **more: Any) -> CameBack:
    told = {"confirmed": True, "place": bench.place_ref("Returned"), **more}
    return CameBack(number=number, **({"reading": read(ug)} if ug is not None else {}), **told)


def give_back(
    bench: Loans, number: str, *pieces: CameBack, day: int = LATER, accept: tuple[str, ...] = (), **more: Any
) -> Entry:
    told = {"sheet": document("sheet 1"), "method": "dissolved", **more}
    used = USED if more.get("consumed_ug") else ()
    return bench.do(ReturnLine(line=bench.line_ref(number), pieces=pieces, **told), day, (*accept, *used))


# The piece itself, of known mass


def test_a_piece_comes_back_and_weighs_what_it_did(bench: Loans) -> None:
    entry = give_back(bench, "P", itself(bench, 100))
    assert bench.net(entry) == {"loan P -100/0", "here P +100/0"}
    line, piece = bench.line("P"), bench.state("P")
    assert (line.state, line.closed_by, line.closed) == (LineState.CLOSED, ClosedBy.RETURN_RECEIPT, LATER)
    assert bench.moves("P") == {"issued 100/0", "returned 100/0"}
    assert (piece.custody, piece.place) == (Custody.HERE, bench.place_uid("Returned"))
    assert (piece.condition, piece.fields.get("identity_doubt")) == ("returned", None)


def test_a_piece_nobody_weighed_comes_back_by_difference(bench: Loans) -> None:
    assert keys(lambda: give_back(bench, "P", itself(bench), consumed_ug=5)) == {*USED, *BLIND}
    entry = give_back(bench, "P", itself(bench), consumed_ug=5, accept=BLIND)
    assert bench.net(entry) == {"loan P -100/0", "consumed P +5/0", "here P +95/0"}
    assert (bench.held("P"), bench.state("P").quality) == ("0/0", "by_difference")
    assert bench.moves("P") == {"issued 100/0", "returned 95/0", "consumed 5/0"}


def test_a_piece_that_comes_back_unweighed_is_taken_on_trust_and_not_as_measured(bench: Loans) -> None:
    assert keys(lambda: give_back(bench, "P", itself(bench))) == {*BLIND}
    entry = give_back(bench, "P", itself(bench), accept=BLIND)
    assert bench.net(entry) == {"loan P -100/0", "here P +100/0"}
    assert (bench.state("P").held_ug, bench.state("P").quality) == (100, "stated")
    told = bench.line("P").account
    assert (told.returned_ug, told.trusted_ug, told.held_ug) == (100, 100, 0)


def test_only_what_was_neither_stated_nor_weighed_counts_as_trusted(bench: Loans) -> None:
    give_back(bench, "P", part(bench, "P1", 30), itself(bench), accept=BLIND)
    told = bench.line("P").account
    assert (told.returned_ug, told.trusted_ug) == (100, 70)
    assert bench.state("P").quality == "by_difference"


def test_how_badly_a_mass_was_known_stays_when_it_comes_back_unweighed(bench: Loans) -> None:
    give_back(bench, "P", part(bench, "P1", 30), retained_ug=None)
    give_back(bench, "P", itself(bench), accept=BLIND, day=20230101)
    assert bench.state("P").quality == "by_difference"


def test_what_the_borrower_states_and_what_we_weigh_are_both_kept(bench: Loans) -> None:
    sheet = itself(bench, 93, stated_ug=95)
    assert keys(lambda: give_back(bench, "P", sheet, consumed_ug=5)) == {
        "return.does_not_balance",
        "return.weighs_otherwise",
        *USED,
    }
    accepted = ("return.difference", "return.weighs_otherwise")
    entry = give_back(bench, "P", sheet, consumed_ug=5, accept_difference=True, accept=accepted)
    assert bench.net(entry) == {"loan P -100/0", "consumed P +5/0", "adjustment P +2/0", "here P +93/0"}
    assert bench.moves("P") == {"issued 100/0", "returned 93/0", "consumed 5/0", "difference 2/0"}
    kept = json.loads(str(bench.line("P").fields[f"back/{bench.piece('P')}"]))
    assert (kept["stated_ug"], kept["ug"]) == (95, 93)
    assert bench.state("P").held_ug == 93


def test_a_stated_mass_alone_is_taken_as_reported(bench: Loans) -> None:
    give_back(bench, "P", itself(bench, stated_ug=95), consumed_ug=5)
    assert (bench.state("P").held_ug, bench.state("P").quality) == (95, "reported")


def test_a_difference_within_tolerance_goes_to_adjustment(bench: Loans) -> None:
    assert "adjustment P -1/0" in bench.net(give_back(bench, "P", itself(bench, 101)))
    assert bench.moves("P") == {"issued 100/0", "returned 101/0", "difference -1/0"}
    assert bench.line("P").allowed_ug >= 1


# Use on the sheet, recorded as in a report


def test_use_on_the_sheet_is_recorded_as_the_policy_asks() -> None:
    policy = Policy(
        code="lab",
        collections=frozenset({"L"}),
        two_person=frozenset({TwoPersonStep.REPORT_USE}),
        video_of_destructive_work=True,
    )
    bench = Loans(session=MemoryDesk(tables=replace(TABLES, policies=(policy,))))
    bench.enter("P")
    back = itself(bench, 95)
    wanted = {"use.needs_two_signatures", "use.needs_plan", "use.needs_video", *USED}
    assert keys(lambda: give_back(bench, "P", back, consumed_ug=5)) == wanted
    assert keys(lambda: give_back(bench, "P", consumed_ug=100)) == wanted
    signed = {"signed_by": "Borrower A", "confirmed_by": "Officer B", "plan": "plan 3"}
    video = (document("video 1", DocumentKind.VIDEO, "a" * 64),)
    give_back(bench, "P", back, consumed_ug=5, documents=video, **signed)
    fields = bench.line("P").fields
    told = {key.split("/")[0]: json.loads(str(value)) for key, value in fields.items() if "/" in key}
    assert told["use"] == {
        **signed,
        "day": LATER,
        "ug": 5,
        "method": "dissolved",
        "exposures": [],
        "report": "sheet 1",
    }
    assert told["document"]["sha256"] == "a" * 64


def test_use_on_the_sheet_has_a_method_and_is_noted_without_a_policy_too(bench: Loans) -> None:
    back = itself(bench, 95)
    assert keys(lambda: give_back(bench, "P", back, consumed_ug=5, method=" ")) == {"use.needs_method", *USED}
    give_back(bench, "P", back, consumed_ug=5)
    assert any(key.startswith("use/") for key in bench.line("P").fields)
    give_back(bench, "U", itself(bench, 7))
    assert not any(key.startswith("use/") for key in bench.line("U").fields)


# Parts, and what stays out


def test_a_part_comes_back_and_the_rest_stays_out(bench: Loans) -> None:
    entry = give_back(bench, "P", part(bench, "P1", 30), consumed_ug=5, retained_ug=65)
    assert bench.net(entry) == {"loan P -35/0", "here P1 +30/0", "consumed P +5/0"}
    assert (bench.held("P"), bench.line("P").state) == ("65/0", LineState.OUT)
    new = bench.state("P1")
    assert (new.custody, new.place, new.form) == (Custody.HERE, bench.place_uid("Returned"), "chip")
    assert new.parents[0][0] == bench.piece("P")
    assert bench.state("P").custody is Custody.LOAN
    give_back(bench, "P", itself(bench, 65), day=20230101)
    assert bench.moves("P") == {"issued 100/0", "returned 30/0", "consumed 5/0", "returned 65/0"}


def test_the_borrower_keeps_all_the_rest(bench: Loans) -> None:
    give_back(bench, "P", part(bench, "P1", 30), retained_ug=None)
    assert (bench.held("P"), bench.state("P").quality) == ("70/0", "by_difference")
    assert keys(lambda: give_back(bench, "P", part(bench, "P2", 70), retained_ug=None)) == {"return.nothing_left"}


def test_wholly_divided_the_piece_ends_and_the_line_is_closed(bench: Loans) -> None:
    entry = give_back(bench, "P", part(bench, "P1", 30), part(bench, "P2", 65), consumed_ug=5)
    assert bench.net(entry) == {"loan P -100/0", "here P1 +30/0", "here P2 +65/0", "consumed P +5/0"}
    piece = bench.state("P")
    assert (piece.existence, piece.retired_reason) == (Existence.RETIRED, "divided")
    assert (bench.held("P"), bench.line("P").closed_by) == ("0/0", ClosedBy.RETURN_RECEIPT)


def test_a_part_nobody_weighed_takes_what_is_left_over(bench: Loans) -> None:
    entry = give_back(bench, "P", part(bench, "P1", 30), part(bench, "P2"), accept=(*PART_BLIND, *REST))
    assert bench.net(entry) == {"loan P -100/0", "here P1 +30/0", "here P2 0/+1", "unmeasured P2 +70/-1"}
    assert bench.moves("P") == {"issued 100/0", "returned 30/0", "returned 70/0"}
    told = bench.line("P").account
    assert (told.difference_ug, told.trusted_ug) == (0, 70), "as the window said before: not weighed, not missing"


def test_an_unweighed_part_leaves_the_rest_an_upper_bound(bench: Loans) -> None:
    give_back(bench, "P", part(bench, "P1"), retained_ug=None, accept=PART_BLIND)
    assert (bench.held("P"), bench.state("P").quality) == ("100/0", "upper_bound")


def section(bench: Loans, number: str, ug: int | None = None, **more: Any) -> CameBack:
    return part(bench, number, form="thin_section", stated_ug=ug, stated_to_ug=1 if ug else 0, **more)


NOMINAL = ("mass.kept_nominal",)


def test_a_section_the_borrower_made_is_nominal_and_what_is_stated_of_it_came_back(bench: Loans) -> None:
    entry = give_back(bench, "P", section(bench, "P1", 5), itself(bench, 95), accept=NOMINAL)
    assert bench.state("P1").held_unweighed == 1
    assert bench.moves("P") == {"issued 100/0", "returned 95/0", "returned 5/0"}
    assert bench.net(entry) == {"loan P -100/0", "here P +95/0", "here P1 0/+1", "unmeasured P1 +5/-1"}
    told = [each.quality for each in bench.line("P").moves if each.ug == 5]
    assert (told, bench.line("P").account.difference_ug) == ([Quality.NOMINAL], 0)


def test_a_sheet_of_nothing_but_sections_leaves_no_difference(bench: Loans) -> None:
    give_back(bench, "P", section(bench, "P1", 60), section(bench, "P2", 40), accept=NOMINAL)
    assert bench.moves("P") == {"issued 100/0", "returned 100/0"}
    assert bench.line("P").account.difference_ug == 0


@pytest.mark.parametrize(("stated", "refused"), [(5, "return.does_not_balance"), (35, "return.came_too_much")])
def test_what_misses_beside_a_section_is_seen_before_it_is_posted(bench: Loans, stated: int, refused: str) -> None:
    back = (section(bench, "P1", stated), itself(bench, 80))
    assert refused in keys(lambda: give_back(bench, "P", *back))
    taken = (*NOMINAL, "return.difference" if stated == 5 else "return.difference_more")
    give_back(bench, "P", *back, accept_difference=True, accept=taken)
    assert bench.line("P").account.difference_ug == 20 - stated


def test_a_part_without_any_mass_takes_what_a_section_leaves(bench: Loans) -> None:
    back = (section(bench, "P1", 5), part(bench, "P2"), itself(bench, 80))
    entry = give_back(bench, "P", *back, accept=(*NOMINAL, *PART_BLIND, *REST))
    assert bench.moves("P") == {"issued 100/0", "returned 80/0", "returned 15/0", "returned 5/0"}
    assert "unmeasured P1 +20/-1" in bench.net(entry)


def test_a_piece_neither_weighed_nor_stated_comes_with_what_its_sections_leave(bench: Loans) -> None:
    give_back(bench, "P", section(bench, "P1", 5), itself(bench), accept=(*NOMINAL, *BLIND))
    assert bench.moves("P") == {"issued 100/0", "returned 95/0", "returned 5/0"}
    assert (bench.line("P").account.trusted_ug, bench.state("P").quality) == (95, "upper_bound")


def test_no_section_weighs_more_than_the_line(bench: Loans) -> None:
    much = section(bench, "P1", 101)
    assert "return.nothing_left" in keys(lambda: give_back(bench, "P", much, itself(bench)))
    assert "return.nothing_left" in keys(lambda: give_back(bench, "P", much, retained_ug=None))


def test_what_is_read_of_a_section_is_compared_with_what_is_stated(bench: Loans) -> None:
    back = replace(section(bench, "P1", 30), reading=read(5))
    assert "return.weighs_otherwise" in keys(lambda: give_back(bench, "P", back, itself(bench, 95)))


def test_all_was_used_up_or_lost(bench: Loans) -> None:
    entry = give_back(bench, "P", consumed_ug=90, lost_ug=10, accept=(LOST,))
    assert bench.net(entry) == {"loan P -100/0", "consumed P +90/0", "lost P +10/0"}
    assert bench.state("P").existence is Existence.CONSUMED
    give_back(bench, "U", lost_ug=3, accept=(LOST, *REST_UNKNOWN))
    assert (bench.held("U"), bench.state("U").existence) == ("0/0", Existence.LOST)


# Of unknown mass


def test_an_unknown_piece_comes_back_and_is_weighed_for_the_first_time(bench: Loans) -> None:
    entry = give_back(bench, "U", itself(bench, 40))
    assert bench.net(entry) == {"loan U 0/-1", "here U +40/0", "unmeasured U -40/+1"}
    assert bench.moves("U") == {"issued 0/1", "returned 40/1", "difference -40/0"}
    told = bench.line("U").account
    assert (told.issued_known, told.returned_ug, told.emerged_ug, told.difference_ug) == (False, 40, 40, 0)


def test_what_differs_of_a_mass_that_came_to_light_away_is_a_difference(bench: Loans) -> None:
    give_back(bench, "U", part(bench, "U1", 5), retained_ug=9)
    assert bench.line("U").account.difference_ug == 0
    give_back(bench, "U", itself(bench, 7), accept_difference=True, accept=("return.difference",), day=20230101)
    told = bench.line("U").account
    assert (told.returned_ug, told.emerged_ug, told.difference_ug, told.held_ug) == (12, 14, 2, 0)


def test_a_use_of_an_unknown_mass_is_no_difference(bench: Loans) -> None:
    give_back(bench, "U", itself(bench), consumed_ug=5)
    told = bench.line("U").account
    assert (told.issued_ug, told.consumed_ug, told.emerged_ug, told.difference_ug) == (0, 5, 5, 0)


def test_an_unknown_piece_comes_back_as_unknown(bench: Loans) -> None:
    assert bench.net(give_back(bench, "U", itself(bench), consumed_ug=5)) == {
        "loan U 0/-1",
        "here U 0/+1",
        "unmeasured U -5/0",
        "consumed U +5/0",
    }
    assert bench.moves("U") == {"issued 0/1", "returned 0/1", "consumed 5/0", "difference -5/0"}


def test_parts_of_an_unknown_piece(bench: Loans) -> None:
    entry = give_back(bench, "U", part(bench, "U1", 5), part(bench, "U2"), retained_ug=None)
    assert bench.net(entry) == {"here U1 +5/0", "here U2 0/+1", "unmeasured U -5/-1"}
    assert (bench.held("U"), bench.line("U").state) == ("0/1", LineState.OUT)
    give_back(bench, "U", part(bench, "U3", 7), retained_ug=9, day=20230101)
    assert bench.held("U") == "9/0"


def test_an_unknown_piece_wholly_divided(bench: Loans) -> None:
    entry = give_back(bench, "U", part(bench, "U1", 5), part(bench, "U2", 6), accept=REST_UNKNOWN)
    assert bench.net(entry) == {"loan U 0/-1", "here U1 +5/0", "here U2 +6/0", "unmeasured U -11/+1"}
    assert bench.moves("U") == {"issued 0/1", "returned 11/1", "difference -11/0"}
    assert bench.state("U").existence is Existence.RETIRED


# What a piece met, where it goes, and whether it is known again


def test_what_it_met_at_the_borrowers_is_on_the_piece_and_its_parts(bench: Loans) -> None:
    met = {"exposures": (ExposureKind.AIR, ExposureKind.COATING), "method": "probe", "contamination": "gold film"}
    give_back(bench, "P", part(bench, "P1", 30), retained_ug=70, **met)
    kinds = {ExposureKind.AIR, ExposureKind.COATING, ExposureKind.OTHER}
    assert (bench.state("P").exposed, bench.state("P1").exposed) == (kinds, kinds)
    assert bench.state("P1").condition == "air_exposed"


def test_where_it_goes_is_a_default_by_form(bench: Loans) -> None:
    entry = give_back(bench, "P", itself(bench, 100, place=None, confirmed=False), accept=RECEIVED)
    assert {each.key for each in entry.findings} == set(RECEIVED)
    assert (bench.state("P").place, bench.state("P").identity_doubt) == (None, "unconfirmed")
    bench.register("TS", place="Cabinet", form="thin_section")
    bench.enter("TS")
    elsewhere = itself(bench)
    assert keys(lambda: give_back(bench, "TS", elsewhere)) == {"return.home_is_usual"}
    give_back(bench, "TS", itself(bench, place=None))
    assert bench.state("TS").place == bench.place_uid("Cabinet"), "a section goes to its slot in the library"


def test_never_into_what_never_met_the_air_without_authority(bench: Loans) -> None:
    bench.place("Nitrogen", "glove_box", "Room", atmosphere="nitrogen")
    inert = itself(bench, 100, place=bench.place_ref("Nitrogen"))
    assert keys(lambda: give_back(bench, "P", inert)) == {"return.pristine_place"}


def test_a_sheet_that_says_nothing_or_too_much_is_refused(bench: Loans) -> None:
    assert keys(lambda: give_back(bench, "P")) == {"return.nothing"}
    assert keys(lambda: give_back(bench, "P", itself(bench, 100), sheet=document(""))) == {"line.needs_document"}
    twice = (itself(bench, 50), itself(bench, 50))
    assert keys(lambda: give_back(bench, "P", *twice)) == {"return.itself_twice"}
    assert keys(lambda: give_back(bench, "P", itself(bench, 50), retained_ug=50)) == {"return.itself_and_kept"}
    assert keys(lambda: give_back(bench, "P", consumed_ug=-1)) == {"return.negative"}
    assert keys(lambda: give_back(bench, "P", itself(bench, 100, number="P9"))) == {"return.other_number"}
    blind = itself(bench)
    assert keys(lambda: give_back(bench, "P", blind, consumed_ug=101)) == {"return.nothing_left", *USED}
    assert keys(lambda: give_back(bench, "P", part(bench, "U", 100))) == {"number.taken"}
    give_back(bench, "P", itself(bench, 100))
    assert keys(lambda: give_back(bench, "P", itself(bench, 100))) == {"line.not_out"}


def test_a_condition_is_never_better_than_it_was(bench: Loans) -> None:
    best = itself(bench, 100, condition=Condition.PRISTINE)
    assert keys(lambda: give_back(bench, "P", best)) == {"return.not_pristine"}
    worse = ChangeCondition(samples=(bench.piece_ref("U"),), condition=Condition.ALTERED, reason="heated")
    bench.do(worse, LATER)
    better = itself(bench, condition=Condition.RETURNED)
    assert keys(lambda: give_back(bench, "U", better)) == {"condition.improves"}
    give_back(bench, "U", itself(bench))
    assert bench.state("U").condition == "altered"


def test_a_shipment_home_is_touched_and_a_reading_is_whole(bench: Loans) -> None:
    box = lay(bench.session, Subject.SHIPMENT, code="S-1", direction="home")
    unread = CameBack(
        itself=True, reading=Reading(resolution_ug=1), confirmed=True, place=bench.place_ref("Returned")
    )
    assert "weigh.nothing_read" in keys(lambda: give_back(bench, "P", unread))
    give_back(bench, "P", itself(bench, 100), shipment=ShipmentRef(ref_of(box)))
    assert bench.line("P").fields["home_shipment"] == box
    assert bench.session.record(Subject.SHIPMENT, box).last_seq == len(bench.session.entries)


def test_parts_nobody_compared_stay_in_doubt_and_keep_what_they_met(bench: Loans) -> None:
    unsure = part(bench, "P1", 100, confirmed=False)
    give_back(bench, "P", unsure, exposures=(ExposureKind.AIR,), accept=("return.not_confirmed",))
    new = bench.state("P1")
    assert (new.identity_doubt, new.exposed) == ("unconfirmed", {ExposureKind.AIR})


def test_a_policy_says_where_it_goes_and_how_much_may_be_missing() -> None:
    policy = Policy(
        code="lab",
        collections=frozenset({"L"}),
        returns=MappingProxyType({"": ("RETURNED", "RET")}),
        return_tolerance_percent=10_000,
    )
    bench = Loans(session=MemoryDesk(tables=replace(TABLES, policies=(policy,))))
    bench.place("Store", "cabinet", "Room", code="RET")
    bench.enter("P", "U")
    give_back(bench, "P", itself(bench, 91, place=None))
    assert bench.state("P").place == bench.place_uid("Store")
    assert bench.moves("P") == {"issued 100/0", "returned 91/0", "difference 9/0"}
    assert keys(lambda: give_back(bench, "U", itself(bench))) == {"return.place_needs_why"}
    give_back(bench, "U", itself(bench, place_why="its own tray"))
    assert bench.state("U").place == bench.place_uid("Returned")
    assert bench.closes()


def test_what_was_out_before_goes_back_to_its_own_slot(bench: Loans) -> None:
    give_back(bench, "P", itself(bench, 100))
    bench.enter("P", day=20230101)
    give_back(bench, "P", itself(bench, 100, place=None), day=20240101)
    assert bench.state("P").place == bench.place_uid("Returned")


def test_a_part_of_what_was_out_before_goes_where_somebody_says(bench: Loans) -> None:
    give_back(bench, "P", itself(bench, 100))
    bench.enter("P", day=20230101)
    give_back(bench, "P", part(bench, "P1", 100), day=20240101)
    assert bench.state("P1").place == bench.place_uid("Returned")


def test_the_way_back_to_where_it_stood_pristine_has_a_reason(bench: Loans) -> None:
    home = itself(bench, 100, place=bench.place_ref("Cabinet"))
    assert keys(lambda: give_back(bench, "P", home)) == {"return.place_before_needs_why"}
    pristine = ChangeCondition(samples=(bench.piece_ref("P"),), condition=Condition.PRISTINE, reason="sealed")
    bench.do(pristine, LENT)
    assert keys(lambda: give_back(bench, "P", home)) == {"return.home_needs_why"}
    give_back(bench, "P", replace(home, place_why="sealed all the way"))
    assert bench.state("P").place == bench.place_uid("Cabinet")


def test_where_it_stood_before_it_left_is_told_from_where_it_was_put(bench: Loans) -> None:
    bench.register("M", place="Cabinet")
    bench.place("Tray", "tray", "Cabinet")
    bench.move("Tray", "M", day=LENT)
    bench.enter("M")
    tray, cabinet = ({"place": bench.place_ref(each)} for each in ("Tray", "Cabinet"))
    assert bench.state("M").home == bench.place_uid("Cabinet")
    assert keys(lambda: give_back(bench, "M", itself(bench, 100, **tray))) == {"return.place_before_needs_why"}
    assert keys(lambda: give_back(bench, "M", itself(bench, 100, **cabinet))) == {"return.home_place_needs_why"}
    give_back(bench, "M", itself(bench, 100), day=LATER)
    assert bench.state("M").place == bench.place_uid("Returned")


def test_of_a_part_only_where_its_piece_stood_is_told(bench: Loans) -> None:
    bench.register("M", place="Cabinet")
    bench.place("Tray", "tray", "Cabinet")
    bench.move("Tray", "M", day=LENT)
    bench.enter("M")
    sheet = replace(part(bench, "M1", 100), name="A1")
    for place, key in (("Tray", "return.place_before_needs_why"), ("Cabinet", "return.home_place_needs_why")):
        with pytest.raises(Refused) as refused:
            give_back(bench, "M", replace(sheet, place=bench.place_ref(place)))
        (found,) = refused.value.findings
        assert (found.key, dict(found.facts)["number"], dict(found.facts)["name"]) == (key, "M", "A1")


def test_of_a_piece_that_stood_nowhere_nothing_is_said(bench: Loans) -> None:
    bench.register("N")
    bench.enter("N")
    ledger = bench.session.ledger()
    assert stood_before(ledger, bench.piece("N"), LATER) is None
    assert stood_before(ledger, bench.piece("P"), LATER) == bench.place_uid("Cabinet")
    assert stood_before(ledger, bench.piece("P"), 19000101) is None
    give_back(bench, "N", itself(bench, 100, place=bench.place_ref("Cabinet")))


def test_an_undone_return_is_out_again(bench: Loans) -> None:
    entry = give_back(bench, "P", part(bench, "P1", 30), retained_ug=70)
    assert not bench.session.may_reverse(1)
    bench.session.reverse(entry.seq)
    assert (bench.held("P"), bench.line("P").state) == ("100/0", LineState.OUT)
    assert ref_of(bench.line("P").uid)


@pytest.mark.parametrize("number", ["P", "U"])
@pytest.mark.parametrize(
    "zero", [{"stated_ug": 0}, {"reading": Reading(net_ug=0, resolution_ug=1)}], ids=["stated", "weighed"]
)
def test_nothing_comes_back_with_a_mass_of_zero(bench: Loans, number: str, zero: dict[str, Any]) -> None:
    """Used up it was reported, or nobody weighed it: unknown is not zero, and nothing is no piece."""
    (key,) = zero
    alone, beside = part(bench, "P1", **zero), (itself(bench, 40), part(bench, "P1", **zero))
    for pieces in ((alone,), beside, (itself(bench, **zero),)):
        with pytest.raises(Refused) as refused:
            give_back(bench, number, *pieces)
        (found,) = refused.value.findings
        assert (found.key, found.strength, found.field) == (
            "return.zero_mass",
            Strength.IMPOSSIBLE,
            f"pieces[{len(pieces) - 1}].{key}",
        )


# Scanned or not


def test_r18_what_was_not_scanned_beside_others_says_why_for_itself(bench: Loans) -> None:
    found = bench.session.preview(
        bench.act(
            ReturnLine(
                line=bench.line_ref("P"),
                pieces=(itself(bench, 100, unscanned=True, unscanned_why=" "),),
                sheet=document("sheet 1"),
            ),
            LATER,
        )
    )
    (missing,) = [each for each in found if each.key == "return.not_scanned"]
    assert (missing.strength, missing.cause) == (Strength.IMPOSSIBLE, bench.state("P").uid)
    assert missing.field == "pieces[0].unscanned_why"
    entry = give_back(bench, "P", itself(bench, 100, unscanned=True, unscanned_why="its label is torn"))
    assert bench.net(entry) == {"loan P -100/0", "here P +100/0"}
    kept = [json.loads(str(each)) for key, each in bench.line("P").fields.items() if key.startswith("back")]
    assert [each["unscanned_why"] for each in kept] == ["its label is torn"]
