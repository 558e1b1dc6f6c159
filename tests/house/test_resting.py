"""What rests on an entry follows from one table of references, which lacks none."""

import json
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, NewType, get_type_hints

import pytest
from lunarcurator.domain import identity
from lunarcurator.domain.acts import Act, Override, Posting
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending import agreements, lines, loans, people, rounds, shipments
from lunarcurator.domain.lending.terms import PersonEnd, RoundAnswer
from lunarcurator.domain.operations import (
    OPERATIONS,
    AddName,
    AdvanceOrder,
    CheckPlace,
    CorrectPlace,
    Daughter,
    Extra,
    Jotted,
    Move,
    OpenCollection,
    Operation,
    OrderState,
    PlanSplit,
    PrintLabels,
    Reading,
    RetirePlace,
    Reverse,
    SeenElsewhere,
    SendToDisplay,
    SetUpBalance,
    SetUpOperator,
    SetUpPlace,
    Sight,
    Weigh,
)
from lunarcurator.domain.operations.accounting import Answered, AnswerRound, NamedBesides, OpenRound
from lunarcurator.domain.operations.agreeing import DraftAgreement, RenewAgreement, TerminateAgreement
from lunarcurator.domain.operations.borrowing import (
    Affiliation,
    ConfirmContact,
    EndResponsibility,
    LimitBorrower,
    SetUpInstitution,
    SetUpPerson,
)
from lunarcurator.domain.operations.issuing import IssueLines, Sent
from lunarcurator.domain.operations.requesting import RequestLoan, Wanted
from lunarcurator.domain.resting import (
    ENTRY,
    HARMLESS,
    RECORDS,
    REFERENCES,
    TEXTS,
    TOUCHED,
    leaves,
    named_in,
    operation_fields,
)
from lunarcurator.domain.status import Role
from lunarcurator.services.posting import Refused
from lunarcurator.services.undoing import undo_state
from lunarcurator.services.verifying import verify
from lunarcurator.store import schema
from lunarcurator.store.reads.entry import last_in_line
from lunarcurator.store.resting import KNOWN_OTHERWISE, NAMING_FACTS
from sqlalchemy import Connection, func, select, text

from tests.house import accounting_once, borrowing_once, lending_once
from tests.house.resting_once import NOTHING, ON_IT
from tests.house.test_completeness import DAY, ONCE, SANCTIONED, Lab

UID = re.compile("[0-9a-f]{32}")


class RestingLab(Lab):
    """A lab that also knows what an entry made."""

    def post(self, *operations: Operation, **more: Any) -> int:
        """Post acts as one entry; an undo says why, as one of anything but one's own last entry has to."""
        reason = {"reason": "mistaken"} if isinstance(operations[0], Reverse) else {}
        return super().post(*operations, **reason, **more)

    def piece_of(self, seq: int) -> str:
        """A piece that an entry made, or else touched."""
        query = text(
            "SELECT s.uuid, (SELECT min(entry) FROM touch WHERE kind = 'sample' AND subject = s.id) AS first"
            " FROM touch t JOIN sample s ON s.id = t.subject"
            " WHERE t.entry = :seq AND t.kind = 'sample' AND s.in_book = 1 ORDER BY first DESC, s.id DESC LIMIT 1"
        )
        with self.session.database.connect() as connection:
            return f"#{connection.execute(query, {'seq': seq}).one().uuid.hex()}"

    def first(self, kind: str) -> int:
        """The first entry of a kind."""
        query = select(func.min(schema.entry.c.seq)).where(schema.entry.c.kind == kind)
        with self.session.database.connect() as connection:
            return int(connection.execute(query).scalar_one())

    def last_of(self, seq: int) -> int:
        """The newest undo or redo of an act, or the act."""
        with self.session.database.connect() as connection:
            return last_in_line(connection, seq)

    def uid_of(self, seq: int) -> Uid:
        """The identity of an entry."""
        query = select(schema.entry.c.uuid).where(schema.entry.c.seq == seq)
        with self.session.database.connect() as connection:
            return Uid(connection.execute(query).scalar_one().hex())

    def once(self, kind: str) -> int:
        return self.post(ONCE[kind](self), **SANCTIONED.get(kind, {}))


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[RestingLab]:
    made = RestingLab.begun(tmp_path / "resting.lunar")
    yield made
    made.session.close()


# The table lacks nothing.


def test_every_type_of_reference_says_what_it_names() -> None:
    types = {name: each for name, each in vars(identity).items() if isinstance(each, NewType) and name != "Uid"}
    assert set(types.values()) == set(REFERENCES)
    assert set(REFERENCES.values()) == {*Subject, ENTRY}


def test_the_fields_of_operations_are_found_however_deep_they_stand() -> None:
    assert operation_fields("sign_agreement") == {"agreement": Subject.AGREEMENT}
    assert operation_fields("split") == {
        "parent": Subject.SAMPLE,
        "daughters.reading.balance": Subject.BALANCE,
        "daughters.place": Subject.PLACE,
        "after.balance": Subject.BALANCE,
        "plan": ENTRY,
    }
    assert operation_fields("open_collection") == {"revives": Subject.COLLECTION}
    assert {kind for kind in OPERATIONS if ENTRY in operation_fields(kind).values()} == {
        *("annul_entry", "reverse", "move_back", "cancel_plan", "split", "state_fact")
    }


