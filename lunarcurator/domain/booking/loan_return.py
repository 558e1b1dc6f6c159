"""Booking of `ReturnLine`: what came of a line is here again, used up, lost or kept, and balances (R7)."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.booking.births import is_shared, quality_of
from lunarcurator.domain.booking.cases import open_case
from lunarcurator.domain.booking.custody_by_site import standing_in
from lunarcurator.domain.booking.daughters import Made, numbers_are_free
from lunarcurator.domain.booking.documents import documents_of
from lunarcurator.domain.booking.draw_down import Draw, DrawDown
from lunarcurator.domain.booking.lines import Known, Lines, Side, is_vague, rest_of, side
from lunarcurator.domain.booking.loan_line_events import OnLine, ended, lost_whole, told_moves, touch_line
from lunarcurator.domain.booking.named_sub_samples import told_gone, told_kept
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch, touch_piece
from lunarcurator.domain.booking.reading import certainty_of
from lunarcurator.domain.booking.reported_masses import left_as_told
from lunarcurator.domain.booking.reporting import logged_use
from lunarcurator.domain.booking.returned_pieces import (
    Itself,
    doubt_of,
    doubted,
    in_form,
    itself_is_nominal,
    itself_of,
    kept_of,
    labels_of,
    met_away,
    nominal_now,
    part_findings,
    parts_of,
    split_of,
)
from lunarcurator.domain.booking.since_weighed import also_read, by_difference, read_since, weighed_anew
from lunarcurator.domain.booking.weigh import book, uncovered
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, Placement, Scalar, Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import uid_of
from lunarcurator.domain.known_mass import KnownMass
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.held import sign_of
from lunarcurator.domain.lending.lines import ALLOWED, ALLOWED_BY, UNWEIGHED, LineMove
from lunarcurator.domain.lending.policy import TwoPersonStep
from lunarcurator.domain.lending.shipments import HOME, Shipment
from lunarcurator.domain.lending.terms import ClosedBy, Step
from lunarcurator.domain.mass import MassKind
from lunarcurator.domain.operations.accounting import CameBack, ReturnLine
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.accounting import (
    comes_last,
    follows_moves,
    found_with_it,
    has_arrived,
    is_documented,
    is_out,
    policy_of_piece,
)
from lunarcurator.domain.rules.dates import nothing_done_since
from lunarcurator.domain.rules.destructive_sampling import is_used_soundly
from lunarcurator.domain.rules.loan_return import (
    Allowed,
    CameBlind,
    allowed_of,
    balances,
    came_blind,
    default_condition,
    ending_of,
    is_received,
    itself_is_weighed,
    rest_is_told,
    rest_is_weighed,
    says_something,
    weighs_as_stated,
)
from lunarcurator.domain.rules.mass import rounding_of, was_ever_there, was_received
from lunarcurator.domain.rules.shipments import comes_home_in
from lunarcurator.domain.rules.sub_samples import all_are_told, come_home_once, gone_fits_in, weighs_as_reported
from lunarcurator.domain.rules.two_people import two_people
from lunarcurator.domain.status import Custody, Existence
from lunarcurator.domain.tolerance import UNSURE, Certainty, allowed_between

_BLIND = frozenset({MassKind.UNKNOWN, MassKind.NOMINAL})


@dataclass(slots=True)
class _Work:
    """One return sheet while it is being booked; `stays_ug` and `stays_unweighed` are what the borrower keeps.

    Of `returned_ug`, `nominal_ug` came back in parts that are never weighed, as stated, `since_ug` in parts of
    earlier sheets that were weighed here since, and `trusted_ug` was neither stated nor weighed anew. `earlier`
    are the parts without a mass of earlier sheets since which the book has that of the piece as an upper bound.
    `found_ug` of what was reported as lost before came back with the piece.
    """

    operation: ReturnLine
    day: Day
    ledger: LedgerState
    on: OnLine
    itself: Itself | None
    parts: tuple[Made, ...]
    earlier: CameBlind
    draw_down: DrawDown
    findings: list[Finding]
    lines: Lines = field(default_factory=Lines)
    counter: Account = Account.ADJUSTMENT
    returned_ug: int = 0
    nominal_ug: int = 0
    trusted_ug: int = 0
    since_ug: int = 0
    stays_ug: int = 0
    stays_unweighed: int = 0
    found_ug: int = 0
    allowed: Allowed | None = None

    @property
    def piece(self) -> PieceState:
        return self.on.piece

    @property
    def blind(self) -> tuple[Made, ...]:
        return tuple(each for each in self.parts if each.mass.kind in _BLIND)

    @property
    def known(self) -> tuple[Made, ...]:
        return tuple(each for each in self.parts if each.mass.known)

    @property
    def stated_nominal_ug(self) -> int:
        """What the sheet says came back in parts that are never weighed."""
        return sum(each.mass.ug or 0 for each in self.blind)

    @property
    def ends(self) -> bool:
        """Whether nothing of the line stays with the borrower."""
        return self.operation.retained_ug == 0

    @property
    def used(self) -> tuple[tuple[Account, int], ...]:
        told = ((Account.CONSUMED, self.operation.consumed_ug), (Account.LOST, self.operation.lost_ug))
        return tuple((account, ug) for account, ug in told if ug)

    @property
    def out_ug(self) -> int:
        return sum(each.mass.ug or 0 for each in self.known) + sum(ug for _, ug in self.used)


def _line_comes_home(operation: ReturnLine, on: OnLine, day: Day, ledger: LedgerState) -> list[Finding]:
    """Judge a return by its line; on a day before the line was out there is nothing else to judge."""
    findings = [*is_out(on.line, day)]
    if blocked(findings):
        return findings
    findings += has_arrived(on.line, on.piece, day, ledger)
    findings += comes_last(on.line, day) if operation.retained_ug == 0 else follows_moves(on.line, day)
    findings += is_documented(operation.sheet, "sheet")
    if operation.shipment:
        findings += comes_home_in(Shipment.of(ledger.record(Subject.SHIPMENT, uid_of(operation.shipment))), day)
    findings += says_something(operation, on.line, on.piece, ledger)
    findings += two_people((policy_of_piece(ledger, on.piece),), TwoPersonStep.RETURN, "line")
    findings += come_home_once(operation.pieces, on.line, ledger)
    findings += all_are_told(operation, on.line, on.piece, ledger)
    findings += nothing_done_since(ledger, on.piece.uid, day, "line")
    return findings


def book_return_line(operation: ReturnLine, day: Day, ledger: LedgerState) -> Booked:
    """Book a return sheet: new splits with their numbers, use and loss, and the receipt that closes the line."""
    on = OnLine.of(ledger, operation.line, day)
    operation = replace(operation, pieces=in_form(operation.pieces, on.line))
    findings = _line_comes_home(operation, on, day, ledger)
    if blocked(findings):
        return refused(findings)
    findings += _are_received(operation, on, day, ledger)
    if blocked(findings):
        return refused(findings)
    itself = itself_of(operation, on.piece, day, ledger)
    parts = parts_of(operation, on.piece, day, ledger)
    findings += itself_is_nominal(operation, itself, on.piece, ledger)
    findings += [*(itself.weighed.findings if itself and itself.weighed else ()), *part_findings(parts)]
    if blocked(findings):
        return refused(findings)
    earlier = came_blind(on.line, on.piece, day, ledger)
    work = _Work(
        operation, day, ledger, on, itself, parts, earlier, draw_down=DrawDown(ledger, day), findings=findings
    )
    _unweighed_parts(work)
    if on.piece.held_unweighed:
        _from_unknown(work)
    else:
        _from_known(work)
    findings += _agree(work)
    if blocked(findings):
        return refused(findings)
    facts = [*_of_line(work), *(fact for part in parts for fact in part.facts), *_of_piece(work)]
    facts += [touch_piece(uid, day, identity_doubt=doubt) for uid, doubt in doubted(operation, parts)]
    facts += labels_of(operation, on.piece, parts, day)
    facts += met_away(operation, on.piece, parts, day, itself=itself is not None or not work.ends)
    return Booked((*facts, *_case(work), *work.lines.done()), tuple(findings))


def _are_received(operation: ReturnLine, on: OnLine, day: Day, ledger: LedgerState) -> Iterator[Finding]:
    """Yield what stands against what was used up, each piece that came, and the numbers of the new ones."""
    if operation.consumed_ug:
        yield from is_used_soundly(operation, on.line, on.piece, ledger)
    for index, each in enumerate(operation.pieces):
        yield from is_received(each, on.piece, ledger, day, f"pieces[{index}]")
    yield from numbers_are_free(split_of(operation, on.piece, ledger).daughters, on.piece, ledger, None)


def _unweighed_parts(work: _Work) -> None:
    for each in work.blind:
        shared = is_shared(each.mass, each.state.form, work.piece, work.ledger)
        source = side(work.piece if shared else each.state, Account.UNMEASURED)
        reason = each.mass.reason or "not_weighed"
        work.lines.move(work.day, source, side(each.state), unweighed=1, reason=reason)


def _from_known(work: _Work) -> None:
    piece, day, lines = work.piece, work.day, work.lines
    for each in work.known:
        told = Known(quality_of(each.mass), each.mass.resolution_ug)
        lines.move(day, side(piece), side(each.state), each.mass.ug or 0, known=told)
    for account, ug in work.used:
        lines.move(day, side(piece), side(piece, account), ug, known=Known(Quality.REPORTED), reason=str(account))
    left = piece.held_ug - work.out_ug
    told_ug = work.itself.ug if work.itself else work.operation.retained_ug
    stays = left if told_ug is None else told_ug
    if stays < 0 or (told_ug is None and _nothing_is_left(work, stays)):
        facts: dict[str, str | int] = {
            "line": work.on.line.code,
            "out_ug": work.out_ug + work.stated_nominal_ug,
            "held_ug": piece.held_ug,
            "held_sign": sign_of(work.on.line, piece),
        }
        line = work.on.line.uid
        work.findings.append(find(Strength.IMPOSSIBLE, "return.nothing_left", "R7", "retained_ug", line, **facts))
        return
    if told_ug is not None:
        _settle(work, left - stays)
    elif work.itself is not None:
        # The piece keeps an upper bound (`ledger.md` 1.2); of what the line answered for, its parts are stated.
        work.nominal_ug = work.stated_nominal_ug
        work.trusted_ug = stays - work.nominal_ug
        work.findings += itself_is_weighed(work.on.line, piece, work.trusted_ug, _field_of_itself(work))
    _leave(work, stays, 0)


def _field_of_itself(work: _Work) -> str:
    """Return the field of the reading that is missing of the piece itself."""
    at = next(index for index, each in enumerate(work.operation.pieces) if each.itself)
    return f"pieces[{at}].reading"


def _nothing_is_left(work: _Work, left: int) -> bool:
    """Tell whether a rest that nobody states is none: the piece itself may be empty, what stays out may not."""
    rest = left - work.stated_nominal_ug
    return rest < 0 or (rest == 0 and work.itself is None)


def _settle(work: _Work, missing: int) -> None:
    """Book what the sheet gives no known mass for: to parts that have none, else to the account it came from.

    What such parts are stated to weigh came back with them; a part without any mass takes all that is left. Parts
    of earlier sheets count like those of this one, and with what they turned out to weigh since.
    """
    piece, day, lines = work.piece, work.day, work.lines
    blind = (*(each.state for each in work.blind), *work.earlier.parts)
    if blind:
        work.nominal_ug = work.stated_nominal_ug
        missing -= work.nominal_ug
        work.since_ug = work.earlier.light_ug
        missing -= work.since_ug
        if any(each.mass.ug is None for each in work.blind) or work.earlier.unweighed:
            work.trusted_ug = max(missing, 0)
            missing -= work.trusted_ug
            work.findings += rest_is_weighed(work.on.line, piece, work.trusted_ug, _allowed(work), work.ledger)
        target = side(blind[0], Account.UNMEASURED)
        ug = work.nominal_ug + work.since_ug + work.trusted_ug
        lines.move(day, side(piece), target, ug, known=Known(Quality.BY_DIFFERENCE))
        work.counter = Account.UNMEASURED
        if not missing:
            return
    missing += _found_with_it(work, -missing)
    known = _as_if_weighed(work)
    draws = list(work.draw_down.again(known, -missing))
    book(lines, piece, draws, day, Known(Quality.MEASURED))
    work.counter = _counter(draws, Account.ADJUSTMENT)
    work.findings += uncovered(piece, draws, _tolerance(work))
    allowed = _allowed(work)
    differs = KnownMass(missing, _last_place(work, Step.DIFFERENCE))
    work.findings += balances(work.operation, work.on.line, known, differs, allowed, work.ledger)
    work.allowed = allowed if missing else None


def _found_with_it(work: _Work, excess_ug: int) -> int:
    """Book what a piece weighs more than is out of it as part of what was lost of it, and return that in ug."""
    line, piece = work.on.line, work.piece
    is_back = work.itself is not None and not work.operation.lost_ug
    if not is_back or line.account.lost_ug <= 0 or excess_ug <= _allowed(work).ug:
        return 0
    found = work.found_ug = min(excess_ug, line.account.lost_ug)
    known = Known(Quality.MEASURED)
    work.lines.move(work.day, side(piece, Account.LOST), side(piece), found, known=known, reason="recovered")
    work.findings.append(found_with_it(piece, line, found, excess_ug, "pieces"))
    return found


def _ended(work: _Work) -> dict[str, Scalar]:
    if ending_of(work.operation) is Existence.LOST:
        return lost_whole(work.day)
    more = work.operation.lost_ug - work.found_ug
    return ended(work.on.line, work.day, ClosedBy.RETURN_RECEIPT, more)


def _as_if_weighed(work: _Work) -> PieceState:
    """Return the piece as known as it were, had all parts of earlier sheets been weighed when they came."""
    if not work.earlier.parts:
        return work.piece
    known = work.on.line.left_as or Quality.BY_DIFFERENCE
    return replace(work.piece, fields={**work.piece.fields, "mass_quality": str(known)})


def _from_unknown(work: _Work) -> None:
    piece, day, lines = work.piece, work.day, work.lines
    drawn: list[Draw] = []
    for each in work.known:
        told = Known(quality_of(each.mass), each.mass.resolution_ug)
        drawn += _draw(work, side(each.state), each.mass.ug or 0, told)
    for account, ug in work.used:
        drawn += _draw(work, side(piece, account), ug, Known(Quality.REPORTED), str(account))
    told_ug = work.itself.ug if work.itself else work.operation.retained_ug
    if told_ug:
        quality = Quality.MEASURED if work.itself and work.itself.read else Quality.REPORTED
        mine = _draw(work, side(piece), told_ug, Known(quality))
        work.counter = _counter(mine, Account.UNMEASURED)
        drawn += mine
    stays_unweighed = 1 if told_ug is None else 0
    if not stays_unweighed:
        lines.move(day, side(piece), side(piece, Account.UNMEASURED), unweighed=1)
    work.findings += uncovered(piece, drawn, 0)
    work.findings += was_ever_there(work.ledger, piece, work.out_ug + (told_ug or 0), 0, "pieces")
    work.findings += was_received(work.ledger, piece, _stated_ug(work), "pieces")
    work.findings += _asks_of_rest(work, told_ug)
    _leave(work, told_ug or 0, stays_unweighed)


def _stated_ug(work: _Work) -> int:
    """Return how much of a piece of unknown mass the sheet states, and no balance of ours read, in ug."""
    if work.itself is not None:
        mine = 0 if work.itself.read else work.itself.ug or 0
    else:
        mine = work.operation.retained_ug or 0
    read = (each.reading is not None for each in work.operation.pieces if not each.itself)
    parts = zip(work.parts, read, strict=True)
    return (
        mine + _used(work) + sum(part.mass.ug or 0 for part, was_read in parts if part.mass.known and not was_read)
    )


def _asks_of_rest(work: _Work, told_ug: int | None) -> Iterator[Finding]:
    """Yield what is to be asked of the rest of a piece of unknown mass: none of it ends in silence."""
    ending = str(ending_of(work.operation) or "")
    if not ending and told_ug is None:
        return
    line, piece, out_ug = work.on.line, work.piece, work.out_ug + (told_ug or 0)
    left_ug = left_as_told(line, piece, work.ledger)
    allowed_ug = allowed_between((Certainty(rounding_of(piece)), *_read_by_sheet(work), _said(work)))
    yield from rest_is_told(line, piece, out_ug, left_ug, allowed_ug, ending)


def _draw(work: _Work, target: Side, ug: int, known: Known, reason: str = "") -> list[Draw]:
    draws = list(work.draw_down.first(work.piece, ug))
    for draw in draws:
        work.lines.move(work.day, draw.source, target, draw.ug, known=known, reason=reason)
    return draws


def _leave(work: _Work, ug: int, unweighed: int) -> None:
    """Say what came back in all, and what stays with the borrower: the piece is on one side or the other."""
    unread_ug = work.nominal_ug + work.since_ug + work.trusted_ug
    work.returned_ug = sum(each.mass.ug or 0 for each in work.known) + unread_ug
    if work.itself:
        work.returned_ug += work.itself.ug or 0
    else:
        work.stays_ug, work.stays_unweighed = ug, unweighed


def _counter(draws: list[Draw], otherwise: Account) -> Account:
    return next((draw.source.account for draw in draws if not draw.excess), otherwise)


def _agree(work: _Work) -> Iterator[Finding]:
    """Yield where our balance and the borrower's statement part, piece by piece."""
    made, allowed = iter(work.parts), _allowed(work).ug
    gone, gone_ug = work.operation.gone, work.operation.consumed_ug + work.operation.lost_ug
    yield from gone_fits_in(gone, gone_ug, work.on.line, allowed, "return.gone_too_heavy")
    for index, each in enumerate(work.operation.pieces):
        if each.itself:
            weighed = work.itself.weighed if work.itself else None
            net, ours = (weighed.net_ug, weighed.certainty) if weighed else (None, UNSURE)
        else:
            part = next(made)
            net, ours = part.mass.ug if each.reading else None, part.certainty
            told = net if net is not None else each.stated_ug
            yield from weighs_as_reported(each, told, work.on.line, allowed, f"pieces[{index}].stated_ug")
        if net is not None:
            yield from weighs_as_stated(each, net, _beside(work, each, ours), work.piece, f"pieces[{index}]")


