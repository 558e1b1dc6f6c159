"""A workbook that a borrower filled in is the borrower's word: reported through lines, and never a bench act."""

from pathlib import Path

import pytest
from lunarcurator.domain.acts import Override
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.line_log import reported_masses
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations import Describe, FieldValue, Register, SetUpPlace, StateFact
from lunarcurator.domain.operations.accounting import (
    CameBack,
    EnterLoan,
    OldLine,
    ReportMass,
    ReportUse,
    ReturnLine,
)
from lunarcurator.domain.operations.agreeing import DraftAgreement, SignAgreement
from lunarcurator.domain.operations.borrowing import Affiliation, Attached, SetUpInstitution, SetUpPerson
from lunarcurator.services.dossier import statements_of
from lunarcurator.services.exporting import Scope
from lunarcurator.services.lending.naming import desk_meant
from lunarcurator.services.roundtrip import (
    BORROWERS_USUAL,
    BORROWERS_WORD,
    CellVerdict,
    NotOurWorkbook,
    TakeBack,
    answered,
    export_to_edit,
    take_back,
    whose_word,
    write_differences,
)
from lunarcurator.store.reads.records import records
from openpyxl import load_workbook

from tests.house.accounting_once import COPY, PAPER, TERM
from tests.services.roundtrip.conftest import Trip, only, operations, row_of

LENT, OTHERS = ("14321", "15555,2"), ("15555,1",)


@pytest.fixture
def lent(trip: Trip) -> Trip:
    """Two pieces with Borrower A, one with Borrower B, the rest here."""
    for name, numbers in (("Borrower A", LENT), ("Borrower B", OTHERS)):
        trip.history.post(SetUpInstitution(name=f"Institute of {name}"))
        at = Affiliation(institution=f"Institute of {name}")
        trip.history.post(SetUpPerson(name=name, affiliations=(at,)))
        agreed = {"person": name, "institution": f"Institute of {name}", **TERM}
        trip.history.post(DraftAgreement(number=f"A-{name}", **agreed))
        signed = SignAgreement(agreement=f"A-{name}", signed_by=name, for_lab="M. Manager", copy=COPY)
        trip.history.post(signed)
        lines = tuple(OldLine(sample=each) for each in numbers)
        loan = EnterLoan(
            number=f"L-{name[-1]}", borrower=name, agreement=f"A-{name}", lines=lines, source="list 1"
        )
        trip.history.post(loan)
    return trip


def person(trip: Trip, name: str = "Borrower A") -> Uid:
    return desk_meant(trip.history.session, Subject.PERSON, name).uid


def made_for(trip: Trip, *columns: str, scope: Scope | None = None) -> int:
    return export_to_edit(
        trip.history.session, trip.words, trip.path, scope, columns or None, borrower=person(trip)
    )


def as_word_of(trip: Trip, name: str = "Borrower A") -> TakeBack:
    return take_back(trip.history.session, trip.words, trip.path, borrower=person(trip, name))


def line(trip: Trip, code: str) -> Line:
    with trip.history.session.database.connect() as connection:
        found = [row.state for row in records(connection, Subject.LINE) if row.state.code == code]
    return Line.of(found[0])


def why(trip: Trip, plan: TakeBack, number: str) -> str:
    reason = row_of(plan, number).cells[0].reason
    assert reason is not None
    return trip.words.say_finding(reason)


def test_it_is_made_for_a_borrower_of_what_is_held_there(lent: Trip) -> None:
    assert made_for(lent) == 2
    book = load_workbook(lent.path)
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert rows[0][1:3] == ["Number", "Loan line"]
    assert [row[1:3] for row in rows[1:]] == [["14321", "L-A/1"], ["15555,2", "L-A/2"]]
    assert rows[0][6:] == ["Mass (g)", "Condition", "Remarks"]
    told = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert told["For the borrower"] == "Borrower A · Institute of Borrower A"
    assert ("borrower", person(lent)) in [(row[0].value, row[1].value) for row in book["Stamp"].iter_rows()]
    assert made_for(lent, scope=Scope((lent.history.piece("14321"), lent.history.piece("15555")))) == 1


