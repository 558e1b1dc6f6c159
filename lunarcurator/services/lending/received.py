"""Everybody who received material of some pieces, from the lab or from another borrower."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.lines import Line
from lunarcurator.store.reads.lent import lent_rows


@dataclass(frozen=True, slots=True)
class Received:
    """One line by which somebody received a piece: since when, until when (0: still), and how it ended.

    `passed_on_by` is the line it was taken over from, "" where it came from the lab. Masses in ug.
    """

    line: Uid
    code: str
    number: str
    person: str
    institution: str
    since: Day
    until: Day
    closed_by: str
    passed_on_by: str
    held_ug: int | None

    @property
    def has_it(self) -> bool:
        """Whether the person answers for it still."""
        return not self.until


def received_of(connection: Any, numbers: Mapping[int, str], since: Day = 0) -> tuple[Received, ...]:
    """Return who received the pieces of these local ids and numbers and had them since a day, earliest first."""
    rows = lent_rows(connection, list(numbers))
    lines = [(row, Line.of(row.state)) for row in rows]
    codes = {line.uid: line.code for _, line in lines}
    return tuple(
        Received(
            line.uid,
            line.code,
            numbers[row.sample],
            row.borrower,
            row.institution,
            line.issued,
            line.closed,
            str(line.closed_by or ""),
            codes.get(Uid(row.state.text("came_from")), ""),
            None if line.account.unweighed else line.account.held_ug,
        )
        for row, line in lines
        if not line.closed or line.closed >= since
    )
