"""The marks of an xls sheet as xlrd tells them: colours, strokes, comments, what is hidden or merged."""

from array import array
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from xlrd import XL_CELL_EMPTY, Book
from xlrd.sheet import Sheet

from lunarcurator.exchange.marks import Block, SheetMarks
from lunarcurator.exchange.shown_formats import BUILT_IN, How, how_shown, shown_in_east

_NO_FILL: Final = frozenset({0, 17, 18})
# What a cell looks like that nobody coloured.
_PAPER: Final = (255, 255, 255)


def marks_of(workbook: Book, sheet: Sheet) -> SheetMarks:
    """Return the marks of a sheet; a filter is told as rows that are hidden."""
    struck = _rows_by(sheet, dict.fromkeys(_struck(workbook), True))
    comments = {(row + 1, at + 1): " ".join(note.text.split()) for (row, at), note in sheet.cell_note_map.items()}
    return SheetMarks(
        hidden_rows=frozenset(row + 1 for row, told in sheet.rowinfo_map.items() if told.hidden),
        hidden_columns=frozenset(at + 1 for at, told in sheet.colinfo_map.items() if told.hidden),
        merged=tuple(Block(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells),
        colours=_rows_by(sheet, _colours(workbook)),
        struck=MappingProxyType({at: rows for (at, _), rows in struck.items()}),
        comments=MappingProxyType({at: words for at, words in comments.items() if words}),
        shown=_rows_by(sheet, _shown(workbook)),
    )


def _rows_by[Look](sheet: Sheet, looks: Mapping[int, Look]) -> Mapping[tuple[int, Look], tuple[int, ...]]:
    """Return by column and look the rows (both from 1) of the cells whose style has it."""
    found: dict[tuple[int, Look], array[int]] = {}
    for row in range(sheet.nrows) if looks else ():
        for at, kind in enumerate(sheet.row_types(row)):
            # A cell that is not there has the style of its row or column.
            look = None if kind == XL_CELL_EMPTY else looks.get(sheet.cell_xf_index(row, at))
            if look is not None:
                found.setdefault((at + 1, look), array("I")).append(row + 1)
    return MappingProxyType({key: tuple(rows) for key, rows in found.items()})


def _colours(workbook: Book) -> dict[int, str]:
    """Return the colour of each style that has one, in six hexadecimal digits."""
    fills = {
        at: workbook.colour_map.get(fill.pattern_colour_index)
        for at, style in enumerate(workbook.xf_list)
        if (fill := style.background) is not None and fill.fill_pattern not in _NO_FILL
    }
    return {at: bytes(colour).hex().upper() for at, colour in fills.items() if colour and colour != _PAPER}


def _struck(workbook: Book) -> frozenset[int]:
    """Return the styles that strike through."""
    fonts = {at for at, font in enumerate(workbook.font_list) if font.struck_out}
    return frozenset(at for at, style in enumerate(workbook.xf_list) if style.font_index in fonts)


def _shown(workbook: Book) -> dict[int, How]:
    """Return the styles that show other than a cell keeps, with how."""
    # A format that is spelt out is what is spelt, whatever its number stands for elsewhere.
    spelt = {each.format_key: how_shown(each.format_str) for each in workbook.format_list}
    formats = {**BUILT_IN, **shown_in_east({font.character_set for font in workbook.font_list}), **spelt}
    return {at: how for at, style in enumerate(workbook.xf_list) if (how := formats.get(style.format_key))}
