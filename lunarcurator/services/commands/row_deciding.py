"""Which rows of a workbook that comes back a command line takes, leaves out and answers for."""

from argparse import Namespace
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lunarcurator.domain.acts import Override
from lunarcurator.services.commands.console import Console, UsageRefused
from lunarcurator.services.form_context import pieces_meant
from lunarcurator.services.roundtrip import CellChange, CellVerdict, RowChange, TakeBack, warned
from lunarcurator.services.store_session import StoreSession

_MOST_TOLD: Final = 200
_MOST_NUMBERS: Final = 20


@dataclass(frozen=True, slots=True)
class DecidedRows:
    """The rows that are taken, those whose conflicts are decided for the workbook, and the answers to warnings."""

    plan: TakeBack
    accept: frozenset[int]
    against: frozenset[int]
    answers: Mapping[str, str]

    @classmethod
    def of(cls, session: StoreSession, plan: TakeBack, told: Namespace) -> "DecidedRows":
        """Return what `--theirs`, `--leave` and `--answer` say; raises `UsageRefused` where one is void."""
        left = _left(session, plan, told.leave)
        against = {row.row for row in plan.rows if row.against and told.theirs} - left
        accept = ({row.row for row in plan.takeable} - left) | against
        made = cls(plan, frozenset(accept), frozenset(against), dict(_answers(told.answer)))
        asked = warned(plan, made.accept, made.against)
        for key in made.answers:
            if key not in asked:
                raise UsageRefused("cli.back.nothing_to_answer", finding=key)
        return made

    @property
    def overrides(self) -> tuple[Override, ...]:
        """The answers as a posting takes them."""
        return tuple(Override(key=key, reason=why) for key, why in self.answers.items())

    @property
    def unanswered(self) -> Iterator[tuple[str, list[str]]]:
        """The warnings nobody answered, each with the numbers of its rows; of many, the first."""
        for key, rows in warned(self.plan, self.accept, self.against).items():
            if key not in self.answers:
                numbers = [row.number for row in rows]
                more = ["…"] if len(numbers) > _MOST_NUMBERS else []
                yield key, [*numbers[:_MOST_NUMBERS], *more]

    def tell(self, console: Console) -> None:
        """Say row by row what would be posted, and what waits for an answer."""
        rows = [row for row in self.plan.rows if row.row in self.accept]
        console.state("cli.back.would_post" if rows else "cli.back.nothing_to_take")
        for row in rows[:_MOST_TOLD]:
            cells = [f"{cell.header}: {cell.came or '–'}" for cell in self._taken(row)]
            console.tell(f"  {console.words.say('cli.back.would_take', _facts(row, cells))}")
        if len(rows) > _MOST_TOLD:
            console.state("cli.more", rest=len(rows) - _MOST_TOLD)
        for key, numbers in self.unanswered:
            console.state("cli.back.unanswered", finding=key, numbers=numbers)

    def _taken(self, row: RowChange) -> list[CellChange]:
        posted = {CellVerdict.CHANGED} if row.acts and not row.refused else set()
        posted |= {CellVerdict.CONFLICT} if row.row in self.against else set()
        return [cell for cell in row.cells if cell.verdict in posted]


def _facts(row: RowChange, cells: list[str]) -> dict[str, object]:
    return {"number": row.number, "row": row.row, "cells": cells}


def _left(session: StoreSession, plan: TakeBack, numbers: list[str]) -> set[int]:
    left: set[int] = set()
    meant = pieces_meant(session, numbers)
    for number in numbers:
        # A row of the workbook may have a number that is not in the book.
        named = {number.strip(), meant[number].number if number in meant else ""}
        found = {row.row for row in plan.rows if row.number in named}
        if not found:
            raise UsageRefused("cli.back.no_such_row", file=plan.file, number=number)
        left |= found
    return left


def _answers(told: list[str]) -> Iterator[tuple[str, str]]:
    for text in told:
        key, _, why = (each.strip() for each in text.partition("="))
        if not key or not why:
            raise UsageRefused("cli.back.not_told", text=text, example='form.unknown="so labelled"')
        yield key, why
