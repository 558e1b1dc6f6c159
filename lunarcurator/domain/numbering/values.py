"""The values of sample numbering: a number, a series it may be counted in, a hint read from its digits."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from lunarcurator.domain.errors import Refusal


@dataclass(frozen=True)
class SampleNumber:
    """One sample number in its canonical print, with what its scheme reads out of it.

    `family` is the number its kin share (15405 of 15405,91) and `rest` what stands after it (",91"; "" for
    the family's own number), so `family + rest == canonical`. `serial` is the figure by which the number was
    counted, or None; `series` is the code of the series it was counted in ("" when not counted, "irregular"
    when the table could not read it whole) and `scope` the print within which that series counts. `key_of`
    is how its scheme makes the sort key of a canonical print.
    """

    scheme: str
    canonical: str
    family: str
    rest: str
    series: str
    serial: int | None
    key_of: Callable[[str], str] = field(compare=False, repr=False)
    scope: str = field(default="", compare=False)

    @cached_property
    def sort_key(self) -> str:
        """The key that sorts naturally by bytes: ASCII, and unique for a canonical print within its scheme.

        Made when it is asked for: most numbers of a long list are read and compared, and never sorted.
        """
        return self.key_of(self.canonical)

    def __str__(self) -> str:
        return self.canonical


@dataclass(frozen=True, slots=True)
class Series:
    """A run of serials a daughter may take, from `first` to `last`, named for people by `label_key`.

    `counted_as` is the `SampleNumber.series` under which its numbers are found again; it differs from `code`
    only where two series share one count (a piece and a section of the same Chang'e grain).
    """

    code: str
    label_key: str
    first: int
    last: int
    counted_as: str


@dataclass(frozen=True, slots=True)
class Hint:
    """What the digits of a number suggest: a message key and a value; shown as a hint, never stored."""

    key: str
    value: str


class NumberTextError(Refusal):
    """A text, a cell or a request for a next number that names no sample number."""


class SchemeTableError(Refusal):
    """A numbering table that cannot be used; the facts `entry` and `problem` say where and why."""