def _beside(work: _Work, each: CameBack, ours: Certainty) -> Allowed:
    """Return by how much our weighing of a piece and what the borrower states of it may differ."""
    if not each.stated_to_ug:
        return _allowed(work)
    return allowed_of(work.ledger, work.piece, allowed_between((ours, Certainty(each.stated_to_ug))))


def _read_by_sheet(work: _Work) -> tuple[Certainty, ...]:
    """Return how sure is what the sheet reads of parts, and states as used up or lost."""
    stated = by_difference(work.operation.resolution_ug) * len(work.used)
    return (*(each.certainty for each in work.known), *stated)


def _readings(work: _Work) -> dict[str, Scalar]:
    """Return what the line keeps of readings: they count until the piece itself is weighed or stated anew."""
    if work.itself is not None or work.operation.retained_ug is not None:
        return weighed_anew(work.on.line)
    return also_read(work.on.line, _read_by_sheet(work))


def _tolerance(work: _Work) -> int:
    readings = [certainty_of(work.piece, work.ledger), *read_since(work.on.line), *_read_by_sheet(work)]
    readings += [each.certainty for each in work.blind if each.mass.ug is not None]
    since = (work.ledger.piece(each.uid) for each in work.earlier.parts)
    readings += [certainty_of(each, work.ledger) for each in since if each.weighed is not None]
    return allowed_between((*readings, _said(work)))