@pytest.mark.parametrize(
    ("kind", "record"),
    [
        (Subject.LINE, lines.Line),
        (Subject.LOAN, loans.Loan),
        (Subject.AGREEMENT, agreements.Agreement),
        (Subject.PERSON, people.Person),
        (Subject.INSTITUTION, people.Institution),
        (Subject.SHIPMENT, shipments.Shipment),
        (Subject.ROUND, rounds.Round),
    ],
)
def test_a_field_of_a_record_that_holds_a_uid_stands_in_the_table(kind: Subject, record: type[Any]) -> None:
    hints = get_type_hints(record)
    held = {each.name for each in fields(record) if each.name != "uid" and Uid in leaves(hints[each.name])}
    assert held <= {kept.key.rstrip("/") for kept in RECORDS.get(kind, ())}


def test_a_column_of_facts_that_names_a_place_or_record_is_asked_or_says_why_not() -> None:
    naming = {
        f"{column.table.name}.{column.name}"
        for table in schema.FACT_TABLES
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name in ("place", "desk")
    }
    asked = [f"{column.table.name}.{column.name}" for column in NAMING_FACTS]
    otherwise = [f"{column.table.name}.{column.name}" for column in KNOWN_OTHERWISE]
    assert sorted(asked + otherwise) == sorted(naming)
    assert all(KNOWN_OTHERWISE.values())


def drafts_in_place_of_another(lab: Any) -> Operation:
    borrowing_once.signed(lab)
    there = Affiliation(institution="Institute C", since=DAY)
    lab.post(SetUpPerson(name="Borrower F", affiliations=(there,)))
    parties = {"person": "Borrower C", "institution": "Institute C", "cosigner": "Borrower F"}
    return DraftAgreement(number="A-2", since=DAY, until=20351231, renews="A-1", **parties)


def signs_in_place_of_another(lab: Any) -> Operation:
    lab.post(drafts_in_place_of_another(lab))
    return borrowing_once.sign("A-2")


def asks_with_others(lab: Any) -> Operation:
    name = accounting_once.borrower(lab)
    return RequestLoan(borrower=name, co_investigators=(name,), lines=(Wanted(sample="15555", optimum_ug=5),))


def passes_on(lab: Any) -> Operation:
    lending_once.issued(lab)
    name = accounting_once.borrower(lab, "Borrower B")
    return EndResponsibility(person="Borrower A", how=PersonEnd.RETIRED, agreement=f"A-{name}")


def opens_for_a_collection(lab: Any) -> Operation:
    accounting_once.lent(lab)
    return OpenRound(frozen=DAY, deadline=DAY, collections=("A",))


def answers_with_more(lab: Any) -> Operation:
    answer = (Answered(line=accounting_once.LINE, answer=RoundAnswer.SEEN),)
    said = {"answers": answer, "besides": (NamedBesides(text="15999"),)}
    signed = {"signed_by": "Borrower A", "witnessed_by": "Witness A", "document": accounting_once.PAPER}
    return AnswerRound(round=accounting_once.asked(lab), person="Borrower A", **said, **signed)


def jots(lab: Any) -> Operation:
    lab.post(SetUpBalance(name="B9", resolution_ug=10))
    read = (Jotted(number="15555,1", reading=Reading(net_ug=100, balance="B9")),)
    return AdvanceOrder(order=str(lab.plan), state=OrderState.WEIGHED, jotted=read)


MORE: dict[str, Callable[[Any], Operation]] = {
    each.__name__: each
    for each in (
        drafts_in_place_of_another,
        signs_in_place_of_another,
        asks_with_others,
        passes_on,
        opens_for_a_collection,
        answers_with_more,
        jots,
    )
}
"""Acts that fill the fields which the simplest act of their kind leaves empty."""


def known_uids(connection: Connection) -> dict[str, str]:
    """Every identity in the store, and what it is of."""
    known = {row.uuid.hex(): "sample" for row in connection.execute(select(schema.sample.c.uuid))}
    known |= {row.uuid.hex(): "place" for row in connection.execute(select(schema.place.c.uuid))}
    known |= {
        row.uuid.hex(): row.kind for row in connection.execute(select(schema.desk.c.uuid, schema.desk.c.kind))
    }
    return known | {row.uuid.hex(): ENTRY for row in connection.execute(select(schema.entry.c.uuid))}


def in_texts(told: Mapping[str, Any], known: Mapping[str, str]) -> set[tuple[str, str]]:
    """Every identity of something that stands anywhere in the fields of a record: what it is, and the uid."""
    texts = [*told, *map(str, told.values())]
    return {(known[uid], uid) for each in texts for uid in UID.findall(each) if uid in known}


