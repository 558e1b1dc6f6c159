"""R1, R2 and R18: a number is one piece for ever, and an issued number is never issued again."""

from collections.abc import Iterator
from typing import Final

from lunarcurator.domain.facts import NameClaim, NameKind, Subject, Touch
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.numbering import SampleNumber
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.custody import must_be_on_record, must_be_there
from lunarcurator.domain.status import Existence
from lunarcurator.domain.words_folding import number_key

ELSEWHERE: Final = "number.elsewhere"
"""A number that is given is a number or another name of a piece in another collection."""


def number_is_free(ledger: LedgerState, collection: Uid, number: str, field: str = "number") -> Iterator[Finding]:
    """R1: nobody in force carries or carried the number; R2: it was not issued, not even for a cancelled act.

    A number whose renumbering was undone stays kept for its redo. One by which a piece of another collection goes
    is asked about.
    """
    claims = ledger.claimed(collection, number)
    holders = list(dict.fromkeys(claim.sample for claim in claims if claim.in_force))
    now = next((uid for uid in holders if ledger.piece(uid).number_text == number), None)
    if now is not None:
        yield _taken(ledger, now, number, field)
    elif holders:
        official = ledger.piece(holders[-1]).number_text
        yield find(
            Strength.IMPOSSIBLE, "number.was_used", "R2", field, holders[-1], number=number, official=official
        )
    elif any(claim.issued or ledger.piece(claim.sample).in_book for claim in claims):
        yield find(Strength.IMPOSSIBLE, "number.burnt", "R2", field, claims[-1].sample, number=number)
    else:
        yield from _is_known_elsewhere(ledger, collection, number, field)


def _is_known_elsewhere(ledger: LedgerState, collection: Uid, number: str, field: str) -> Iterator[Finding]:
    """R1, R18: two collections may use one number, yet it is most often the piece itself that is meant."""
    pieces = [ledger.piece(uid) for uid in ledger.known_as((number_key(number),))]
    others = [piece for piece in pieces if piece.book.collection != collection]
    if others:
        mine = ledger.record(Subject.COLLECTION, collection).code
        told = ", ".join(
            f"{ledger.record(Subject.COLLECTION, each.book.collection).text('code')}:{each.number_text}"
            for each in others
        )
        yield find(Strength.WARN, ELSEWHERE, "R1", field, others[0].uid, number=f"{mine}:{number}", other=told)


def _taken(ledger: LedgerState, holder: Uid, number: str, field: str) -> Finding:
    """Say whose number it is; one that was only reserved belongs to no piece that could be shown."""
    planned = _said(ledger, holder, Existence.PLANNED)
    existence = ledger.piece(holder).existence
    if (
        planned is None
        or existence not in (Existence.PLANNED, Existence.VOID)
        or _said(ledger, holder, Existence.EXISTS)
    ):
        return find(Strength.IMPOSSIBLE, "number.taken", "R1", field, holder, number=number)
    cancelled = _said(ledger, holder, Existence.VOID)
    if cancelled is None:
        return find(
            Strength.IMPOSSIBLE, "number.reserved", "R1", field, f"entry:{planned}", number=number, entry=planned
        )
    facts: dict[str, str | int] = {"number": number, "entry": planned, "cancelled": cancelled}
    return find(Strength.IMPOSSIBLE, "number.cancelled", "R2", field, f"entry:{cancelled}", **facts)


def _said(ledger: LedgerState, uid: Uid, existence: Existence) -> int | None:
    """Return the entry in force that said so of a piece, or None."""
    word = ("existence", str(existence))
    return next(
        (each.seq for each in ledger.history(uid) if isinstance(each.fact, Touch) and word in each.fact.changes),
        None,
    )


def revived(ledger: LedgerState, collection: Uid, number: str) -> Uid | None:
    """Return the identity a given number had before its entry was undone, so that it comes back the same."""
    claims = ledger.claimed(collection, number)
    if not claims or any(claim.in_force or claim.issued for claim in claims):
        return None
    return claims[-1].sample


def has_own_number(piece: PieceState, field: str = "sample") -> Iterator[Finding]:
    """R1: only a piece with a number of its own takes another; a further body shares that of the first."""
    if piece.existence in {Existence.PLANNED, Existence.MERGED}:
        yield from must_be_there(piece, field)
    else:
        yield from must_be_on_record(piece, field)
    if piece.fields.get("body_of"):
        yield find(Strength.IMPOSSIBLE, "body.no_number", "R1", field, piece.uid, number=piece.number_text)


def may_take_number(
    ledger: LedgerState, piece: PieceState, number: SampleNumber, field: str = "number"
) -> Iterator[Finding]:
    """R1, R2: a known piece takes a number no other piece ever had; one of its own may come back to it.

    A `,0` is the rest of its family's piece, which has to be merged with.
    """
    collection, text = piece.book.collection, number.canonical
    if text == piece.number_text:
        yield find(Strength.IMPOSSIBLE, "renumber.same", "R1", field, piece.uid, number=text)
        return
    claims = ledger.claimed(collection, text)
    others = [claim.sample for claim in claims if claim.sample != piece.uid]
    if others:
        found = [each for each in number_is_free(ledger, collection, text, field) if each.key != ELSEWHERE]
        yield from found
        if not found:
            yield find(Strength.IMPOSSIBLE, "number.burnt", "R2", field, others[-1], number=text)
        return
    if not claims:
        yield from _is_known_elsewhere(ledger, collection, text, field)
    if ledger.scheme(collection).is_zero_split(number):
        yield from _is_no_rest(ledger, piece, number, field)


def _is_no_rest(ledger: LedgerState, piece: PieceState, number: SampleNumber, field: str) -> Iterator[Finding]:
    for claim in ledger.claimed(piece.book.collection, number.family):
        holder = ledger.piece(claim.sample)
        if claim.in_force and holder.uid != piece.uid and holder.number_text == number.family:
            told = {"number": number.canonical, "family": number.family}
            yield find(Strength.IMPOSSIBLE, "renumber.zero_is_rest", "R1", field, holder.uid, **told)
            return


def is_other_name(name: str, kind: NameKind, field: str = "name") -> Iterator[Finding]:
    """R18: another name says something, and is not called the official number, which is claimed apart."""
    if not name:
        yield find(Strength.IMPOSSIBLE, "name.empty", "R18", field)
    if kind is NameKind.OFFICIAL:
        yield find(Strength.IMPOSSIBLE, "name.official", "R18", field, name=name)


def name_is_new(ledger: LedgerState, uid: Uid, name: str, kind: NameKind) -> Iterator[Finding]:
    """R18: a piece is not given the same name of the same kind twice."""
    for each in ledger.history(uid):
        fact = each.fact
        if isinstance(fact, NameClaim) and (fact.name, fact.kind) == (name, kind):
            yield find(Strength.IMPOSSIBLE, "name.known", "R18", "name", f"entry:{each.seq}", name=name)
            return
