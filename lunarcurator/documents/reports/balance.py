"""The trial balance: for each collection, mission and title, where every microgram received has gone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from types import MappingProxyType
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
from lunarcurator.domain.transfers import GONE, TransferWay

type Part = Account | TransferWay
"""What a figure of the trial balance is: an account, or what of one was transferred by one way."""
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

    `unknown_pieces` is how many pieces are held without a mass, `ways` how what was transferred went, and what of
    that which was received came in by exchange; a way by which nothing went is left out.
    """

    collection: str
    mission: str
    title: Title | None
    booked: Mapping[Account, Booked]
    unknown_pieces: int = 0
    ways: Mapping[TransferWay, Booked] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, part: Part) -> Booked:
        """Return what is booked on an account, or by a way."""
        return self.ways.get(part, _NOTHING) if isinstance(part, TransferWay) else self.booked.get(part, _NOTHING)

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
    rows: Sequence[BalanceRow],
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
    telling = _Telling(say, unit, signed, parts_of(way for row in rows for way in row.ways))
    columns, told = _columns(say, unit, telling.parts), (telling.row(row) for row in rows)
    sheet = Sheet(title, columns, told, telling.total(rows))
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


def parts_of(ways: Iterable[TransferWay]) -> tuple[Part, ...]:
    """Return what a trial balance tells in its order: each account, and after it the ways that were gone."""
    gone = frozenset(ways)
    after: dict[Account, Iterable[TransferWay]] = {
        Account.RECEIVED: gone & {TransferWay.BY_EXCHANGE},
        Account.TRANSFERRED: [way for way in GONE if way in gone],
    }
    return tuple(part for account in _ACCOUNTS for part in (account, *after.get(account, ())))


def account_of(part: Part) -> Account:
    """Return the account a figure belongs to."""
    if isinstance(part, Account):
        return part
    return Account.RECEIVED if part is TransferWay.BY_EXCHANGE else Account.TRANSFERRED


def part_name(part: Part, say: Say) -> str:
    """Return the heading of a figure: "Transferred", "Transferred, as gifts"."""
    account = say(f"report.{account_of(part)}")
    if isinstance(part, Account):
        return account
    return say("report.of_which", {"account": account, "way": say(f"transfer_way.{part}")})


def _columns(say: Say, unit: str, parts: Sequence[Part]) -> tuple[Column, ...]:
    def mass(key: str, name: str) -> Column:
        return Column(key, name, ColumnKind.MASS, unit, width=18, resolution_ug=1)

    def key(part: Part) -> str:
        return str(part) if isinstance(part, Account) else f"{account_of(part)}_{part}"

    return (
        Column("collection", say("report.collection"), width=18),
        Column("mission", say("report.mission"), width=16),
        Column("title", say("report.title"), width=16),
        *(mass(key(part), part_name(part, say)) for part in parts),
        mass("difference", say("report.difference")),
        Column("unknown_pieces", say("report.unknown_pieces"), ColumnKind.INTEGER, width=16),
        Column("not_known", say("report.masses_not_known"), width=40),
    )


@dataclass(frozen=True, slots=True)
class _Telling:
    """Tells what is booked: as the books add up, or `signed` by what that leaves open; in the order of `parts`."""

    say: Say
    unit: str
    signed: bool
    parts: tuple[Part, ...]

    def row(self, row: BalanceRow) -> tuple[Value, ...]:
        title = capital(self.say(f"title.{row.title}")) if row.title else None
        left_open = all_open(row.booked, self.say, self.unit)
        return (
            row.collection,
            row.mission,
            title,
            *self.figures(row),
            row.difference,
            row.unknown_pieces,
            left_open,
        )

    def total(self, rows: Sequence[BalanceRow]) -> Iterator[Value]:
        """Yield the foot: the books added up, once they are asked for."""
        whole = BalanceRow(
            collection=self.say("report.total"),
            mission="",
            title=None,
            booked={account: _sum(row.of(account) for row in rows) for account in _ACCOUNTS},
            unknown_pieces=sum(row.unknown_pieces for row in rows),
            ways={way: _sum(row.of(way) for row in rows) for way in TransferWay},
        )
        yield from (whole.collection, None, None)
        yield from self.row(whole)[3:]

    def figures(self, row: BalanceRow) -> Iterator[Value]:
        """Yield each figure, and where there are only unweighed pieces, how many."""
        # What weighings found beside an estimate is as surely known as that is.
        judged = bool(row.of(Account.RECEIVED).estimated)
        for part in self.parts:
            each, account = row.of(part), account_of(part)
            if not each.has_figure:
                yield open_about(account, each, self.say)
            elif account in FOUND:
                yield MassFigure(each.ug, 1, judged and bool(each.ug)) if self.signed else each.ug
            else:
                yield MassFigure.of(_known(each)) if self.signed else each.ug


def _sum(booked: Iterable[Booked]) -> Booked:
    return reduce(Booked.plus, booked, _NOTHING)


def _known(booked: Booked) -> KnownMass | None:
    """Return what is booked on an account as far as it is known; None where nobody knows any of it."""
    lacking = booked.without_figure
    return sum_of_all(booked.ug, booked.estimated, booked.bounded_ug, lacking, 1)
