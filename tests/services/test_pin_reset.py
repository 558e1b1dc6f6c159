"""R12: a PIN is its owner's; a forgotten one is reset by an authority beside a second person, in an entry."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import OperatorRef, Uid
from lunarcurator.domain.operations import SetUpOperator
from lunarcurator.domain.status import Role
from lunarcurator.services.journal_sentences import sentence_of
from lunarcurator.services.people import FREE_TRIES, LONGEST_WAIT_S, Operator, People, PinRefused
from lunarcurator.services.pin_reset import reset_pin, reset_ways
from lunarcurator.services.store_session import StoreSession
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
def session(tmp_path: Path, clock: StillClock) -> Iterator[StoreSession]:
    made = StoreSession.make(tmp_path / "a.lunar", clock=clock)
    for name, role in PEOPLE:
        act = Act(operation=SetUpOperator(name=name, role=role), day=20260101)
        made.post(Posting(acts=(act,), operator=OperatorRef("C. Curator")))
    yield made
    made.close()


def uid(session: StoreSession, name: str) -> Uid:
    found = People(session).named(name)
    assert found is not None
    return found.uid


def give_pins(session: StoreSession, *names: str) -> None:
    for name in names:
        People(session).set_pin(uid(session, name), "4711")


def refused(
    session: StoreSession, words: Words, owner: str, by: str, witness: str = "", reason: str = "forgotten"
) -> str:
    head = session.head()
    second = uid(session, witness) if witness else None
    with pytest.raises(PinRefused) as found:
        reset_pin(session, words, uid(session, owner), uid(session, by), witness=second, reason=reason)
    assert session.head() == head
    assert words.say(found.value.key, found.value.facts)
    return found.value.key


def test_an_authority_resets_a_pin_beside_a_second_person_in_an_entry(session: StoreSession, words: Words) -> None:
    give_pins(session, "C. Curator", "M. Manager", "P. Processor")
    assert refused(session, words, "P. Processor", "P. Processor", "C. Curator") == "pin.reset_by"
    assert refused(session, words, "P. Processor", "M. Manager") == "pin.reset_second"
    assert refused(session, words, "P. Processor", "M. Manager", "M. Manager") == "pin.reset_second"
    assert refused(session, words, "P. Processor", "M. Manager", "P. Processor") == "pin.reset_second"
    assert refused(session, words, "P. Processor", "M. Manager", "C. Curator", " ") == "pin.reset_reason"
    owner, by, second = (uid(session, name) for name in ("P. Processor", "M. Manager", "C. Curator"))
    posted = reset_pin(session, words, owner, by, witness=second, reason="forgotten")
    assert not People(session).has_pin(owner)
    with session.database.connect() as connection:
        row = connection.exec_driver_sql("SELECT * FROM entry WHERE seq = ?", (posted.seq,)).one()
    assert (row.operator.hex(), row.witness.hex()) == (by, second)
    assert row.reason == "PIN of P. Processor reset: forgotten"
    assert (
        sentence_of(session, words, posted.seq) == "Entered the operator P. Processor again, with nothing changed"
    )
    assert refused(session, words, "P. Processor", "M. Manager", "C. Curator") == "pin.nothing_to_reset"
    assert verify(session).sound


def test_a_sole_authority_is_helped_by_whoever_can_prove_himself(session: StoreSession, words: Words) -> None:
    give_pins(session, "M. Manager", "P. Processor")
    assert refused(session, words, "M. Manager", "C. Curator", "P. Processor") == "pin.reset_by_owner"
    assert refused(session, words, "M. Manager", "M. Manager") == "pin.reset_second"
    owner = uid(session, "M. Manager")
    reset_pin(session, words, owner, owner, witness=uid(session, "P. Processor"), reason="forgotten")
    assert not People(session).has_pin(owner)


def test_where_nobody_can_prove_anything_the_owner_resets_it_alone(session: StoreSession, words: Words) -> None:
    give_pins(session, "M. Manager")
    owner = uid(session, "M. Manager")
    assert reset_ways(People(session).operators(), owner).seconds == ()
    reset_pin(session, words, owner, owner, reason="forgotten")
    assert not People(session).has_pin(owner)


def test_beside_an_authority_who_alone_has_a_pin_nobody_stands(session: StoreSession, words: Words) -> None:
    give_pins(session, "M. Manager", "P. Processor")
    reset_pin(session, words, uid(session, "P. Processor"), uid(session, "M. Manager"), reason="forgotten")
    assert not People(session).has_pin(uid(session, "P. Processor"))


def test_auditors_and_those_who_left_are_no_second_persons() -> None:
    owner, other = Uid("00" * 16), Uid("11" * 16)
    for left, role in ((True, Role.CURATOR), (False, Role.AUDITOR)):
        ways = reset_ways([Operator(other, "X", role, left, True)], owner)
        assert ways.seconds == ()
        assert ways.authorities == ()


def test_wrong_pins_cost_more_and_more_time_and_a_right_one_forgives_them(
    session: StoreSession, clock: StillClock
) -> None:
    give_pins(session, "M. Manager")
    people, manager = People(session), uid(session, "M. Manager")
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


def test_the_wait_has_an_end_and_a_clock_put_back_locks_nobody_out(
    session: StoreSession, clock: StillClock
) -> None:
    give_pins(session, "M. Manager")
    people, manager = People(session), uid(session, "M. Manager")
    for _ in range(20):
        assert not people.prove(manager, "0000")
        clock.us += LONGEST_WAIT_S * SECOND_US
    clock.us -= 10 * 365 * 86_400 * SECOND_US
    with pytest.raises(PinRefused) as wait:
        people.prove(manager, "4711")
    assert wait.value.facts["seconds"] == LONGEST_WAIT_S
    clock.us += LONGEST_WAIT_S * SECOND_US
    assert people.prove(manager, "4711")


def test_tries_are_counted_for_all_programs_and_survive_a_restart(
    session: StoreSession, clock: StillClock
) -> None:
    give_pins(session, "M. Manager")
    manager = uid(session, "M. Manager")
    for _ in range(FREE_TRIES):
        again = StoreSession.open(session.path, clock=clock)
        assert not People(again).prove(manager, "0000")
        again.close()
    with pytest.raises(PinRefused):
        People(session).prove(manager, "4711")
    People(session).set_pin(manager, "0815")
    assert People(session).prove(manager, "0815")


def test_in_a_store_open_to_read_a_pin_proves_and_nothing_is_counted(
    session: StoreSession, clock: StillClock
) -> None:
    give_pins(session, "M. Manager")
    manager = uid(session, "M. Manager")
    reading = StoreSession.open(session.path, clock=clock, read_only=True)
    try:
        for _ in range(FREE_TRIES + 1):
            assert not People(reading).prove(manager, "0000")
        assert People(reading).prove(manager, "4711")
    finally:
        reading.close()


def test_a_count_that_cannot_be_read_is_none(session: StoreSession) -> None:
    give_pins(session, "M. Manager")
    manager = uid(session, "M. Manager")
    with session.database.write() as connection:
        put_setting(connection, f"pin.failures.{manager}", "many")
        assert pins.failures(connection, manager) == pins.Failures(0, 0)
    assert People(session).prove(manager, "4711")
