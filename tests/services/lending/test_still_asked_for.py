"""What is back or passed on is asked for on no list of an inventory: printed, as a workbook, on the screen."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lunarcurator.documents.model import MassFigure
from lunarcurator.documents.papers.blocks import Paper, Table
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.known_mass import KnownMass
from lunarcurator.domain.lending.terms import PersonEnd, RoundAnswer
from lunarcurator.domain.operations.accounting import (
    Answered,
    AnswerRound,
    CameBack,
    OpenRound,
    ReturnLine,
    TransferLine,
)
from lunarcurator.domain.operations.agreeing import DraftAgreement, SignAgreement
from lunarcurator.domain.operations.borrowing import (
    Affiliation,
    EndResponsibility,
    SetUpInstitution,
    SetUpPerson,
)
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.lending.naming import desk_meant
from lunarcurator.services.lending.round_answers import Compared, Verdict, answer_words, compare, read_returned
from lunarcurator.services.lending.round_books import export_round
from lunarcurator.services.lending.rounds import RoundRecord, asked_lines, read_round
from lunarcurator.services.papers.making import paper_of
from lunarcurator.services.papers.paper_context import PaperRefused, PaperWanted
from lunarcurator.services.words import Words
from openpyxl import load_workbook

from tests.domain.ledger.loans_bench import PAPER
from tests.house.accounting_once import COPY
from tests.made_once import copied
from tests.services.lending.lent_lab import LentLab

MESSAGES = resources_folder() / "languages"
WORDS = Words.load("en", MESSAGES, strict=True)
STALE = ("borrower.never_heard", "borrower.stale")
BOTH = ["L-2021-001/1", "L-2021-001/2"]


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LentLab]:
    lab = copied(LentLab, tmp_path / "lent.lunar")
    lab.post(OpenRound(number="R-1", frozen=20220101, deadline=20220301), day=20220110)
    yield lab
    lab.session.close()


def record(lab: LentLab) -> RoundRecord:
    return read_round(lab.session, desk_meant(lab.session, Subject.ROUND, "R-1").uid)


def tables(paper: Paper) -> list[Table]:
    return [each for each in paper.blocks if isinstance(each, Table)]


def printed(lab: LentLab, person: str) -> list[str]:
    try:
        paper = paper_of(lab.session, WORDS, PaperWanted("annual_inventory", person))
    except PaperRefused:
        return []
    return [str(row[0]) for table in tables(paper) for row in table.rows]


def in_workbooks(lab: LentLab, folder: Path) -> dict[str, dict[str, str]]:
    """Return the numbers of the samples by the codes of their lines, of each borrower."""
    folder.mkdir()
    found = {}
    for path in export_round(lab.session, WORDS, record(lab), folder):
        sheet = load_workbook(path).active
        assert sheet is not None
        lines = [row for row in sheet.iter_rows(values_only=True) if str(row[0]).startswith("line ")]
        found[path.stem.removeprefix("R-1 ")] = {str(row[1]): str(row[2]) for row in lines}
    return found


def on_screen(lab: LentLab, person: str) -> list[str]:
    uid = lab.known(Subject.PERSON, person)
    assert uid is not None
    return list(asked_lines(lab.session, record(lab).round.uid, uid))


def asked_everywhere(lab: LentLab, folder: Path, person: str) -> list[str]:
    written = in_workbooks(lab, folder).get(person, {})
    assert printed(lab, person) == [*written.values()]
    return [*written]


def goes_home(lab: LentLab) -> None:
    back = CameBack(itself=True, place="Room", place_why="there is no other", confirmed=True, stated_ug=9_000)
    lab.post(ReturnLine(line=BOTH[0], pieces=(back,), sheet=PAPER), day=20220201)


def agreed(lab: LentLab) -> None:
    lab.post(SetUpInstitution(name="Institute C"))
    lab.post(SetUpPerson(name="Borrower C", affiliations=(Affiliation(institution="Institute C"),)))
    told = {"person": "Borrower C", "institution": "Institute C", "since": 20200101, "until": 20991231}
    lab.post(DraftAgreement(number="A-C", **told))
    lab.post(SignAgreement(agreement="A-C", signed_by="Borrower C", for_lab="M", copy=COPY))


def is_transferred(lab: LentLab) -> None:
    agreed(lab)
    passed = TransferLine(line=BOTH[0], agreement="A-C", approved_by="M", receipt=PAPER)
    lab.post(passed, day=20220201, accept=STALE)


def passes_with_its_borrower(lab: LentLab) -> None:
    agreed(lab)
    ended = EndResponsibility(person="Borrower A", how=PersonEnd.MOVED, agreement="A-C", lines=(BOTH[0],))
    lab.post(ended, day=20220201, accept=(*STALE, "responsibility.lines_left"))


WORD = {
    goes_home: "No longer asked for: return receipt, 2022-02-01",
    is_transferred: "No longer asked for: transfer receipt, 2022-02-01",
    passes_with_its_borrower: "No longer asked for: responsibility passed on",
}


@pytest.mark.parametrize("become", WORD, ids=lambda each: each.__name__)
def test_no_list_asks_for_what_is_back_or_passed_on(
    lab: LentLab, tmp_path: Path, become: Callable[[LentLab], None]
) -> None:
    assert asked_everywhere(lab, tmp_path / "before", "Borrower A") == BOTH
    become(lab)
    assert asked_everywhere(lab, tmp_path / "after", "Borrower A") == BOTH[1:]
    # What passed on with its borrower is unanswered until somebody enters what became of it.
    assert on_screen(lab, "Borrower A") == (BOTH if become is passes_with_its_borrower else BOTH[1:])
    assert asked_everywhere(lab, tmp_path / "of another", "Borrower B") == ["L-2021-002/1"]
    # The round as it was frozen has the line, and says why nothing more is asked of it.
    asked = tables(paper_of(lab.session, WORDS, PaperWanted("inventory_list", "R-1")))[1:]
    rows = {str(row[0]): [str(each) for each in row] for table in asked for row in table.rows}
    assert WORD[become] in rows[BOTH[0]]
    assert not any(text.startswith("No longer") for text in rows[BOTH[1]])
    # A workbook written since has no row for it, and misses none.
    found = compare(lab.session, read_returned(tmp_path / "after" / "R-1 Borrower A.xlsx"), answer_words(MESSAGES))
    assert [(each.line and each.line.code, each.verdict) for each in found.lines] == [
        (BOTH[1], Verdict.UNANSWERED)
    ]


def test_an_answer_given_before_it_came_back_stays_on_the_list_without_another_word(lab: LentLab) -> None:
    told = {"signed_by": "Borrower A", "witnessed_by": "W", "document": PAPER}
    given = (Answered(line=BOTH[0], answer=RoundAnswer.SEEN),)
    lab.post(AnswerRound(round="R-1", person="Borrower A", answers=given, **told), day=20220120)
    goes_home(lab)
    asked = tables(paper_of(lab.session, WORDS, PaperWanted("inventory_list", "R-1")))[1:]
    row = next(row for table in asked for row in table.rows if row[0] == BOTH[0])
    assert not any(str(each).startswith("No longer") for each in row)


def test_whose_lines_are_all_accounted_for_gets_no_workbook(lab: LentLab, tmp_path: Path) -> None:
    back = CameBack(itself=True, place="Room", place_why="there is no other", confirmed=True, stated_ug=4_000)
    lab.post(ReturnLine(line="L-2021-002/1", pieces=(back,), sheet=PAPER), day=20220201)
    assert list(in_workbooks(lab, tmp_path / "written")) == ["Borrower A"]


# What comes back in a workbook of before is compared with what the line held on the day beside the signature.


def answered(lab: LentLab, path: Path, day: str, **told: tuple[str, object]) -> dict[str, Verdict]:
    """Fill a workbook in by the codes of its lines, sign it on a day, and return what reading it back says."""
    book = load_workbook(path)
    sheet = book.active
    assert sheet is not None
    for row in sheet.iter_rows():
        code = str(row[1].value)
        if str(row[0].value).startswith("signing 1"):
            row[2].value = day
        if code in BOTH and f"l{code[-1]}" in told:
            row[7].value, row[8].value = told[f"l{code[-1]}"]
    book.save(path)
    found = compare(lab.session, read_returned(path), answer_words(MESSAGES))
    return {each.line.code: each.verdict for each in found.lines if each.line}


def part_goes_home(lab: LentLab) -> None:
    back = CameBack(name="a", place="Room", place_why="there is no other", confirmed=True, stated_ug=1_000)
    lab.post(ReturnLine(line=BOTH[0], pieces=(back,), retained_ug=None, sheet=PAPER), day=20220201)


def old_book(lab: LentLab, tmp_path: Path) -> Path:
    in_workbooks(lab, tmp_path / "old")
    return tmp_path / "old" / "R-1 Borrower A.xlsx"


@pytest.mark.parametrize(
    ("answer", "mass", "day", "verdict"),
    [
        ("returned", None, "2022-02-15", Verdict.AGREES),
        ("seen", 9, "2022-02-15", Verdict.DIFFERS),
        ("seen", None, "2022-02-15", Verdict.DIFFERS),
        ("used up", None, "2022-02-15", Verdict.AGREES),
        ("passed on", None, "2022-02-15", Verdict.DIFFERS),
        ("seen", 9, "2022-01-20", Verdict.AGREES),
        ("returned", None, "2022-01-20", Verdict.DIFFERS),
        ("seen", 9, "2022-02-01", Verdict.AGREES),
        ("seen", 9, "some day", Verdict.DIFFERS),
    ],
)
def test_what_is_said_of_a_line_that_is_back_is_judged_by_its_day(
    lab: LentLab, tmp_path: Path, answer: str, mass: object, day: str, verdict: Verdict
) -> None:
    path = old_book(lab, tmp_path)
    goes_home(lab)
    words = {"used up": RoundAnswer.CONSUMED, "passed on": RoundAnswer.TRANSFERRED}
    assert answered(lab, path, day, l1=(str(words.get(answer, answer)), mass))[BOTH[0]] is verdict


@pytest.mark.parametrize(
    ("mass", "day", "verdict"),
    [
        (8, "2022-02-15", Verdict.AGREES),
        (9, "2022-02-15", Verdict.DIFFERS),
        (9, "2022-01-20", Verdict.AGREES),
        (8, "2022-01-20", Verdict.DIFFERS),
        (8, "2022-02-01", Verdict.AGREES),
        (9, "2022-02-01", Verdict.AGREES),
    ],
)
def test_a_mass_is_compared_with_what_was_held_on_the_day_it_was_found(
    lab: LentLab, tmp_path: Path, mass: int, day: str, verdict: Verdict
) -> None:
    path = old_book(lab, tmp_path)
    part_goes_home(lab)
    assert answered(lab, path, day, l1=("seen", mass))[BOTH[0]] is verdict
    # Posted, it stands among what is to be worked through as it was read back, unless the book has it by now.
    given = (Answered(line=BOTH[0], answer=RoundAnswer.SEEN, ug=mass * 1_000, to_ug=1_000),)
    told = {"signed_by": "Borrower A", "witnessed_by": "W", "document": PAPER}
    act = AnswerRound(round="R-1", person="Borrower A", answers=given, **told)
    lab.post(act, day=int(day.replace("-", "")), accept=("mass.stated_more_than_ever",))
    left = [line.code for _, line in record(lab).discrepancies if line.answer]
    assert left == ([BOTH[0]] if verdict is Verdict.DIFFERS and mass != 8 else [])


def test_the_lists_have_the_mass_held_on_the_day_they_are_written(lab: LentLab, tmp_path: Path) -> None:
    part_goes_home(lab)
    sheet = load_workbook(old_book(lab, tmp_path)).active
    assert sheet is not None
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    held = next(row for row in rows if BOTH[0] in row)
    assert 8 in held
    assert any(WORDS.say("round_book.held_on") in row for row in rows)
    paper = paper_of(lab.session, WORDS, PaperWanted("annual_inventory", "Borrower A"))
    figures = [cell.ug for cell in tables(paper)[0].rows[0] if isinstance(cell, MassFigure)]
    assert 8_000 in figures
    assert 9_000 not in figures


def test_what_was_back_before_the_round_and_entered_later_held_nothing_on_its_day(lab: LentLab) -> None:
    back = CameBack(itself=True, place="Room", place_why="there is no other", confirmed=True, stated_ug=9_000)
    lab.post(ReturnLine(line=BOTH[0], pieces=(back,), sheet=PAPER), day=20211220)
    (line,) = [line for person in record(lab).people for line in person.lines if line.code == BOTH[0]]
    assert line.held == KnownMass(0)
    assert line.held_on(20211201) is not None
    assert line.held_on(20211201) != KnownMass(0)
    assert line.held_on(19000101) == KnownMass(0)


def test_beside_an_answer_stands_what_the_line_held_on_its_day(lab: LentLab, tmp_path: Path) -> None:
    path = old_book(lab, tmp_path)
    part_goes_home(lab)
    for day, ug in (("2022-01-20", 9_000), ("2022-02-15", 8_000)):
        answered(lab, path, day, l1=("seen", 9))
        found = compare(lab.session, read_returned(path), answer_words(MESSAGES))
        held = next(each.held for each in found.lines if each.line and each.line.code == BOTH[0])
        assert held is not None
        assert held.ug == ug
    assert Compared(Verdict.NOT_ASKED, None, None, None, None).held is None
