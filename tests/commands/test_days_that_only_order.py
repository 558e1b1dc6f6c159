"""A day that only says in which order things happened, while its source knows less, is nowhere printed as fact."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.commands.conftest import Ended

_PAPERS = ("accession_sheet", "genealogy", "dissection_log", "section_list")
_OF_ENTRY = ("entry_sheet", "split_record")
_REPORTS = ("journal", "inventory", "ended", "sesar", "not-seen", "attrition", "cases", "orders", "attention")


class Ordering(NamedTuple):
    """What the demonstration holds: days that only order, as they would be printed, and what they are about."""

    days: tuple[str, ...]
    pieces: tuple[str, ...]
    entries: tuple[int, ...]


@pytest.fixture
def ordering(demonstration: str) -> Ordering:
    with closing(sqlite3.connect(demonstration)) as connection:
        entries = connection.execute("SELECT seq, day, day_stated FROM entry").fetchall()
        known = {day for _, day, stated in entries if not stated}
        only = {seq: day for seq, day, stated in entries if stated and day % 100 and day not in known}
        last = connection.execute(
            "SELECT t.entry, MAX(s.id), s.number FROM sample s JOIN touch t ON t.kind = 'sample'"
            " AND t.subject = s.id WHERE s.in_book = 1 GROUP BY t.entry"
        )
        numbers = tuple(dict.fromkeys(number for seq, _, number in last if seq in only))
    days = {f"{day:08}" for day in only.values()}
    days |= {f"{day[:4]}-{day[4:6]}-{day[6:]}" for day in days}
    return Ordering(tuple(sorted(days)), numbers, tuple(only))


def printed(run: Callable[..., Ended], store: str, ordering: Ordering) -> Iterator[tuple[str, str]]:
    """Yield everything that is printed about these pieces and entries, with what printed it."""
    for number in ordering.pieces:
        for arguments in (("show",), ("show", "--json"), ("recall",), ("recall", "--json")):
            yield f"{arguments} {number}", run(arguments[0], store, number, *arguments[1:]).out
        yield f"mass-history {number}", written(run, "export", "mass-history", store, "csv", ("--pieces", number))
        for paper in _PAPERS:
            yield f"{paper} {number}", written(run, "print", paper, store, "html", ("--of", number))
    for seq in ordering.entries:
        for paper in _OF_ENTRY:
            yield f"{paper} {seq}", written(run, "print", paper, store, "html", ("--of", f"#{seq}"))
    for report in _REPORTS:
        yield report, written(run, "export", report, store, "csv", ())


def written(
    run: Callable[..., Ended], verb: str, what: str, store: str, ending: str, more: tuple[str, ...]
) -> str:
    """What stands in the file that a report or paper makes, "" where there is none to make."""
    path = Path(f"{verb}.{ending}")
    path.unlink(missing_ok=True)
    run(verb, what, "--from", store, "--to", str(path), *more)
    return path.read_text(encoding="utf-8-sig") if path.exists() else ""


def test_no_command_report_or_paper_prints_a_day_that_only_orders(
    run: Callable[..., Ended], demonstration: str, ordering: Ordering
) -> None:
    assert len(ordering.days) > 20
    assert len(ordering.pieces) > 10
    told = dict(printed(run, demonstration, ordering))
    assert sum(1 for text in told.values() if text) > 100
    found = [f"{what}: {day}" for what, text in told.items() for day in ordering.days if day in text]
    assert not found, "\n".join(found)
