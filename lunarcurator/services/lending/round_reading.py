"""Many returned workbooks of one inventory read in one go: what cannot be taken is named, and stops no other."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.terms import RoundAnswer
from lunarcurator.exchange.errors import sheet_error_from
from lunarcurator.file_names import in_order
from lunarcurator.services.lending.round_answers import (
    Comparison,
    ReturnedBook,
    compare_with,
    read_returned,
)
from lunarcurator.services.lending.rounds import read_round
from lunarcurator.services.store_session import StoreSession

BOOKS: Final = (".xlsx", ".xlsm", ".xls", ".ods")
"""The endings of files looked at in a folder of answers."""
_OPEN_ELSEWHERE: Final = ("~$", ".~lock.", ".")

type Progress = Callable[[int, int], None]
type Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A file that is no answer to be compared, and why."""

    file: str
    why: Refusal


@dataclass(frozen=True, slots=True)
class AnswersRead:
    """What became of the files somebody chose, in their order; `stopped` where not all of them were looked at."""

    taken: tuple[Comparison, ...]
    refused: tuple[NotTaken, ...]
    stopped: bool = False


def workbooks_in(folder: Path) -> tuple[Path, ...]:
    """Return the workbooks in a folder in order of their names, without the marks of programs that have one open.

    Raises `SheetError` where the folder cannot be looked into.
    """
    try:
        found = [each for each in folder.iterdir() if each.suffix.lower() in BOOKS and each.is_file()]
    except OSError as error:
        raise sheet_error_from(error, folder) from error
    return tuple(in_order(each for each in found if not each.name.startswith(_OPEN_ELSEWHERE)))


def read_answers(
    session: StoreSession,
    round_: Uid,
    paths: Sequence[Path],
    answers: Mapping[str, RoundAnswer],
    progress: Progress = lambda _done, _total: None,
    should_stop: Stop = lambda: False,
) -> AnswersRead:
    """Read workbooks and compare each with a round; nothing is posted. Called off, it returns nothing taken.

    A file that cannot be read, is no workbook of this round, or is the second of one borrower is named with its
    reason. Raises `Refusal` where the round is not in the book.
    """
    books: dict[Uid, ReturnedBook] = {}
    refused: list[NotTaken] = []
    for done, path in enumerate(paths):
        if should_stop():
            return AnswersRead((), (), stopped=True)
        progress(done, len(paths))
        try:
            book = read_returned(path)
            _is_of(book, round_, books)
            books[book.person] = book
        except Refusal as why:
            refused.append(NotTaken(path.name, why))
    taken, strangers = compare_all(session, round_, books.values(), answers)
    progress(len(paths), len(paths))
    return AnswersRead(taken, (*refused, *strangers))


def compare_all(
    session: StoreSession, round_: Uid, books: Iterable[ReturnedBook], answers: Mapping[str, RoundAnswer]
) -> tuple[tuple[Comparison, ...], tuple[NotTaken, ...]]:
    """Compare workbooks that were read with the round as it stands now, in order of the borrowers' names."""
    record = read_round(session, round_)
    taken, strangers = [], []
    for book in books:
        try:
            taken.append(compare_with(record, book, answers))
        except Refusal as why:
            strangers.append(NotTaken(book.file, why))
    return tuple(sorted(taken, key=lambda each: (each.person.name.casefold(), each.person.uid))), tuple(strangers)


def _is_of(book: ReturnedBook, round_: Uid, books: Mapping[Uid, ReturnedBook]) -> None:
    if book.round != round_:
        raise Refusal("round.book_of_another", file=book.file)
    other = books.get(book.person)
    if other is not None:
        raise Refusal("round.book_twice", file=book.file, other=other.file)
