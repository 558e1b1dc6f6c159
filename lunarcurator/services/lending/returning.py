"""The return sheet while somebody fills it in: rows to begin with, what is missing, and the acts that post it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from lunarcurator.domain.acts import Act
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import ExposureKind, Subject, Touch
from lunarcurator.domain.identity import BalanceRef, LineRef, PlaceRef, ShipmentRef, Uid, ref_of, uid_of
from lunarcurator.domain.known_mass import finest
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.lines import ALLOWED, ALLOWED_BY, Line
from lunarcurator.domain.lending.sub_samples import Reported, came_back, reported
from lunarcurator.domain.naming import as_told
from lunarcurator.domain.operations.accounting import CameBack, ReturnLine
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.accounting import policy_of_piece
from lunarcurator.domain.rules.destructive_sampling import asks_for_records
from lunarcurator.domain.rules.loan_return import (
    NOTHING_BLIND,
    Allowed,
    CameBlind,
    came_blind,
    default_condition,
    default_place,
)
from lunarcurator.domain.status import Condition
from lunarcurator.services.clock import SystemClock
from lunarcurator.services.identities import uid_maker
from lunarcurator.services.posted import Preview
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.source import StoreSource


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One piece that may come back: the piece of the line itself, or a sub-sample the borrower named.

    `place` and `condition` are the defaults by form (R9, R17); masses in ug, None where nobody knows. `number` is
    that of the piece itself as it is registered.
    """

    itself: bool
    name: str
    number: str
    form: str
    stated_ug: int | None
    place: Uid | None
    condition: Condition

    def came_back(self) -> CameBack:
        """Return the row as it stands on a sheet, before anybody filled it in."""
        place = PlaceRef(ref_of(self.place)) if self.place else None
        number = self.number if self.itself else ""
        return CameBack(
            itself=self.itself,
            name=self.name,
            number=number,
            form="" if self.itself else self.form,
            stated_ug=self.stated_ug,
            place=place,
            condition=self.condition,
        )


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line on the sheet: what its borrower answers for, and the rows it begins with.

    `number` is what only its piece is called, `official` the same without the collection that may tell it apart.
    `records_use` says that its policy asks for plan, signatures or a video where something was used up.
    `came_blind` is what came back without a mass since that of the piece was last said.
    """

    line: Line
    number: str
    held_ug: int | None
    rows: tuple[SheetRow, ...]
    records_use: bool = False
    came_blind: CameBlind = NOTHING_BLIND
    official: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class Filled:
    """What was filled in for one line; masses in ug, `retained_ug` None keeps all the rest out.

    `resolution_ug` and `retained_to_ug` are the last places to which what was used up or lost, and what stays out,
    is stated, 0 where nobody says. `came_blind` is as of its `SheetLine`; `gone` names the sub-samples that were
    used up or lost, `kept` those that stay out.
    """

    line: Line
    pieces: tuple[CameBack, ...] = ()
    consumed_ug: int = 0
    lost_ug: int = 0
    resolution_ug: int = 0
    retained_ug: int | None = 0
    retained_to_ug: int = 0
    accept_difference: bool = False
    came_blind: CameBlind = NOTHING_BLIND
    gone: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UseRecord:
    """How what was used up is recorded, one record for the whole sheet: the plan, both signatures, the video."""

    plan: str = ""
    signed_by: str = ""
    confirmed_by: str = ""
    documents: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A return sheet as a whole: the document, the shipment, what the material met, and how use is recorded.

    All its pieces are weighed on one `balance`, as certain as that is; with None each reading is as certain as its
    last digit.
    """

    document: Attached
    lines: tuple[Filled, ...]
    shipment: ShipmentRef | None = None
    method: str = ""
    contamination: str = ""
    exposures: tuple[ExposureKind, ...] = ()
    use: UseRecord = field(default_factory=UseRecord)
    balance: BalanceRef | None = None


