import pytest
from lunarcurator.domain.acts import Act
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    Correct,
    CorrectPlace,
    Daughter,
    Describe,
    FieldValue,
    Move,
    Operation,
    Reading,
    Register,
    Split,
    Weigh,
)
from lunarcurator.services.codec import OperationTextError, decode_acts, decode_operation, encode_acts

STATED: tuple[Operation, ...] = (
    CorrectPlace(place="#" + "1" * 32, field="remarks", old=None, new="left shelf"),
    CorrectPlace(place="#" + "1" * 32, field="tare_ug", old=0, new=5),
    Correct(sample="#" + "2" * 32, field="pristinity_milli", old=None, new=0, evidence="Catalogue, page 3"),
    Correct(sample="#" + "2" * 32, field="remarks", old="", new="chipped", evidence="seen"),
    Describe(sample="#" + "2" * 32, values=(FieldValue(field="count", value=0),)),
    Weigh(sample="#" + "2" * 32, reading=Reading(gross_ug=5, tare_ug=0)),
    Register(collection="#" + "3" * 32, number="10002", mass=Mass.measured(0, 1), pristinity_milli=0),
    Split(parent="#" + "2" * 32, daughters=(Daughter(form="chip"), Daughter()), after=Reading(net_ug=0)),
    Move(to="#" + "1" * 32),
)


@pytest.mark.parametrize("operation", STATED, ids=lambda operation: operation.KIND)
def test_a_payload_gives_back_every_zero_and_every_nothing_that_was_stated(operation: Operation) -> None:
    act = Act(operation=operation, day=19740100, day_stated="about January 1974")
    assert decode_acts(encode_acts([act])) == (act,)


def test_a_payload_leaves_out_what_says_no_more_than_its_default() -> None:
    act = Act(operation=Move(to="#" + "1" * 32), day=20240105)
    assert encode_acts([act]) == (
        b'[{"day":20240105,"day_stated":"","kind":"move","operation":{"to":"#11111111111111111111111111111111"}}]'
    )


@pytest.mark.parametrize("told", [["15555"], "15555", 7, None])
def test_what_is_no_table_of_fields_is_no_operation(told: object) -> None:
    with pytest.raises(OperationTextError) as caught:
        decode_operation("weigh", told)
    assert caught.value.key == "operation.malformed"


def test_a_misspelt_field_is_named_and_not_passed_over() -> None:
    with pytest.raises(OperationTextError) as caught:
        decode_operation("weigh", {"sample": "15555", "readin": {}})
    assert (caught.value.key, caught.value.facts["fields"]) == ("operation.unknown_field", "readin")
