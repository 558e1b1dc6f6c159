"""A given number by which a piece of another collection goes is asked about, whichever act gives it."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any, Final, get_type_hints

import pytest
from lunarcurator.domain.facts import NameKind
from lunarcurator.domain.findings import Finding, Strength
from lunarcurator.domain.identity import CollectionRef, ref_of
from lunarcurator.domain.operations import (
    OPERATIONS,
    AddName,
    Compose,
    Daughter,
    Dissect,
    Dissolve,
    MakeSections,
    NewNumber,
    Operation,
    Part,
    PlanSplit,
    Renumber,
    Sieve,
    Split,
    TransferTitle,
)
from lunarcurator.domain.operations.accounting import FindAgain, ReturnLine
from lunarcurator.domain.operations.leaving import TransferKind
from lunarcurator.domain.operations.requesting import PrepareLines
from lunarcurator.domain.status import Title

from tests.domain.ledger.bench import Bench, weighed
from tests.domain.ledger.identity_bench import IdentityBench
from tests.domain.ledger.lab import keys
from tests.domain.ledger.loan_bench import LoanDesk
from tests.domain.ledger.loans_bench import LATER, Loans, document
from tests.domain.ledger.test_cutting import fraction, interval, said
from tests.domain.ledger.test_finding_again import lose
from tests.domain.ledger.test_loan_return import part

NUMBER, NAME = "15555", "Great Scott"
SECTION = "S,15555"
"""Sections are always numbered within the family of what they are cut from."""


class Lab(Loans, IdentityBench):
    """A lab that lends, with a stock S of 900 ug."""

    def __init__(self) -> None:
        super().__init__()
        self.register("S", weighed(900), form="powder", place="Cabinet")
        self.enter("P", "U")


def _made(number: str) -> tuple[Daughter, ...]:
    return (Daughter(number=number, mass=weighed(1)),)


def _swapped(lab: Any, number: str) -> Renumber:
    lab.split("S", {"S1": 1})
    with_it = (NewNumber(sample=lab.piece_ref("S1"), number=number),)
    return Renumber(sample=lab.piece_ref("S"), number="S9", daughters=with_it)


def _handed(lab: Any, number: str) -> TransferTitle:
    told = {"kind": TransferKind.EXCHANGE, "counterpart": "B", "document": "d", "title": Title.GIVEN}
    return TransferTitle(samples=(lab.piece_ref("S"),), received=(lab.registration(number),), **told)


def _composed(lab: Any, number: str) -> Compose:
    whole = Part(sample=lab.piece_ref("S"))
    return Compose(parts=(whole,), collection=CollectionRef(ref_of(lab.collection)), number=number)


def _dissected(lab: Any, number: str) -> Dissect:
    depths = {"depth_top_um": 0, "depth_bottom_um": 5000}
    lab.register("C", weighed(90), form="core_segment", values=said(**depths))
    return Dissect(parent=lab.piece_ref("C"), dissection_pass=1, daughters=(interval(number, 0, 5000),))


def _found(lab: Any, number: str) -> FindAgain:
    lose(lab, 30)
    told = {"place": lab.place_ref("Returned"), "confirmed": True, "report": document("letter 9")}
    return FindAgain(line=lab.line_ref("P"), number=number, **told)


def _back(lab: Any, number: str) -> ReturnLine:
    return ReturnLine(line=lab.line_ref("P"), pieces=(part(lab, number, 1),), sheet=document("sheet 1"))


def _prepared(session: Any, number: str) -> PrepareLines:
    session.request(session.want("S", 100))
    session.decide("001/1", ug=100)
    return PrepareLines(lines=(session.made("001/1", 100, number),))


MAKERS: Final[dict[tuple[str, str], Callable[[Any, str], Operation]]] = {
    ("register", ""): lambda lab, number: lab.registration(number),
    ("plan_split", "daughters"): lambda lab, number: PlanSplit(
        parent=lab.piece_ref("S"), daughters=(Daughter(number=number),)
    ),
    ("split", "daughters"): lambda lab, number: Split(parent=lab.piece_ref("S"), daughters=_made(number)),
    ("sieve", "daughters"): lambda lab, number: Sieve(
        parent=lab.piece_ref("S"), daughters=(fraction(number, 1, high=1000),)
    ),
    ("dissect", "daughters"): _dissected,
    ("make_sections", ""): lambda lab, number: MakeSections(parent=lab.piece_ref("S"), numbers=number),
    ("transfer_title", "received"): _handed,
    ("compose", ""): _composed,
    ("renumber", ""): lambda lab, number: Renumber(sample=lab.piece_ref("S"), number=number),
    ("renumber", "daughters"): _swapped,
    ("dissolve", "daughters"): lambda lab, number: Dissolve(
        sample=lab.piece_ref("S"), daughters=(*_made(number), *_made("S2"))
    ),
    ("find_again", ""): _found,
    ("return_line", "pieces"): _back,
    ("prepare_lines", "lines"): _prepared,
}
"""One act for each place in an act where a number is given, found by walking the operations."""


def numbered(kind: type[Any], above: str = "") -> Iterator[str]:
    """The parts of an act that give a number: beside it they say whether the program proposed it."""
    if "proposed" in {each.name for each in fields(kind)}:
        yield above
    for name, hint in get_type_hints(kind).items():
        for each in getattr(hint, "__args__", (hint,)):
            if is_dataclass(each) and isinstance(each, type):
                yield from numbered(each, f"{above}.{name}".strip("."))


def of_elsewhere(bench: Bench, operation: Operation) -> list[Finding]:
    return [each for each in bench.session.preview(bench.act(operation, LATER)) if each.key == "number.elsewhere"]


def lab_for(kind: str) -> tuple[Any, str]:
    """A lab, and the reference of a piece 15555 of another collection, also called Great Scott."""
    lab = LoanDesk() if kind == "prepare_lines" else Lab()
    other = IdentityBench.elsewhere(lab, NUMBER)  # type: ignore[arg-type]
    for name in (NAME, SECTION):
        lab.do(AddName(sample=other, name=name, kind=NameKind.INFORMAL))
    return lab, other


def test_every_act_that_gives_a_number_has_a_maker() -> None:
    assert {(kind, at) for kind, each in OPERATIONS.items() for at in numbered(each)} == set(MAKERS)


@pytest.mark.parametrize(("kind", "at"), list(MAKERS))
def test_a_number_in_force_elsewhere_is_asked_about(kind: str, at: str) -> None:
    lab, other = lab_for(kind)
    given = SECTION if kind == "make_sections" else NUMBER
    (found,) = of_elsewhere(lab, MAKERS[kind, at](lab, NUMBER))
    assert (found.strength, dict(found.facts)) == (Strength.WARN, {"number": f"L:{given}", "other": f"M:{NUMBER}"})
    assert found.cause == other.removeprefix("#")


@pytest.mark.parametrize(("kind", "at"), [each for each in MAKERS if each != ("make_sections", "")])
@pytest.mark.parametrize("spelled", [NAME, "great scott"])
def test_another_name_of_a_piece_elsewhere_is_asked_about(kind: str, at: str, spelled: str) -> None:
    lab, _ = lab_for(kind)
    assert len(of_elsewhere(lab, MAKERS[kind, at](lab, spelled))) == 1


@pytest.mark.parametrize(("kind", "at"), list(MAKERS))
def test_a_number_that_nothing_goes_by_is_not_asked_about(kind: str, at: str) -> None:
    lab, _ = lab_for(kind)
    assert of_elsewhere(lab, MAKERS[kind, at](lab, "77")) == []


def test_with_a_reason_two_collections_have_the_number() -> None:
    lab, other = lab_for("register")
    assert keys(lambda: lab.register(NUMBER)) == {"number.elsewhere"}
    lab.register(NUMBER, accept=("number.elsewhere",))
    assert lab.piece_ref(NUMBER) != other
