"""What a piece met, in lists: the badge where its condition is no exception, and a column of its own."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from lunarcurator.desktop.models.sample_cells import CellWriter
from lunarcurator.desktop.models.sample_columns import SampleColumn
from lunarcurator.services.browsing import PieceRow
from lunarcurator.services.words import Words

CONDITION = SampleColumn("condition", "text", 98)
MET = SampleColumn("exposed", "text", 140)


@pytest.fixture
def writer(words: Words) -> CellWriter:
    return CellWriter(words)


def row(**values: str | None) -> PieceRow:
    plain = PieceRow(
        1, "u", "10002", "10002", "", 1, None, 0, 1, "A", "here", 1, 0, 0, (), (), MappingProxyType({})
    )
    return replace(plain, values=MappingProxyType({"existence": "exists", **values}))


def test_what_a_piece_met_is_a_badge_in_words_with_its_icon(writer: CellWriter) -> None:
    cell = writer.cell(row(condition="pristine", exposed="saw"), CONDITION)
    assert (cell.text, cell.kind, cell.concept) == ("The saw", "badge", "split")
    assert cell.spoken == "Pristine, met the saw"
    many = writer.cell(row(exposed="nitrogen radiation saw air"), CONDITION)
    assert (many.text, many.plain) == ("Air +2", "Air, The saw, Radiation")
    assert many.spoken == "met air, the saw and radiation"
    odd = writer.cell(row(exposed="radiation"), CONDITION)
    assert (odd.tone, odd.concept) == ("amber", "warning")


def test_a_condition_that_is_an_exception_keeps_its_badge_and_says_the_rest(writer: CellWriter) -> None:
    cell = writer.cell(row(condition="frozen", exposed="air freezer"), CONDITION)
    assert (cell.text, cell.spoken) == ("Frozen", "Frozen, met air")


def test_what_keeps_a_piece_good_and_what_is_gone_make_no_badge(writer: CellWriter) -> None:
    kept = writer.cell(row(condition="pristine", exposed="freezer nitrogen"), CONDITION)
    assert (kept.text, kept.kind) == ("Pristine", "text")
    gone = writer.cell(row(existence="consumed", exposed="air"), CONDITION)
    assert gone.text == ""


def test_the_column_of_what_was_met_tells_all(writer: CellWriter) -> None:
    assert writer.cell(row(exposed="freezer nitrogen"), MET).text == "The freezer, Nitrogen"
    assert writer.cell(row(), MET).text == ""
