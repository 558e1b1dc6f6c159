"""How much came in on a loan in: what its pieces weighed on the day they were taken in."""

from dataclasses import dataclass
from typing import Any

from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.known_mass import KnownMass
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.loans import Loan
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.unweighed import MassSum
from lunarcurator.store.reads.inventory import local_ids
from lunarcurator.store.reads.past import rows_at
from lunarcurator.store.reads.rows import PieceRow, piece_rows


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came in of what is known, and how many pieces came of which nobody knows the mass."""

    known: KnownMass
    unknown: int


def taken_in(connection: Any, ledger: LedgerState, loan: Loan, moment: Moment = NOW) -> TakenIn:
    """Return what came in on a loan in, as far as it was known at a moment.

    A piece that was first weighed after the day it came counts by that weighing, as long as it is whole.
    """
    lines = [Line.of(ledger.record(Subject.LINE, uid)) for uid in ledger.related(Subject.LINE, "loan", loan.uid)]
    ids = list(local_ids(connection, [line.sample for line in lines if line.sample]))
    then = rows_at(connection, ids, Moment(loan.requested, moment.seq))
    since = piece_rows(connection, ids) if moment.is_now else rows_at(connection, ids, moment)
    whole = {id_: row for id_, row in since.items() if not row.daughters}
    held = MassSum()
    unknown = 0
    for id_ in ids:
        told = [row for row in (then.get(id_), whole.get(id_)) if row is not None and _is_known(row)]
        if told:
            held = held.plus(told[0].in_sum)
        else:
            unknown += 1
    return TakenIn(held.known, unknown)


def _is_known(row: PieceRow) -> bool:
    quality = str(row.values.get("mass_quality") or Quality.UNKNOWN)
    return not row.unweighed and quality != Quality.UNKNOWN
