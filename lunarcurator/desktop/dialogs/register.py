"""The dialog that enters a piece into the book: received, or found where nobody expected it."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.case_input import CaseInput
from lunarcurator.desktop.dialogs.form.field_inputs import input_for, terms, value_of, word_input
from lunarcurator.desktop.dialogs.form.inputs import ChoiceInput, Input, MassInput, TextInput
from lunarcurator.desktop.dialogs.form.mass_statement import MassStatement
from lunarcurator.desktop.dialogs.form.number_input import SampleNumberInput
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.form.place_input import PlaceInput
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.facts import NameKind
from lunarcurator.domain.fields import FIELDS
from lunarcurator.domain.identity import CollectionRef, PlaceRef, ref_of
from lunarcurator.domain.mass_units import unit_symbol
from lunarcurator.domain.operations import CloseCase, Found, OtherName, Register
from lunarcurator.domain.status import Access, BasicUse, Condition, Existence, Title
from lunarcurator.services.cases import open_cases
from lunarcurator.services.form_context import FormContext, OpenCollectionSummary, piece_meant, proposed_numbers
from lunarcurator.services.posting import Preview

_RECEIVED, _FOUND, _IN_PRINT = "received", "found", "print_only"
_MORE = (
    "class_name",
    "subclass",
    "collected",
    "pristinity_milli",
    "pristinity_day",
    "data_pack",
    "source",
    "remarks",
)


class RegisterDialog(ActDialog):
    """Asks for collection, number, mass and place first; the rest of the field table follows."""

    kind = Register.KIND
    needs_piece = False
    size_at_first = QSize(1080, 720)

    @override
    def ask(self) -> FormContext:
        self.cases = open_cases(self.context.session)
        return super().ask()

    @override
    def build(self) -> None:
        look, words = self.appearance, self.words
        collections = [(each.uid, each.name) for each in self.form_context.collections]
        ways = [
            (_RECEIVED, self.tr("Received")),
            (_FOUND, self.tr("Found")),
            (_IN_PRINT, self.tr("Only in print")),
        ]
        self.how = ChoiceInput(look, "how", self.tr("How it came"), ways)
        self.how.also = ("existence",)
        self.collection = ChoiceInput(
            look, "collection", words.label("field.collection"), collections, required=True
        )
        self.mission = ChoiceInput(look, "mission", words.label("field.mission"), [("", "\u2013")])
        self.number = SampleNumberInput(look, words, "number", self.tr("Number"))
        self.parent_piece = self.make.piece(
            "parent", self.tr("Comes from"), note=self.tr("its parent, if it has one")
        )
        self.mass = MassStatement(look, self.wording, "mass")
        unit = self.wording.unit
        caption = self.tr("Mass originally, {unit}").format(unit=unit_symbol(unit))
        differs = self.tr("as a document says, if it differs")
        self.original = MassInput(look, "original", caption, unit=unit, note=differs)
        self.form_input = word_input(look, self.wording, self.vocabularies, FIELDS["form"])
        self.place = PlaceInput(look, "place", self.tr("Place"), self.form_context.places, for_pieces=True)
        self.title = ChoiceInput(
            look, "title", words.label("field.title"), [("", "\u2013"), *self._terms("title")]
        )
        self.owner = TextInput(
            look, "owner", words.label("field.owner"), note=self.tr("whose it is"), required=True
        )
        self.use = ChoiceInput(
            look, "basic_use", words.label("field.basic_use"), self._terms("basic_use"), BasicUse.RESEARCH
        )
        self.condition = ChoiceInput(
            look, "condition", words.label("field.condition"), self._terms("condition"), Condition.NOT_STATED
        )
        self.access = ChoiceInput(look, "access", words.label("field.access"), self._terms("access"), Access.OPEN)
        self.count = input_for(look, self.wording, self.vocabularies, "count")
        self.name = TextInput(look, "name", self.tr("Other name"), wide=2)
        self.name.also = ("names[0].name",)
        self._lay_out()
        self._hinted: tuple[str, ...] = ()
        self._offered = self._read_number = ""

    @override
    def heading(self) -> str:
        return self.tr("Register a piece")

    @override
    def primary(self) -> str:
        number = self.number.canonical() or self.number.value() or self.number.edit.placeholderText()
        return self.tr("Register {number}").format(number=number) if number else self.heading()

    @override
    def lacking(self) -> str:
        if not self.form_context.collections:
            return self.tr("No collection is open yet. Open one first.")
        if not self.number.value() and not self.parent_piece.value():
            return self.words.say("number.empty")
        return ""

    @override
    def edited(self) -> None:
        collection = self._collection()
        if collection is not None and collection.uid != self._offered:
            self._offered = collection.uid
            self.mission.offer(
                [("", "\u2013"), *((code, name) for code, name, _ in collection.missions)], self.mission.value()
            )
        scheme = self.context.session.tables.schemes.get(collection.scheme) if collection else None
        self.number.read_by(scheme, is_daughter=bool(self.parent_piece.value()))
        if collection is not None and self.number.value() != self._read_number:
            self._read_number = self.number.value()
            wanted = self.number.hinted_mission()
            if not self.mission.value() and any(wanted == code for code, _, _ in collection.missions):
                self.mission.restore(wanted)
        for each in self.found:
            each.field.setVisible(self.how.value() == _FOUND)
        self.case.field.setVisible(self.how.value() == _FOUND and bool(self.cases))
        self.owner.field.setVisible(self.title.value() == Title.HELD_FOR)
        for each in self._of_a_piece:
            each.field.setVisible(not self._in_print())
        self.mass.show_reason(asked=not self._in_print())
        self.mass.follow(not self.context.session.tables.weighs(self.form_input.value()))
        self._propose()

    @override
    def operations(self) -> tuple[Register | CloseCase, ...]:
        made, case = self._registration(), self.case.ref() if self.how.value() == _FOUND else None
        if case is None:
            return (made,)
        # What the case was about is in the book now: number and place are what became of it.
        outcome = ", ".join(part for part in (made.number, self.where_found.value()) if part)
        return (made, CloseCase(case=case, outcome=outcome))

    def _registration(self) -> Register:
        more = {key: value_of(FIELDS[key], each) for key, each in self.more.items()}
        texts = {key: str(more[key] or "") for key in _MORE if not key.startswith("pristinity")}
        percent, percent_day = more["pristinity_milli"], more["pristinity_day"]
        count, name = value_of(FIELDS["count"], self.count), self.name.value()
        if self._in_print():
            return self._number_in_print(texts["source"], texts["remarks"])
        return Register(
            collection=CollectionRef(ref_of(self._opened().uid)),
            number=self.number.value(),
            mission=self.mission.value(),
            mass=self.mass.mass(),
            original=self.original.mass(),
            count=count if isinstance(count, int) else None,
            parent=self.parent_piece.ref(),
            form=self.form_input.value(),
            place=self._place(),
            condition=Condition(self.condition.value()),
            access=Access(self.access.value()),
            basic_use=BasicUse(self.use.value()),
            title=Title(self.title.value()) if self.title.value() else None,
            pristinity_milli=percent if isinstance(percent, int) else None,
            pristinity_day=percent_day if isinstance(percent_day, int) else None,
            names=(OtherName(name=name, kind=NameKind.INFORMAL),) if name else (),
            found=self._found(),
            class_name=texts["class_name"],
            subclass=texts["subclass"],
            collected=texts["collected"],
            data_pack=texts["data_pack"],
            source=texts["source"],
            remarks=texts["remarks"],
            owner=self.owner.value() if self.title.value() == Title.HELD_FOR else "",
        )

    def _in_print(self) -> bool:
        """Tell whether it is only a number somebody printed: there is no piece to be asked about."""
        return self.how.value() == _IN_PRINT

    def _number_in_print(self, source: str, remarks: str) -> Register:
        name = self.name.value()
        return Register(
            collection=CollectionRef(ref_of(self._opened().uid)),
            number=self.number.value(),
            mission=self.mission.value(),
            form=self.form_input.value(),
            existence=Existence.RETIRED,
            retired_reason=_IN_PRINT,
            names=(OtherName(name=name, kind=NameKind.INFORMAL),) if name else (),
            source=source,
            remarks=remarks,
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        made = preview.acts[0].operation
        number = made.number if isinstance(made, Register) else self.number.value()
        if self._in_print():
            return (
                self.tr("{number} is found, and is no piece").format(number=number),
                self.tr("The number is never given to another piece"),
            )
        mass = self.mass.mass()
        place = self.place.place()
        where = place.path_text if place else self.words.say("place.not_stated")
        lines = [
            self.tr("{number} enters the book").format(number=number),
            self.tr("Mass: {mass}").format(mass=self.wording.mass(mass)),
            self.tr("It stands in {place}").format(place=where),
        ]
        if self.original.mass() is not None and not mass.known:
            claimed = self.wording.mass(self.original.mass() or mass)
            lines.append(self.tr("{mass} stand as not reconciled until it is weighed").format(mass=claimed))
        if self.parent_piece.value():
            above = self.parent_piece.found
            number = above.number if above is not None else self.parent_piece.value()
            lines.append(self.tr("Its mass is taken from {number}").format(number=number))
        if self.title.value() == Title.HELD_FOR:
            lines.append(
                self.tr("It counts in a book of its own: held for {owner}").format(owner=self.owner.value())
            )
        case = self.case.case() if self.how.value() == _FOUND else None
        if case is not None:
            lines.append(self.tr("Case {code} is closed").format(code=case.code))
        return lines

    def _lay_out(self) -> None:
        look = self.appearance
        self.finder = TextInput(look, "finder", self.tr("Who found it"), required=True)
        self.finder.also = ("found",)
        self.where_found = TextInput(look, "where_found", self.tr("Where"), required=True)
        self.claimed = TextInput(look, "claimed", self.tr("Number on it, if any"))
        self.steps = TextInput(look, "steps", self.tr("Steps to identify it"), wide=2)
        caption, none = self.tr("Closes the case"), self.tr("none: it stays open")
        self.case = CaseInput(look, self.wording, self.cases, caption, none)
        self.found: tuple[Input, ...] = (self.finder, self.where_found, self.claimed, self.steps)
        self.more = {key: input_for(look, self.wording, self.vocabularies, key) for key in _MORE}
        more = list(self.more.values())
        told = [each for key, each in self.more.items() if key not in {"source", "remarks"}]
        masses = (*self.mass.inputs, self.original, self.count)
        states = (self.title, self.use, self.condition, self.access)
        # Of a number that stands only in print there is nothing of this to say.
        self._of_a_piece: tuple[Input, ...] = (*masses, self.place, self.parent_piece, *states, *told)
        self.form.add(self.how, self.collection, self.mission)
        self.form.add(self.number, self.parent_piece, self.form_input)
        self.form.add(*self.mass.inputs, self.original)
        self.form.add(self.place, self.count)
        self.form.add(self.finder, self.where_found)
        self.form.add(self.claimed, self.steps)
        self.form.add(self.case)
        self.form.add(self.name, self.title, self.owner)
        self.form.add(self.use, self.condition, self.access)
        for at in range(0, len(more), 3):
            self.form.add(*more[at : at + 3])

    def _terms(self, key: str) -> list[tuple[str, str]]:
        return terms(self.wording, self.vocabularies, FIELDS[key])

    def _collection(self) -> OpenCollectionSummary | None:
        return next((each for each in self.form_context.collections if each.uid == self.collection.value()), None)

    def _opened(self) -> OpenCollectionSummary:
        collection = self._collection()
        if collection is None:
            raise AssertionError("a piece is registered only into a collection that is open")
        return collection

    def _place(self) -> PlaceRef | None:
        return self.place.ref()

    def _found(self) -> Found | None:
        if self.how.value() != _FOUND:
            return None
        return Found(
            finder=self.finder.value(),
            where=self.where_found.value(),
            claimed_number=self.claimed.value(),
            steps=self.steps.value(),
        )

    def _propose(self) -> None:
        parent, session = self.parent_piece.value(), self.context.session
        if (parent,) == self._hinted:
            return
        self._hinted = (parent,)
        self.number.propose("")
        if parent:
            self.inquire(
                lambda: proposed_numbers(session, piece_meant(session, parent).uid, [""])[0],
                self._proposed,
                self._not_proposed,
            )

    def _proposed(self, number: str) -> None:
        self.number.propose(number)
        self.set_primary(self.primary(), enabled=self.primary_button.isEnabled())

    def _not_proposed(self, error: Exception) -> None:
        # Why a parent cannot be read is told at its input by the rules.
        if not isinstance(error, Refusal):
            self.context.lanes.fault.emit(error)


def open_register(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that registers a piece."""
    return opened(RegisterDialog(context, selection, parent))
