"""Workbooks of an inventory: one for each borrower, filled in by hand, and read back whatever became of them."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from lunarcurator.documents.rendering import RenderStopped
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.terms import RoundAnswer
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Register
from lunarcurator.domain.operations.accounting import Answered, AnswerRound, OpenRound, ReportUse
from lunarcurator.exchange.errors import SheetError
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.lending.naming import desk_meant
from lunarcurator.services.lending.round_answers import (
    Accepted,
    Comparison,
    Verdict,
    answer_act,
    answer_words,
    compare,
    read_returned,
)
from lunarcurator.services.lending.round_books import export_round
from lunarcurator.services.lending.rounds import (
    Differs,
    asked_lines,
    read_round,
    round_choices,
)
from lunarcurator.services.words import Words
from openpyxl import load_workbook

from tests.domain.ledger.loans_bench import PAPER
from tests.made_once import copied
from tests.services.lending.lent_lab import KNOWN, LentLab

FOLDER = resources_folder() / "languages"
WORDS = Words.load("en", FOLDER, strict=True)
ANSWERS = answer_words(FOLDER)
FIRST = 14


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LentLab]:
    lab = copied(LentLab, tmp_path / "lent.lunar")
    lab.post(OpenRound(frozen=20220101, deadline=20220301), day=20220110)
    yield lab
    lab.session.close()


def books(lab: LentLab, folder: Path, **more: Any) -> tuple[Path, ...]:
    record = read_round(lab.session, desk_meant(lab.session, Subject.ROUND, "R-2022-01").uid)
    return export_round(lab.session, WORDS, record, folder, **more)


def first_row(sheet: Any) -> int:
    return next(cell.row for cell in sheet["A"] if str(cell.value).startswith("line "))


def filled(path: Path, fill: Callable[[Any], None]) -> Path:
    """Fill a workbook in as a borrower would, and save it."""
    workbook = load_workbook(path)
    sheet = workbook.active
    for cell in sheet["A"]:
        if cell.value == "signing 0":
            # The file is named after the round and whoever answers.
            sheet.cell(cell.row, 3, path.stem.partition(" ")[2])
        if cell.value == "signing 2":
            sheet.cell(cell.row, 3, "Witness A")
    fill(sheet)
    workbook.save(path)
    return path


def returned(lab: LentLab, path: Path) -> Comparison:
    return compare(lab.session, read_returned(path), ANSWERS)


def verdicts(found: Comparison) -> list[tuple[str, Verdict]]:
    return [(each.line.code if each.line else each.row.code, each.verdict) for each in found.lines]


def test_one_workbook_for_each_borrower_with_identifiers_locked(lab: LentLab, tmp_path: Path) -> None:
    paths = books(lab, tmp_path)
    assert [path.name for path in paths] == ["R-2022-01 Borrower A.xlsx", "R-2022-01 Borrower B.xlsx"]
    sheet = load_workbook(paths[0]).active
    row = first_row(sheet)
    assert [sheet.cell(row, at).value for at in (2, 3, 7)] == ["L-2021-001/1", KNOWN, 9]
    assert sheet.cell(row + 1, 7).value == WORDS.say("mass.unknown")
    assert sheet.protection.sheet
    assert [sheet.cell(row, at).protection.locked for at in (2, 7, 8, 9, 10)] == [True, True, False, False, False]
    assert sheet.column_dimensions["A"].hidden
    choice = sheet.data_validations.dataValidation[0]
    assert all(WORDS.label(f"round_answer.{each}") in choice.formula1 for each in RoundAnswer)


def test_a_workbook_shows_each_mass_as_exactly_as_it_is_known(lab: LentLab, tmp_path: Path) -> None:
    known = {"16001": (59_900, 100), "16002": (20_000, 1_000), "16003": (1_234_000, 100)}
    for number, (ug, to) in known.items():
        mass = Mass.measured(ug, to)
        lab.post(Register(collection="A", number=number, mission="M", mass=mass, form="chip", place="Room"))
    lab.lend("Borrower C", *known)
    lab.post(OpenRound(number="R-9", frozen=20220102, deadline=20220301), day=20220110)
    record = read_round(lab.session, desk_meant(lab.session, Subject.ROUND, "R-9").uid)
    paths = export_round(lab.session, WORDS, record, tmp_path)
    sheet = load_workbook(paths[-1]).active
    row = first_row(sheet)
    cells = [sheet.cell(row + at, 7) for at in range(3)]
    told = [(float(cell.value), cell.number_format) for cell in cells]
    assert told == [(59.9, "0.0"), (20.0, "0"), (1234.0, "0.0")]


def test_answers_are_read_back_and_posted_only_when_accepted(lab: LentLab, tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        row = first_row(sheet)
        sheet.cell(row, 8, "Seen")
        sheet.cell(row, 9, 9)
        sheet.cell(row, 10, datetime(2022, 1, 31, 9, 30))  # noqa: DTZ001 - a cell knows no zone
        sheet.cell(row + 1, 8, "未找到")
        sheet.cell(row + 1, 10, "moved house")

    found = returned(lab, filled(books(lab, tmp_path)[0], fill))
    assert verdicts(found) == [("L-2021-001/1", Verdict.AGREES), ("L-2021-001/2", Verdict.DIFFERS)]
    assert (found.book.signed_by, found.book.witnessed_by) == ("Borrower A", "Witness A")
    assert found.lines[1].answer is RoundAnswer.NOT_FOUND
    assert found.lines[0].remarks == "2022-01-31"
    accepted = [each.line.uid for each in found.postable[:1] if each.line]
    act = answer_act(found, Accepted(accepted), 20220201)
    lab.session.post(Posting(acts=(Act(operation=act, day=20220201),), operator="A. Curator"))
    record = read_round(lab.session, found.book.round)
    person = record.people[0]
    assert [each.answer for each in person.lines] == [RoundAnswer.SEEN, None]
    assert (person.answered, person.signed_by, person.unanswered, person.delinquent) == (
        20220201,
        "Borrower A",
        1,
        True,
    )
    assert record.people[1].delinquent
    assert [line.differs for _, line in record.discrepancies] == [Differs.UNANSWERED] * 2


def test_rows_sorted_hidden_added_and_taken_out(lab: LentLab, tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        row = first_row(sheet)
        one, two = ([sheet.cell(each, at).value for at in range(1, 11)] for each in (row, row + 1))
        for at in range(1, 11):
            sheet.cell(row, at, two[at - 1])
            sheet.cell(row + 1, at, one[at - 1])
        sheet.cell(row, 8, "seen")
        sheet.cell(row + 1, 8, "SEEN")
        sheet.row_dimensions[row].hidden = True
        sheet.cell(row + 2, 3, "15999")
        sheet.cell(row + 2, 10, "also here")

    found = returned(lab, filled(books(lab, tmp_path)[0], fill))
    assert verdicts(found) == [
        ("L-2021-001/2", Verdict.AGREES),
        ("L-2021-001/1", Verdict.AGREES),
        ("", Verdict.NOT_ASKED),
    ]
    assert found.lines[2].remarks == "also here"


def test_what_was_altered_doubled_or_cannot_be_read_is_not_posted(lab: LentLab, tmp_path: Path) -> None:
    def altered(sheet: Any) -> None:
        row = first_row(sheet)
        sheet.cell(row, 3, "15559")
        sheet.cell(row, 8, "seen")
        sheet.cell(row + 1, 8, "perhaps")

    found = returned(lab, filled(books(lab, tmp_path)[0], altered))
    assert [verdict for _, verdict in verdicts(found)] == [Verdict.ALTERED, Verdict.UNREADABLE]
    assert found.postable == ()

    def doubled(sheet: Any) -> None:
        row = first_row(sheet)
        sheet.cell(row, 3, KNOWN)
        for at in range(1, 11):
            sheet.cell(row + 1, at, sheet.cell(row, at).value)

    again = returned(lab, filled(tmp_path / "R-2022-01 Borrower A.xlsx", doubled))
    assert [verdict for _, verdict in verdicts(again)] == [Verdict.TWICE, Verdict.TWICE, Verdict.MISSING]


def test_a_row_that_lost_its_key_is_found_by_its_code_and_a_mass_in_words(lab: LentLab, tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        row = first_row(sheet)
        sheet.cell(row, 8, "seen")
        sheet.cell(row, 9, "8.9 mg")
        sheet.cell(row + 1, 1).value = None
        sheet.cell(row, 10, date(2022, 1, 30))
        sheet.cell(row + 1, 9, "much")
        sheet.cell(row + 1, 8, "seen")

    found = returned(lab, filled(books(lab, tmp_path)[0], fill))
    assert [verdict for _, verdict in verdicts(found)] == [Verdict.DIFFERS, Verdict.UNREADABLE]
    assert found.lines[0].ug == 8_900


def test_a_workbook_nobody_answered_leaves_all_unanswered(lab: LentLab, tmp_path: Path) -> None:
    found = returned(lab, books(lab, tmp_path)[1])
    assert verdicts(found) == [("L-2021-002/1", Verdict.UNANSWERED)]
    assert found.book.signed_by == ""


def test_an_export_called_off_leaves_nothing_and_none_is_written_over(lab: LentLab, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    calls = iter([False, True])
    with pytest.raises(RenderStopped):
        books(lab, folder, should_stop=lambda: next(calls))
    assert list(folder.iterdir()) == []
    done: list[tuple[int, int]] = []
    books(lab, folder, progress=lambda *told: done.append(told))
    assert done == [(1, 2), (2, 2)]
    with pytest.raises(Refusal) as refused:
        books(lab, folder)
    assert refused.value.key == "round.book_exists"


def test_other_files_are_no_answers(lab: LentLab, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        read_returned(other)
    assert refused.value.key == "round.no_inventory_book"
    with pytest.raises(SheetError):
        read_returned(tmp_path / "none.xlsx")
    path = books(lab, tmp_path)[0]
    workbook = load_workbook(path)
    workbook.active["A1"] = workbook.active["A1"].value[:-32] + "f" * 32
    workbook.save(path)
    with pytest.raises(Refusal) as refused:
        returned(lab, path)
    assert refused.value.key == "round.asks_nobody_of_it"
    workbook.active["A1"] = "lunarcurator inventory"
    workbook.save(path)
    with pytest.raises(Refusal):
        read_returned(path)


def test_what_a_round_found_is_worked_through(lab: LentLab) -> None:
    use = ReportUse(line="L-2021-002/1", method="dissolved", report=PAPER)
    lab.post(use, day=20220115, accept=("use.was_not_granted",))
    uid = round_choices(lab.session)[0].uid
    record = read_round(lab.session, uid)
    line = record.people[1].lines[0]
    assert (line.is_open, line.differs) == (False, Differs.UNANSWERED)
    answers = (
        Answered(line="L-2021-001/1", answer=RoundAnswer.SEEN, ug=8_000),
        Answered(line="L-2021-001/2", answer=RoundAnswer.TRANSFERRED),
    )
    signed = {"signed_by": "Borrower A", "witnessed_by": "b", "document": PAPER}
    lab.post(AnswerRound(round="R-2022-01", person="Borrower A", answers=answers, **signed), day=20220201)
    late = (Answered(line="L-2021-002/1", answer=RoundAnswer.SEEN),)
    lab.post(
        AnswerRound(round="R-2022-01", person="Borrower B", answers=late, **{**signed, "signed_by": "Borrower B"}),
        day=20220202,
    )
    told = [each.differs for _, each in read_round(lab.session, uid).discrepancies]
    assert told == [Differs.MASS, Differs.ANSWERED_OTHERWISE, Differs.CLOSED_SINCE]
    assert asked_lines(lab.session, uid, record.people[0].uid) == ("L-2021-001/1", "L-2021-001/2")
    assert asked_lines(lab.session, uid, uid) == ()
    assert record.person(uid) is None
    for broken in (
        lambda: desk_meant(lab.session, Subject.ROUND, "R-1"),
        lambda: read_round(lab.session, record.people[0].uid),
    ):
        with pytest.raises(Refusal):
            broken()


def test_two_borrowers_whose_names_make_one_file_name_get_one_each(lab: LentLab, tmp_path: Path) -> None:
    lab.post(*(Register(collection="A", number=each, mission="M") for each in ("15601", "15602")))
    lab.lend("Borrower/C", "15601")
    lab.lend("Borrower:C", "15602")
    lab.post(OpenRound(number="R-2", frozen=20220101, deadline=20220301), day=20220110)
    record = read_round(lab.session, desk_meant(lab.session, Subject.ROUND, "R-2").uid)
    names = [path.name for path in export_round(lab.session, WORDS, record, tmp_path)]
    assert names[2:] == ["R-2 Borrower_C.xlsx", "R-2 Borrower_C 2.xlsx"]
