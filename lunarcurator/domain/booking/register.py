"""Booking of `Register`: a piece received, found, or read from an old catalogue."""

import json
from collections.abc import Iterator, Mapping

from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.booking.births import (
    Birth,
    counted,
    facts_of,
    identity_for,
    is_issued,
    is_shared,
    mass_fields,
    quality_of,
    with_published_form,
)
from lunarcurator.domain.booking.draw_down import Draw, DrawDown
from lunarcurator.domain.booking.lines import Known, Lines, side
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch_piece
from lunarcurator.domain.booking.weigh import book, uncovered
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, NameClaim, Scalar, Subject, or_none
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.identity import Uid, uid_of, uid_or_none
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.mass import Mass, MassKind
from lunarcurator.domain.numbering import SampleNumber
from lunarcurator.domain.operations import Register
from lunarcurator.domain.operations.registering import Found
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.custody import must_be_on_record
from lunarcurator.domain.rules.dates import not_before_birth
from lunarcurator.domain.rules.fields import form_is_known, is_of_kind, may_be_said
from lunarcurator.domain.rules.genealogy import is_no_ancestor
from lunarcurator.domain.rules.identity import number_is_free
from lunarcurator.domain.rules.mass import excess_is_covered, is_kept_nominal
from lunarcurator.domain.rules.registering import is_complete, is_numbered_fitly
from lunarcurator.domain.status import Existence
from lunarcurator.domain.tolerance import tolerance_ug


def book_register(operation: Register, day: Day, ledger: LedgerState) -> Booked:
    """Book a new piece; its mass comes from *received*, or from its parent (`ledger.md` 1.2).

    Raises `NumberTextError` where the number is none of the collection's scheme.
    """
    collection, parent = uid_of(operation.collection), uid_or_none(operation.parent)
    if parent and blocked(absent := list(must_be_on_record(ledger.piece(parent), "parent"))):
        return refused(absent)
    context = _family_of(operation, ledger)
    number = ledger.scheme(collection).parse(operation.number, context)
    findings = [*_may_be_registered(operation, number, context, day, ledger)]
    if blocked(findings):
        return refused(findings)
    uid = identity_for(ledger, collection, number.canonical)
    findings += is_no_ancestor(ledger, uid, parent) if parent else ()
    mass = counted(operation.mass, operation.form, ledger)
    original = counted(operation.original, operation.form, ledger) if operation.original else None
    birth = Birth(
        uid=uid,
        collection=collection,
        number=number,
        issued=is_issued(operation.proposed, day, ledger),
        day=day,
        fields=_fields(operation, collection, mass, original, ledger, parent),
        parent=parent,
        role=operation.role,
        place=uid_or_none(operation.place),
    )
    lines = Lines()
    facts: list[Fact] = [*facts_of(birth, ledger)]
    facts += [NameClaim(uid, each.kind, each.name.strip(), each.source, day) for each in operation.names]
    above = ledger.at(parent, day) if parent else None
    weighs = operation.existence is Existence.EXISTS and mass.kind is not MassKind.NOT_APPLICABLE
    if weighs:
        findings += _come_in(ledger, lines, birth, above, mass, original)
    if above is not None:
        facts.append(touch_piece(above.uid, day, **(left_of(above, mass) if weighs else {})))
    facts += lines.done()
    return Booked(tuple(facts), tuple(findings))


def _family_of(operation: Register, ledger: LedgerState) -> SampleNumber | None:
    """Return the number of the family in which the new one is read, None without a parent."""
    if not operation.parent:
        return None
    family = ledger.piece(uid_of(operation.parent)).family_number
    return ledger.scheme(uid_of(operation.collection)).parse(family)


