"""The trial balance: for each collection, mission and title, where every microgram received has gone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lunarcurator.documents.model import (
    Column,
    ColumnKind,
    Document,
    MassFigure,
    Say,
    Sheet,
    Value,
    capital,
    wording,
)
from lunarcurator.documents.reports.about import Circumstances, about_lines
from lunarcurator.domain.accounts import FOUND, Account
from lunarcurator.domain.known_mass import Booked, KnownMass, sum_of_all
from lunarcurator.domain.mass_display import shown_mass_with_unit
from lunarcurator.domain.status import Title

_ACCOUNTS: Final = (
    Account.RECEIVED,
    Account.HERE,
    Account.LOAN,
    Account.DISPLAY,
    Account.REMOTE,
    Account.ATTRITION,
    Account.CONSUMED,
    Account.LOST,
    Account.TRANSFERRED,
    Account.ADJUSTMENT,
    Account.UNMEASURED,
    Account.UNRECONCILED,
)
_NOTHING: Final = Booked()


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """One book of the trial balance: what is booked on each account; what was received counts positive.

    `unknown_pieces` is how many pieces are held without a mass.
    """

    collection: str
    mission: str
    title: Title | None
    booked: Mapping[Account, Booked]
    unknown_pieces: int = 0

    @property
    def accounts(self) -> tuple[Booked, ...]:
        """All accounts in the order of the columns, what was received first."""
        return tuple(self.booked.get(account, _NOTHING) for account in _ACCOUNTS)

    @property
    def difference(self) -> int:
        """What was received less all other accounts, in micrograms; 0 where the book closes (ledger 1.1)."""
        received, *others = (each.ug for each in self.accounts)
        return received - sum(others)


def balance(
    rows: Iterable[BalanceRow],
    say: Say,
    circumstances: Circumstances,
    *,
    language: str = "en",
    unit: str = "g",
    signed: bool = False,
) -> Document:
    """Make the trial balance of the books given, to the microgram, masses in `unit`, with a foot of totals.

    Figures are what the books add up to, and a column counts what they leave open. Sums of them have none: where
    such are taken they are `signed`, and say so themselves.
    """
    title = say("report.balance")
    telling = _Telling(say, unit, signed)
    totals = _Totals()
    sheet = Sheet(
        title,
        _columns(say, unit),
        (telling.row(row) for row in totals.counted(rows)),
        totals.row(telling),
    )
    return Document(title, (sheet,), about_lines(say, title, circumstances), wording(say, language))


def open_about(account: Account, booked: Booked, say: Say, unit: str = "g") -> str:
    """Return what the figure of an account leaves open, in words: "7 unweighed"; "" for nothing."""
    told = []
    if booked.without_figure:
        # What was received without a mass may have been weighed since.
        key = "booked.received_unknown" if account is Account.RECEIVED else "booked.unweighed"
        told.append(say(key, {"count": booked.without_figure}))
    if booked.bounded_ug:
        told.append(say("booked.at_most", {"mass": shown_mass_with_unit(booked.bounded_ug, unit)}))
    if booked.estimated:
        told.append(say("booked.estimates", {"count": booked.estimated}))
    return ", ".join(told)


def all_open(booked: Mapping[Account, Booked], say: Say, unit: str = "g") -> str:
    """Return what the figures of all accounts leave open, in words; "" for nothing."""
    told = [
        f"{say(f'report.{account}')}: {words}"
        for account in _ACCOUNTS
        if (words := open_about(account, booked.get(account, _NOTHING), say, unit))
    ]
    return "; ".join(told)


def _columns(say: Say, unit: str) -> tuple[Column, ...]:
    def mass(key: str) -> Column:
        return Column(key, say(f"report.{key}"), ColumnKind.MASS, unit, width=18, resolution_ug=1)

    return (
        Column("collection", say("report.collection"), width=18),
        Column("mission", say("report.mission"), width=16),
        Column("title", say("report.title"), width=16),
        *(mass(str(account)) for account in _ACCOUNTS),
        mass("difference"),
        Column("unknown_pieces", say("report.unknown_pieces"), ColumnKind.INTEGER, width=16),
        Column("not_known", say("report.masses_not_known"), width=40),
    )


class _Totals:
    """Adds up the books as they go by."""

    def __init__(self) -> None:
        self._booked = [_NOTHING] * len(_ACCOUNTS)
        self._difference = self._unknown = 0

    def counted(self, rows: Iterable[BalanceRow]) -> Iterator[BalanceRow]:
        for row in rows:
            self._booked = [total.plus(each) for total, each in zip(self._booked, row.accounts, strict=True)]
            self._difference += row.difference
            self._unknown += row.unknown_pieces
            yield row

    def row(self, telling: "_Telling") -> Iterator[Value]:
        yield from (telling.say("report.total"), None, None)
        booked = dict(zip(_ACCOUNTS, self._booked, strict=True))
        yield from telling.figures(booked)
        yield from (self._difference, self._unknown, all_open(booked, telling.say, telling.unit))


@dataclass(frozen=True, slots=True)
class _Telling:
    """Tells what is booked: as the books add up, or `signed` by what that leaves open."""

    say: Say
    unit: str
    signed: bool

    def row(self, row: BalanceRow) -> tuple[Value, ...]:
        title = capital(self.say(f"title.{row.title}")) if row.title else None
        left_open = all_open(row.booked, self.say, self.unit)
        figures = self.figures(row.booked)
        return (row.collection, row.mission, title, *figures, row.difference, row.unknown_pieces, left_open)

    def figures(self, booked: Mapping[Account, Booked]) -> Iterator[Value]:
        """Yield the figure of each account, and where there are only unweighed pieces, how many."""
        # What weighings found beside an estimate is as surely known as that is.
        judged = bool(booked.get(Account.RECEIVED, _NOTHING).estimated)
        for account in _ACCOUNTS:
            each = booked.get(account, _NOTHING)
            if not each.has_figure:
                yield open_about(account, each, self.say)
            elif account in FOUND:
                yield MassFigure(each.ug, 1, judged and bool(each.ug)) if self.signed else each.ug
            else:
                yield MassFigure.of(_known(each)) if self.signed else each.ug


def _known(booked: Booked) -> KnownMass | None:
    """Return what is booked on an account as far as it is known; None where nobody knows any of it."""
    lacking = booked.without_figure
    return sum_of_all(booked.ug, booked.estimated, booked.bounded_ug, lacking, 1)
