"""How a form asks for a field of an act: by the kind of the field, an input and what is read from it."""

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QCoreApplication

from lunarcurator.desktop.dialogs.form.document_input import DocumentInput
from lunarcurator.desktop.dialogs.form.files_input import FilesInput
from lunarcurator.desktop.dialogs.form.input_maker import InputMaker
from lunarcurator.desktop.dialogs.form.inputs import ChoiceInput, DayInput, Input
from lunarcurator.desktop.dialogs.form.piece_input import PieceInput
from lunarcurator.desktop.dialogs.form.place_input import PlaceInput
from lunarcurator.desktop.dialogs.form.temperature_input import TemperatureInput
from lunarcurator.desktop.dialogs.form.word_inputs import OpenChoiceInput
from lunarcurator.domain.days import show_day
from lunarcurator.domain.identity import PieceRef, PlaceRef, Uid, ref_of
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.mass_units import unit_symbol
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.operations.kinds import ActField, Kind
from lunarcurator.domain.temperature import show_temperature
from lunarcurator.services.act_labels import area_of

if TYPE_CHECKING:
    from lunarcurator.desktop.dialogs.form.layout import LayoutForm

_BETWEEN: Final = re.compile(r"\s*[;；]\s*")
_YES_OR_NO: Final = MappingProxyType({"yes": True, "no": False})
_NOBODY_KNOWS: Final = "unknown"


class Question(NamedTuple):
    """A field as a form asks for it: the name and the words of its input, and whether it has to be filled in."""

    field: ActField
    key: str
    caption: str
    note: str = ""
    required: bool = False


class Asking(NamedTuple):
    """How a field is asked for: what makes its input, and what reads its value from the input once it is filled.

    An empty input is not read where the act has a value of its own for it.
    """

    make: Callable[["LayoutForm", Question], Input]
    read: Callable[["LayoutForm", Question, Any], Any]


class Offer(NamedTuple):
    """The records an input offers, each by its uid and its words, and the one that is chosen at first."""

    choices: Sequence[tuple[Uid, str]]
    chosen: Uid | None = None


def asking(form: "LayoutForm", field: ActField) -> Asking:
    """Return how a form asks for a field: as its layout says, else by its reference, else by its kind."""
    layout = form.act_layout
    own = {**layout.extra, **layout.inputs}
    if field.name in own:
        return own[field.name]
    if field.kind is Kind.REFERENCE:
        known = {**_REFERENCES, **layout.about.references}
        return known[field.type, field.several]
    if field.type is Attached:
        return _DOCUMENTS if field.several else _DOCUMENT
    if field.kind is Kind.FLAG and field.open:
        return _YES_NO_OR_UNKNOWN
    return (_SEVERAL if field.several else _ONE)[field.kind]


def one_of(offer: Callable[["LayoutForm"], Offer]) -> Asking:
    """Return how one of some records is asked for: found by any part of its words, read as its reference."""

    def make(form: "LayoutForm", asked: Question) -> Input:
        told = offer(form)
        choices = [(str(uid), words) for uid, words in told.choices]
        made = OpenChoiceInput(
            form.appearance,
            asked.key,
            asked.caption,
            choices,
            told.chosen or "",
            closed=True,
            required=asked.required,
        )
        # Which it is stands at the beginning of words that are longer than their line.
        made.edit.setCursorPosition(0)
        made.set_note(asked.note)
        return made

    return Asking(make, lambda _form, asked, made: asked.field.type(ref_of(Uid(made.value()))))


def files_of(kind: DocumentKind) -> Asking:
    """Return how several files of one kind are asked for, such as photographs."""

    def make(form: "LayoutForm", asked: Question) -> Input:
        return FilesInput(form.appearance, form.context.lanes, form.why, asked.key, asked.caption)

    return Asking(make, lambda form, _asked, made: made.attached(kind, form.day.day()))


def told(made: Input) -> str:
    """Return what an input says as a sentence can name it, "" while it says nothing that can be read.

    A piece by its number, a place and a record by their names, of a few choices the code.
    """
    if made.trouble() is not None:
        return ""
    match made:
        case PieceInput():
            return made.found.number if made.found else made.value()
        case PlaceInput():
            place = made.place()
            return place.name if place else ""
        case TemperatureInput():
            mk = made.mk()
            return "" if mk is None else show_temperature(mk)
        case DayInput():
            return show_day(made.day()) if made.value() else ""
        case OpenChoiceInput():
            return made.word()
    return made.text().strip()


def several(text: str) -> tuple[str, ...]:
    """Return the texts of a line in which they stand with semicolons between them."""
    return tuple(each for each in _BETWEEN.split(text.strip()) if each)


def _by(make: Callable[..., Input]) -> Callable[["LayoutForm", Question], Input]:
    """Return what makes an input by a method of the form's maker that needs only its words."""

    def made(form: "LayoutForm", asked: Question) -> Input:
        return make(form.make, asked.key, asked.caption, note=asked.note, required=asked.required)

    return made


