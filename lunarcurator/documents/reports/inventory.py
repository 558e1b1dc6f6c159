"""The inventory: one row for each piece, with what it weighs, where it is and who answers for it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from lunarcurator.documents.model import (
    AboutLine,
    Column,
    ColumnKind,
    Document,
    MassFigure,
    NoMass,
    NominalFigure,
    Say,
    Sheet,
    Value,
    capital,
    wording,
)
from lunarcurator.documents.reports.about import Circumstances, about_lines
from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.known_mass import finest, sum_of_weighed
from lunarcurator.domain.mass_display import plain_mass
from lunarcurator.domain.status import Access, BasicUse, Condition, Custody, Existence, IdentityDoubt, Title

LEVELS: Final = 8
"""So many levels of a place can be columns of their own, the site first; the path has all of them."""
_NO_LEVELS: Final = ("",) * LEVELS


type Nominal = Callable[[NominalFigure], str]
"""Words a mass that somebody meant to make."""


@dataclass(frozen=True, slots=True)
class InventoryRow:
    """One piece as the inventory shows it: masses in micrograms, vocabularies as codes, all else as printed.

    `quality` says how the mass now is known, `reason` why it is not. A piece whose mass nobody knows has no
    `mass_now`, which is not zero. `place` is the path from the site down; `pristinity_milli` is in thousandths
    of a percent; `generic` is the number of the oldest ancestor, `ancestors` all from it down to the parent.
    `statements` is how many sources say something of the piece beside the book.
    """

    number: str
    quality: Quality
    other_names: tuple[str, ...] = ()
    parent: str = ""
    collection: str = ""
    mission: str = ""
    form: str = ""
    class_name: str = ""
    subclass: str = ""
    mass_now: MassFigure | None = None
    mass_originally: MassFigure | None = None
    reason: str = ""
    existence: Existence | None = None
    custody: Custody | None = None
    condition: Condition | None = None
    access: Access | None = None
    basic_use: BasicUse | None = None
    title: Title | None = None
    place: tuple[str, ...] = ()
    pristinity_milli: int | None = None
    remarks: str = ""
    generic: str = ""
    ancestors: tuple[str, ...] = ()
    count: int | None = None
    identity_doubt: IdentityDoubt | None = None
    body: str = ""
    statements: int = 0


def inventory(
    rows: Iterable[InventoryRow],
    say: Say,
    circumstances: Circumstances,
    *,
    language: str = "en",
    unit: str = "g",
    nominal: Nominal | None = None,
) -> Document:
    """Make the inventory of the rows given, masses in `unit`; its totals stand among what it says of itself.

    `nominal` words a nominal mass where no column says how masses are known.
    """
    title = say("report.inventory")
    tally = _Tally()
    words = _Words(say, nominal)
    sheet = Sheet(title, _columns(say, unit), (words.row(row) for row in tally.counted(rows)))
    return Document(title, (sheet,), _about(say, title, circumstances, tally), wording(say, language))


def _columns(say: Say, unit: str) -> tuple[Column, ...]:
    mass = ColumnKind.MASS
    return (
        Column("number", say("report.number"), width=18),
        Column("other_names", say("report.other_names"), width=20),
        Column("parent", say("report.parent"), width=16),
        Column("collection", say("report.collection"), width=16),
        Column("mission", say("report.mission"), width=14),
        Column("form", say("report.form"), width=16),
        Column("class_name", say("report.class_name"), width=18),
        Column("subclass", say("report.subclass"), width=18),
        Column("mass_now", say("report.mass_now"), mass, unit, width=15, known_by="quality"),
        # How the mass of now is known says nothing of the original one, which has its sign itself.
        Column("mass_originally", say("report.mass_originally"), mass, unit, width=19),
        Column("quality", say("report.how_known"), width=26),
        Column("existence", say("report.existence")),
        Column("custody", say("report.custody"), width=12),
        Column("condition", say("report.condition")),
        Column("access", say("report.access"), width=12),
        Column("basic_use", say("report.basic_use"), width=18),
        Column("title", say("report.title"), width=16),
        Column("place", say("report.place"), width=40),
        Column("pristinity", say("report.pristinity"), ColumnKind.PERCENT),
        Column("remarks", say("report.remarks"), width=40),
        Column("generic", say("report.generic"), width=16, optional=True),
        Column("ancestors", say("report.ancestors"), width=30, optional=True),
        Column("count", say("report.count"), ColumnKind.INTEGER, width=10, optional=True),
        Column("identity_doubt", say("report.identity_doubt"), width=18, optional=True),
        Column("body", say("report.body"), width=10, optional=True),
        Column("statements", say("report.statements"), ColumnKind.INTEGER, width=14, optional=True),
        *(
            Column(f"place_{level}", say("report.place_level", {"level": level}), width=18, optional=True)
            for level in range(1, LEVELS + 1)
        ),
    )


@dataclass(slots=True)
class _Tally:
    """Counts the pieces as they go by."""

    pieces: int = 0
    known: int = 0
    known_ug: int = 0
    estimated_ug: int = 0
    bounded_ug: int = 0
    unknown: int = 0
    resolution_ug: int | None = None

    def counted(self, rows: Iterable[InventoryRow]) -> Iterator[InventoryRow]:
        for row in rows:
            self.pieces += 1
            nominal = row.quality is Quality.NOMINAL
            # What is planned, or is no piece any more, weighs nothing: the balance does not count it either.
            if (row.mass_now is None or nominal) and row.existence in (None, Existence.EXISTS):
                self.unknown += 1
            if row.mass_now is not None and not nominal:
                self.known += 1
                self.known_ug += row.mass_now.ug
                self.resolution_ug = finest(self.resolution_ug, row.mass_now.resolution_ug)
                self.estimated_ug += row.mass_now.ug if row.quality is Quality.ESTIMATED else 0
                self.bounded_ug += row.mass_now.ug if row.quality is Quality.UPPER_BOUND else 0
            yield row


class _Words:
    """Turns codes into words, each only once for a whole list."""

    def __init__(self, say: Say, nominal: Nominal | None) -> None:
        self._nominal = nominal
        self._say = lru_cache(maxsize=1024)(say)
        self._term = lru_cache(maxsize=1024)(lambda key: capital(say(key)))

    def row(self, row: InventoryRow) -> tuple[Value, ...]:
        return (
            row.number,
            "; ".join(row.other_names),
            row.parent,
            row.collection,
            row.mission,
            row.form,
            row.class_name,
            row.subclass,
            self._mass_now(row),
            row.mass_originally,
            self._how_known(row),
            row.existence and self._term(f"existence.{row.existence}"),
            row.custody and self._term(f"custody.{row.custody}"),
            row.condition and self._term(f"condition.{row.condition}"),
            row.access and self._term(f"access.{row.access}"),
            row.basic_use and self._term(f"basic_use.{row.basic_use}"),
            row.title and self._term(f"title.{row.title}"),
            " › ".join(row.place),
            row.pristinity_milli,
            row.remarks,
            row.generic,
            " › ".join(row.ancestors),
            row.count,
            row.identity_doubt and self._term(f"identity_doubt.{row.identity_doubt}"),
            row.body,
            row.statements or None,
            *(*row.place, *_NO_LEVELS)[:LEVELS],
        )

    def _mass_now(self, row: InventoryRow) -> Value:
        """Return the mass now; where there is nothing to weigh the cell is empty, and no sum lacks it."""
        if isinstance(row.mass_now, NominalFigure) and self._nominal is not None:
            return self._nominal(row.mass_now)
        gone = row.existence not in {None, Existence.EXISTS} or row.quality is Quality.NOT_APPLICABLE
        return NoMass("") if row.mass_now is None and gone else row.mass_now

    def _how_known(self, row: InventoryRow) -> str:
        if row.mass_now is None and row.existence not in {None, Existence.EXISTS}:
            # How there is no piece stands in a column of its own.
            return ""
        known = self._term(f"quality.{row.quality}")
        if row.reason and row.reason != row.quality:
            return f"{known}: {self._say(f'unknown_reason.{row.reason}')}"
        return known


def _about(say: Say, title: str, circumstances: Circumstances, tally: _Tally) -> Iterator[AboutLine]:
    yield from about_lines(say, title, circumstances)
    yield AboutLine(say("about.pieces"), str(tally.pieces))
    known_ug, fine = tally.known_ug, tally.resolution_ug
    weighed = sum_of_weighed(known_ug, tally.estimated_ug, tally.bounded_ug, tally.unknown, fine)
    known = (
        f"{weighed.sign}{plain_mass(weighed.ug, 'g', fine)} g"
        if tally.known or not tally.unknown
        else say("mass.unknown")
    )
    yield AboutLine(say("about.known_mass"), known)
    if tally.estimated_ug:
        yield AboutLine(say("about.of_which_estimated"), f"~{plain_mass(tally.estimated_ug)} g")
    yield AboutLine(say("about.unknown_pieces"), str(tally.unknown))
