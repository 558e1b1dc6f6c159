"""Reports out of the book: inventory, balance and journal as documents and as files, at any moment."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from itertools import batched
from pathlib import Path
from typing import Any, Final

from lunarcurator.documents.formats import SUFFIXES, renderer_for
from lunarcurator.documents.model import Document, MassFigure
from lunarcurator.documents.reports.about import Circumstances
from lunarcurator.documents.reports.balance import BalanceRow, balance
from lunarcurator.documents.reports.inventory import InventoryRow, inventory
from lunarcurator.documents.reports.journal import JournalRow, journal
from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.days import show_day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.status import Access, BasicUse, Condition, Custody, Existence, Title
from lunarcurator.exchange.new_file import new_file
from lunarcurator.services.balances import BalanceLine, trial_balance
from lunarcurator.services.desk import Desk
from lunarcurator.services.journal import JournalEntry, JournalFilter, find_entries, journal_entries
from lunarcurator.services.words import Words
from lunarcurator.store.reads import inventory as reads
from lunarcurator.store.reads import past
from lunarcurator.store.reads.rows import PieceRow, piece_rows

_CHUNK: Final = 400

type Progress = Callable[[int, int], None]
type ShouldStop = Callable[[], bool]

__all__ = ["SUFFIXES", "Report", "Wanted", "export", "opened_report"]


class Report(StrEnum):
    """The reports there are."""

    INVENTORY = "inventory"
    BALANCE = "balance"
    JOURNAL = "journal"


class ReportUnknown(Refusal):
    """There is no report of this name."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which report is wanted: at which moment, of which pieces (None is all), in which unit, and by whom.

    `pieces` narrows the inventory alone, `columns` any report to these keys in this order. `who` and `when`
    are printed as given; without `when` the same moment gives the same cells again.
    """

    report: Report
    moment: Moment = NOW
    pieces: tuple[Uid, ...] | None = None
    columns: tuple[str, ...] | None = None
    unit: str = "g"
    who: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class OpenedReport:
    """A document whose rows are read from the store as they are asked for, once; `total` is how many at most."""

    document: Document
    total: int


def report_named(name: str) -> Report:
    """Return the report of a name; raises `ReportUnknown`."""
    try:
        return Report(name)
    except ValueError:
        raise ReportUnknown("report.unknown", report=name, known=[str(each) for each in Report]) from None


@contextmanager
def opened_report(desk: Desk, words: Words, wanted: Wanted) -> Iterator[OpenedReport]:
    """Give a report as a document of one moment of the store; its rows are read inside the block."""
    with desk.database.snapshot() as connection:
        sequence = wanted.moment.seq if wanted.moment.seq is not None else desk.head().seq
        circumstances = Circumstances(
            store=desk.path.name,
            as_of=show_day(wanted.moment.day if wanted.moment.day is not None else desk.today),
            sequence=sequence,
            digest=reads.chains_of(connection, [sequence]).get(sequence, ""),
            filters=_filters(words, wanted),
            who=wanted.who,
            when=wanted.when,
        )
        made = _Maker(desk, words, wanted, connection, circumstances).make()
        yield OpenedReport(_narrowed(made.document, wanted.columns), made.total)


def export(
    desk: Desk,
    words: Words,
    wanted: Wanted,
    path: Path,
    progress: Progress = lambda _done, _total: None,
    should_stop: ShouldStop = lambda: False,
) -> int:
    """Write a report as the file its name ends in (.xlsx, .csv, .html), whole or not at all; return its rows.

    `progress` is told rows done and all rows. Raises `UnknownFormatError`, `RenderStopped`, `SheetError`.
    """
    render = renderer_for(path.suffix)
    written = 0

    def tell(done: int) -> None:
        nonlocal written
        written = done
        progress(done, max(opened.total, done))

    with opened_report(desk, words, wanted) as opened, new_file(path) as stream:
        render(opened.document, stream, progress=tell, should_stop=should_stop)
    return written


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes one report within one snapshot."""

    desk: Desk
    words: Words
    wanted: Wanted
    connection: Any
    circumstances: Circumstances

    def make(self) -> OpenedReport:
        if self.wanted.report is Report.INVENTORY:
            return self._inventory()
        return self._balance() if self.wanted.report is Report.BALANCE else self._journal()

    def _inventory(self) -> OpenedReport:
        wanted = self.wanted
        ids = reads.pieces_in_order(self.connection, wanted.moment, wanted.pieces)
        language = self.words.language
        rows = self._pieces(ids)
        made = inventory(rows, self.words.say, self.circumstances, language=language, unit=wanted.unit)
        return OpenedReport(made, len(ids))

    def _pieces(self, ids: Sequence[int]) -> Iterator[InventoryRow]:
        moment, connection = self.wanted.moment, self.connection
        codes = reads.collection_codes(connection)
        for some in batched(ids, _CHUNK):
            found = piece_rows(connection, some) if moment.is_now else past.rows_at(connection, some, moment)
            names = reads.names_of(connection, some, moment)
            parents = reads.numbers_of(connection, (row.parent for row in found.values() if row.parent))
            for id_ in some:
                if id_ in found:
                    yield self._piece(found[id_], names.get(id_, ()), codes, parents)

    def _piece(
        self, row: PieceRow, names: tuple[str, ...], codes: dict[int, str], parents: dict[int, str]
    ) -> InventoryRow:
        said = row.values
        quality = Quality(str(said.get("mass_quality") or Quality.UNKNOWN))
        form = str(said.get("form") or "")
        return InventoryRow(
            number=row.number,
            quality=quality,
            other_names=names,
            parent=parents.get(row.parent or 0, ""),
            collection=codes.get(row.collection, ""),
            mission=row.mission,
            form=self.words.label(f"form.{form}") if self.words.has(f"form.{form}") else form,
            class_name=str(said.get("class_name") or ""),
            subclass=str(said.get("subclass") or ""),
            mass_now=_mass_now(row, quality),
            mass_originally=_figure(said.get("original_ug"), said.get("original_resolution_ug")),
            reason=str(said.get("mass_reason") or ""),
            existence=_term(said.get("existence"), Existence),
            custody=_term(row.custody, Custody),
            condition=_term(said.get("condition"), Condition),
            access=_term(said.get("access"), Access),
            basic_use=_term(said.get("basic_use"), BasicUse),
            title=_term(said.get("title"), Title),
            place=row.holder or row.place,
            pristinity_milli=_integer(said.get("pristinity_milli")),
            remarks=str(said.get("remarks") or ""),
        )

    def _balance(self) -> OpenedReport:
        trial = trial_balance(self.desk, self.wanted.moment)
        rows = [_balance_row(line) for line in _lowest(trial.collections)]
        say, language, unit = self.words.say, self.words.language, self.wanted.unit
        return OpenedReport(balance(rows, say, self.circumstances, language=language, unit=unit), len(rows))

    def _journal(self) -> OpenedReport:
        moment = self.wanted.moment
        upto = self.circumstances.sequence
        seqs = [seq for seq in reversed(find_entries(self.desk, JournalFilter())) if seq <= upto]
        rows = (row for some in batched(seqs, _CHUNK) for row in self._entries(some, moment))
        made = journal(rows, self.words.say, self.circumstances, language=self.words.language)
        return OpenedReport(made, len(seqs))

    def _entries(self, seqs: Sequence[int], moment: Moment) -> Iterator[JournalRow]:
        chains = reads.chains_of(self.connection, seqs)
        for entry in sorted(journal_entries(self.desk, self.words, seqs), key=lambda each: each.seq):
            if moment.day is None or entry.day <= moment.day:
                yield _journal_row(entry, chains[entry.seq])