def touched_by(connection: Connection, seq: int) -> set[str]:
    tables = {"sample": schema.sample, "place": schema.place}
    query = text("SELECT DISTINCT kind, subject FROM touch WHERE entry = :seq")
    found = set()
    for kind, subject in connection.execute(query, {"seq": seq}).all():
        table = tables.get(kind, schema.desk)
        found.add(connection.execute(select(table.c.uuid).where(table.c.id == subject)).scalar_one().hex())
    return found


def named_in_facts(connection: Connection, seq: int) -> set[str]:
    found = set()
    for column in NAMING_FACTS:
        (key,) = column.foreign_keys
        target = key.column.table
        query = select(target.c.uuid).join(column.table, column == target.c.id).where(column.table.c.entry == seq)
        found |= {row.uuid.hex() for row in connection.execute(query)}
    return found


@pytest.mark.parametrize("name", [*ONCE, *MORE])
def test_every_identity_in_a_record_and_every_reference_of_an_act_is_in_the_table(
    name: str, lab: RestingLab
) -> None:
    seq = lab.once(name) if name in ONCE else lab.post(MORE[name](lab))
    with lab.session.database.connect() as connection:
        known = known_uids(connection)
        set_here: set[str] = set()
        for row in connection.execute(select(schema.touch.c.kind, schema.touch.c.changes, schema.touch.c.entry)):
            told = dict(json.loads(row.changes))
            found = {(str(kept.names), uid) for kept, uid in named_in(Subject(row.kind), told)}
            assert in_texts(told, known) <= found, f"a {row.kind} names what the table of its fields lacks"
            set_here |= {uid for _, uid in found} if row.entry == seq else set()
        part = schema.entry_part
        payloads = connection.execute(select(part.c.payload, part.c.packed).where(part.c.entry == seq))
        payload = b"".join(zlib.decompress(told) if packed else told for told, packed in payloads).decode()
        touched = touched_by(connection, seq)
        referred = {uid for uid in UID.findall(payload) if known.get(uid, ENTRY) != ENTRY}
        assert referred <= touched | set_here | named_in_facts(connection, seq)
        assert {uid for uid in referred | set_here if known[uid] in TOUCHED} <= touched


def test_what_a_record_keeps_in_each_way_is_found() -> None:
    one, two = Uid("1" * 32), Uid("2" * 32)
    told = {f"affiliation/{one}": json.dumps({"institution": two, "role": "responsible"}), "name": "A"}
    assert [(kept.key, uid) for kept, uid in named_in(Subject.PERSON, told)] == [("affiliation/", two)]
    jotted = json.dumps([{"balance": one, "number": "1"}, {"balance": None, "number": "2"}])
    assert [uid for _, uid in named_in(Subject.ORDER, {"jotted": jotted, "parent": None})] == [one]
    assert [uid for _, uid in named_in(Subject.ROUND, {"collections": f"{one} {two}"})] == [one, two]
    assert [uid for _, uid in named_in(Subject.ROUND, {f"expects/{one}": 3, f"expects/{two}": None})] == [one]
    assert not list(named_in(Subject.BALANCE, {"name": "B1"}))


# What is named by a text.

FREE_TEXT = {
    "AddBody": "body first form remarks source",
    "AddName": "name source",
    "Adopt": "source",
    "AdvanceOrder": "remarks",
    "AnnulEntry": "as_found",
    "AnswerRound": "signed_by witnessed_by signed_on witnessed_on",
    "Answered": "remarks aside",
    "Attached": "name sha256 remarks",
    "CameBack": "name label number form place_why remarks unscanned_why",
    "ChangeCondition": "reason evidence",
    "ChangeLoan": "purpose plan round project remarks",
    "CheckPlace": "remarks",
    "CloseCase": "outcome",
    "CloseLoan": "remarks",
    "CloseRound": "remarks",
    "ComeBack": "document owner",
    "Compose": "number mission form remarks",
    "ConfirmContact": "how",
    "Consume": "method by evidence",
    "Correct": "field old new evidence",
    "CorrectBirth": "evidence",
    "CorrectIdentity": "evidence",
    "CorrectPlace": "field old new",
    "Daughter": "number series form remarks",
    "DecideLines": "body conditions",
    "Decided": "why",
    "DeclareLost": "report circumstances",
    "DisputeLine": "text",
    "Dissect": "gas where",
    "Dissolve": "source",
    "DraftAgreement": "number security_plan official co_official remarks",
    "EnterLoan": "number source purpose remarks since_stated",
    "Expose": "agent evidence",
    "ExtendLines": "asked_by approved_by why",
    "Extra": "text remarks",
    "FieldValue": "field value",
    "FindAgain": "number form place_why remarks",
    "Found": "finder where claimed_number steps",
    "Freeze": "evidence",
    "GiveBack": "taken_by",
    "HandOver": "given_by taken_by at remarks",
    "Jotted": "number form",
    "LimitBorrower": "text lifts",
    "Made": "number series form",
    "MakeSections": "numbers form section_set remarks",
    "Mass": "reason",
    "Merge": "source",
    "Mission": "code name",
    "NamedBesides": "text remarks",
    "NewNumber": "number",
    "OldLine": "remarks",
    "OpenCollection": "code name scheme",
    "OpenRound": "number",
    "OpenSealed": "gas seal_state evidence",
    "OtherName": "name source",
    "Owing": "text settled",
    "PackShipment": ("number firm tracking seals carried_by route declared_value insurance waiver condition"),
    "PlanSplit": "method purpose order",
    "PrintLabels": "layout",
    "RecallLines": "why",
    "ReceiveShipment": "received_by condition declared_value",
    "Recover": "found_by evidence",
    "Register": (
        "number mission form class_name subclass retired_reason data_pack collected remarks source owner other"
    ),
    "Relate": "source",
    "Renumber": "number former source",
    "ReopenCase": "why",
    "ReportLoss": "circumstances gone",
    "ReportMass": "remarks",
    "ReportSubSamples": "method",
    "ReportUse": "method plan signed_by confirmed_by gone",
    "RequestLoan": "number purpose plan round project remarks",
    "Restrict": "reason",
    "ReturnLine": "method plan signed_by confirmed_by contamination gone kept",
    "SetUpBalance": "name certificate",
    "SetUpInstitution": "name names country address remarks",
    "SetUpOperator": "name",
    "SetUpPerson": "name names contacts remarks",
    "SetUpPlace": "kind name code atmosphere material remarks",
    "Sieve": "sieves where",
    "SignAgreement": "signed_by for_lab",
    "Split": "method tool where",
    "StateFact": "field value source",
    "SubSample": "name form remarks",
    "SwapNumbers": "source",
    "TakeDown": "remarks",
    "TakeIn": "number purpose",
    "TakeOut": "evidence",
    "TerminateAgreement": "why",
    "TransferLine": "approved_by",
    "TransferTitle": "counterpart document owner",
    "Wanted": "described category use remarks",
    "WithdrawLines": "why",
}
"""The texts by class that name no record an undo could take away, and why they do not:

a number, code or name that the act gives or claims itself; a word of a vocabulary, scheme or layout, which is no
record; the code of a mission, which comes with its collection and that is referred to; a number reserved by the
plan of an order that is referred to; a limit that is lifted, on a borrower who is touched; who signed, asked or
carried, what a label or a borrower said, and papers, plans and committees of others, which are evidence as it was
given and stand by themselves.
"""


