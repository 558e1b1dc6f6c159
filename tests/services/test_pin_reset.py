"""R12: a PIN is its owner's; a forgotten one is reset by an authority beside a second person, in an entry."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import OperatorRef, Uid
from lunarcurator.domain.operations import SetUpOperator
from lunarcurator.domain.status import Role
from lunarcurator.services.desk import Desk
from lunarcurator.services.people import FREE_TRIES, LONGEST_WAIT_S, Operator, People, PinRefused
from lunarcurator.services.pin_reset import reset_pin, reset_ways
from lunarcurator.services.verifying import verify
from lunarcurator.services.words import Words
from lunarcurator.store import pins
from lunarcurator.store.settings import put_setting

from tests.still_clock import StillClock

PEOPLE = (("C. Curator", Role.CURATOR), ("M. Manager", Role.MANAGER), ("P. Processor", Role.PROCESSOR))
SECOND_US = 1_000_000


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def desk(tmp_path: Path, clock: StillClock) -> Iterator[Desk]:
    made = Desk.make(tmp_path / "a.lunar", clock=clock)
    for name, role in PEOPLE:
        act = Act(operation=SetUpOperator(name=name, role=role), day=20260101)
        made.post(Posting(acts=(act,), operator=OperatorRef("C. Curator")))
    yield made
    made.close()


def uid(desk: Desk, name: str) -> Uid:
    found = People(desk).named(name)
    assert found is not None
    return found.uid


def give_pins(desk: Desk, *names: str) -> None:
    for name in names:
        People(desk).set_pin(uid(desk, name), "4711")


def refused(desk: Desk, words: Words, owner: str, by: str, witness: str = "", reason: str = "forgotten") -> str:
    head = desk.head()
    second = uid(desk, witness) if witness else None
    with pytest.raises(PinRefused) as found:
        reset_pin(desk, words, uid(desk, owner), uid(desk, by), witness=second, reason=reason)
    assert desk.head() == head
    assert words.say(found.value.key, found.value.facts)
    return found.value.key


def test_an_authority_resets_a_pin_beside_a_second_person_in_an_entry(desk: Desk, words: Words) -> None:
    give_pins(desk, "C. Curator", "M. Manager", "P. Processor")
    assert refused(desk, words, "P. Processor", "P. Processor", "C. Curator") == "pin.reset_by"
    assert refused(desk, words, "P. Processor", "M. Manager") == "pin.reset_second"
    assert refused(desk, words, "P. Processor", "M. Manager", "M. Manager") == "pin.reset_second"
    assert refused(desk, words, "P. Processor", "M. Manager", "P. Processor") == "pin.reset_second"
    assert refused(desk, words, "P. Processor", "M. Manager", "C. Curator", " ") == "pin.reset_reason"
    owner, by, second = (uid(desk, name) for name in ("P. Processor", "M. Manager", "C. Curator"))
    posted = reset_pin(desk, words, owner, by, witness=second, reason="forgotten")
    assert not People(desk).has_pin(owner)
    with desk.database.connect() as connection:
        row = connection.exec_driver_sql("SELECT * FROM entry WHERE seq = ?", (posted.seq,)).one()
    assert (row.operator.hex(), row.witness.hex()) == (by, second)
    assert row.reason == "PIN of P. Processor reset: forgotten"
    assert refused(desk, words, "P. Processor", "M. Manager", "C. Curator") == "pin.nothing_to_reset"
    assert verify(desk).sound


def test_a_sole_authority_is_helped_by_whoever_can_prove_himself(desk: Desk, words: Words) -> None:
    give_pins(desk, "M. Manager", "P. Processor")
    assert refused(desk, words, "M. Manager", "C. Curator", "P. Processor") == "pin.reset_by_owner"
    assert refused(desk, words, "M. Manager", "M. Manager") == "pin.reset_second"
    owner = uid(desk, "M. Manager")
    reset_pin(desk, words, owner, owner, witness=uid(desk, "P. Processor"), reason="forgotten")
    assert not People(desk).has_pin(owner)


def test_where_nobody_can_prove_anything_the_owner_resets_it_alone(desk: Desk, words: Words) -> None:
    give_pins(desk, "M. Manager")
    owner = uid(desk, "M. Manager")
    assert reset_ways(People(desk).operators(), owner).seconds == ()
    reset_pin(desk, words, owner, owner, reason="forgotten")
    assert not People(desk).has_pin(owner)


def test_beside_an_authority_who_alone_has_a_pin_nobody_stands(desk: Desk, words: Words) -> None:
    give_pins(desk, "M. Manager", "P. Processor")
    reset_pin(desk, words, uid(desk, "P. Processor"), uid(desk, "M. Manager"), reason="forgotten")
    assert not People(desk).has_pin(uid(desk, "P. Processor"))


def test_auditors_and_those_who_left_are_no_second_persons() -> None:
    owner, other = Uid("00" * 16), Uid("11" * 16)
    for left, role in ((True, Role.CURATOR), (False, Role.AUDITOR)):
        ways = reset_ways([Operator(other, "X", role, left, True)], owner)
        assert ways.seconds == ()
        assert ways.authorities == ()


def test_wrong_pins_cost_more_and_more_time_and_a_right_one_forgives_them(desk: Desk, clock: StillClock) -> None:
    give_pins(desk, "M. Manager")
    people, manager = People(desk), uid(desk, "M. Manager")
    for _ in range(FREE_TRIES):
        assert not people.prove(manager, "0000")
    with pytest.raises(PinRefused) as wait:
        people.prove(manager, "4711")
    assert (wait.value.key, wait.value.facts["seconds"]) == ("pin.wait", 2)
    clock.us += 2 * SECOND_US
    assert not people.prove(manager, "0000")
    with pytest.raises(PinRefused) as wait:
        people.prove(manager, "4711")
    assert wait.value.facts["seconds"] == 4
    clock.us += 4 * SECOND_US
    assert people.prove(manager, "4711")
    assert not people.prove(manager, "0000")
    assert people.prove(manager, "4711")


def test_the_wait_has_an_end_and_a_clock_put_back_locks_nobody_out(desk: Desk, clock: StillClock) -> None:
    give_pins(desk, "M. Manager")
    people, manager = People(desk), uid(desk, "M. Manager")
    for _ in range(20):
        assert not people.prove(manager, "0000")
        clock.us += LONGEST_WAIT_S * SECOND_US
    clock.us -= 10 * 365 * 86_400 * SECOND_US
    with pytest.raises(PinRefused) as wait:
        people.prove(manager, "4711")
    assert wait.value.facts["seconds"] == LONGEST_WAIT_S
    clock.us += LONGEST_WAIT_S * SECOND_US
    assert people.prove(manager, "4711")


def test_tries_are_counted_for_all_programs_and_survive_a_restart(desk: Desk, clock: StillClock) -> None:
    give_pins(desk, "M. Manager")
    manager = uid(desk, "M. Manager")
    for _ in range(FREE_TRIES):
        again = Desk.open(desk.path, clock=clock)
        assert not People(again).prove(manager, "0000")
        again.close()
    with pytest.raises(PinRefused):
        People(desk).prove(manager, "4711")
    People(desk).set_pin(manager, "0815")
    assert People(desk).prove(manager, "0815")


def test_in_a_store_open_to_read_a_pin_proves_and_nothing_is_counted(desk: Desk, clock: StillClock) -> None:
    give_pins(desk, "M. Manager")
    manager = uid(desk, "M. Manager")
    reading = Desk.open(desk.path, clock=clock, read_only=True)
    try:
        for _ in range(FREE_TRIES + 1):
            assert not People(reading).prove(manager, "0000")
        assert People(reading).prove(manager, "4711")
    finally:
        reading.close()


def test_a_count_that_cannot_be_read_is_none(desk: Desk) -> None:
    give_pins(desk, "M. Manager")
    manager = uid(desk, "M. Manager")
    with desk.database.write() as connection:
        put_setting(connection, f"pin.failures.{manager}", "many")
        assert pins.failures(connection, manager) == pins.Failures(0, 0)
    assert People(desk).prove(manager, "4711")
