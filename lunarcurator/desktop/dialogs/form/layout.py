"""The form of a plain act, made from a layout: which fields of the act it asks for, and in which rows.

What a layout does not say comes with the act: the kind of a field says which input it has and how its value is
read (`kind_inputs.py`). A field for which the act has no value has to be filled in; one that is left empty keeps
the value of the act.

All words stand in the catalogue, by the kind of act and the name of the field:

- `act_field.FIELD` or `act_field.ACT.FIELD`: what a field is called everywhere;
- `form_field.ACT.FIELD`: what it is called in the window alone, where what stands around it says the rest;
- `form_note.ACT.FIELD`: what stands below it, `form_hint.ACT.FIELD` what is said there of what is chosen;
- `form_title.ACT`: the title;
- `form_button.ACT`: what the button says as soon as all that it names is filled in, the title until then;
- `form_lacks.ACT`: what the form as a whole still lacks;
- `form_effects.ACT`: what will happen, a sentence in each line; a line that its gaps leave empty is left out.

Sentences name in their gaps the fields, the `day` of the act, and what else `About.facts` and `Layout.facts` give.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from string import Formatter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple, override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.inputs import Input
from lunarcurator.desktop.dialogs.form.kind_inputs import Asking, Question, asking, told
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.days import show_day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations import Operation
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.operations.kinds import ActField, Kind, act_fields
from lunarcurator.services.act_labels import field_label
from lunarcurator.services.form_context import FormContext, form_context
from lunarcurator.services.posted_masses import in_unit
from lunarcurator.services.posting import Posted, Preview

if TYPE_CHECKING:
    from lunarcurator.desktop.dialogs.loans.named_lines import NamedLines

type Facts = Mapping[str, object]

_NONE: Final[Mapping[str, Any]] = MappingProxyType({})


def _nothing(_form: "LayoutForm") -> str:
    return ""


def _no_facts(_form: "LayoutForm") -> Facts:
    return _NONE


def _as_it_is(_form: "LayoutForm") -> None:
    """Do nothing more."""


def _filled_in(form: "LayoutForm") -> Mapping[str, Any]:
    return form.filled_in()


def _all(_selection: Selection) -> bool:
    return True


def _whole(selection: Selection) -> Selection:
    return selection


def _read_selected(form: "LayoutForm") -> tuple[FormContext, Any]:
    return form_context(form.context.session, form.selection.samples, form.selection.places), None


def _no_sentences(_form: "LayoutForm") -> Sequence[str]:
    return ()


def _unit_of_piece(form: "LayoutForm") -> str:
    return form.wording.unit


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the forms of a family are about: what is selected for them, what they read, and what they offer."""

    needs_piece: bool = False
    needs_place: bool = False
    takes_many: bool = False
    """Whether several selected pieces are acted on at once."""
    opens: Callable[[Selection], bool] = _all
    """Tells whether enough is selected."""
    narrowed: Callable[[Selection], Selection] = _whole
    """Takes from a selection what such a form is about, so that its draft is found again."""
    read: Callable[["LayoutForm"], tuple[FormContext, Any]] = _read_selected
    """Reads, on the reading lane, what every form is told of the store, and what this family keeps as `desk`."""
    head: Callable[["LayoutForm"], None] = _as_it_is
    """Shows at the top what is acted on."""
    given: Mapping[str, Callable[["LayoutForm"], Any]] = _NONE
    """The fields of an act that what is selected fills."""
    facts: Callable[["LayoutForm"], Facts] = _no_facts
    """What the title and all other sentences can name."""
    besides: Callable[["LayoutForm"], Sequence[str]] = _no_sentences
    """Says more of what is acted on, before what will happen."""
    references: Mapping[tuple[Any, bool], Asking] = MappingProxyType({})
    """How records are asked for: by the type of the reference, and whether there are several."""
    unit: Callable[["LayoutForm"], str] = _unit_of_piece
    """The unit in which masses are typed."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the form of one act asks, and what of it is not as in every form."""

    act: type[Operation]
    about: About
    rows: tuple[tuple[str, ...], ...] = ()
    """The fields that are asked for, by name, in the order of the hands."""
    _: KW_ONLY
    size: tuple[int, int] = (880, 560)
    asks_day: bool = True
    needs_reason: bool = False
    wide: Mapping[str, int] = _NONE
    """The share of a field in its row where it is not that of its kind."""
    required: tuple[str, ...] = ()
    """Fields that have to be filled in here though the act has a value of its own for them."""
    first: Mapping[str, str | Callable[["LayoutForm"], str]] = _NONE
    """What stands in a field at first: a text or code, or what finds it."""
    offers: Mapping[str, tuple[str, ...]] = _NONE
    """The codes that a choice offers, where it does not offer all."""
    documents: Mapping[str, DocumentKind] = _NONE
    """The kind of what is attached in a field."""
    inputs: Mapping[str, Asking] = _NONE
    """How a field is asked for where its kind alone does not say it."""
    extra: Mapping[str, Asking] = _NONE
    """What a row asks that is no field of the act; `given` or `values` make of it what the act takes."""
    keys: Mapping[str, str] = _NONE
    """The name of an input that is not called as its field."""
    also: Mapping[str, tuple[str, ...]] = _NONE
    """What else the findings of rules call a field."""
    given: Mapping[str, Callable[["LayoutForm"], Any]] = _NONE
    """Fields of the act that nobody types, and what finds their values."""
    values: Callable[["LayoutForm"], Mapping[str, Any]] = _filled_in
    """Tells what the act is given of what is asked, by field: what is filled in, unless a form knows better."""
    left_out: tuple[str, ...] = ()
    """Fields of the act that the program fills by itself, or that only the command line takes."""
    facts: Callable[["LayoutForm"], Facts] = _no_facts
    """What button and effects can name besides the fields."""
    variant: Callable[["LayoutForm"], str] = _nothing
    """Tells which sentences hold: with `withdrawn`, `form_button.ACT.withdrawn` in place of `form_button.ACT`."""
    lacking: Callable[["LayoutForm"], str] = _nothing
    """Says what the form as a whole still lacks, "" where it lacks nothing."""
    built: Callable[["LayoutForm"], None] = _as_it_is
    """Adds what stands beside the rows."""
    edited: Callable[["LayoutForm"], None] = _as_it_is
    """Follows each change of an input."""

    def open(
        self,
        context: AppContext,
        selection: Selection,
        parent: QWidget | None,
        *,
        after: Callable[[Posted], None] | None = None,
    ) -> QDialog | None:
        """Open the form over a window; None where nothing is selected that it could be about."""
        if not self.about.opens(selection):
            return None
        return opened(LayoutForm(self, context, selection, parent, after=after))


