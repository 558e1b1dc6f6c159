"""The pieces on a return sheet: the piece itself, and parts and sub-samples that become splits of it."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lunarcurator.domain.booking.daughters import Made, make
from lunarcurator.domain.booking.reading import Read, read
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Exposure, ExposureKind, Fact, NameClaim, NameKind, Scalar, Scope
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.identity import PieceRef, PlaceRef, Uid, ref_of, uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.sub_samples import BACK, reported, same_name, told_more
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations.accounting import CameBack, ReturnLine
from lunarcurator.domain.operations.splitting import Daughter, Split
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.loan_return import default_condition, default_place
from lunarcurator.domain.rules.nominal_mass import is_read_as_nominal, weighs_as_nominal
from lunarcurator.domain.status import IdentityDoubt
from lunarcurator.domain.tolerance import Certainty


@dataclass(frozen=True, slots=True)
class Itself:
    """The piece itself, back: what was read of it, else its mass as stated in ug, where it goes, and its row.

    `read` counts as its mass; `nominal` is what was read of a form that is not weighed, and enters no balance.
    """

    row: CameBack
    read: Read | None
    place: Uid | None
    nominal: Read | None = None

    @property
    def weighed(self) -> Read | None:
        """What a balance read of it, whether that counts or is only nominal."""
        return self.read or self.nominal

    @property
    def ug(self) -> int | None:
        """The mass it came back with, None where nobody weighed or stated it."""
        return self.read.net_ug if self.read else self.row.stated_ug

    @property
    def certainty(self) -> Certainty:
        """How sure that mass is; a resolution of 0 where nobody knows."""
        return self.read.certainty if self.read else Certainty(self.row.stated_to_ug)


def itself_of(operation: ReturnLine, piece: PieceState, day: Day, ledger: LedgerState) -> Itself | None:
    """Return the piece itself as it came back, or None where it did not."""
    for index, each in enumerate(operation.pieces):
        if each.itself:
            place = place_of(each, piece, ledger)
            taken = read(each.reading, day, ledger, place, f"pieces[{index}].reading") if each.reading else None
            if ledger.tables.weighs(piece.form):
                return Itself(each, taken, place)
            return Itself(replace(each, stated_ug=None), None, place, nominal=taken)
    return None


def nominal_now(operation: ReturnLine, itself: Itself, piece: PieceState) -> dict[str, Scalar]:
    """Return the nominal mass a piece in a form that is not weighed has from its return on, if another.

    It is what a balance read of it; what is stated becomes it only where there was none on record.
    """
    if itself.nominal is not None:
        return {"nominal_ug": itself.nominal.net_ug}
    stated = next(each.stated_ug for each in operation.pieces if each.itself)
    lacks = itself.row.stated_ug is None and piece.fields.get("nominal_ug") is None
    return {"nominal_ug": stated} if stated is not None and lacks else {}


def itself_is_nominal(
    operation: ReturnLine, itself: Itself | None, piece: PieceState, ledger: LedgerState
) -> Iterator[Finding]:
    """Yield what is to be said of the mass of a piece itself that comes home in a form that is not weighed."""
    for index, each in enumerate(operation.pieces):
        if not each.itself or itself is None:
            continue
        if itself.nominal is not None:
            yield from is_read_as_nominal(piece, itself.nominal.net_ug, ledger, f"pieces[{index}].reading")
        elif itself.row.stated_ug is None:
            yield from weighs_as_nominal(each, piece, ledger, f"pieces[{index}].stated_ug")


def parts_of(operation: ReturnLine, piece: PieceState, day: Day, ledger: LedgerState) -> tuple[Made, ...]:
    """Return the parts that came back, as the daughters they become."""
    return make(split_of(operation, piece, ledger), piece, day, ledger)


def in_form(pieces: Iterable[CameBack], line: Line) -> tuple[CameBack, ...]:
    """Return the pieces on a sheet, each part of which it says no form in that reported of its name."""
    known = {same_name(each.name): each.form for each in reported(line)}
    return tuple(
        replace(each, form=known.get(same_name(each.name), "")) if not each.itself and not each.form else each
        for each in pieces
    )


def split_of(operation: ReturnLine, piece: PieceState, ledger: LedgerState) -> Split:
    """Return the parts on a return sheet as the split that makes them."""
    rows = (each for each in operation.pieces if not each.itself)
    daughters = tuple(_daughter(each, operation, piece, ledger) for each in rows)
    return Split(parent=PieceRef(ref_of(piece.uid)), daughters=daughters)


def _daughter(each: CameBack, operation: ReturnLine, piece: PieceState, ledger: LedgerState) -> Daughter:
    stated = Mass.unknown("not_weighed")
    if each.stated_ug is not None:
        stated = Mass.reported(each.stated_ug, each.stated_to_ug or None)
    place = place_of(each, piece, ledger)
    told = [text for text in (each.name.strip(), each.remarks.strip()) if text]
    return Daughter(
        number=each.number,
        proposed=each.proposed,
        form=each.form or piece.form,
        mass=stated,
        reading=each.reading,
        place=PlaceRef(ref_of(place)) if place else None,
        condition=each.condition or default_condition(piece, operation.exposures),
        remarks="; ".join(told),
    )


def place_of(each: CameBack, piece: PieceState, ledger: LedgerState) -> Uid | None:
    """Return where a returned piece goes: as said, or by its form (R17)."""
    if each.place:
        return uid_of(each.place)
    return default_place(ledger, piece, each.form or piece.form, itself=each.itself)


def kept_of(
    operation: ReturnLine, line: Line, itself: Itself | None, parts: tuple[Made, ...], piece: PieceState
) -> dict[str, Scalar]:
    """Return what a line keeps of each piece that came back, the borrower's figure and ours side by side (R7)."""
    told: dict[str, Scalar] = {}
    made = iter(parts)
    subs = {same_name(each.name): each.key for each in reported(line)}
    for each in operation.pieces:
        if each.itself:
            uid, ug = piece.uid, itself.weighed.net_ug if itself and itself.weighed else None
        else:
            part = next(made)
            uid, ug = part.state.uid, part.mass.ug if each.reading else None
        told[f"{BACK}{uid}"] = told_back(each, ug)
        key = subs.get(same_name(each.name))
        if key:
            told[key] = told_more(line, key, sample=uid)
    return told


