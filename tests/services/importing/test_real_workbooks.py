"""Real workbooks with several sheets come in sheet by sheet, and go and come again in one step each."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.identity import Uid
from lunarcurator.services.balances import trial_balance
from lunarcurator.services.importing import Reading, Source, Told, plan_reading, post_import
from lunarcurator.services.importing.shapes import in_parts
from lunarcurator.services.importing.source import is_part
from lunarcurator.services.posting import Posted
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.undo_stack import next_redo, next_undo
from lunarcurator.services.verifying import verify
from lunarcurator.services.whole_files import WholeFile, turn_over, whole_file

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.steps import answer_all, opened


def bring(session: StoreSession, path: Path) -> list[Posted]:
    """Bring in what is good of every visible sheet that has anything new."""
    brought = []
    for source, reading in tables(session, path):
        reading, _ = answer_all(session, source, reading, unit="cm", family=reading.sheet[:5])
        if not reading.says_pieces:
            continue
        plan = plan_reading(session, source, reading)
        if plan.writes:
            brought.append(post_import(session, plan, OPERATOR, skip_bad=True))
    return brought


def tables(session: StoreSession, path: Path) -> Iterator[tuple[Source, Reading]]:
    """Yield each visible sheet, or each part of one, with the row of its header where no known word names it."""
    for sheet in Source.open(path).book.visible:
        source, reading = opened(session, path, sheet.name)
        said = Told(header=reading.guess.perhaps_header) if reading.guess.perhaps_header else None
        source, reading = opened(session, path, sheet.name, said)
        cut, told = in_parts(source, reading)
        parts = [each.name for each in cut.book.visible if is_part(cut, each.name)] or [sheet.name]
        yield from (opened(session, cut, name, told) for name in parts)


def masses(session: StoreSession) -> dict[Account, int]:
    return {account: ug for account, ug in trial_balance(session).total.ug.items() if ug}


def whole(session: StoreSession, uid: Uid | None) -> WholeFile:
    found = whole_file(session, uid) if uid is not None else None
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "sheets"),
    [("lsc_split_tables_open.xlsx", 7)],
)
def test_a_real_workbook_goes_and_comes_again_in_one_step(
    session: StoreSession, shared_data: Path, name: str, sheets: int
) -> None:
    bring(session, shared_data / "rocksamples.csv")
    rocks, before = masses(session), session.head().seq
    brought = bring(session, shared_data / name)
    full = masses(session)
    assert len(brought) == sheets
    found = whole(session, next_undo(session))
    assert found.by_sheet
    assert len(turn_over(session, found, OPERATOR)) == sheets
    assert masses(session) == rocks
    assert len(turn_over(session, whole(session, next_redo(session)), OPERATOR)) == sheets
    assert masses(session) == full
    assert session.head().seq == before + 3 * sheets
    assert verify(session).sound
