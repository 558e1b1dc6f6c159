"""Real workbooks with several sheets come in sheet by sheet, and go and come again in one step each."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.identity import Uid
from lunarcurator.services.balances import trial_balance
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import Reading, Source, Told, plan_reading, post_import
from lunarcurator.services.importing.shapes import in_parts
from lunarcurator.services.importing.source import is_part
from lunarcurator.services.posting import Posted
from lunarcurator.services.undo_stack import next_redo, next_undo
from lunarcurator.services.verifying import verify
from lunarcurator.services.whole_files import WholeFile, turn_over, whole_file

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.steps import answer_all, opened


def bring(desk: Desk, path: Path) -> list[Posted]:
    """Bring in what is good of every visible sheet that has anything new."""
    brought = []
    for source, reading in tables(desk, path):
        reading, _ = answer_all(desk, source, reading, unit="cm", family=reading.sheet[:5])
        if not reading.says_pieces:
            continue
        plan = plan_reading(desk, source, reading)
        if plan.writes:
            brought.append(post_import(desk, plan, OPERATOR, skip_bad=True))
    return brought


def tables(desk: Desk, path: Path) -> Iterator[tuple[Source, Reading]]:
    """Yield each visible sheet, or each part of one, with the row of its header where no known word names it."""
    for sheet in Source.open(path).book.visible:
        source, reading = opened(desk, path, sheet.name)
        said = Told(header=reading.guess.perhaps_header) if reading.guess.perhaps_header else None
        source, reading = opened(desk, path, sheet.name, said)
        cut, told = in_parts(source, reading)
        parts = [each.name for each in cut.book.visible if is_part(cut, each.name)] or [sheet.name]
        yield from (opened(desk, cut, name, told) for name in parts)


def masses(desk: Desk) -> dict[Account, int]:
    return {account: ug for account, ug in trial_balance(desk).total.ug.items() if ug}


def whole(desk: Desk, uid: Uid | None) -> WholeFile:
    found = whole_file(desk, uid) if uid is not None else None
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "sheets"),
    [("lsc_split_tables_open.xlsx", 7)],
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
