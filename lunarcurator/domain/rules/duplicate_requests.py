"""R3 for requests: what goes whole is asked for on one line of a loan, for there is only one of it to go."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.terms import LineMode, LineState, LoanKind
from lunarcurator.domain.operations.requesting import Wanted
from lunarcurator.domain.rules.requests import mode_of

_OVER: Final = frozenset({LineState.DECLINED, LineState.WITHDRAWN, LineState.CLOSED})


def duplicate_requests(
    ledger: LedgerState, wanted: Sequence[Wanted], kind: LoanKind, there: Iterable[Line] = (), after: int = 0
) -> Iterator[Finding]:
    """R3: no piece is asked for whole where another line of the loan asks for it, or for a part of it.

    `there` are the lines the loan has, and `after` the highest number among them.
    """
    seen: dict[Uid, tuple[str, LineMode]] = {}
    for line in there:
        piece = line.sample if line.mode is LineMode.WHOLE else line.source
        if piece and line.state not in _OVER:
            seen.setdefault(piece, (line.code.rpartition("/")[2], line.mode))
    for index, each in enumerate(wanted):
        if each.sample is None:
            continue
        piece, mode, row = uid_of(each.sample), mode_of(ledger, each, kind), str(after + index + 1)
        first, before = seen.setdefault(piece, (row, mode))
        if first != row and LineMode.WHOLE in (mode, before):
            facts = {"number": ledger.piece(piece).number_text, "first": first, "row": row}
            yield find(Strength.IMPOSSIBLE, "request.asked_twice", "R3", f"lines[{index}].sample", piece, **facts)