def _said(work: _Work) -> Certainty:
    """Return how sure is what is said of the piece itself: as it came back, or of what stays out."""
    return work.itself.certainty if work.itself else Certainty(work.operation.retained_to_ug)


def _allowed(work: _Work) -> Allowed:
    return allowed_of(work.ledger, work.piece, _tolerance(work))


def _moves(work: _Work) -> Iterator[LineMove]:
    """Yield the moves of the line: issued = held + consumed + returned + lost + transferred + difference."""
    operation, held = work.operation, work.on.line.account
    gone = held.unweighed - work.stays_unweighed
    quality = Quality.MEASURED if all(each.reading for each in operation.pieces) else Quality.REPORTED
    document = operation.sheet.name.strip()
    yield LineMove(Step.LOST, work.day, -work.found_ug, 0, Quality.MEASURED, document)
    trusted = (_as_it_was(work), document, work.piece.resolution_ug)
    yield LineMove(Step.RETURNED, work.day, work.trusted_ug, 0, *trusted)
    nominal = (Quality.NOMINAL, document, _finest(work.blind))
    yield LineMove(Step.RETURNED, work.day, work.nominal_ug, 0, *nominal)
    back = work.returned_ug - work.trusted_ug - work.nominal_ug
    steps = (
        (Step.RETURNED, back, bool(operation.pieces) and (work.itself is not None or work.ends)),
        (Step.CONSUMED, operation.consumed_ug, work.ends and bool(operation.consumed_ug)),
        (Step.LOST, operation.lost_ug, work.ends and bool(operation.lost_ug)),
        (Step.DIFFERENCE, held.held_ug + work.found_ug - work.returned_ug - _used(work) - work.stays_ug, True),
    )
    for step, ug, takes_it in steps:
        unweighed, gone = (gone, 0) if takes_it else (0, gone)
        told = quality if step in {Step.RETURNED, Step.DIFFERENCE} else Quality.REPORTED
        fine = _last_place(work, step) if ug else None
        yield LineMove(step, work.day, ug, unweighed, told, document, fine)


