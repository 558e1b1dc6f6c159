"""Whether a column of figures below an unknown header is that of the numbers, or anything else, as a price."""

import re
from collections.abc import Sequence
from typing import Final

from lunarcurator.exchange.extent import column_letters
from lunarcurator.services.importing.columns.mapping import split_unit

# Figures alone say little: only beside such a word a column of them is surely one of numbers of pieces.
_OF_PIECES: Final = re.compile(
    r"sample|specimen|rock|stone|meteorite|lunar|apollo|catalog(?:ue)? n|\bnumbers?\b|\bnos?\b|\bnr\b|#|\bids?\b"
    r"|identifier|prob(?:e|en)\b|muestra|échantillon|образ|номер|样品|样本|标本|编号|試料|番号",
    re.IGNORECASE,
)
_OF_SOMETHING_ELSE: Final = re.compile(
    r"\b(?:prices?|costs?|values?|insured|insurance|photos?|photographs?|images?|frames?|films?|rolls?|lengths?|widths?"
    r"|heights?|thickness|diameters?|depths?|sizes?|areas?|volumes?|density|years?|dates?|days?|time|invoices?"
    r"|sites?|holes?|expeditions?|cruises?|legs?|orders?|phones?|tel|zip|postcode|pages?|counts?|points?|temperature|pressure|elevation|altitude)\b"
    r"|价格|照片|长度|年份|页|цена|фото|preis|prix",
    re.IGNORECASE,
)

# A column without a name is called by its letters.
_FIRST: Final = column_letters(1)


def may_number(header: str) -> bool:
    """Tell whether a header leaves open that its column numbers pieces: it names no unit and nothing else."""
    return not split_unit(header)[1] and not _OF_SOMETHING_ELSE.search(header)


def surely_numbers(header: str, values: Sequence[str]) -> bool:
    """Tell whether values that read as numbers are those of pieces: more than figures, or so the header says.

    What stands first and without a name says what each row is about.
    """
    more_than_figures = sum(value.isdecimal() for value in values) * 2 < len(values)
    return header == _FIRST or bool(_OF_PIECES.search(header)) or more_than_figures
