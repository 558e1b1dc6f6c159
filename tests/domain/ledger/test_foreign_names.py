"""What others call a piece: every field of every act that takes such a name refuses an official number."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Final, get_type_hints

import pytest
from lunarcurator.domain.booking.act import perform
from lunarcurator.domain.facts import NameClaim, NameKind, NumberClaim, Subject, Touch
from lunarcurator.domain.findings import Finding, Strength
from lunarcurator.domain.identity import FOREIGN_NAME, LABEL_AS_FOUND, CollectionRef, PieceRef, Uid, ref_of
from lunarcurator.domain.ledger_savepoint import LedgerWithSavepoint
from lunarcurator.domain.naming import bodies_of, officially
from lunarcurator.domain.operations import (
    OPERATIONS,
    AddBody,
    AddName,
    Mission,
    OpenCollection,
    Operation,
    OtherName,
    Register,
    Renumber,
    TransferTitle,
)
from lunarcurator.domain.operations.accounting import (
    CameBack,
    ReportLoss,
    ReportSubSamples,
    ReportUse,
    ReturnLine,
    SubSample,
)
from lunarcurator.domain.operations.leaving import TransferKind
from lunarcurator.domain.rules.foreign_names import foreign_names
from lunarcurator.domain.status import Title

from tests.domain.ledger.bench import weighed
from tests.domain.ledger.desk import MemoryDesk
from tests.domain.ledger.identity_bench import IdentityBench
from tests.domain.ledger.lab import keys
from tests.domain.ledger.loans_bench import LATER, RECEIVED, Loans, document, lay
from tests.domain.ledger.test_loan_return import bench as bench
from tests.domain.ledger.test_loan_return import give_back, part

type Make = Callable[[Loans, str], Operation]


def _new(bench: Loans, name: str) -> Register:
    return bench.registration("N", names=(OtherName(name=name, kind=NameKind.FOREIGN),))


MAKERS: Final[dict[tuple[str, str], Make]] = {
    ("add_name", "name"): lambda bench, name: AddName(
        sample=bench.piece_ref("U"), name=name, kind=NameKind.FOREIGN
    ),
    ("register", "names[].name"): _new,
    ("transfer_title", "received[].names[].name"): lambda bench, name: TransferTitle(
        samples=(bench.piece_ref("U"),),
        kind=TransferKind.EXCHANGE,
        counterpart="B",
        document="d",
        title=Title.GIVEN,
        received=(_new(bench, name),),
    ),
    ("report_sub_samples", "made[].name"): lambda bench, name: ReportSubSamples(
        line=bench.line_ref("P"), made=(SubSample(name=name),), report=document()
    ),
    ("return_line", "pieces[].name"): lambda bench, name: ReturnLine(
        line=bench.line_ref("P"), pieces=(CameBack(name=name, number="P9"),), retained_ug=None, sheet=document()
    ),
    ("return_line", "gone"): lambda bench, name: ReturnLine(
        line=bench.line_ref("P"), consumed_ug=5, gone=(name,), retained_ug=None, sheet=document()
    ),
    ("return_line", "kept"): lambda bench, name: ReturnLine(
        line=bench.line_ref("P"), consumed_ug=5, kept=(name,), retained_ug=None, sheet=document()
    ),
    ("report_use", "gone"): lambda bench, name: ReportUse(
        line=bench.line_ref("P"), ug=5, method="dissolved", gone=(name,), report=document()
    ),
    ("report_loss", "gone"): lambda bench, name: ReportLoss(
        line=bench.line_ref("P"), ug=5, circumstances="spilt", gone=(name,), report=document()
    ),
}
"""One act for each field of the type `ForeignName`, found by walking the operations."""

NO_NAMES_OF_PIECES: Final = frozenset({"Attached", "Mission"})
PEOPLE_AND_PLACES: Final = frozenset(
    {
        *("open_collection", "set_up_operator", "set_up_balance", "set_up_place"),
        *("set_up_institution", "set_up_person"),
    }
)


def walked(kind: type[Any], mark: str, above: str = "") -> Iterator[str]:
    """The fields of a kind of record, however deep, whose type carries a mark."""
    for each in fields(kind):
        hint = get_type_hints(kind, include_extras=True)[each.name]
        inner = getattr(hint, "__args__", (hint,))
        many = "[]" if hint is not each.type or str(hint).startswith("tuple") else ""
        if any(mark in getattr(one, "__metadata__", ()) for one in (hint, *inner)):
            yield above + each.name
        for part_kind in inner:
            if is_dataclass(part_kind) and isinstance(part_kind, type):
                yield from walked(part_kind, mark, f"{above}{each.name}{many}.")


def refusals(bench: Loans, operation: Operation) -> list[Finding]:
    found = bench.session.preview(bench.act(operation, LATER))
    return [each for each in found if each.key.startswith("name.")]


def test_every_field_with_a_foreign_name_has_a_maker() -> None:
    told = {(kind, field) for kind, each in OPERATIONS.items() for field in walked(each, FOREIGN_NAME)}
    assert told == set(MAKERS)


def test_labels_as_found_are_the_fields_that_nothing_resolves() -> None:
    told = {(kind, field) for kind, each in OPERATIONS.items() for field in walked(each, LABEL_AS_FOUND)}
    assert told == {
        ("register", "found.claimed_number"),
        ("transfer_title", "received[].found.claimed_number"),
        ("check_place", "extra[].text"),
        ("return_line", "pieces[].label"),
        ("answer_round", "besides[].text"),
    }


def test_no_field_called_a_name_escapes_the_marks() -> None:
    """A new part of an act with a `name` says whose: of a piece by its type, or of something else here."""

    def named(kind: type[Any]) -> Iterator[str]:
        for field, hint in get_type_hints(kind, include_extras=True).items():
            if field == "name" and hint is str:
                yield kind.__name__
            for each in getattr(hint, "__args__", (hint,)):
                if is_dataclass(each) and isinstance(each, type):
                    yield from named(each)

    told = {name for kind, each in OPERATIONS.items() if kind not in PEOPLE_AND_PLACES for name in named(each)}
    assert told <= NO_NAMES_OF_PIECES


@pytest.mark.parametrize("field", list(MAKERS))
@pytest.mark.parametrize("spelled", ["Q", " Q ", "'Q", "C:Q", "L:Q", "q"])
def test_an_official_number_in_force_is_no_name(bench: Loans, field: tuple[str, str], spelled: str) -> None:
    bench.register("Q", form="chip")
    operation = MAKERS[field](bench, spelled)
    (found,) = refusals(bench, operation)
    assert (found.strength, found.key) == (Strength.IMPOSSIBLE, "name.number")
    assert found.field.replace("[0]", "[]") == field[1]
    assert found.cause == bench.piece("Q")
    before = len(bench.session.entries)
    assert "name.number" in keys(lambda: bench.do(operation, LATER))
    assert len(bench.session.entries) == before


@pytest.mark.parametrize("field", list(MAKERS))
def test_another_name_of_a_known_piece_asks(bench: Loans, field: tuple[str, str]) -> None:
    bench.register("Q", form="chip")
    bench.do(AddName(sample=bench.piece_ref("Q"), name="Great Q"), LATER)
    (found,) = refusals(bench, MAKERS[field](bench, "great  q"))
    assert (found.strength, found.key) == (Strength.WARN, "name.of_another")
    assert dict(found.facts) == {"name": "great  q", "number": "Q"}
    assert not refusals(bench, MAKERS[field](bench, "quite new"))


@pytest.mark.parametrize("field", list(MAKERS))
def test_a_piece_out_on_another_line_is_named_with_its_line(bench: Loans, field: tuple[str, str]) -> None:
    bench.register("Q", form="chip")
    bench.enter("Q", day=LATER)
    (found,) = refusals(bench, MAKERS[field](bench, "Q"))
    assert (found.strength, found.key) == (Strength.IMPOSSIBLE, "name.number_out")
    assert dict(found.facts)["line"] == bench.line("Q").code


def test_a_part_that_is_called_as_its_whole_asks_and_the_whole_does_not(bench: Loans) -> None:
    bench.do(AddName(sample=bench.piece_ref("P"), name="Great P"), LATER)
    for whole, found in ((False, ["name.of_another"]), (True, [])):
        back = CameBack(itself=whole, name="great P", number="" if whole else "P9")
        told = ReturnLine(line=bench.line_ref("P"), pieces=(back,), retained_ug=None, sheet=document())
        assert [each.key for each in refusals(bench, told)] == found


def test_a_former_number_asks(bench: Loans) -> None:
    bench.register("Q", form="chip")
    bench.do(Renumber(sample=bench.piece_ref("Q"), number="R"), LATER)
    (found,) = refusals(bench, AddName(sample=bench.piece_ref("U"), name="Q", kind=NameKind.PUBLISHED))
    assert (found.strength, dict(found.facts)["number"]) == (Strength.WARN, "R")
    assert not refusals(bench, AddName(sample=bench.piece_ref("R"), name="Q"))


def test_a_number_whose_entry_was_undone_is_free(bench: Loans) -> None:
    entry = bench.register("Q", form="chip")
    bench.session.reverse(entry.seq)
    assert not refusals(bench, MAKERS["return_line", "pieces[].name"](bench, "Q"))


def test_its_own_number_is_no_other_name_of_a_piece(bench: Loans) -> None:
    named = AddName(sample=bench.piece_ref("P"), name="P")
    for operation in (MAKERS["return_line", "pieces[].name"](bench, "P"), named):
        assert [each.key for each in refusals(bench, operation)] == ["name.own_number"]


def test_the_piece_itself_may_be_called_by_its_own_number_and_by_no_other(bench: Loans) -> None:
    bench.register("Q", form="chip")
    told = {"line": bench.line_ref("P"), "sheet": document()}
    for name, found in (("P", []), ("Q", ["name.number"])):
        back = ReturnLine(pieces=(CameBack(itself=True, name=name, confirmed=True),), **told)
        assert [each.key for each in refusals(bench, back)] == found


def test_what_is_reported_under_a_number_since_before_the_rule_may_come_home(
    bench: Loans, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr("lunarcurator.domain.booking.act.names_are_foreign", lambda *_: ())
        bench.register("Q", form="chip")
        bench.do(MAKERS["report_sub_samples", "made[].name"](bench, "Q"), LATER)
    back = part(bench, "P1", 30, name=" Q ")
    assert keys(lambda: give_back(bench, "P", back, retained_ug=70)) == {"name.number_on_record"}
    give_back(bench, "P", back, retained_ug=70, accept=("name.number_on_record",))


def test_what_a_wrong_label_says_is_kept_and_nothing_is_found_by_it(bench: Loans) -> None:
    bench.register("Q", form="chip")
    labelled = (*RECEIVED, "return.label_of_another")
    give_back(bench, "P", part(bench, "P1", 30, label=" Q "), retained_ug=70, accept=labelled)
    bench.do(AddName(sample=bench.piece_ref("U"), name="Q", kind=NameKind.LABEL), LATER)
    told = [fact for each in bench.session.all_facts() if isinstance(fact := each.fact, NameClaim)]
    assert [(fact.sample, fact.kind, fact.name) for fact in told] == [
        (bench.piece("P1"), NameKind.LABEL, "Q"),
        (bench.piece("U"), NameKind.LABEL, "Q"),
    ]
    assert bench.session.ledger().known_as(["q"]) == [bench.piece("Q")]


def test_the_label_of_the_piece_itself_is_kept_too(bench: Loans) -> None:
    give_back(bench, "P", CameBack(itself=True, label="Q", stated_ug=100, confirmed=True), accept=RECEIVED)
    (told,) = [fact for each in bench.session.all_facts() if isinstance(fact := each.fact, NameClaim)]
    assert (told.sample, told.kind) == (bench.piece("P"), NameKind.LABEL)


def test_names_given_earlier_in_the_same_entry_count(bench: Loans) -> None:
    first = bench.act(AddName(sample=bench.piece_ref("U"), name="Twin"), LATER)
    second = bench.act(AddName(sample=bench.piece_ref("P"), name="twin", kind=NameKind.FOREIGN), LATER)
    assert [each.key for each in bench.session.preview(first, second)] == ["name.of_another"]


def test_several_pieces_may_share_an_informal_name_and_no_informal_name_is_a_number(bench: Loans) -> None:
    bench.do(AddName(sample=bench.piece_ref("U"), name="Grey"), LATER)
    assert not refusals(bench, AddName(sample=bench.piece_ref("P"), name="Grey"))
    assert [each.key for each in refusals(bench, AddName(sample=bench.piece_ref("P"), name="U"))] == [
        "name.number_out"
    ]


def test_a_number_that_was_out_and_came_back_is_told_without_a_line(bench: Loans) -> None:
    give_back(bench, "U", CameBack(itself=True, confirmed=True), accept=(*RECEIVED, "return.not_weighed"))
    (found,) = refusals(bench, AddName(sample=bench.piece_ref("P"), name="U"))
    assert found.key == "name.number"


def twin(bench: Loans, number: str, *, out: bool) -> Uid:
    """A piece of another collection, D, with the number of one in L; out on a line of its own where asked."""
    opened = bench.do(
        OpenCollection(code="D", name="Other", scheme="plain", missions=(Mission(code="M", name="M"),))
    )
    collection = next(each.fact.subject for each in opened.facts if isinstance(each.fact, Touch))
    given = Register(
        collection=CollectionRef(ref_of(collection)), number=number, mission="M", mass=weighed(7), form="chip"
    )
    entry = bench.do(given, accept=("number.elsewhere",))
    (uid,) = [each.fact.sample for each in entry.facts if isinstance(each.fact, NumberClaim)]
    if out:
        lay(bench.session, Subject.LINE, code="L-9/9", sample=uid, state="out")
    return uid


@pytest.mark.parametrize("spelled", ["D:P", " d : P ", "'D:P", "D:'P"])
@pytest.mark.parametrize("itself", [False, True])
def test_a_number_of_another_collection_is_never_the_piece_itself(
    bench: Loans, spelled: str, *, itself: bool
) -> None:
    other = twin(bench, "P", out=True)
    back = CameBack(itself=itself, name=spelled, number="" if itself else "P9", confirmed=True)
    told = ReturnLine(line=bench.line_ref("P"), pieces=(back,), retained_ug=None, sheet=document())
    (found,) = refusals(bench, told)
    assert (found.strength, found.key, found.cause) == (Strength.IMPOSSIBLE, "name.number_out", other)
    assert dict(found.facts) == {"name": spelled.strip(), "number": "D:P", "line": "L-9/9"}


def test_the_piece_itself_may_be_called_by_its_number_with_its_collection(bench: Loans) -> None:
    twin(bench, "P", out=True)
    back = CameBack(itself=True, name="L:P", confirmed=True)
    told = ReturnLine(line=bench.line_ref("P"), pieces=(back,), retained_ug=None, sheet=document())
    assert not refusals(bench, told)
    (found,) = refusals(bench, MAKERS["return_line", "pieces[].name"](bench, "L:P"))
    assert (found.key, dict(found.facts)["number"]) == ("name.own_number", "L:P")


@pytest.mark.parametrize("field", list(MAKERS))
@pytest.mark.parametrize("out", [False, True])
def test_a_number_of_several_collections_names_them_all(
    bench: Loans, field: tuple[str, str], *, out: bool
) -> None:
    bench.register("Q", form="chip")
    twin(bench, "Q", out=out)
    (found,) = refusals(bench, MAKERS[field](bench, "Q"))
    lines = {"lines": "L-9/9 (D:Q)"} if out else {}
    assert found.key == f"name.number_of_several{'_out' if out else ''}"
    assert dict(found.facts) == {"name": "Q", "number": "L:Q, D:Q", **lines}
    (found,) = refusals(bench, MAKERS[field](bench, "L:Q"))
    assert (found.key, dict(found.facts)["number"]) == ("name.number", "L:Q")


def test_a_number_that_only_a_past_one_of_another_collection_is_needs_no_collection(bench: Loans) -> None:
    bench.register("Q", form="chip")
    other = twin(bench, "Q", out=False)
    bench.do(Renumber(sample=PieceRef(ref_of(other)), number="R"), LATER)
    (found,) = refusals(bench, MAKERS["return_line", "pieces[].name"](bench, "L:Q"))
    assert dict(found.facts)["number"] == "Q"


def test_a_body_is_named_by_its_number_and_label() -> None:
    bench = IdentityBench()
    bench.register("Q", weighed(100))
    bench.register("R", weighed(100))
    bench.do(AddBody(sample=bench.piece_ref("Q"), body="B", first="A", mass=weighed(10)))
    ledger = bench.session.ledger()
    (body,) = bodies_of(ledger, ledger.piece(bench.piece("Q")))
    assert officially(ledger, "Q/b") == [body]
    assert officially(ledger, "Q/A") == [bench.piece("Q")]
    assert [officially(ledger, each) for each in ("Q/C", "R/A", "nobody", "/A")] == [[], [], [], []]


def test_a_number_of_one_system_is_looked_up_in_the_others() -> None:
    bench = IdentityBench(scheme="apollo")
    bench.register("15405", weighed(100))
    assert officially(bench.session.ledger(), "15405,0") == [bench.piece("15405")]
    assert officially(bench.session.ledger(), "no number at all") == []


@dataclass(frozen=True, slots=True)
class Nest:
    """A part that holds one part and not several, as a later operation may."""

    one: OtherName | None = None


def test_parts_without_names_yield_none() -> None:
    assert not [*foreign_names(OtherName(name="Q", kind=NameKind.LABEL))]
    assert not [*foreign_names(OtherName(name=" "))]
    assert not [*foreign_names(Nest())]
    assert [each.field for each in foreign_names(Nest(OtherName(name="Q")))] == ["one.name"]
    assert MemoryDesk().ledger().all_collections() == []


def test_a_name_that_was_only_tried_is_forgotten(bench: Loans) -> None:
    session = bench.session
    ledger = LedgerWithSavepoint(
        session, session.tables, session._new_uid, session.today, len(session.entries) + 1
    )
    for kind, found in ((NameKind.INFORMAL, [bench.piece("P")]), (NameKind.LABEL, [])):
        ledger.set_savepoint()
        perform(bench.act(AddName(sample=bench.piece_ref("P"), name="Tried", kind=kind), LATER), ledger)
        assert ledger.known_as(["tried"]) == found
        ledger.roll_back()
        assert ledger.known_as(["tried"]) == []
