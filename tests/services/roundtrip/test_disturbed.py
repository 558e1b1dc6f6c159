"""Whatever a spreadsheet program does around the cells, exactly the edits come back (property)."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lunarcurator.services.roundtrip import CellVerdict
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.services.roundtrip.conftest import Trip

EDITS = {
    "Form": "Touchstone",
    "Class": "olivine basalt seen again",
    "Remarks": "  two chips\nloose  ",
    "Mass (g)": 1.25,
    "Restriction": "no metal tools",
    "Place": "Lab › Room 1",
}


@dataclass(frozen=True)
class Disturbance:
    """What happens to a workbook besides its edits."""

    seed: int
    rows: bool
    columns: bool
    above: int
    extra: int
    dropped: int
    hidden: bool


DISTURBANCES = st.builds(
    Disturbance,
    seed=st.integers(0, 10_000),
    rows=st.booleans(),
    columns=st.booleans(),
    above=st.integers(0, 3),
    extra=st.integers(0, 3),
    dropped=st.integers(0, 2),
    hidden=st.booleans(),
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(how=DISTURBANCES, edits=st.lists(st.tuples(st.integers(0, 20), st.sampled_from([*EDITS])), max_size=3))
def test_exactly_the_edits_come_back_whatever_was_done_around_them(
    trip: Trip, how: Disturbance, edits: Sequence[tuple[int, str]]
) -> None:
    trip.send()
    sent = trip.back()
    wanted: set[tuple[str, str]] = set()

    def disturb(sheet: Worksheet, _: Workbook) -> None:
        chance = random.Random(how.seed)
        head, *body = [[cell.value for cell in row] for row in sheet.iter_rows()]
        for at, header in edits:
            row = body[at % len(body)]
            if row[head.index(header)] != EDITS[header]:
                row[head.index(header)] = EDITS[header]
                wanted.add((str(row[1]), header))
        edited = {number for number, _ in wanted}
        spare = [row for row in body if row[1] not in edited]
        for row in spare[: how.dropped]:
            body.remove(row)
        if how.rows:
            chance.shuffle(body)
        order = list(range(len(head)))
        if how.columns:
            chance.shuffle(order)
        _write(sheet, [[row[at] for at in order] for row in (head, *body)], how)

    trip.edit(disturb)
    plan = trip.back()
    found = {(row.number, cell.header) for row in plan.rows for cell in row.cells}
    assert found == wanted
    assert {cell.verdict for row in plan.rows for cell in row.cells} <= {CellVerdict.CHANGED}
    assert len(plan.rows) == len(sent.rows) - min(how.dropped, len(sent.rows) - len({n for n, _ in wanted}))
    assert len(plan.extra) == how.extra
    assert plan.missing == ()
    assert all(row.acts for row in plan.rows if row.cells)


def _write(sheet: Worksheet, rows: Sequence[Sequence[object]], how: Disturbance) -> None:
    """Lay a table into a sheet anew: what stands above it, its rows, what stands right of it, what is filtered."""
    sheet.delete_rows(1, sheet.max_row)
    for at in range(how.above):
        sheet.cell(at + 1, 1).value = f"Please read, part {at + 1}"
    for down, row in enumerate(rows, start=how.above + 1):
        for across, value in enumerate(row, start=1):
            cell = sheet.cell(down, across)
            cell.value = value  # type: ignore[assignment]
            if isinstance(value, str):
                cell.data_type = "s"
        for more in range(how.extra):
            across = len(row) + 1 + more
            sheet.cell(down, across).value = f"My notes {more}" if down == how.above + 1 else f"note {down}"
        if how.hidden and down % 2 and down > how.above + 1:
            sheet.row_dimensions[down].hidden = True