def _as_it_was(work: _Work) -> Quality:
    """Return how what came back neither weighed nor stated is known: by the record, or no better than it left.

    A piece that is a bound since parts of this line came without a mass is none beside them: both are back.
    """
    left = work.on.line.left_as
    return Quality(left) if left and is_vague(work.piece) else UNWEIGHED


def _last_place(work: _Work, step: Step) -> int | None:
    """Return the last place in ug to which the sheet or our balance says what a move carries; None for none."""
    stated = work.operation.resolution_ug
    back = [each.mass.resolution_ug for each in work.known]
    back += [work.itself.certainty.resolution_ug] if work.itself else []
    differs = [*back, *(each.mass.resolution_ug for each in work.blind), stated, work.on.line.resolution_of()]
    said = {Step.RETURNED: back, Step.DIFFERENCE: differs}
    return min((each for each in said.get(step, [stated]) if each), default=None)


def _finest(parts: tuple[Made, ...]) -> int | None:
    """Return the last place in ug to which any of these is stated; None where nobody says."""
    return min((each.mass.resolution_ug for each in parts if each.mass.resolution_ug), default=None)


def _used(work: _Work) -> int:
    return sum(ug for _, ug in work.used)


def _of_line(work: _Work) -> Iterator[Fact]:
    operation, day = work.operation, work.day
    told: dict[str, Scalar] = {
        **told_moves(work.ledger, _moves(work)),
        **_told_allowed(work),
        **documents_of((operation.sheet, *operation.documents), work.ledger),
        **told_gone(work.on.line, operation.gone, work.ledger),
        **told_kept(work.on.line, operation.kept, work.ledger),
        **kept_of(operation, work.on.line, work.itself, work.parts, work.piece),
        **_readings(work),
        **(_ended(work) if work.ends else {}),
    }
    if operation.shipment:
        told[HOME] = uid_of(operation.shipment)
        yield touch(Subject.SHIPMENT, uid_of(operation.shipment), day)
    if operation.method.strip():
        told["method"] = operation.method.strip()
    if operation.consumed_ug:
        ug, exposures, sheet = operation.consumed_ug, operation.exposures, operation.sheet.name
        told |= logged_use(work.ledger.new_uid(), operation, ug, exposures, sheet, day)
    yield from touch_line(work.on.line, day, told)


