"""What a division is known to have made and nobody has: each such piece opens a case (`domain.md` scenario 1)."""

from collections.abc import Iterable, Iterator

from lunarcurator.domain.booking.cases import open_case
from lunarcurator.domain.booking.daughters import Made
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.operations import Daughter


def cases_of_missing_parts(
    ledger: LedgerState, parent: Uid, daughters: Iterable[Daughter], made: Iterable[Made], day: Day
) -> Iterator[Fact]:
    """Yield a case for each daughter that is unaccounted for."""
    lost = [one.state.uid for daughter, one in zip(daughters, made, strict=True) if daughter.unaccounted]
    for nth, uid in enumerate(lost, start=1):
        yield open_case(ledger, "unaccounted", day, nth, sample=uid, parent=parent)
