"""What an act posts of masses, read from the facts of its preview: what is announced is what is booked."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.accounts import HOLDING, Account
from lunarcurator.domain.facts import MassLine
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import KnownMass
from lunarcurator.domain.pieces import Recorded
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from lunarcurator.store.reads import entry

_AWAY: Final = (Account.ATTRITION, Account.ADJUSTMENT, Account.UNMEASURED, Account.UNRECONCILED)
"""Where mass goes to, or comes from, that is no piece."""
_KEYS: Final[Mapping[Account, tuple[str, str]]] = MappingProxyType(
    {Account.ADJUSTMENT: ("posted.missing", "posted.too_much")}
)
_MOST: Final = 500
"""So many lines of an entry are read piece by piece; of more they are summed by account, which says the same."""
_ELSE: Final = ("posted.to_account", "posted.from_account")


def held_after(facts: Iterable[Recorded], uid: Uid, before_ug: int) -> int:
    """Return what a piece that held `before_ug` holds once these facts are posted, in ug."""
    lines = (each.fact for each in facts)
    booked = (each for each in lines if isinstance(each, MassLine) and each.sample == uid)
    return before_ug + sum(each.ug for each in booked if each.account in HOLDING)


def booked_by(facts: Iterable[Recorded]) -> tuple[tuple[Account, int], ...]:
    """Return what facts book on each account of each piece, in ug: one piece makes up for nothing of another."""
    sums: dict[tuple[Uid, Account], int] = {}
    for each in facts:
        if isinstance(each.fact, MassLine):
            at = (each.fact.sample, each.fact.account)
            sums[at] = sums.get(at, 0) + each.fact.ug
    return tuple((account, ug) for (_, account), ug in sums.items())


def booked_away(
    booked: Iterable[tuple[Account, int]],
    words: Words,
    shown: Callable[[int], str],
    accounts: Iterable[Account] = _AWAY,
) -> tuple[str, ...]:
    """Return in a sentence each what is booked to, and what from, accounts that are no pieces.

    `shown` tells ug for eyes, in the unit and with the digits of whoever asks.
    """
    sums = {(account, back): 0 for account in accounts for back in (False, True)}
    for account, ug in booked:
        if (account, ug < 0) in sums:
            sums[account, ug < 0] += abs(ug)
    return tuple(
        words.say(_KEYS.get(account, _ELSE)[back], {"mass": shown(ug), "account": str(account)})
        for (account, back), ug in sums.items()
        if ug
    )


def adjusted(facts: Iterable[Recorded], words: Words, shown: Callable[[int], str]) -> tuple[str, ...]:
    """Return in a sentence each what facts book to or from adjustment, which nobody types."""
    return booked_away(booked_by(facts), words, shown, (Account.ADJUSTMENT,))


def adjusted_by(session: StoreSession, words: Words, seq: int) -> tuple[str, ...]:
    """Return in a sentence what an entry booked to or from adjustment, which nobody types."""
    with session.database.connect() as connection:
        lines = entry.lines(connection, seq, _MOST)
    booked = ((Account(each.account), each.ug) for each in lines)
    return booked_away(booked, words, in_unit("g"), (Account.ADJUSTMENT,))


def in_unit(unit: str) -> Callable[[int], str]:
    """Return what tells ug that nobody read, with all their digits, in a unit."""
    return lambda ug: KnownMass(ug).shown(unit)
