"""The input for a temperature, in kelvin or degrees Celsius as it was noted down."""

from typing import override

from lunarcurator.desktop.dialogs.form.inputs import TextInput
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.temperature import TemperatureTextError, parse_temperature, show_temperature


class TemperatureInput(TextInput):
    """A temperature with its unit; the note shows how it was understood. Empty is none."""

    def __init__(
        self, appearance: Appearance, key: str, caption: str, *, note: str, required: bool = False
    ) -> None:
        super().__init__(appearance, key, caption, note=note, required=required)
        self._plain_note = note
        self.edit.textChanged.connect(self._say)

    def mk(self) -> int | None:
        """Return the temperature in millikelvin, None for an empty input; raises `TemperatureTextError`."""
        return parse_temperature(self.value()) if self.value() else None

    @override
    def trouble(self) -> Refusal | None:
        try:
            self.mk()
        except TemperatureTextError as error:
            return error
        return None

    def _say(self) -> None:
        if self.trouble() is None:
            mk = self.mk()
            self.set_note(self._plain_note if mk is None else show_temperature(mk))
