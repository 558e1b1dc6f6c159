"""Spreadsheets nobody would make: whatever stands in them, each row is told and nothing of it is lost."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import EntryRef, ref_of
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations import Reverse, SetUpOperator
from lunarcurator.exchange.dittos import is_ditto
from lunarcurator.services.balances import trial_balance
from lunarcurator.services.importing import ImportPlan, Reading, Source, Verdict, plan_reading, post_import
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.plan import BAD
from lunarcurator.services.posting import Refused
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.verifying import verify
from lunarcurator.store.reads.inventory import pieces_in_order
from lunarcurator.store.reads.rows import piece_rows
from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from tests.services.importing.conftest import OPERATOR
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
        "Unit",
        "Parent",
        "Mass now (mg)",
        "Other names",
        "Loan date",
        "Returned",
        "",
    ]
)
WORDS = st.sampled_from(
    [
        *("10017", "10018", "10017,3", "10017,4", ",7", "1:10", "Apollo 11", "~150 g", "0 - 0.5", "03/04/1999"),
        *("total", "10001.0", "田 伟", "mg", "g", "n.d.", "12.3(1)", "1,234.5", "１２", "0", "<1 g", "1974-01-30"),
    ]
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
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreSession]:
    made = StoreSession.make(tmp_path_factory.mktemp("lab") / "a.lunar")
    act = Act(operation=SetUpOperator(name="A. Curator"), day=19500101)
    made.post(Posting(acts=(act,), operator=OPERATOR))
    yield made
    assert verify(made).sound
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


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(header=st.lists(HEADERS, min_size=1, max_size=6), rows=ROWS, merges=MERGES, banners=st.integers(0, 2))
def test_a_fuzzed_sheet_is_planned_or_refused_with_a_sentence(
    lab: StoreSession,
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
        plan = plan_reading(lab, source, reading)
        holds_every_row(source, reading, plan)
        comes_in_once_and_goes_without_a_trace(lab, source, reading, plan)


def holds_every_row(source: Source, reading: Reading, plan: ImportPlan) -> None:
    layout = reading.layout
    expected = {
        row.number
        for row in source.sheet(reading.sheet).rows()
        if layout.first_row <= row.number and row.number not in layout.aside and not row.is_blank
    }
    heads = [row for row in source.sheet(reading.sheet).rows() if row.number in layout.header_rows]
    again = {row.number for row in source.sheet(reading.sheet).rows() if heads and row.cells == heads[-1].cells}
    if layout.end_row:
        expected = {number for number in expected if number <= layout.end_row}
    told = Counter(row.row for row in plan.rows)
    assert expected - again <= {*told}
    if not layout.groups:
        assert {*told.values()} <= {1}
    assert all(row.reasons for row in plan.rows if row.verdict in BAD)
    assert plan.cells is None or [row.number for row in plan.cells()] == [row.row for row in plan.rows]


def standing(session: StoreSession) -> dict[str, object]:
    """What the book says now: its balance, and the values of each piece."""
    with session.database.snapshot() as connection:
        rows = piece_rows(connection, pieces_in_order(connection, Moment()))
    return {"": trial_balance(session).total, **{row.number: dict(row.values) for row in rows.values()}}


def comes_in_once_and_goes_without_a_trace(
    lab: StoreSession, source: Source, reading: Reading, plan: ImportPlan
) -> None:
    """What came in is the same when it is read again, and one undo leaves the book as it was."""
    if not plan.writes:
        return
    before = standing(lab)
    try:
        posted = post_import(lab, plan, OPERATOR, skip_bad=True)
    except Refused:
        # Whatever the rules say together of rows that stand singly, nothing was written.
        assert standing(lab) == before
        return
    again = plan_reading(lab, source, reading)
    good = [row.row for row in plan.rows if row.verdict not in BAD]
    assert [row.row for row in again.rows if row.verdict is Verdict.SAME] == good
    assert not again.writes
    back = Act(operation=Reverse(entry=EntryRef(ref_of(posted.uid))), day=lab.today)
    lab.post(Posting(acts=(back,), operator=OPERATOR))
    assert standing(lab) == before


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Z")), min_size=1, max_size=10)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# A mark for the cell above is asked about.
@given(values=st.lists(TEXTS.filter(lambda text: not is_ditto(text)), min_size=1, max_size=4))
def test_what_nobody_knows_is_kept_word_for_word(lab: StoreSession, values: list[str]) -> None:
    names = [f"Column {at} of ours" for at in range(len(values))]
    quoted = ['"' + value.replace('"', '""') + '"' for value in values]
    text = "\n".join(["\t".join(["ID", "Mission", *names]), "\t".join(["10017", "Apollo 11", *quoted])])
    source, reading = opened(lab, Source.pasted(text))
    plan = plan_reading(lab, source, reading)
    kept = dict(plan.rows[0].acts[0].operation.other)  # type: ignore[union-attr]
    assert kept == {name: told for name, value in zip(names, values, strict=True) if (told := plain(value))}


LIKELY = {
    "ID": st.sampled_from(
        [*(str(at) for at in range(10_017, 10_024)), "10017,3", "10017,4", "10018,3", "", "total"]
    ),
    "Mission": st.sampled_from(["Apollo 11", "Apollo 11", "A-11", ""]),
    "Weight": st.sampled_from(["973", "0.5", "1,234.5", "~3", "0", "-", "", "12 mg", "10-20", "12.3(1)"]),
    "Mass now (mg)": st.sampled_from(["5", "12.5", "", "n.d."]),
    "Unit": st.sampled_from(["g", "mg", "kg", ""]),
    "Parent": st.sampled_from(["", "", "10017", "10018", "10017,3", "99999"]),
    "Type": st.sampled_from(["Basalt", "basalt", "Breccia", ""]),
    "Other names": st.sampled_from(["", "Twins", "Big one; Old 7", "10023"]),
    "Location": st.sampled_from(["", "North case", "South case"]),
    "Date received": st.sampled_from(["", "1969-08-01", "25/08/1969", "05/08/1969", "Aug 1969", "not yet"]),
    "Note of ours": st.sampled_from(["", "x", "y z"]),
}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), columns=st.lists(st.sampled_from([*LIKELY][1:]), unique=True, max_size=7))
def test_a_likely_list_is_told_row_by_row_comes_in_once_and_goes_again(
    lab: StoreSession, data: st.DataObject, columns: list[str]
) -> None:
    rows = data.draw(st.lists(st.tuples(*(LIKELY[name] for name in ("ID", *columns))), min_size=1, max_size=8))
    text = "\n".join("\t".join(row) for row in (("ID", *columns), *rows))
    with suppress(Refusal):
        source, reading = opened(lab, Source.pasted(text))
        reading, _ = answer_all(lab, source, reading, collection="Apollo")
        plan = plan_reading(lab, source, reading)
        holds_every_row(source, reading, plan)
        comes_in_once_and_goes_without_a_trace(lab, source, reading, plan)