def _told_allowed(work: _Work) -> dict[str, Scalar]:
    """Return what a line keeps of how much its return might miss, and by which policy where that widens it."""
    if work.allowed is None:
        return {}
    wider = work.allowed.policy or None
    before = ALLOWED_BY in work.on.line.fields
    return {ALLOWED: work.allowed.ug, **({ALLOWED_BY: wider} if wider or before else {})}


def _of_piece(work: _Work) -> Iterator[Fact]:
    piece, day, itself = work.piece, work.day, work.itself
    if itself is not None:
        changes: dict[str, Scalar] = {
            **_now_known(work),
            **nominal_now(work.operation, itself, piece),
            "condition": str(itself.row.condition or default_condition(piece, work.operation.exposures)),
            "identity_doubt": doubt_of(itself.row),
        }
        yield touch_piece(piece.uid, day, **changes)
        if itself.read is not None:
            yield itself.read.weighing(piece.uid, day, work.counter)
        if itself.place is not None:
            yield from standing_in(work.ledger, piece.uid, itself.place, itself.place, day)
        else:
            yield Placement(piece.uid, day, None, piece.home, str(Custody.HERE))
    elif ending := ending_of(work.operation):
        reason: dict[str, Scalar] = {"retired_reason": "divided"} if ending is Existence.RETIRED else {}
        yield touch_piece(piece.uid, day, existence=str(ending), **reason)
        yield Placement(piece.uid, day, None, None, str(piece.custody))
    else:
        yield touch_piece(piece.uid, day, **_now_known(work))


