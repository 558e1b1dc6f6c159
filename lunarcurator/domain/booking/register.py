"""Booking of `Register`: a piece received, found, or read from an old catalogue."""

import json
from collections.abc import Iterator

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
from lunarcurator.domain.booking.lines import Known, Lines, Side, side
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch_piece
from lunarcurator.domain.booking.weigh import book, uncovered
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, NameClaim, Scalar, Subject
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.identity import Uid, uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.mass import Mass, MassKind
from lunarcurator.domain.operations import Register
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
    collection = uid_of(operation.collection)
    parent = uid_of(operation.parent) if operation.parent else None
    if parent and blocked(absent := list(must_be_on_record(ledger.piece(parent), "parent"))):
        return refused(absent)
    scheme = ledger.scheme(collection)
    context = scheme.parse(ledger.piece(parent).family_number) if parent else None
    number = scheme.parse(operation.number, context)
    findings = [
        *number_is_free(ledger, collection, number.canonical),
        *is_complete(operation, day, ledger),
        *is_numbered_fitly(operation, number, context, day, ledger),
        *form_is_known(ledger, operation.form),
        *may_be_said(operation.values, "values"),
        *(each for value in operation.values for each in is_of_kind(value.field, value.value, "values")),
        *is_kept_nominal(ledger, collection, number.canonical, operation.form, operation.mass),
        *(not_before_birth(ledger, parent, day, "parent") if parent else ()),
    ]
    if blocked(findings):
        return refused(findings)
    uid = identity_for(ledger, collection, number.canonical)
    findings += is_no_ancestor(ledger, uid, parent) if parent else ()
    mass = counted(operation.mass, operation.form, ledger)
    original = counted(operation.original, operation.form, ledger) if operation.original else None
    fields = _fields(operation, collection, mass, original, ledger, parent)
    place = uid_of(operation.place) if operation.place else None
    issued = is_issued(operation.proposed, day, ledger)
    birth = Birth(
        uid=uid,
        collection=collection,
        number=number,
        issued=issued,
        day=day,
        fields=fields,
        parent=parent,
        role=operation.role,
        place=place,
    )
    lines = Lines()
    facts: list[Fact] = [*facts_of(birth, ledger)]
    facts += [NameClaim(uid, each.kind, each.name.strip(), each.source, day) for each in operation.names]
    if operation.existence is Existence.EXISTS and mass.kind is not MassKind.NOT_APPLICABLE:
        piece = birth.state(ledger)
        if parent is None:
            findings += receive(lines, piece, mass, original, day)
        else:
            above = ledger.at(parent, day)
            findings += take_from(ledger, lines, piece, above, mass, original, day)
            facts.append(touch_piece(parent, day, **left_of(above, mass)))
    elif parent is not None:
        facts.append(touch_piece(parent, day))
    facts += lines.done()
    return Booked(tuple(facts), tuple(findings))


def receive(lines: Lines, piece: PieceState, mass: Mass, original: Mass | None, day: Day) -> list[Finding]:
    """Add the lines by which a piece comes from outside, and say what no statement covers."""
    here = side(piece)
    received = Side(here.sample, here.book, Account.RECEIVED)
    suspense = Side(here.sample, here.book, Account.UNRECONCILED)
    claimed = original if original is not None and original.known else None
    if not mass.known:
        lines.move(day, received, here, unweighed=1, reason=_reason(mass, claimed))
        if claimed is not None:
            lines.move(day, received, suspense, claimed.ug or 0, known=_told(claimed))
        return []
    now = mass.ug or 0
    stated = now if claimed is None else claimed.ug or 0
    lines.move(day, received, here, min(now, stated), known=_told(mass))
    if claimed is not None and now < stated:
        lines.move(day, received, suspense, stated - now, known=_told(claimed))
    if claimed is not None and now > stated:
        lines.move(day, side(piece, Account.ADJUSTMENT), here, now - stated, known=_told(mass))
        return list(excess_is_covered(piece, now - stated, claimed.resolution_ug or 0))
    return []


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
    claimed = original if original is not None and original.known else None
    told = mass if mass.known else claimed
    target = side(piece) if mass.known else side(piece, Account.UNRECONCILED)
    if not mass.known:
        shared = is_shared(mass, piece.form, parent, ledger)
        source = side(parent if shared else piece, Account.UNMEASURED)
        lines.move(day, source, side(piece), unweighed=1, reason=_reason(mass, claimed))
    if told is None:
        return []
    if not parent.held_unweighed:
        draws = list(_rounding(DrawDown(ledger, day), parent, told))
        book(lines, parent, draws, day, _told(told))
        lines.move(day, side(parent), target, told.ug or 0, known=_told(told))
        return list(uncovered(parent, draws, told.resolution_ug or 0))
    draws = list(DrawDown(ledger, day).first(parent, told.ug or 0))
    for draw in draws:
        lines.move(day, draw.source, target, draw.ug, known=_told(told))
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
        "retired_reason": operation.retired_reason.strip() or None,
        "condition": str(operation.condition),
        "access": str(operation.access),
        "basic_use": str(operation.basic_use),
        "form": ledger.tables.form(operation.form) or None,
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
        "owner": operation.owner.strip() or None,
        **{each.field: each.value for each in operation.values},
        **mass_fields(mass),
    }
    if not mass.known and original is not None and original.known:
        fields["mass_quality"] = str(Quality.NOT_RECONCILED)
        fields["mass_reason"] = "not_reconciled"
    if other := with_published_form(dict(operation.other), operation.form, ledger):
        fields["other"] = json.dumps(other, ensure_ascii=False, sort_keys=True)
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
