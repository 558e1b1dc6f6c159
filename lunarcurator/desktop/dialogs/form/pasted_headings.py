"""What the headings of a pasted block say: what stands below them, and in which unit its masses are."""

import re
from collections.abc import Sequence
from enum import StrEnum
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
_KNOWN: Final = _SAMPLE | _NUMBER | _MASS | _ASKED | _LEAST
_UNITS: Final = ("微克", "毫克", "千克", "公斤", "克")
_HAN: Final = sorted((word for word in (*_KNOWN, *_FILLING, *_UNITS) if not word.isascii()), key=len, reverse=True)
_WORD: Final = re.compile(rf"{'|'.join(_HAN)}|[一-鿿]|[^\W\d_一-鿿]+")
"""Chinese has no spaces: its usual words are found, and any other sign is a word that says something else."""
_DIGIT: Final = re.compile(r"\d")


def says(heading: str) -> Says:
    """Return what a heading says; one with any word that is not usual says nothing, for it may mean all else."""
    words = set(_words(heading))
    units = {word for word in words if unit_of(word)}
    rest = words - units - _FILLING
    if rest & _LEAST and rest <= _LEAST | _ASKED | _MASS | _SAMPLE:
        return Says.LEAST
    of_mass = bool(units or rest & _MASS or not rest & _SAMPLE)
    if rest & _ASKED and of_mass and rest <= _ASKED | _MASS | _SAMPLE:
        return Says.ASKED
    if rest <= _MASS and (rest or units):
        return Says.MASS
    if rest & _SAMPLE and rest <= _SAMPLE | _NUMBER | _ASKED:
        return Says.SAMPLE
    return Says.NUMBER if rest and rest <= _NUMBER else Says.NOTHING


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
            re.split(r"[,(\[（]", text.casefold(), maxsplit=1)[0].strip() for text in (heading, column.label)
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
    if any(_DIGIT.search(cell) for cell in first):
        return False
    # "No" is an answer too.
    if any(says(cell) not in {Says.NOTHING, Says.NUMBER} for cell in first):
        return True
    named = [
        bool(_KNOWN & set(_words(cell))) or any(is_title(cell, column) for column in columns) for cell in first
    ]
    return sum(named) > 1 or (any(named) and any(_stands_over_masses(block, at) for at in range(len(first))))


def _stands_over_masses(block: Block, across: int) -> bool:
    below = PastedColumn("", tuple(row[across] for row in block[1:] if across < len(row)))
    return bool(block[0][across]) and not is_mass(block[0][across]) and below.states_masses


def _words(heading: str) -> list[str]:
    # "Mg" is magnesium.
    return [word if word == "Mg" else word.casefold() for word in _WORD.findall(heading.replace("µ", "μ"))]