class _Answer(NamedTuple):
    """A field that is asked for, how its value is read, and the input in which it is answered."""

    question: Question
    read: Callable[["LayoutForm", Question, Any], Any]
    made: Input


class LayoutForm(ActDialog):
    """The form of a layout.

    `desk` is what its family reads besides, `memory` what its layout keeps between two edits; `named` shows which
    pieces the lines are of, where lines are named.
    """

    def __init__(
        self,
        layout: Layout,
        context: AppContext,
        selection: Selection,
        parent: QWidget | None,
        *,
        after: Callable[[Posted], None] | None = None,
    ) -> None:
        about = layout.about
        self.act_layout, self.kind = layout, layout.act.KIND
        self.needs_piece, self.needs_place = about.needs_piece, about.needs_place
        self.takes_many = about.takes_many
        self.asks_day, self.needs_reason = layout.asks_day, layout.needs_reason
        self.size_at_first = QSize(*layout.size)
        self.desk: Any = None
        self.memory: Any = None
        self.named: NamedLines | None = None
        self._answers: dict[str, _Answer] = {}
        super().__init__(context, about.narrowed(selection), parent, after=after)

    def input(self, name: str) -> Any:
        """Return the input of a field; its type goes by the kind of the field."""
        return self._answers[name].made

    def told(self, name: str) -> str:
        """Return what the input of a field says, as a sentence can name it."""
        return told(self._answers[name].made)

    def value(self, name: str) -> Any:
        """Return what is read from the input of a field, also from an empty one."""
        answer = self._answers[name]
        return answer.read(self, answer.question, answer.made)

    def filled_in(self) -> Mapping[str, Any]:
        """Return the values of the fields that are filled in; of the others the act's own values hold."""
        asked = [name for name in self._answers if name not in self.act_layout.extra]
        return {name: self.value(name) for name in asked if self._is_filled_in(self._answers[name])}

    def why(self, error: Refusal) -> str:
        """Return a refusal in words."""
        return self.words.say(error.key, error.facts)

    @override
    def ask(self) -> FormContext:
        found, self.desk = self.act_layout.about.read(self)
        return found

    @override
    def build(self) -> None:
        layout = self.act_layout
        layout.about.head(self)
        extra = {name: ActField(name, Kind.TEXT, str) for name in layout.extra}
        fields = {each.name: each for each in act_fields(layout.act)} | extra
        for row in layout.rows:
            self.form.add(*(self._input(fields[name]) for name in row))
        layout.built(self)

    @override
    def heading(self) -> str:
        return self.words.say(f"form_title.{self.kind}", self.act_layout.about.facts(self))

    @override
    def primary(self) -> str:
        key = self._of_variant(f"form_button.{self.kind}")
        facts = self._facts()
        if not self.words.has(key) or not all(facts.get(gap) for gap in gaps_of(self.words.table[key])):
            return self.heading()
        return self.words.say(key, facts)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        del preview
        sentences = self.words.say(self._of_variant(f"form_effects.{self.kind}"), self._facts())
        return tuple(each for each in sentences.split("\n") if each)

    @override
    def lacking(self) -> str:
        return self.act_layout.lacking(self)

    @override
    def edited(self) -> None:
        self.act_layout.edited(self)

    @override
    def mass_told(self, ug: int) -> str:
        return in_unit(self.act_layout.about.unit(self))(ug)

    @override
    def operations(self) -> tuple[Operation, ...]:
        layout = self.act_layout
        given = {**layout.about.given, **layout.given}
        found = {name: find(self) for name, find in given.items()}
        return (layout.act(**found, **layout.values(self)),)

    @override
    def _bulk(self) -> tuple[str, ...]:
        return (*super()._bulk(), *self.act_layout.about.besides(self))

    def _input(self, field: ActField) -> Input:
        layout = self.act_layout
        how = asking(self, field)
        question = self._question(field)
        made = how.make(self, question)
        made.wide = layout.wide.get(field.name, made.wide)
        alone = () if made.key == field.name else (field.name,)
        made.also = (*made.also, *alone, *layout.also.get(field.name, ()))
        first = layout.first.get(field.name)
        if first is not None:
            made.restore(first if isinstance(first, str) else first(self))
        self._answers[field.name] = _Answer(question, how.read, made)
        return made

    def _question(self, field: ActField) -> Question:
        layout = self.act_layout
        named = field.name in layout.keys
        # Of several documents a form asks for one.
        name = "document" if field.type is Attached and field.several and not named else field.name
        note = f"form_note.{self.kind}.{field.name}"
        return Question(
            field=field,
            key=layout.keys.get(field.name, name),
            caption=self._caption(name),
            note=self.words.say(note) if self.words.has(note) else "",
            required=field.needed or field.name in layout.required,
        )

    def _caption(self, name: str) -> str:
        here = f"form_field.{self.kind}.{name}"
        return self.words.say(here) if self.words.has(here) else field_label(self.words, name, self.kind)

    def _is_filled_in(self, answer: _Answer) -> bool:
        field = answer.question.field
        return field.needed or field.kind is Kind.FLAG or bool(answer.made.text().strip())

    def _facts(self) -> Facts:
        layout = self.act_layout
        typed = {name: told(each.made) for name, each in self._answers.items()}
        day = "" if self.day.trouble() else show_day(self.day.day())
        return {**typed, "day": day, **layout.about.facts(self), **layout.facts(self)}

    def _of_variant(self, key: str) -> str:
        """Return the key of the sentence that holds now: that of the variant, where there is one."""
        other = f"{key}.{self.act_layout.variant(self)}"
        return other if self.words.has(other) else key