def _flag(form: "LayoutForm", asked: Question) -> Input:
    return form.make.flag(asked.key, asked.caption)


def _choice(form: "LayoutForm", asked: Question) -> Input:
    offered = form.act_layout.offers.get(asked.field.name, tuple(asked.field.type))
    words = [(str(each), form.wording.term(area_of(asked.field.type), str(each))) for each in offered]
    begun = asked.field.name in form.act_layout.first
    # What nobody chose is not posted as a choice.
    nothing = [("", "\u2013")] if (asked.field.open or asked.required) and not begun else []
    return form.make.choice(asked.key, asked.caption, [*nothing, *words], note=asked.note, required=asked.required)


def _yes_no_or_unknown(form: "LayoutForm", asked: Question) -> Input:
    area = f"form_choice.{form.kind}.{asked.field.name}"
    words = [(code, form.words.say(f"{area}.{code or _NOBODY_KNOWS}")) for code in ("", *_YES_OR_NO)]
    return form.make.choice(asked.key, asked.caption, words, note=asked.note, required=asked.required)


def _mass(form: "LayoutForm", asked: Question, *, exact: bool = False) -> Input:
    unit = form.act_layout.about.unit(form)
    both = QCoreApplication.translate("Wording", "{what}, {unit}")
    caption = both.replace("{what}", asked.caption).replace("{unit}", unit_symbol(unit))
    return form.make.mass(asked.key, caption, unit=unit, note=asked.note, required=asked.required, exact=exact)


def _document(form: "LayoutForm", asked: Question) -> Input:
    lanes = form.context.lanes
    return DocumentInput(form.appearance, lanes, form.why, asked.key, asked.caption, required=asked.required)


def _place_for_pieces(form: "LayoutForm", asked: Question) -> Input:
    return form.make.place(asked.key, asked.caption, for_pieces=True, note=asked.note, required=asked.required)


def _value(_form: "LayoutForm", _asked: Question, made: Any) -> Any:
    return made.value()


def _code(_form: "LayoutForm", asked: Question, made: ChoiceInput) -> Any:
    return asked.field.type(made.value())


def _attached(form: "LayoutForm", asked: Question, made: DocumentInput) -> Attached:
    return made.attached(form.act_layout.documents[asked.field.name], form.day.day())


def _ref(_form: "LayoutForm", asked: Question, made: PieceInput | PlaceInput) -> Any:
    return made.ref() or asked.field.type("")


_ONE: Final[Mapping[Kind, Asking]] = MappingProxyType(
    {
        Kind.TEXT: Asking(_by(InputMaker.text), _value),
        Kind.CHOICE: Asking(_choice, _code),
        Kind.FLAG: Asking(_flag, _value),
        Kind.DAY: Asking(_by(InputMaker.day), lambda _form, _asked, made: made.day()),
        Kind.NUMBER: Asking(_by(InputMaker.number), lambda _form, _asked, made: made.number()),
        Kind.TEMPERATURE: Asking(_by(InputMaker.temperature), lambda _form, _asked, made: made.mk() or 0),
        Kind.MASS: Asking(_mass, lambda _form, _asked, made: made.mass()),
        Kind.MICROGRAMS: Asking(
            lambda form, asked: _mass(form, asked, exact=True), lambda _form, _asked, made: made.ug() or 0
        ),
    }
)
_SEVERAL: Final[Mapping[Kind, Asking]] = MappingProxyType(
    {Kind.TEXT: Asking(_by(InputMaker.text), lambda _form, _asked, made: several(made.value()))}
)
_REFERENCES: Final[Mapping[tuple[Any, bool], Asking]] = MappingProxyType(
    {
        (PieceRef, False): Asking(_by(InputMaker.piece), _ref),
        (PieceRef, True): Asking(_by(InputMaker.pieces), lambda _form, _asked, made: made.refs()),
        (PlaceRef, False): Asking(_by(InputMaker.place), _ref),
    }
)
_YES_NO_OR_UNKNOWN: Final = Asking(_yes_no_or_unknown, lambda _form, _asked, made: _YES_OR_NO.get(made.value()))
_DOCUMENT: Final = Asking(_document, _attached)
_DOCUMENTS: Final = Asking(_document, lambda form, asked, made: (_attached(form, asked, made),))

TEXT: Final = Asking(_by(InputMaker.text), _value)
"""A line of text."""
FLAG: Final = Asking(_flag, _value)
"""A tick."""
DOCUMENT: Final = Asking(_document, _value)
"""A document whose kind is said elsewhere; by itself it is read as its name."""
PLACE_FOR_PIECES: Final = Asking(_place_for_pieces, _ref)
"""A place as pieces are put there: what holds no pieces is not offered."""