def texts_of(kind: Any) -> Iterator[tuple[str, str]]:
    """Each field of an operation, and of its parts, that can hold a text: the class and the field."""
    hints = get_type_hints(kind)
    for each in fields(kind):
        inner = leaves(hints[each.name])
        told = [leaf for of in inner for leaf in leaves(getattr(of, "__value__", of))]
        if str in told:
            yield kind.__name__, each.name
        for leaf in told:
            if is_dataclass(leaf):
                yield from texts_of(leaf)


def test_every_text_of_an_operation_names_a_record_or_is_free_and_never_both() -> None:
    found = {text for operation in OPERATIONS.values() for text in texts_of(operation)}
    free = [(name, field) for name, told in FREE_TEXT.items() for field in told.split()]
    naming = [(OPERATIONS[kind].__name__, field) for kind, field in TEXTS]
    assert not (new := found - {*free, *naming}), (
        f"say in FREE_TEXT that it names nothing, or in TEXTS what: {new}"
    )
    assert not (gone := {*free, *naming} - found), f"no operation has it any more: {gone}"
    assert not (both := {*free} & {*naming}), f"names a record, and is free: {both}"


def displays_under(lab: RestingLab, agreement: str = "A-1", **more: Any) -> int:
    return lab.post(SendToDisplay(samples=("15555",), place="Empty", agreement=agreement), **more)


def entries_of_agreement(lab: RestingLab) -> tuple[int, int]:
    drafted = lab.post(borrowing_once.draft(lab))
    return drafted, lab.post(borrowing_once.sign("A-1"))


@pytest.mark.parametrize("written", ["A-1", " A-1 ", "\uff21\uff0d\uff11"])
def test_an_agreement_is_not_undone_under_what_is_on_display_by_its_number(written: str, lab: RestingLab) -> None:
    drafted, signed = entries_of_agreement(lab)
    shown = displays_under(lab, written)
    assert in_the_way(lab, signed) == shown
    assert in_the_way(lab, drafted) == signed
    lab.post(Reverse(entry=str(shown)))
    undone = lab.post(Reverse(entry=str(signed)))
    assert in_the_way(lab, shown) == undone


def test_a_number_is_found_among_other_acts_of_an_entry(lab: RestingLab) -> None:
    _, signed = entries_of_agreement(lab)
    other = lab.post(AddName(sample="15556", name="Later"), AddName(sample="15555", name="Too"))
    shown = lab.post(
        AddName(sample="15555", name="Great"),
        SendToDisplay(samples=("15555",), place="Empty", agreement="A-1"),
    )
    assert other < shown == in_the_way(lab, signed)


def test_what_is_under_another_agreement_or_none_stands_in_nobodys_way(lab: RestingLab) -> None:
    _, signed = entries_of_agreement(lab)
    elsewhere = (Override(key="display.agreement_unknown", reason="with the museum"),)
    displays_under(lab, "D-4", overrides=elsewhere)
    lab.post(SendToDisplay(samples=("15558",), place="Empty"))
    undone = lab.post(Reverse(entry=str(signed)))
    assert undone == lab.session.head().seq


