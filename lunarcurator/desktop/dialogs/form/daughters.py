"""The grid of daughters: what a row says, and how it becomes a piece to be made."""

from collections.abc import Mapping, Sequence
from typing import Final

from lunarcurator.desktop.dialogs.form.field_inputs import forms
from lunarcurator.desktop.dialogs.form.typed_mass import typed_mass
from lunarcurator.desktop.dialogs.form.wording import Wording
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.facts import ParentRole
from lunarcurator.domain.identity import BalanceRef, PlaceRef, ref_of
from lunarcurator.domain.mass import Mass, MassKind
from lunarcurator.domain.mass_text import MassTextError
from lunarcurator.domain.operations import Daughter, Reading
from lunarcurator.services.form_context import Balance
from lunarcurator.services.place_book import PlaceBook, UnclearPlace
from lunarcurator.services.vocabularies import Vocabularies

RECOVERED: Final = frozenset({"sawdust", "crumbs"})
"""Forms that are not daughters somebody wanted but what was swept up; they are numbered pieces too."""


class DaughterRows:
    """Reads the rows of a grid of daughters in one unit of mass."""

    def __init__(
        self,
        wording: Wording,
        vocabularies: Vocabularies,
        places: PlaceBook,
        unit: str,
    ) -> None:
        self._places, self._unit = places, unit
        self._forms = forms(wording, vocabularies)
        self._known = vocabularies.form_words
        self._words = dict(self._forms)
        self._unweighable = vocabularies.unweighable
        self.nobody = wording.words.say("dialog.nobody_has_it")
        """What stands in the column of places for a piece that is unaccounted for."""

    def form(self, row: Mapping[str, str]) -> str:
        """Return the code of the form typed in a row, or the word itself where nobody listed it."""
        typed = row.get("form", "").strip()
        return self._known.word(typed) or typed

    def form_word(self, code: str) -> str:
        """Return the word of a form."""
        return self._words.get(code, code)

    def form_words(self) -> tuple[str, ...]:
        """Return the words of all forms."""
        return tuple(word for _, word in self._forms)

    def place_words(self) -> tuple[str, ...]:
        """Return the paths of all places that take pieces, and the word for none at all."""
        return (*(card.path_text for card in self._places.usable(for_pieces=True)), self.nobody)

    def is_recovered(self, row: Mapping[str, str]) -> bool:
        """Tell whether a row is what was swept up."""
        return self.form(row) in RECOVERED

    def mass(self, row: Mapping[str, str]) -> Mass | None:
        """Return the mass typed in a row, None for none; raises `MassTextError`."""
        text = row.get("mass", "").strip()
        if not text:
            return None
        form = self._known.named(row.get("form", ""))
        kind = MassKind.NOMINAL if form in self._unweighable else MassKind.MEASURED
        return typed_mass(text, unit=self._unit, kind=kind)

    def mass_trouble(self, text: str) -> Refusal | None:
        """Return what is wrong with the text of a mass, or None."""
        try:
            if text.strip():
                typed_mass(text, unit=self._unit)
        except MassTextError as error:
            return error
        return None

    def place_trouble(self, text: str) -> Refusal | None:
        """Return what is wrong with the text of a place, or None."""
        try:
            if text.strip() and not self._is_nobody(text):
                self._places.find(text)
        except UnclearPlace as error:
            return error
        return None

    def daughter(self, row: Mapping[str, str], series: str, balance: Balance | None) -> Daughter:
        """Return the piece a row describes; a mass read on a balance is a reading of it."""
        mass, form = self.mass(row), self.form(row)
        place = row.get("place", "").strip()
        nobody = self._is_nobody(place)
        on_balance = mass is not None and balance is not None and mass.kind is MassKind.MEASURED
        reading = None
        if on_balance and mass is not None and balance is not None:
            reading = Reading(net_ug=mass.ug, balance=balance_ref(balance))
        return Daughter(
            number=row.get("number", "").strip(),
            series=series,
            form=form,
            mass=mass if mass is not None and not on_balance else Mass.unknown("not_weighed"),
            reading=reading,
            role=ParentRole.RECOVERED if form in RECOVERED else ParentRole.DAUGHTER,
            place=PlaceRef(ref_of(self._places.find(place).uid)) if place and not nobody else None,
            remarks=row.get("note", "").strip(),
            interior=bool(row.get("interior", "").strip()),
            unaccounted=nobody,
        )

    def _is_nobody(self, text: str) -> bool:
        return text.strip().casefold() == self.nobody.casefold()


def balance_ref(balance: Balance) -> BalanceRef:
    """Return the exact reference of a balance."""
    return BalanceRef(ref_of(balance.uid))


def typed_numbers(rows: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    """Return the numbers somebody typed himself."""
    return tuple(text for row in rows if (text := row.get("number", "").strip()))
