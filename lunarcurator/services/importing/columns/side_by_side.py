"""Blocks side by side that are read as one list: their columns are called the same."""

from collections.abc import Sequence
from itertools import zip_longest

from lunarcurator.exchange.book import Sheet
from lunarcurator.exchange.layout import Layout, names_in
from lunarcurator.exchange.marks import Block
from lunarcurator.services.importing.columns.mapping import MappingRefused


def check_blocks(sheet: Sheet, layout: Layout, merged: Sequence[Block]) -> None:
    """Raise `MappingRefused` where a block calls a column otherwise than the first one does."""
    groups = layout.groups if layout.grid is None else ()
    for names in zip_longest(*(names_in(sheet, layout, merged, block) for block in groups), fillvalue=""):
        if {*names[1:]} - {"", names[0]}:
            raise MappingRefused("import.blocks_differ", columns=[*dict.fromkeys(filter(None, names))])