def _journal_row(entry: JournalEntry, chain: str) -> JournalRow:
    return JournalRow(
        entry=entry.seq,
        recorded=entry.recorded.replace(tzinfo=None, microsecond=0),
        day=entry.day,
        what=entry.what,
        by=entry.by,
        witness=entry.witness,
        reason=entry.reason,
        digest=chain,
    )


def _lowest(lines: Iterable[BalanceLine]) -> Iterator[BalanceLine]:
    for line in lines:
        if line.parts:
            yield from _lowest(line.parts)
        else:
            yield line


def _balance_row(line: BalanceLine) -> BalanceRow:
    def ug(account: Account) -> int:
        return line.ug.get(account, 0)

    return BalanceRow(
        collection=line.collection,
        mission=line.mission,
        title=Title(line.title) if line.title else None,
        received=line.received_ug,
        here=ug(Account.HERE),
        loan=ug(Account.LOAN),
        display=ug(Account.DISPLAY),
        remote=ug(Account.REMOTE),
        attrition=ug(Account.ATTRITION),
        consumed=ug(Account.CONSUMED),
        lost=ug(Account.LOST),
        transferred=ug(Account.TRANSFERRED),
        adjustment=ug(Account.ADJUSTMENT),
        unmeasured=ug(Account.UNMEASURED),
        unreconciled=ug(Account.UNRECONCILED),
        unknown_pieces=line.unweighed_pieces,
    )


def _mass_now(row: PieceRow, quality: Quality) -> MassFigure | None:
    if quality is Quality.NOMINAL:
        return _figure(row.values.get("nominal_ug"), None)
    if row.unweighed or (not row.mass_ug and row.values.get("existence") != Existence.EXISTS):
        return None
    return None if quality is Quality.UNKNOWN else _figure(row.mass_ug, row.values.get("resolution_ug"))


def _figure(ug: object, resolution_ug: object) -> MassFigure | None:
    return MassFigure(ug, _integer(resolution_ug)) if isinstance(ug, int) else None


def _integer(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _term[T: StrEnum](value: object, terms: type[T]) -> T | None:
    return terms(str(value)) if value else None


def _filters(words: Words, wanted: Wanted) -> tuple[str, ...]:
    if wanted.pieces is None or wanted.report is not Report.INVENTORY:
        return ()
    return (words.say("about.chosen_pieces", {"count": len(wanted.pieces)}),)


def _narrowed(document: Document, keys: tuple[str, ...] | None) -> Document:
    """Return a document of some columns only, in the order asked for."""
    return document if keys is None else document.only(keys)
