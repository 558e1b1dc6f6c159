"""Brings a first list into a book, lets things happen, and brings a second one in, written by somebody else."""

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from lunarcurator.domain.acts import Act, Override, Posting
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import EntryRef, PersonRef, PieceRef, PlaceRef, ref_of
from lunarcurator.domain.operations import (
    Consume,
    Move,
    Operation,
    Reading,
    Reverse,
    SetUpPlace,
    Weigh,
)
from lunarcurator.domain.operations.accounting import EnterLoan, OldLine
from lunarcurator.domain.operations.borrowing import SetUpPerson
from lunarcurator.services.importing import (
    ImportPlan,
    NothingToImport,
    Profiles,
    Source,
    Verdict,
    guess_reading,
    plan_reading,
    post_import,
)
from lunarcurator.services.importing.posting import NoRowGood
from lunarcurator.services.posting import Posted
from lunarcurator.services.store_session import StoreSession

from tests.made_once import copied
from tests.services.importing.conftest import OPERATOR, begun
from tests.services.importing.true_lists.answering import Author, CannotAnswerError
from tests.services.importing.true_lists.changes import Changes, changes
from tests.services.importing.true_lists.collection import KINDS, made
from tests.services.importing.true_lists.expecting import Before, Book, pieces_of, unexpected
from tests.services.importing.true_lists.grid import Grid
from tests.services.importing.true_lists.judging import book_of, faults, refused
from tests.services.importing.true_lists.rendering import Writer
from tests.services.importing.true_lists.trying import kept


@dataclass
class Second:
    """What became of a second list."""

    faults: list[str] = field(default_factory=list)
    verdict: str = "no first list"
    refused: list[str] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)


def tried_again(seed: int, first: Collection[str], second: Collection[str], folder: Path) -> Second:
    """Return what became of the second of two lists of one collection."""
    rng = Random(f"{seed}:again")
    kind = KINDS[rng.choice(["apollo", "apollo", "antarctic", "change", "plain"])]
    splits = rng.random() < 0.85
    (folder / "a.lunar").unlink(missing_ok=True)
    session = copied(begun, folder / "a.lunar").session
    happened = changes(rng, kind, made(rng, kind, splits=splits), session.today)
    outcome = Second()
    try:
        grid = (
            Writer(seed, legible(first)).written(kind, happened.first, splits=splits) if happened.first else None
        )
        if grid is None or not _came_in(session, grid, seed, folder):
            return outcome
        if not _happens(session, happened):
            return outcome
        there = Writer(seed + 1, legible(second)).written(kind, happened.second, splits=splits)
        there.from_book = "take_out" if happened.cut else "refuse"
        _second(session, there, happened, seed + 1, folder, outcome)
    finally:
        session.close()
    return outcome


def legible(habits: Collection[str]) -> frozenset[str]:
    """Return habits that leave a number readable: with a decimal comma 60036.40 becomes 60036,4, another split."""
    return frozenset(habits) - ({"decimal_numbers"} if "decimal_comma" in habits else set())


def _came_in(session: StoreSession, grid: Grid, seed: int, folder: Path) -> bool:
    """Bring the first list in, and tell whether all of it is in the book as it is."""
    try:
        plan, _ = brought(session, grid, seed, folder)
    except (CannotAnswerError, Refusal):
        return False
    return not plan.bad and not [*faults(session, grid, plan)]


def brought(session: StoreSession, grid: Grid, seed: int, folder: Path) -> tuple[ImportPlan, Posted | None]:
    """Bring a sheet in as its author would; return the plan, and what was posted if anything was."""
    _, path = kept(grid, seed, folder)
    try:
        plan = _planned(session, grid, path)
        try:
            return plan, post_import(session, plan, OPERATOR, skip_bad=True)
        except (NothingToImport, NoRowGood):
            return plan, None
    finally:
        path.unlink()


def _planned(session: StoreSession, grid: Grid, path: Path) -> ImportPlan:
    author, source = Author(grid), Source.open(path)
    sheet = "Sheet1" if grid.read_me else None
    reading = author.corrects(guess_reading(session, source, Profiles.load(), sheet))
    return plan_reading(session, source, author.answers(session, source, reading))


