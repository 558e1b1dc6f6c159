"""Turns entries into the words, figures and marks the journal room shows."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QLocale, QObject

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.rooms.journal.model import Column
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.ledger_model import LedgerCell
from lunarcurator.domain.accounts import HOLDING
from lunarcurator.domain.known_mass import KnownMass
from lunarcurator.domain.mass_display import behind_minus, plain_mass, shown_count, shown_exact
from lunarcurator.services.clock import local_time
from lunarcurator.services.file_sources import source_named
from lunarcurator.services.journal import EntryDetail, EntryLine, JournalEntry

_THIS_WEEK: Final = 7
_SHORT: Final = 4
_MOST_ACTS: Final = 12


class Telling(QObject):
    """Words for entries, in the language of the window."""

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place = context

    def now(self) -> datetime:
        """Return the lab's time now."""
        return local_time(self._place.session.now_us(), self._place.session.time_zone)

    def week_started_us(self) -> int:
        """Return when this week began (Monday by the lab's clock), in us UTC."""
        now = self.now()
        since = timedelta(days=now.weekday(), hours=now.hour, minutes=now.minute, seconds=now.second)
        return self._place.session.now_us() - int(since.total_seconds()) * 1_000_000

    def cell(self, entry: JournalEntry, column: Column) -> str:
        """Return the text of a cell, for eyes."""
        match column:
            case Column.ENTRY:
                return shown_count(entry.seq)
            case Column.WHEN:
                return self._when(entry.recorded)
            case Column.WHAT:
                return entry.what
            case Column.BY:
                return entry.by
            case Column.MARKS:
                return ", ".join(word for _, word in self.marks(entry))
            case Column.REASON:
                return entry.reason

    def marks(self, entry: JournalEntry) -> tuple[tuple[str, str], ...]:
        """Return the badges of an entry as (state, word); most have none."""
        return tuple(self._marks(entry))

    def _marks(self, entry: JournalEntry) -> Iterator[tuple[str, str]]:
        if entry.undoes is not None:
            yield "undoes", self.tr("Undo of {entry}").replace("{entry}", shown_count(entry.undoes))
        if entry.undone:
            yield "undone", self.tr("Undone")
        if entry.warnings:
            yield "warning", counted("Telling", "1 warning", "{count} warnings", entry.warnings)
        if entry.late:
            yield "late", self.tr("Late entry")
        if entry.witness:
            yield "two_persons", self.tr("2 persons")

    def _when(self, recorded: datetime) -> str:
        days = (self.now().date() - recorded.date()).days
        time = f"{recorded:%H:%M}"
        if days == 0:
            return time
        if 0 < days < _THIS_WEEK:
            weekday = QLocale().standaloneDayName(recorded.isoweekday(), QLocale.FormatType.ShortFormat)
            return f"{weekday} {time}"
        return f"{recorded:%Y-%m-%d}"

    def hindrance(self) -> str:
        """Return why nothing at all can be undone now, or nothing."""
        if self._place.session.read_only:
            return self.tr("The store is open for reading only.")
        if not self._place.moment.is_now:
            return self.tr("Return to today to undo: nothing can be posted into the past from here.")
        return ""

    def facts(self, detail: EntryDetail) -> Iterator[tuple[str, str]]:
        """Yield label and value of what the entry says of itself."""
        entry = detail.entry
        yield self.tr("Recorded"), f"{entry.recorded:%Y-%m-%d %H:%M:%S}"
        yield self.tr("Effective"), self._effective(entry)
        yield self.tr("By"), entry.by or self.tr("nobody yet")
        if entry.witness:
            yield self.tr("Witness"), entry.witness
        if entry.reason:
            yield self.tr("Reason"), entry.reason
        for what, reason in detail.overrides:
            yield self.tr("In spite of"), f"{what}: {reason}"
        name, document = detail.authority
        if name or document:
            yield self.tr("Authority"), ", ".join(part for part in (name, document) if part)
        if detail.source_sha256:
            file, sheet = source_named(detail.source)
            yield self.tr("File"), file
            if sheet:
                yield self.tr("Sheet"), sheet
            yield self.tr("SHA-256"), self.digest(detail.source_sha256)
        elif detail.source:
            yield self.tr("Source"), detail.source
        yield from self._acts(detail)

    def _acts(self, detail: EntryDetail) -> Iterator[tuple[str, str]]:
        """Yield how many acts an entry of several has, and the first of them in sentences."""
        if detail.acts > 1:
            yield self.tr("Acts"), shown_count(detail.acts)
        for number, sentence in enumerate(detail.told_acts[:_MOST_ACTS], 1):
            yield self.tr("Act {number}").replace("{number}", shown_count(number)), sentence
        if detail.told_acts and detail.acts > _MOST_ACTS:
            yield self.tr("Further acts"), shown_count(detail.acts - _MOST_ACTS)

    def _effective(self, entry: JournalEntry) -> str:
        shown = entry.told_day.text(self._place.words)
        return self.tr("the same day") if shown == f"{entry.recorded:%Y-%m-%d}" else shown

    def related(self, detail: EntryDetail) -> Iterator[tuple[str, str, int]]:
        """Yield label, words and sequence of the entries this one takes back, or is taken back by."""
        if detail.entry.undoes is not None:
            number = shown_count(detail.entry.undoes)
            yield self.tr("Takes back"), self.tr("Entry {number}").replace("{number}", number), detail.entry.undoes
        if detail.taken_back_by is not None:
            number = shown_count(detail.taken_back_by)
            words = self.tr("Entry {number}").replace("{number}", number)
            yield self.tr("Taken back by"), words, detail.taken_back_by

    def lines(self, detail: EntryDetail) -> list[tuple[LedgerCell, LedgerCell, LedgerCell]]:
        """Return the rows of the mass lines: account, change of mass, change of pieces of unknown mass."""
        return [
            (self._account(line), _change(line.known), _count(line.unweighed))
            for line in detail.lines
            if line.ug or line.unweighed
        ]

    def sum_row(self, detail: EntryDetail) -> tuple[LedgerCell, LedgerCell, LedgerCell]:
        """Return the last row: all lines together, which is nothing."""
        total, unknown = detail.sum_ug, detail.sum_unweighed
        figure = LedgerCell(*_parts(total), tone=_tone(total), bold=True, plain=plain_mass(total, resolution_ug=1))
        count = LedgerCell(shown_count(unknown), tone=_tone(unknown), bold=True)
        any_unknown = any(line.unweighed for line in detail.lines)
        return LedgerCell(self.tr("Sum"), bold=True), figure, count if any_unknown else LedgerCell("")

    def _account(self, line: EntryLine) -> LedgerCell:
        account = self._place.words.label(f"account.{line.account}")
        if not line.number:
            return LedgerCell(f"{account}  {line.mission or line.collection}".strip())
        if line.account == HOLDING[0]:
            return LedgerCell(line.number, target=line.sample or "", bold=True)
        return LedgerCell(f"{line.number}  {account}", target=line.sample or "")

    def digest(self, digest: str) -> str:
        """Return a digest short enough to compare by eye: its beginning and its end."""
        if len(digest) <= 5 * _SHORT:
            return digest
        groups = [digest[at : at + _SHORT] for at in range(0, 3 * _SHORT, _SHORT)]
        return f"{' '.join(groups)} … {digest[-_SHORT:]}"


def _change(known: KnownMass) -> LedgerCell:
    if not known.ug:
        return LedgerCell("")
    front, fraction = _parts(known.ug, signed=True)
    text = f"{front[0]}{known.sign}{front[1:]}"
    return LedgerCell(text, fraction, plain=behind_minus(known.sign, plain_mass(known.ug, resolution_ug=1)))


def _count(pieces: int) -> LedgerCell:
    sign = "+" if pieces > 0 else ""
    return LedgerCell(f"{sign}{shown_count(pieces)}", plain=str(pieces)) if pieces else LedgerCell("")


def _tone(total: int) -> str:
    return "tones.red.ink" if total else "tones.green.ink"


def _parts(ug: int, *, signed: bool = False) -> tuple[str, str]:
    whole, point, decimals = shown_exact(ug).partition(".")
    return ("+" if signed and ug > 0 else "") + whole, point + decimals
