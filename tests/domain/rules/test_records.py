"""R12, R13, R20 and R21: what is said keeps its history, the genealogy its order, the books their titles."""

import pytest
from lunarcurator.domain.facts import NameKind
from lunarcurator.domain.identity import CollectionRef, OperatorRef, ref_of
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    AddName,
    Correct,
    Describe,
    FieldValue,
    Found,
    Mission,
    OpenCollection,
    PrintLabels,
    Register,
    SetUpOperator,
)
from lunarcurator.domain.rules.genealogy import is_no_ancestor
from lunarcurator.domain.status import Existence, Role, Title

from tests.domain.ledger.bench import UNKNOWN, Bench, weighed
from tests.domain.rules.told import Told, impossible, told


def describe(bench: Bench, **values: object) -> Describe:
    said = tuple(FieldValue(field=key, value=value) for key, value in values.items())
    return Describe(sample=bench.piece_ref("P"), values=said)


def correct(bench: Bench, field: str, old: object, new: object, evidence: str = "label") -> Correct:
    return Correct(sample=bench.piece_ref("P"), field=field, old=old, new=new, evidence=evidence)


def test_r12_a_field_is_described_once_and_then_corrected(bench: Bench) -> None:
    bench.do(describe(bench, form="chip", condition="frozen"))
    again = told(lambda: bench.do(describe(bench, form="slab")))
    assert again == impossible("R12", "describe.says_already")
    bench.do(correct(bench, "form", "chip", "slab"))
    assert bench.state("P").form == "slab"


def test_r12_a_description_says_something_new(bench: Bench) -> None:
    assert told(lambda: bench.do(describe(bench))) == impossible("R12", "describe.nothing")
    assert told(lambda: bench.do(describe(bench, access="open"))) == impossible("R12", "describe.nothing")


def test_r12_only_fields_that_are_said_may_be_mended(bench: Bench) -> None:
    fixed = impossible("R12", "correct.not_correctable")
    assert told(lambda: bench.do(describe(bench, mass_quality="measured"))) == fixed
    assert told(lambda: bench.do(correct(bench, "title", "ours", "given"))) == fixed
    assert told(lambda: bench.correct_place("Box", "remote", None, 1)) == fixed


def test_r12_the_corrector_saw_what_stands_and_says_how_the_right_value_is_known(bench: Bench) -> None:
    assert told(lambda: bench.do(correct(bench, "form", "chip", "slab"))) == impossible("R12", "correct.stale")
    assert told(lambda: bench.do(correct(bench, "access", "open", "open"))) == impossible("R12", "correct.same")
    none = told(lambda: bench.do(correct(bench, "form", None, "slab", " ")))
    assert none == impossible("R12", "correct.needs_evidence")


@pytest.mark.parametrize(
    ("field", "value", "key"),
    [
        ("count", -1, "field.needs_number"),
        ("count", "three", "field.needs_number"),
        ("count", 10**16, "field.needs_number"),
        ("remarks", 3, "field.needs_text"),
        ("access", "secret", "field.unknown_term"),
        ("form", 3, "field.needs_text"),
    ],
)
def test_r12_a_value_has_the_kind_of_its_field(bench: Bench, field: str, value: object, key: str) -> None:
    now = bench.state("P").fields.get(field)
    assert impossible("R12", key) <= told(lambda: bench.do(correct(bench, field, now, value)))


def test_r12_a_value_may_be_taken_back_to_nothing(bench: Bench) -> None:
    bench.do(describe(bench, remarks="x"))
    bench.do(correct(bench, "remarks", "x", None))
    assert bench.state("P").text("remarks") == ""


def test_r8_a_weighed_piece_is_not_corrected_into_a_section(bench: Bench) -> None:
    wrong = impossible("R8", "field.form_is_not_weighed")
    assert told(lambda: bench.do(describe(bench, form="thin_section"))) == wrong
    assert told(lambda: bench.do(correct(bench, "form", None, "thin_section"))) == wrong


