"""What a policy wants looked at before material goes: mass, what is left, sections, people (workflow 11)."""

from typing import Any

import pytest
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.availability import availability, is_section, lines_asking, sections_left
from lunarcurator.domain.lending.policy import Floor, Policy, RemainingLimit, WarnLimits
from lunarcurator.domain.lending.terms import LineMode
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Daughter
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.lending_limits import Wish, limits_of_policy, stays_above_floor
from lunarcurator.domain.rules.requests import is_item

from tests.domain.ledger.bench import weighed
from tests.domain.ledger.loan_bench import DECIDED, READY, LoanDesk, refused, strengths

OURS = frozenset({"L"})


def lab(**limits: Any) -> LoanDesk:
    return LoanDesk(Policy(collections=OURS, name="Ours", warn=WarnLimits(**limits)))


def test_a_mass_over_the_limit_is_looked_at_also_in_parts_and_whole() -> None:
    desk = lab(over_ug=400)
    assert strengths(lambda: desk.request(desk.want("P"))) == {"limit.over_mass": "warn"}
    parts = (desk.want("S", 201), desk.want("S", 200))
    assert refused(lambda: desk.request(*parts)) == {"limit.over_mass"}
    desk.request(desk.want("S", 200), desk.want("S", 200), desk.want("Q"), desk.want("T"))


def test_a_part_of_what_is_left_is_looked_at_by_class() -> None:
    limits = (RemainingLimit(percent=25_000, classes=("basalt",)), RemainingLimit(percent=10_000))
    desk = lab(of_remaining=limits)
    desk.register("D", weighed(1_000), place="Vault", form="powder", class_name="Basalt, low Ti")
    desk.request(desk.want("D", 250))
    desk.request(desk.want("S", 100_000))
    assert strengths(lambda: desk.request(desk.want("S", 100_011))) == {"limit.part_of_remaining": "warn"}
    assert refused(lambda: desk.request(desk.want("D", 251))) == {"limit.part_of_remaining"}


def test_what_is_promised_is_not_left() -> None:
    desk = lab(of_remaining=(RemainingLimit(percent=50_000),))
    desk.request(desk.want("S", 500_000))
    desk.decide("001/1")
    assert refused(lambda: desk.request(desk.want("S", 250_001), day=DECIDED)) == {"limit.part_of_remaining"}
    assert refused(lambda: desk.request(desk.want("S", 500_001), day=DECIDED)) == {"limit.more_than_left"}
    there = availability(desk.desk.picture(), desk.state("S"))
    assert (there.held_ug, there.promised_ug, there.left_ug) == (1_000_000, 500_000, 500_000)
    assert (there.percent_of(5_000), there.requests, there.asked_ug) == (1_000, 0, 0)
    mine = desk.line("001/1").uid
    assert availability(desk.desk.picture(), desk.state("S"), (mine,)).promised_ug == 0
    desk.prepare(desk.made("001/1", 500_000, "S1"))
    assert availability(desk.desk.picture(), desk.state("S")).promised_ug == 0
    assert [each.code for each in lines_asking(desk.desk.picture(), desk.piece("S1"))] == ["L-2021-001/1"]
    assert availability(desk.desk.picture(), desk.state("S1")).wholly[0].code == "L-2021-001/1"
    assert availability(desk.desk.picture(), desk.state("T")).left_ug is None
    assert availability(desk.desk.picture(), desk.state("T")).percent_of(5) is None


def test_a_part_may_be_the_stock_of_another_but_not_once_it_is_promised_whole() -> None:
    desk = lab()
    desk.request(desk.want("S", 500), desk.want("S", 300))
    desk.decide("001/1", "001/2")
    desk.prepare(desk.made("001/1", 500, "S1"))
    desk.request(desk.want("S1", 10), day=READY)
    desk.decide("002/1", day=READY)
    assert desk.line("002/1").source == desk.piece("S1")
    desk.request(desk.want("S", mode=LineMode.WHOLE), day=READY)
    assert refused(lambda: desk.decide("003/1", day=READY)) == {"loan.promised"}
    desk.prepare(desk.made("001/2", 300, "S2"))
    desk.decide("003/1", day=READY)


def test_sections_are_counted_in_their_family() -> None:
    desk = lab(fewer_sections=3)
    desk.register("R", weighed(5_000), place="Vault", form="whole_rock")
    unknown = Mass.unknown("section")
    butt = Daughter(form="potted_butt", mass=Mass.unknown("epoxy"))
    section = Daughter(form="thin_section", mass=unknown)
    desk.split("R", {"B1": butt, "B2": butt, "C": 50})
    desk.split("B1", {"T1": section, "T2": section})
    desk.split("B2", {"T3": section})
    picture = desk.desk.picture()
    assert is_section(picture, desk.state("T1"))
    assert [sections_left(picture, desk.state(each)) for each in ("T1", "T3", "T")] == [3, 3, 1]
    desk.request(desk.want("T1", destructive=True), desk.want("T2"))
    desk.decide("001/2")
    used = desk.want("T3", destructive=True)
    assert strengths(lambda: desk.request(used)) == {"limit.few_sections": "warn"}
    desk.request(desk.want("T3"), desk.want("C", destructive=True))
    desk.prepare(desk.made("001/2"))
    desk.pack()
    desk.issue("001/2")
    desk.void("T3")
    assert sections_left(desk.desk.picture(), desk.state("T1")) == 1


