"""What came of a line, as one text on the command line: the name of a piece, its mass as stated and as read."""

import re
from typing import Final, NamedTuple

from lunarcurator.domain.mass_text import MassTextError, parse_mass
from lunarcurator.services.commands.console import UsageRefused

UNIT: Final = "mg"
"""The unit of a mass without one, as everywhere on the loan desk."""
ITSELF: Final = "itself"
"""What stands for the piece of the line itself, where a part is named by the borrower's name."""
_QUOTES: Final = "\"'“”„‟‘’‚‛«»‹›「」『』"
# An input method for Chinese types the wide signs.
_AMOUNT: Final = re.compile("[=＝]")
_SLASH: Final = re.compile("[/／]")
_FIGURE: Final = re.compile(r"\s*[-+~±<>≤≥≈]?\s*[.,]?\d")
"""How a mass begins, whether or not the rest of it can be read: nothing of it is lost in a name."""


class ReturnText(NamedTuple):
    """One piece as typed: the piece itself, or a part by its name, with its masses as texts, "" where none."""

    itself: bool
    name: str
    stated: str
    read: str


class PartText(NamedTuple):
    """One sub-sample as typed: its name, and its mass as text, "" where none."""

    name: str
    mass: str


def return_text(text: str) -> ReturnText:
    """Return what `NAME`, `NAME/READ`, `NAME=STATED` or `NAME=STATED/READ` says of `itself` or of a part.

    With both signs the name is all before `=`, so `S-3/6=/` is a part called `S-3/6` without a mass. Raises
    `UsageRefused` for a mass that may as well be a piece of a name, and for `itself` with anything behind it.
    """
    name, masses, amounts = _cut(text, _AMOUNT)
    stated, read, slashes = _cut(masses, _SLASH)
    if not amounts:
        name, read = _read_alone(text)
    elif not slashes and _hides_a_mass(name):
        raise UsageRefused("cli.back_two_ways", text=text, name=name.strip())
    name = _unquoted(name)
    itself = name.casefold() == ITSELF
    if not itself:
        _is_a_name(name, "--back", text)
    return ReturnText(itself, "" if itself else name, stated, read)


def part_text(text: str) -> PartText:
    """Return what `NAME` or `NAME=MASS` says of a sub-sample; raises `UsageRefused` as `back_told` does."""
    name, mass, amounts = _cut(text, _AMOUNT)
    if not amounts and (_hides_a_mass(name) or _is_only_a_mass(name)):
        raise UsageRefused("cli.made_two_ways", text=text)
    name = _unquoted(name)
    _is_a_name(name, "--made", text)
    return PartText(name, mass)


def label_told(text: str) -> tuple[str, str]:
    """Return the name and the label that `NAME=LABEL` says; a text without either says nothing ("")."""
    name, label, _ = _cut(text, _AMOUNT)
    name = name.strip()
    return (ITSELF if name.casefold() == ITSELF else name), label.strip()


def _read_alone(text: str) -> tuple[str, str]:
    """Return a name and what was read, where no `=` parts them: a mass after the last slash is a reading."""
    if _is_only_a_mass(text):
        raise UsageRefused("cli.back_without_name", text=text)
    slashes = [each.start() for each in _SLASH.finditer(text)]
    if not slashes:
        return text, ""
    name, read = text[: slashes[-1]], text[slashes[-1] + 1 :]
    if not read.strip():
        return name, ""
    if not _hides_a_mass(text):
        return text, ""
    if not _is_mass(read) or _hides_a_mass(name):
        raise UsageRefused("cli.back_two_ways", text=text, name=text.strip())
    return name, read


def _unquoted(name: str) -> str:
    """Return a name; `itself` and nothing at all may stand between quotation marks, as the help prints them."""
    name = name.strip()
    bare = name.strip(_QUOTES).strip()
    if not any(sign.isprintable() and not sign.isspace() for sign in bare):
        return ""
    return bare if bare.casefold().startswith(ITSELF) else name


def _is_a_name(name: str, option: str, text: str) -> None:
    """Refuse an empty name, and what would be a piece called `itself`: that word is never a name."""
    if not name:
        raise UsageRefused("cli.no_part_name", option=option, text=text)
    if name.casefold().startswith(ITSELF):
        raise UsageRefused("cli.itself_is_no_name", option=option, text=text)


def _hides_a_mass(name: str) -> bool:
    """Tell whether a name ends with a slash and what begins like a mass, or is one."""
    *before, last = _SLASH.split(name)
    return bool(before) and (bool(_FIGURE.match(last)) or _is_mass(last))


def _is_only_a_mass(text: str) -> bool:
    """Tell whether a text is a mass; a whole number without a unit is a name such as borrowers and labs give."""
    return _is_mass(text) and not text.strip().isdecimal()


def _is_mass(text: str) -> bool:
    try:
        parse_mass(text, unit=UNIT)
    except MassTextError:
        return False
    return True


def _cut(text: str, sign: re.Pattern[str]) -> tuple[str, str, bool]:
    """Return what stands before and after the first sign, and whether there is one."""
    before, *after = sign.split(text, maxsplit=1)
    return before, "".join(after), bool(after)