def test_what_names_a_loan_or_operator_by_text_relies_on_its_being_there(lab: RestingLab) -> None:
    asked = lab.post(
        RequestLoan(borrower=lending_once.borrower(lab), number="L-7", lines=(Wanted(described="x"),))
    )
    newcomer = lab.once("set_up_operator")
    changed = lab.post(SetUpOperator(operator="N. Newcomer", name="N. Newcomer", role=Role.MANAGER))
    plan = PlanSplit(parent="15558", daughters=(Daughter(),), request="L-7", assigned="N. Newcomer")
    planned = lab.post(plan)
    assert in_the_way(lab, asked) == planned
    assert in_the_way(lab, newcomer) == changed
    lab.post(Reverse(entry=str(changed)))
    assert in_the_way(lab, newcomer) == planned
    lab.post(Reverse(entry=str(planned)))
    gone = lab.post(Reverse(entry=str(newcomer)))
    assert in_the_way(lab, planned) == gone
    handed = AdvanceOrder(order=str(lab.plan), state=OrderState.IN_CABINET, assigned="N. Newcomer")
    lab.post(Reverse(entry=str(gone)))
    given = lab.post(handed)
    assert in_the_way(lab, newcomer) == given


# A place, and what was seen there.

SEEN_THERE: dict[str, Callable[[], Operation]] = {
    "an empty place is counted": lambda: CheckPlace(place="Second"),
    "something is found there": lambda: CheckPlace(place="Second", extra=(Extra(sample="15555"),)),
    "a piece is seen there": lambda: Sight(samples=("15555",), place="Second"),
    "a piece is seen there in a count of another": lambda: CheckPlace(
        place="Vault", elsewhere=(SeenElsewhere(sample="15555", place="Second"),)
    ),
}


@pytest.mark.parametrize("together", [False, True], ids=["alone", "together"])
@pytest.mark.parametrize("name", SEEN_THERE)
def test_a_place_is_not_taken_out_of_the_book_under_what_was_seen_there(
    name: str, together: bool, lab: RestingLab
) -> None:
    made = lab.once("set_up_place")
    changed = lab.post(CorrectPlace(place="Second", field="remarks", old=None, new="dry"))
    acts = [SEEN_THERE[name](), Sight(samples=("15558",))] if together else [SEEN_THERE[name]()]
    seen = lab.post(*acts, overrides=(Override(key="sight.elsewhere", reason="lent for a day"),))
    lab.post(Reverse(entry=str(changed)))
    assert in_the_way(lab, made) == seen
    lab.post(Reverse(entry=str(seen)))
    gone = lab.post(Reverse(entry=str(made)))
    assert in_the_way(lab, seen) == gone


# Each act, and what is built on it.


def test_for_every_act_there_is_one_that_rests_on_it_or_a_reason_why_none_can() -> None:
    assert {*ON_IT, *NOTHING} == {*ONCE}
    assert not {*ON_IT} & {*NOTHING}
    assert all(NOTHING.values())


@pytest.mark.parametrize("kind", ON_IT)
def test_an_act_is_not_undone_under_what_was_built_on_it(kind: str, lab: RestingLab) -> None:
    seq = lab.once(kind)
    later = ON_IT[kind](lab, seq)
    with pytest.raises(Refused) as refused:
        lab.post(Reverse(entry=str(seq)))
    (finding,) = refused.value.findings

    told = dict(finding.facts)
    through = told.pop("through")
    assert (finding.key, told) == ("reverse.touched_later", {"entry": seq, "later": later})
    # What both concern is named wherever both concern something.
    with lab.session.database.connect() as connection:
        assert bool(through) == bool(touched_by(connection, seq) & touched_by(connection, later))
    state = undo_state(lab.session, lab.uid_of(seq))
    assert state is not None
    assert (state.target, state.later, state.facts["through"]) == (None, later, through)


@pytest.mark.parametrize("kind", ["sight", "print_labels"])
def test_nobody_relies_on_a_label_or_a_sighting(kind: str, lab: RestingLab) -> None:
    seq = lab.once(kind)
    lab.post(AddName(sample="15555", name="Later"), Move(to="Empty", samples=("15555",)))
    undone = lab.post(Reverse(entry=str(seq)))
    assert undone == lab.session.head().seq


HARMLESS_ACTS: dict[str, Callable[[], Operation]] = {
    "sight": lambda: Sight(samples=("15555",), place="Empty"),
    "print_labels": lambda: PrintLabels(samples=("15555",), places=("Empty",), layout="roll"),
    "check_place": lambda: CheckPlace(place="Empty", seen=("15555",)),
}