def gaps_of(sentence: str) -> tuple[str, ...]:
    """Return the names of the facts that a sentence of the catalogue has gaps for."""
    return tuple(name for _, name, _, _ in Formatter().parse(sentence) if name)


def _selected_head(form: LayoutForm) -> None:
    form.add_head()


def _named_subject(form: LayoutForm) -> Facts:
    return {"subject": form.subject, "count": len(form.form_context.pieces)}


def _some_pieces(selection: Selection) -> bool:
    return bool(selection.samples)


def _some_places(selection: Selection) -> bool:
    return bool(selection.places)


PIECE: Final = About(
    needs_piece=True,
    opens=_some_pieces,
    head=_selected_head,
    given=MappingProxyType({"sample": lambda form: form.ref}),
    facts=_named_subject,
)
"""One selected piece."""
PIECES: Final = About(
    needs_piece=True,
    takes_many=True,
    opens=_some_pieces,
    head=_selected_head,
    given=MappingProxyType({"samples": lambda form: form.refs}),
    facts=_named_subject,
)
"""The selected pieces, all in one act."""
PLACE: Final = About(
    needs_place=True,
    opens=_some_places,
    head=_selected_head,
    given=MappingProxyType({"place": lambda form: form.place_refs[0]}),
    facts=lambda form: {"subject": form.chosen_places[0].name},
)
"""One selected place."""


def reason_of_entry(form: LayoutForm) -> str:
    """Return the reason that the last row of every form asks for, where it is a field of the act too."""
    return form.reason.value()
