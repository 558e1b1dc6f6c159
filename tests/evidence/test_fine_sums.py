"""No mass and no sum of masses is told coarser than its masses were read, wherever it is printed."""

import ast
from collections.abc import Iterator
from pathlib import Path

import lunarcurator
import pytest
from lunarcurator.documents.model import Column, ColumnKind, MassFigure, NominalFigure, Value
from lunarcurator.documents.papers.blocks import Table
from lunarcurator.domain.acts import Override
from lunarcurator.domain.days import parse_day
from lunarcurator.domain.known_mass import KnownMass
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations.accounting import EnterLoan, OldLine
from lunarcurator.domain.operations.borrowing import SetUpPerson
from lunarcurator.services.browsing import Browsing, Totals
from lunarcurator.services.exporting import Report, Scope, Wanted, opened_report
from lunarcurator.services.lending.borrower_standing import standing
from lunarcurator.services.lending.browsing import (
    LineWish,
    all_loans,
    borrowers,
    find_lines,
    line_rows,
    lines_of_loan,
)
from lunarcurator.services.lending.overview import overview
from lunarcurator.services.off_site_reading import OffSiteReading
from lunarcurator.services.papers.making import paper_of
from lunarcurator.services.papers.paper_context import PaperWanted
from lunarcurator.services.places import Places
from lunarcurator.services.to_do.limits import Limits
from lunarcurator.services.to_do.listing import Concern
from lunarcurator.services.to_do.looking import look
from lunarcurator.services.words import Words
from lunarcurator.store.reads.loan_sums import held_by_use

from tests.evidence.labs import Lab
from tests.evidence.test_same_value import all_rows
from tests.still_clock import TODAY

READ_TO = 1_000
"""Every mass of the store was read to the milligram, and most end in noughts."""
PAST = Moment(parse_day("2027-12-31"))
NO_AGREEMENT = (Override(key="enter_loan.without_agreement", reason="as the list has it"),)
AS_ASKED = frozenset({"optimum", "minimum", "asked", "granted"})
"""Columns of what somebody asks for, which nobody read."""


@pytest.fixture
def lent(known: Lab) -> Lab:
    """The lab that knows all, of which two borrowers hold pieces."""
    known.post(SetUpPerson(name="Borrower A"), SetUpPerson(name="Borrower B"))
    for name, numbers in (("Borrower A", ("15415,1", "15012")), ("Borrower B", ("15455,1",))):
        lines = tuple(OldLine(sample=each, due=20240101) for each in numbers)
        known.post(EnterLoan(borrower=name, lines=lines, source="old list"), day=20200501, overrides=NO_AGREEMENT)
    return known


def as_read(mass: KnownMass | None) -> bool:
    """Tell whether a mass has every figure it was read with; nothing weighed has none."""
    return mass is None or not mass.ug or mass.resolution_ug == READ_TO


def sums(lab: Lab, words: Words) -> Iterator[tuple[str, KnownMass | None]]:
    """Yield every sum that lists, trees, heads and cards take, now and of a past day."""
    browsing, places, rows = Browsing(lab.session), Places(lab.session), all_rows(lab)
    for moment in (None, PAST):
        for number, row in all_rows(lab, moment).items():
            yield f"family {number}", row.whole_mass
            yield f"suspense {number}", row.suspense
    now = Totals()
    browsing.count(now)
    for totals in (now, browsing.totals_at(PAST)):
        yield "head", totals.whole().known
        yield "not reconciled", totals.whole().suspense
    yield "selection", browsing.mass_of([row.id for row in rows.values()]).known
    yield "selection then", browsing.mass_of([row.id for row in rows.values()], PAST).known
    tree = OffSiteReading(lab.session).with_away(places.tree(), words)
    for place, held in places.totals(tree).whole.items():
        yield f"place {place}", held.known
    yield from lent_sums(lab)


def lent_sums(lab: Lab) -> Iterator[tuple[str, KnownMass | None]]:
    for moment in (Moment(), Moment(TODAY)):
        ids, total = find_lines(lab.session, LineWish(TODAY), moment)
        yield "lines", total.held
        yield from ((row.code, row.held) for row in line_rows(lab.session, ids, moment).values())
        yield from ((f"loans of {who.name}", who.held) for who in borrowers(lab.session, moment))
    for loan in all_loans(lab.session):
        yield loan.code, loan.held
        yield from (("state", each.held.known) for each in lines_of_loan(lab.session, loan.uid)[1].values())
    today = overview(lab.session)
    yield from (("holder", each.held_sum.known) for each in today.holders)
    yield from ((str(group.work), row.held) for group in today.groups for row in group.rows)
    yield "out", today.out.held
    yield from card_sums(lab)
    with lab.session.database.snapshot() as connection:
        for use in held_by_use(connection, TODAY).values():
            yield from ((str(account), held.known) for account, held in use.items())


