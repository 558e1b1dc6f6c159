"""Many returned workbooks in one go, what a person decides about them, and what is left to work through."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lunarcurator.domain.acts import Act, Override, Posting
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.lending.terms import RoundAnswer
from lunarcurator.domain.operations.accounting import OpenRound, ReportUse
from lunarcurator.services.lending.round_answers import Accepted, Comparison, Signed, Verdict, answer_act
from lunarcurator.services.lending.round_books import export_round
from lunarcurator.services.lending.round_points import Why, points
from lunarcurator.services.lending.round_reading import AnswersRead, compare_all, read_answers, workbooks_in
from lunarcurator.services.lending.rounds import Differs, read_round, round_choices
from openpyxl import load_workbook

from tests.domain.ledger.loans_bench import PAPER
from tests.made_once import copied
from tests.services.lending.lent_lab import LentLab
from tests.services.lending.test_round_books import ANSWERS, WORDS, filled, first_row

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LentLab]:
    lab = copied(LentLab, tmp_path / "lent.lunar")
    lab.post(OpenRound(frozen=20220101, deadline=20220301), day=20220110)
    yield lab
    lab.session.close()


@pytest.fixture
def folder(lab: LentLab, tmp_path: Path) -> Path:
    folder = tmp_path / "books"
    folder.mkdir()
    export_round(lab.session, WORDS, read_round(lab.session, round_(lab)), folder)
    return folder


def round_(lab: LentLab) -> Any:
    return round_choices(lab.session)[0].uid


def read(lab: LentLab, *paths: Path, **more: Any) -> AnswersRead:
    return read_answers(lab.session, round_(lab), paths, ANSWERS, **more)


def put(folder: Path, fill: Callable[[Any, int], None], name: str = "R-2022-01 Borrower A.xlsx") -> Path:
    return filled(folder / name, lambda sheet: fill(sheet, first_row(sheet)))


def accept(
    lab: LentLab, found: Comparison, accepted: Accepted, day: int = 20220201, because: tuple[str, ...] = ()
) -> None:
    act = answer_act(found, accepted, day)
    reasons = tuple(Override(key=key, reason="so the borrower writes") for key in because)
    lab.session.post(Posting(acts=(Act(operation=act, day=day),), operator="A. Curator", overrides=reasons))


def whys(lab: LentLab, *, settled: bool = False) -> list[tuple[str, Why]]:
    found = points(lab.session, read_round(lab.session, round_(lab)))
    return [
        (each.line.code if each.line else each.besides.text, each.why) for each in found if each.settled is settled
    ]


def test_each_file_that_is_no_answer_is_named_and_stops_no_other(lab: LentLab, folder: Path) -> None:
    first, second = sorted(folder.iterdir())
    (folder / "notes.txt").write_text("hello", encoding="utf-8")
    (folder / ".~lock.x.xlsx").write_text("", encoding="utf-8")
    (folder / "a.xlsx").write_bytes(b"PK\x03\x04 no archive")
    (folder / "b.xlsx").write_bytes(b"")
    shutil.copy(first, folder / "z copy.xlsx")
    foreign = load_workbook(second)
    foreign.active["A1"] = "lunarcurator inventory " + "e" * 32 + " " + "f" * 32
    foreign.save(folder / "other.xlsx")
    foreign.active["A1"] = f"lunarcurator inventory {round_(lab)} " + "f" * 32
    foreign.save(folder / "stranger.xlsx")
    told: list[tuple[int, int]] = []
    paths = workbooks_in(folder)
    assert [path.name for path in paths][:2] == [first.name, second.name]
    found = read(lab, *paths, progress=lambda *done: told.append(done))
    assert [each.person.name for each in found.taken] == ["Borrower A", "Borrower B"]
    assert {each.file: each.why.key for each in found.refused} == {
        "a.xlsx": "sheet.broken",
        "b.xlsx": "sheet.empty_file",
        "other.xlsx": "round.book_of_another",
        "stranger.xlsx": "round.asks_nobody_of_it",
        "z copy.xlsx": "round.book_twice",
    }
    assert (told[0], told[-1]) == ((0, len(paths)), (len(paths), len(paths)))


def test_reading_called_off_takes_nothing(lab: LentLab, folder: Path) -> None:
    calls = iter([False, True])
    found = read(lab, *workbooks_in(folder), should_stop=lambda: next(calls))
    assert (found.taken, found.refused, found.stopped) == ((), (), True)
    with pytest.raises(Refusal):
        workbooks_in(folder / "none")


def test_what_is_accepted_set_aside_and_kept_besides(lab: LentLab, folder: Path) -> None:
    def fill(sheet: Any, row: int) -> None:
        sheet.cell(row, 8, "seen")
        sheet.cell(row + 1, 8, "perhaps")
        sheet.cell(row + 2, 3, "15557")
        sheet.cell(row + 3, 10, "a box of dust")
        sheet.cell(row + 4, 9, 5)

    (found,) = read(lab, put(folder, fill)).taken
    lines = {each.line.code: each.line.uid for each in found.lines if each.line}
    rows = sorted(found.not_kept)
    assert len(rows) == 2
    both = Accepted(lines=lines.values(), aside={lines["L-2021-001/2"]: "asked back"}, besides=rows)
    assert both
    assert not Accepted()
    act = answer_act(found, both, 20220201)
    assert [(each.answer, each.aside) for each in act.answers] == [(RoundAnswer.SEEN, ""), (None, "asked back")]
    assert [each.text for each in act.besides] == ["15557", "a box of dust"]
    accept(lab, found, both)
    ((again,), _) = compare_all(lab.session, round_(lab), [found.book], ANSWERS)
    assert [each.is_posted for each in again.lines] == [True, False, False, False, False]
    assert again.not_kept == frozenset()
    line = again.lines[1].line
    assert (line.differs, line.aside) == (Differs.SET_ASIDE, "asked back")
    assert whys(lab) == [
        ("L-2021-001/2", Why.SET_ASIDE),
        ("15557", Why.BESIDES),
        ("a box of dust", Why.BESIDES),
        ("L-2021-002/1", Why.UNANSWERED),
    ]


def test_a_twice_answered_line_is_set_aside_once_and_names_on_paper_sign(lab: LentLab, folder: Path) -> None:
    def doubled(sheet: Any, row: int) -> None:
        for at in range(1, 11):
            sheet.cell(row + 1, at, sheet.cell(row, at).value)

    (found,) = read(lab, put(folder, doubled)).taken
    uid = found.lines[0].line.uid
    act = answer_act(found, Accepted(aside={uid: "twice"}, signed=Signed("B. On Paper", "W.")), 20220201)
    assert [each.aside for each in act.answers] == ["twice"]
    assert (act.signed_by, act.witnessed_by) == ("B. On Paper", "W.")


def test_points_settle_when_the_book_follows_and_say_by_which_acts(lab: LentLab, folder: Path) -> None:
    def fill(sheet: Any, row: int) -> None:
        sheet.cell(row, 8, "seen")
        sheet.cell(row, 9, 8)
        sheet.cell(row + 1, 8, "consumed")
        sheet.cell(row + 2, 3, "15558")

    (found,) = read(lab, put(folder, fill)).taken
    lines = [each.line.uid for each in found.postable if each.line]
    accept(lab, found, Accepted(lines, besides=found.not_kept))
    every = points(lab.session, read_round(lab.session, round_(lab)))
    assert {each.why: each.ways[0] for each in every if each.person.name == "Borrower A"} == {
        Why.MASS: "report_use",
        Why.ANSWERED_OTHERWISE: "report_use",
        Why.BESIDES: "enter_loan",
    }
    reasons = ("use.was_not_granted", "enter_loan.without_agreement")
    lab.post(
        ReportUse(line="L-2021-001/1", ug=1_000, method="dissolved", report=PAPER), day=20220202, accept=reasons
    )
    lab.post(ReportUse(line="L-2021-001/2", method="dissolved", report=PAPER), day=20220202, accept=reasons)
    assert whys(lab) == [("15558", Why.BESIDES), ("L-2021-002/1", Why.UNANSWERED)]
    assert whys(lab, settled=True) == [("L-2021-001/1", Why.MASS), ("L-2021-001/2", Why.ANSWERED_OTHERWISE)]
    assert len(read_round(lab.session, round_(lab)).discrepancies) == 1


def test_more_than_the_book_is_neither_used_nor_lost(lab: LentLab, folder: Path) -> None:
    (found,) = read(
        lab, put(folder, lambda sheet, row: (sheet.cell(row, 8, "seen"), sheet.cell(row, 9, 10)))
    ).taken
    accept(
        lab,
        found,
        Accepted([each.line.uid for each in found.postable]),
        because=("mass.stated_more_than_ever",),
    )
    first = points(lab.session, read_round(lab.session, round_(lab)))[0]
    assert (first.why, first.ways) == (Why.MASS, ("dispute_line", "answer_round"))


def test_how_late_an_answer_is(lab: LentLab, folder: Path) -> None:
    def fill(sheet: Any, row: int) -> None:
        sheet.cell(row, 8, "seen")
        sheet.cell(row + 1, 8, "seen")

    (found,) = read(lab, put(folder, fill)).taken
    accept(lab, found, Accepted([each.line.uid for each in found.postable]), day=20220305)
    record = read_round(lab.session, round_(lab))
    assert [record.days_late(each, 20220311) for each in record.people] == [4, 10]
    assert [record.days_late(each, 20220201) for each in record.people] == [4, 0]


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed on this machine")
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_what_libreoffice_saved_answers_the_same(lab: LentLab, folder: Path, tmp_path: Path, ending: str) -> None:
    def fill(sheet: Any, row: int) -> None:
        sheet.cell(row, 8, "seen")
        sheet.cell(row, 9, 8.5)
        sheet.row_dimensions[row].hidden = True
        sheet.cell(row + 2, 3, "15999")

    path, out = put(folder, fill), tmp_path / "saved"
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    command = [str(OFFICE), home, "--headless", "--convert-to", ending, "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (found,) = read(lab, out / f"{path.stem}.{ending}").taken
    assert [each.verdict for each in found.lines] == [Verdict.DIFFERS, Verdict.UNANSWERED, Verdict.NOT_ASKED]
    assert found.lines[0].ug == 8_500
    assert (found.book.signed_by, found.book.witnessed_by) == ("Borrower A", "Witness A")
