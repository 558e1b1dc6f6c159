"""Reading a text against the parts of a table, and printing parts again."""

import re
from collections.abc import Mapping
from typing import Final

from lunarcurator.domain.numbering.table import Part, PartKind, Table

Values = dict[str, str]
"""What each present part of a number reads, in table order; a repeated part as its serials with its joint."""

_SERIAL: Final = re.compile("[0-9]+")
_AS_WRITTEN: Final = frozenset({PartKind.DIGITS, PartKind.TEXT})


class Pattern:
    """The parts of a table compiled for reading and printing; never changes after it is made."""

    def __init__(self, parts: tuple[Part, ...]) -> None:
        self._parts = parts
        self._printed = tuple((part.joint, part.name) for part in parts)
        self._spelled = {part.name: {text.casefold(): value for value, text in part.spellings} for part in parts}
        self._strict = re.compile(_render(parts, zeros=False))
        self._with_zeros = re.compile(_render(parts, zeros=True))
        # An import reads each of its numbers by these: its place among what was found, and how it is spelled.
        places = self._strict.groupindex
        self._found = tuple(
            (part, part.name, places[part.name] - 1, self._spelled[part.name], _is_as_written(part))
            for part in parts
        )

    def read(self, text: str) -> Values | None:
        """Return the parts of the whole text in canonical spelling, or None when it does not fit."""
        found = self._strict.fullmatch(text)
        return None if found is None else self._canonical(found)

    def read_start(self, text: str) -> Values | None:
        """Return the parts with which the text begins, or None; the rest of the text may be anything."""
        found = self._strict.match(text)
        return None if found is None else self._canonical(found)

    def fits_but_for_zeros(self, text: str) -> bool:
        """Tell whether the text would fit if its serials were allowed leading zeros."""
        return self._with_zeros.fullmatch(text) is not None

    def print(self, values: Mapping[str, str]) -> str:
        """Return the canonical print of the parts that are present."""
        return "".join([joint + values[name] for joint, name in self._printed if name in values])

    def print_ways(self, values: Mapping[str, str]) -> tuple[str, ...]:
        """Return the canonical print and the shorter ones: without a joint that may lack, without a default."""
        shorter = {
            part.name: values[part.name]
            for part in self._parts
            if part.name in values and values[part.name] != part.default
        }
        dense = "".join(
            ("" if part.lax else part.joint) + values[part.name] for part in self._parts if part.name in values
        )
        return tuple(dict.fromkeys((self.print(values), dense, self.print(shorter))))

    def print_with_gaps(self, values: Mapping[str, str]) -> tuple[str, ...]:
        """Return the prints with one space where the table accepts one: L 1627 for L1627."""
        gaps = [part.name for part in self._parts if not part.joint and " " in part.accept and part.name in values]
        joints = {part.name: part.joint for part in self._parts}
        return tuple(
            "".join((" " if name == gap else joints[name]) + text for name, text in values.items()) for gap in gaps
        )

    def _canonical(self, found: re.Match[str]) -> Values:
        values: Values = {}
        texts = found.groups()
        for part, name, place, known, as_written in self._found:
            raw = texts[place]
            if raw is None and part.after in values:
                raw = part.default
            if not raw:
                continue
            spelled = known.get(raw.casefold()) if known else None
            values[name] = spelled or (raw if as_written else _spelled(part, raw))
        return values


def _is_as_written(part: Part) -> bool:
    return part.kind in _AS_WRITTEN and not part.repeat


def _spelled(part: Part, raw: str) -> str:
    if part.kind is PartKind.LETTERS or part.kind is PartKind.LETTERS_AND_DIGITS:
        return raw.upper()
    if part.kind is PartKind.CHOICE:
        return next(choice for choice in part.choices if choice.upper() == raw.upper())
    return part.joint.join(_SERIAL.findall(raw))


def _render(parts: tuple[Part, ...], *, zeros: bool) -> str:
    """Nest each part in the one it stands behind, so that it can be there only together with that one."""

    def branch(part: Part) -> str:
        behind = "".join(branch(other) for other in parts if other.after == part.name)
        own = f"{_piece(part, zeros=zeros)}{behind}"
        return f"(?:{own})?" if part.optional else own

    return branch(parts[0])


def _piece(part: Part, *, zeros: bool) -> str:
    joint = _joint(part)
    if part.repeat:
        return f"(?P<{part.name}>(?:{joint}{_body(part, zeros=zeros)})+)"
    return f"{joint}(?P<{part.name}>{_body(part, zeros=zeros)})"


def _joint(part: Part) -> str:
    """Any one accepted sign with single spaces around it, or a space alone where a space is accepted."""
    if not part.accept:
        return ""
    signs = re.escape(part.accept.replace(" ", ""))
    ways = [f" ?[{signs}] ?"] if signs else []
    if " " in part.accept:
        ways.append(" ")
    return f"(?:{'|'.join(ways)}){'?' if part.lax else ''}"


def _body(part: Part, *, zeros: bool) -> str:
    own = _own_body(part, zeros=zeros)
    if not part.spellings:
        return own
    longest_first = sorted((text for _, text in part.spellings), key=len, reverse=True)
    return f"(?:(?i:{'|'.join(map(re.escape, longest_first))})|{own})"


def _own_body(part: Part, *, zeros: bool) -> str:
    length = f"{{{part.shortest},{part.longest}}}"
    if part.kind is PartKind.CHOICE:
        longest_first = sorted(part.choices, key=len, reverse=True)
        return f"(?ai:{'|'.join(map(re.escape, longest_first))})"
    if part.kind is PartKind.LETTERS:
        return f"[A-Za-z]{length}"
    if part.kind is PartKind.LETTERS_AND_DIGITS:
        return f"[A-Za-z0-9]{length}"
    if part.kind is PartKind.TEXT:
        return f".{length}?"
    if part.zeros:
        return f"[0-9]{length}"
    return _digits(part.shortest, part.longest, zeros=zeros)


def _digits(shortest: int, longest: int, *, zeros: bool) -> str:
    """Figures of a fixed width may begin with zeros; counted ones may not, for ,012 and ,12 must not meet."""
    if shortest == longest:
        return f"[0-9]{{{longest}}}"
    counted = f"[1-9][0-9]{{{shortest - 1},{longest - 1}}}"
    if shortest == 1:
        counted = f"(?:0|{counted})"
    return f"0*{counted}" if zeros else counted


def lead_of(table: Table) -> re.Pattern[str] | None:
    """Return what finds the words people write before a number of this table, None where there are none.

    The number itself must follow, so that a word which also begins a number (`L`) is not taken from it.
    """
    if not table.lead:
        return None
    longest_first = sorted(table.lead, key=len, reverse=True)
    words = "|".join(re.escape(" ".join(word.split())) for word in longest_first)
    number = _render(table.parts, zeros=True)
    return re.compile(f"(?:(?i:{words})[ .:,-]*)+(?={number}$)")