def test_a_borrower_is_not_asked_for_what_the_lab_decides(lent: Trip) -> None:
    assert set(BORROWERS_USUAL) < set(BORROWERS_WORD)
    with pytest.raises(NotOurWorkbook):
        made_for(lent, "access")
    with pytest.raises(Refusal) as nobody:
        export_to_edit(lent.history.session, lent.words, lent.path, borrower=Uid("0" * 32))
    assert nobody.value.key == "roundtrip.no_such_borrower"


def test_unchanged_it_says_nothing_and_knows_whose_it_is(lent: Trip) -> None:
    made_for(lent, *BORROWERS_WORD)
    plan = lent.back()
    assert (plan.borrower, plan.borrower_name, plan.made_for) == (person(lent), "Borrower A", person(lent))
    assert plan.differing == ()


def test_a_mass_is_reported_through_its_line_with_the_workbook_as_its_document(lent: Trip) -> None:
    made_for(lent)
    lent.put("15555,2", "Mass (g)", 3.5)
    plan = lent.back()
    change = only(plan)
    assert (change.verdict, change.came) == (CellVerdict.CHANGED, "3.5")
    assert whose_word(plan, change, lent.words) == "Borrower A, reported"
    assert why(lent, plan, "15555,2").startswith("Borrower A reports it through line L-A/2, 0.37\xa0g less")
    (said,) = operations(plan.takeable[0].acts)
    assert isinstance(said, ReportMass)
    assert said.report == Attached(
        kind=DocumentKind.INVENTORY, name="edit.xlsx", sha256=plan.sha256, day=lent.history.session.today
    )
    before = line(lent, "L-A/2").account
    lent.post(plan)
    (told,) = reported_masses(line(lent, "L-A/2").fields)
    assert (told.ug, told.person, told.report) == (3_500_000, person(lent), "edit.xlsx")
    assert line(lent, "L-A/2").account == before, "a reported mass is never a weighing"
    stated = statements_of(lent.history.session, lent.history.piece("15555,2"))["mass"]
    assert ("3.5 g", "Borrower A, edit.xlsx") in [(each.value, each.source) for each in stated]
    assert only(lent.back()).verdict is CellVerdict.AGREED, "what was reported already is nothing new"


def test_more_than_the_book_has_and_an_unknown_mass_are_words_too(lent: Trip) -> None:
    made_for(lent)
    lent.put("15555,2", "Mass (g)", 4)
    assert "more than the book has" in why(lent, lent.back(), "15555,2")
    lent.history.post(Register(collection="Apollo", number="15558", mission="Apollo 15"))
    told = {"borrower": "Borrower A", "agreement": "A-Borrower A", "source": "list 1"}
    lent.history.post(EnterLoan(number="L-U", lines=(OldLine(sample="15558"),), **told))
    made_for(lent)
    lent.put("15558", "Mass (g)", 4)
    assert "the book knows no mass of it" in why(lent, lent.back(), "15558")


def test_what_is_seen_there_stands_as_the_borrowers_statement(lent: Trip) -> None:
    made_for(lent)
    lent.put("14321", "Remarks", "two chips loose")
    lent.put("14321", "Condition", "air-exposed")
    plan = lent.back()
    said = operations(plan.takeable[0].acts)
    assert [type(each) for each in said] == [StateFact, StateFact]
    assert {each.source for each in said if isinstance(each, StateFact)} == {"Borrower A, edit.xlsx, 2"}
    lent.post(plan)
    again = lent.back()
    assert {cell.verdict for row in again.differing for cell in row.cells} == {CellVerdict.AGREED}
    assert again.takeable == (), "what he said once is not his statement twice"
    lent.put("14321", "Remarks", "three chips loose")
    assert [type(each) for each in operations(lent.back().takeable[0].acts)] == [StateFact]
    lent.send()
    assert lent.back().differing == (), "the record itself is as it was"


def test_an_emptied_cell_says_nothing(lent: Trip) -> None:
    lent.history.post(Describe(sample="14321", values=(FieldValue(field="remarks", value="dusty"),)))
    made_for(lent)
    lent.put("14321", "Remarks", None)
    assert "says nothing" in why(lent, lent.back(), "14321")


