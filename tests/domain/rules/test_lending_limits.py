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
    session = lab(over_ug=400)
    assert strengths(lambda: session.request(session.want("P"))) == {"limit.over_mass": "warn"}
    parts = (session.want("S", 201), session.want("S", 200))
    assert refused(lambda: session.request(*parts)) == {"limit.over_mass"}
    session.request(session.want("S", 200), session.want("S", 200), session.want("Q"), session.want("T"))


def test_a_part_of_what_is_left_is_looked_at_by_class() -> None:
    limits = (RemainingLimit(percent=25_000, classes=("basalt",)), RemainingLimit(percent=10_000))
    session = lab(of_remaining=limits)
    session.register("D", weighed(1_000), place="Vault", form="powder", class_name="Basalt, low Ti")
    session.request(session.want("D", 250))
    session.request(session.want("S", 100_000))
    assert strengths(lambda: session.request(session.want("S", 100_011))) == {"limit.part_of_remaining": "warn"}
    assert refused(lambda: session.request(session.want("D", 251))) == {"limit.part_of_remaining"}


def test_what_is_promised_is_not_left() -> None:
    session = lab(of_remaining=(RemainingLimit(percent=50_000),))
    session.request(session.want("S", 500_000))
    session.decide("001/1")
    assert refused(lambda: session.request(session.want("S", 250_001), day=DECIDED)) == {"limit.part_of_remaining"}
    assert refused(lambda: session.request(session.want("S", 500_001), day=DECIDED)) == {"limit.more_than_left"}
    there = availability(session.session.ledger(), session.state("S"))
    assert (there.held_ug, there.promised_ug, there.left_ug) == (1_000_000, 500_000, 500_000)
    assert (there.percent_of(5_000), there.requests, there.asked_ug) == (1_000, 0, 0)
    mine = session.line("001/1").uid
    assert availability(session.session.ledger(), session.state("S"), (mine,)).promised_ug == 0
    session.prepare(session.made("001/1", 500_000, "S1"))
    assert availability(session.session.ledger(), session.state("S")).promised_ug == 0
    assert [each.code for each in lines_asking(session.session.ledger(), session.piece("S1"))] == ["L-2021-001/1"]
    assert availability(session.session.ledger(), session.state("S1")).wholly[0].code == "L-2021-001/1"
    assert availability(session.session.ledger(), session.state("T")).left_ug is None
    assert availability(session.session.ledger(), session.state("T")).percent_of(5) is None


def test_a_part_may_be_the_stock_of_another_but_not_once_it_is_promised_whole() -> None:
    session = lab()
    session.request(session.want("S", 500), session.want("S", 300))
    session.decide("001/1", "001/2")
    session.prepare(session.made("001/1", 500, "S1"))
    session.request(session.want("S1", 10), day=READY)
    session.decide("002/1", day=READY)
    assert session.line("002/1").source == session.piece("S1")
    session.request(session.want("S", mode=LineMode.WHOLE), day=READY)
    assert refused(lambda: session.decide("003/1", day=READY)) == {"loan.promised"}
    session.prepare(session.made("001/2", 300, "S2"))
    session.decide("003/1", day=READY)


def test_sections_are_counted_in_their_family() -> None:
    session = lab(fewer_sections=3)
    session.register("R", weighed(5_000), place="Vault", form="whole_rock")
    unknown = Mass.unknown("section")
    butt = Daughter(form="potted_butt", mass=Mass.unknown("epoxy"))
    section = Daughter(form="thin_section", mass=unknown)
    session.split("R", {"B1": butt, "B2": butt, "C": 50})
    session.split("B1", {"T1": section, "T2": section})
    session.split("B2", {"T3": section})
    ledger = session.session.ledger()
    assert is_section(ledger, session.state("T1"))
    assert [sections_left(ledger, session.state(each)) for each in ("T1", "T3", "T")] == [3, 3, 1]
    session.request(session.want("T1", destructive=True), session.want("T2"))
    session.decide("001/2")
    used = session.want("T3", destructive=True)
    assert strengths(lambda: session.request(used)) == {"limit.few_sections": "warn"}
    session.request(session.want("T3"), session.want("C", destructive=True))
    session.prepare(session.made("001/2"))
    session.pack()
    session.issue("001/2")
    session.void("T3")
    assert sections_left(session.session.ledger(), session.state("T1")) == 1


