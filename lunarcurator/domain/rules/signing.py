"""R12 and R19 for signatures on the answers to an inventory: who signed, and on which day."""

import re
from collections.abc import Iterator
from typing import Final

from lunarcurator.domain.days import Day, DayTextError, first_day, last_day, parse_day
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.lending.people import Person
from lunarcurator.domain.lending.sub_samples import same_name
from lunarcurator.domain.operations.accounting import AnswerRound

_PARTED: Final = re.compile(r"[,;:<>()/\uff0c\uff1b\uff1a\uff08\uff09]")
"""What stands between a name and an address in a contact."""


def is_signed_on_a_day(operation: AnswerRound, round_: Record, day: Day) -> Iterator[Finding]:
    """R19: what is written beside a signature is a day, not before the round was opened and not still to come."""
    opened = round_.integer("opened") or 0
    for field, name in (("signed_on", operation.signed_by), ("witnessed_on", operation.witnessed_by)):
        written = str(getattr(operation, field)).strip()
        if not written:
            continue
        facts: dict[str, str | int] = {"name": name.strip(), "written": written, "round": round_.code}
        try:
            signed = parse_day(written)
        except DayTextError:
            yield find(Strength.WARN, "round.signed_on_no_day", "R19", field, round_.uid, **facts)
            continue
        if first_day(signed) > day:
            yield find(Strength.WARN, "round.signed_later", "R19", field, round_.uid, day=day, **facts)
        elif last_day(signed) < opened:
            yield find(Strength.WARN, "round.signed_before", "R19", field, round_.uid, opened=opened, **facts)


def is_signed_by_the_borrower(operation: AnswerRound, round_: Record, person: Person) -> Iterator[Finding]:
    """R12: the borrower signs, by a name or a contact on record; who signs for him is asked about."""
    parts = (part for each in person.contacts for part in _PARTED.split(each))
    signed = same_name(operation.signed_by)
    if signed and signed not in {same_name(each) for each in (person.name, *person.names, *parts)}:
        facts = {"name": operation.signed_by.strip(), "person": person.name, "round": round_.code}
        yield find(Strength.WARN, "round.signed_by_another", "R12", "signed_by", round_.uid, **facts)
