"""A source on its way through the steps: how it is read, what is open about it, and its first rows to look at."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Final

from lunarcurator.desktop.lanes import Ticket
from lunarcurator.domain.days import Day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import OperatorRef
from lunarcurator.exchange.blocks import whole_name
from lunarcurator.exchange.book import Row
from lunarcurator.services.importing import (
    ImportPlan,
    PlannedRow,
    Profiles,
    Question,
    Reading,
    Source,
    TextForm,
    Told,
    Unread,
    Verdict,
    guess_reading,
    plan_reading,
    post_import,
    questions,
    unanswered,
    unread,
)
from lunarcurator.services.importing.asking.answered_reading import settled
from lunarcurator.services.importing.asking.collection import COLLECTION
from lunarcurator.services.importing.asking.looking import Looking
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.first_pieces import first_pieces
from lunarcurator.services.importing.guessing import rows_of
from lunarcurator.services.importing.import_draft import SaidOfSheet, gone_on
from lunarcurator.services.importing.shapes import in_parts
from lunarcurator.services.importing.source import is_part
from lunarcurator.services.posting import Posted
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.whole_files import FileImport, imports_in_book

FIRST: Final = 1_000
"""So many rows of a sheet are shown as they stand."""

_EXAMPLES: Final = 3
_LOOKED_AT: Final = 60


@dataclass(frozen=True, slots=True)
class Case:
    """All that is known before rows are judged.

    `first` are the first rows as they stand, and `left` columns of the file stand before the shown ones. `in_book`
    are the imports of the same file that stand. Of a list that the lab did not save the proposal is shown first:
    the `collection` it goes into, and the `pieces` its first rows would become, or `why` nobody can tell.
    """

    source: Source
    reading: Reading
    asked: tuple[Question, ...]
    first: tuple[Row, ...] = field(repr=False)
    examples: Mapping[str, tuple[str, ...]] = field(repr=False)
    in_book: tuple[FileImport, ...] = ()
    collection: Question | None = None
    left: int = 0
    pieces: tuple[PlannedRow, ...] = field(default=(), repr=False)
    why: Refusal | None = None

    @property
    def open_now(self) -> tuple[Question, ...]:
        """The questions that must be answered and are not."""
        return unanswered(self.asked, self.reading)

    @property
    def waits(self) -> bool:
        """Whether a question must be answered that shows no answer, not even a proposed one."""
        return any(not each.takes(each.proposed) for each in self.open_now)

    @property
    def is_plain(self) -> bool:
        """Whether rows can be judged at once: nothing to look at first, and nothing to ask."""
        return self.reading.kept and not self.reading.report and not self.wants_a_look and not self.open_now

    @property
    def in_front(self) -> tuple[Question, ...]:
        """The questions to be seen before anything else: that about the collection, and what must be answered."""
        first = (self.collection,) if self.collection is not None else ()
        return (*first, *(each for each in self.asked if each.must and each.kind is not COLLECTION))

    @property
    def assumed(self) -> tuple[Question, ...]:
        """The questions that hold as they are proposed, unless somebody says otherwise."""
        return tuple(each for each in self.asked if not each.must)

    @property
    def said(self) -> Told:
        """What a person says of where the table stands."""
        return self.reading.told

    def said_of(self, sheet: str) -> Told:
        """Return what is said of another sheet: of another part of the same one its shape."""
        same = whole_name(sheet) == whole_name(self.reading.sheet)
        return self.said.of_parts if same and is_part(self.source, sheet) else Told()

    @property
    def wants_a_look(self) -> bool:
        """Whether a person should see the sheet first: there are several, or no row is known to be the header.

        A report of rows says itself where they stand.
        """
        return not self.reading.report and (len(self.source.sheets) > 1 or bool(self.reading.guess.perhaps_header))


def opened(session: StoreSession, path: Path | None, text: str, form: TextForm) -> Case | Unread:
    """Return the case of a file, or of rows pasted as `text`; what a text looks like that could not be read.

    Raises `Refusal` for what is no table.
    """
    if path is None:
        return look_into(session, Source.pasted(text, form=form))
    try:
        return look_into(session, Source.open(path, form=form))
    except Refusal as refusal:
        found = unread(path, form, refusal)
        if found is None:
            raise
        return found


def look_into(session: StoreSession, source: Source, sheet: str | None = None, said: Told | None = None) -> Case:
    """Return how a source reads best, with what is open about it. Raises `Refusal`.

    Where no sheet is said and the best one is in the book already, it is the next one in sight that is not.
    """
    in_book, profiles = imports_in_book(session, source.book.sha256), Profiles.load(session.path)
    reading = guess_reading(session, source, profiles, sheet, said=said)
    after = next_sheet(source, reading.sheet, {each.sheet for each in in_book}) if sheet is None else ""
    if after not in ("", reading.sheet):
        reading = guess_reading(session, source, profiles, after, said=said)
    source, said = in_parts(source.cut(reading.sheet, ()), reading)
    if parts := source.parts(reading.sheet):
        reading = guess_reading(session, source, profiles, parts[0], said=said)
    table = source.sheet(reading.sheet)
    first, examples = tuple(islice(table.rows(), FIRST)), _examples(source, reading)
    case = Case(source, reading, (), first, examples, in_book, left=table.left)
    return reconsidered(session, case, reading)


def next_sheet(source: Source, sheet: str, brought: Collection[str]) -> str:
    """Return the first sheet in sight, from one of them on, that was not brought in yet; "" for none."""
    offers = [offer.name for offer in source.sheets if not offer.hidden]
    here = offers.index(sheet) if sheet in offers else 0
    # A sheet whose parts came in is no sheet to go on with.
    done = {*brought, *map(whole_name, brought)}
    return next((name for name in offers[here:] + offers[:here] if name not in done), "")


def reconsidered(session: StoreSession, case: Case, reading: Reading) -> Case:
    """Return the case with another reading, and what is open about that one. Raises `Refusal`."""
    asked, pieces, why = questions(session, case.source, reading), tuple[PlannedRow, ...](), None
    try:
        pieces = first_pieces(session, case.source, reading)
    except Refusal as refusal:
        why = refusal
    open_one = next((each for each in asked if each.kind is COLLECTION), None)
    collection = open_one or COLLECTION.taken(Looking(session, case.source, settled(reading)))
    return replace(case, reading=reading, asked=asked, collection=collection, pieces=pieces, why=why)


def gone_on_with(session: StoreSession, source: Source, said: SaidOfSheet) -> tuple[Case, bool]:
    """Return a source with what was said of it before, as far as it still reads like that, and whether it does."""
    case = look_into(session, source, said.sheet, said.told)
    reading, fits = gone_on(case.reading, said)
    return reconsidered(session, case, reading), fits


def judge(session: StoreSession, case: Case, days: Mapping[str, Day], ticket: Ticket) -> ImportPlan:
    """Return the verdicts over all rows; counts are made here, off the interface thread."""
    plan = plan_reading(
        session,
        case.source,
        case.reading,
        asked=case.asked,
        effective=days or None,
        progress=ticket.progress,
        should_stop=ticket.should_stop,
    )
    # The plan remembers these for the window, for which a look through all rows takes longer than a frame.
    _ = plan.days_taken, plan.numbers_given, plan.warned
    return plan


def write(
    session: StoreSession, source: Source, plan: ImportPlan, operator: OperatorRef, ticket: Ticket
) -> tuple[Posted, str]:
    """Post the rows that can come in; return the entry, and the next sheet in sight that is not in the book."""
    posted = post_import(
        session, plan, operator, skip_bad=True, progress=ticket.progress, should_stop=ticket.should_stop
    )
    brought = {plan.sheet, *(each.sheet for each in imports_in_book(session, plan.sha256))}
    return posted, next_sheet(source, plan.sheet, brought)


def sift(
    plan: ImportPlan, verdicts: Collection[Verdict], text: str, why: Callable[[PlannedRow], str]
) -> list[PlannedRow]:
    """Return the rows of these verdicts (none: all) with a text in their number or in `why`, their reasons.

    Those with a reason come first: they need an eye.
    """
    text = text.strip().casefold()
    rows = (
        row
        for row in plan.rows
        if (not verdicts or row.verdict in verdicts)
        and (not text or text in row.number.casefold() or text in why(row).casefold())
    )
    return sorted(rows, key=lambda row: not row.reasons)


def _examples(source: Source, reading: Reading) -> dict[str, tuple[str, ...]]:
    rows = [*islice(rows_of(source, reading).rows(), _LOOKED_AT)]
    return {
        name: tuple(islice(dict.fromkeys(filter(None, (plain(row.cells[at]) for row in rows))), _EXAMPLES))
        for at, name in enumerate(reading.columns)
    }
