"""What the columns of blocks side by side are called, which are read as one list below each other."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from lunarcurator.exchange.book import Sheet
from lunarcurator.exchange.extent import column_letters
from lunarcurator.exchange.layout import distinct, names_in
from lunarcurator.exchange.layout_guess import Guess
from lunarcurator.exchange.marks import Block
from lunarcurator.services.importing.columns.mapping import MappingRefused, split_unit

_BETWEEN: Final = " / "


def with_names(sheet: Sheet, guess: Guess, merged: tuple[Block, ...]) -> Guess:
    """Return a guess whose blocks are one list: a column is called by all its headers.

    Raises `MappingRefused` where these name different units.
    """
    groups = guess.layout.groups if guess.layout.grid is None else ()
    heads = [names_in(sheet, guess.layout, merged, block) for block in groups]
    columns = [*zip_longest(*heads, fillvalue="")]
    if all(len({*names}) == 1 for names in columns):
        return guess
    for names in columns:
        _check_units(names)
    first, _ = groups[0]
    named = (_joined(names) or column_letters(first + at + sheet.left) for at, names in enumerate(columns))
    return replace(guess, layout=replace(guess.layout, names=distinct(named)))


def _joined(names: Sequence[str]) -> str:
    return _BETWEEN.join(dict.fromkeys(filter(None, names)))


def _check_units(names: Sequence[str]) -> None:
    told = [name for name in dict.fromkeys(names) if name]
    if len({split_unit(name)[1] for name in told}) > 1:
        raise MappingRefused("import.blocks_differ", columns=told)
