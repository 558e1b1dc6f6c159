"""Every column of the sample lists over stores of which little is known."""

from collections.abc import Iterator

import pytest
from lunarcurator.desktop.models.sample_cells import Cell, CellWriter
from lunarcurator.desktop.models.sample_columns import COLUMNS, SampleColumn
from lunarcurator.services.browsing import Browsing, PieceRow, Totals
from lunarcurator.services.words import Words

from tests.evidence.claims import agrees, claims, is_unknown
from tests.evidence.labs import Lab, ids_of

STATED_BY_REGISTERING = frozenset({"number", "existence", "custody", "access", "basic_use", "title"})
"""What the act of registering itself says of a piece: what it is called, that it is there, who has it, whose it is
(as the collection is), and what the lab keeps it for."""
ABOUT_KNOWING = frozenset({"mass_quality", "mass_reason"})
"""They tell how a mass is known: in the half-known store otherwise than in the known one, and rightly."""


RECORDED_OTHERWISE = frozenset({("15016", "condition")})
"""The half-known store has it on record that the museum piece was pristine, and shows what is on record."""


@pytest.fixture
def writer(words: Words) -> CellWriter:
    return CellWriter(words)


def rows_of(lab: Lab) -> dict[str, PieceRow]:
    ids = ids_of(lab)
    found = Browsing(lab.session).rows([*ids.values()])
    return {number: found[id_] for number, id_ in ids.items()}


def cells(lab: Lab, writer: CellWriter) -> Iterator[tuple[str, SampleColumn, Cell]]:
    for number, row in rows_of(lab).items():
        for column in COLUMNS.values():
            yield number, column, writer.cell(row, column)


def shown(cell: Cell) -> str:
    return f"{cell.text}{cell.fraction}"


def every_text(cell: Cell, writer: CellWriter) -> tuple[str, ...]:
    return (shown(cell), cell.plain, cell.spoken, cell.short, cell.shortest, writer.tool_tip(cell))


def test_over_numbers_alone_no_column_claims_anything(
    numbered: Lab, writer: CellWriter, unknown: tuple[str, ...]
) -> None:
    said = []
    for number, column, cell in cells(numbered, writer):
        for text in every_text(cell, writer):
            told = claims(text, (number,), unknown)
            if told or (column.key not in STATED_BY_REGISTERING and not is_unknown(text, unknown)):
                said.append((number, column.key, text))
    assert not said


def test_what_a_column_says_of_the_half_known_is_true(
    half: Lab, known: Lab, writer: CellWriter, unknown: tuple[str, ...]
) -> None:
    truth = {(number, column.key): shown(cell) for number, column, cell in cells(known, writer)}
    untrue = []
    for number, column, cell in cells(half, writer):
        # What it once weighed stands where nobody knows what it weighs now.
        said = shown(cell).replace(f"{truth[number, 'original']} original", "")
        if column.key in ABOUT_KNOWING or (number, column.key) in RECORDED_OTHERWISE:
            continue
        if not agrees(said, truth[number, column.key], unknown):
            untrue.append((number, column.key, said, truth[number, column.key]))
    assert not untrue


def test_a_share_is_said_only_where_all_its_parts_are_known(half: Lab, known: Lab, writer: CellWriter) -> None:
    left = COLUMNS["left"]
    said = {number: writer.cell(row, left) for number, row in rows_of(half).items()}
    assert (said["15555"].text, said["15555"].spoken) == ("unknown", "unknown: 2 of 4 pieces are unweighed")
    assert (said["15455"].text, said["15455"].spoken) == ("unknown", "unknown: 1 of 2 pieces are unweighed")
    assert said["15415"].text == "100\u00a0%"
    assert {number: shown(cell) for number, cell in said.items() if cell.kind == "share"} == {
        number: shown(writer.cell(row, left))
        for number, row in rows_of(known).items()
        if said[number].kind == "share"
    }


def test_a_sum_with_unweighed_pieces_in_it_is_a_bound(half: Lab, writer: CellWriter) -> None:
    mass = COLUMNS["mass"]
    rock = writer.cell(rows_of(half)["15555"], mass)
    assert shown(rock) == "\u2265\u2009513.750"
    assert "2 unweighed" in rock.spoken
    totals = Totals()
    Browsing(half.session).count(totals)
    mass_of_all = totals.whole().whole
    assert mass_of_all is not None
    assert shown(writer.sum(mass_of_all)).startswith("\u2265\u2009")
