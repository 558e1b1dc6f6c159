"""Booking of places: set up, correct, retire."""

from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import ContainerMove, Scalar, Subject
from lunarcurator.domain.fields import PLACE_FIELDS
from lunarcurator.domain.identity import uid_of, uid_or_none
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.operations import CorrectPlace, RetirePlace, SetUpPlace
from lunarcurator.domain.rules.fields import is_correctable, is_of_kind
from lunarcurator.domain.rules.places import code_is_free, is_empty, is_usable, may_stand_in, name_is_free


def book_place(operation: SetUpPlace, day: Day, ledger: LedgerState) -> Booked:
    """Book a new place inside its parent; two places of one parent never share a name, nor any a code."""
    parent = uid_or_none(operation.parent)
    above = ledger.place(parent) if parent else None
    name, code = operation.name.strip(), operation.code.strip()
    findings = [
        *may_stand_in(ledger.tables.place_kinds, operation.kind, above, "parent"),
        *(is_usable(ledger, parent, day, "parent") if parent else ()),
        *name_is_free(ledger, name, parent),
        *code_is_free(ledger, code),
        *is_of_kind("tare_ug", operation.tare_ug, table=PLACE_FIELDS),
    ]
    if blocked(findings):
        return refused(findings)
    uid = ledger.new_uid()
    changes: dict[str, Scalar] = {
        "kind": operation.kind,
        "name": name,
        "code": code or None,
        "atmosphere": operation.atmosphere or None,
        "material": operation.material or None,
        "sealed": 1 if operation.sealed else None,
        "tare_ug": operation.tare_ug,
        "remote": 1 if operation.remote else None,
        "remarks": operation.remarks or None,
    }
    said = {key: value for key, value in changes.items() if value is not None}
    return Booked((touch(Subject.PLACE, uid, day, **said), ContainerMove(uid, day, parent)), tuple(findings))


def book_correct_place(operation: CorrectPlace, day: Day, ledger: LedgerState) -> Booked:
    """Book the right value of one field of a place."""
    uid = uid_of(operation.place)
    place = ledger.place(uid)
    field, new = operation.field, operation.new
    findings = [
        *is_usable(ledger, uid, day, "place"),
        *is_correctable(PLACE_FIELDS, place.fields, field, operation.old, new),
    ]
    if not blocked(findings):
        findings += is_of_kind(field, new, "new", PLACE_FIELDS)
        if field == "name":
            findings += name_is_free(ledger, str(new or "").strip(), place.parent, uid)
        elif field == "code":
            findings += code_is_free(ledger, str(new or ""), uid)
    if blocked(findings):
        return refused(findings)
    return Booked((touch(Subject.PLACE, uid, day, **{field: new}),), tuple(findings))


def book_retire_place(operation: RetirePlace, day: Day, ledger: LedgerState) -> Booked:
    """Book that an empty place is used no more."""
    uid = uid_of(operation.place)
    findings = [*is_usable(ledger, uid, day, "place"), *is_empty(ledger, uid, day)]
    if blocked(findings):
        return refused(findings)
    return Booked((touch(Subject.PLACE, uid, day, retired=1),), tuple(findings))
