"""Records are read into their types and their entries written back, whatever their class."""

import json
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunarcurator.domain.exposure_kinds import ExposureKind
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.lending.agreements import Agreement, Renewal
from lunarcurator.domain.lending.kept_documents import Document
from lunarcurator.domain.lending.line_log import (
    Disputed,
    Extension,
    LetterSent,
    LineDecision,
    PassedOn,
    ReportedMass,
    UseLogged,
)
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.loans import Loan, LoanDecision, OwedItem
from lunarcurator.domain.lending.people import Held, Institution, Limit, Person
from lunarcurator.domain.lending.rounds import Round
from lunarcurator.domain.lending.shipments import Handed, Shipment
from lunarcurator.domain.lending.terms import Carrier, Direction, LineMode, LineState, LoanKind
from lunarcurator.domain.typed_records import entries_of, entry_text, texts

ENTRIES = (
    *(Disputed, Extension, LetterSent, LineDecision, PassedOn, ReportedMass, UseLogged),
    *(Renewal, OwedItem, LoanDecision, Held, Limit, Handed, Document),
)
RECORDS = (Agreement, Institution, Line, Loan, Person, Round, Shipment)
NUMBER = Uid("a" * 32)


@pytest.mark.parametrize("kind", ENTRIES, ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_an_entry_reads_back_as_it_was_written(kind: type, data: st.DataObject) -> None:
    made = data.draw(st.from_type(kind))
    (read,) = entries_of(kind, {f"some/{NUMBER}": entry_text(made)}, "some/")
    assert read.uid == NUMBER
    for each in fields(kind):
        if each.name != "uid":
            assert getattr(read, each.name) == (getattr(made, each.name) or getattr(read, each.name)), each.name
            assert bool(getattr(read, each.name)) is bool(getattr(made, each.name)), each.name


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_of_a_record_without_anything_nothing_is_known(kind: type) -> None:
    known: dict[str, Scalar] = {}
    made = kind.of(Record(NUMBER, known))
    assert made.uid == NUMBER
    assert made.fields is known
    said = {each.name: getattr(made, each.name) for each in fields(kind) if each.name not in {"uid", "fields"}}
    defaults = {"mode", "state", "kind", "type", "direction", "carrier"}
    assert not [name for name, value in said.items() if value and name not in defaults]


def test_where_nothing_is_on_record_the_default_counts() -> None:
    line, shipment = Line.of(Record(NUMBER)), Shipment.of(Record(NUMBER))
    assert (line.mode, line.state, line.due, line.issued) == (LineMode.WHOLE, LineState.REQUESTED, None, 0)
    assert (shipment.direction, shipment.carrier) == (Direction.OUT, Carrier.COURIER)
    assert Loan.of(Record(NUMBER)).kind is LoanKind.RESEARCH


def test_lists_stand_as_json_or_one_by_one_under_a_prefix() -> None:
    one, other, person = "b" * 32, "d" * 32, "c" * 32
    loose: dict[str, Scalar] = {"seals": json.dumps(["1", "2"]), f"co/{one}": person, f"co/{other}": None}
    assert Shipment.of(Record(NUMBER, loose)).seals == ("1", "2")
    assert Loan.of(Record(NUMBER, loose)).co == (person,)
    assert texts(loose, "co/") == [(one, person)]


def test_hand_overs_stand_in_order_of_day_and_hour() -> None:
    days = (("1", 20210102, "9:00"), ("2", 20210102, "10:00"), ("3", 20210101, ""), ("4", 20210102, ""))
    made = {uid * 32: Handed(Uid(uid * 32), "A", "B", at, day, None, "") for uid, day, at in days}
    known: dict[str, Scalar] = {f"hand/{uid}": entry_text(each) for uid, each in made.items()}
    assert [each.uid[0] for each in Shipment.of(Record(NUMBER, known)).hands] == ["3", "4", "1", "2"]


def test_a_round_knows_by_person_how_many_lines_are_asked_for_and_who_answered() -> None:
    person = Uid("b" * 32)
    answered = {"day": 20210101, "signed_by": "A", "witnessed_by": "B", "more": 1}
    known: dict[str, Scalar] = {f"expects/{person}": 3, f"answered/{person}": json.dumps(answered)}
    made = Round.of(Record(NUMBER, known))
    assert made.expects == {person: 3}
    assert (made.answered[person].uid, made.answered[person].told) == (person, answered)


def test_a_list_in_an_entry_is_a_list_of_its_kind() -> None:
    use = UseLogged(NUMBER, 20210101, None, "m", "", "", "", (ExposureKind.AIR,), "r")
    assert json.loads(entry_text(use))["exposures"] == [str(ExposureKind.AIR)]
    assert entries_of(UseLogged, {f"use/{NUMBER}": entry_text(use)}, "use/") == (use,)