def sheet_lines(session: StoreSession, lines: Iterable[Uid]) -> tuple[SheetLine, ...]:
    """Return the rows a return sheet begins with; lines that are not out are left out."""
    with session.database.snapshot() as connection:
        ledger = LedgerState(StoreSource(connection), session.tables, uid_maker(SystemClock()), session.today, 0)
        told = []
        for uid in lines:
            line = Line.of(ledger.record(Subject.LINE, uid))
            if line.is_open and line.sample is not None:
                piece = ledger.piece(line.sample)
                rows = [_row(piece, default_place(ledger, piece, piece.form, itself=True), itself=True)]
                for sub in _subs(line):
                    form = sub.form or piece.form
                    place = default_place(ledger, piece, form, itself=False)
                    row = _row(piece, place, itself=False)
                    rows.append(replace(row, name=sub.name, form=form, stated_ug=sub.ug))
                asks = asks_for_records(policy_of_piece(ledger, piece))
                blind = came_blind(line, piece, session.today, ledger)
                number = as_told(ledger, piece.uid)
                official = piece.number_text
                told.append(SheetLine(line, number, _known(piece), tuple(rows), asks, blind, official=official))
    return tuple(told)


def missing_ug(line: Line, told: Filled | ReturnLine) -> int | None:
    """Return what of a line is not accounted for yet, in ug, negative where too much is; None if nobody can say.

    Our weighing counts before the borrower's figure. Where the mass of the line, or of a piece that came back, on
    this sheet or an earlier one, is not known, or all the rest stays out, nothing can be missing.
    """
    masses = [_mass(each) for each in told.pieces]
    # Without the pieces at hand, a part that came without a mass leaves it open whether anything is missing.
    before = (
        told.came_blind.unweighed
        if isinstance(told, Filled)
        else not all(each.has_mass for each in came_back(line))
    )
    blind = before or any(each is None for each in masses)
    if line.account.unweighed or told.retained_ug is None or blind:
        return None
    return _left_ug(line, told)


def rest_ug(told: Filled) -> int | None:
    """Return what of a line the rest of the sheet leaves with the borrower, in ug; None where nobody can say.

    That is what `missing_ug` would find missing, did nothing stay out.
    """
    return missing_ug(told.line, replace(told, retained_ug=0))


def read_to(told: Filled, balance_ug: int) -> Filled:
    """Return what was filled in as read to the last place of a balance, in ug, whatever digits were typed."""
    pieces = (
        replace(each, reading=replace(each.reading, resolution_ug=balance_ug))
        if each.reading is not None
        else each
        for each in told.pieces
    )
    return replace(told, pieces=tuple(pieces))


def compared_to_ug(line: Line, told: Filled | ReturnLine) -> int | None:
    """Return the finest last place, in ug, of the masses by which a line has to balance; None where none has one.

    What is left of them is known to it, whatever digits its figure needs.
    """
    read = (each.reading.resolution_ug for each in told.pieces if each.reading is not None)
    said = (each.stated_to_ug for each in told.pieces)
    return finest(line.resolution_of(), *read, *said, told.resolution_ug, told.retained_to_ug)


def trusted_ug(line: Line, told: Filled) -> int:
    """Return how much comes back that is neither stated nor weighed, in ug: what the rest of the sheet leaves.

    0 where everything has a mass, or where the line's own is not known or all the rest stays out.
    """
    masses = [_mass(each) for each in told.pieces]
    blind = told.came_blind.unweighed or any(each is None for each in masses)
    if line.account.unweighed or told.retained_ug is None or not blind:
        return 0
    return max(_left_ug(line, told), 0)


def _left_ug(line: Line, told: Filled | ReturnLine) -> int:
    """Return what all known masses leave of a line, in ug: those on the sheet, and what was weighed since."""
    since = told.came_blind.light_ug if isinstance(told, Filled) else 0
    given = (
        sum(_mass(each) or 0 for each in told.pieces) + told.consumed_ug + told.lost_ug + (told.retained_ug or 0)
    )
    return line.account.held_ug - given - since


