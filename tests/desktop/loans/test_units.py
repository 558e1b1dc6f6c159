"""The unit of this workstation on the loan desk: what is shown, and what a plain number means that is typed."""

import pytest
from lunarcurator.desktop.dialogs.loans.typed_masses import TypedMasses
from lunarcurator.desktop.loan_editor.grid import out_of, sums, sums_of
from lunarcurator.desktop.mass_units import MassUnits
from lunarcurator.desktop.models.headings import name_and_unit
from lunarcurator.desktop.models.loan_lines import LoanLinesModel
from lunarcurator.desktop.rooms.listed import read_of_ledger
from lunarcurator.desktop.rooms.loans.lists import BORROWERS, CALENDAR, LINES, LOANS
from lunarcurator.desktop.rooms.loans.room import LoansRoom
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.ledger_model import CELL, LedgerCell, LedgerColumn
from lunarcurator.documents.model import MassFigure
from lunarcurator.documents.plain_text import plain
from lunarcurator.domain.facts import Subject
from lunarcurator.services.lending.browsing import NOTHING_HELD, HeldSum, LineWish, StateSum, find_lines, line_rows
from PySide6.QtWidgets import QTableView

from tests.desktop.loans.test_editor import Lending
from tests.desktop.loans.test_editor import lending as lending
from tests.desktop.loans.test_return_sheet import explain, hint, opened, put
from tests.desktop.pasting import titled
from tests.services.lending.lent_lab import KNOWN

LINE = "L-2021-001/1"
SYMBOL = {"g": "g", "mg": "mg", "ug": "µg"}


def heads(view: QTableView) -> list[str]:
    model = view.model()
    return [str(model.headerData(at, view.horizontalHeader().orientation())) for at in range(model.columnCount())]


@pytest.mark.parametrize(("unit", "typed", "stands"), [("g", "0.0015", "0.0015"), ("ug", "1500", "1500")])
def test_a_plain_number_asked_for_is_read_in_the_unit_of_its_header(
    lending: Lending, unit: str, typed: str, stands: str
) -> None:
    lending.context.units = MassUnits(unit)
    room, editor = lending.editor()
    told = heads(editor.lines.grid)
    assert [each for each in told if each.startswith("Asked")] == [f"Asked, {SYMBOL[unit]}"]
    assert not [each for each in told if each.endswith(", mg")]
    editor.head.choose(lending.lab.known(Subject.PERSON, "Borrower A"))
    editor.lines.grid.paste(titled(editor.lines.grid, f"15558\tBy weight\t{typed}\t1 mg"))
    lending.qtbot.waitUntil(lambda: editor.side.next.isEnabled() or bool(editor.side.findings.strips))
    assert f"{stands} {SYMBOL[unit]} asked".replace("1500", "1\u202f500") in editor.totals.text().replace(
        "\u00a0", " "
    )
    for strip in list(editor.side.findings.strips):
        strip.why.setText("so it is")
        strip.reason_edited.emit("so it is")
    lending.qtbot.waitUntil(editor.side.next.isEnabled)
    editor.next()
    lending.qtbot.waitUntil(lambda: editor.loan is not None, timeout=10_000)
    lending.settle()
    session = lending.lab.session
    ids, _ = find_lines(session, LineWish(session.today, states=("requested",)))
    (row,) = line_rows(session, ids).values()
    assert (row.asked_ug, row.minimum_ug) == (1_500, 1_000)
    keys = [each.key for each in editor.lines.model.columns]
    assert editor.lines.model.text(0, keys.index("optimum_ug")) == stands
    assert room.whole.currentWidget() is editor


def test_a_return_is_weighed_and_balanced_in_the_unit_chosen(lending: Lending) -> None:
    lending.context.units = MassUnits("ug")
    sheet = opened(lending, KNOWN)
    told = heads(sheet.grid)
    assert [each for each in told if each.endswith("µg")] == ["Stated, µg", "Weighed, µg", "Diff., µg"]
    assert sheet.model.texts()[0]["stated"] == ""
    put(sheet, 0, stated="8500", reading="8 mg", confirmed="yes")
    assert hint(sheet, 0, "differs") == "\u2212500"
    assert sheet.account.missing == 1_000
    shown = [each.text() for each in sheet.account.findChildren(Label) if each.isVisibleTo(sheet.account)]
    assert "9\u202f000\u00a0µg" in shown
    sheet.account.way_out.emit("used")
    assert sheet.model.texts()[1]["stated"] == "1000"
    lending.qtbot.keyClicks(sheet.head.methods, "probe")
    lending.qtbot.keyClicks(sheet.head._document, "F-2026-3")
    explain(lending, sheet)
    sheet.post()
    lending.qtbot.waitUntil(lambda: not sheet.model.texts(), timeout=10_000)
    account = lending.lab.line(LINE).account
    assert (account.returned_ug, account.consumed_ug) == (8_000, 1_000)


