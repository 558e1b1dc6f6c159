"""Reads the figure of a written mass exactly: digits, separators and exponent, never through a float."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.mass import LARGEST_UG


class MassTextError(Refusal):
    """A text that is no mass, or could be two; `facts` carry the `text` and what could have been meant."""


@dataclass(frozen=True, slots=True)
class Figure:
    """`digits` times ten to the `power`; the power is also the weight of the last digit written."""

    digits: int
    power: int


# A thin or no-break space inside digits, whichever was written.
TIGHT: Final = "\u202f"
_SPACED_TAIL: Final = rf"[.,][0-9]{{3}}(?:{TIGHT}[0-9]{{3}})+(?![0-9])"
FIGURE: Final = (
    rf"(?:[0-9]{{1,3}}(?:{TIGHT}[0-9]{{3}})+(?![0-9])(?:{_SPACED_TAIL}|[.,][0-9]+)?"
    rf"|[0-9]*{_SPACED_TAIL}"
    r"|[.,]?[0-9]+(?:[.,'][0-9]+)*)"
    r"(?:[eE][+-]?[0-9]{1,2}(?![0-9A-Za-z]))?"
)

_MOST_DIGITS: Final = 30
_FOLDS: Final = str.maketrans(
    dict.fromkeys("\u00a0\u2007\u2009\u202f", TIGHT)
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("∼≈≃≅", "~")
    | dict.fromkeys("’‘‛′", "'")
)


def fold_characters(text: str) -> tuple[str, tuple[int, ...]]:
    """Return the text in plain characters, and for each of them the place it came from in the text.

    Full-width forms become narrow ones, all dashes a hyphen, thin and no-break spaces `TIGHT`. Superscripts,
    fractions and circled digits stay: folded, 10² would read as 102.
    """
    if text.isascii():
        return text, tuple(range(len(text)))
    folded: list[str] = []
    origins: list[int] = []
    for place, character in enumerate(text):
        plain = _fold_character(character)
        folded.append(plain)
        origins.extend([place] * len(plain))
    return "".join(folded), tuple(origins)


def _fold_character(character: str) -> str:
    if ord(character) in _FOLDS:
        return character.translate(_FOLDS)
    plain = unicodedata.normalize("NFKC", character)
    hides_digit = any("0" <= sign <= "9" for sign in plain) and unicodedata.category(character) != "Nd"
    return character if hides_digit else plain.translate(_FOLDS)


def read_figure(text: str) -> Figure:
    """Return the figure of a text that matches `FIGURE`.

    Raises `MassTextError` where a comma can be read two ways, where the separators make no number, and where
    the text looks like the number of a sample (15405,91).
    """
    mantissa, _, exponent = text.lower().partition("e")
    whole, decimals = _split_separators(mantissa, text)
    if len(whole) + len(decimals) > _MOST_DIGITS:
        raise MassTextError("mass.text_too_many_digits", text=text)
    return Figure(int(whole + decimals or "0"), int(exponent or 0) - len(decimals))


def weigh(figure: Figure, unit_power: int, text: str) -> tuple[int, int]:
    """Return mass and weight of the last digit, both in whole micrograms, exactly.

    Raises `MassTextError` where the text says parts of a microgram, or more than `LARGEST_UG`.
    """
    power = figure.power + unit_power
    if power < 0:
        ug, rest = divmod(figure.digits, 10**-power)
        if rest:
            raise MassTextError("mass.text_too_fine", text=text)
        last_digit_ug = 1
    else:
        last_digit_ug = 10**power
        ug = figure.digits * last_digit_ug
    if max(ug, last_digit_ug) > LARGEST_UG:
        raise MassTextError("mass.text_too_large", text=text, largest_ug=LARGEST_UG)
    return ug, last_digit_ug


def _split_separators(mantissa: str, text: str) -> tuple[str, str]:
    spaced = TIGHT in mantissa
    plain = mantissa.replace(TIGHT, "")
    marks = [sign for sign in plain if not sign.isdigit()]
    if not marks:
        return plain, ""
    if marks == [","] and not spaced:
        return _split_comma(plain, text)
    # A mark of its own kind at the end parts the decimals; equal marks part thousands.
    if marks.count(marks[-1]) == 1 and marks[-1] != "'":
        whole, _, decimals = plain.rpartition(marks[-1])
    else:
        whole, decimals = plain, ""
    return _without_thousands(whole, text), decimals


def _split_comma(plain: str, text: str) -> tuple[str, str]:
    whole, _, decimals = plain.partition(",")
    # Sample numbers have five digits before the comma, or none: never take one for grams.
    if not whole or len(whole) > 4:
        raise MassTextError("mass.text_sample_number", text=text)
    if len(decimals) == 3 and len(whole) <= 3 and not whole.startswith("0"):
        raise MassTextError(
            "mass.text_comma", text=text, thousands=whole + decimals, decimal=f"{whole}.{decimals}"
        )
    return whole, decimals


def _without_thousands(whole: str, text: str) -> str:
    marks = {sign for sign in whole if not sign.isdigit()}
    if len(marks) > 1 or (marks and not re.fullmatch(r"[0-9]{1,3}(?:[.,'][0-9]{3})+", whole)):
        raise MassTextError("mass.text_unreadable", text=text)
    return re.sub(r"[^0-9]", "", whole)
