"""Everybody who received material of some pieces: from the lab, from a borrower, or with a responsibility."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.line_log import PassedOn, passed_on
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.terms import ClosedBy
from lunarcurator.store.reads.lent import LentRow, houses_agreed, lent_rows, people_named

RESPONSIBILITY: Final = "responsibility"
"""How it ended for somebody whose open lines passed to another in one act: died, retired, moved."""


@dataclass(frozen=True, slots=True)
class Received:
    """One line by which somebody received a piece: since when, until when (0: still), and how it ended.

    `passed_on_by` is the line it was taken over from, "" where it came from the lab; the line itself where it
    passed with a responsibility. `since_stated` are the words for a day that is not exact. Masses in ug.
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
    since_stated: str = ""

    @property
    def has_it(self) -> bool:
        """Whether the person answers for it still."""
        return not self.until


def received_of(connection: Any, numbers: Mapping[int, str], since: Day = 0) -> tuple[Received, ...]:
    """Return who received the pieces of these local ids and numbers and had them since a day, earliest first."""
    rows = lent_rows(connection, list(numbers))
    lines = [(row, Line.of(row.state)) for row in rows]
    codes = {line.uid: line.code for _, line in lines}
    names = _names(connection, [each for _, line in lines for each in _passed(line)])
    return tuple(
        each
        for row, line in lines
        for each in _holders(row, line, numbers[row.sample], codes, names)
        if not each.until or each.until >= since
    )


def _passed(line: Line) -> list[PassedOn]:
    """Return who held a line after it went out and before who holds it now, the earliest first."""
    return [each for each in passed_on(line.fields) if each.day >= line.issued]


def _names(connection: Any, passed: Sequence[PassedOn]) -> dict[Uid, tuple[str, str]]:
    """Return who each of these was passed on by: the person, and the institution that answered for it."""
    people = people_named(connection, [each.person for each in passed])
    houses = houses_agreed(connection, [each.agreement for each in passed if each.agreement])
    named = ((each, *people.get(each.person, ("", ""))) for each in passed)
    return {
        each.uid: (person, houses.get(each.agreement, house) if each.agreement else house)
        for each, person, house in named
    }


def _holders(
    row: LentRow,
    line: Line,
    number: str,
    codes: Mapping[Uid, str],
    names: Mapping[Uid, tuple[str, str]],
) -> Iterator[Received]:
    since, from_line = line.issued_said, codes.get(Uid(row.state.text("came_from")), "")
    stated = line.issued_stated
    for each in _passed(line):
        person, institution = names[each.uid]
        yield Received(
            line=line.uid,
            code=line.code,
            number=number,
            person=person,
            institution=institution,
            since=since,
            until=each.day,
            closed_by=RESPONSIBILITY,
            passed_on_by=from_line,
            held_ug=0,
            since_stated=stated,
        )
        since, from_line, stated = each.day, line.code, ""
    held = None if line.account.unweighed else line.account.held_ug
    # What was lost and did not come home nobody had any longer, whoever answers for it.
    is_lost = line.lost and line.closed_by in {None, ClosedBy.RELEASE}
    yield Received(
        line=line.uid,
        code=line.code,
        number=number,
        person=row.borrower,
        institution=row.institution,
        since=since,
        until=line.lost if is_lost else line.closed,
        closed_by=str(ClosedBy.LOSS_REPORT if is_lost else line.closed_by or ""),
        passed_on_by=from_line,
        held_ug=held,
        since_stated=stated,
    )
