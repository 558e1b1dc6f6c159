"""Makes the inputs of a dialog from what the dialog has read, so that a dialog says only what it asks."""

from collections.abc import Mapping, Sequence

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.balances_input import BalanceInput
from lunarcurator.desktop.dialogs.form.field_inputs import input_for, word_input
from lunarcurator.desktop.dialogs.form.grid import GridInput
from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.form.inputs import (
    CertainDayInput,
    ChoiceInput,
    DayInput,
    ExactMassInput,
    FlagInput,
    Input,
    MassInput,
    TextInput,
    TimeInput,
)
from lunarcurator.desktop.dialogs.form.number_inputs import NumberInput, PercentInput, QuantityInput
from lunarcurator.desktop.dialogs.form.person_input import PersonInput
from lunarcurator.desktop.dialogs.form.piece_input import PieceInput
from lunarcurator.desktop.dialogs.form.pieces_input import PiecesInput
from lunarcurator.desktop.dialogs.form.place_input import PlaceInput
from lunarcurator.desktop.dialogs.form.temperature_input import TemperatureInput
from lunarcurator.desktop.dialogs.form.word_inputs import OpenChoiceInput
from lunarcurator.desktop.dialogs.form.wording import Wording
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.fields import FIELDS, PLACE_FIELDS, Field
from lunarcurator.domain.mass import MassKind
from lunarcurator.services.form_context import FormContext
from lunarcurator.services.vocabularies import Vocabularies


