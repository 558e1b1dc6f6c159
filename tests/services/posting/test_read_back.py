"""Every entry is read back inside its transaction, by the reader that verify uses, and refused if it differs."""

import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import EntryRef, OperatorRef
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Register, Reverse, SetUpOperator, Sight
from lunarcurator.domain.status import Role
from lunarcurator.services.people import People
from lunarcurator.services.posting import PART, NotReadBackError
from lunarcurator.services.verifying import verify
from lunarcurator.store import insert_statements, writing

from tests.services.posting.conftest import DAY, Lab

type Breaking = Callable[[pytest.MonkeyPatch], None]


def _rock(number: str) -> Register:
    mass = Mass.measured(1_000_000, 1_000)
    return Register(collection="Apollo", number=number, mission="Apollo 15", mass=mass, form="chip", place="C8")


def _facts_otherwise(patch: pytest.MonkeyPatch) -> None:
    """Facts are written as something else than was digested."""
    write = insert_statements.facts

    def other(connection: Any, kind: Any, told: Any) -> None:
        write(connection, kind, [(*row[:-1], "x") if kind.__name__ == "MassLine" else row for row in told])

    patch.setattr(insert_statements, "facts", other)


def _facts_not_at_all(patch: pytest.MonkeyPatch) -> None:
    write = insert_statements.facts
    patch.setattr(
        insert_statements, "facts", lambda *told: None if told[1].__name__ == "Placement" else write(*told)
    )


def _payload_otherwise(patch: pytest.MonkeyPatch) -> None:
    write = insert_statements.part
    patch.setattr(
        insert_statements, "part", lambda connection, told: write(connection, told | {"acts": told["acts"] + 1})
    )


def _header_otherwise(patch: pytest.MonkeyPatch) -> None:
    write = insert_statements.entry
    patch.setattr(
        insert_statements, "entry", lambda connection, told: write(connection, told | {"reason": "another"})
    )


def _chain_otherwise(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(writing, "link", lambda *_told: b"\0" * 32)


def _rows_otherwise(patch: pytest.MonkeyPatch) -> None:
    write = insert_statements.new_samples
    patch.setattr(
        insert_statements,
        "new_samples",
        lambda connection, told: write(connection, [row | {"mass_ug": 1} for row in told]),
    )


def _names_otherwise(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(insert_statements, "names", lambda *_told: None)


BREAKING = [
    pytest.param(_facts_otherwise, "verify.facts_altered", id="facts otherwise"),
    pytest.param(_facts_not_at_all, "verify.piece_altered", id="facts not at all"),
    pytest.param(_payload_otherwise, "verify.payload_altered", id="payload"),
    pytest.param(_header_otherwise, "verify.entry_altered", id="header"),
    pytest.param(_chain_otherwise, "verify.chain_broken", id="chain"),
    pytest.param(_rows_otherwise, "verify.piece_altered", id="rows of pieces"),
    pytest.param(_names_otherwise, "verify.name_altered", id="names"),
]


@pytest.mark.parametrize(("breaking", "key"), BREAKING)
def test_an_entry_that_does_not_come_back_is_not_posted(
    lab: Lab, monkeypatch: pytest.MonkeyPatch, breaking: Breaking, key: str
) -> None:
    before = lab.session.head()
    with monkeypatch.context() as patch:
        breaking(patch)
        with pytest.raises(NotReadBackError) as fault:
            lab.post(_rock("15601"))
    assert key in {each.key for each in fault.value.findings}
    assert fault.value.findings[0].field in str(fault.value)
    assert lab.session.head() == before
    # A fault of the program is no damage of the store.
    assert not lab.session.damage
    lab.post(_rock("15601"))
    assert verify(lab.session.database).findings == ()


def test_an_import_is_read_back_part_by_part(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    acts = tuple(Act(operation=_rock(str(20_000 + at)), day=DAY) for at in range(PART + 2))
    wanted = Posting(acts=acts, operator=OperatorRef("A. Curator"), title="list")
    told: list[tuple[int, int]] = []
    before = lab.session.head()
    with monkeypatch.context() as patch:
        _facts_not_at_all(patch)
        with pytest.raises(NotReadBackError):
            lab.session.post(wanted, lambda done, total: told.append((done, total)))
    assert told == []
    assert lab.session.head() == before
    lab.session.post(wanted, lambda done, total: told.append((done, total)))
    assert told == [(PART, PART + 2), (PART + 2, PART + 2)]
    assert verify(lab.session.database).findings == ()


def test_roles_are_looked_at_as_they_were_before_the_first_part(lab: Lab) -> None:
    rocks = tuple(Act(operation=_rock(str(20_000 + at)), day=DAY) for at in range(PART))
    joining = (SetUpOperator(name=name, role=Role.PROCESSOR) for name in ("B. B.", "C. C."))
    first, last = (Act(operation=each, day=DAY) for each in joining)
    lab.session.post(Posting(acts=(first, *rocks, last), operator=OperatorRef("A. Curator"), title="list"))
    assert {each.name for each in People(lab.session).operators()} >= {"A. Curator", "B. B.", "C. C."}


def test_an_undo_is_read_back(rock: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    sighted = rock.post(Sight(samples=("15555",)))  # type: ignore[arg-type]
    before = rock.session.head()
    with monkeypatch.context() as patch:
        patch.setattr(writing.derived, "sample_row", _with_another_mass(writing.derived.sample_row))
        with pytest.raises(NotReadBackError):
            rock.post(Reverse(entry=EntryRef(str(sighted.seq))))
    assert rock.session.head() == before
    rock.post(Reverse(entry=EntryRef(str(sighted.seq))))
    assert verify(rock.session.database).findings == ()


def _with_another_mass(right: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    return lambda *told: right(*told) | {"mass_ug": 1}


def test_taking_back_a_large_entry_keeps_none_of_its_facts_in_memory(lab: Lab) -> None:
    def taken(pieces: int, first: int) -> int:
        """Post so many pieces and take them back; return the most memory that needed, in bytes."""
        acts = tuple(Act(operation=_rock(str(first + n)), day=DAY) for n in range(pieces))
        seq = lab.session.post(Posting(acts=acts, operator=OperatorRef("A. Curator"))).seq
        undo = Act(operation=Reverse(entry=EntryRef(str(seq))), day=DAY)
        tracemalloc.start()
        try:
            lab.session.post(Posting(acts=(undo,), operator=OperatorRef("A. Curator")))
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    taken(1, 15_000)
    few, many = taken(PART, 16_000), taken(3 * PART, 20_000)
    assert many < 1.5 * few
