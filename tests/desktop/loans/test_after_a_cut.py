"""The power goes while somebody works on the loan desk: what was typed is there when the store is opened again."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from lunarcurator.desktop.mass_units import MassUnits
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.terms import LineMode
from lunarcurator.domain.operations.requesting import RequestLoan, Wanted, WithdrawLines
from lunarcurator.services.drafts import Drafts
from lunarcurator.services.lending.browsing import all_loans
from lunarcurator.services.words import Words
from PySide6.QtWidgets import QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot

from tests.desktop.cut import after_a_cut
from tests.desktop.loans.test_editor import Lending
from tests.desktop.loans.test_editor import lending as lending
from tests.desktop.loans.test_return_sheet import hint, opened, put
from tests.desktop.pasting import titled
from tests.services.lending.lent_lab import KNOWN, OTHER, LentLab

LINE = "L-2021-001/1"
type Again = Callable[[], Lending]


@pytest.fixture
def again(lending: Lending, qtbot: QtBot, appearance: Appearance, words: Words, tmp_path: Path) -> Iterator[Again]:
    """Open the store in a fresh window, as the cut left it."""
    made: list[Lending] = []

    def cut() -> Lending:
        session = after_a_cut(lending.lab.session, tmp_path / f"after{len(made)}")
        made.append(Lending(qtbot, appearance, words, cast("LentLab", SimpleNamespace(session=session))))
        return made[-1]

    yield cut
    for each in made:
        each.close()
        each.lab.session.close()


def kept(lending: Lending, kind: str, subject: str, *texts: str) -> None:
    """Wait until the draft of a kind about a subject says all of this."""

    def says() -> bool:
        found = Drafts(lending.lab.session).find(kind, subject)
        return found is not None and all(each in str(dict(found.content)) for each in texts)

    lending.qtbot.waitUntil(says, timeout=10_000)


def fill(lending: Lending) -> None:
    """Fill a return sheet in: two lines, its head, what it met, how the use is recorded, and a reason."""
    sheet = opened(lending, KNOWN, OTHER)
    put(sheet, 0, stated="8.5", reading="8 mg", remarks="cap loose")
    put(sheet, 2, line=LINE, fate="Used up", stated="0.5")
    for line, text in (
        (sheet.head._document, "F-2026-7"),
        (sheet.head.contamination, "dust"),
        (sheet.head.methods, "probe"),
    ):
        lending.qtbot.keyClicks(line, text)
    box = sheet.head.findChild(QCheckBox, "returnSheet.met.solvent")
    assert box is not None
    box.click()
    lending.qtbot.keyClicks(sheet.head._use.plan, "plan 3")
    lending.qtbot.waitUntil(lambda: any(each.why.isVisible() for each in sheet.findings.strips), timeout=10_000)
    strip = next(each for each in sheet.findings.strips if each.why.isVisible())
    lending.qtbot.keyClicks(strip.why, "seen under the lens")
    kept(
        lending, "return_sheet", "", "F-2026-7", "dust", "probe", "plan 3", "seen under the lens", "solvent", "0.5"
    )


def test_a_return_sheet_comes_back_with_its_head_and_the_reasons_given(lending: Lending, again: Again) -> None:
    fill(lending)
    fresh = again()
    sheet = opened(fresh)
    fresh.qtbot.waitUntil(lambda: len(sheet.model.texts()) == 3)
    fresh.settle()
    rows = sheet.model.texts()
    assert [row["reading"] for row in rows] == ["8 mg", "", ""]
    assert (rows[0]["remarks"], rows[2]["fate"], hint(sheet, 0, "differs")) == (
        "cap loose",
        "Used up",
        "\u22120.5",
    )
    assert (sheet.head.document, sheet.head.contamination.text(), sheet.head.methods.text()) == (
        "F-2026-7",
        "dust",
        "probe",
    )
    assert [str(each) for each in sheet.head.exposures] == ["solvent"]
    assert sheet.head._use.plan.text() == "plan 3"
    fresh.qtbot.waitUntil(lambda: any(each.why.isVisible() for each in sheet.findings.strips), timeout=10_000)
    assert "seen under the lens" in [each.why.text() for each in sheet.findings.strips]
    assert "Draft kept" in sheet.kept.text()
    rows_read = sheet.rows.filled(sheet.model.texts())
    assert rows_read[0].pieces[0].place is None, "the place proposed is not one that somebody typed"


def test_a_draft_in_milligrams_means_milligrams_where_grams_are_shown_now(lending: Lending, again: Again) -> None:
    fill(lending)
    fresh = again()
    fresh.context.units = MassUnits("g")
    sheet = opened(fresh)
    fresh.qtbot.waitUntil(lambda: len(sheet.model.texts()) == 3)
    assert [row["stated"] for row in sheet.model.texts()] == ["8.5 mg", "", "0.5 mg"]


def test_a_sheet_begun_with_lines_is_another_draft_than_one_that_was_scanned(
    lending: Lending, again: Again
) -> None:
    fill(lending)
    line = lending.lab.line("L-2021-002/1")
    room = lending.rooms[-1]
    room.leave_sheet()
    lending.settle()
    room.open_return((line.uid,))
    lending.settle()
    assert [row["line"] for row in room.sheet.model.texts()] == ["L-2021-002/1"]
    put(room.sheet, 0, remarks="alone")
    kept(lending, "return_sheet", line.uid, "alone")
    fresh = again()
    there = fresh.room()
    there.open_return((line.uid,))
    fresh.settle()
    assert [row["remarks"] for row in there.sheet.model.texts()] == ["alone"]
    there.leave_sheet()
    fresh.settle()
    there.open_return(())
    fresh.qtbot.waitUntil(lambda: len(there.sheet.model.texts()) == 3)


def test_begun_anew_a_sheet_is_empty_and_its_draft_gone(lending: Lending, again: Again) -> None:
    fill(lending)
    sheet = lending.rooms[-1].sheet
    sheet.kept.link.activated.emit()
    lending.settle()
    assert (sheet.model.texts(), sheet.head.kept(), sheet.kept.text()) == ((), {}, "")
    assert Drafts(lending.lab.session).find("return_sheet", "") is None
    put(sheet, 0, name="what")
    lending.qtbot.waitUntil(lambda: "Draft kept" in sheet.kept.text())
    sheet.model.remove([0])
    lending.settle()
    assert Drafts(lending.lab.session).find("return_sheet", "") is None, "nothing is left of it"
    assert not opened(again()).model.texts()


def test_a_request_comes_back_with_its_head_and_reasons(lending: Lending, again: Again) -> None:
    _, editor = lending.editor()
    editor.head.choose(lending.lab.known(Subject.PERSON, "Borrower A"))
    lending.qtbot.keyClicks(editor.head.purpose, "ages")
    editor.head.kind.setCurrentIndex(editor.head.kind.findData("education"))
    editor.lines.grid.paste(titled(editor.lines.grid, "15558\tBy weight\t60 g\t\t\tdating"))
    lending.qtbot.waitUntil(
        lambda: any(each.why.isVisible() for each in editor.side.findings.strips), timeout=10_000
    )
    strip = next(each for each in editor.side.findings.strips if each.why.isVisible())
    lending.qtbot.keyClicks(strip.why, "asked by letter")
    kept(lending, "loan_editor", "", "dating", "ages", "asked by letter", "education")
    fresh = again()
    _, editor = fresh.editor()
    fresh.qtbot.waitUntil(lambda: bool(editor.lines.model.texts()))
    assert (editor.head.purpose.text(), editor.head.kind.currentData()) == ("ages", "education")
    assert editor.head.borrower.currentText() == "Borrower A"
    fresh.qtbot.waitUntil(
        lambda: any(each.why.isVisible() for each in editor.side.findings.strips), timeout=10_000
    )
    assert "asked by letter" in [each.why.text() for each in editor.side.findings.strips]
    editor.kept.link.activated.emit()
    fresh.settle()
    assert (editor.lines.model.texts(), editor.head.person, editor.head.purpose.text()) == ((), None, "")
    assert Drafts(fresh.lab.session).find("loan_editor", "") is None


def test_cells_of_lines_that_were_changed_come_back_unless_the_line_was_decided(
    lending: Lending, again: Again
) -> None:
    lab = lending.lab
    wanted = [Wanted(sample=each, mode=LineMode.BY_WEIGHT, optimum_ug=1_000) for each in ("15558", "15559")]
    lab.post(RequestLoan(borrower="Borrower B", lines=tuple(wanted)), day=20220101)
    loan = max(all_loans(lab.session), key=lambda each: each.id)
    room, editor = lending.editor()
    room.open_loan(loan.uid)
    lending.settle()
    keys = [each.key for each in editor.lines.model.columns]
    at = keys.index("optimum_ug")
    editor.lines.model.write([(0, at, "2"), (1, at, "3")])
    kept(lending, "loan_editor", loan.uid, "'2'", "'3'")
    lab.post(WithdrawLines(lines=(f"{loan.code}/1",), why="no longer wanted"), day=20220102)
    fresh = again()
    fresh.context.units = MassUnits("g")
    room = fresh.room()
    room.open_loan(loan.uid)
    fresh.qtbot.waitUntil(lambda: bool(room.editor.lines.model.changes))
    fresh.settle()
    ((row, asked),) = room.editor.lines.changes()
    assert (row.code, asked.optimum_ug) == (f"{loan.code}/2", 3_000)
    assert room.editor.lines.model.text(1, at) == "3 mg"


def test_a_cell_still_open_when_the_store_is_closed_is_kept(lending: Lending) -> None:
    sheet = opened(lending, KNOWN)
    keys = [each.key for each in sheet.model.columns]
    sheet.grid.setCurrentIndex(sheet.model.index(0, keys.index("remarks")))
    sheet.grid.edit(sheet.grid.currentIndex())
    cell = sheet.grid.findChild(QLineEdit, "cellEditor")
    assert cell is not None
    lending.qtbot.keyClicks(cell, "last words")
    sheet.close_down()
    found = Drafts(lending.lab.session).find("return_sheet", "")
    assert found is not None
    assert "last words" in str(dict(found.content))
