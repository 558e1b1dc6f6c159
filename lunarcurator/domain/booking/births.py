"""The facts with which a new piece enters the book: identity, number, parentage, place, description."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.booking.custody_by_site import standing_in
from lunarcurator.domain.booking.outcome import touch_piece
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, NumberClaim, Parentage, ParentRole, Scalar
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.mass import Mass, MassKind
from lunarcurator.domain.numbering import SampleNumber
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.custody import custody_in
from lunarcurator.domain.rules.identity import revived
from lunarcurator.domain.words_folding import number_key

_QUALITIES: Final = MappingProxyType({kind: Quality(kind.value) for kind in MassKind})


@dataclass(frozen=True, slots=True)
class Birth:
    """A piece about to be: its identity and number, from whom, and what is said of it."""

    uid: Uid
    collection: Uid
    number: SampleNumber
    issued: bool
    day: Day
    fields: dict[str, Scalar]
    parent: Uid | None = None
    role: ParentRole = ParentRole.DAUGHTER
    place: Uid | None = None

    def state(self, ledger: LedgerState) -> PieceState:
        """Return the piece as it stands before it has any mass, to hang lines on."""
        custody = custody_in(ledger, self.place, self.day)
        return PieceState(
            self.uid, fields=dict(self.fields), place=self.place, custody=custody, number=claim(self)
        )


def identity_for(ledger: LedgerState, collection: Uid, number: str) -> Uid:
    """Return the identity a number revives after an undo, or a new one."""
    return revived(ledger, collection, number) or ledger.new_uid()


def quality_of(mass: Mass) -> Quality:
    """Return how a balance that rests on this statement is known."""
    return _QUALITIES[mass.kind]


def counted(mass: Mass, form: str, ledger: LedgerState) -> Mass:
    """Return the mass as it counts: on a form that is not weighable it is nominal, whatever it says."""
    if ledger.tables.weighs(form) or mass.kind is MassKind.NOT_APPLICABLE:
        return mass
    reason = ledger.tables.unweighable_reasons.get(ledger.tables.form(form), "section")
    return Mass.unknown(reason) if mass.ug is None else Mass.nominal(mass.ug, mass.resolution_ug, reason)


def with_published_form(other: Mapping[str, str], form: str, ledger: LedgerState) -> dict[str, str]:
    """Return what is kept beside a piece, with the text of its form where its key does not say it all.

    `PIPM 150X74U` is a probe mount, and more; `Thin Section` is a thin section and no more.
    """
    written, forms = form.strip(), ledger.tables.forms
    if forms.named(written) is None or forms.word(written) is not None or written in other.values():
        return dict(other)
    return {**other, "form": written}


def is_shared(mass: Mass, form: str, parent: PieceState, ledger: LedgerState) -> bool:
    """Tell whether an unweighed piece shares the unknown mass of its parent (`ledger.md` 1.2, *Split unknown U*).

    It does not where the parent has a statement of its own, nor where the piece is never to be weighed.
    """
    weighable = ledger.tables.weighs(form)
    stated = parent.suspense_ug or parent.quality is Quality.NOT_RECONCILED
    return bool(parent.held_unweighed and weighable and not stated and mass.kind is MassKind.UNKNOWN)


def mass_fields(mass: Mass) -> dict[str, Scalar]:
    """Return the recorded fields that say how the mass now is known; ug of a nominal mass is only text."""
    return {
        "mass_quality": str(quality_of(mass)),
        "mass_reason": mass.reason or None,
        "resolution_ug": mass.resolution_ug if mass.known else None,
        "nominal_ug": mass.ug if mass.kind is MassKind.NOMINAL else None,
    }


def is_issued(proposed: bool, day: Day, ledger: LedgerState) -> bool:
    """R2: a number is issued if we proposed it for an act of today; in an act of an earlier day it was given.

    What happened earlier had its number then, on paper or on a label: entering it late issues nothing, and after
    an undo the same number has to be free for the same piece. It is still never proposed again (`ledger.md` 4).
    """
    return proposed and day >= ledger.today


def claim(birth: Birth) -> NumberClaim:
    """Return the claim of the piece's number."""
    return claim_of(birth.uid, birth.collection, birth.number, birth.day, issued=birth.issued)


def claim_of(uid: Uid, collection: Uid, number: SampleNumber, day: Day, *, issued: bool = False) -> NumberClaim:
    """Return the claim of a number by a piece from a day on; the scope is where its serial is counted."""
    return NumberClaim(
        sample=uid,
        collection=collection,
        number=number.canonical,
        key=number_key(number.canonical),
        sort_key=number.sort_key,
        family=number.family,
        rest=number.rest,
        scope=number.scope,
        series=number.series,
        serial=number.serial,
        issued=issued,
        day=day,
    )


def facts_of(birth: Birth, ledger: LedgerState) -> Iterator[Fact]:
    """Yield the facts of a birth, description first so that every later fact has a piece to stand on."""
    yield from planned_facts_of(birth)
    yield from placed(birth, ledger)


def planned_facts_of(birth: Birth) -> Iterator[Fact]:
    """Yield the facts of a piece that is only planned: it has no place and no mass yet."""
    yield touch_piece(birth.uid, birth.day, **birth.fields)
    yield claim(birth)
    if birth.parent is not None:
        yield Parentage(birth.uid, birth.parent, birth.role, birth.day)


def placed(birth: Birth, ledger: LedgerState) -> Iterator[Fact]:
    """Yield where the piece stands, if anybody said so: *place not stated* is a state of its own."""
    if birth.place is not None:
        yield from standing_in(ledger, birth.uid, birth.place, birth.place, birth.day)
