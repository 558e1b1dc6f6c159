"""R12 and R19: when an act may have happened, seen from the pieces and places it touches."""

from collections.abc import Iterable, Iterator

from lunarcurator.domain.accounts import HOLDING, Account
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import MassLine
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.picture import Picture
from lunarcurator.domain.pieces import Recorded


def not_in_the_future(day: Day, picture: Picture) -> Iterator[Finding]:
    """R19: nothing is entered for a day that has not come."""
    if day > picture.today:
        yield find(Strength.IMPOSSIBLE, "day.in_future", "R19", "day", day=day, today=picture.today)


def not_before_birth(picture: Picture, uid: Uid, day: Day, field: str = "sample") -> Iterator[Finding]:
    """R19: an act cannot come before the piece it concerns was there."""
    state = picture.piece(uid)
    if state.in_book and day < state.first_day:
        yield find(
            Strength.IMPOSSIBLE,
            "day.before_piece",
            "R19",
            field,
            uid,
            number=state.number_text,
            day=day,
            first=state.first_day,
        )


def closes_later(picture: Picture, samples: Iterable[Uid]) -> Iterator[Finding]:
    """R19: no balance of a touched piece may become impossible on this or any later day.

    Walks the timeline with the lines just booked: holdings and suspense never below 0, unweighed 0 or 1, and
    never both a mass and an unweighed piece (`ledger.md` 1.1). The finding names the entry it would contradict.
    """
    for uid in dict.fromkeys(samples):
        broken = _first_break(picture.history(uid)) if _was_late(picture, uid) else _broken_now(picture, uid)
        if broken is not None:
            day, seq = broken
            yield find(
                Strength.IMPOSSIBLE,
                "balance.would_be_negative",
                "R19",
                "",
                f"entry:{seq}",
                number=picture.piece(uid).number_text,
                day=day,
                entry=seq,
            )


def _was_late(picture: Picture, uid: Uid) -> bool:
    added = picture.added(uid)
    newest = picture.piece(uid).last_day
    return any(each.order[0] < newest for each in added)


def _broken_now(picture: Picture, uid: Uid) -> tuple[Day, int] | None:
    state = picture.piece(uid)
    sound = _sound(state.held_ug, state.held_unweighed, state.suspense_ug)
    return None if sound else (state.last_day, state.last_seq)


def _first_break(history: list[Recorded]) -> tuple[Day, int] | None:
    ug = unweighed = suspense = 0
    for index, each in enumerate(history):
        if isinstance(each.fact, MassLine):
            if each.fact.account in HOLDING:
                ug += each.fact.ug
                unweighed += each.fact.unweighed
            elif each.fact.account is Account.UNRECONCILED:
                suspense += each.fact.ug
        moment = each.order[:2]
        last_of_moment = index + 1 == len(history) or history[index + 1].order[:2] != moment
        if last_of_moment and not _sound(ug, unweighed, suspense):
            return moment
    return None


def _sound(ug: int, unweighed: int, suspense: int) -> bool:
    return ug >= 0 and suspense >= 0 and unweighed in (0, 1) and not (unweighed and ug)
