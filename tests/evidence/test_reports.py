"""Every report, statistic and paper says what is known: over numbers alone, half, and the demonstration."""

from collections.abc import Iterator, Sequence

import pytest
from lunarcurator.documents.model import Column, ColumnKind, Value
from lunarcurator.documents.papers.blocks import Fields, Paper, Table
from lunarcurator.documents.plain_text import shown
from lunarcurator.domain.errors import Refusal
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.exporting import Report, Scope, Wanted, opened_report
from lunarcurator.services.papers.making import paper_of
from lunarcurator.services.papers.paper_context import PaperWanted
from lunarcurator.services.words import Words

from tests.evidence.claims import agrees, claims
from tests.evidence.labs import CURATOR, MISSION, NUMBERS, Lab

WORDS = Words.load("en", resources_folder() / "languages", strict=True)
RECORDED = (*NUMBERS, MISSION, "Apollo", CURATOR, "2026-11-24")
"""What the store of numbers has on record."""
OF_THE_BOOK = frozenset({Report.JOURNAL, Report.BALANCE, Report.ON_SCREEN, Report.REMOTE, Report.MASS_HISTORY})
"""Reports of entries and accounts, which are what was posted, of a list on screen, and the shares of `test_lists`.

The balance counts the pieces nobody weighed beside its sums.
"""
COUNTS = frozenset({"pieces_within", "marked", "total", "rule", "unweighed"})
"""Columns that count records, or word a rule."""
OTHERS = frozenset({"description", "size", "mass_text", "rule", "marked", "total", "quality"})
"""Columns in which half of the truth is another text than all of it, and no other truth."""
AT_MOST = "At most"
SIGN = "\u2264\u2009"
PIECE_PAPERS = ("accession_sheet", "genealogy", "section_list", "dissection_log", "split_record")


def reports() -> list[Report]:
    return [each for each in Report if each not in OF_THE_BOOK]


def wanted(lab: Lab, report: Report, number: str) -> Wanted:
    scope = Scope(pieces=(lab.piece(number),), below=True)
    needs = report in {Report.GENEALOGY, Report.MASS_HISTORY}
    return Wanted(report, scope=scope) if needs else Wanted(report)


type Cells = dict[str, str]


def rows(lab: Lab, report: Report, number: str = "15555") -> tuple[list[Cells], dict[str, str]]:
    """Return the rows of a report as they are read, and what it says of itself."""
    with opened_report(lab.session, WORDS, wanted(lab, report, number)) as opened:
        sheet = opened.document.sheets[0]
        told = [_row(row, sheet.columns) for row in sheet.rows]
        return told, dict(opened.document.about)


def _row(values: Sequence[Value], columns: Sequence[Column]) -> Cells:
    """Return the cells of a row by key; a mass beside which stands that it is a bound, as the bound it is."""
    told = {each.key: shown(value, each) for value, each in zip(values, columns, strict=True)}
    return told | (
        {"mass_now": f"\u2264 {told['mass_now'].lstrip(SIGN)}"} if told.get("quality") == AT_MOST else {}
    )


@pytest.mark.parametrize("report", reports())
def test_a_report_over_numbers_alone_claims_nothing(
    numbered: Lab, unknown: tuple[str, ...], report: Report
) -> None:
    told, about = rows(numbered, report)
    wrong = [
        (key, text)
        for row in told
        for key, text in row.items()
        if key not in COUNTS and claims(text, RECORDED, unknown)
    ]
    assert wrong == []
    sums = [text for key, text in about.items() if key.startswith(("Sum of", "Known mass"))]
    assert not any(text.startswith("0 g") for text in sums)


@pytest.mark.parametrize("report", reports())
def test_a_report_over_half_says_only_what_is_true(
    known: Lab, half: Lab, unknown: tuple[str, ...], report: Report
) -> None:
    truth = {row["number"]: row for row in rows(known, report)[0] if row.get("number")}
    wrong = [
        (row["number"], key, text, truth[row["number"]][key])
        for row in rows(half, report)[0]
        for key, text in row.items()
        if row.get("number") in truth and key not in OTHERS
        if not agrees(text, truth[row["number"]][key], unknown)
    ]
    assert wrong == []


@pytest.mark.parametrize("report", [Report.INVENTORY, Report.LOANS, Report.ALLOCATIONS, Report.AVAILABILITY])
def test_a_report_over_the_demonstration_states_its_figures(demonstration: Lab, report: Report) -> None:
    with opened_report(demonstration.session, WORDS, Wanted(report)) as opened:
        sheet = opened.document.sheets[0]
        masses = [at for at, each in enumerate(sheet.columns) if each.kind is ColumnKind.MASS]
        figures = [shown(row[at], sheet.columns[at]) for row in sheet.rows for at in masses]
    assert any(any(map(str.isdecimal, each)) for each in figures)


def said(paper: Paper) -> Iterator[tuple[str, str]]:
    for block in paper.blocks:
        if isinstance(block, Fields):
            yield from ((each.label, each.text) for each in block.entries)
        elif isinstance(block, Table):
            for row in block.rows:
                yield from ((c.label, shown(value, c)) for value, c in zip(row, block.columns, strict=True))


@pytest.mark.parametrize("number", ["15555", "15555,1", "15016", "15058"])
@pytest.mark.parametrize("paper", PIECE_PAPERS)
def test_a_paper_of_a_piece_of_which_only_the_number_is_known_claims_nothing(
    numbered: Lab, unknown: tuple[str, ...], paper: str, number: str
) -> None:
    try:
        made = paper_of(numbered.session, WORDS, PaperWanted(paper, number))
    except Refusal:
        return  # It says that there is nothing to print: no division, no such place.
    told = [(label, text) for label, text in said(made) if label not in {"Entry", "Butts, sections and mounts"}]
    assert [(label, text) for label, text in told if claims(text, RECORDED, unknown)] == []


@pytest.mark.parametrize("number", NUMBERS)
def test_the_accession_sheet_of_a_half_known_piece_says_only_what_is_true(
    known: Lab, half: Lab, unknown: tuple[str, ...], number: str
) -> None:
    def fields(lab: Lab) -> Cells:
        blocks = paper_of(lab.session, WORDS, PaperWanted("accession_sheet", number)).blocks
        return {each.label: each.text for block in blocks if isinstance(block, Fields) for each in block.entries}

    truth = fields(known)
    wrong = [
        (label, text, truth.get(label, ""))
        for label, text in fields(half).items()
        if not agrees(text, truth.get(label, ""), unknown)
    ]
    assert wrong == []


def test_the_status_report_takes_no_upper_bound_and_no_estimate_for_a_weighed_mass(demonstration: Lab) -> None:
    paper = paper_of(demonstration.session, WORDS, PaperWanted("loan_status_report", "2026"))
    with opened_report(demonstration.session, WORDS, Wanted(Report.INVENTORY)) as opened:
        sheet = opened.document.sheets[0]
        at = [each.key for each in sheet.columns].index("quality")
        assert {"At most", "Estimated"} <= {row[at] for row in sheet.rows}
    stored = [
        dict(zip([c.key for c in table.columns], row, strict=True))
        for table in _tables(paper)
        for row in table.rows
    ]
    of_all = [str(row["mass"]) for row in stored if row["what"] == "Stored"]
    assert any(each.startswith("\u2265\u2009~") for each in of_all)


def _tables(paper: Paper) -> list[Table]:
    return [block for block in paper.blocks if isinstance(block, Table)]