def _may_be_registered(
    operation: Register, number: SampleNumber, context: SampleNumber | None, day: Day, ledger: LedgerState
) -> Iterator[Finding]:
    """Yield what stands against a new piece of a number, read in the family of its parent."""
    collection = uid_of(operation.collection)
    yield from number_is_free(ledger, collection, number.canonical)
    yield from is_complete(operation, day, ledger)
    yield from is_numbered_fitly(operation, number, context, day, ledger)
    yield from form_is_known(ledger, operation.form)
    yield from may_be_said(operation.values, "values")
    for value in operation.values:
        yield from is_of_kind(value.field, value.value, "values")
    yield from is_kept_nominal(ledger, collection, number.canonical, operation.form, operation.mass)
    if operation.parent:
        yield from not_before_birth(ledger, uid_of(operation.parent), day, "parent")


def _come_in(
    ledger: LedgerState, lines: Lines, birth: Birth, above: PieceState | None, mass: Mass, original: Mass | None
) -> list[Finding]:
    """Add the lines by which a new piece gets its mass: from outside, or out of the piece above it."""
    piece = birth.state(ledger)
    if above is None:
        return receive(lines, piece, mass, original, birth.day)
    return take_from(ledger, lines, piece, above, mass, original, birth.day)


def receive(lines: Lines, piece: PieceState, mass: Mass, original: Mass | None, day: Day) -> list[Finding]:
    """Add the lines by which a piece comes from outside, and say what no statement covers."""
    claimed = _claimed(original)
    if not mass.known:
        _receive_unweighed(lines, piece, mass, claimed, day)
        return []
    here, received = side(piece), side(piece, Account.RECEIVED)
    now = mass.ug or 0
    if claimed is None:
        lines.move(day, received, here, now, known=_told(mass))
        return []
    stated = claimed.ug or 0
    lines.move(day, received, here, min(now, stated), known=_told(mass))
    if now < stated:
        lines.move(day, received, side(piece, Account.UNRECONCILED), stated - now, known=_told(claimed))
    if now > stated:
        lines.move(day, side(piece, Account.ADJUSTMENT), here, now - stated, known=_told(mass))
        return list(excess_is_covered(piece, now - stated, claimed.resolution_ug or 0))
    return []


def _receive_unweighed(lines: Lines, piece: PieceState, mass: Mass, claimed: Mass | None, day: Day) -> None:
    received = side(piece, Account.RECEIVED)
    lines.move(day, received, side(piece), unweighed=1, reason=_reason(mass, claimed))
    if claimed is not None:
        lines.move(day, received, side(piece, Account.UNRECONCILED), claimed.ug or 0, known=_told(claimed))


def _claimed(original: Mass | None) -> Mass | None:
    """Return the mass a piece is said to have had in the beginning, None where nobody says one."""
    return original if original is not None and original.known else None


def take_from(
    ledger: LedgerState,
    lines: Lines,
    piece: PieceState,
    parent: PieceState,
    mass: Mass,
    original: Mass | None,
    day: Day,
) -> list[Finding]:
    """Add the lines by which a piece comes out of its parent, and say what no statement covers."""
    claimed = _claimed(original)
    told, target = (mass, side(piece)) if mass.known else (claimed, side(piece, Account.UNRECONCILED))
    if not mass.known:
        shared = is_shared(mass, piece.form, parent, ledger)
        source = side(parent if shared else piece, Account.UNMEASURED)
        lines.move(day, source, side(piece), unweighed=1, reason=_reason(mass, claimed))
    if told is None:
        return []
    if parent.held_unweighed:
        draws = list(DrawDown(ledger, day).first(parent, told.ug or 0))
        for draw in draws:
            lines.move(day, draw.source, target, draw.ug, known=_told(told))
    else:
        draws = list(_rounding(DrawDown(ledger, day), parent, told))
        book(lines, parent, draws, day, _told(told))
        lines.move(day, side(parent), target, told.ug or 0, known=_told(told))
    return list(uncovered(parent, draws, told.resolution_ug or 0))