def acts_of(sheet: Sheet, day: Day, stated: str = "") -> tuple[Act, ...]:
    """Return a sheet as the acts that post it as one entry, one for each line that says something.

    `stated` is how the day is worded where it is imprecise.
    """
    told = (each for each in sheet.lines if says_something(each))
    return tuple(Act(operation=_returned(sheet, each), day=day, day_stated=stated) for each in told)


def allowed_in(preview: Preview) -> Mapping[Uid, Allowed]:
    """Return by how much the return of a line may differ, by line, where one differs: as the rules judged it."""
    found: dict[Uid, Allowed] = {}
    touched = (each.fact for each in preview.facts if isinstance(each.fact, Touch))
    for fact in touched:
        told = dict(fact.changes)
        if ALLOWED in told:
            found[fact.subject] = Allowed(int(told[ALLOWED] or 0), str(told.get(ALLOWED_BY) or ""))
    for finding in preview.findings:
        facts = dict(finding.facts)
        if finding.cause and {"allowed_ug", "policy"} <= facts.keys():
            found[Uid(finding.cause)] = Allowed(int(facts["allowed_ug"]), str(facts["policy"]))
    return found


def sheets_in(preview: Preview) -> Mapping[Uid, ReturnLine]:
    """Return the sheet of each line as it would be posted: made exact, also in what stays out."""
    acts = (each.operation for each in preview.acts)
    return {uid_of(each.line): each for each in acts if isinstance(each, ReturnLine)}


def numbers_in(preview: Preview) -> Mapping[Uid, tuple[str, ...]]:
    """Return the numbers that parts on a sheet would get, by line: one for each of its pieces, "" for itself.

    Lines of which no part came back are left out.
    """
    given = {
        line: tuple("" if piece.itself else piece.number for piece in each.pieces)
        for line, each in sheets_in(preview).items()
    }
    return {line: numbers for line, numbers in given.items() if any(numbers)}


def says_something(told: Filled) -> bool:
    """Tell whether a line of the sheet says anything that is to be posted."""
    return bool(told.pieces or told.consumed_ug or told.lost_ug or told.accept_difference)


def _returned(sheet: Sheet, filled: Filled) -> ReturnLine:
    use = sheet.use if filled.consumed_ug else UseRecord()
    return ReturnLine(
        line=LineRef(ref_of(filled.line.uid)),
        pieces=tuple(_read_on(sheet.balance, each) for each in filled.pieces),
        consumed_ug=filled.consumed_ug,
        lost_ug=filled.lost_ug,
        resolution_ug=filled.resolution_ug,
        retained_ug=filled.retained_ug,
        retained_to_ug=filled.retained_to_ug,
        accept_difference=filled.accept_difference,
        method=sheet.method,
        plan=use.plan,
        signed_by=use.signed_by,
        confirmed_by=use.confirmed_by,
        exposures=sheet.exposures,
        contamination=sheet.contamination,
        shipment=sheet.shipment,
        sheet=sheet.document,
        documents=use.documents,
        gone=filled.gone,
        kept=filled.kept,
    )


def _read_on(balance: BalanceRef | None, each: CameBack) -> CameBack:
    """Return a piece as read on a balance, whose own last place counts then and not the last digit typed."""
    if balance is None or each.reading is None:
        return each
    return replace(each, reading=replace(each.reading, balance=balance, resolution_ug=None))


def _mass(each: CameBack) -> int | None:
    reading = each.reading
    if reading is None:
        return each.stated_ug
    if reading.net_ug is None and reading.gross_ug is not None and reading.tare_ug is not None:
        return reading.gross_ug - reading.tare_ug
    return reading.net_ug


def _known(piece: PieceState) -> int | None:
    return None if piece.held_unweighed else piece.held_ug


def _row(piece: PieceState, place: Uid | None, *, itself: bool) -> SheetRow:
    number = piece.number_text if itself else ""
    return SheetRow(itself, "", number, piece.form, None, place, default_condition(piece, ()))


def _subs(line: Line) -> list[Reported]:
    """Return the sub-samples of a line of which nobody said yet what became of them."""
    return [each for each in reported(line) if each.is_awaited]
