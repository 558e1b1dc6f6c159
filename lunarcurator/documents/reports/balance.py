"""The trial balance: for each collection, mission and title, where every microgram received has gone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from lunarcurator.documents.model import Column, ColumnKind, Document, Say, Sheet, Value, capital, wording
from lunarcurator.documents.reports.about import Circumstances, about_lines
from lunarcurator.domain.status import Title

_ACCOUNTS: Final = (
    "received",
    "here",
    "loan",
    "display",
    "remote",
    "attrition",
    "consumed",
    "lost",
    "transferred",
    "adjustment",
    "unmeasured",
    "unreconciled",
)


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """One book of the trial balance, all masses in integer micrograms; what was received counts positive.

    `unknown_pieces` is how many pieces are held without a mass.
    """

    collection: str
    mission: str
    title: Title | None
    received: int
    here: int = 0
    loan: int = 0
    display: int = 0
    remote: int = 0
    attrition: int = 0
    consumed: int = 0
    lost: int = 0
    transferred: int = 0
    adjustment: int = 0
    unmeasured: int = 0
    unreconciled: int = 0
    unknown_pieces: int = 0

    @property
    def masses(self) -> tuple[int, ...]:
        """All accounts in micrograms in the order of the columns, what was received first."""
        return tuple(getattr(self, name) for name in _ACCOUNTS)

    @property
    def difference(self) -> int:
        """What was received less all other accounts, in micrograms; 0 where the book closes (ledger 1.1)."""
        received, *others = self.masses
        return received - sum(others)


def balance(
    rows: Iterable[BalanceRow], say: Say, circumstances: Circumstances, *, language: str = "en", unit: str = "g"
) -> Document:
    """Make the trial balance of the books given, to the microgram, masses in `unit`, with a foot of totals."""
    title = say("report.balance")
    totals = _Totals(say("report.total"))
    sheet = Sheet(
        title,
        _columns(say, unit),
        (_row(row, say) for row in totals.counted(rows)),
        totals.row(),
    )
    return Document(title, (sheet,), about_lines(say, title, circumstances), wording(say, language))


def _columns(say: Say, unit: str) -> tuple[Column, ...]:
    def mass(key: str, label: str) -> Column:
        return Column(key, label, ColumnKind.MASS, unit, width=18, resolution_ug=1)

    return (
        Column("collection", say("report.collection"), width=18),
        Column("mission", say("report.mission"), width=16),
        Column("title", say("report.title"), width=16),
        mass("received", say("report.received")),
        mass("here", say("report.here")),
        mass("loan", say("report.loan")),
        mass("display", say("report.display")),
        mass("remote", say("report.remote")),
        mass("attrition", say("report.attrition")),
        mass("consumed", say("report.consumed")),
        mass("lost", say("report.lost")),
        mass("transferred", say("report.transferred")),
        mass("adjustment", say("report.adjustment")),
        mass("unmeasured", say("report.unmeasured")),
        mass("unreconciled", say("report.unreconciled")),
        mass("difference", say("report.difference")),
        Column("unknown_pieces", say("report.unknown_pieces"), ColumnKind.INTEGER, width=16),
    )


class _Totals:
    """Adds up the books as they go by."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._masses = [0] * len(_ACCOUNTS)
        self._difference = self._unknown = 0

    def counted(self, rows: Iterable[BalanceRow]) -> Iterator[BalanceRow]:
        for row in rows:
            self._masses = [total + mass for total, mass in zip(self._masses, row.masses, strict=True)]
            self._difference += row.difference
            self._unknown += row.unknown_pieces
            yield row

    def row(self) -> Iterator[Value]:
        yield from (self._label, None, None)
        yield from self._masses
        yield from (self._difference, self._unknown)


def _row(row: BalanceRow, say: Say) -> tuple[Value, ...]:
    title = capital(say(f"title.{row.title}")) if row.title else None
    return (row.collection, row.mission, title, *row.masses, row.difference, row.unknown_pieces)
