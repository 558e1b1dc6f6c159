"""Sums of original masses count what was received once: a daughter came with a part of what its parent had."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.documents.model import MassFigure, Value
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Register
from lunarcurator.services.exporting import Report, Scope, Wanted, opened_report
from lunarcurator.services.words import Words

from tests.evidence.labs import GRAM, OPENED, Lab


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    """Of a rock of 12 g a piece of 2 g was taken, and of that one of 1 g; nothing is stated of another rock."""
    lab = Lab.make(tmp_path / "received.lunar")
    lab.furnish()
    register(lab, "15002", original=stated(12))
    register(lab, "15002,1", parent="15002", mass=stated(2))
    register(lab, "15002,2", parent="15002,1", mass=stated(1))
    register(lab, "15003")
    register(lab, "15003,1", parent="15003", mass=stated(5))
    yield lab
    lab.session.close()


def stated(grams: int) -> Mass:
    return Mass.stated(grams * GRAM, GRAM)


def register(lab: Lab, number: str, **told: object) -> None:
    lab.post(Register(collection="Apollo", number=number, **told), day=OPENED)  # type: ignore[arg-type]


def originals(lab: Lab, words: Words, report: Report, scope: Scope) -> tuple[list[Value], Value]:
    """Return the original masses of a report, and their sum in its only group."""
    with opened_report(lab.session, words, Wanted(report, scope=scope, group_by="condition")) as opened:
        listed, sums = opened.document.sheets
        at = [each.key for each in listed.columns].index("mass_originally")
        told = [row[at] for row in listed.rows]
        (summed,) = sums.rows
        return told, summed[[each.key for each in sums.columns].index("mass_originally")]


@pytest.mark.parametrize("report", [Report.INVENTORY, Report.AVAILABILITY])
def test_a_sum_counts_what_was_received_once(lab: Lab, words: Words, report: Report) -> None:
    told, summed = originals(lab, words, report, Scope())
    assert [each.ug // GRAM if isinstance(each, MassFigure) else each for each in told] == [12, 2, 1, None, 5]
    # What the other rock came with nobody says: with what came of it, it is at least that.
    assert isinstance(summed, MassFigure)
    assert (summed.ug, summed.sign) == (17 * GRAM, "\u2265\u2009")


@pytest.mark.parametrize("report", [Report.INVENTORY, Report.AVAILABILITY])
def test_a_piece_counts_where_what_it_came_from_is_not_listed(lab: Lab, words: Words, report: Report) -> None:
    scope = Scope(pieces=(lab.piece("15002,1"), lab.piece("15002,2")))
    assert originals(lab, words, report, scope)[1] == MassFigure(2 * GRAM, GRAM)
