"""Many numbers in few words: `,6015-6059 except ,6019 ,6052-6054`, `229-257 odd` (`domain.md` scenario 7)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.numbering.scheme import Scheme
from lunarcurator.domain.numbering.values import NumberTextError, SampleNumber
from lunarcurator.domain.words_folding import unquoted

MOST: Final = 2_000
"""How many numbers one pattern may name; more is a slip of the keyboard."""

_WITHOUT: Final = re.compile(r"\b(?:except|without|but not|not)\b|除外?|不含", re.IGNORECASE)
_TOKEN: Final = re.compile(r"[^\s;，、]+")
_SPAN: Final = re.compile(r"^(?P<low>.*?\d)\s*(?:-|–|—|\.\.|~|to)\s*(?P<high>[,.]?\D{0,3}\d+)$", re.IGNORECASE)
_TAIL: Final = re.compile(r"^(?P<head>.*?)(?P<digits>\d+)$")
_SLIP: Final = re.compile(r"^\d{1,2},\d{3}$")
_STEPS: Final = MappingProxyType({"odd": 1, "even": 0, "奇数": 1, "偶数": 0})


class RangeTextError(NumberTextError):
    """A pattern of numbers cannot be read; the facts say which part of it."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a pattern comes to: the numbers it names in their order, and those it leaves out."""

    numbers: tuple[SampleNumber, ...]
    left_out: tuple[SampleNumber, ...]


def numbers_of(text: str, scheme: Scheme, context: SampleNumber) -> tuple[SampleNumber, ...]:
    """Return the numbers a pattern names; raises as `pattern_of` does."""
    return pattern_of(text, scheme, context).numbers


def pattern_of(text: str, scheme: Scheme, context: SampleNumber) -> Pattern:
    """Return what a pattern comes to, each number read as a daughter of `context`.

    Raises `NumberTextError` where a part is no number, names one twice, counts down, or names more than `MOST`.
    """
    taken, *without = _WITHOUT.split(unquoted(text))
    left_out = {each.canonical: each for part in without for each in _listed(part, scheme, context)}
    numbers: dict[str, SampleNumber] = {}
    known: set[str] = set()
    for each in _listed(taken, scheme, context):
        if each.canonical in known:
            raise RangeTextError("range.twice", number=each.canonical)
        known.add(each.canonical)
        if each.canonical not in left_out:
            numbers[each.canonical] = each
    stray = sorted(left_out.keys() - known)
    if stray:
        raise RangeTextError("range.not_in_it", number=stray[0])
    if not numbers:
        raise RangeTextError("range.nothing", text=text.strip())
    return Pattern(tuple(numbers.values()), tuple(left_out.values()))


def _listed(text: str, scheme: Scheme, context: SampleNumber) -> Iterator[SampleNumber]:
    count = 0
    for token, parity in _tokens(text):
        for number in _expanded(token, parity, scheme, context):
            count += 1
            if count > MOST:
                raise RangeTextError("range.too_many", text=token, most=MOST)
            yield number


def _tokens(text: str) -> Iterator[tuple[str, int | None]]:
    """Yield the parts of a list, each with the parity it is held to, if any."""
    joined = re.sub(r"\s*(-|–|—|\.\.|~)\s*", r"\1", text)
    words = _TOKEN.findall(joined)
    for at, word in enumerate(words):
        token = word if word.startswith(",") else word.rstrip(",")
        if token.strip(",") == "" or token.casefold() in _STEPS or token.casefold() in {"and", "和"}:
            continue
        following = words[at + 1].casefold().rstrip(",") if at + 1 < len(words) else ""
        yield token.rstrip(","), _STEPS.get(following)


def _expanded(token: str, parity: int | None, scheme: Scheme, context: SampleNumber) -> Iterator[SampleNumber]:
    if _SLIP.match(token):
        raise RangeTextError("range.slip", text=token, meant="," + token.replace(",", ""))
    span = _SPAN.match(token)
    if span is None:
        yield _read(token, scheme, context)
        return
    head, digits, last = _ends(token, span["low"], span["high"])
    width = len(digits) if digits.startswith("0") else 0
    for serial in range(int(digits), last + 1):
        if parity is None or serial % 2 == parity:
            yield _read(f"{head}{serial:0{width}d}", scheme, context)


def _ends(token: str, low: str, high: str) -> tuple[str, str, int]:
    """Return what stands before the serials of a span, the digits of its first serial, and its last serial."""
    first, last = _TAIL.match(low), _TAIL.match(high)
    if first is None or last is None or (last["head"].strip(",.") and last["head"] != first["head"]):
        raise RangeTextError("range.unreadable", text=token)
    many = int(last["digits"]) - int(first["digits"])
    if many < 0:
        raise RangeTextError("range.counts_down", text=token)
    if many >= MOST:
        raise RangeTextError("range.too_many", text=token, most=MOST)
    return first["head"], first["digits"], int(last["digits"])


def _read(token: str, scheme: Scheme, context: SampleNumber) -> SampleNumber:
    # A bare serial is the shorthand of a daughter, as printed lists write it.
    for spelled in (token, f",{token}") if token[0].isdigit() else (token,):
        try:
            number = scheme.parse(spelled, context)
        except NumberTextError:
            continue
        if number.family == context.family or token[0].isdigit() is False:
            return number
    raise RangeTextError("range.unreadable", text=token)
