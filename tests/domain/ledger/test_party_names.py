"""Who gave, took, signed, allowed or owns: every field that names somebody refuses the number of a piece."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, Final, get_type_hints

import pytest
from lunarcurator.domain.acts import Authority
from lunarcurator.domain.findings import Strength
from lunarcurator.domain.identity import PARTY_NAME
from lunarcurator.domain.operations import OPERATIONS, SetUpOperator
from lunarcurator.domain.operations.borrowing import SetUpPerson
from lunarcurator.domain.rules.party_names import parties_are_no_numbers, party_names
from lunarcurator.domain.status import Role

from tests.domain.ledger.lab import keys
from tests.domain.ledger.loans_bench import LATER, Loans
from tests.domain.ledger.test_foreign_names import walked
from tests.domain.ledger.test_loan_return import bench as bench

SAYING: Final = {**OPERATIONS, "authority": Authority}
NAMES_SOMEBODY: Final = re.compile(
    r"(_by|^by|^finder|official|^assigned|^counterpart|^owner|^body|^firm|^for_lab|^names?)$"
)
NAMES_SOMETHING_ELSE: Final = frozenset(
    {
        # A part of a piece, files, missions and collections, balances, and containers, which may bear the number
        # of what is in them.
        *("AddBody.body", "Attached.name", "Mission.name", "OpenCollection.name", "SetUpBalance.name"),
        "SetUpPlace.name",
    }
)


def filled(kind: type[Any], name: str) -> Any:
    """A record of a kind of which every such field says `name`, and nothing else is said."""
    made = object.__new__(kind)
    for field, hint in get_type_hints(kind, include_extras=True).items():
        if field not in {each.name for each in fields(kind)}:
            continue
        inner = getattr(hint, "__args__", ())
        part = next((each for each in (hint, *inner) if is_dataclass(each)), None)
        held: Any = None
        if PARTY_NAME in str(hint):
            held = (name,) if str(hint).startswith("tuple") else name
        elif isinstance(part, type):
            one = filled(part, name)
            held = (one,) if str(hint).startswith("tuple") else one
        object.__setattr__(made, field, held)
    return made


def plain(kind: type[Any]) -> Iterator[str]:
    """The fields of a kind of record, however deep, that are texts without a mark, or several."""
    for field, hint in get_type_hints(kind, include_extras=True).items():
        if hint in {str, str | None, tuple[str, ...]}:
            yield f"{kind.__name__}.{field}"
        for each in (hint, *getattr(hint, "__args__", ())):
            if is_dataclass(each) and isinstance(each, type):
                yield from plain(each)


@pytest.mark.parametrize("said", list(SAYING))
@pytest.mark.parametrize("spelled", ["Q", " Q ", "'Q", "C:Q", "q"])
def test_every_field_that_names_somebody_refuses_a_number(bench: Loans, said: str, spelled: str) -> None:
    bench.register("Q", form="chip")
    kind = SAYING[said]
    found = [*parties_are_no_numbers(filled(kind, spelled), bench.session.ledger())]
    marked = {
        each.replace("names", "names[]").replace("carried_by", "carried_by[]") for each in party_fields(kind)
    }
    assert {each.field.replace("[0]", "[]") for each in found} == marked
    for each in found:
        assert (each.strength, each.key, each.cause) == (Strength.IMPOSSIBLE, "name.of_party", bench.piece("Q"))
        assert dict(each.facts) == {"name": spelled.strip(), "number": "Q"}
    assert not [*parties_are_no_numbers(filled(kind, "Somebody new"), bench.session.ledger())]
    assert not [*parties_are_no_numbers(filled(kind, " "), bench.session.ledger())]


def party_fields(kind: type[Any]) -> set[str]:
    """The fields of a kind of record that carry the mark, one by one or several."""
    itself = (
        each.name
        for each in fields(kind)
        if PARTY_NAME in str(get_type_hints(kind, include_extras=True)[each.name])
    )
    return {*walked(kind, PARTY_NAME), *itself}


def test_no_field_that_names_somebody_escapes_the_mark() -> None:
    told = {each for kind in SAYING.values() for each in plain(kind)}
    marked = [each for each in told if NAMES_SOMEBODY.search(each.partition(".")[2])]
    assert {*marked} <= NAMES_SOMETHING_ELSE
    assert sum(bool(party_fields(kind)) for kind in SAYING.values()) > 20


def test_nothing_is_posted_of_an_act_that_names_a_number(bench: Loans) -> None:
    for operation in (SetUpPerson(name="P"), SetUpOperator(name="P", role=Role.CURATOR)):
        before = len(bench.session.entries)
        assert "name.of_party" in keys(lambda operation=operation: bench.do(operation, LATER))
        assert len(bench.session.entries) == before
    assert not [*party_names(None)]
