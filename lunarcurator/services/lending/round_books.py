"""The workbooks of an inventory round: one for each borrower, written out before anybody answers."""

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Final

from lunarcurator.documents.inventory_table import MARK, InventoryBook, InventoryRow
from lunarcurator.documents.rendering import RenderStopped
from lunarcurator.domain.days import show_day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.lending.rounds import Round
from lunarcurator.domain.lending.terms import RoundAnswer
from lunarcurator.exchange.new_file import new_file
from lunarcurator.file_names import is_there
from lunarcurator.services.lending.reaching import name_now
from lunarcurator.services.lending.rounds import LineInRound, PersonInRound, RoundRecord
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words

_UNSAFE: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_LONGEST: Final = 120
_HEADERS: Final = (
    *("round_book.line", "round_book.number", "round_book.form", "round_book.issued", "round_book.due"),
    *("round_book.held", "round_book.answer", "round_book.found", "round_book.remark"),
)
_SIGNING: Final = (
    *("round_book.signed_by", "round_book.signed_on", "round_book.witnessed_by", "round_book.witnessed_on"),
)

type Progress = Callable[[int, int], None]
type Stop = Callable[[], bool]


def export_round(
    session: StoreSession,
    words: Words,
    record: RoundRecord,
    folder: Path,
    progress: Progress = lambda _done, _total: None,
    should_stop: Stop = lambda: False,
) -> tuple[Path, ...]:
    """Write one workbook for each borrower a round still asks into a folder and return them.

    Called off it leaves none. Raises `RenderStopped`, and `SheetError` where the folder cannot be written to; a
    workbook that is there already is refused, because somebody may have answered in it.
    """
    # The library of workbooks takes 18 MiB and 0.2 s, and no start of the window needs it.
    from lunarcurator.documents.inventory_book import write_inventory_book

    paths = _paths(record, folder)
    for path in paths:
        if is_there(path):
            raise Refusal("round.book_exists", file=path.name)
    written: list[Path] = []
    try:
        for path, person in zip(paths, record.asked, strict=True):
            if should_stop():
                raise RenderStopped("document.stopped", rows=len(written))
            with new_file(path) as stream:
                written.append(path)
                write_inventory_book(book_of(words, record.round, person, session.path.name), stream)
            progress(len(written), len(paths))
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return tuple(written)


def book_of(words: Words, round_: Round, person: PersonInRound, store: str) -> InventoryBook:
    """Return what stands in the workbook of one borrower."""
    say = words.say
    heading = (
        (say("round_book.borrower"), name_now(words, person.name, person.gone)),
        (say("round_book.institution"), person.institution),
        (say("round_book.round"), round_.code),
        (say("round_book.frozen"), show_day(round_.frozen)),
        (say("round_book.held_on"), show_day(person.asked.day)),
        (say("round_book.deadline"), show_day(round_.deadline)),
        (say("round_book.store"), store),
    )
    return InventoryBook(
        mark=f"{MARK} {round_.uid} {person.uid}",
        title=say("round_book.title"),
        sheet=round_.code,
        heading=tuple((label, told) for label, told in heading if told),
        explained=say("round_book.explained"),
        signing=tuple(say(key) for key in _SIGNING),
        headers=tuple(say(key) for key in _HEADERS),
        choices=tuple(words.label(f"round_answer.{each}") for each in RoundAnswer),
        rows=tuple(_row(words, each) for each in person.asked_for),
        cut=say("document.cut"),
    )


def _row(words: Words, line: LineInRound) -> InventoryRow:
    form = words.label(f"form.{line.form}") if words.has(f"form.{line.form}") else line.form
    # What is no exact figure stands as text: with a sign it is none that anybody reckons with.
    now = line.now
    exact = now is not None and not now.sign
    held = Decimal(now.ug) / 1000 if now is not None and exact else None
    told = now.shown("mg") if now is not None else words.say("mass.unknown")
    return InventoryRow(
        key=line.uid,
        code=line.code,
        number=line.number or line.described,
        form=form,
        issued=show_day(line.issued) if line.issued else "",
        due=_due(words, line),
        held_mg=held,
        unknown="" if exact else told,
        held_to=max(len(now.parts("mg")[1]) - 1, 0) if now is not None else 0,
    )


def _due(words: Words, line: LineInRound) -> str:
    """Return the due day, and the day by which the line is asked back where it was recalled."""
    due = show_day(line.due) if line.due else ""
    if not line.asked_back or line.asked_back == line.due:
        return due
    return words.say("paper.due_recalled", {"due": due, "by": line.asked_back})


def _paths(record: RoundRecord, folder: Path) -> list[Path]:
    """Return a file for each borrower, named after round and person; two of one name are counted."""
    taken: set[str] = set()
    paths = []
    for person in record.asked:
        name = _UNSAFE.sub("_", f"{record.round.code} {person.name}").strip(" .")[:_LONGEST]
        unique, count = name, 2
        while unique.casefold() in taken:
            unique, count = f"{name} {count}", count + 1
        taken.add(unique.casefold())
        paths.append(folder / f"{unique}.xlsx")
    return paths