@pytest.mark.parametrize(
    ("header", "value", "said"),
    [
        ("Place", "Lab › Room 1", "moves nothing in the lab"),
        ("Access", "restricted", "is the lab's to say, not that of Borrower A"),
    ],
)
def test_bench_acts_and_the_labs_decisions_are_refused(lent: Trip, header: str, value: str, said: str) -> None:
    lent.send()
    lent.put("14321", header, value)
    plan = as_word_of(lent)
    assert said in why(lent, plan, "14321")
    assert plan.takeable == ()


def test_a_workbook_of_ours_is_the_word_of_whom_a_curator_names(lent: Trip) -> None:
    lent.send()
    lent.put("14321", "Mass (g)", 3.5)
    lent.put("15555,1", "Mass (g)", 3.5)
    lent.put("15555", "Remarks", "not theirs")
    assert [type(each) for each in operations(row_of(lent.back(), "14321").acts)] == [StateFact]
    plan = as_word_of(lent)
    assert [row.number for row in plan.takeable] == ["14321"]
    refused = [trip_said for row in ("15555,1", "15555") for trip_said in row_of(plan, row).reasons]
    assert [each.key for each in refused] == ["roundtrip.not_held"] * 2
    assert "on loan" in lent.words.say_finding(refused[0])
    assert plan.made_for is None


def test_a_borrowers_workbook_can_be_the_labs_after_all(lent: Trip) -> None:
    made_for(lent)
    lent.put("14321", "Mass (g)", 3.5)
    plan = take_back(lent.history.session, lent.words, lent.path, ours=True)
    assert (plan.borrower, plan.made_for) == (None, person(lent))
    assert [type(each) for each in operations(plan.takeable[0].acts)] == [StateFact]
    assert whose_word(plan, only(plan), lent.words) == "the lab, stated"


def test_the_loan_line_is_only_there_to_read(lent: Trip) -> None:
    made_for(lent)
    lent.put("14321", "Loan line", "L-B/1")
    assert "only there to read" in why(lent, lent.back(), "14321")


def test_what_came_home_meanwhile_is_no_longer_the_borrowers_to_report(lent: Trip) -> None:
    made_for(lent)
    lent.put("15555,2", "Mass (g)", 3.5)
    back = CameBack(itself=True, place="Vault 1", place_why="kept apart", confirmed=True)
    home = ReturnLine(line="L-A/2", pieces=(back,), sheet=PAPER, retained_ug=0)
    lent.history.post(home, overrides=(Override(key="return.not_weighed", reason="the balance is away"),))
    row = row_of(lent.back(), "15555,2")
    assert (row.refused, row.reasons[0].key) == (True, "roundtrip.not_held")


def test_what_the_book_learnt_meanwhile_is_its_own_word(lent: Trip, tmp_path: Path) -> None:
    made_for(lent)
    used = ReportUse(line="L-A/2", ug=1_000_000, method="dissolved", report=PAPER)
    lent.history.post(used, overrides=(Override(key="use.was_not_granted", reason="asked"),))
    plan = lent.back()
    change = only(plan)
    assert change.verdict is CellVerdict.MEANWHILE
    assert whose_word(plan, change, lent.words) == "the book, by difference"
    lent.put("15555,2", "Mass (g)", 3.5)
    assert only(lent.back()).verdict is CellVerdict.CONFLICT
    path = tmp_path / "differences.csv"
    write_differences(lent.history.session, lent.words, lent.back(), path)
    assert "Borrower A, reported" in path.read_text(encoding="utf-8-sig")


def test_a_stamp_that_names_a_borrower_in_an_older_form_is_unreadable(lent: Trip) -> None:
    made_for(lent)
    lent.edit(lambda _, book: setattr(book["Stamp"].cell(1, 2), "value", "1"))
    with pytest.raises(NotOurWorkbook) as refused:
        lent.back()
    assert refused.value.key == "roundtrip.stamp_unreadable"


def test_a_reason_answers_what_the_rules_warn_about(trip: Trip) -> None:
    trip.send()
    trip.put("15555", "Form", "gravel from home")
    trip.history.post(SetUpPlace(kind="site", name="Late site"))
    plan = trip.back()
    with pytest.raises(Refusal):
        trip.post(plan, reason="as labelled")
    answers = answered(plan, None, (), "as labelled")
    assert trip.post(plan, overrides=answers).seq == plan.seq + 1
