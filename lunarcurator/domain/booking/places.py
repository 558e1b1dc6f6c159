"""Booking of places: set up, correct, retire."""

from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import ContainerMove, Scalar, Subject
from lunarcurator.domain.findings import Strength, find
from lunarcurator.domain.identity import uid_of
from lunarcurator.domain.operations import CorrectPlace, RetirePlace, SetUpPlace
from lunarcurator.domain.picture import Picture
from lunarcurator.domain.rules.fields import is_correctable
from lunarcurator.domain.rules.places import is_empty, is_usable, may_stand_in

PLACE_FIELDS = ("name", "code", "atmosphere", "material", "sealed", "tare_ug", "remarks")
"""The fields of a place that may be corrected; its site is changed by moving it."""


def book_place(operation: SetUpPlace, day: Day, picture: Picture) -> Booked:
    """Book a new place inside its parent; two places of one parent never share a name, nor any a code."""
    parent = uid_of(operation.parent) if operation.parent else None
    above = picture.place(parent) if parent else None
    findings = [*may_stand_in(picture.tables.place_kinds, operation.kind, above, "parent")]
    if above is not None:
        findings += is_usable(above, "parent")
        if day < above.first_day:
            findings.append(
                find(
                    Strength.IMPOSSIBLE,
                    "day.before_place",
                    "R19",
                    "day",
                    above.uid,
                    place=above.text("name"),
                    day=day,
                )
            )
    if not operation.name.strip():
        findings.append(find(Strength.IMPOSSIBLE, "place.needs_name", "R1", "name"))
    for uid in picture.named(Subject.PLACE, operation.name):
        twin = picture.place(uid)
        if twin.text("name") == operation.name and twin.parent == parent and not twin.retired:
            findings.append(find(Strength.IMPOSSIBLE, "place.name_taken", "R1", "name", uid, place=operation.name))
    if operation.code and picture.named(Subject.PLACE, operation.code):
        findings.append(find(Strength.IMPOSSIBLE, "place.code_taken", "R1", "code", code=operation.code))
    if blocked(findings):
        return refused(findings)
    uid = picture.new_uid()
    changes: dict[str, Scalar] = {
        "kind": operation.kind,
        "name": operation.name.strip(),
        "code": operation.code or None,
        "atmosphere": operation.atmosphere or None,
        "material": operation.material or None,
        "sealed": 1 if operation.sealed else None,
        "tare_ug": operation.tare_ug,
        "remote": 1 if operation.remote else None,
        "remarks": operation.remarks or None,
    }
    said = {key: value for key, value in changes.items() if value is not None}
    return Booked((touch(Subject.PLACE, uid, day, **said), ContainerMove(uid, day, parent)), tuple(findings))


def book_correct_place(operation: CorrectPlace, day: Day, picture: Picture) -> Booked:
    """Book the right value of one field of a place."""
    uid = uid_of(operation.place)
    place = picture.place(uid)
    findings = [*is_correctable(PLACE_FIELDS, place.fields, operation.field, operation.old, operation.new)]
    if operation.field == "code" and operation.new and picture.named(Subject.PLACE, str(operation.new)):
        findings.append(find(Strength.IMPOSSIBLE, "place.code_taken", "R1", "code", code=str(operation.new)))
    if operation.field == "name" and not str(operation.new or "").strip():
        findings.append(find(Strength.IMPOSSIBLE, "place.needs_name", "R1", "new"))
    if blocked(findings):
        return refused(findings)
    return Booked((touch(Subject.PLACE, uid, day, **{operation.field: operation.new}),), tuple(findings))


def book_retire_place(operation: RetirePlace, day: Day, picture: Picture) -> Booked:
    """Book that an empty place is used no more."""
    uid = uid_of(operation.place)
    findings = [*is_usable(picture.place(uid), "place"), *is_empty(picture, uid)]
    if blocked(findings):
        return refused(findings)
    return Booked((touch(Subject.PLACE, uid, day, retired=1),), tuple(findings))