def _rounding(draw_down: DrawDown, parent: PieceState, told: Mass) -> Iterator[Draw]:
    """R8: yield by what a piece exceeds what is left of its parent, where the rounding of both explains it.

    The pieces of a printed list add up to a little more than its printed total; more than that is refused later.
    """
    excess = (told.ug or 0) - parent.held_ug
    read = [each for each in (parent.resolution_ug, told.resolution_ug) if each]
    if 0 < excess <= tolerance_ug(read):
        yield from draw_down.again(parent, excess)


def _told(mass: Mass) -> Known:
    return Known(quality_of(mass), mass.resolution_ug)


def _reason(mass: Mass, claimed: Mass | None) -> str:
    return "not_reconciled" if claimed is not None else mass.reason or "not_weighed"


def left_of(parent: PieceState, mass: Mass) -> dict[str, Scalar]:
    """Say how the parent's mass is known once a piece left it, weighed or not."""
    if parent.held_ug <= 0:
        return {}
    if mass.kind in (MassKind.UNKNOWN, MassKind.NOMINAL):
        return {"mass_quality": str(Quality.UPPER_BOUND)}
    exact = mass.known and parent.quality is Quality.MEASURED
    return {"mass_quality": str(Quality.BY_DIFFERENCE)} if exact else {}


def _fields(
    operation: Register,
    collection: Uid,
    mass: Mass,
    original: Mass | None,
    ledger: LedgerState,
    parent: Uid | None,
) -> dict[str, Scalar]:
    from_parent = ledger.piece(parent).fields if parent else {}
    house = ledger.record(Subject.COLLECTION, collection).title
    fields: dict[str, Scalar] = {
        "collection": collection,
        "mission": operation.mission or from_parent.get("mission") or "",
        "title": str(operation.title or from_parent.get("title") or house),
        "existence": str(operation.existence),
        "retired_reason": or_none(operation.retired_reason.strip()),
        "condition": str(operation.condition),
        "access": str(operation.access),
        "basic_use": str(operation.basic_use),
        "form": or_none(ledger.tables.form(operation.form)),
        "class_name": or_none(operation.class_name),
        "subclass": or_none(operation.subclass),
        **_original_fields(mass, original),
        "pristinity_milli": operation.pristinity_milli,
        "pristinity_day": operation.pristinity_day,
        "count": operation.count,
        "area_um2": operation.area_um2,
        "data_pack": or_none(operation.data_pack),
        "collected": or_none(operation.collected),
        "remarks": or_none(operation.remarks),
        "source": or_none(operation.source),
        "owner": or_none(operation.owner.strip()),
        **{each.field: each.value for each in operation.values},
        **_mass_fields(mass, original),
    }
    if other := with_published_form(dict(operation.other), operation.form, ledger):
        fields["other"] = _as_json(other)
    if operation.found is not None:
        fields["found"] = _found(operation.found)
    return {key: value for key, value in fields.items() if value is not None}


def _original_fields(mass: Mass, original: Mass | None) -> dict[str, Scalar]:
    """Return what is recorded of the mass a piece began with: what is stated of it, else the known mass of now."""
    began = original or (mass if mass.known else None)
    return {
        "original_ug": began.ug if began else None,
        "original_quality": str(quality_of(began)) if began else None,
        "original_resolution_ug": (original or mass).resolution_ug,
    }


def _mass_fields(mass: Mass, original: Mass | None) -> dict[str, Scalar]:
    """Return what is recorded of the mass of now: unweighed beside a claim, it is not reconciled."""
    fields = mass_fields(mass)
    if not mass.known and _claimed(original) is not None:
        fields |= {"mass_quality": str(Quality.NOT_RECONCILED), "mass_reason": "not_reconciled"}
    return fields


def _found(found: Found) -> str:
    return _as_json(
        {
            "finder": found.finder,
            "where": found.where,
            "number": found.claimed_number,
            "steps": found.steps,
        }
    )


def _as_json(told: Mapping[str, object]) -> str:
    return json.dumps(told, ensure_ascii=False, sort_keys=True)
