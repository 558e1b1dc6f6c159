"""Fills the gaps of a sentence of the catalogue: masses, days, counts, lists and words for codes."""

import string
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from lunarcurator.domain.days import UNKNOWN_DAY_KEY, show_day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.mass_display import shown_count, shown_mass_with_unit, unit_by_size
from lunarcurator.services.plural_rules import ENGLISH_PLURAL, PluralRule

BY_SIZE: Final = "by_size"
"""The unit of a gap whose masses are told as the loan desk does: mg below a gram, g from there on."""
LAST_PLACE: Final = "_to"
"""Behind the name of a mass in ug: the last place in ug to which it is told, 0 where nobody says."""
NO_BREAK_SPACE: Final = "\u00a0"

type Say = Callable[[str, Mapping[str, object]], str]


class SentenceFormatter(string.Formatter):
    """Formats `{name}` and `{name:spec}`; `say` words a key, for codes and for refusals among the facts.

    Specs: `mass`, `mass:UNIT` or `mass:by_size` for ug, `day` for a Day, `number` for a whole number, `percent`
    for thousandths of a percent, `length` for um in mm, `bytes` for a size, `count:one|other` for a number with
    what it counts, `plural:one|other` for the form alone, `word:PREFIX` for a code worded under `PREFIX.code`,
    `named:PREFIX` for one that a person may have typed and that has no word, `list` or `list:N` for texts,
    `if:before|after` for a text set between two others unless it is empty, `when:text|other` for a text where the
    fact holds or is filled in, and another one, or none, where not.
    A language has as many forms there as its `rule` has.
    Raises KeyError for a missing fact, ValueError or TypeError for a fact that does not fit its spec.
    """

    def __init__(
        self, say: Say, has: Callable[[str], bool] = lambda _key: True, rule: PluralRule = ENGLISH_PLURAL
    ) -> None:
        self._say = say
        self._has = has
        self._rule = rule
        self._writers: Mapping[str, Callable[[Any, str], str]] = {
            "": self._plain,
            "mass": self._mass,
            "day": self._day,
            "number": lambda value, _: shown_count(value),
            "percent": lambda value, _: _percent(value),
            "length": lambda value, _: f"{_thousandths(value)}{NO_BREAK_SPACE}mm",
            "bytes": lambda value, _: _size(value),
            "count": lambda value, forms: f"{shown_count(value)} {self._form(value, forms)}",
            "plural": self._form,
            "word": lambda value, prefix: self._say(f"{prefix}.{value}", {}),
            "named": self._named,
            "list": self._list,
            "if": _between,
            "when": _one_of_two,
        }

    def get_field(self, field_name: str, args: Sequence[object], kwargs: Mapping[str, Any]) -> tuple[Any, str]:
        """Return the fact of that very name; a catalogue reaches into no object.

        A mass in ug beside a fact of its name and `_to` is told to that last place, and no coarser.
        """
        del args
        value, fine = kwargs[field_name], kwargs.get(f"{field_name}{LAST_PLACE}")
        return Mass.reported(value, fine) if fine and isinstance(value, int) else value, field_name

    def format_field(self, value: object, format_spec: str) -> str:
        """Write one fact as its spec says."""
        name, _, details = format_spec.partition(":")
        if name not in self._writers:
            msg = f"no such spec: {format_spec}"
            raise ValueError(msg)
        return self._writers[name](value, details)

    def _plain(self, value: object, _: str) -> str:
        if isinstance(value, Refusal):
            return self._say(value.key, value.facts)
        return "" if value is None else str(value)

    def _named(self, value: object, prefix: str) -> str:
        key = f"{prefix}.{value}"
        return self._say(key, {}) if self._has(key) else str(value)

    def _mass(self, value: Mass | int | None, unit: str) -> str:
        if unit == BY_SIZE:
            unit = "" if value is None else unit_by_size(value)
        shown = "" if value is None else shown_mass_with_unit(value, unit or "g")
        if shown:
            return shown
        reason = value.reason if isinstance(value, Mass) else ""
        return self._say(f"unknown_reason.{reason}" if reason else "mass.unknown", {})

    def _day(self, value: int, _: str) -> str:
        shown = show_day(value)
        return self._say(shown, {}) if shown == UNKNOWN_DAY_KEY else shown

    def _form(self, value: int, forms: str) -> str:
        return self._rule.choose(forms.split("|"), value)

    def _list(self, value: Iterable[object], most: str) -> str:
        texts = [self._plain(one, "") for one in value]
        # Sample numbers carry commas themselves, so a comma between them would tear them apart.
        joint = self._say("list.joint_of_numbers" if any("," in text for text in texts) else "list.joint", {})
        if most and len(texts) > int(most):
            first = joint.join(texts[: int(most)])
            return self._say("list.more", {"first": first, "rest": len(texts) - int(most)})
        if len(texts) < 2:
            return "".join(texts)
        return self._say("list.last", {"first": joint.join(texts[:-1]), "last": texts[-1]})


def _percent(thousandths: int) -> str:
    return f"{_thousandths(thousandths)}{NO_BREAK_SPACE}%"


def _thousandths(value: int) -> str:
    whole, rest = divmod(abs(value), 1000)
    sign = "\u2212" if value < 0 else ""
    decimals = f".{rest:03}".rstrip("0").rstrip(".")
    return f"{sign}{whole}{decimals}"


def _size(octets: int) -> str:
    for unit, power in (("GB", 9), ("MB", 6), ("kB", 3)):
        tenths = octets * 10 // 10**power
        if tenths >= 10:
            return f"{tenths // 10}.{tenths % 10}{NO_BREAK_SPACE}{unit}"
    return f"{octets}{NO_BREAK_SPACE}B"


def _between(value: object, surroundings: str) -> str:
    before, _, after = surroundings.partition("|")
    return f"{before}{value}{after}" if value else ""


def _one_of_two(value: object, texts: str) -> str:
    text, _, other = texts.partition("|")
    return text if value else other
