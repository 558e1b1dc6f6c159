"""A mass that nobody weighed is told as such wherever it stands: with its sign, or how it is known beside it."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path

import pytest
from lunarcurator.__main__ import main
from lunarcurator.documents.model import Column, ColumnKind, MassFigure, Value
from lunarcurator.documents.papers.blocks import Block, Fields, Table
from lunarcurator.documents.plain_text import plain, shown
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import OperatorRef
from lunarcurator.domain.lending.terms import Decision, LineMode
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import Daughter, Operation, Register, Split
from lunarcurator.domain.operations.requesting import Decided, DecideLines, RequestLoan
from lunarcurator.domain.operations.requesting import Wanted as WantedLine
from lunarcurator.services.exporting import REPORTS, Report, Scope, Takes, Wanted, export, opened_report
from lunarcurator.services.form_context import find_piece
from lunarcurator.services.journal import entry_detail
from lunarcurator.services.labels import labels_of
from lunarcurator.services.papers.gatherers import GATHERERS
from lunarcurator.services.papers.making import paper_of, templates
from lunarcurator.services.papers.paper_context import PaperWanted
from lunarcurator.services.to_do.limits import Limits
from lunarcurator.services.to_do.listing import Concern
from lunarcurator.services.to_do.looking import look
from lunarcurator.services.words import Words
from openpyxl import load_workbook

from tests.evidence.inexact import (
    ACCEPTED,
    AT_MOST,
    CLAIMED,
    NOBODY_KNOWS,
    NOMINAL,
    PERSON,
    PIECES,
    REGISTERED,
    inexact,
    is_inexact,
    unsigned,
)
from tests.namesakes.test_papers import texts
from tests.scenarios.lab import GRAM, Lab
from tests.still_clock import TODAY

HOW_KNOWN = frozenset({"quality", "how_known", "not_known"})
"""Columns that say how the masses of their row are known."""
OF_ONE_PIECE = frozenset({Report.GENEALOGY, Report.MASS_HISTORY})
MOMENTS = (NOW, Moment(TODAY))


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    """The store of masses that are not known exactly."""
    made = inexact(tmp_path / "inexact.lunar")
    yield made
    made.session.close()


def bare(row: Sequence[Value], columns: Sequence[Column]) -> list[tuple[str, str]]:
    """Return the inexact masses of a row that neither a sign nor another cell of it tells as such."""
    cells = [*zip(row, columns, strict=False)]
    if any(column.key in HOW_KNOWN and value for value, column in cells):
        return []
    return [(column.key, each) for value, column in cells for each in _bare_of(value, column)]


def _bare_of(value: Value, column: Column) -> list[str]:
    """Return what a cell says without a sign of a mass that is inexact, in files and for eyes."""
    if isinstance(value, str):
        return unsigned(value)
    if column.kind is not ColumnKind.MASS or value is None:
        return []
    ug = value.ug if isinstance(value, MassFigure) else int(str(value))
    told = (plain(value, column), shown(value, column))
    return [each for each in told if is_inexact(ug) and begins_with_digits(each)]


def begins_with_digits(text: str) -> bool:
    """Tell whether nothing but a minus stands before the digits of a figure."""
    return text.lstrip("-\u2212")[:1].isdigit()


def told_apart(found: Sequence[object]) -> str:
    """Return what was found bare, one a line."""
    return "\n".join(map(str, found))


def reports() -> Iterator[tuple[Report, str]]:
    for report in Report:
        if report in OF_ONE_PIECE:
            yield from ((report, each) for each in PIECES)
        elif report is not Report.ON_SCREEN:
            yield report, ""


def asked(lab: Lab, report: Report, of: str, moment: Moment = NOW, **more: object) -> Wanted:
    scope = Scope(pieces=(find_piece(lab.session, of),), below=True) if of else Scope()
    return Wanted(report, moment, scope, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("moment", MOMENTS, ids=["now", "then"])
def test_every_report_tells_what_nobody_weighed_as_such(lab: Lab, words: Words, moment: Moment) -> None:
    found, masses = [], 0
    for report, of in reports():
        if Takes.MOMENT not in REPORTS[report].takes and not moment.is_now:
            continue
        with opened_report(lab.session, words, asked(lab, report, of, moment), every=True) as opened:
            for sheet in opened.document.sheets:
                for row in sheet.rows:
                    masses += sum(isinstance(each, MassFigure) for each in row)
                    found += [(str(report), of, row[:2], *each) for each in bare(row, sheet.columns)]
            found += [
                (str(report), of, "about", *each)
                for each in map(tuple, opened.document.about)
                if unsigned(each[1])
            ]
    assert not found, told_apart(found)
    assert masses > 40


def test_a_mass_that_is_exported_without_how_it_is_known_keeps_its_sign(lab: Lab, words: Words) -> None:
    found = []
    for report, of in reports():
        if report is Report.BALANCE:
            continue  # Its figures are what is booked, and add up.
        with opened_report(lab.session, words, asked(lab, report, of), every=True) as opened:
            masses = [each.key for each in opened.document.sheets[0].columns if each.kind is ColumnKind.MASS]
        for key in masses:
            with opened_report(lab.session, words, asked(lab, report, of, columns=(key,))) as opened:
                sheet = opened.document.sheets[0]
                found += [(str(report), of, *each) for row in sheet.rows for each in bare(row, sheet.columns)]
    assert not found, told_apart(found)


def test_sums_of_groups_keep_their_sign(lab: Lab, words: Words) -> None:
    found, sums = [], 0
    for report, of in reports():
        with opened_report(lab.session, words, asked(lab, report, of)) as opened:
            keys = [each.key for each in opened.document.sheets[0].columns if each.kind is ColumnKind.TEXT]
        for key in keys:
            with opened_report(lab.session, words, asked(lab, report, of, group_by=key)) as opened:
                for sheet in opened.document.sheets[1:]:
                    for row in sheet.rows:
                        sums += 1
                        found += [(str(report), of, key, row[0], *each) for each in bare(row, sheet.columns)]
    assert not found, told_apart(found)
    assert sums > 40


def test_the_files_keep_the_signs(lab: Lab, words: Words, tmp_path: Path) -> None:
    found = []
    for report, of in reports():
        for ending in ("csv", "xlsx"):
            path = tmp_path / f"{report}-{of}.{ending}"
            export(lab.session, words, asked(lab, report, of), path)
            for told in _csv_rows(path) if ending == "csv" else _xlsx_rows(path):
                found += [(path.name, *each) for each in told]
    assert not found, told_apart(found)


def _csv_rows(path: Path) -> Iterator[list[tuple[str, str]]]:
    header, *rows = csv.reader(StringIO(path.read_text(encoding="utf-8-sig")))
    yield from (_bare_cells(header, row) for row in rows if len(row) == len(header))


def _xlsx_rows(path: Path) -> Iterator[list[tuple[str, str]]]:
    """Yield the bare masses of each row: what a spreadsheet program shows of a cell is its value by its format."""
    book = load_workbook(path)
    for sheet in book.worksheets:
        header: list[str] = []
        for row in sheet.iter_rows():
            told = [str(each.value if each.value is not None else "") for each in row]
            if any(each.endswith("(g)") for each in told):
                header = told
            elif header:
                signs = ["~" if each.number_format.startswith('"~"') else "" for each in row]
                yield _bare_cells(header, [sign + each for sign, each in zip(signs, told, strict=True)])


def _bare_cells(header: Sequence[str], row: Sequence[str]) -> list[tuple[str, str]]:
    cells = dict(zip(header, row, strict=True))
    if cells.get("How known") or cells.get("Masses not known"):
        return []
    figures = {key: each for key, each in cells.items() if key.endswith("(g)") and each[:1].isdigit()}
    return [
        (key, each)
        for key, each in figures.items()
        if is_inexact(round(float(each.replace("\u202f", "")) * 1_000_000))
    ]


def rows_of(lab: Lab, words: Words, wanted: Wanted) -> list[dict[str, Value]]:
    """Return the rows of the first sheet of a report by the keys of its columns."""
    with opened_report(lab.session, words, wanted) as opened:
        sheet = opened.document.sheets[0]
        return [dict(zip([each.key for each in sheet.columns], row, strict=True)) for row in sheet.rows]


def test_a_history_tells_each_difference_as_far_as_it_is_known(lab: Lab, words: Words) -> None:
    column = Column("mass", "Mass", ColumnKind.MASS, "g")
    told = {
        each: [
            (plain(row["difference"], column), plain(row["mass_now"], column), row["how_known"]) for row in rows
        ]
        for each in PIECES
        if (rows := rows_of(lab, words, asked(lab, Report.MASS_HISTORY, each)))
    }
    assert told[AT_MOST] == [("~211.70", "~211.70", "Estimated"), ("", "\u2264\u2009211.70", "At most")]
    # Something of 12 g was taken of it, which somebody weighed.
    assert told["15106"][1] == ("-12.00", "~52.43", "Estimated")
    # It was weighed: what was judged before was about so much too high.
    assert told["15110"][1] == ("\u2212~1.830", "26.000", "Measured")
    assert told["15111"][1][:2] == ("\u2212~8.19", "0.00")
    assert told[NOBODY_KNOWS] == [("", "", "Not weighed")]
    assert told[NOMINAL] == [("", "", "Section")]
    assert told[CLAIMED] == [("", "", "Not reconciled")]


def test_the_sheet_of_an_entry_tells_each_mass_it_moved_as_far_as_it_is_known(lab: Lab, words: Words) -> None:
    moved: dict[str, set[str]] = {}
    for of in SUBJECTS["entry"]:
        try:
            paper = paper_of(lab.session, words, PaperWanted("entry_sheet", of))
        except Refusal:
            continue
        for block in (each for each in paper.blocks if isinstance(each, Table)):
            at = {column.key: n for n, column in enumerate(block.columns)}
            for row in block.rows if "mass" in at else ():
                said = shown(row[at["mass"]], block.columns[at["mass"]])
                moved.setdefault(str(row[at["number"]]), set()).add(said)
    assert moved["15101"] == {"~137.310000", "\u2212~137.310000"}
    assert moved[AT_MOST] == {
        *("~211.700000", "\u2212~211.700000"),
        *("\u2264\u2009211.700000", "\u2212\u2264\u2009211.700000"),
    }
    assert moved["15106"] == {"~64.430000", "\u2212~64.430000", "\u221212.000000"}
    assert moved["15110"] == {"~27.830000", "\u2212~27.830000", "~1.830000", "\u2212~1.830000"}


def test_what_is_found_of_a_request_and_of_a_grant_does(lab: Lab, words: Words) -> None:
    """15101 is judged, 15102 is at most, 15103 is at most too since a section was cut of it."""
    said = []
    for number in ("15101", AT_MOST, "15103"):
        for mode, grams in ((LineMode.BY_WEIGHT, 160_000), (LineMode.BY_WEIGHT, 100), (LineMode.WHOLE, None)):
            ug = grams * GRAM if grams else None
            wanted = (WantedLine(sample=number, mode=mode, optimum_ug=ug),)
            asked_for = RequestLoan(number="L-9", borrower=PERSON, agreement="A-1", lines=wanted)
            said += found_by(lab, words, asked_for)
    for grams in (4, 160_000):
        granted = Decided(line="L-3/1", decision=Decision.APPROVED, granted_ug=grams * GRAM)
        said += found_by(lab, words, DecideLines(lines=(granted,), body="The committee"))
    assert [each for each in said if unsigned(each)] == []
    assert any("~137.31" in each for each in said)
    assert any("\u2264\u2009211.7" in each for each in said)
    assert any("\u2264\u2009500" in each for each in said)


def found_by(lab: Lab, words: Words, operation: Operation) -> list[str]:
    """Return in words what is found about an act of today."""
    posting = Posting(acts=(Act(operation=operation, day=TODAY),), operator=OperatorRef("A. Curator"))
    return [words.say_finding(each) for each in lab.session.preview(posting).findings]


SUBJECTS = {
    "loan": ("L-1", "L-2", "L-3"),
    "agreement": ("A-1",),
    "borrower": (PERSON,),
    "shipment": ("S-1", "S-2"),
    "line": ("L-1/1", "L-1/2", "L-1/3", "L-2/1", "L-3/1"),
    "piece": PIECES,
    "place": ("Cabinet 1", "Remote vault", "Lab"),
    "round": ("R-1",),
    "period": ("2026",),
    "check": ("",),
    "case": tuple(f"{seq}-1" for seq in range(1, 60)),
    "operation": ("split", "return_line"),
    "day": ("2026-11-24",),
    "entry": tuple(f"#{seq}" for seq in range(1, 60)),
}


def told_in(block: Block) -> Sequence[str]:
    """Return the texts of a block; a field whose label says that its mass is nominal says so itself."""
    if isinstance(block, Fields):
        return [each.text for each in block.entries if "nominal" not in each.label.casefold()]
    return texts(block)


@pytest.mark.parametrize("key", sorted(GATHERERS))
def test_every_paper_tells_what_nobody_weighed_as_such(lab: Lab, words: Words, key: str) -> None:
    found = []
    for of in SUBJECTS[templates()[key].subject]:
        try:
            paper = paper_of(lab.session, words, PaperWanted(key, of))
        except Refusal:
            continue
        for block in paper.blocks:
            if isinstance(block, Table):
                for row in (*block.rows, *([block.totals] if block.totals else [])):
                    found += [(of, row, *each) for each in bare(row, block.columns)]
            else:
                found += [(of, text) for text in told_in(block) if unsigned(text)]
    assert not found, told_apart(found)


@pytest.mark.parametrize("moment", MOMENTS, ids=["now", "then"])
@pytest.mark.parametrize("concern", Concern)
def test_every_list_of_what_needs_a_hand_does(lab: Lab, concern: Concern, moment: Moment) -> None:
    found = look(lab.session, concern, Limits(), moment=moment)
    columns = [
        Column(each.key, each.key, each.kind, "g" if each.kind is ColumnKind.MASS else "")
        for each in found.columns
    ]
    told = [each for row in found.rows for each in bare(row.values, columns)]
    assert not told, told_apart(told)


@pytest.mark.parametrize("moment", MOMENTS, ids=["now", "then"])
def test_a_share_of_masses_that_are_judged_is_about_so_much(lab: Lab, moment: Moment) -> None:
    found = look(lab.session, Concern.REMOTE, Limits(), moment=moment)
    keys = [each.key for each in found.columns]
    rows = {row.values[1]: dict(zip(keys, row.values, strict=True)) for row in found.rows}
    soil, basalt = rows["soil"], rows["basalt"]
    assert soil["remote_mass"] == MassFigure(157_310_000, 10_000, about=True)
    assert plain(soil["share_of_mass"], Column("share", "Share", ColumnKind.PERCENT)) == "~85.816"
    # What is at most so much has no part in a lower bound, and with others nobody weighed no share.
    assert basalt["remote_mass"] is None
    assert basalt["share_of_mass"] is None
    whole = basalt["mass_in_all"]
    assert isinstance(whole, MassFigure)
    assert (whole.ug, whole.sign) == (round((5.77 + 52.43 + 41.23 + 73.57 + 12) * GRAM), "\u2265\u2009~")


def test_a_share_of_what_an_estimate_began_with_is_about_so_much(tmp_path: Path, words: Words) -> None:
    """A gram was lost of each of two pieces when they were divided; one came with an estimate."""
    lab = Lab.make(tmp_path / "divided.lunar")
    for number, mass in (("15001", Mass.estimated(7_690_000, 10_000)), ("15002", Mass.measured(8 * GRAM, 10_000))):
        told = Register(collection="Apollo", number=number, mission="Apollo 15", mass=mass)
        lab.allowed(told, day=REGISTERED, accept=ACCEPTED)
        part = Daughter(number=f"{number},1", mass=Mass.measured(GRAM, 10_000))
        lab.allowed(
            Split(parent=number, daughters=(part,), attrition_ug=GRAM),
            day=TODAY,
            accept=(*ACCEPTED, "split.attrition_large"),
        )
    column = Column("share", "Share", ColumnKind.PERCENT)
    rows = {row.values[1]: row.values for row in look(lab.session, Concern.ATTRITION, Limits()).rows}
    assert [plain(rows[each][6], column) for each in ("15001", "15002")] == ["~13.003", "12.5"]
    path = tmp_path / "attrition.xlsx"
    export(lab.session, words, Wanted(Report.ATTRITION), path)
    sheet = next(each for each in load_workbook(path).worksheets if each.max_column > 6)
    cells = {row[1].value: row[6] for row in sheet.iter_rows()}
    assert (cells["15001"].value, cells["15001"].number_format) == (13.003, '"~"General')
    assert (cells["15002"].value, cells["15002"].number_format) == (12.5, "General")
    lab.session.close()


def test_every_label_and_every_entry_of_the_journal_does(lab: Lab, words: Words) -> None:
    made = labels_of(lab.session, words, [find_piece(lab.session, each) for each in PIECES])
    assert [each.mass for each in made if unsigned(each.mass)] == []
    with lab.session.database.connect() as connection:
        uids = [bytes(row).hex() for row in connection.exec_driver_sql("SELECT uuid FROM entry").scalars()]
    found = []
    for uid in uids:
        detail = entry_detail(lab.session, words, uid)  # type: ignore[arg-type]
        assert detail is not None
        said = (detail.entry.what, *(each for pair in detail.overrides for each in pair))
        found += [each for each in said if unsigned(each)]
    assert not found, told_apart(found)


COMMANDS = (
    *(("show", each) for each in PIECES),
    *(("recall", each) for each in PIECES),
    ("attention",),
    ("places",),
    ("places", "Cabinet 1"),
    ("places", "Remote vault"),
    ("places", PERSON),
    ("borrowers",),
    ("borrowers", PERSON),
    ("agreements",),
    ("loans",),
    ("loans", "--overdue"),
    *(("loan", "show", loan) for loan in ("L-1", "L-2", "L-3")),
    ("loan", "demand", "15101"),
    ("loan", "demand", "15103,1"),
    ("inventory-round", "show", "R-1"),
    ("letters",),
    ("balance",),
)


def test_every_command_does(
    lab: Lab, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LC_ALL", "en")
    monkeypatch.chdir(tmp_path)
    lab.session.close()
    found = []
    for command in COMMANDS:
        at = 2 if command[0] in {"loan", "inventory-round"} else 1
        capsys.readouterr()
        assert main([*command[:at], str(lab.session.path), *command[at:]]) == 0, command
        lines = capsys.readouterr().out.splitlines()
        found += [(" ".join(command), line) for line in lines if unsigned(line)]
    assert not found, told_apart(found)