@pytest.mark.parametrize("together", [False, True], ids=["alone", "together"])
@pytest.mark.parametrize("kind", HARMLESS_ACTS)
def test_what_is_harmless_never_blocks_an_undo_or_a_redo(kind: str, together: bool, lab: RestingLab) -> None:
    moved = lab.post(Move(to="Empty", samples=("15555",)))
    corrected = lab.post(CorrectPlace(place="Empty", field="remarks", old=None, new="dry"))
    harmless = [HARMLESS_ACTS[kind]()] * (2 if together else 1)
    lab.post(*harmless)
    undone = lab.post(Reverse(entry=str(corrected)))
    lab.post(*harmless)
    lab.post(Reverse(entry=str(undone)))
    lab.post(*harmless)
    lab.post(Reverse(entry=str(lab.post(Reverse(entry=str(moved))))))
    assert verify(lab.session).findings == ()
    # An annulment is an answer to damage, which no honest fixture has.
    assert {*HARMLESS_ACTS} == HARMLESS - {"annul_entry"}


def test_a_harmless_act_beside_one_that_is_not_is_not_passed_over(lab: RestingLab) -> None:
    moved = lab.post(Move(to="Empty", samples=("15555",)))
    later = lab.post(Sight(samples=("15555",)), AddName(sample="15555", name="Later"))
    assert in_the_way(lab, moved) == later


def test_who_printed_a_label_must_be_known(lab: RestingLab) -> None:
    newcomer = lab.once("set_up_operator")
    act = Act(operation=PrintLabels(samples=("15555",), layout="roll"), day=DAY)
    printed = lab.session.post(Posting(acts=(act,), operator="N. Newcomer")).seq
    assert in_the_way(lab, newcomer) == printed


def test_a_second_person_must_be_known(lab: RestingLab) -> None:
    newcomer = lab.once("set_up_operator")
    witnessed = lab.post(AddName(sample="15555", name="Later"), witness="N. Newcomer")
    assert in_the_way(lab, newcomer) == witnessed


# The chain of a loan.


def in_the_way(lab: RestingLab, seq: int) -> int | None:
    """What stands in the way of taking an entry back; the posting says the same as the offer."""
    state = undo_state(lab.session, lab.uid_of(seq))
    assert state is not None
    if state.later is None:
        assert state.target is not None
        return None
    with pytest.raises(Refused) as refused:
        lab.post(Reverse(entry=str(lab.last_of(seq))))
    (finding,) = refused.value.findings
    assert dict(finding.facts)["later"] == state.later
    return state.later


def chain(lab: RestingLab) -> dict[str, int]:
    """The entries by which Borrower A may borrow, and those by which 15558 goes out to Borrower A."""
    name = lending_once.prepared(lab)
    assert name == lending_once.LINE
    query = select(schema.entry.c.seq, schema.entry.c.kind).where(schema.entry.c.seq > 7)
    with lab.session.database.connect() as connection:
        return {row.kind: row.seq for row in connection.execute(query.order_by(schema.entry.c.seq))}


@pytest.mark.parametrize("kind", ["set_up_institution", "batch", "draft_agreement", "sign_agreement"])
def test_what_goes_out_rests_on_all_above_it(kind: str, lab: RestingLab) -> None:
    entries = chain(lab)
    later = {"set_up_institution": "batch", "batch": "draft_agreement", "draft_agreement": "sign_agreement"}
    assert in_the_way(lab, entries[kind]) == entries[later.get(kind, "request_loan")]


@pytest.mark.parametrize(
    "operation",
    [
        RenewAgreement(agreement="A-1", until=20331231, copy=borrowing_once.COPY),
        LimitBorrower(person="Borrower A", lifts="fund Y"),
        LimitBorrower(institution="Institute B", lifts="fund X"),
        ConfirmContact(person="Borrower A", how="letter 8"),
        SetUpInstitution(institution="Institute B", name="Institute B", country="FR"),
    ],
    ids=["renew", "limit_person", "limit_institution", "confirm", "country"],
)
def test_what_is_read_when_a_line_goes_out_is_not_undone_under_it(operation: Operation, lab: RestingLab) -> None:
    lending_once.prepared(lab)
    shipment = lending_once.packed(lab)
    lab.post(LimitBorrower(person="Borrower A", text="fund Y"))
    lab.post(LimitBorrower(institution="Institute B", text="fund X"))
    changed = lab.post(operation)
    limits = Override(key="borrower.limited", reason="not of that fund")
    sent = IssueLines(lines=(Sent(line=lending_once.LINE, due=lending_once.DUE),), shipment=shipment)
    out = lab.post(sent, overrides=(limits,))
    assert in_the_way(lab, changed) == out
    lab.post(Reverse(entry=str(out)))
    lab.post(Reverse(entry=str(changed)))


@pytest.mark.parametrize(
    "operation",
    [
        SetUpPerson(person="Borrower A", name="Borrower A", contacts=("telephone 7",)),
        SetUpPerson(person="Borrower A", name="Borrower A.", names=("甲",)),
        SetUpInstitution(institution="Institute B", name="Institute B", address="Street 1", remarks="moved"),
    ],
    ids=["telephone", "names", "address"],
)
def test_what_only_describes_a_borrower_is_undone_whatever_went_out_since(
    operation: Operation, lab: RestingLab
) -> None:
    lending_once.prepared(lab)
    shipment = lending_once.packed(lab)
    described = lab.post(operation)
    lab.post(IssueLines(lines=(Sent(line=lending_once.LINE, due=lending_once.DUE),), shipment=shipment))
    undone = lab.post(Reverse(entry=str(described)))
    assert undone == lab.session.head().seq