def _happens(session: StoreSession, happened: Changes) -> bool:
    """Post what happens to pieces between the lists, and tell whether it could."""
    person = SetUpPerson(name="A. Borrower")
    operations: list[Operation] = [SetUpPlace(kind="room", name="Room 9"), person]
    books = book_of(session)
    for number, what in happened.acts.items():
        if number not in books:
            continue
        piece = PieceRef(ref_of(books[number][0].uid))
        ug = happened.read_ug.get(number, 0)
        if what == "weigh":
            operations.append(Weigh(sample=piece, reading=Reading(net_ug=ug, resolution_ug=100)))
        elif what == "consume":
            operations.append(
                Consume(sample=piece, ug=ug, method="dissolved", by="A. Chemist", evidence="record 7")
            )
        elif what == "lend":
            lines = (OldLine(sample=piece),)
            operations.append(EnterLoan(borrower=PersonRef("A. Borrower"), lines=lines, source="old list"))
        else:
            operations.append(Move(to=PlaceRef("Room 9"), samples=(piece,)))
    acts = tuple(Act(operation=each, day=session.today) for each in operations)
    keys = ("enter_loan.without_agreement", "weigh.beyond_tolerance")
    try:
        session.post(
            Posting(
                acts=acts,
                operator=OPERATOR,
                overrides=tuple(Override(key=key, reason="true") for key in keys),
            )
        )
    except Refusal:
        return False
    return True


def _second(
    session: StoreSession, grid: Grid, happened: Changes, seed: int, folder: Path, outcome: Second
) -> None:
    before = Before(session)
    try:
        plan, posted = brought(session, grid, seed, folder)
    except CannotAnswerError as why:
        outcome.verdict, outcome.refused = "asked", [f"cannot answer {str(why)[:60]}"]
        return
    except Refusal as refusal:
        outcome.verdict, outcome.refused = "refused", [f"file: {refusal.key}"]
        return
    outcome.refused, outcome.rows = refused(plan), {str(key): count for key, count in plan.counts.items()}
    outcome.faults += unexpected(session, grid, plan, before, happened)
    outcome.verdict = "in part" if plan.bad else "right"
    after = pieces_of(session)
    outcome.faults += _once_more(session, grid, plan, seed, folder)
    if posted is not None:
        outcome.faults += _taken_back(session, grid, posted, before, after, seed, folder)
    if outcome.faults:
        outcome.verdict = "fault"


def _once_more(session: StoreSession, grid: Grid, first: ImportPlan, seed: int, folder: Path) -> list[str]:
    """Return what the very same list would do once more: nothing."""
    try:
        plan, posted = brought(session, grid, seed, folder)
    except (CannotAnswerError, Refusal) as why:
        return [f"again: not even read {why}"]
    found = [
        f"again: {row.number} {row.verdict}" for row in plan.rows if row.verdict in (Verdict.NEW, Verdict.CHANGED)
    ]
    good = {row.row: row for row in first.rows if row.verdict in (Verdict.NEW, Verdict.SAME, Verdict.CHANGED)}
    found += [
        f"again: {row.number} {good[row.row].verdict} is {row.verdict} {[reason.key for reason in row.reasons]}"
        for row in plan.rows
        if row.verdict in (Verdict.CONFLICT, Verdict.REFUSED)
        and row.row in good
        and good[row.row].number == row.number
    ]
    return found if posted is None else [*found, "again: posted"]


def _taken_back(
    session: StoreSession, grid: Grid, posted: Posted, before: Before, after: Book, seed: int, folder: Path
) -> list[str]:
    """Return what is otherwise once the list was undone, and came in again."""
    back = Act(operation=Reverse(entry=EntryRef(ref_of(posted.uid))), day=session.today)
    session.post(Posting(acts=(back,), operator=OPERATOR))
    found = [] if pieces_of(session) == before.pieces else ["undone: not as before"]
    brought(session, grid, seed, folder)
    again = pieces_of(session)
    if again != after:
        numbers = [number for number in {*again, *after} if again.get(number) != after.get(number)]
        found.append(f"undone and in again: not as once {numbers}")
    return found
