"""Sort keys: ASCII texts that stand in natural order when compared byte by byte."""

import re
from collections.abc import Mapping
from typing import Final

from lunarcurator.domain.numbering.table import Part, PartKind

# Before every digit and letter, so that the whole sorts before its pieces.
ABSENT: Final = "-"
# Behind every digit and letter, so that what the table cannot read sorts behind what it can.
BEYOND: Final = "~"

_RUN: Final = re.compile("[0-9]+|[^0-9]")
_FIGURE: Final = re.compile("([0-9]+)")
# Of signs that stand for themselves in a key; nearly every number has no others.
_SIMPLE: Final = re.compile('[ "-}]*')
_ZERO_LED: Final = re.compile("(?<![0-9])0[0-9]")


def sort_key(parts: tuple[Part, ...], values: Mapping[str, str]) -> str:
    """Return the key of a number: its parts padded to their full width, an absent part sorting first."""
    return "".join([_part_key(part, values.get(part.name)) for part in parts])


def _part_key(part: Part, value: str | None) -> str:
    if part.kind is PartKind.DIGITS and not part.repeat and not part.zeros:
        # The commonest first: an import asks for each part of each of its numbers.
        return ABSENT * part.longest if value is None else value.rjust(part.longest, "0")
    if part.repeat:
        return _serials_key(part, value)
    if part.kind is PartKind.TEXT:
        return text_key(value or "")
    if part.kind is PartKind.LETTERS_AND_DIGITS:
        return text_key((value or "").casefold())
    return _choice_key(part, value) if part.kind is PartKind.CHOICE else _padded_key(part, value)


def _serials_key(part: Part, value: str | None) -> str:
    serials = value.split(part.joint) if value else []
    return "".join(serial.rjust(part.longest, "0") for serial in serials)


def _choice_key(part: Part, value: str | None) -> str:
    """Return the place of a choice among those there are."""
    width = len(str(len(part.choices)))
    return ABSENT * width if value is None else str(part.choices.index(value) + 1).rjust(width, "0")


def _padded_key(part: Part, value: str | None) -> str:
    if value is None:
        return ABSENT * (part.longest + part.zeros)
    if part.zeros:
        # Behind the figure its length: 035 and 0035 are two numbers of the same size.
        return f"{value.rjust(part.longest, '0')}{len(value):X}"
    return value.ljust(part.longest, ABSENT)


def text_key(text: str) -> str:
    """Return a key by which free text sorts with its figures as numbers and without regard to case.

    Texts that differ only by case or leading zeros keep different keys: the second half tells them apart.
    """
    plain = text.casefold()
    tie = text if plain != text or ("0" in text and _ZERO_LED.search(text)) else ""
    if _SIMPLE.fullmatch(text):
        # An import asks for the key of each of its numbers, and nearly all are such texts.
        figures = _FIGURE.split(plain.replace(" ", "!"))
        figures[1::2] = map(_figure_key, figures[1::2])
        return f"{''.join(figures)} {tie.replace(' ', '!')} "
    return f"{''.join(map(_run_key, _RUN.findall(plain)))} {''.join(map(_sign_key, tie))} "


def _figure_key(figure: str) -> str:
    """Put the length of a figure before it: shorter figures are smaller once their zeros are gone."""
    bare = figure.lstrip("0") or "0"
    return f"{len(bare):03}{bare}"


def _run_key(run: str) -> str:
    return _figure_key(run) if "0" <= run[0] <= "9" else _sign_key(run)


def _sign_key(sign: str) -> str:
    """Spell a character in ASCII above the space, which alone is left to end a text."""
    if sign == " ":
        return "!"
    return sign if "!" < sign < BEYOND else f"{BEYOND}{ord(sign):06x}"
