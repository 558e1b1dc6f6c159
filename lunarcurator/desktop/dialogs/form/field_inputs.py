"""Inputs made from the field table: its kind and terms say which."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from lunarcurator.desktop.dialogs.form.inputs import (
    ChoiceInput,
    DayInput,
    FlagInput,
    Input,
    MassInput,
    TextInput,
)
from lunarcurator.desktop.dialogs.form.number_inputs import NumberInput, PercentInput, QuantityInput
from lunarcurator.desktop.dialogs.form.word_inputs import OpenChoiceInput
from lunarcurator.desktop.dialogs.form.wording import Wording
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.days import show_day
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.fields import FIELDS, Field, FieldKind
from lunarcurator.domain.mass_display import plain_mass
from lunarcurator.domain.mass_units import unit_symbol
from lunarcurator.services.field_values import shown_thousandths, shown_value
from lunarcurator.services.vocabularies import Vocabularies


def forms(wording: Wording, vocabularies: Vocabularies) -> list[tuple[str, str]]:
    """Return the forms a piece can have, as (code, word)."""
    return [(form.key, wording.words.label(form.label_key)) for form in vocabularies.forms.values()]


def terms(wording: Wording, vocabularies: Vocabularies, field: Field) -> list[tuple[str, str]]:
    """Return the words a field of closed or open vocabulary may take, as (code, word)."""
    if field.key == "form":
        return forms(wording, vocabularies)
    if field.key in {"atmosphere", "material"}:
        known = vocabularies.atmospheres if field.key == "atmosphere" else vocabularies.materials
        return [(term.key, wording.words.label(term.label_key)) for term in known.values()]
    return [(code, wording.term(field.key, code)) for code in field.terms]


def word_input(
    appearance: Appearance,
    wording: Wording,
    vocabularies: Vocabularies,
    field: Field,
    text: str = "",
    *,
    named: str = "",
    required: bool = False,
) -> OpenChoiceInput:
    """Return an input that offers the vocabulary of a field while one types, and takes other words too."""
    choices = terms(wording, vocabularies, field)
    spelled = dict(wording.spelled(field.key, (code for code, _ in choices)))
    if field.key == "form":
        # Catalogues abbreviate forms, and so do those who work with them.
        spelled = {code: (*spelled[code], *vocabularies.forms[code].codes) for code in spelled}
    caption = wording.words.label(f"field.{field.key}")
    return OpenChoiceInput(
        appearance, named or field.key, caption, choices, text, spelled=spelled, required=required
    )


def input_for(
    appearance: Appearance,
    wording: Wording,
    vocabularies: Vocabularies,
    key: str,
    value: Scalar = None,
    *,
    named: str = "",
    table: Mapping[str, Field] = FIELDS,
) -> Input:
    """Return an input for a field of the table, filled with a recorded value; `named` is its key in the form."""
    field = table[key]
    name, caption = named or key, wording.words.label(f"field.{key}")
    text = text_of(field, value, wording.unit)
    match field.kind:
        case FieldKind.TERM if not field.terms:
            return word_input(appearance, wording, vocabularies, field, text, named=name)
        case FieldKind.TERM:
            choices = [("", ""), *terms(wording, vocabularies, field)]
            return ChoiceInput(appearance, name, caption, choices, text)
        case FieldKind.MASS:
            return MassInput(
                appearance, name, _with_unit(caption, unit_symbol(wording.unit)), unit=wording.unit, text=text
            )
        case FieldKind.DAY:
            return DayInput(appearance, name, caption, text)
        case FieldKind.PERCENT:
            return PercentInput(appearance, name, _with_unit(caption, "%"), text)
        case FieldKind.LENGTH | FieldKind.TEMPERATURE:
            unit = "mm" if field.kind is FieldKind.LENGTH else "K"
            return QuantityInput(appearance, name, _with_unit(caption, unit), text, places=3)
        case FieldKind.INTEGER | FieldKind.AREA:
            unit = "\u00b5m\u00b2" if field.kind is FieldKind.AREA else field.unit
            return NumberInput(appearance, name, _with_unit(caption, unit), text)
        case FieldKind.FLAG:
            return FlagInput(appearance, name, "", caption, on=bool(value))
        case _:
            return TextInput(appearance, name, caption, text, wide=2)


def _with_unit(caption: str, unit: str) -> str:
    both = QCoreApplication.translate("FieldInputs", "{what}, {unit}")
    return both.format(what=caption, unit=unit) if unit else caption


def value_of(field: Field, shown: Input) -> Scalar:
    """Return what an input of a field says, None where it says nothing; raises what the input cannot read."""
    match shown:
        case DayInput():
            return shown.day() if shown.value() else None
        case MassInput():
            return shown.ug()
        case PercentInput() | NumberInput():
            return shown.number()
        case FlagInput():
            return 1 if shown.value() else 0
        case TextInput() | OpenChoiceInput() | ChoiceInput():
            return shown.value() or None
    raise AssertionError(f"no value for {field.key}")


def text_of(field: Field, value: Scalar, unit: str = "g") -> str:
    """Return how a recorded value stands in its input; `unit` is that of its masses."""
    if value is None:
        return ""
    if isinstance(value, int):
        match field.kind:
            case FieldKind.MASS:
                return plain_mass(value, unit)
            case FieldKind.DAY:
                return show_day(value)
            case FieldKind.PERCENT | FieldKind.LENGTH | FieldKind.TEMPERATURE:
                return shown_thousandths(value)
    return str(value)


def words_of(wording: Wording, field: Field, value: Scalar) -> str:
    """Return how a recorded value reads, in words."""
    if value is None or value == "":
        return wording.words.say("dialog.nothing")
    if field.kind is FieldKind.TERM:
        return wording.term(field.key, str(value))
    if field.kind is FieldKind.MASS and isinstance(value, int):
        return wording.mass(value)
    if field.kind is FieldKind.FLAG:
        return wording.words.say("dialog.yes" if value else "dialog.no")
    if field.kind in {FieldKind.LENGTH, FieldKind.TEMPERATURE}:
        return shown_value(wording.words, field.key, value)
    return text_of(field, value)