def labels_of(operation: ReturnLine, piece: PieceState, parts: tuple[Made, ...], day: Day) -> Iterator[NameClaim]:
    """Yield what mislabelled vials say, as they were found: no piece is found by it (R18)."""
    made, sheet = iter(parts), operation.sheet.name.strip()
    for each in operation.pieces:
        uid = piece.uid if each.itself else next(made).state.uid
        if label := each.label.strip():
            yield NameClaim(uid, NameKind.LABEL, label, sheet, day)


def met_away(
    operation: ReturnLine, piece: PieceState, parts: tuple[Made, ...], day: Day, *, itself: bool
) -> Iterator[Fact]:
    """Yield what the pieces met at the borrower's: by the methods used, and the contamination the sheet tells."""
    kinds = [(kind, operation.method.strip()) for kind in operation.exposures]
    if operation.contamination.strip():
        kinds.append((ExposureKind.OTHER, operation.contamination.strip()))
    sheet = operation.sheet.name.strip()
    pieces: list[tuple[Uid, Uid | None]] = [(piece.uid, None)] if itself else []
    pieces += [(part.state.uid, piece.uid) for part in parts]
    for kind, agent in kinds:
        for uid, origin in pieces:
            yield Exposure(
                sample=uid,
                day=day,
                until=0,
                kind=kind,
                agent=agent,
                scope=Scope.WHOLE,
                evidence=sheet,
                origin=origin,
            )


def doubt_of(each: CameBack) -> str | None:
    """Return the doubt that stays on a piece nobody compared with its record (R18)."""
    return None if each.confirmed else str(IdentityDoubt.UNCONFIRMED)


def doubted(operation: ReturnLine, parts: tuple[Made, ...]) -> Iterator[tuple[Uid, str]]:
    """Yield the parts nobody compared with their record, with the doubt that stays on them (R18)."""
    rows = (each for each in operation.pieces if not each.itself)
    for row, part in zip(rows, parts, strict=True):
        doubt = doubt_of(row)
        if doubt is not None:
            yield part.state.uid, doubt


def part_findings(parts: tuple[Made, ...]) -> Iterator[Finding]:
    """Yield what was found while the parts were made."""
    for part in parts:
        yield from part.findings


def told_back(each: CameBack, ug: int | None) -> str:
    """Return what a line keeps of a piece that came back, as JSON; `ug` is what our balance read, or None."""
    told: dict[str, str | int | None] = {
        "itself": each.itself,
        "name": each.name.strip(),
        "stated_ug": each.stated_ug,
        "ug": ug,
        "place_why": each.place_why.strip(),
        "confirmed": each.confirmed,
        "remarks": each.remarks.strip(),
    }
    # Older entries do not say to which place it was stated, and keep their bytes.
    told |= {"stated_to_ug": each.stated_to_ug} if each.stated_ug is not None and each.stated_to_ug else {}
    told |= {"unscanned_why": each.unscanned_why.strip()} if each.unscanned else {}
    return json.dumps(told, ensure_ascii=False, sort_keys=True)