def test_a_signature_is_not_undone_under_a_line_that_passed_from_it_to_another(lab: RestingLab) -> None:
    seq = lab.post(passes_on(lab))
    with lab.session.database.connect() as connection:
        query = select(schema.entry.c.seq).where(schema.entry.c.kind == "sign_agreement")
        signed = list(connection.execute(query.order_by(schema.entry.c.seq)).scalars())
    assert [in_the_way(lab, each) for each in signed] == [lab.first("request_loan"), seq]


def test_a_signature_in_place_of_another_carries_what_is_under_the_other(lab: RestingLab) -> None:
    line = lending_once.prepared(lab)
    parties = {"person": "Borrower A", "institution": "Institute B"}
    lab.post(DraftAgreement(number="A-2", since=DAY, until=20351231, renews="A-1", **parties))
    signed = lab.post(borrowing_once.sign("A-2"))
    out = lab.post(IssueLines(lines=(Sent(line=line, due=lending_once.DUE),), shipment=lending_once.packed(lab)))
    assert in_the_way(lab, signed) == out


def test_many_records_are_read_at_once(lab: RestingLab) -> None:
    """Forty people of one institution, of whom one has a line out."""
    lending_once.prepared(lab)
    there = (Affiliation(institution="Institute B", since=DAY),)
    lab.post(*(SetUpPerson(name=f"Person {n}", affiliations=there) for n in range(40)))
    changed = lab.post(SetUpInstitution(institution="Institute B", name="Institute B", country="FR"))
    out = lab.post(
        IssueLines(lines=(Sent(line=lending_once.LINE, due=lending_once.DUE),), shipment=lending_once.packed(lab))
    )
    assert in_the_way(lab, changed) == out


# Done again.


def test_what_rests_on_a_reading_is_not_done_again_without_it(lab: RestingLab) -> None:
    first = lab.post(Weigh(sample="15558", reading=Reading(net_ug=3_990, resolution_ug=10)))
    second = lab.post(Weigh(sample="15558", reading=Reading(net_ug=3_980, resolution_ug=10)))
    undone = lab.post(Reverse(entry=str(second)))
    gone = lab.post(Reverse(entry=str(first)))
    assert in_the_way(lab, second) == gone
    lab.post(Reverse(entry=str(gone)))
    lab.post(Reverse(entry=str(undone)))
    assert verify(lab.session).findings == ()


def test_only_the_newest_undo_or_redo_of_an_act_is_turned_over(lab: RestingLab) -> None:
    act = lab.post(Weigh(sample="15558", reading=Reading(net_ug=3_990, resolution_ug=10)))
    undone = lab.post(Reverse(entry=str(act)))
    again = lab.post(Reverse(entry=str(undone)))
    last = lab.post(Reverse(entry=str(act)))
    with pytest.raises(Refused) as refused:
        lab.post(Reverse(entry=str(again)))
    assert [each.key for each in refused.value.findings] == ["reverse.already"]
    state = undo_state(lab.session, lab.uid_of(again))
    assert state is not None
    assert (state.redo, state.target) == (True, lab.uid_of(last))
    assert verify(lab.session).findings == ()


def issued_and_taken_back(lab: RestingLab) -> tuple[int, int]:
    """A line that went out, and its undo."""
    line = lending_once.prepared(lab)
    shipment = lending_once.packed(lab)
    out = lab.post(IssueLines(lines=(Sent(line=line, due=lending_once.DUE),), shipment=shipment))
    return out, lab.post(Reverse(entry=str(out)))


@pytest.mark.parametrize(
    "operation",
    [
        TerminateAgreement(agreement="A-1", why="no plan"),
        LimitBorrower(person="Borrower A", text="fund Z"),
        EndResponsibility(person="Borrower A", how=PersonEnd.RETIRED),
    ],
    ids=["terminate", "limit", "end"],
)
def test_a_line_does_not_go_out_again_once_what_it_rests_on_has_changed(
    operation: Operation, lab: RestingLab
) -> None:
    out, _ = issued_and_taken_back(lab)
    left = Override(key="responsibility.lines_left", reason="they stay here")
    changed = lab.post(operation, overrides=(left,))
    assert in_the_way(lab, out) == changed


def test_a_line_does_not_go_out_again_under_an_end_that_was_done_again(lab: RestingLab) -> None:
    line = lending_once.prepared(lab)
    shipment = lending_once.packed(lab)
    ended = lab.post(TerminateAgreement(agreement="A-1", why="no plan"))
    gone = lab.post(Reverse(entry=str(ended)))
    out = lab.post(IssueLines(lines=(Sent(line=line, due=lending_once.DUE),), shipment=shipment))
    lab.post(Reverse(entry=str(out)))
    again = lab.post(Reverse(entry=str(gone)))
    assert in_the_way(lab, out) == again