def test_sections_without_a_butt_are_counted_beside_it() -> None:
    session = lab()
    session.register("R", weighed(5_000), place="Vault", form="whole_rock")
    section = Daughter(form="thin_section", mass=Mass.unknown("section"))
    session.split("R", {"T1": section, "T2": section})
    assert sections_left(session.session.ledger(), session.state("T1")) == 2
    session.register("B", place="Vault", form="potted_butt")
    session.split("B", {"T3": section})
    assert sections_left(session.session.ledger(), session.state("T3")) == 1


def test_protected_and_small_pieces_are_looked_at() -> None:
    session = lab(protected=frozenset({"P"}), small_ug=400)
    assert refused(lambda: session.request(session.want("P"))) == {"limit.protected"}
    assert refused(lambda: session.request(session.want("Q"))) == {"limit.small"}
    session.request(session.want("S", 5))


def test_the_request_as_a_whole_is_looked_at() -> None:
    session = lab(lines_of_request=1, new_borrower=True, person_ug=600)
    told = strengths(lambda: session.request(session.want("P"), session.want("Q")))
    assert told == {
        "limit.many_lines": "warn",
        "limit.new_borrower": "warn",
        "limit.person_holds": "warn",
    }
    session.request(session.want("P"), accept=("limit.new_borrower",))
    session.decide("001/1")
    session.prepare(session.made("001/1"))
    session.pack()
    session.issue("001/1")
    assert refused(lambda: session.request(session.want("Q"), day=20210401)) == {"limit.person_holds"}
    session.request(session.want("T"), day=20210401)
    session.request(session.want(described="something"))


def test_who_wants_it_need_not_be_known() -> None:
    session = lab(new_borrower=True)
    ledger = session.session.ledger()
    policy = Policy(warn=WarnLimits(new_borrower=True))
    wish = Wish(session.state("P"), policy, LineMode.WHOLE, None, False, "x")
    assert [*limits_of_policy(ledger, [wish], None)] == []
    part = Wish(session.state("S"), policy, LineMode.BY_WEIGHT, None, False, "x")
    assert [*limits_of_policy(ledger, [part], None)] == []


def test_a_piece_of_unknown_mass_has_no_floor() -> None:
    session = LoanDesk(Policy(collections=OURS, floors=(Floor(percent=50_000),)))
    wish = Wish(session.state("T"), Policy(), LineMode.WHOLE, None, False, "x")
    assert [*stays_above_floor(session.session.ledger(), wish, 5, "x")] == []


def test_a_piece_without_a_number_is_no_item() -> None:
    session = lab()
    nameless = PieceState(Uid("0" * 32), fields={"collection": session.collection})
    assert not is_item(session.session.ledger(), nameless)
    assert session.session.named(Subject.LOAN, "L-2021-001") == []


def test_a_whole_piece_nobody_weighed_counts_with_what_is_on_record_of_it() -> None:
    session = lab(over_ug=400, person_ug=600)
    for number, ug in (("N", 500), ("M", 300)):
        session.register(number, place="Vault", form="whole_rock", original=Mass.stated(ug, 1))
    assert strengths(lambda: session.request(session.want("N"))) == {"limit.may_be_over_mass": "warn"}
    session.request(session.want("M"))
    session.decide("001/1")
    told = strengths(lambda: session.request(session.want("N"), session.want("Q"), session.want("M")))
    assert told == {"limit.may_be_over_mass": "warn", "limit.person_may_hold": "warn"}


@pytest.mark.parametrize("limits", [{"over_ug": 400}, {"person_ug": 600}])
def test_where_nothing_is_known_of_a_whole_piece_request_and_decision_say_so(limits: dict[str, int]) -> None:
    session = lab(**limits)
    session.register("N", Mass.unknown("not_weighed"), place="Vault", form="whole_rock")
    session.register("U", Mass.unknown("section"), place="Vault", form="thin_section")
    assert strengths(lambda: session.request(session.want("N"), session.want("U"))) == {
        "limit.mass_not_known": "warn"
    }
    session.request(session.want("N"), accept=("limit.mass_not_known",))
    assert strengths(lambda: session.decide("001/1")) == {"limit.mass_not_known": "warn"}
    session.decide("001/1", accept=("limit.mass_not_known",))


def test_a_policy_without_a_limit_on_mass_asks_for_none() -> None:
    session = lab(new_borrower=False)
    session.register("N", Mass.unknown("not_weighed"), place="Vault", form="whole_rock")
    asked, decided = session.request(session.want("N")), session.decide("001/1")
    assert [*asked.findings, *decided.findings] == []