def test_r12_a_place_is_corrected_within_its_kind_and_keeps_its_name_to_itself(bench: Bench) -> None:
    bench.place("Can", "can", "Cabinet", code="C1")
    bench.correct_place("Box", "code", None, "B1")
    bench.correct_place("Box", "name", "Box", "Box one")
    bench.correct_place("Box one", "code", "B1", "B1a")
    assert told(lambda: bench.correct_place("Can", "name", "Can", "Box one")) == impossible(
        "R1", "place.name_taken"
    )
    assert told(lambda: bench.correct_place("Can", "name", "Can", None)) == impossible("R1", "place.needs_name")
    assert told(lambda: bench.correct_place("Can", "code", "C1", "B1a")) == impossible("R1", "place.code_taken")
    assert told(lambda: bench.correct_place("Can", "sealed", None, 2)) == impossible("R12", "field.needs_number")
    assert told(lambda: bench.correct_place("Can", "tare_ug", None, -2)) == impossible("R12", "field.needs_number")
    bench.correct_place("Can", "code", "C1", None)


def test_r1_a_place_is_set_up_with_a_name_and_code_of_its_own(bench: Bench) -> None:
    assert told(lambda: bench.place(" ", "can", "Cabinet")) == impossible("R1", "place.needs_name")
    assert told(lambda: bench.place("Box", "can", "Cabinet")) == impossible("R1", "place.name_taken")
    bench.place("Box", "can", "Far cabinet", code="F1")
    assert told(lambda: bench.place("X", "can", "Cabinet", code="F1")) == impossible("R1", "place.code_taken")
    assert told(lambda: bench.place("X", "can", "Cabinet", tare_ug=-1)) == impossible("R12", "field.needs_number")


def collection(**said: object) -> OpenCollection:
    return OpenCollection(**({"code": "L", "name": "Moon", "scheme": "plain"} | said))


def test_r1_a_collection_is_opened_once_and_keeps_its_scheme_and_title(bench: Bench) -> None:
    def refused(**said: object) -> Told:
        return told(lambda: bench.do(collection(**said)))

    assert refused(code=" ") == impossible("R1", "collection.needs_name")
    assert refused(code="M", scheme="roman") == impossible("R1", "collection.scheme_unknown")
    assert refused(scheme="apollo") == impossible("R1", "collection.exists")
    assert refused(title=Title.GIVEN) == impossible("R1", "collection.exists")
    assert refused() == impossible("R1", "collection.same")
    nameless = (Mission(code=" ", name="?"),)
    assert refused(missions=nameless) == impossible("R1", "collection.mission_needs_code")
    entry = bench.do(collection(missions=(Mission(code="B", name="B"),)))
    assert [key for key, _ in entry.facts[0].fact.changes] == ["mission/B"]
    bench.register("Q", mission="B")


def test_r12_an_operator_has_a_name_nobody_else_has(bench: Bench) -> None:
    entry = bench.do(SetUpOperator(name="A"))
    uid = entry.facts[0].fact.subject
    assert told(lambda: bench.do(SetUpOperator(name=" "))) == impossible("R12", "operator.needs_name")
    assert told(lambda: bench.do(SetUpOperator(name="A"))) == impossible("R1", "operator.name_taken")
    changed = bench.do(SetUpOperator(name="A", role=Role.AUDITOR, operator=OperatorRef(ref_of(uid))))
    assert dict(changed.facts[0].fact.changes) == {"role": "auditor"}
    same = SetUpOperator(name="A", role=Role.AUDITOR, operator=OperatorRef(ref_of(uid)))
    assert told(lambda: bench.do(same)) == {("R12", "warn", "operator.nothing_changed")}


def test_r12_found_material_tells_who_found_it_and_where(bench: Bench) -> None:
    nobody = told(lambda: bench.register("Q", found=Found(finder=" ", where="store")))
    assert nobody == impossible("R12", "register.found_incomplete")
    bench.register("Q", found=Found(finder="a visitor", where="store"), other=(("Shelf", "3"),))
    assert '"where": "store"' in bench.state("Q").text("found")
    assert bench.state("Q").other == '{"Shelf": "3"}'


