"""Booking of `AddBody`: one number, several bodies, each in its own place (67729 A and B are both ",0")."""

from collections.abc import Iterator

from lunarcurator.domain.accounts import Account
from lunarcurator.domain.booking.births import counted, mass_fields
from lunarcurator.domain.booking.custody_by_site import standing_in
from lunarcurator.domain.booking.daughters import INHERITED
from lunarcurator.domain.booking.exposing import inherited
from lunarcurator.domain.booking.lines import Lines
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch_piece
from lunarcurator.domain.booking.reading import Read, read
from lunarcurator.domain.booking.register import left_of, receive, take_from
from lunarcurator.domain.booking.renumbering import body_claim
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, Parentage, ParentRole, Scalar
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of, uid_or_none
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.mass import Mass, MassKind
from lunarcurator.domain.naming import bodies_of
from lunarcurator.domain.operations import AddBody
from lunarcurator.domain.pieces import BODY_SIGN, PieceState
from lunarcurator.domain.rules.custody import custody_in, must_be_at_hand, must_be_there
from lunarcurator.domain.rules.dates import not_before_birth
from lunarcurator.domain.rules.fields import form_is_known
from lunarcurator.domain.rules.identity import number_is_free
from lunarcurator.domain.rules.mass import is_kept_nominal
from lunarcurator.domain.rules.places import takes_pieces
from lunarcurator.domain.status import Condition, Existence


def book_add_body(operation: AddBody, day: Day, ledger: LedgerState) -> Booked:
    """Book a further body under the number of a piece: a row of its own below it, found by number and label."""
    uid, label = uid_of(operation.sample), operation.body.strip()
    place = uid_or_none(operation.place)
    piece = ledger.at(uid, day)
    taken = read(operation.reading, day, ledger, place, "mass") if operation.reading else None
    said = taken.mass if taken else operation.mass
    collection = piece.book.collection
    findings = [
        *_may_be_added(operation, piece, place, day, ledger),
        *form_is_known(ledger, operation.form),
        *(taken.findings if taken else ()),
        *is_kept_nominal(ledger, collection, piece.number_text, operation.form, said),
    ]
    if blocked(findings):
        return refused(findings)
    number = ledger.scheme(collection).parse(ledger.piece(uid).number_text)
    body = ledger.new_uid()
    mass = counted(said, operation.form, ledger)
    fields = _fields(operation, piece, mass, ledger)
    state = PieceState(body, fields=dict(fields), place=place, custody=custody_in(ledger, place, day))
    first = piece.body or operation.first.strip()
    claim = body_claim(body, collection, number, label, day)
    findings += number_is_free(ledger, collection, claim.number, "body")
    lines = Lines()
    facts: list[Fact] = [touch_piece(body, day, **fields), claim]
    facts.append(Parentage(body, uid, ParentRole.DAUGHTER, day))
    facts += standing_in(ledger, body, place, place, day) if place else ()
    changes: dict[str, Scalar] = {"body": first}
    if mass.kind is not MassKind.NOT_APPLICABLE and operation.received:
        findings += receive(lines, state, mass, None, day)
    elif mass.kind is not MassKind.NOT_APPLICABLE:
        findings += take_from(ledger, lines, state, piece, mass, None, day)
        changes |= left_of(piece, mass)
    facts += _weighed(taken, body, mass, day)
    facts += [touch_piece(uid, day, **changes), *inherited(ledger, uid, body, day), *lines.done()]
    return refused(findings) if blocked(findings) else Booked(tuple(facts), tuple(findings))


def _may_be_added(
    operation: AddBody, piece: PieceState, place: Uid | None, day: Day, ledger: LedgerState
) -> Iterator[Finding]:
    """Yield what stands against a further body of a piece on a day, and against the place it goes to."""
    yield from not_before_birth(ledger, piece.uid, day)
    yield from must_be_there(piece) if operation.received else must_be_at_hand(piece)
    yield from _has_a_label(ledger, piece, operation)
    if place:
        yield from takes_pieces(ledger, place, day, "place")


def _weighed(taken: Read | None, body: Uid, mass: Mass, day: Day) -> Iterator[Fact]:
    if taken is not None and mass.known:
        yield taken.weighing(body, day, Account.ADJUSTMENT)


def _fields(operation: AddBody, piece: PieceState, mass: Mass, ledger: LedgerState) -> dict[str, Scalar]:
    fields: dict[str, Scalar] = {
        **{key: piece.fields[key] for key in INHERITED if piece.fields.get(key) is not None},
        "collection": piece.book.collection,
        "existence": str(Existence.EXISTS),
        "condition": piece.condition or str(Condition.NOT_STATED),
        "form": ledger.tables.form(operation.form) or piece.fields.get("form"),
        "remarks": operation.remarks.strip() or None,
        "source": operation.source.strip() or None,
        "body": operation.body.strip(),
        "body_of": piece.uid,
        "original_ug": mass.ug if mass.known else None,
        "original_quality": str(mass.kind) if mass.known else None,
        "original_resolution_ug": mass.resolution_ug if mass.known else None,
        **mass_fields(mass),
    }
    return {key: value for key, value in fields.items() if value is not None}


def _has_a_label(ledger: LedgerState, piece: PieceState, operation: AddBody) -> Iterator[Finding]:
    """R1, R3: each body has a label of its own, the one already known too."""
    label, first, known = operation.body.strip(), operation.first.strip(), piece.body
    if piece.fields.get("body_of"):
        yield find(Strength.IMPOSSIBLE, "body.no_number", "R1", "sample", piece.uid, number=piece.number_text)
        return
    for text, field in ((label, "body"), (known or first, "first")):
        if not _is_label(text):
            yield find(Strength.IMPOSSIBLE, "body.needs_label", "R3", field)
    if known and first not in ("", known):
        yield find(Strength.IMPOSSIBLE, "body.first_known", "R3", "first", number=piece.number_text, body=known)
    others = {known or first, *(ledger.piece(each).body for each in bodies_of(ledger, piece))}
    if label in others:
        told = {"number": piece.number_text, "body": label}
        yield find(Strength.IMPOSSIBLE, "body.taken", "R3", "body", piece.uid, **told)


def _is_label(text: str) -> bool:
    return bool(text) and BODY_SIGN not in text and " " not in text
