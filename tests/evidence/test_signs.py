"""A mass that nobody weighed is told as such wherever it stands: with its sign, or how it is known beside it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from lunarcurator.documents.model import Column, ColumnKind, MassFigure, Value
from lunarcurator.documents.papers.blocks import Table
from lunarcurator.documents.plain_text import plain, shown
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services.asking import find_piece
from lunarcurator.services.attention.limits import Limits
from lunarcurator.services.attention.listing import Concern
from lunarcurator.services.attention.looking import look
from lunarcurator.services.exporting import Report, Scope, Wanted, opened_report
from lunarcurator.services.papers.ground import PaperWanted
from lunarcurator.services.papers.making import paper_of
from lunarcurator.services.words import Words

from tests.evidence.inexact import (
    AT_MOST,
    CLAIMED,
    NOBODY_KNOWS,
    NOMINAL,
    PERSON,
    PIECES,
    inexact,
    is_inexact,
    unsigned,
)
from tests.scenarios.lab import Lab
from tests.still_clock import TODAY

HOW_KNOWN = frozenset({"quality", "how_known"})
"""Columns that say how the masses of their row are known."""
OF_ONE_PIECE = frozenset({Report.GENEALOGY, Report.MASS_HISTORY})
MOMENTS = (NOW, Moment(TODAY))


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    """The store of masses that are not known exactly."""
    made = inexact(tmp_path / "inexact.lunar")
    yield made
    made.desk.close()


def bare(row: Sequence[Value], columns: Sequence[Column]) -> list[tuple[str, str]]:
    """Return the inexact masses of a row that neither a sign nor another cell of it tells as such."""
    if any(column.key in HOW_KNOWN and value for value, column in zip(row, columns, strict=False)):
        return []
    found = []
    for value, column in zip(row, columns, strict=False):
        if isinstance(value, str):
            found += [(column.key, each) for each in unsigned(value)]
        elif column.kind is ColumnKind.MASS and value is not None:
            ug = value.ug if isinstance(value, MassFigure) else value
            told = (plain(value, column), shown(value, column))
            found += [(column.key, each) for each in told if is_inexact(ug) and begins_with_digits(each)]
    return found


def begins_with_digits(text: str) -> bool:
    """Tell whether nothing but a minus stands before the digits of a figure."""
    return text.lstrip("-\u2212")[:1].isdigit()


def told_apart(found: Sequence[object]) -> str:
    """Return what was found bare, one a line."""
    return "\n".join(map(str, found))


def asked(lab: Lab, report: Report, of: str, moment: Moment = NOW, **more: object) -> Wanted:
    scope = Scope(pieces=(find_piece(lab.desk, of),), below=True) if of else Scope()
    return Wanted(report, moment, scope, **more)  # type: ignore[arg-type]


def rows_of(lab: Lab, words: Words, wanted: Wanted) -> list[dict[str, Value]]:
    """Return the rows of the first sheet of a report by the keys of its columns."""
    with opened_report(lab.desk, words, wanted) as opened:
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
            paper = paper_of(lab.desk, words, PaperWanted("entry_sheet", of))
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
    "operation": ("split", "return_line"),
    "day": ("2026-11-24",),
    "entry": tuple(f"#{seq}" for seq in range(1, 60)),
}


@pytest.mark.parametrize("moment", MOMENTS, ids=["now", "then"])
@pytest.mark.parametrize("concern", Concern)
def test_every_list_of_what_needs_a_hand_does(lab: Lab, concern: Concern, moment: Moment) -> None:
    found = look(lab.desk, concern, Limits(), moment=moment)
    columns = [
        Column(each.key, each.key, each.kind, "g" if each.kind is ColumnKind.MASS else "")
        for each in found.columns
    ]
    told = [each for row in found.rows for each in bare(row.values, columns)]
    assert not told, told_apart(told)