def page(lending: Lending, room: LoansRoom, number: int) -> QTableView:
    room.lists.show_page(number)
    lending.settle()
    front = room.lists.front
    assert isinstance(front, QTableView)
    return front


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("Mass now, g", ("Mass now", "g")),
        ("现有质量，g", ("现有质量", "g")),
        ("核销，µg", ("核销", "µg")),
        ("Name, place, mg", ("Name, place", "mg")),
        ("Pristinity, %", ("Pristinity", "%")),
        ("Borrower", ("Borrower", "")),
    ],
)
def test_a_header_tells_its_name_and_its_unit_in_each_language(header: str, told: tuple[str, str]) -> None:
    assert name_and_unit(header) == told


def test_a_list_in_chinese_exports_its_masses_in_their_unit() -> None:
    columns = [LedgerColumn("在外，mg", "mass")]
    read = read_of_ledger(columns, [[LedgerCell("9")]])
    assert [each.header for each in read.columns] == ["在外 (mg)"]
    assert list(read.rows) == [(MassFigure(9_000, 1_000),)]


def test_a_list_exports_its_masses_with_their_signs() -> None:
    texts = ["0.777", "~0.84", "\u2264\u20090.65", "\u2265\u2009~1.617", "not weighed", ""]
    read = read_of_ledger([LedgerColumn("Held, g", "mass")], [[LedgerCell(each)] for each in texts])
    column = read.columns[0]
    assert [plain(row[0], column) for row in read.rows] == [*texts[:4], "", ""]


@pytest.mark.parametrize(("unit", "held"), [("g", "0.009000"), ("mg", "9.000"), ("ug", "9000")])
def test_lists_and_details_show_one_unit_and_export_what_they_show(lending: Lending, unit: str, held: str) -> None:
    lending.context.units = MassUnits(unit)
    room = lending.room()
    assert f"Mass, {SYMBOL[unit]}" in heads(room.lists.today)
    for number in (LOANS, BORROWERS, CALENDAR):
        assert f"Held, {SYMBOL[unit]}" in heads(page(lending, room, number)), number
    lines = page(lending, room, LINES)
    told = heads(lines)
    assert {f"Granted, {SYMBOL[unit]}", f"Held, {SYMBOL[unit]}"} <= set(told)
    model = lines.model()
    assert isinstance(model, LoanLinesModel)
    row = next(at for at in range(model.rowCount()) if model.index(at, 2).data() == LINE)
    cells = [model.index(row, at).data(CELL) for at in range(model.columnCount())]
    assert cells[told.index(f"Held, {SYMBOL[unit]}")].spoken == held
    read = read_of_ledger(model.columns, [cells])
    (values,) = read.rows
    figure = values[told.index(f"Held, {SYMBOL[unit]}")]
    assert isinstance(figure, MassFigure)
    assert figure.ug == 9_000
    lines.selectRow(row)
    lending.settle()
    lending.qtbot.waitUntil(lambda: room.details.name.text() != "")
    shown = " ".join(each.text() for each in room.details.findChildren(Label)).replace("\u202f", "")
    assert f"{held}\u00a0{SYMBOL[unit]}" in shown
    assert f"\u00a0{SYMBOL[unit]}" in room.lists.lines.sums.text()


@pytest.mark.parametrize(
    ("text", "before", "now", "stands"),
    [
        ("8.5", "mg", "g", "8.5 mg"),
        ("8.5 mg", "mg", "g", "8.5 mg"),
        ("0", "mg", "g", "0"),
        ("8.5", "mg", "ug", "8.5 mg"),
        ("8.5", "mg", "mg", "8.5"),
        ("what", "mg", "g", "what"),
        ("", "mg", "g", ""),
        ("850", "ug", "mg", "850 µg"),
    ],
)
def test_what_was_typed_in_another_unit_goes_on_meaning_it(text: str, before: str, now: str, stands: str) -> None:
    assert TypedMasses(now).in_unit(text, before) == stands


def test_the_sums_under_the_grid_say_on_how_many_lines_they_are() -> None:
    masses = TypedMasses("mg")
    whole = {"transit": StateSum(12, 100_000, 100_000, HeldSum(1_604_700, 1, 0, 0, 10), 1, 1)}
    told = (
        sums({**sums_of(whole), "lines": 12}, out_of(whole), masses).replace("\u00a0", " ").replace("\u202f", "")
    )
    assert told.split(" \u00b7 ") == [
        "12 lines",
        "100 mg asked on 1 line by weight",
        "100 mg granted on 1 line by weight",
        "\u2265\u20091604.70 mg out",
        "1 piece of unknown mass",
    ]
    several = {"requested": StateSum(3, 5_000, 0, NOTHING_HELD, 2)}
    told = sums({**sums_of(several), "lines": 3}, out_of(several), masses).replace("\u00a0", " ")
    assert told == "3 lines \u00b7 5 mg asked on 2 lines by weight \u00b7 0 mg out"
    nobody = {"out": StateSum(2, 0, 0, HeldSum(0, 2, 0, 0, None))}
    assert (
        sums({**sums_of(nobody), "lines": 2}, out_of(nobody), masses) == "2 lines \u00b7 2 pieces of unknown mass"
    )
