"""Temperatures as whole millikelvin: read from texts in kelvin or degrees Celsius, and shown in both."""

import re
import unicodedata
from decimal import Decimal
from typing import Final

from lunarcurator.domain.errors import Refusal

_ZERO_CELSIUS_MK: Final = 273_150
_TEXT: Final = re.compile(r"(-?)([0-9]{1,6})(?:[.,]([0-9]{1,3}))?\s*(K|°C|C|)", re.IGNORECASE)
_MINUS: Final = "\u2212"
_NO_BREAK_SPACE: Final = "\u00a0"


class TemperatureTextError(Refusal):
    """A text that is no temperature, or one without its unit."""


def parse_temperature(text: str) -> int:
    """Return a temperature in millikelvin: `253.15 K`, `-20 °C`; only below zero the unit may be left out."""
    spelled = unicodedata.normalize("NFKC", text).replace(_MINUS, "-").replace("\u2013", "-").strip()
    match = _TEXT.fullmatch(spelled)
    if match is None:
        raise TemperatureTextError("temperature.unreadable", text=text)
    minus, whole, decimals, unit = match.groups()
    if not unit and not minus:
        raise TemperatureTextError("temperature.no_unit", text=text)
    mk = int(Decimal(f"{minus}{whole}.{decimals or 0}").scaleb(3))
    return mk if unit.upper() == "K" else mk + _ZERO_CELSIUS_MK


def show_temperature(mk: int) -> str:
    """Return a temperature for eyes in both units, such as `253.15 K (−20 °C)`."""
    return f"{_figure(mk)}{_NO_BREAK_SPACE}K ({_figure(mk - _ZERO_CELSIUS_MK)}{_NO_BREAK_SPACE}°C)"


def _figure(milli: int) -> str:
    whole, rest = divmod(abs(milli), 1000)
    decimals = f".{rest:03}".rstrip("0").rstrip(".")
    return f"{_MINUS if milli < 0 else ''}{whole}{decimals}"
