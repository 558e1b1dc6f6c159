"""Inputs for whole numbers, percentages, and figures with decimals in some unit."""

import re
import unicodedata
from typing import Final, override

from PySide6.QtCore import Qt

from lunarcurator.desktop.dialogs.form.inputs import TextInput
from lunarcurator.desktop.dialogs.form.quantity_text import NumberTextRefused, steps_of
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.errors import Refusal

_WHOLE: Final = re.compile(r"[0-9]{1,15}")
_PERCENT: Final = re.compile(r"([0-9]{1,4})(?:[.,]([0-9]{1,3}))?\s*%?")


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


class QuantityInput(NumberInput):
    """A figure with decimals in the unit of its caption, kept as a whole number of its smallest step.

    `places` is how many decimals that step has: 3 for mm kept in um, 1 for tenths of a degree. `signed` takes
    a minus. Empty is none.
    """

    def __init__(
        self,
        appearance: Appearance,
        key: str,
        caption: str,
        text: str = "",
        *,
        places: int,
        signed: bool = False,
        note: str = "",
        required: bool = False,
    ) -> None:
        super().__init__(appearance, key, caption, text, note=note, required=required)
        self._places, self._signed = places, signed
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)

    @override
    def number(self) -> int | None:
        return steps_of(self.value(), self._places, signed=self._signed)

    def shown(self, number: int) -> str:
        """Return a recorded number as it stands in this input."""
        whole, rest = divmod(abs(number), 10**self._places)
        decimals = f".{rest:0{self._places}}".rstrip("0").rstrip(".") if self._places else ""
        return f"{'-' if number < 0 else ''}{whole}{decimals}"
