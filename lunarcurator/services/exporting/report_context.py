"""What every report is made from: one snapshot of the store, the words, and what was asked for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import batched
from typing import Any, Final, cast

from lunarcurator.documents.model import Column, ColumnKind, Document, MassFigure, NominalFigure, PartFigure, Value
from lunarcurator.documents.reports.about import Circumstances
from lunarcurator.documents.reports.listing import listing
from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import Bound
from lunarcurator.domain.mass_display import plain_mass
from lunarcurator.services.exporting.scoping import pieces_of
from lunarcurator.services.exporting.wanted import Wanted
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from lunarcurator.store.reads import past
from lunarcurator.store.reads.records_then import RecordLens
from lunarcurator.store.reads.rows import PieceRow, piece_rows

CHUNK: Final = 400
"""So many pieces are read at a time."""


@dataclass(frozen=True, slots=True)
class OpenedReport:
    """A document whose rows are read from the store as they are asked for, once; `total` is how many at most."""

    document: Document
    total: int


@dataclass(frozen=True, slots=True)
class ReportContext:
    """One report being made within one snapshot."""

    session: StoreSession
    words: Words
    wanted: Wanted
    connection: Any
    circumstances: Circumstances

    @property
    def as_of(self) -> Day:
        """The day the report shows."""
        return self.session.day_of(self.wanted.moment)

    @property
    def lens(self) -> RecordLens:
        """The loan desk of that day."""
        return self.session.lens(self.connection, self.wanted.moment)

    def pieces(self) -> Sequence[int]:
        """Return the local ids of the pieces asked for, by collection, mission, family and number."""
        return pieces_of(self.session, self.connection, self.wanted.scope, self.wanted.moment)

    def rows(self, ids: Sequence[int]) -> Iterator[PieceRow]:
        """Yield the rows of those of these pieces that were there at the moment, in the same order."""
        moment, connection = self.wanted.moment, self.connection
        for some in batched(ids, CHUNK):
            found = piece_rows(connection, some) if moment.is_now else past.rows_at(connection, some, moment)
            yield from (found[id_] for id_ in some if id_ in found)

    def word(self, prefix: str, code: object) -> str:
        """Return the word of a code of a vocabulary, the code itself where nobody gave it one, "" for none."""
        key = f"{prefix}.{code}"
        return "" if not code else self.words.label(key) if self.words.has(key) else str(code)

    def column(self, key: str, width: int = 14) -> Column:
        """Return a column of texts whose label is worded under `report.KEY`."""
        return Column(key, self.words.say(f"report.{key}"), width=width)

    def mass(self, key: str, width: int = 15) -> Column:
        """Return a column of masses in the unit asked for, labelled like `column`."""
        return Column(key, self.words.say(f"report.{key}"), ColumnKind.MASS, self.wanted.unit, width=width)

    def day(self, key: str) -> Column:
        """Return a column of days, labelled like `column`."""
        return Column(key, self.words.say(f"report.{key}"), ColumnKind.DAY, width=12)

    def count(self, key: str) -> Column:
        """Return a column of whole numbers, labelled like `column`."""
        return Column(key, self.words.say(f"report.{key}"), ColumnKind.INTEGER, width=11)

    def year(self, key: str) -> Column:
        """Return a column of years, labelled like `column`."""
        return Column(key, self.words.say(f"report.{key}"), ColumnKind.YEAR, width=8)

    def list_of(
        self,
        columns: Sequence[Column],
        rows: Iterable[tuple[Value, ...]],
        total: int,
        *,
        outlined: bool = False,
        summed: str = "",
    ) -> OpenedReport:
        """Return the report as a plain list under its own name; `outlined` and `summed` as in `listing`."""
        title = self.words.say(f"report.{self.wanted.report}")
        language = self.words.language
        say = self.words.say
        told = self.circumstances
        made = listing(title, columns, rows, say, told, language=language, outlined=outlined, summed=summed)
        return OpenedReport(made, total)


def figure(ug: object, resolution_ug: object = None) -> MassFigure | None:
    """Return a mass in ug as a figure, None where there is none."""
    return MassFigure(ug, integer(resolution_ug)) if isinstance(ug, int) else None


def integer(value: object) -> int | None:
    """Return a recorded value that is a number."""
    return value if isinstance(value, int) else None


@lru_cache(maxsize=256)
def _term(code: str, terms: type[StrEnum]) -> StrEnum:
    # A list says the same few terms in each of its rows.
    return terms(code)


def term[T: StrEnum](value: object, terms: type[T]) -> T | None:
    """Return a recorded code as a term of its vocabulary."""
    return cast(T, _term(str(value), terms)) if value else None


def mass_now(row: PieceRow) -> MassFigure | None:
    """Return what a piece weighs by the book in ug; None where nobody knows, which is not zero."""
    quality = quality_of(row)
    if quality is Quality.NOMINAL:
        ug = integer(row.values.get("nominal_ug"))
        return None if ug is None else NominalFigure(ug)
    known = row.own_mass
    return (
        None
        if known is None or quality is Quality.UNKNOWN
        else MassFigure(known.ug, known.resolution_ug, known.about)
    )


def mass_told(row: PieceRow) -> MassFigure | None:
    """Return what a piece weighs for a list that does not say how that is known: an upper bound is told as one."""
    now = mass_now(row)
    bounded = now is not None and quality_of(row) is Quality.UPPER_BOUND
    return now._replace(bound=Bound.AT_MOST) if now is not None and bounded else now


def nominal_mass(nominal: NominalFigure, words: Words, unit: str) -> str:
    """Return a nominal mass in words: its digits alone would be taken for those of a mass."""
    return words.say("report.nominal", {"mass": plain_mass(nominal.ug, unit, nominal.resolution_ug)})


def mass_listed(row: PieceRow, words: Words, unit: str) -> Value:
    """Return the same for a cell of such a list, a nominal mass in words."""
    told = mass_told(row)
    return nominal_mass(told, words, unit) if isinstance(told, NominalFigure) else told


class Originals:
    """Tells the original masses of a list: what came of a piece in it is a part of what that came with.

    Rows come in the order of their numbers, a piece before what came of it.
    """

    def __init__(self) -> None:
        self._counted: set[int] = set()

    def of(self, row: PieceRow) -> MassFigure | None:
        """Return what a piece came with, as far as it is known; None where nobody says."""
        told, is_part = MassFigure.of(row.original_mass), row.parent in self._counted
        if is_part or told is not None:
            self._counted.add(row.id)
        return PartFigure(*told) if told is not None and is_part else told


def quality_of(row: PieceRow) -> Quality:
    """Return how the mass now of a piece is known."""
    return term(row.values.get("mass_quality"), Quality) or Quality.UNKNOWN


def the_piece(wanted: Wanted) -> Uid | None:
    """Return the one piece a report is about, or None where not exactly one is named."""
    pieces = wanted.scope.pieces or ()
    return pieces[0] if len(pieces) == 1 else None
