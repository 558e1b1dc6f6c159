"""`domain.md` 4: sections, mounts and butts are not weighed, and what is said of their mass is nominal."""

from collections.abc import Iterator

from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.operations.accounting import CameBack
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.tolerance import Certainty, allowed_between


def is_weighable(piece: PieceState, ledger: LedgerState, field: str = "sample") -> Iterator[Finding]:
    """Section masses are nominal: no balance reads the mass of mounts, butts and sections (workflow 7)."""
    if not ledger.tables.weighs(piece.form) or piece.quality is Quality.NOT_APPLICABLE:
        yield find(Strength.IMPOSSIBLE, "weigh.not_weighable", "R15", field, piece.uid, **_which(piece, ledger))


def is_read_as_nominal(piece: PieceState, ug: int, ledger: LedgerState, field: str) -> Iterator[Finding]:
    """What a balance read in ug of a piece that is not weighed becomes its nominal mass; somebody says why."""
    facts = {**_which(piece, ledger), "ug": ug}
    key, before = "return.becomes_nominal", _nominal_ug(piece)
    if before is not None:
        key, facts["before_ug"] = "return.replaces_nominal", before
    yield find(Strength.WARN, key, "R15", field, piece.uid, **facts)


def weighs_as_nominal(each: CameBack, piece: PieceState, ledger: LedgerState, field: str) -> Iterator[Finding]:
    """R18: what is stated of a piece that is not weighed is its nominal mass, or somebody says why not."""
    before = _nominal_ug(piece)
    if before is None or each.stated_ug is None:
        return
    sure = (Certainty(_last_place(piece, before)), Certainty(each.stated_to_ug))
    if abs(each.stated_ug - before) > allowed_between(sure):
        facts = {**_which(piece, ledger), "ug": each.stated_ug, "before_ug": before}
        yield find(Strength.WARN, "return.not_as_nominal", "R18", field, piece.uid, **facts)


def _which(piece: PieceState, ledger: LedgerState) -> dict[str, str | int]:
    return {"number": piece.number_text, "form": ledger.tables.form(piece.form)}


def _nominal_ug(piece: PieceState) -> int | None:
    return _whole(piece.fields.get("nominal_ug"))


def _last_place(piece: PieceState, ug: int) -> int:
    """Return the last place in ug to which a nominal mass was stated first; 0 where that says nothing."""
    fine = _whole(piece.fields.get("original_resolution_ug")) or 0
    return fine if fine and ug % fine == 0 else 0


def _whole(value: Scalar) -> int | None:
    return value if isinstance(value, int) else None
