"""Compares the cells of one row with what went out and with what the book says now."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.fields import STATED_MASS
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.exchange.cells import Cell
from lunarcurator.services.exporting.report_context import quality_of
from lunarcurator.services.importing.cells.values import finding_of, plain
from lunarcurator.services.references import References
from lunarcurator.services.roundtrip.columns import (
    EDITABLE_BY_SHEET,
    LINE,
    PLACE,
    SheetWords,
    read_cell,
    recorded,
    says_estimated,
    shown_of,
    text_of,
)
from lunarcurator.services.roundtrip.comparing import CellChange, CellVerdict
from lunarcurator.services.roundtrip.permitted_changes import PermittedChanges
from lunarcurator.services.roundtrip.returned import ReturnedRow
from lunarcurator.services.roundtrip.sides import Sides
from lunarcurator.services.roundtrip.stated import StatedSince, stated_mass
from lunarcurator.store.reads.rows import PieceRow

_SAID_THERE: Final = frozenset({CellVerdict.CHANGED, CellVerdict.CONFLICT})
"""What came back says something of its own."""
_NEVER_EMPTY: Final = frozenset({PLACE, STATED_MASS, "access", "basic_use"})
"""What every piece has: an empty cell says nothing that could be recorded."""


class Comparer:
    """Tells for each cell whether it is the same, changed there, here, or on both sides."""

    def __init__(
        self,
        words: SheetWords,
        headers: Mapping[str, str],
        sides: Sides,
        references: References,
        stated: StatedSince,
        permitted: PermittedChanges | None = None,
    ) -> None:
        self._words, self._headers, self._sides, self._references = words, headers, sides, references
        self._stated, self._permitted = stated, permitted

    def differing(self, uid: Uid, row: ReturnedRow, keys: Sequence[str]) -> Iterator[CellChange]:
        """Yield the cells of a row that are not the same on all sides."""
        for key in keys:
            if key == LINE:
                found = self._line(uid, row)
            else:
                found = self._locked(uid, row, key) if key not in EDITABLE_BY_SHEET else self._open(uid, row, key)
            if found is not None:
                yield found

    def _locked(self, uid: Uid, row: ReturnedRow, key: str) -> CellChange | None:
        """Return what was typed into a cell that was only there to be read; None where it is as it went out."""
        then, now = (self._read_only(side[uid], key) for side in (self._sides.then, self._sides.now))
        came = plain(row.cells[key])
        return None if came in (then, now) else self._only_read(key, then, came, now)

    def _line(self, uid: Uid, row: ReturnedRow) -> CellChange | None:
        """Return what was typed over the loan line; a piece that came home meanwhile has none to compare with."""
        code, came = self._permitted.code_of(uid) if self._permitted else "", plain(row.cells[LINE])
        return None if not code or came == code else self._only_read(LINE, code, came, code)

    def _only_read(self, key: str, then: str, came: str, now: str) -> CellChange:
        reason = find(Strength.IMPOSSIBLE, "roundtrip.not_editable", "R12", key, column=self._headers[key])
        return self._refused(key, reason, sent=then, came=came, now=now)

    def _read_only(self, row: PieceRow, key: str) -> str:
        return plain(shown_of(row, key, self._words))

    def _open(self, uid: Uid, row: ReturnedRow, key: str) -> CellChange | None:
        before = self._sides.before(uid, key)
        now = recorded(self._sides.now[uid], key)
        cell = row.cells[key]
        try:
            came = self._came(key, cell, before)
            estimated = says_estimated(key, cell)
            verdict, value, reason = self._judged(uid, key, came, estimated=estimated)
        except Refusal as refusal:
            return self._made(key, before, cell, now, finding_of(refusal, key))
        if verdict is CellVerdict.SAME:
            return None
        sent, typed, here = (text_of(key, each, self._words) for each in (before, came, now))
        return CellChange(
            key=key,
            header=self._headers[key],
            sent=sent,
            came=f"~{typed}" if estimated else typed,
            now=here,
            verdict=verdict,
            value=value,
            reason=reason,
            quality=self._quality(uid, key),
            estimated=estimated,
        )

    def _came(self, key: str, cell: Cell, before: Scalar) -> Scalar:
        """Return what was typed into a cell; raises a `Refusal` where it may not have been emptied."""
        came = read_cell(key, cell, before, self._words)
        if came is None and before is not None and (key in _NEVER_EMPTY or self._permitted is not None):
            raise Refusal("roundtrip.must_say", column=self._headers[key])
        return came

    def _judged(
        self, uid: Uid, key: str, came: Scalar, *, estimated: bool
    ) -> tuple[CellVerdict, Scalar, Finding | None]:
        """Return what comes of a cell: its verdict, the value to post, and why it is refused or agreed."""
        before, now = self._sides.before(uid, key), recorded(self._sides.now[uid], key)
        verdict, value = self._verdict(key, before, came, now)
        if estimated:
            verdict = self._verdict_of_estimate(uid, before, came, now)
        reason = None
        if self._permitted is not None and verdict in _SAID_THERE:
            column = self._headers[key]
            verdict, reason = self._permitted.judged(uid, key, value, verdict, column, estimated=estimated)
        if verdict in _SAID_THERE and (entry := self._said_before(uid, key, came, estimated)):
            reason = find(Strength.WARN, "roundtrip.stated_already", "R12", key, uid, entry=entry)
            verdict = CellVerdict.AGREED
        return verdict, value, reason

    def _verdict_of_estimate(self, uid: Uid, before: Scalar, came: Scalar, now: Scalar) -> CellVerdict:
        """Return what an estimate is: the same figure that somebody weighed does not say the same."""
        then, here = ((row[uid], value) for row, value in ((self._sides.then, before), (self._sides.now, now)))
        sent, now_known = ((value, quality_of(row) is Quality.ESTIMATED) for row, value in (then, here))
        return _compared(sent, (came, True), now_known)

    def _said_before(self, uid: Uid, key: str, came: Scalar, estimated: bool) -> int | None:
        """Return the entry that states the same already: a statement changes no cell of the book."""
        if key == STATED_MASS and isinstance(came, int):
            return self._stated.entry(uid, key, stated_mass(came, estimated=estimated))
        if self._permitted is None:
            return None
        return self._stated.entry(uid, key, text_of(key, came, self._words).strip())

    def _quality(self, uid: Uid, key: str) -> str:
        return str(quality_of(self._sides.now[uid])) if key == STATED_MASS else ""

    def _made(self, key: str, before: Scalar, cell: Cell, now: Scalar, reason: Finding) -> CellChange:
        sent, here = (text_of(key, each, self._words) for each in (before, now))
        return self._refused(key, reason, sent=sent, came=plain(cell), now=here)

    def _refused(self, key: str, reason: Finding, *, sent: str, came: str, now: str) -> CellChange:
        return CellChange(
            key=key,
            header=self._headers[key],
            sent=sent,
            came=came,
            now=now,
            verdict=CellVerdict.REFUSED,
            value=None,
            reason=reason,
        )

    def _verdict(self, key: str, before: Scalar, came: Scalar, now: Scalar) -> tuple[CellVerdict, Scalar]:
        if key == PLACE:
            before, came, now = (self._place(each) for each in (before, came, now))
        return _compared(before, came, now), came

    def _place(self, path: Scalar) -> Scalar:
        """Return the place of a path as it was called then, or is now, or as references are spelled."""
        if not isinstance(path, str):
            return None
        for names in (self._sides.places_then, self._sides.places_now):
            if path in names.by_path:
                return names.by_path[path]
        return self._references.place(path)


def _compared(before: object, came: object, now: object) -> CellVerdict:
    if came == before:
        return CellVerdict.SAME if now == before else CellVerdict.MEANWHILE
    if now == before:
        return CellVerdict.CHANGED
    return CellVerdict.AGREED if came == now else CellVerdict.CONFLICT
