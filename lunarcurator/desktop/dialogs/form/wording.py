"""Words for what stands in cards and lists: terms, masses, paths, all from the catalogue."""

from collections.abc import Iterable, Mapping, Sequence

from lunarcurator.domain.known_mass import finest, sum_of_weighed
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.mass_display import shown_mass_with_unit
from lunarcurator.domain.tolerance import in_whole_steps
from lunarcurator.services.form_context import PieceSummary
from lunarcurator.services.mass_words import word_for_no_mass
from lunarcurator.services.place_book import PlaceBook
from lunarcurator.services.spellings import Spellings
from lunarcurator.services.words import Words

DOT = " \u00b7 "


class Wording:
    """Turns codes and figures of cards into words for eyes; masses are in `unit` where no other is asked for."""

    def __init__(self, words: Words, spellings: Spellings | None = None, unit: str = "g") -> None:
        self.words, self.unit = words, unit
        self._spellings = spellings or Spellings()

    def term(self, area: str, code: str) -> str:
        """Return the word of a code as it stands by itself; a word nobody listed stays as it was typed."""
        key = f"{area}.{code}"
        return self.words.label(key) if code and self.words.has(key) else code

    def spelled(self, area: str, codes: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """Return what each code of an area is called in every language, for whoever types it."""
        return {code: self._spellings.of(f"{area}.{code}") for code in codes}

    def mass(self, mass: Mass | int, unit: str = "", resolution_ug: int | None = None) -> str:
        """Return a mass with its unit and the decimals of a resolution, or the reason why it is unknown."""
        shown = shown_mass_with_unit(mass, unit or self.unit, resolution_ug)
        if shown or not isinstance(mass, Mass):
            return shown
        return self.words.say(f"unknown_reason.{mass.reason}") if mass.reason else self.words.say("mass.unknown")

    def around(self, tolerance_ug: int, unit: str, resolution_ug: int | None) -> str:
        """Return a tolerance for eyes: whole steps of the resolution, since no difference lies between them."""
        return self.mass(in_whole_steps(tolerance_ug, resolution_ug or 1), unit)

    def piece_mass(self, piece: PieceSummary, unit: str = "") -> str:
        """Return what a piece weighs by the book, with the sign of an estimate or a bound."""
        known = piece.own_mass
        return known.shown(unit or self.unit) if known else word_for_no_mass(self.words, piece.no_figure)

    def known_of(self, pieces: Sequence[PieceSummary]) -> str:
        """Return what those of some pieces weigh together whose mass is known; "" where of none it is."""
        masses = [each for piece in pieces if (each := piece.own_mass)]
        if len(masses) == 1:
            return masses[0].shown(self.unit)
        bounded = sum(each.ug for each in masses if each.bound)
        fine = finest(*(each.resolution_ug for each in masses))
        known = sum_of_weighed(
            sum(each.ug for each in masses), sum(each.about for each in masses), bounded, 0, fine
        )
        return known.shown(self.unit) if masses else ""

    def kind_of(self, piece: PieceSummary) -> str:
        """Return form, class and mission of a piece in one line."""
        parts = (self.term("form", piece.form), piece.class_name, piece.mission)
        return DOT.join(part for part in parts if part)

    def where(self, piece: PieceSummary, places: PlaceBook) -> str:
        """Return path, condition and atmosphere of a piece in one line."""
        place = places.get(piece.place)
        condition = piece.condition
        parts = (
            place.path_text if place else self.words.say("place.not_stated"),
            "" if condition in {"", "not_stated"} else self.term("condition", condition),
            self.term("atmosphere", places.atmosphere(piece.place)),
        )
        return DOT.join(part for part in parts if part)

    def numbers(self, pieces: Iterable[PieceSummary]) -> str:
        """Return the numbers of pieces as a list with its joint, at most five."""
        return self.words.say("list.numbers", {"numbers": [piece.number for piece in pieces]})
