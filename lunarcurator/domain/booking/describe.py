"""Booking of what is said about a piece: describe, correct, name, write off, label."""

import json
from collections.abc import Iterator

from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.booking.births import with_published_form
from lunarcurator.domain.booking.lines import Known, Lines, side
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch, touch_piece
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, NameClaim, Scalar, Subject
from lunarcurator.domain.fields import EDITABLE
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.operations import AddName, Correct, Describe, FieldValue, PrintLabels, WriteOff
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.custody import must_be_on_record
from lunarcurator.domain.rules.dates import not_before_birth, not_before_change
from lunarcurator.domain.rules.fields import form_fits_mass, form_is_known, is_correctable, is_of_kind
from lunarcurator.domain.rules.identity import is_other_name, name_is_new
from lunarcurator.domain.rules.writing_off import by_whom, taken_by


def book_describe(operation: Describe, day: Day, ledger: LedgerState) -> Booked:
    """Book first statements; a field that already says something is corrected, not described over."""
    uid = uid_of(operation.sample)
    piece = ledger.piece(uid)
    findings: list[Finding] = [*not_before_birth(ledger, uid, day), *must_be_on_record(piece)]
    changes: dict[str, Scalar] = {}
    for each in operation.values:
        findings += _may_say(ledger, piece, each)
        changes |= _said(ledger, piece, each.field, each.value)
    if not changes and not findings:
        findings.append(find(Strength.IMPOSSIBLE, "describe.nothing", "R12", "values"))
    if blocked(findings):
        return refused(findings)
    return Booked((touch_piece(uid, day, **changes),), tuple(findings))


def _may_say(ledger: LedgerState, piece: PieceState, said: FieldValue) -> Iterator[Finding]:
    if said.field not in EDITABLE:
        yield find(Strength.IMPOSSIBLE, "correct.not_correctable", "R12", said.field, field_name=said.field)
        return
    now = piece.fields.get(said.field)
    yield from is_of_kind(said.field, said.value)
    value = _value(ledger, said.field, said.value)
    if now not in (None, "not_stated") and now != value:
        yield find(Strength.IMPOSSIBLE, "describe.says_already", "R12", said.field, field_name=said.field, now=now)
    if said.field == "form":
        yield from form_fits_mass(ledger, piece, said.value)
        yield from form_is_known(ledger, said.value)


def _value(ledger: LedgerState, field: str, value: Scalar) -> Scalar:
    """Return a value as it is recorded: a form in any spelling by its key."""
    return ledger.tables.form(value) if field == "form" and isinstance(value, str) else value


def _said(ledger: LedgerState, piece: PieceState, field: str, value: Scalar) -> dict[str, Scalar]:
    """Return what changes by saying a value: its field, and what is kept of a form as it was written."""
    recorded = _value(ledger, field, value)
    changes = {field: recorded} if recorded != piece.fields.get(field) else {}
    if changes and field == "form" and isinstance(value, str):
        kept: dict[str, str] = json.loads(piece.other or "{}")
        other = with_published_form(kept, value, ledger)
        if other != kept:
            changes["other"] = json.dumps(other, ensure_ascii=False, sort_keys=True)
    return changes


def book_correct(operation: Correct, day: Day, ledger: LedgerState) -> Booked:
    """Book the right value of one field; the journal keeps the old one beside it."""
    uid = uid_of(operation.sample)
    piece = ledger.piece(uid)
    field, new = operation.field, _value(ledger, operation.field, operation.new)
    findings = [
        *not_before_birth(ledger, uid, day),
        *must_be_on_record(piece),
        *is_correctable(EDITABLE, piece.fields, field, operation.old, new),
        *not_before_change(ledger, uid, field, day),
        *(is_of_kind(field, new, "new") if field in EDITABLE else ()),
        *(form_fits_mass(ledger, piece, new) if field == "form" else ()),
        *(form_is_known(ledger, new, "new") if field == "form" else ()),
    ]
    if not operation.evidence.strip():
        findings.append(find(Strength.IMPOSSIBLE, "correct.needs_evidence", "R12", "evidence"))
    if blocked(findings):
        return refused(findings)
    said = _said(ledger, piece, field, operation.new)
    return Booked((touch_piece(uid, day, **said),), tuple(findings))


def book_name(operation: AddName, day: Day, ledger: LedgerState) -> Booked:
    """Book another name; the official number is never one of them (R18)."""
    uid = uid_of(operation.sample)
    name = operation.name.strip()
    findings = [
        *not_before_birth(ledger, uid, day),
        *must_be_on_record(ledger.piece(uid)),
        *is_other_name(name, operation.kind),
        *name_is_new(ledger, uid, name, operation.kind),
    ]
    if blocked(findings):
        return refused(findings)
    return Booked(
        (touch_piece(uid, day), NameClaim(uid, operation.kind, name, operation.source, day)), tuple(findings)
    )


def book_write_off(operation: WriteOff, day: Day, ledger: LedgerState) -> Booked:
    """Book suspense as an adjustment: an act of authority, with a document and a second person."""
    uid = uid_of(operation.sample)
    piece = ledger.at(uid, day)
    findings: list[Finding] = [*not_before_birth(ledger, uid, day)]
    if not 0 < operation.ug <= piece.suspense_ug:
        findings.append(
            find(
                Strength.IMPOSSIBLE,
                "write_off.more_than_suspense",
                "R8",
                "ug",
                uid,
                number=piece.number_text,
                ug=operation.ug,
                suspense_ug=piece.suspense_ug,
                sign=piece.suspense.sign,
            )
        )
        return refused(findings)
    facts: dict[str, str | int] = {"number": piece.number_text, "ug": operation.ug}
    waits = find(Strength.AUTHORITY, "write_off.needs_authority", "R8", "ug", uid, **facts)
    findings.append(taken_by(by_whom(ledger, piece, operation.ug), waits))
    lines = Lines()
    lines.move(
        day,
        side(piece, Account.UNRECONCILED),
        side(piece, Account.ADJUSTMENT),
        operation.ug,
        known=Known(Quality.STATED),
        reason="written_off",
    )
    changes: dict[str, Scalar] = {}
    if operation.ug == piece.suspense_ug and piece.quality is Quality.NOT_RECONCILED:
        changes = {"mass_quality": str(Quality.UNKNOWN), "mass_reason": "not_weighed"}
    return Booked((touch_piece(uid, day, **changes), *lines.done()), tuple(findings))


def book_labels(operation: PrintLabels, day: Day, ledger: LedgerState) -> Booked:
    """Book that labels were printed: evidence only, it never blocks an undo."""
    facts: list[Fact] = []
    findings: list[Finding] = []
    for ref in operation.samples:
        uid = uid_of(ref)
        if not ledger.piece(uid).in_book:
            findings.append(find(Strength.IMPOSSIBLE, "piece.not_in_book", "R20", "samples"))
        facts.append(touch_piece(uid, day))
    facts += [touch(Subject.PLACE, uid_of(ref), day) for ref in operation.places]
    if not facts:
        findings.append(find(Strength.IMPOSSIBLE, "labels.nothing", "R12", "samples"))
    return refused(findings) if blocked(findings) else Booked(tuple(facts), tuple(findings))