class InputMaker:
    """One method for each kind of input. `key` is the field a rule's finding names, and the name in the draft."""

    def __init__(
        self, context: AppContext, wording: Wording, form_context: FormContext, vocabularies: Vocabularies
    ) -> None:
        self._context, self._look = context, context.appearance
        self._wording, self._form_context, self._vocabularies = wording, form_context, vocabularies

    def text(
        self, key: str, caption: str, text: str = "", *, note: str = "", required: bool = False, wide: int = 1
    ) -> TextInput:
        """A line of free text; `wide` is its share of the row."""
        return TextInput(self._look, key, caption, text, note=note, required=required, wide=wide)

    def flag(self, key: str, sentence: str, *, on: bool = False) -> FlagInput:
        """A tick with a sentence."""
        return FlagInput(self._look, key, "", sentence, on=on)

    def day(self, key: str, caption: str, *, note: str = "", required: bool = False) -> DayInput:
        """A day as people write it, exact or not; a dialog has a day of its act already."""
        return CertainDayInput(self._look, key, caption, note=note, required=required)

    def time(self, key: str, caption: str, *, note: str = "") -> TimeInput:
        """A time of day, hours and minutes."""
        return TimeInput(self._look, key, caption, note=note)

    def mass(
        self,
        key: str,
        caption: str,
        *,
        unit: str = "g",
        kind: MassKind = MassKind.STATED,
        note: str = "",
        required: bool = False,
        exact: bool = False,
    ) -> MassInput:
        """A mass in a unit the caption names; another unit can be typed, and an estimate unless `exact`."""
        made = ExactMassInput if exact else MassInput
        return made(self._look, key, caption, unit=unit, kind=kind, note=note, required=required)

    def number(self, key: str, caption: str, *, note: str = "", required: bool = False) -> NumberInput:
        """A whole number of zero or more."""
        return NumberInput(self._look, key, caption, note=note, required=required)

    def percent(self, key: str, caption: str, *, note: str = "", required: bool = False) -> PercentInput:
        """A percentage, in thousandths of a percent."""
        return PercentInput(self._look, key, caption, note=note, required=required)

    def quantity(
        self,
        key: str,
        caption: str,
        *,
        places: int,
        signed: bool = False,
        note: str = "",
        required: bool = False,
    ) -> QuantityInput:
        """A length, a temperature, a time: a figure with decimals, as a whole number of steps of 10**-places."""
        return QuantityInput(self._look, key, caption, places=places, signed=signed, note=note, required=required)

    def temperature(self, key: str, caption: str, *, note: str, required: bool = False) -> TemperatureInput:
        """A temperature in kelvin or degrees Celsius, with its unit."""
        return TemperatureInput(self._look, key, caption, note=note, required=required)

    def choice(
        self,
        key: str,
        caption: str,
        choices: Sequence[tuple[str, str]],
        chosen: str = "",
        *,
        note: str = "",
        required: bool = False,
        wide: int = 1,
    ) -> ChoiceInput:
        """One of a few (code, word) choices."""
        return ChoiceInput(self._look, key, caption, choices, chosen, note=note, required=required, wide=wide)

    def coded(
        self,
        key: str,
        caption: str,
        area: str,
        codes: Sequence[str],
        chosen: str = "",
        *,
        empty: bool = False,
        required: bool = False,
    ) -> ChoiceInput:
        """One of a few codes worded as `AREA.CODE` in the catalogue; `empty` offers none of them too.

        One that is `required` begins with none: what nobody chose is not posted as a choice.
        """
        choices = [(str(code), self._wording.term(area, str(code))) for code in codes]
        offered = [("", "\u2013"), *choices] if empty or required else choices
        return self.choice(key, caption, offered, str(chosen), required=required)

    def word(
        self,
        key: str,
        caption: str,
        area: str,
        codes: Sequence[str],
        chosen: str = "",
        *,
        closed: bool = False,
        note: str = "",
        required: bool = False,
        wide: int = 1,
    ) -> OpenChoiceInput:
        """A word of a vocabulary worded as `AREA.CODE`, found by any part in any language.

        Free text too, unless `closed`.
        """
        choices = [(str(code), self._wording.term(area, str(code))) for code in codes]
        spelled = self._wording.spelled(area, map(str, codes))
        return OpenChoiceInput(
            self._look,
            key,
            caption,
            choices,
            str(chosen),
            spelled=spelled,
            closed=closed,
            note=note,
            required=required,
            wide=wide,
        )

    def form(self, key: str = "form", chosen: str = "", *, required: bool = False) -> OpenChoiceInput:
        """A form of a piece, such as slab or powder; other words too."""
        return word_input(
            self._look, self._wording, self._vocabularies, FIELDS["form"], chosen, named=key, required=required
        )

    def vocabulary(self, field: str, chosen: str = "") -> OpenChoiceInput:
        """A word of the vocabulary of a place's field: atmosphere, material."""
        return word_input(self._look, self._wording, self._vocabularies, PLACE_FIELDS[field], chosen)

    def field(self, key: str, value: Scalar = None, *, table: Mapping[str, Field] = FIELDS) -> Input:
        """Whatever input fits a field of the field table, with its label; `value_of` reads it."""
        return input_for(self._look, self._wording, self._vocabularies, key, value, table=table)

    def place(
        self,
        key: str,
        caption: str,
        *,
        for_pieces: bool = False,
        text: str = "",
        note: str = "",
        required: bool = False,
    ) -> PlaceInput:
        """A place by code, name, path or scan."""
        places = self._form_context.places
        return PlaceInput(
            self._look, key, caption, places, for_pieces=for_pieces, text=text, note=note, required=required
        )

    def piece(
        self, key: str, caption: str, *, note: str = "", required: bool = False, wide: int = 1
    ) -> PieceInput:
        """Another piece by its number in any spelling."""
        session, lanes = self._context.session, self._context.lanes
        return PieceInput(
            self._look, self._wording, session, lanes, key, caption, note=note, required=required, wide=wide
        )

    def pieces(
        self, key: str, caption: str, text: str = "", *, note: str = "", required: bool = False, wide: int = 1
    ) -> PiecesInput:
        """Several other pieces by their numbers."""
        return PiecesInput(self._look, key, caption, text, note=note, required=required, wide=wide)

    def person(self, key: str, caption: str, *, acting: bool = False, required: bool = False) -> PersonInput:
        """A person of the lab; who acts now only if `acting`."""
        without = None if acting else self._context.operator
        return PersonInput(
            self._look, key, caption, self._form_context.operators, without=without, required=required
        )

    def balance(self, key: str, caption: str) -> BalanceInput:
        """A bench balance with what it reads to."""
        return BalanceInput(self._look, self._wording, key, caption, self._form_context.balances)

    def grid(
        self, key: str, caption: str, columns: Sequence[GridColumn], *, note: str = "", rows_seen: int = 5
    ) -> GridInput:
        """Rows of cells, the last one empty: for many of the same kind in one act."""
        words = self._wording.words
        return GridInput(self._look, words, key, caption, tuple(columns), note=note, rows_seen=rows_seen)
