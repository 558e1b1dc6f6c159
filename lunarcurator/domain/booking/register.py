"""Booking of `Register`: a piece received, found, or read from an old catalogue."""

import json

from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.booking.births import (
    Birth,
    counted,
    facts_of,
    identity_for,
    mass_fields,
    quality_of,
)
from lunarcurator.domain.booking.drawing import Purse
from lunarcurator.domain.booking.lines import Known, Lines, side
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch_piece
from lunarcurator.domain.booking.pinning import pin
from lunarcurator.domain.booking.standing import custody_in
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, NameClaim, Scalar, Subject
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.identity import Uid, uid_of
from lunarcurator.domain.mass import Mass, MassKind
from lunarcurator.domain.operations import Register
from lunarcurator.domain.picture import Picture
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.dates import not_before_birth
from lunarcurator.domain.rules.identity import number_is_free
from lunarcurator.domain.rules.mass import excess_is_covered
from lunarcurator.domain.rules.registering import is_complete
from lunarcurator.domain.status import Existence


def book_register(operation: Register, day: Day, picture: Picture) -> Booked:
    """Book a new piece; its mass comes from *received*, or from its parent (`ledger.md` 1.2)."""
    collection = uid_of(operation.collection)
    parent = uid_of(operation.parent) if operation.parent else None
    scheme = picture.scheme(collection)
    context = scheme.parse(picture.piece(parent).number_text) if parent else None
    number = scheme.parse(operation.number, context)
    findings = [
        *number_is_free(picture, collection, number.canonical),
        *is_complete(operation, picture),
        *(not_before_birth(picture, parent, day, "parent") if parent else ()),
    ]
    if blocked(findings):
        return refused(findings)
    uid = identity_for(picture, collection, number.canonical)
    mass = counted(operation.mass, operation.form, picture)
    fields = _fields(operation, collection, mass, picture, parent)
    place = uid_of(operation.place) if operation.place else None
    custody = custody_in(picture, place, day)
    birth = Birth(uid, collection, number, operation.proposed, day, fields, parent, operation.role, place, custody)
    piece = PieceState(uid, fields=dict(fields), custody=custody)
    lines = Lines()
    if operation.existence is Existence.EXISTS and mass.kind is not MassKind.NOT_APPLICABLE:
        if parent is None:
            findings += _receive(lines, piece, mass, operation.original, day)
        else:
            findings += _take_from(picture, lines, piece, picture.at(parent, day), mass, operation.original, day)
    facts: list[Fact] = [*facts_of(birth, scheme, context)]
    facts += [NameClaim(uid, each.kind, each.name, each.source, day) for each in operation.names]
    if parent is not None:
        facts.append(touch_piece(parent, day, **_left_of(picture.at(parent, day), mass)))
    facts += lines.done()
    return Booked(tuple(facts), tuple(findings))


def _receive(lines: Lines, piece: PieceState, mass: Mass, original: Mass | None, day: Day) -> list[Finding]:
    received, here = side(piece, Account.RECEIVED), side(piece)
    if not mass.known:
        lines.move(day, received, here, unweighed=1, reason=_reason(mass, original))
        if original is not None and original.known:
            lines.move(day, received, side(piece, Account.UNRECONCILED), original.ug or 0, known=_told(original))
        return []
    now = mass.ug or 0
    stated = original.ug if original is not None and original.known and original.ug is not None else now
    lines.move(day, received, here, min(now, stated), known=_told(mass))
    if now < stated and original is not None:
        lines.move(day, received, side(piece, Account.UNRECONCILED), stated - now, known=_told(original))
    if now > stated:
        lines.move(day, side(piece, Account.ADJUSTMENT), here, now - stated, known=_told(mass))
        rounding = (original.resolution_ug or 0) if original else 0
        return list(excess_is_covered(piece, now - stated, rounding))
    return []


def _take_from(
    picture: Picture,
    lines: Lines,
    piece: PieceState,
    parent: PieceState,
    mass: Mass,
    original: Mass | None,
    day: Day,
) -> list[Finding]:
    told = mass if mass.known else original
    target = side(piece) if mass.known else side(piece, Account.UNRECONCILED)
    if not mass.known:
        # A piece of an unknown parent came out of that parent's own unknown mass (ledger 1.2, "Split unknown U").
        shared = parent.held_unweighed and not parent.suspense_ug and mass.kind is MassKind.UNKNOWN
        source = side(parent, Account.UNMEASURED) if shared else side(piece, Account.UNMEASURED)
        lines.move(day, source, side(piece), unweighed=1, reason=_reason(mass, original))
    if told is None or not told.known or not told.ug:
        return []
    findings: list[Finding] = []
    if parent.held_unweighed:
        for draw in Purse(picture, day).draw(parent.uid, told.ug):
            lines.move(day, draw.source, target, draw.ug, known=_told(told))
            if draw.excess:
                findings += excess_is_covered(piece, draw.ug, told.resolution_ug or 0)
    else:
        lines.move(day, side(parent), target, told.ug, known=_told(told))
        pin(picture, lines, parent.uid, day)
    return findings


def _told(mass: Mass) -> Known:
    return Known(quality_of(mass), mass.resolution_ug)


def _reason(mass: Mass, original: Mass | None) -> str:
    return "not_reconciled" if original is not None and original.known else mass.reason


def _left_of(parent: PieceState, mass: Mass) -> dict[str, Scalar]:
    """Say how the parent's mass is known once an unweighed piece left it."""
    blind = mass.kind is MassKind.UNKNOWN and not parent.held_unweighed and parent.held_ug > 0
    if blind and parent.existence is Existence.EXISTS:
        return {"mass_quality": str(Quality.UPPER_BOUND)}
    return {}


def _fields(
    operation: Register, collection: Uid, mass: Mass, picture: Picture, parent: Uid | None
) -> dict[str, Scalar]:
    from_parent = picture.piece(parent).fields if parent else {}
    original = operation.original
    house = picture.desk(Subject.COLLECTION, collection).text("title")
    fields: dict[str, Scalar] = {
        "collection": collection,
        "mission": operation.mission or from_parent.get("mission") or "",
        "title": str(operation.title or from_parent.get("title") or house),
        "existence": str(operation.existence),
        "condition": str(operation.condition),
        "access": str(operation.access),
        "basic_use": str(operation.basic_use),
        "form": operation.form or None,
        "class_name": operation.class_name or None,
        "subclass": operation.subclass or None,
        "original_ug": original.ug if original else (mass.ug if mass.known else None),
        "original_quality": str(quality_of(original or mass)) if original or mass.known else None,
        "original_resolution_ug": (original or mass).resolution_ug,
        "pristinity_milli": operation.pristinity_milli,
        "pristinity_day": operation.pristinity_day,
        "count": operation.count,
        "area_um2": operation.area_um2,
        "data_pack": operation.data_pack or None,
        "collected": operation.collected or None,
        "remarks": operation.remarks or None,
        "source": operation.source or None,
        **mass_fields(mass),
    }
    if not mass.known and original is not None and original.known:
        fields["mass_quality"] = str(Quality.NOT_RECONCILED)
        fields["mass_reason"] = "not_reconciled"
    if operation.other:
        fields["other"] = json.dumps(dict(operation.other), ensure_ascii=False, sort_keys=True)
    if operation.found is not None:
        found = operation.found
        fields["found"] = json.dumps(
            {
                "finder": found.finder,
                "where": found.where,
                "number": found.claimed_number,
                "steps": found.steps,
            },
            ensure_ascii=False,
            sort_keys=True,
        )
    return {key: value for key, value in fields.items() if value is not None}
