"""The words by which lists head their columns and say that nobody knows, read from `resources/`."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, Literal

import msgspec

from lunarcurator.resources_folder import resources_folder
from lunarcurator.typed_json import decode

_FILE: Final = ("headers", "words.json")


class ListWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of lists, folded as `bare` headers are.

    `pieces` and `loans` say by what a column is taken for how lists of them head it, `steps` by kind of place,
    from the outermost inwards. Under `lent_since` and `came` days say since when pieces are lent or here. `units`
    head the column of units; `nothing` are the words of a cell that say nothing.
    """

    format: Literal[1]
    pieces: Mapping[str, tuple[str, ...]]
    loans: Mapping[str, frozenset[str]]
    lent_since: frozenset[str]
    came: frozenset[str]
    steps: Mapping[str, frozenset[str]]
    units: frozenset[str]
    nothing: frozenset[str]


@lru_cache(maxsize=1)
def list_words() -> ListWords:
    """Return the words that come with the program."""
    return decode(resources_folder().joinpath(*_FILE).read_bytes(), ListWords)
