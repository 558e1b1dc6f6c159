"""Values of recorded fields for eyes: masses with their unit, percentages, days, and words for codes."""

from typing import Final

from lunarcurator.domain.days import check_day, show_day
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.fields import FIELDS, PLACE_FIELDS, FieldKind
from lunarcurator.domain.mass_display import shown_count, shown_mass_with_unit
from lunarcurator.services.words import Words

_PREFIXES: Final = (
    ("mass_quality", "quality"),
    ("original_quality", "quality"),
    ("mass_reason", "unknown_reason"),
)


def shown_value(words: Words, key: str, value: Scalar, *, place: bool = False) -> str:
    """Return the value of a field of a piece, or of a place, as people read it; empty where nothing is said."""
    if value is None or value == "":
        return ""
    field = (PLACE_FIELDS if place else FIELDS).get(key)
    kind = field.kind if field is not None else FieldKind.TEXT
    if isinstance(value, str):
        return _term(words, key, value) if kind is FieldKind.TERM else value
    return _figure(words, kind, value)


def shown_thousandths(value: int) -> str:
    """Return a length in um as millimetres, or a temperature in mK as kelvin, with no zeros at its end."""
    whole, rest = divmod(value, 1000)
    return f"{whole}.{rest:03}".rstrip("0").rstrip(".")


def _figure(words: Words, kind: FieldKind, value: int) -> str:
    match kind:
        case FieldKind.MASS:
            return shown_mass_with_unit(value)
        case FieldKind.PERCENT:
            return words.say("value.percent", {"milli": value})
        case FieldKind.DAY:
            shown = show_day(check_day(value))
            return words.say(shown) if value == 0 else shown
        case FieldKind.FLAG:
            return words.say("value.yes" if value else "value.no")
        case FieldKind.LENGTH:
            return words.say("value.length", {"length": shown_thousandths(value)})
        case FieldKind.TEMPERATURE:
            return words.say("value.temperature", {"temperature": shown_thousandths(value)})
        case FieldKind.AREA:
            return words.say("value.area", {"area": shown_count(value)})
        case _:
            return shown_count(value)


def _term(words: Words, key: str, code: str) -> str:
    prefix = dict(_PREFIXES).get(key, key)
    # A field of several codes, such as handling restrictions, keeps them with a space between.
    worded = [f"{prefix}.{each}" for each in code.split(" ")]
    return ", ".join(words.say(each) for each in worded) if all(map(words.has, worded)) else code
