"""Inputs for whole numbers and percentages."""

import re
import unicodedata
from typing import Final, override

from lunarcurator.desktop.dialogs.form.inputs import TextInput
from lunarcurator.domain.errors import Refusal

_WHOLE: Final = re.compile(r"[0-9]{1,15}")
_PERCENT: Final = re.compile(r"([0-9]{1,4})(?:[.,]([0-9]{1,3}))?\s*%?")


class NumberTextRefused(Refusal):
    """A text that is no whole number, or no percentage."""


class NumberInput(TextInput):
    """A whole number of zero or more; empty is none."""

    def number(self) -> int | None:
        """Return the number, None for an empty input; raises `NumberTextRefused`."""
        text = unicodedata.normalize("NFKC", self.value()).replace("\u202f", "").replace(" ", "")
        if not text:
            return None
        if not _WHOLE.fullmatch(text):
            raise NumberTextRefused("dialog.no_number", text=self.value())
        return int(text)

    @override
    def trouble(self) -> Refusal | None:
        try:
            self.number()
        except NumberTextRefused as error:
            return error
        return None


class PercentInput(NumberInput):
    """A percentage with up to three decimals, as thousandths of a percent; empty is none."""

    @override
    def number(self) -> int | None:
        text = unicodedata.normalize("NFKC", self.value()).strip()
        if not text:
            return None
        match = _PERCENT.fullmatch(text)
        if match is None:
            raise NumberTextRefused("dialog.no_percent", text=self.value())
        return int(match[1]) * 1000 + int((match[2] or "").ljust(3, "0") or 0)
