"""The day of an entry, or of what an entry did to a piece, as its source says it: every list tells it this way."""

import json
from typing import Any, NamedTuple

from lunarcurator.domain.days import UNKNOWN_DAY, UNKNOWN_DAY_KEY, Day, edtf_day, said_day, show_day
from lunarcurator.domain.identity import Uid
from lunarcurator.services.words import Words
from lunarcurator.store.reads.journal import EntryRow
from lunarcurator.store.reads.piece import EntryHead


class StatedDay(NamedTuple):
    """The day something counts from, and how its source words it where it does not know it exactly.

    `each` is the key of the words for an entry whose acts have days of their own, "" where there is one day.
    """

    day: Day
    stated: str = ""
    each: str = ""

    @property
    def said(self) -> Day | None:
        """The day no more exactly than the source says it, None where it says none."""
        return None if self.each else said_day(self.day, self.stated) or None

    @property
    def edtf(self) -> str | None:
        """The day as programs read it, as doubtful as its source words it; None where it says none."""
        return None if self.each else edtf_day(self.day, self.stated)

    def value(self, words: Words) -> Day | str:
        """Return what stands in a column of days: the day, or words where the source knows no exact one."""
        if not self.each and not self.stated.strip() and self.said is not None:
            return self.day
        return self.text(words)

    def text(self, words: Words) -> str:
        """Return the day as people read it: as the source words it, or the word for unknown."""
        if self.each:
            return words.say(self.each)
        if stated := self.stated.strip():
            return stated
        said = said_day(self.day)
        return words.say(UNKNOWN_DAY_KEY) if said == UNKNOWN_DAY else show_day(said)


def day_of_entry(row: EntryRow) -> StatedDay:
    """Return the day of a whole entry; acts on several days have none in common."""
    if row.own_days:
        return StatedDay(row.day, each="day.of_each_row" if row.kind == "import" else "day.of_each_act")
    return StatedDay(row.day, row.day_stated or _agreed(row))


def _agreed(row: EntryRow) -> str:
    """Return how all acts of an entry of several word their one day, "" where one knows it, or they differ."""
    words = {each["day_stated"] for each in acts_in(row.payload)} if row.acts > 1 else set[str]()
    return words.pop() if len(words) == 1 else ""


def day_by(head: EntryHead | None, day: Day, uid: Uid) -> StatedDay:
    """Return a day from which something counts of a piece or record, as the entry that says so words it."""
    return StatedDay(day, _stated_by(head, day, uid))


def day_about(row: EntryRow, own: Day | None, uid: Uid) -> StatedDay:
    """Return the day of what an entry did to a piece or record; `own` is that of its acts about it, if known."""
    if not row.own_days or own is None:
        return day_of_entry(row)
    named, stated = _stated_in(row.payload, own, uid)
    if len(stated) > 1 and not named:
        # Which of the acts made a record of its own is not on record, and not all of them know their day.
        return day_of_entry(row)
    return StatedDay(own, _one_of(stated))


def _stated_in(payload: bytes, day: Day, uid: Uid) -> tuple[bool, set[str]]:
    """Return whether acts of a day name a record, and how those that do, else all of that day, word the day."""
    acts = [each for each in acts_in(payload) if each["day"] == day]
    named = [each for each in acts if f"#{uid}" in json.dumps(each)]
    stated = {each["day_stated"] or each["operation"].get("since_stated", "") for each in named or acts}
    return bool(named), stated


def _one_of(stated: set[str]) -> str:
    """Return how acts of one day word it, "" where one of them knows it."""
    return "" if "" in stated else min(stated, default="")


def acts_in(payload: bytes) -> list[dict[str, Any]]:
    """Return the acts of an entry as they were written; none where they are too many, or cannot be read."""
    try:
        acts: list[dict[str, Any]] = json.loads(payload or b"[]")
    except ValueError:
        return []
    return acts


def _stated_by(head: EntryHead | None, day: Day, uid: Uid) -> str:
    """Return how the source of an entry words a day, "" where it does not, or it is another day."""
    if head is None:
        return ""
    if head.acts:
        return _one_of(_stated_in(head.acts, day, uid)[1])
    return head.day_stated if head.day == day else ""
