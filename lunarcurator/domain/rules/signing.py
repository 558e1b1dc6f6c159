"""R19 for signatures on the answers to an inventory: on which day somebody signed."""

from collections.abc import Iterator

from lunarcurator.domain.days import Day, DayTextError, first_day, last_day, parse_day
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.operations.accounting import AnswerRound
from lunarcurator.domain.picture import DeskState


def is_signed_on_a_day(operation: AnswerRound, round_: DeskState, day: Day) -> Iterator[Finding]:
    """R19: what is written beside a signature is a day, not before the round was opened and not still to come."""
    opened = round_.integer("opened") or 0
    for field, name in (("signed_on", operation.signed_by), ("witnessed_on", operation.witnessed_by)):
        written = str(getattr(operation, field)).strip()
        if not written:
            continue
        facts: dict[str, str | int] = {"name": name.strip(), "written": written, "round": round_.text("code")}
        try:
            signed = parse_day(written)
        except DayTextError:
            yield find(Strength.WARN, "round.signed_on_no_day", "R19", field, round_.uid, **facts)
            continue
        if first_day(signed) > day:
            yield find(Strength.WARN, "round.signed_later", "R19", field, round_.uid, day=day, **facts)
        elif last_day(signed) < opened:
            yield find(Strength.WARN, "round.signed_before", "R19", field, round_.uid, opened=opened, **facts)