def test_r9_a_pristinity_above_the_whole_is_doubtful(bench: Bench) -> None:
    doubtful = told(lambda: bench.register("Q", pristinity_milli=100_001))
    assert doubtful == {("R9", "warn", "register.pristinity_doubtful")}
    negative = told(lambda: bench.register("Q", pristinity_milli=-1))
    assert negative == impossible("R12", "field.needs_number")
    bench.register("Q", pristinity_milli=88_360)


def test_r20_a_piece_enters_the_book_existing_or_retired(bench: Bench) -> None:
    lost = told(lambda: bench.register("Q", existence=Existence.LOST))
    assert lost == impossible("R20", "register.existence")


def test_r13_a_parent_is_in_the_same_collection(bench: Bench) -> None:
    other = bench.do(collection(code="M")).facts[0].fact.subject
    row = Register(collection=CollectionRef(ref_of(other)), number="Q", parent=bench.piece_ref("P"))
    assert told(lambda: bench.do(row)) == impossible("R13", "register.other_collection")


def test_r13_nothing_is_its_own_ancestor(bench: Bench) -> None:
    bench.split("P", {"D": 50})
    bench.split("D", {"E": 20})
    ledger = bench.session.ledger()
    found = [*is_no_ancestor(ledger, bench.piece("P"), bench.piece("E"))]
    assert [(each.rule, each.key) for each in found] == [("R13", "parent.is_descendant")]
    assert [*is_no_ancestor(ledger, bench.piece("E"), bench.piece("P"))] == []


def test_r20_a_piece_is_void_only_while_nothing_but_its_entry_touched_it(bench: Bench) -> None:
    bench.split("P", {"D": 50})
    assert told(lambda: bench.void("P")) == {
        ("R20", "impossible", "void.touched_later"),
        ("R20", "impossible", "void.has_daughters"),
    }
    bench.register("Q")
    bench.move("Box", "Q")
    assert told(lambda: bench.void("Q")) == impossible("R20", "void.touched_later")
    bench.register("R")
    bench.do(AddName(sample=bench.piece_ref("R"), name="Grey"))
    assert told(lambda: bench.void("R")) == impossible("R20", "void.touched_later")


def test_r20_labels_sightings_and_void_daughters_stand_in_no_void_s_way(bench: Bench) -> None:
    bench.register("U", UNKNOWN)
    bench.plan("U", "V")
    assert told(lambda: bench.void("U")) == impossible("R20", "void.has_daughters")
    bench.register("W", UNKNOWN, parent="U")
    bench.do(PrintLabels(samples=(bench.piece_ref("W"),), layout="roll"))
    bench.sight("W")
    bench.void("W")
    assert bench.state("W").text("existence") == "void"


def test_r20_a_void_row_keeps_its_number_and_takes_no_correction(bench: Bench) -> None:
    bench.void("P")
    assert told(lambda: bench.register("P")) == impossible("R1", "number.taken")
    assert told(lambda: bench.do(describe(bench, form="chip"))) == impossible("R4", "piece.does_not_exist")


def test_r20_what_is_said_of_a_piece_that_ended_can_still_be_mended(bench: Bench) -> None:
    bench.split("P", {"D": 100}, retires=True)
    bench.do(describe(bench, remarks="divided wholly"))
    bench.do(AddName(sample=bench.piece_ref("P"), name="Pale", kind=NameKind.PUBLISHED))
    assert bench.state("P").text("remarks") == "divided wholly"


def test_r21_each_title_is_a_book_of_its_own_that_closes(bench: Bench) -> None:
    bench.register("Q", weighed(60), title=Title.HELD_FOR)
    bench.split("Q", {"D": 10})
    assert bench.state("D").book.title == "held_for"
    assert bench.state("P").book.title == "ours"
    bench.register("E", Mass.stated(5), parent="Q", title=Title.OURS)
    assert bench.totals()["transferred Q"] == "5/0"
    assert bench.totals()["transferred E"] == "-5/0"
    assert bench.closes()