def card_sums(lab: Lab) -> Iterator[tuple[str, KnownMass | None]]:
    for who in borrowers(lab.session):
        card = standing(lab.session, who.uid)
        assert card is not None
        yield from (("card", each.mass) for each in (card.out, card.received, card.on_way))


def test_every_sum_has_the_figures_of_its_masses(lent: Lab, words: Words) -> None:
    found = list(sums(lent, words))
    assert len([each for _, each in found if each is not None and each.ug]) > 60
    assert [(where, each) for where, each in found if not as_read(each)] == []


def cells(lab: Lab, words: Words) -> Iterator[tuple[str, Value, Column]]:
    """Yield every cell of a column of masses in every report, list of work and paper, and their totals."""
    yield from report_cells(lab, words)
    for concern in Concern:
        for row in look(lab.session, concern, Limits()).rows:
            yield from ((str(concern), value, MASS) for value in row.values if isinstance(value, MassFigure))
    for paper, of in PAPERS:
        yield from paper_cells(lab, words, paper, of)


def report_cells(lab: Lab, words: Words) -> Iterator[tuple[str, Value, Column]]:
    for report in Report:
        scope = Scope(pieces=(lab.piece("15555"),), below=True)
        asked = Wanted(report, scope=scope) if report in OF_A_PIECE else Wanted(report)
        if report not in OF_NO_PIECE:
            with opened_report(lab.session, words, asked) as opened:
                for sheet in opened.document.sheets:
                    for row in sheet.rows:
                        yield from ((str(report), *each) for each in zip(row, sheet.columns, strict=False))


def paper_cells(lab: Lab, words: Words, paper: str, of: str) -> Iterator[tuple[str, Value, Column]]:
    for block in paper_of(lab.session, words, PaperWanted(paper, of)).blocks:
        if isinstance(block, Table):
            for row in (*block.rows, *([block.totals] if block.totals else [])):
                yield from ((paper, *each) for each in zip(row, block.columns, strict=True))


OF_A_PIECE = frozenset({Report.GENEALOGY, Report.MASS_HISTORY})
OF_NO_PIECE = frozenset({Report.ON_SCREEN})
"""Reports of a list that somebody has on screen."""
MASS = Column("mass", "Mass", ColumnKind.MASS, "g")
PAPERS = (
    ("entry_sheet", "#7"),
    ("genealogy", "15555"),
    ("accession_sheet", "15555"),
    ("loan_status_report", str(TODAY // 10_000)),
    ("request_summary", "L-2020-001"),
    ("return_sheet", "L-2020-001"),
    ("annual_inventory", "Borrower A"),
)


def test_every_printed_mass_has_the_figures_it_was_read_with(lent: Lab, words: Words) -> None:
    found = [
        (where, value, column)
        for where, value, column in cells(lent, words)
        if column.kind is ColumnKind.MASS and isinstance(value, MassFigure | int)
        if not isinstance(value, NominalFigure) and column.key not in AS_ASKED
    ]
    coarse = []
    for where, value, column in found:
        figure = value if isinstance(value, MassFigure) else MassFigure(value)
        fine = figure.resolution_ug or column.resolution_ug
        if figure.ug and (fine is None or fine > READ_TO):
            coarse.append((where, column.key, value))
    assert coarse == []
    assert len(found) > 60


NO_PLACE_KEPT = {
    "services/papers/loan_book.py": 1,  # What is asked and granted, which nobody read.
    "services/commands/line_texts.py": 2,  # The same.
    "services/posted_masses.py": 1,  # What is booked to adjustment, in a sentence.
    "store/reads/piece_row.py": 1,  # What was booked when a piece began, where that is not its original mass.
    "desktop/models/loan_cells.py": 1,  # Cells of what is asked and granted.
    "documents/mass_sums.py": 1,  # A plain figure in a cell, by the resolution of its column.
    "documents/plain_text.py": 1,  # The same.
}
"""How many figures a module makes without a last place, and why it has none."""


def test_a_figure_is_made_without_its_last_place_only_where_none_is_kept() -> None:
    root, found = Path(lunarcurator.__file__).parent, dict[str, int]()
    for file in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) == 1:
                made = node.func.id in {"KnownMass", "MassFigure"} and not node.keywords
                if made and not isinstance(node.args[0], ast.Constant | ast.Starred):
                    at = file.relative_to(root).as_posix()
                    found[at] = found.get(at, 0) + 1
    assert found == NO_PLACE_KEPT
