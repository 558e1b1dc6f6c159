"""Asking lines back by a day, as an act of its own or because an agreement or a responsibility ended."""

from collections.abc import Iterable, Iterator, Sequence

from lunarcurator.domain.booking.outcome import touch, touch_piece
from lunarcurator.domain.days import Day, is_precise, last_day
from lunarcurator.domain.facts import Fact, Scalar, Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.lines import Line, asked_back_by


def recall_fields(by: Day, day: Day, why: str) -> dict[str, Scalar]:
    """Return the fields of a line asked back on a day, by a day."""
    return {"recalled": by, "recall_asked": day, "recall_why": why.strip()}


def gives_no_more_time(line: Line, by: Day, day: Day, field: str) -> Iterator[Finding]:
    """R19: a recall by a later day than the due day, or than an earlier recall, gives no time unsaid.

    A due day stands whatever is asked: what falls due is asked for by it, and what is overdue stays so. The day of
    an earlier recall gives way to that of the next one.
    """
    facts: dict[str, str | int] = {"line": line.code, "by": by}
    until = by
    if line.due and day <= last_day(line.due) < by:
        yield find(Strength.WARN, "recall.after_due", "R19", field, line.uid, due=line.due, **facts)
        until = line.due
    elif line.due and last_day(line.due) < day < by:
        yield find(Strength.WARN, "recall.overdue", "R19", field, line.uid, due=line.due, day=day, **facts)
    asked = asked_back_by(line.by, line.recalled, day)
    if asked and last_day(asked) < until:
        yield find(Strength.WARN, "recall.later", "R19", field, line.uid, line=line.code, before=asked, by=until)


def open_lines_under(ledger: LedgerState, agreement: Uid) -> list[Line]:
    """Return the lines that are out under an agreement now."""
    found = ledger.related(Subject.LINE, "agreement", agreement)
    return [line for uid in found if (line := Line.of(ledger.record(Subject.LINE, uid))).is_open]


def asked_back(lines: Sequence[Line], by: Day, day: Day, why: str) -> tuple[list[Finding], list[Fact]]:
    """Return the findings and facts of asking lines back; where there are none no day is needed."""
    if not lines:
        return [], []
    if not is_precise(by) or by < day:
        facts: dict[str, str | int] = {"count": len(lines), "line": lines[0].code, "more": len(lines) - 1}
        facts["day"] = day
        return [find(Strength.IMPOSSIBLE, "recall.needs_day", "R6", "recall_by", lines[0].uid, **facts)], []
    found = [each for line in lines for each in gives_no_more_time(line, by, day, "recall_by")]
    asked: list[Fact] = [touch(Subject.LINE, each.uid, day, **recall_fields(by, day, why)) for each in lines]
    return found, [*asked, *resting(lines, day)]


def resting(lines: Iterable[Line], day: Day) -> list[Fact]:
    """Return the touches by which an act on lines shows with their loans and pieces, and rests on them."""
    found = list(lines)
    loans = dict.fromkeys(each.loan for each in found if each.loan)
    pieces = dict.fromkeys(each.sample for each in found if each.sample)
    return [*(touch(Subject.LOAN, each, day) for each in loans), *(touch_piece(each, day) for each in pieces)]
