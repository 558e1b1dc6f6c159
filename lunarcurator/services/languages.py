"""Which of the languages at hand answers a wish: one rule for the sentences and for the widgets."""

import re
from collections.abc import Iterable
from typing import Final

FALLBACK: Final = "en"
"""The language that is always there."""


def language_for(wanted: str, available: Iterable[str]) -> str:
    """Return the available language nearest to a wish such as zh_CN.UTF-8, zh-Hans, zh_SG or zh, else English."""
    wish = re.split(r"[.@]", wanted)[0].replace("-", "_").casefold()
    there = tuple(available)
    tongue = _tongue(wish)
    same = next((name for name in there if name.casefold() == wish), None)
    return same or next((name for name in there if _tongue(name.casefold()) == tongue), FALLBACK)


def _tongue(language: str) -> str:
    return language.partition("_")[0]
