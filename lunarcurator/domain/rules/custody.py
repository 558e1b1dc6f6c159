"""R3 and R4: one place and one custodian, and no bench act on a piece the lab does not hold."""

from collections.abc import Iterator
from typing import Final

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.terms import LineState
from lunarcurator.domain.pieces import PieceState, PlaceState
from lunarcurator.domain.status import Access, BasicUse, Custody, Existence, Title

_AWAY = frozenset({Custody.LOAN, Custody.TRANSIT, Custody.DISPLAY})
VENUE: Final = "venue"
"""The kind of place that others keep, where pieces are shown."""
NOT_RECORDED: Final = "not_recorded"
"""Stands for an owner whom nobody has entered."""
_SEALED_USES = frozenset({BasicUse.PERMANENT, BasicUse.BACKUP})


def must_be_on_record(state: PieceState, field: str = "sample") -> Iterator[Finding]:
    """R20: what is said of a piece may be mended as long as it is in the book and not void."""
    if not state.in_book:
        yield find(Strength.IMPOSSIBLE, "piece.not_in_book", "R20", field)
    elif state.existence is Existence.VOID:
        yield _does_not_exist(state, field)


def must_be_there(state: PieceState, field: str = "sample") -> Iterator[Finding]:
    """R4, R20: a void, planned, consumed, lost, merged or retired piece takes no further act."""
    if not state.in_book:
        yield find(Strength.IMPOSSIBLE, "piece.not_in_book", "R20", field)
    elif state.existence is not Existence.EXISTS:
        yield _does_not_exist(state, field)


def _does_not_exist(state: PieceState, field: str) -> Finding:
    return find(
        Strength.IMPOSSIBLE,
        "piece.does_not_exist",
        "R4",
        field,
        state.uid,
        number=state.number_text,
        existence=str(state.existence),
    )


def must_be_at_hand(state: PieceState, field: str = "sample") -> Iterator[Finding]:
    """R4: bench acts are refused while a piece is on loan, in transit, on display or no longer there."""
    yield from must_be_there(state, field)
    if state.in_book and state.custody in _AWAY:
        yield find(
            Strength.IMPOSSIBLE,
            "piece.not_at_hand",
            "R4",
            field,
            state.uid,
            number=state.number_text,
            custody=str(state.custody),
        )


def may_be_cut(ledger: LedgerState, state: PieceState, day: Day) -> Iterator[Finding]:
    """R4, R11 and workflow 4: no split of a sealed, permanent or backup piece without authority."""
    use = state.basic_use
    if use in _SEALED_USES:
        yield find(
            Strength.AUTHORITY,
            "split.permanent",
            "R11",
            "parent",
            state.uid,
            number=state.number_text,
            use=use,
        )
    sealed = sealed_place(ledger, state.place, day)
    if sealed is not None:
        yield find(
            Strength.IMPOSSIBLE,
            "split.sealed",
            "R3",
            "parent",
            sealed.uid,
            number=state.number_text,
            place=sealed.name,
        )


def is_kept(state: PieceState, field: str = "sample") -> Iterator[Finding]:
    """R11: permanent and backup stock, and what is reserved, leave their place only with authority."""
    use, access = state.basic_use, state.access
    if use in _SEALED_USES or access == Access.RESERVED:
        yield find(
            Strength.AUTHORITY,
            "piece.is_kept",
            "R11",
            field,
            state.uid,
            number=state.number_text,
            use=use,
            access=access or str(Access.OPEN),
        )


def is_lent_by_its_owner(
    ledger: LedgerState, state: PieceState, field: str = "sample", strength: Strength = Strength.AUTHORITY
) -> Iterator[Finding]:
    """R21: what the lab holds for somebody goes on to others only with the owner's consent, as a document."""
    if state.title == Title.HELD_FOR:
        owner = state.owner.strip() or _lender_of(ledger, state.uid) or NOT_RECORDED
        facts = {"number": state.number_text, "owner": owner}
        key = "loan.held_for" if strength is Strength.AUTHORITY else "request.held_for"
        yield find(strength, key, "R21", field, state.uid, **facts)


def _lender_of(ledger: LedgerState, piece: Uid) -> str:
    """Return the name of who entrusted a piece to the lab and has not had it back, empty for nobody."""
    for uid in ledger.related(Subject.LINE, "sample", piece):
        line = Line.of(ledger.record(Subject.LINE, uid))
        if line.state is LineState.IN_CARE and line.loan:
            lender = ledger.record(Subject.LOAN, line.loan).text("lender")
            return ledger.record(Subject.INSTITUTION, Uid(lender)).name
    return ""


def may_be_used_up(state: PieceState, field: str = "sample") -> Iterator[Finding]:
    """R11: nothing of permanent, backup, reserved or memorial stock is used up without authority."""
    yield from is_kept(state, field)
    if state.access == Access.MEMORIAL:
        yield find(Strength.AUTHORITY, "piece.is_memorial", "R11", field, state.uid, number=state.number_text)


def sealed_place(ledger: LedgerState, place: Uid | None, day: Day) -> PlaceState | None:
    """Return the sealed container around a place, innermost first, or None."""
    while place is not None:
        state = ledger.place_at(place, day)
        if state.fields.get("sealed") == 1:
            return state
        place = state.parent
    return None


def is_remote(ledger: LedgerState, place: Uid | None, day: Day) -> bool:
    """Tell whether a place stands at a remote site at the end of a day."""
    while place is not None:
        state = ledger.place_at(place, day)
        if state.fields.get("remote") == 1:
            return True
        place = state.parent
    return False


def is_in_venue(ledger: LedgerState, place: Uid | None, day: Day) -> bool:
    """Tell whether a place stands at a venue at the end of a day, such as a museum: it is in other hands."""
    while place is not None:
        state = ledger.place_at(place, day)
        if state.kind == VENUE:
            return True
        place = state.parent
    return False


def custody_in(ledger: LedgerState, place: Uid | None, day: Day) -> Custody:
    """Return the custody that a place gives (`ledger.md` section 4, *Custody and place*)."""
    if is_in_venue(ledger, place, day):
        return Custody.DISPLAY
    return Custody.REMOTE if is_remote(ledger, place, day) else Custody.HERE
