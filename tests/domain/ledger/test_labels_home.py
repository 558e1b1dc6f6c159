"""What came back under the number of another piece is asked about, and so is why no place is known for it."""

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest
from lunarcurator.domain.findings import Finding, Strength
from lunarcurator.domain.lending.policy import Policy
from lunarcurator.domain.lending.terms import LineState
from lunarcurator.domain.operations.accounting import CameBack

from tests.domain.ledger.bench import weighed
from tests.domain.ledger.desk import TABLES, MemoryDesk, Refused
from tests.domain.ledger.loans_bench import Loans
from tests.domain.ledger.test_loan_return import bench as bench
from tests.domain.ledger.test_loan_return import give_back, itself, part

OTHER = "return.label_of_another"
STORE = ("RETURNED", "Returned store")


def found(bench: Loans, *pieces: CameBack, number: str = "P", **more: Any) -> Finding:
    with pytest.raises(Refused) as refused:
        give_back(bench, number, *pieces, **more)
    (finding,) = refused.value.findings
    assert finding.strength is Strength.WARN
    return finding


def test_a_label_that_names_a_piece_out_on_another_line_is_asked_about(bench: Loans) -> None:
    told = found(bench, itself(bench, 100, label=" u "))
    assert (told.key, told.field, told.cause) == (OTHER, "pieces[0].label", bench.piece("U"))
    assert dict(told.facts) == {
        "number": "P",
        "name": "",
        "label": "u",
        "other": "U",
        "home": "",
        "line": bench.line("U").code,
    }
    give_back(bench, "P", itself(bench, 100, label=" u "), accept=(OTHER,))


def test_a_label_that_names_a_piece_at_home_says_where_that_is(bench: Loans) -> None:
    bench.register("Q", weighed(10), place="Cabinet", form="chip")
    told = found(bench, part(bench, "P,1", 60, name="slice", label="Q"), retained_ug=40)
    facts = dict(told.facts)
    assert told.key == OTHER
    assert [facts[key] for key in ("name", "other", "line", "home")] == ["slice", "Q", "", "Cabinet"]


@pytest.mark.parametrize("label", ["P", "p", "some other text", " "])
def test_no_label_that_names_no_other_piece_is_asked_about(bench: Loans, label: str) -> None:
    give_back(bench, "P", itself(bench, 100, label=label))
    assert bench.line("P").state is LineState.CLOSED


def whys(told: Finding) -> dict[str, str | int]:
    assert told.key == "return.no_place"
    return {key: value for key, value in told.facts if key not in {"number", "name"} and value}


def under(policy: Policy) -> Loans:
    bench = Loans(session=MemoryDesk(replace(TABLES, policies=(policy,))))
    bench.enter("P", "U")
    return bench


def test_without_a_policy_no_returned_store_is_named(bench: Loans) -> None:
    bench.place("RETURNED", "cabinet", "Room")
    assert whys(found(bench, itself(bench, 100, place=None))) == {"unruled": "L"}


def test_the_names_of_the_policy_may_be_those_of_no_place_in_use_or_of_several() -> None:
    policy = Policy(code="ours", name="Ours", collections=frozenset({"L"}), returns=MappingProxyType({"": STORE}))
    bench = under(policy)
    back = itself(bench, 100, place=None)
    assert whys(found(bench, back)) == {"absent": "RETURNED, Returned store"}
    bench.place("Returned store", "cabinet", "Room", code="R-1")
    bench.retire("Returned store", day=20210601)
    assert whys(found(bench, back)) == {"absent": "RETURNED, Returned store"}
    for room in ("Room 1", "Room 2"):
        bench.place(room, "room", "Lab")
        bench.place("RETURNED", "cabinet", room)
    assert whys(found(bench, back)) == {"shared": "RETURNED"}


def test_its_own_place_may_be_out_of_use(bench: Loans) -> None:
    bench.register("S", place="Returned", form="thin_section")
    bench.enter("S")
    bench.retire("Returned", day=20210601)
    assert whys(found(bench, itself(bench, place=None), number="S"))["retired"] == "Returned"
