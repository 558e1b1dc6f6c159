"""The shape of a numbering table once it has been checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class PartKind(StrEnum):
    """What a part of a number is written with."""

    DIGITS = "digits"
    LETTERS = "letters"
    LETTERS_AND_DIGITS = "letters_and_digits"
    CHOICE = "choice"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a number, from `shortest` to `longest` characters, or one of `choices`.

    `joint` is printed before it and each character of `accept` is taken for the joint; a `lax` joint may be
    missing. The part can stand only behind the part `after`; a `repeat` part may follow itself. A `default`
    fills in an absent part. Figures with `zeros` may begin with zeros, which count (LAP 02205). `spellings` are
    longer writings of a value, such as the name of a place for its abbreviation.
    """

    name: str
    kind: PartKind
    shortest: int
    longest: int
    choices: tuple[str, ...]
    joint: str
    accept: str
    lax: bool
    optional: bool
    repeat: bool
    after: str
    default: str
    zeros: bool = False
    spellings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A series: it counts the part `counts` from `first` to `last` for parents of the levels `of`.

    `sets` gives the parts a new number of this series carries besides its serial.
    """

    code: str
    label: str
    counts: str
    first: int
    last: int
    of: tuple[str, ...]
    sets: Mapping[str, str]
    counted_as: str


@dataclass(frozen=True, slots=True)
class HintCase:
    """One reading: when every named part fits one of its masks, the hint is this.

    A value of None keeps silent: an exception to the cases behind it.
    """

    when: Mapping[str, tuple[str, ...]]
    key: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Irregular:
    """How far a number must be regular to be taken whole, and the length of what may follow."""

    after: str
    shortest: int
    longest: int


@dataclass(frozen=True, slots=True)
class Table:
    """A checked numbering table; `levels` are the parts at which numbers end, the family's first.

    `lead` are words that people write before a number and that are no part of it ("sample", "Luna 24"). `labels`
    are the words by language of message keys only this table uses: a lab's own scheme brings them itself.
    """

    code: str
    label: str
    parts: tuple[Part, ...]
    levels: tuple[str, ...]
    whole_zero: str
    longest: int
    series: tuple[SeriesRow, ...]
    hints: tuple[tuple[HintCase, ...], ...]
    irregular: Irregular | None
    examples: tuple[tuple[str, str], ...]
    lead: tuple[str, ...] = ()
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def keeps_text(self) -> bool:
        """True when numbers begin with free text, whose signs are then kept as they are."""
        return self.parts[0].kind is PartKind.TEXT

    def parts_up_to(self, name: str) -> tuple[Part, ...]:
        """Return the parts from the first to the named one."""
        names = [part.name for part in self.parts]
        return self.parts[: names.index(name) + 1]