def _now_known(work: _Work) -> dict[str, Scalar]:
    """Return how the mass of the piece is known from now on, here or at the borrower's."""
    if work.itself is not None and work.itself.read is not None:
        read = work.itself.read
        return {"mass_quality": str(Quality.MEASURED), "mass_reason": None, "resolution_ug": read.resolution_ug}
    told_ug = work.itself.ug if work.itself else work.operation.retained_ug
    if told_ug is not None:
        place = _said(work).resolution_ug or None
        return {"mass_quality": str(Quality.REPORTED), "mass_reason": None, "resolution_ug": place}
    if work.piece.held_unweighed:
        return {}
    if not work.out_ug and not work.blind:
        # Measured it was when it left; that it still weighs that much rests on the record alone.
        measured = work.itself is not None and work.piece.quality is Quality.MEASURED
        return {"mass_quality": str(UNWEIGHED)} if measured else {}
    return {"mass_quality": str(Quality.UPPER_BOUND if work.blind else rest_of(work.piece))}


def _case(work: _Work) -> Iterator[Fact]:
    """Open a case for what the sheet says is lost; somebody with authority takes it (R10)."""
    if work.operation.lost_ug:
        line = work.on.line
        report = work.operation.sheet.name.strip()
        yield open_case(work.ledger, "lost", work.day, 1, samples=work.piece.uid, line=line.uid, report=report)
