"""What the headings of a pasted block say: what stands below them, and in which unit its masses are."""

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import zip_longest
from typing import Final

from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.form.pasted_block import Block, PastedColumn, is_mass, unit_of


class Says(StrEnum):
    """What a heading says by the usual words of lists and letters."""

    NOTHING = ""
    SAMPLE = "sample"
    NUMBER = "number"
    MASS = "mass"
    ASKED = "asked"
    LEAST = "least"


_SAMPLE: Final = frozenset({"sample", "samples", "specimen", "specimens", "样品"})
_NUMBER: Final = frozenset({"number", "numbers", "no", "nr", "id", "编号", "号"})
_MASS: Final = frozenset({"mass", "masses", "weight", "weights", "wt", "amount", "amounts", "质量", "重量", "量"})
_ASKED: Final = frozenset({"requested", "request", "asked", "wanted", "needed", "desired", "申请", "需要", "所需"})
_LEAST: Final = frozenset({"minimum", "min", "least", "最少", "最小", "最低", "至少"})
_FILLING: Final = frozenset({"of", "the", "for", "at", "的"})
_UNIT: Final = "#"
"""What any unit of mass stands for among the words of a heading."""
_OF_MASS: Final = _MASS | {_UNIT}
_SAYINGS: Final = (
    (Says.LEAST, _LEAST, _LEAST | _ASKED | _OF_MASS | _SAMPLE),
    (Says.SAMPLE, _SAMPLE, _SAMPLE | _NUMBER | _ASKED),
    (Says.ASKED, _ASKED, _ASKED | _OF_MASS | _SAMPLE),
    (Says.MASS, _OF_MASS, _OF_MASS),
    (Says.NUMBER, _NUMBER, _NUMBER),
)
"""What a heading says that has one of some words, and no others than those."""
_KNOWN: Final = _SAMPLE | _NUMBER | _MASS | _ASKED | _LEAST
_UNITS: Final = ("微克", "毫克", "千克", "公斤", "克")
_HAN: Final = sorted((word for word in (*_KNOWN, *_FILLING, *_UNITS) if not word.isascii()), key=len, reverse=True)
_WORD: Final = re.compile(rf"{'|'.join(_HAN)}|[一-鿿]|[^\W\d_一-鿿]+")
"""Chinese has no spaces: its usual words are found, and any other sign is a word that says something else."""
_DIGIT: Final = re.compile(r"\d")


def says(heading: str) -> Says:
    """Return what a heading says; one with any word that is not usual says nothing, for it may mean all else."""
    words = {_UNIT if unit_of(word) else word for word in _words(heading)} - _FILLING
    meant = (said for said, has, may_have in _SAYINGS if words & has and words <= may_have)
    return next(meant, Says.NOTHING)


def unit_said(heading: str) -> str:
    """Return the unit of mass that a heading names, "" where it names none or several."""
    units = {unit for word in _words(heading) if (unit := unit_of(word))}
    return units.pop() if len(units) == 1 else ""


def speaks_of_mass(heading: str) -> bool:
    """Tell whether a heading has a word or a unit of masses, whatever else it says."""
    words = _words(heading)
    return any(word in _MASS or unit_of(word) for word in words) or says(heading) in {Says.ASKED, Says.LEAST}


def is_title(heading: str, column: GridColumn) -> bool:
    """Tell whether a heading is the title of a column, whatever unit or remark stands behind either of them."""
    if column.kind == "mass":
        heading, label = (
            " ".join(word for word in _words(text) if not unit_of(word)) for text in (heading, column.label)
        )
    else:
        heading, label = (
            re.split(r"[,，(\[（]", text.casefold(), maxsplit=1)[0].strip() for text in (heading, column.label)
        )
    return bool(heading) and heading == label


def are_titles(first: Sequence[str], columns: Sequence[GridColumn]) -> bool:
    """Tell whether all that stands in a row are titles of different columns of a grid, as they stand there."""
    told = [cell.casefold() for cell in first if cell]
    titles = {column.label.casefold() for column in columns}
    return bool(told) and len(set(told)) == len(told) and titles >= set(told)


def has_headings(block: Block, columns: Sequence[GridColumn]) -> bool:
    """Tell whether the first row of a block seems to name what stands below it, rather than to be a row itself."""
    first = block[0] if len(block) > 1 else ()
    if are_titles(first, columns):
        return True
    named = [cell for cell in first if _names(cell, columns)]
    if not named or any(map(_DIGIT.search, first)):
        return False
    # "No" is an answer too.
    surely = any(says(cell) not in {Says.NOTHING, Says.NUMBER} for cell in named)
    return surely or len(named) > 1 or _stands_over_masses(block)


def _names(cell: str, columns: Sequence[GridColumn]) -> bool:
    """Tell whether a cell is a title of the grid, or has a word that headings have."""
    return not _KNOWN.isdisjoint(_words(cell)) or bool(says(cell)) or any(is_title(cell, each) for each in columns)


def _stands_over_masses(block: Block) -> bool:
    """Tell whether in some column what stands below the first row reads as masses, and that does not."""
    below = zip_longest(*block[1:], fillvalue="")
    heads = zip_longest(block[0], below, fillvalue="")
    return any(
        head and not is_mass(head) and PastedColumn("", tuple(cells)).states_masses for head, cells in heads
    )


def _words(heading: str) -> list[str]:
    # "Mg" is magnesium.
    return [word if word == "Mg" else word.casefold() for word in _WORD.findall(heading.replace("µ", "μ"))]
