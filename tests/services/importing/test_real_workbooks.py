"""Real workbooks with several sheets come in sheet by sheet, and go and come again in one step each."""

from pathlib import Path

import pytest
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.identity import Uid
from lunarcurator.services.balances import trial_balance
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import Source, Told, plan_reading, post_import
from lunarcurator.services.posting import Posted
from lunarcurator.services.undo_stack import next_redo, next_undo
from lunarcurator.services.verifying import verify
from lunarcurator.services.whole_files import WholeFile, turn_over, whole_file

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.steps import answer_all, opened


def bring(desk: Desk, path: Path) -> list[Posted]:
    """Bring in what is good of every visible sheet that has anything new."""
    brought = []
    for sheet in Source.open(path).book.visible:
        source, reading = opened(desk, path, sheet.name)
        if row := reading.guess.perhaps_header:
            source, reading = opened(desk, path, sheet.name, Told(header=row, shape="beside"))
        reading, _ = answer_all(desk, source, reading, number="none", unit="cm", family=sheet.name[:5])
        plan = plan_reading(desk, source, reading)
        if plan.writes:
            brought.append(post_import(desk, plan, OPERATOR, skip_bad=True))
    return brought


def masses(desk: Desk) -> dict[Account, int]:
    return {account: ug for account, ug in trial_balance(desk).total.ug.items() if ug}


def whole(desk: Desk, uid: Uid | None) -> WholeFile:
    found = whole_file(desk, uid) if uid is not None else None
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "sheets"),
    [("lsc_split_tables_open.xlsx", 6)],
)
def test_a_real_workbook_goes_and_comes_again_in_one_step(
    desk: Desk, shared_data: Path, name: str, sheets: int
) -> None:
    bring(desk, shared_data / "rocksamples.csv")
    rocks, before = masses(desk), desk.head().seq
    brought = bring(desk, shared_data / name)
    full = masses(desk)
    assert len(brought) == sheets
    found = whole(desk, next_undo(desk))
    assert found.by_sheet
    assert len(turn_over(desk, found, OPERATOR)) == sheets
    assert masses(desk) == rocks
    assert len(turn_over(desk, whole(desk, next_redo(desk)), OPERATOR)) == sheets
    assert masses(desk) == full
    assert desk.head().seq == before + 3 * sheets
    assert verify(desk).sound
