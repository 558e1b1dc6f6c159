"""The bench and the vault: where a piece is, chips, an undo, a count, a backup, the sheet of the day."""

from pathlib import Path

import pytest
from lunarcurator.desktop.dialogs.labels import LabelsDialog
from lunarcurator.desktop.dialogs.print_paper import PaperDialog
from lunarcurator.desktop.rooms.journal.model import Column
from lunarcurator.domain.identity import PieceRef, Uid
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Daughter, Sight, Split
from lunarcurator.services.cases import all_cases
from lunarcurator.services.form_context import find_piece
from lunarcurator.services.pieces import piece_view
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QWidget

from tests.journeys.a_day.conftest import Begin
from tests.journeys.a_day.lab import CHIPS, ROCK, SLAB, post
from tests.journeys.a_day.steps import Steps


def selected(steps: Steps, number: str) -> Uid:
    """Wait until a piece is selected in front, and return it."""
    uid = find_piece(steps.session, number)
    steps.until(lambda: steps.store_view.selection.samples == (uid,))
    steps.settle()
    return uid


def shown(steps: Steps) -> str:
    """Return all that is written on labels of the window."""
    labels = [each for each in steps.program.frame.findChildren(QLabel) if each.isVisible()]
    said = [
        each for each in steps.program.frame.findChildren(QWidget) if each.isVisible() and each.accessibleName()
    ]
    return " ".join((*(each.text() for each in labels), *(each.accessibleName() for each in said)))


def test_where_is_it_who_has_it_may_it_go_out(begin: Begin) -> None:
    steps = begin("where is it, who has it, may it go out?", 3)
    steps.press("Ctrl+K")
    steps.value("14321, 1083")
    steps.press("Return")
    selected(steps, SLAB)
    for told in ("Lab \u203a Vault \u203a Cabinet 9", "Custody Here", "Access Open"):
        assert told in shown(steps)
    steps.keep()


def chip_the_rock(steps: Steps) -> None:
    steps.scan(ROCK)
    selected(steps, ROCK)
    steps.press("Ctrl+Shift+S")
    steps.form("split")
    for form, mass in (("chip", "4.106"), ("chip", "3.871"), ("chip", "5.02"), ("fines", "0.3")):
        steps.value(form, then="Tab")
        steps.value(mass, then="Return")
    steps.post()


@pytest.mark.slow
def test_a_rock_is_chipped_into_three_daughters_and_fines_with_labels(begin: Begin, printer: Path) -> None:
    steps = begin("chip a rock into three daughters and fines, with labels", 14)
    chip_the_rock(steps)
    steps.until(lambda: any(isinstance(each, LabelsDialog) for each in QApplication.topLevelWidgets()))
    steps.post()
    assert printer.read_bytes().startswith(b"%PDF")
    steps.keep()


def test_a_wrong_split_of_this_morning_is_undone(begin: Begin) -> None:
    steps = begin("undo this morning's wrong split", 5)
    before = piece_view(steps.session, find_piece(steps.session, ROCK)).state.held_ug
    made = Daughter(number="14321,900", mass=Mass.measured(1_000_000, 1000), form="chip")
    wrong = post(steps.session, Split(parent=PieceRef(ROCK), daughters=(made,)), day=steps.session.today)
    # More was done since: what is undone is not the last act.
    later = [post(steps.session, Sight(samples=(PieceRef(each),)), day=steps.session.today) for each in CHIPS[:3]]
    for posted in (wrong, *later):
        steps.store_view.context.tell(posted.changes)
    steps.press("Ctrl+4")
    table = steps.store_view.room.findChild(QAbstractItemView, "journalRoom.table")
    steps.click_cell(table, _row_of(table, f"{wrong.seq}"), Column.WHAT)
    why, undo = (steps.store_view.room.findChild(QWidget, name) for name in ("entry.why", "entry.undo"))
    steps.click(why)
    steps.value("the wrong rock")
    steps.click(undo)
    steps.until(lambda: steps.session.head().seq == later[-1].seq + 1)
    assert piece_view(steps.session, find_piece(steps.session, ROCK)).state.held_ug == before
    steps.keep()


def _row_of(table: QAbstractItemView, entry: str) -> int:
    """Return the row of the journal that tells an entry."""
    model = table.model()
    rows = range(model.rowCount())
    return next(row for row in rows if str(model.index(row, Column.ENTRY).data()).strip("# ") == entry)


@pytest.mark.slow
def test_a_cabinet_is_counted(begin: Begin) -> None:
    # The label of the cabinet is one of the scans.
    steps = begin("count a cabinet", 2 + len(CHIPS) + 1)
    steps.scan("C8")
    steps.until(lambda: steps.store_view.selection.places)
    steps.press("Ctrl+Shift+C")
    steps.form("check_place")
    for number in CHIPS:
        steps.scan(number)
    steps.post()
    assert not all_cases(steps.session)
    steps.keep()


@pytest.mark.slow
def test_twelve_pieces_are_fetched(begin: Begin) -> None:
    steps = begin("fetch 12 pieces", 3 + len(CHIPS))
    steps.press("Ctrl+Shift+M")
    steps.form("move")
    for number in CHIPS:
        steps.scan(number)
    steps.scan("G1")
    steps.post()
    places = {piece_view(steps.session, find_piece(steps.session, each)).row.place[-1] for each in CHIPS}
    assert places == {"Glove box"}
    steps.keep()


def test_back_up(begin: Begin, tmp_path: Path) -> None:
    steps = begin("back up", 1)
    steps.press("Ctrl+B")
    steps.until(lambda: list((tmp_path / "backups").glob("*")))
    steps.settle()
    steps.until(lambda: "verified" in steps.program.frame.status.backup.text().lower())
    assert len(list((tmp_path / "backups").glob("*.lunar"))) == 1
    steps.keep()


def test_the_sheet_of_the_day_is_printed(begin: Begin, printer: Path) -> None:
    steps = begin("day sheet", 2)
    steps.press("Ctrl+Shift+Y")
    steps.until(lambda: isinstance(steps.dialog, PaperDialog) and steps.dialog.primary_button.isEnabled())
    steps.press("Ctrl+Return")
    steps.until(lambda: printer.exists() and not steps.store_view.lanes.busy)
    assert printer.read_bytes().startswith(b"%PDF")
    steps.keep()
