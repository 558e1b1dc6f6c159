"""What is promised to a borrower is not used up, divided or merged at the bench without a word (R3)."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Consume, Daughter, Merge, Reading, Split, Weigh

from tests.domain.ledger.loan_bench import READY, SENT, LoanDesk, refused, strengths


@pytest.fixture
def session() -> Iterator[LoanDesk]:
    session = LoanDesk()
    yield session
    assert session.closes()


def using(session: LoanDesk, number: str, ug: int | None = None) -> Callable[..., Any]:
    act = Consume(sample=session.piece_ref(number), ug=ug, evidence="notebook 1")
    return lambda *accept: session.do(act, READY, accept)


def dividing(session: LoanDesk, number: str, ug: int) -> Callable[..., Any]:
    part = Daughter(number=f"{number}9", form="chip", mass=Mass.measured(ug, 1))
    return lambda *accept: session.do(Split(parent=session.piece_ref(number), daughters=(part,)), READY, accept)


def test_nothing_of_a_promised_piece_goes_without_authority(session: LoanDesk) -> None:
    session.ready("P", "Q")
    assert strengths(using(session, "P")) == {"promise.nothing_left": "authority"}
    merged = Merge(sample=session.piece_ref("P"), into=session.piece_ref("Q"))
    assert "promise.nothing_left" in refused(lambda: session.do(merged, READY))
    using(session, "P")("promise.nothing_left")
    told = session.line("001/1").fields
    assert (told["short_since"], told["short_left_ug"]) == (READY, 0)


def test_a_part_of_a_promised_piece_takes_a_reason_and_names_the_line(session: LoanDesk) -> None:
    session.request(session.want("P"))
    session.decide("001/1")
    assert strengths(using(session, "P", 50)) == {"promise.less_left": "warn"}
    entry = dividing(session, "P", 200)("promise.less_left")
    found = next(each for each in entry.findings if each.key == "promise.less_left")
    assert found.cause == session.line("001/1").uid
    assert dict(found.facts)["left_ug"] == 300
    assert session.line("001/1").fields["short_left_ug"] == 300


def test_a_stock_keeps_what_is_granted_of_it(session: LoanDesk) -> None:
    session.request(session.want("S", 600_000), session.want("S", 100_000), session.want("S", 200_000), accept=())
    session.decide("001/1")
    session.decide("001/2")
    using(session, "S", 300_000)()
    assert strengths(using(session, "S", 1)) == {"promise.not_covered": "authority"}
    entry = using(session, "S", 100)("promise.not_covered")
    facts = dict(next(each for each in entry.findings if each.key == "promise.not_covered").facts)
    assert facts["lines"] == "L-2021-001/1, L-2021-001/2"
    assert (facts["promised_ug"], facts["left_ug"]) == (700_000, 699_900)
    assert session.line("001/2").fields["short_left_ug"] == 699_900


def test_what_was_weighed_out_or_has_left_is_promised_no_more_of_the_stock(session: LoanDesk) -> None:
    session.request(session.want("S", 600_000))
    session.decide("001/1")
    session.prepare(session.made("001/1", 600_000, "S1"))
    using(session, "S", 399_000)()
    assert strengths(using(session, "S1", 1)) == {"promise.less_left": "warn"}
    session.pack()
    session.issue("001/1")
    session.receive()
    assert "short_since" not in session.line("001/1").fields


def test_a_weighing_that_gains_or_names_a_mass_takes_nothing_away(session: LoanDesk) -> None:
    session.register("V", Mass.unknown("not_weighed"), place="Vault", form="chip")
    session.ready("V", "P")
    heavy = Weigh(sample=session.piece_ref("P"), reading=Reading(net_ug=510, resolution_ug=1))
    session.do(heavy, SENT, ("weigh.gained",))
    session.do(Weigh(sample=session.piece_ref("V"), reading=Reading(net_ug=40, resolution_ug=1)), SENT)
    assert "short_since" not in session.line("001/1").fields
    light = Weigh(sample=session.piece_ref("P"), reading=Reading(net_ug=400, resolution_ug=1))
    session.do(light, SENT, ("weigh.lost",))
    assert session.line("001/2").fields["short_left_ug"] == 400


def test_a_weighing_that_finds_less_than_is_granted_waits_for_a_reason(session: LoanDesk) -> None:
    session.request(session.want("S", 600_000))
    session.decide("001/1")
    light = Weigh(sample=session.piece_ref("S"), reading=Reading(net_ug=500_000, resolution_ug=1))
    assert strengths(lambda: session.do(light, READY)) == {"weigh.lost": "warn", "promise.not_covered": "warn"}
