"""R19 for letters: what is written about a line is so on the day it is written, or somebody says why."""

from collections.abc import Iterator, Sequence
from typing import Final

from lunarcurator.domain.days import Day, earliest, last_day
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.lending.lines import LEFT, Line, asked_back_by
from lunarcurator.domain.lending.policy import Policy
from lunarcurator.domain.lending.terms import Letter
from lunarcurator.domain.lending.working_days import days_between

USUAL_LEAD: Final = 90
"""So many days before its due day a line is reminded of where no policy says it, as every policy at hand does."""
_OF_WHAT_IS_OUT = frozenset({Letter.REMINDER, Letter.OVERDUE, Letter.RECALL})


def letter_of(line: Line, day: Day) -> Letter:
    """Return which letter is written about a line that is out on a day: of recall, overdue or a reminder."""
    if line.recalled:
        return Letter.RECALL
    return Letter.OVERDUE if line.is_overdue(day) else Letter.REMINDER


def asked_for_by(line: Line, letter: Letter, day: Day) -> Day:
    """Return the day by which a letter written on a day asks for a line; 0 where it is due by none."""
    return asked_back_by(line.by, line.recalled, day) if letter is Letter.RECALL else line.by


def named_by(letter: Letter, lines: Sequence[Line], day: Day) -> Day:
    """Return the day that a letter written on a day about these lines names: the earliest by which one is due.

    A letter of recall asks back by a day to come: that of the recall where the due day of a line has gone by.
    """
    if letter is not Letter.RECALL:
        return earliest(line.by for line in lines)
    asked = (asked_for_by(line, letter, day) for line in lines)
    return earliest(each for each in asked if last_day(each) >= day) or earliest(line.recalled for line in lines)


def is_near(line: Line, policy: Policy, day: Day) -> bool:
    """Tell whether the due day of a line has come, or is as near as a reminder may be; never where it has none."""
    return bool(line.by) and days_between(day, line.by) <= _lead(policy)


def _lead(policy: Policy) -> int:
    """Return how many days before the due day one is first reminded: by the policy's ladder, or as is usual."""
    return max(policy.reminders, default=USUAL_LEAD)


def letter_is_true(line: Line, letter: Letter, policy: Policy, day: Day) -> Iterator[Finding]:
    """R19: nobody is reminded of what is not out, told that it is overdue before it is, or long before its day.

    The first step of the policy's ladder of reminders says how long before; without one it is `USUAL_LEAD`.
    """
    if letter not in _OF_WHAT_IS_OUT:
        return
    facts: dict[str, str | int] = {"line": line.code}
    if line.state not in LEFT:
        yield find(Strength.WARN, "letter.not_out", "R19", "lines", line.uid, state=str(line.state), **facts)
    elif letter is Letter.RECALL:
        if not line.recalled:
            yield find(Strength.WARN, "letter.not_recalled", "R19", "lines", line.uid, **facts)
    elif letter is Letter.OVERDUE:
        if not line.by:
            yield find(Strength.WARN, "letter.no_due_day", "R19", "lines", line.uid, **facts)
        elif not line.is_overdue(day):
            yield find(Strength.WARN, "letter.not_overdue", "R19", "lines", line.uid, due=line.by, **facts)
    elif line.by and not is_near(line, policy, day):
        told: dict[str, str | int] = {"due": line.by, "days": days_between(day, line.by), **facts}
        if policy.reminders:
            told["first"] = _lead(policy)
            yield find(Strength.WARN, "letter.not_due_yet", "R19", "lines", line.uid, **told)
        else:
            yield find(Strength.WARN, "letter.due_later", "R19", "lines", line.uid, **told)
