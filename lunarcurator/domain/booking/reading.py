"""What a balance reading says: net, resolution, calibration; the vial's stored tare helps out."""

from collections.abc import Iterator
from dataclasses import dataclass

from lunarcurator.domain.accounts import Account
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject, Weighing
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of
from lunarcurator.domain.ledger_state import LedgerState, Record
from lunarcurator.domain.mass import LARGEST_UG, Mass
from lunarcurator.domain.operations import Reading
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.tolerance import Certainty


@dataclass(frozen=True, slots=True)
class Read:
    """A reading made complete: net ug, resolution and uncertainty in ug, and what was found."""

    net_ug: int
    gross_ug: int | None
    tare_ug: int | None
    resolution_ug: int
    uncertainty_ug: int
    balance: Uid | None
    calibrated: Day | None
    findings: tuple[Finding, ...]

    @property
    def mass(self) -> Mass:
        """The reading as a measured mass."""
        return Mass.measured(min(max(self.net_ug, 0), LARGEST_UG), self.resolution_ug)

    @property
    def certainty(self) -> Certainty:
        """How sure the reading is."""
        return Certainty(self.resolution_ug, self.uncertainty_ug, self.balance is not None)

    def weighing(self, sample: Uid, day: Day, counter: Account) -> Weighing:
        """Return the fact of this weighing."""
        return Weighing(
            sample=sample,
            day=day,
            net_ug=self.net_ug,
            gross_ug=self.gross_ug,
            tare_ug=self.tare_ug,
            resolution_ug=self.resolution_ug,
            balance=self.balance,
            counter=counter,
            calibrated=self.calibrated,
        )


def read(reading: Reading, day: Day, ledger: LedgerState, vial: Uid | None, field: str = "reading") -> Read:
    """Complete a reading from the balance's record and the stored tare of the vial the piece is in."""
    balance = ledger.record(Subject.BALANCE, uid_of(reading.balance)) if reading.balance else None
    tare = _tare_of(reading, day, ledger, vial)
    net = _net_of(reading, tare)
    # A balance that is named reads to its own place: fewer digits typed make no reading less sure.
    resolution = (balance.integer("resolution_ug") if balance else None) or reading.resolution_ug
    findings = [
        *_is_whole(reading, net, tare, resolution, field),
        *(_fits_balance(balance, reading, day, field) if balance else ()),
    ]
    return Read(
        net_ug=net or 0,
        gross_ug=reading.gross_ug,
        tare_ug=tare if reading.gross_ug is not None else None,
        resolution_ug=max(resolution or 1, 1),
        uncertainty_ug=uncertainty_of(balance),
        balance=balance.uid if balance else None,
        calibrated=_calibration(balance, day) if balance else None,
        findings=tuple(findings),
    )


def _tare_of(reading: Reading, day: Day, ledger: LedgerState, vial: Uid | None) -> int | None:
    """Return the tare in ug: as read, else as the vial has it where the net needs one."""
    if reading.tare_ug is not None or reading.net_ug is not None or vial is None:
        return reading.tare_ug
    stored = ledger.place_at(vial, day).fields.get("tare_ug")
    return stored if isinstance(stored, int) else None


def _net_of(reading: Reading, tare: int | None) -> int | None:
    """Return the net in ug: as read, else the gross without the tare; None where one of them is missing."""
    if reading.net_ug is not None or reading.gross_ug is None or tare is None:
        return reading.net_ug
    return reading.gross_ug - tare


def uncertainty_of(balance: Record | None) -> int:
    """Return what a balance is certain to by its record, in ug; 0 where nobody says."""
    return (balance.integer("uncertainty_ug") or 0) if balance else 0


