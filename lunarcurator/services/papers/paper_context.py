"""What a paper is made from: the open store, the words, the subject asked for, and the moment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lunarcurator.documents.mass_sums import MassSum
from lunarcurator.documents.model import MassFigure, NoMass, Value
from lunarcurator.domain.days import UNKNOWN_DAY, Day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import Bound, KnownMass, beside_unweighed
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services.mass_words import word_for_no_mass
from lunarcurator.services.number_meanings import read_number
from lunarcurator.services.pieces import PieceView, piece_view
from lunarcurator.services.stated_days import StatedDay
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from lunarcurator.store.reads.past import rows_at
from lunarcurator.store.reads.rows import PieceRow, piece_rows

PATH: Final = " \u203a "


class PaperRefused(Refusal):
    """A paper cannot be made of what was asked for; the sentence says why."""


@dataclass(frozen=True, slots=True)
class PaperWanted:
    """Which paper is wanted, of what, as it stood at a moment.

    `of` is what a person typed: a number, a place, `#12` for an entry, a day, by the subject of the paper; `uid`
    stands in its place where the window knows it.
    """

    paper: str
    of: str = ""
    uid: Uid | None = None
    moment: Moment = NOW


@dataclass(frozen=True, slots=True)
class PaperContext:
    """One paper being filled: the desk, the words of its language, and what is wanted."""

    session: StoreSession
    words: Words
    wanted: PaperWanted

    def say(self, key: str, **facts: object) -> str:
        """Return the sentence of a key."""
        return self.words.say(key, facts)

    def term(self, area: str, code: object) -> str:
        """Return the word of a code as it stands by itself; a code nobody worded stays as it is."""
        text = str(code or "")
        key = f"{area}.{text}"
        return self.words.label(key) if text and self.words.has(key) else text

    def word(self, area: str, code: object) -> str:
        """Return the word of a code for running text, and in the place of a figure."""
        text = str(code or "")
        key = f"{area}.{text}"
        return self.words.say(key) if text and self.words.has(key) else text

    def listed(self, area: str, codes: Iterable[object]) -> str:
        """Return the words of several codes in a row, the first as it stands by itself."""
        told = ", ".join(self.word(area, code) for code in codes)
        return told[:1].upper() + told[1:]

    def day(self, day: Day, stated: str = "") -> str:
        """Return a day as people read it, as its source words it; empty for none."""
        return "" if day == UNKNOWN_DAY else StatedDay(day, stated).text(self.words)

    def sum_value(self, total: MassSum, unit: str = "g") -> Value:
        """Return what some masses add up to for a column of masses, in words where nobody knows it."""
        figure = total.figure
        return self.say("mass.unknown") if figure is None else known_value(KnownMass(*figure), unit)

    def gone_value(self, known: KnownMass, unweighed: int) -> Value:
        """Return what went of a line for a column of masses in mg: at least that, with whole unweighed pieces.

        In words where nobody knows any of it; None where nothing went.
        """
        if not known.ug and not unweighed:
            return None
        whole = beside_unweighed(known, unweighed)
        if whole is None:
            return self.say("mass.unknown")
        return MassFigure.of(whole) if whole.bound is Bound.AT_LEAST else known_value(whole, "mg")

    def rows(self, connection: Any, ids: Sequence[int]) -> dict[int, PieceRow]:
        """Return the rows of pieces as they stood at the moment of the paper, by local id."""
        moment = self.wanted.moment
        return piece_rows(connection, ids) if moment.is_now else rows_at(connection, ids, moment)

    def piece_uid(self) -> Uid:
        """Return the piece the paper is of; raises `UnclearReference`, or `PaperRefused` where none is named."""
        if self.wanted.uid is not None:
            return self.wanted.uid
        if not self.wanted.of.strip():
            raise PaperRefused("paper.of_missing", subject="piece")
        return read_number(self.session, self.wanted.of, self.wanted.moment).uid

    def piece(self) -> PieceView:
        """Return the piece the paper is of as it stood; raises `PaperRefused` where the book had none."""
        found = piece_view(self.session, self.piece_uid(), self.wanted.moment)
        if found is None:
            raise PaperRefused("paper.not_in_book", of=self.wanted.of)
        return found


def mass_value(row: PieceRow, context: PaperContext) -> Value:
    """Return the mass of a piece for a column of masses: a figure, or in words a bound, or why there is none."""
    if row.own_mass is not None:
        return known_value(row.own_mass)
    word = word_for_no_mass(context.words, row.no_figure)
    return NoMass(word) if row.no_figure.is_gone else word


def known_value(mass: KnownMass | None, unit: str = "g") -> Value:
    """Return a known mass for a column of masses: a figure, in words a bound; None where nobody knows it.

    A bound says its unit, which is `unit`.
    """
    if mass is None:
        return None
    return MassFigure(mass.ug, mass.resolution_ug, mass.about) if mass.bound is None else mass.shown(unit)


def mass_text(row: PieceRow, context: PaperContext) -> str:
    """Return the mass of a piece for running text, its unit with it, an estimate with its sign."""
    value = mass_value(row, context)
    if not isinstance(value, MassFigure):
        return str(value)
    return KnownMass(*value).shown()


def place_text(row: PieceRow) -> str:
    """Return where a piece stands or who holds it, from the outermost place inwards."""
    return PATH.join(row.holder or row.place)