def test_sections_without_a_butt_are_counted_beside_it() -> None:
    desk = lab()
    desk.register("R", weighed(5_000), place="Vault", form="whole_rock")
    section = Daughter(form="thin_section", mass=Mass.unknown("section"))
    desk.split("R", {"T1": section, "T2": section})
    assert sections_left(desk.desk.picture(), desk.state("T1")) == 2
    desk.register("B", place="Vault", form="potted_butt")
    desk.split("B", {"T3": section})
    assert sections_left(desk.desk.picture(), desk.state("T3")) == 1


def test_protected_and_small_pieces_are_looked_at() -> None:
    desk = lab(protected=frozenset({"P"}), small_ug=400)
    assert refused(lambda: desk.request(desk.want("P"))) == {"limit.protected"}
    assert refused(lambda: desk.request(desk.want("Q"))) == {"limit.small"}
    desk.request(desk.want("S", 5))


def test_the_request_as_a_whole_is_looked_at() -> None:
    desk = lab(lines_of_request=1, new_borrower=True, person_ug=600)
    told = strengths(lambda: desk.request(desk.want("P"), desk.want("Q")))
    assert told == {
        "limit.many_lines": "warn",
        "limit.new_borrower": "warn",
        "limit.person_holds": "warn",
    }
    desk.request(desk.want("P"), accept=("limit.new_borrower",))
    desk.decide("001/1")
    desk.prepare(desk.made("001/1"))
    desk.pack()
    desk.issue("001/1")
    assert refused(lambda: desk.request(desk.want("Q"), day=20210401)) == {"limit.person_holds"}
    desk.request(desk.want("T"), day=20210401)
    desk.request(desk.want(described="something"))


def test_who_wants_it_need_not_be_known() -> None:
    desk = lab(new_borrower=True)
    picture = desk.desk.picture()
    policy = Policy(warn=WarnLimits(new_borrower=True))
    wish = Wish(desk.state("P"), policy, LineMode.WHOLE, None, False, "x")
    assert [*limits_of_policy(picture, [wish], None)] == []
    part = Wish(desk.state("S"), policy, LineMode.BY_WEIGHT, None, False, "x")
    assert [*limits_of_policy(picture, [part], None)] == []


def test_a_piece_of_unknown_mass_has_no_floor() -> None:
    desk = LoanDesk(Policy(collections=OURS, floors=(Floor(percent=50_000),)))
    wish = Wish(desk.state("T"), Policy(), LineMode.WHOLE, None, False, "x")
    assert [*stays_above_floor(desk.desk.picture(), wish, 5, "x")] == []


def test_a_piece_without_a_number_is_no_item() -> None:
    desk = lab()
    nameless = PieceState(Uid("0" * 32), fields={"collection": desk.collection})
    assert not is_item(desk.desk.picture(), nameless)
    assert desk.desk.named(Subject.LOAN, "L-2021-001") == []


def test_a_whole_piece_nobody_weighed_counts_with_what_is_on_record_of_it() -> None:
    desk = lab(over_ug=400, person_ug=600)
    for number, ug in (("N", 500), ("M", 300)):
        desk.register(number, place="Vault", form="whole_rock", original=Mass.stated(ug, 1))
    assert strengths(lambda: desk.request(desk.want("N"))) == {"limit.may_be_over_mass": "warn"}
    desk.request(desk.want("M"))
    desk.decide("001/1")
    told = strengths(lambda: desk.request(desk.want("N"), desk.want("Q"), desk.want("M")))
    assert told == {"limit.may_be_over_mass": "warn", "limit.person_may_hold": "warn"}


@pytest.mark.parametrize("limits", [{"over_ug": 400}, {"person_ug": 600}])
def test_where_nothing_is_known_of_a_whole_piece_request_and_decision_say_so(limits: dict[str, int]) -> None:
    desk = lab(**limits)
    desk.register("N", Mass.unknown("not_weighed"), place="Vault", form="whole_rock")
    desk.register("U", Mass.unknown("section"), place="Vault", form="thin_section")
    assert strengths(lambda: desk.request(desk.want("N"), desk.want("U"))) == {"limit.mass_not_known": "warn"}
    desk.request(desk.want("N"), accept=("limit.mass_not_known",))
    assert strengths(lambda: desk.decide("001/1")) == {"limit.mass_not_known": "warn"}
    desk.decide("001/1", accept=("limit.mass_not_known",))


def test_a_policy_without_a_limit_on_mass_asks_for_none() -> None:
    desk = lab(new_borrower=False)
    desk.register("N", Mass.unknown("not_weighed"), place="Vault", form="whole_rock")
    asked, decided = desk.request(desk.want("N")), desk.decide("001/1")
    assert [*asked.findings, *decided.findings] == []
