"""Spreadsheets nobody would make: whatever stands in them, each row is told and nothing of it is lost."""

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lunarcurator.domain.errors import Refusal
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import ImportPlan, Reading, Source, plan_reading
from lunarcurator.services.importing.values import plain
from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from tests.services.importing.steps import answer_all, opened

HEADERS = st.sampled_from(
    [
        "ID",
        "Mission",
        "Weight (g)",
        "Mass",
        "Place",
        "Remarks",
        "split",
        "depth",
        "butt",
        "Type",
        "Borrower",
        "Sample",
        "Due",
        "",
    ]
)
WORDS = st.sampled_from(
    ["10017", "10017,3", ",7", "1:10", "Apollo 11", "~150 g", "0 - 0.5", "03/04/1999", "total", "10001.0", "田 伟"]
)
CELLS = st.one_of(
    st.none(),
    WORDS,
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12),
    st.integers(-5, 20_000),
    st.floats(-10, 20_000, allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(dt.date(1950, 1, 1), dt.date(2050, 1, 1)),
    st.sampled_from(["=1/0", "=A1", dt.time(1, 10)]),
)
ROWS = st.lists(st.lists(CELLS, min_size=0, max_size=6), max_size=12)
MERGES = st.lists(
    st.tuples(st.integers(1, 10), st.integers(1, 5), st.integers(0, 3), st.integers(0, 2)), max_size=3
)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = Desk.make(tmp_path_factory.mktemp("lab") / "a.lunar")
    yield made
    made.close()


def write(
    path: Path, header: list[str], rows: list[list[object]], merges: list[tuple[int, int, int, int]], banners: int
) -> Path:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for at, row in enumerate([*[["A banner"]] * banners, header, *rows], start=1):
        for column, value in enumerate(row, start=1):
            sheet.cell(at, column, value)  # type: ignore[arg-type]
            if len(row) == 3 and value:
                sheet.cell(at, column).fill = PatternFill("solid", fgColor="FFFFFF00")
        if len(row) == 5:
            sheet.row_dimensions[at].hidden = True
    for top, left, down, right in merges:
        if down or right:
            sheet.merge_cells(start_row=top, start_column=left, end_row=top + down, end_column=left + right)
    book.save(path)
    return path


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(header=st.lists(HEADERS, min_size=1, max_size=6), rows=ROWS, merges=MERGES, banners=st.integers(0, 2))
def test_a_fuzzed_sheet_is_planned_or_refused_with_a_sentence(
    lab: Desk,
    tmp_path_factory: pytest.TempPathFactory,
    header: list[str],
    rows: list[list[object]],
    merges: list[tuple[int, int, int, int]],
    banners: int,
) -> None:
    path = write(tmp_path_factory.mktemp("sheet") / "a.xlsx", header, rows, merges, banners)
    with suppress(Refusal):
        source, reading = opened(lab, Source.open(path))
        said = {"collection": "new:Odd", "family": "10017", "within": "Site A", "lent_on": "2001-02-03"}
        reading, _ = answer_all(lab, source, reading, **said)
        holds_every_row(source, reading, plan_reading(lab, source, reading))


def holds_every_row(source: Source, reading: Reading, plan: ImportPlan) -> None:
    layout = reading.layout
    expected = {
        row.number
        for row in source.sheet(reading.sheet).rows()
        if layout.first_row <= row.number and row.number not in layout.aside and not row.is_blank
    }
    if layout.end_row:
        expected = {number for number in expected if number <= layout.end_row}
    assert expected <= {row.row for row in plan.rows}
    assert all(row.reasons for row in plan.rows if not row.acts and row.verdict in ("conflict", "refused"))


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Z")), min_size=1, max_size=10)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(values=st.lists(TEXTS, min_size=1, max_size=4))
def test_what_nobody_knows_is_kept_word_for_word(lab: Desk, values: list[str]) -> None:
    names = [f"Column {at} of ours" for at in range(len(values))]
    quoted = ['"' + value.replace('"', '""') + '"' for value in values]
    text = "\n".join(["\t".join(["ID", "Mission", *names]), "\t".join(["10017", "Apollo 11", *quoted])])
    source, reading = opened(lab, Source.pasted(text))
    plan = plan_reading(lab, source, reading)
    kept = dict(plan.rows[0].acts[0].operation.other)  # type: ignore[union-attr]
    assert kept == {name: told for name, value in zip(names, values, strict=True) if (told := plain(value))}