def certainty_of(piece: PieceState, ledger: LedgerState) -> Certainty:
    """Return how sure the mass of a piece is by the book: by its last weighing, where its mass rests on that."""
    resolution, said = piece.resolution_ug or 0, piece.weighed
    if said is None:
        return Certainty(resolution)
    # The row of a piece says when it was weighed last, and its history on which balance.
    facts = (each.fact for each in ledger.history(piece.uid))
    last = [each for each in facts if isinstance(each, Weighing) and each.day == said.day][-1:]
    if not last or last[0].resolution_ug != resolution:
        return Certainty(resolution)
    return certainty_of_weighing(last[0], ledger)


def certainty_of_weighing(weighing: Weighing, ledger: LedgerState) -> Certainty:
    """Return how sure a weighing on record is, by what the record says of its balance now."""
    if weighing.balance is None:
        return Certainty(weighing.resolution_ug)
    uncertain = uncertainty_of(ledger.record(Subject.BALANCE, weighing.balance))
    return Certainty(weighing.resolution_ug, uncertain, of_balance=True)


def _is_whole(
    reading: Reading, net: int | None, tare: int | None, resolution: int | None, field: str
) -> Iterator[Finding]:
    """Workflow 3: a weighing has a net mass of 0 or more and a resolution; gross - tare = net."""
    if net is None:
        yield find(Strength.IMPOSSIBLE, "weigh.nothing_read", "R8", field)
    elif net < 0:
        yield find(Strength.IMPOSSIBLE, "weigh.negative", "R8", field, net_ug=net)
    elif net > LARGEST_UG:
        yield find(Strength.IMPOSSIBLE, "weigh.too_large", "R8", field, net_ug=net, largest_ug=LARGEST_UG)
    elif _contradicts(reading, tare):
        yield find(
            Strength.IMPOSSIBLE,
            "weigh.net_differs",
            "R8",
            field,
            net_ug=reading.net_ug or 0,
            gross_ug=reading.gross_ug or 0,
            tare_ug=tare or 0,
        )
    if not resolution or resolution < 0:
        yield find(Strength.IMPOSSIBLE, "weigh.no_resolution", "R8", field)


def _fits_balance(balance: Record, reading: Reading, day: Day, field: str) -> Iterator[Finding]:
    yield from _calibrated(balance, day, field)
    yield from _shows(balance, reading, field)


def _calibrated(balance: Record, day: Day, field: str) -> Iterator[Finding]:
    """Workflow 3: the balance is in calibration on the day."""
    name = balance.name
    if balance.integer("retired") and day >= (balance.integer("retired_day") or 0):
        yield find(Strength.IMPOSSIBLE, "balance.retired", "R12", field, balance.uid, balance=name)
    due = balance.integer("calibration_due")
    if _calibration(balance, day) is None:
        yield find(Strength.WARN, "balance.never_calibrated", "R12", field, balance.uid, balance=name)
    elif due is not None and day > due:
        yield find(Strength.WARN, "balance.calibration_expired", "R12", field, balance.uid, balance=name, due=due)


def _shows(balance: Record, reading: Reading, field: str) -> Iterator[Finding]:
    """R8: a balance shows no more digits than it reads to; what nobody could have read is asked about, once."""
    step = balance.integer("resolution_ug") or 1
    typed = (reading.net_ug, reading.gross_ug, reading.tare_ug)
    finer = next((ug for ug in typed if ug is not None and ug % step), None)
    if finer is not None:
        facts: dict[str, str | int] = {"balance": balance.name, "ug": finer, "step_ug": step}
        yield find(Strength.WARN, "weigh.finer_than_balance", "R8", field, balance.uid, **facts)


def _calibration(balance: Record, day: Day) -> Day | None:
    """Return the calibration on record, None where it was made only after the day."""
    calibrated = balance.integer("calibrated")
    return calibrated if calibrated and calibrated <= day else None


def _contradicts(reading: Reading, tare: int | None) -> bool:
    given = reading.net_ug is not None and reading.gross_ug is not None and tare is not None
    return given and (reading.gross_ug or 0) - (tare or 0) != reading.net_ug