def test_what_names_a_place_a_balance_or_an_operator_is_not_done_again_without_it(lab: RestingLab) -> None:
    never = {"overrides": (Override(key="balance.never_calibrated", reason="new"),)}
    place, balance = lab.once("set_up_place"), lab.once("set_up_balance")
    newcomer = lab.once("set_up_operator")
    moved = lab.post(Move(to="Second", samples=("15555",)))
    weighed = lab.post(Weigh(sample="15558", reading=Reading(net_ug=4_000, balance="B9")), **never)
    act = Act(operation=AddName(sample="15556", name="Later"), day=DAY)
    named = lab.session.post(Posting(acts=(act,), operator="N. Newcomer")).seq
    for seq in (moved, weighed, named):
        lab.post(Reverse(entry=str(seq)))
    gone = [lab.post(Reverse(entry=str(seq))) for seq in (place, balance, newcomer)]
    assert [in_the_way(lab, seq) for seq in (moved, weighed, named)] == gone


def test_what_came_and_went_since_is_not_in_the_way(lab: RestingLab) -> None:
    out, undone = issued_and_taken_back(lab)
    ended = lab.post(TerminateAgreement(agreement="A-1", why="no plan"))
    lab.post(Reverse(entry=str(ended)))
    other = lab.post(AddName(sample="15556", name="Later"))
    lab.post(Reverse(entry=str(other)))
    assert in_the_way(lab, out) is None
    lab.post(Reverse(entry=str(undone)))


def test_a_sighting_undone_since_is_not_in_the_way(lab: RestingLab) -> None:
    seen = lab.post(Sight(samples=("15558",)))
    named = lab.post(AddName(sample="15558", name="Later"))
    undone = lab.post(Reverse(entry=str(named)))
    lab.post(Reverse(entry=str(seen)))
    lab.post(Reverse(entry=str(undone)))


# Names are given once.


def test_a_name_given_away_does_not_come_back_beside_its_new_holder(lab: RestingLab) -> None:
    lab.once("set_up_institution")
    renamed = lab.post(SetUpInstitution(institution="Institute D", name="Institute of D"))
    taken = lab.post(SetUpInstitution(name="Institute D"))
    assert in_the_way(lab, renamed) == taken
    lab.post(SetUpPerson(name="One Name"))
    other = lab.post(SetUpPerson(person="One Name", name="Other Name"))
    lab.post(SetUpPerson(name="One Name"))
    assert in_the_way(lab, other) is None


def test_a_number_or_code_taken_since_keeps_an_act_from_being_done_again(lab: RestingLab) -> None:
    name = lending_once.borrower(lab)
    loan = lab.post(RequestLoan(number="L-7", borrower=name, lines=(Wanted(described="a chip"),)))
    place = lab.post(SetUpPlace(kind="vault", name="Cold", code="V9", parent="Lab"))
    shelf = lab.post(SetUpPlace(kind="vault", name="Shelf", parent="Lab"))
    collection = lab.post(OpenCollection(code="B", name="Other", scheme="plain"))
    undone = [lab.post(Reverse(entry=str(seq))) for seq in (loan, place, shelf, collection)]
    assert undone
    taken = [
        lab.post(RequestLoan(number="L-7", borrower=name, lines=(Wanted(described="a section"),))),
        lab.post(SetUpPlace(kind="vault", name="Warm", code="V9", parent="Lab")),
        lab.post(SetUpPlace(kind="vault", name="Shelf", parent="Lab")),
    ]
    assert [in_the_way(lab, seq) for seq in (loan, place, shelf)] == taken
    lab.post(OpenCollection(code="C", name="Third", scheme="plain"))
    assert in_the_way(lab, collection) is None


def test_a_place_renamed_since_stands_in_the_way_by_that_act(lab: RestingLab) -> None:
    retired = lab.post(RetirePlace(place="Empty"))
    lab.once("set_up_place")
    lab.post(CorrectPlace(place="Second", field="remarks", old=None, new="x"))
    renamed = lab.post(CorrectPlace(place="Second", field="name", old="Second", new="Empty"))
    assert in_the_way(lab, retired) == renamed


def test_what_came_back_after_both_were_undone_still_rests_on_the_first(lab: RestingLab) -> None:
    lab.once("set_up_institution")
    person = lab.post(SetUpPerson(name="Borrower D"))
    limited = lab.post(LimitBorrower(person="Borrower D", text="fund Z"))
    undone = [lab.post(Reverse(entry=str(seq))) for seq in (limited, person)]
    for seq in reversed(undone):
        lab.post(Reverse(entry=str(seq)))
    assert in_the_way(lab, person) == limited


def test_a_name_that_went_to_and_fro_is_given_once(lab: RestingLab) -> None:
    first = lab.post(SetUpInstitution(name="One"))
    lab.post(Reverse(entry=str(first)))
    second = lab.post(SetUpInstitution(name="One"))
    lab.post(Reverse(entry=str(second)))
    lab.post(Reverse(entry=str(lab.last_of(first))))
    assert in_the_way(lab, second) == first
    lab.post(Reverse(entry=str(lab.last_of(first))))
    lab.post(Reverse(entry=str(lab.last_of(second))))
    assert in_the_way(lab, first) == second
