"""The letters due today in the window: written into a folder, and only then recorded as sent."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.desktop.dialogs.loans.letters import LettersDialog, open_letters
from lunarcurator.desktop.dialogs.print_paper import open_print_paper
from lunarcurator.desktop.links import NOTHING
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.acts import Override
from lunarcurator.domain.lending.terms import PersonEnd
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Register
from lunarcurator.domain.operations.accounting import EnterLoan, OldLine
from lunarcurator.domain.operations.borrowing import EndResponsibility, SetUpPerson
from lunarcurator.services.lending.reminders import letters_due
from lunarcurator.services.words import Words
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.desktop.dialogs.bench import Bench

OLD = (Override(key="enter_loan.without_agreement", reason="an old list"),)


@pytest.fixture
def late(qtbot: QtBot, appearance: Appearance, words: Words, tmp_path: Path) -> Iterator[Bench]:
    """A lab that lent two pieces to two people, both overdue by the Apollo policy's ladder."""
    bench = Bench(qtbot, appearance, words, tmp_path / "late.lunar")
    bench.furnish()
    bench.post(SetUpPerson(name="Borrower A"), SetUpPerson(name="Borrower B"))
    chip = Register(collection="Apollo", number="15557", mission="Apollo 15", mass=Mass.measured(5_000_000, 1000))
    bench.post(chip, day=20190618)
    for number, person in (("15555,46", "Borrower A"), ("15557", "Borrower B")):
        line = OldLine(sample=number, due=20261001)
        told = {"source": "an old list", "lines": (line,)}
        bench.post(EnterLoan(borrower=person, **told), day=20200101, overrides=OLD)
    yield bench
    bench.close()


def opened(bench: Bench) -> LettersDialog:
    return bench.open(open_letters, NOTHING)


def test_letters_are_written_and_then_recorded_once(late: Bench, tmp_path: Path) -> None:
    dialog = opened(late)
    assert [tick.tick.text() for tick in dialog.ticks] == [
        "Overdue letter to Borrower A",
        "Overdue letter to Borrower B",
    ]
    assert not dialog.primary_button.isEnabled()
    dialog.write_into(tmp_path)
    late.settle(dialog)
    late.qtbot.waitUntil(dialog.primary_button.isEnabled, timeout=10_000)
    written = sorted(path.name for path in tmp_path.glob("*.pdf"))
    assert written == ["001-overdue-Borrower_A.pdf", "002-overdue-Borrower_B.pdf"]
    assert dialog.primary_button.text() == "Record 2 as sent"
    before = len(late.posted)
    dialog.primary_button.click()
    late.qtbot.waitUntil(lambda: len(late.posted) > before, timeout=5000)
    assert letters_due(late.session) == ()


def test_no_letter_takes_the_place_of_a_file_that_is_there(late: Bench, tmp_path: Path) -> None:
    dialog = opened(late)
    mine = tmp_path / "002-overdue-Borrower_B.pdf"
    mine.write_text("signed", encoding="utf-8")
    dialog.write_into(tmp_path)
    late.qtbot.waitUntil(lambda: "already in that folder" in dialog.told.text(), timeout=10_000)
    assert [path.name for path in tmp_path.glob("*.pdf")] == [mine.name]
    assert mine.read_text(encoding="utf-8") == "signed"
    mine.unlink()
    for _ in range(2):
        # What was written here may be written again.
        dialog.write_into(tmp_path)
        late.settle(dialog)
        late.qtbot.waitUntil(dialog.primary_button.isEnabled, timeout=10_000)
        assert "2 letters are in" in dialog.told.text()


def test_one_letter_may_be_left_for_another_day(late: Bench, tmp_path: Path) -> None:
    dialog = opened(late)
    dialog.ticks[1].tick.click()
    dialog.write_into(tmp_path)
    late.qtbot.waitUntil(dialog.primary_button.isEnabled, timeout=10_000)
    assert dialog.primary_button.text() == "Record 1 as sent"
    dialog.ticks[1].tick.click()
    late.settle(dialog)
    assert not dialog.primary_button.isEnabled()
    for tick in dialog.ticks:
        if tick.value():
            tick.tick.click()
    late.settle(dialog)
    assert dialog.lacking() == "Tick at least one letter."


def test_the_folder_is_asked_for_and_one_that_is_gone_is_said(late: Bench, tmp_path: Path) -> None:
    dialog = opened(late)
    dialog.write_button.click()
    asked = dialog.findChild(QFileDialog, "lettersDialog.folderDialog")
    assert asked is not None
    asked.reject()
    dialog.write_into(tmp_path / "gone")
    late.qtbot.waitUntil(lambda: "cannot be written" in dialog.told.text(), timeout=10_000)
    assert not dialog.primary_button.isEnabled()


def test_without_a_letter_there_is_nothing_to_do(late: Bench) -> None:
    for each in letters_due(late.session):
        late.post(*each.records())
    dialog = opened(late)
    assert dialog.ticks == ()
    assert not dialog.write_button.isEnabled()
    assert dialog.lacking() == "No letter is due today."


def test_a_letter_to_somebody_who_died_says_so_before_it_is_written(late: Bench) -> None:
    ended = EndResponsibility(person="Borrower B", how=PersonEnd.DIED, recall_by=20261001)
    late.post(ended, day=20260901)
    told = [f"{tick.tick.text()} {tick.tick.accessibleDescription()}" for tick in opened(late).ticks]
    assert [("Borrower B died on 2026-09-01, and this letter may reach nobody." in each) for each in told] == [
        "to Borrower B" in each for each in told
    ]
    assert sum("died" in each for each in told) == 1


@pytest.mark.parametrize(("name", "said"), [("Borrower A", ""), ("Borrower B", "Borrower B died on 2026-09-01")])
def test_a_letter_printed_by_itself_says_so_too(late: Bench, name: str, said: str) -> None:
    late.post(EndResponsibility(person="Borrower B", how=PersonEnd.DIED, recall_by=20261001), day=20260901)
    dialog = open_print_paper(late.context, NOTHING, None, paper="overdue_letter", of=name)
    late.qtbot.addWidget(dialog)
    late.qtbot.waitUntil(dialog.primary_button.isEnabled, timeout=10_000)
    assert dialog.trouble().startswith(said)
    assert bool(dialog.trouble()) is bool(said)


def test_what_a_letter_is_about_wraps_so_that_its_buttons_stay_on_the_screen(late: Bench) -> None:
    numbers = [str(number) for number in range(15560, 15567)]
    mass = Mass.measured(5_000_000, 1000)
    for each in numbers:
        late.post(Register(collection="Apollo", number=each, mission="Apollo 15", mass=mass), day=20190618)
    lines = tuple(OldLine(sample=each, due=20261001) for each in numbers)
    lent = EnterLoan(borrower="Borrower B", source="an old list", lines=lines)
    late.post(lent, day=20200101, overrides=OLD)
    late.post(EndResponsibility(person="Borrower B", how=PersonEnd.MOVED, recall_by=20261001), day=20260901)
    dialog = opened(late)
    (note,) = [tick.field._note for tick in dialog.ticks if "\n" in tick.field._note.text()]
    assert "(15565)" not in note.text()
    assert "(15562)" in note.text()
    assert dialog.width() <= 1000
    assert dialog.minimumSizeHint().width() <= 900
