"""What of a borrower's workbook can be heard: what is seen and weighed there, and nothing of the bench."""

from dataclasses import dataclass

from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.fields import STATED_MASS
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.services.exporting.report_context import mass_now
from lunarcurator.services.roundtrip.columns import PLACE
from lunarcurator.services.roundtrip.comparing import CellVerdict
from lunarcurator.services.roundtrip.sides import Sides
from lunarcurator.services.roundtrip.workbook_author import BORROWERS_WORD, WorkbookAuthor


@dataclass(frozen=True, slots=True)
class PermittedChanges:
    """Judges what a borrower changed in a cell, by what he holds and what he reported before (R4)."""

    author: WorkbookAuthor
    sides: Sides
    ledger: LedgerState

    def judged(
        self, uid: Uid, key: str, value: Scalar, verdict: CellVerdict, header: str, *, estimated: bool = False
    ) -> tuple[CellVerdict, Finding | None]:
        """Return what becomes of a changed cell, and why; a mass he reported before is nothing new."""
        if key == PLACE:
            return CellVerdict.REFUSED, self._refused("roundtrip.bench_act", uid, key, header)
        if key not in BORROWERS_WORD:
            return CellVerdict.REFUSED, self._refused("roundtrip.labs_decision", uid, key, header)
        if key != STATED_MASS or not isinstance(value, int):
            return verdict, None
        if estimated:
            return verdict, self._estimated(uid)
        if value == self.author.last_reported(self.ledger, uid):
            return CellVerdict.AGREED, None
        return verdict, self._reported(uid, value)

    def code_of(self, uid: Uid) -> str:
        """Return the loan line he holds a piece on, empty where he holds none."""
        held = self.author.lines.get(uid)
        return held.code if held else ""

    def not_held(self, uid: Uid) -> Finding:
        """Say that the borrower holds no line of a piece, so that nothing he writes of it is taken."""
        row = self.sides.now[uid]
        facts = {"number": row.number, "borrower": self.author.name, "custody": row.custody}
        return find(Strength.IMPOSSIBLE, "roundtrip.not_held", "R4", "", uid, **facts)

    def _refused(self, key: str, uid: Uid, column: str, header: str) -> Finding:
        facts = {"number": self.sides.now[uid].number, "borrower": self.author.name, "column": header}
        return find(Strength.IMPOSSIBLE, key, "R4", column, uid, **facts)

    def _estimated(self, uid: Uid) -> Finding | None:
        """Say that an estimate is kept as a statement, and is not what the line reports."""
        held = self.author.lines.get(uid)
        if held is None:
            return None
        facts = {"borrower": self.author.name, "line": held.code}
        return find(Strength.WARN, "roundtrip.reported_estimated", "R7", STATED_MASS, uid, **facts)

    def _reported(self, uid: Uid, ug: int) -> Finding | None:
        """Say through which line a mass is reported, and how far it is from what the book has."""
        held = self.author.lines.get(uid)
        if held is None:
            return None
        now = mass_now(self.sides.now[uid])
        apart = now.ug - ug if now else 0
        facts: dict[str, str | int] = {"borrower": self.author.name, "line": held.code, "apart_ug": abs(apart)}
        key = "roundtrip.reported_less" if apart > 0 else "roundtrip.reported_more"
        if now is None:
            key = "roundtrip.reported_unknown"
        return find(Strength.WARN, key, "R7", STATED_MASS, uid, **facts)
