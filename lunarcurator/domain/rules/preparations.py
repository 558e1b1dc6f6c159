"""R3, R11, R16 and workflow 12: what is got ready for a line is there, is weighed, and is what was granted."""

from collections.abc import Iterator

from lunarcurator.domain.days import Day
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState, Record
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.loans import Loan
from lunarcurator.domain.lending.policy import Policy
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations.requesting import Made
from lunarcurator.domain.rules.custody import is_kept, is_lent_by_its_owner, must_be_at_hand
from lunarcurator.domain.rules.dates import not_before_birth, nothing_follows
from lunarcurator.domain.rules.lending_limits import Wish, stays_above_floor
from lunarcurator.domain.rules.loan_lines import not_promised, stock_not_promised


def goes_whole_soundly(
    ledger: LedgerState, line: Line, piece: Uid | None, made: Made, day: Day, field: str
) -> Iterator[Finding]:
    """R3: the piece that goes whole is at hand and nobody else's; it keeps its number."""
    if piece is None:
        yield find(Strength.IMPOSSIBLE, "decide.no_piece", "R3", f"{field}.sample", line.uid, line=line.code)
        return
    state = ledger.at(piece, day)
    yield from not_before_birth(ledger, piece, day, f"{field}.sample")
    yield from must_be_at_hand(state, f"{field}.sample")
    yield from not_promised(ledger, state, line.uid, f"{field}.sample")
    if made.sample and piece != line.sample:
        yield from is_kept(state, f"{field}.sample")
    if made.number.strip():
        yield find(Strength.IMPOSSIBLE, "prepare.keeps_number", "R1", f"{field}.number", line.uid, line=line.code)


def part_is_weighed(
    ledger: LedgerState, line: Line, stock: Uid | None, made: Made, day: Day, field: str
) -> Iterator[Finding]:
    """R16: a part is weighed when it is taken from its stock; nothing later is on record that it would change."""
    if stock is None:
        yield find(Strength.IMPOSSIBLE, "decide.no_piece", "R3", f"{field}.sample", line.uid, line=line.code)
        return
    yield from stock_not_promised(ledger, ledger.at(stock, day), line.uid, f"{field}.sample")
    if made.reading is None:
        yield find(Strength.IMPOSSIBLE, "prepare.not_weighed", "R16", f"{field}.reading", line.uid, line=line.code)


def within_grant(line: Line, ug: int, policy: Policy, balance_ug: int, field: str) -> Iterator[Finding]:
    """Workflow 12: what was weighed out is what was granted, within the per cent the policy allows.

    What the balance cannot tell apart, `balance_ug`, is always allowed for. More than that is for an authority,
    less for a reason; the borrower answers for what was weighed.
    """
    granted = line.granted_ug or 0
    slack = max(granted * policy.weigh_out_tolerance_percent // 100_000, balance_ug)
    if abs(ug - granted) <= slack:
        return
    more = ug > granted
    yield find(
        Strength.AUTHORITY if more else Strength.WARN,
        "prepare.more_than_granted" if more else "prepare.less_than_granted",
        "R16",
        field,
        line.uid,
        line=line.code,
        ug=ug,
        granted_ug=granted,
        percent=policy.weigh_out_tolerance_percent,
    )


def keeps_reserve(ledger: LedgerState, wish: Wish, state: Record, taken_ug: int) -> Iterator[Finding]:
    """R11: the stock keeps its reserve, unless the decision went past it with authority."""
    if state.fields.get("floor_waived") != 1:
        yield from stays_above_floor(ledger, wish, taken_ug, f"{wish.field}.reading")


def has_certificate(loan: Loan, policy: Policy, *, attached: bool) -> Iterator[Finding]:
    """CN-b9: where the policy demands it, a sample certificate is on file before its piece leaves.

    It is on file with the loan, as a document of that kind; `attached` tells that the act itself brings it.
    """
    on_file = any(each.kind is DocumentKind.CERTIFICATE for each in loan.documents)
    if policy.certificate and not attached and not on_file:
        facts = {"loan": loan.code, "policy": policy.name}
        yield find(Strength.WARN, "issue.no_certificate", "R12", "assignment", loan.uid, **facts)


def may_leave(ledger: LedgerState, line: Line, day: Day, field: str) -> Iterator[Finding]:
    """R3, R4, R11, R19: a prepared piece is at hand on the day it leaves, and nothing later is on record of it."""
    if line.sample is None:
        yield find(Strength.IMPOSSIBLE, "decide.no_piece", "R3", field, line.uid, line=line.code)
        return
    piece = ledger.at(line.sample, day)
    yield from not_before_birth(ledger, piece.uid, day, field)
    yield from must_be_at_hand(piece, field)
    yield from not_promised(ledger, piece, line.uid, field)
    yield from nothing_follows(ledger, piece.uid, day, field)
    yield from is_kept(piece, field)
    if line.fields.get("owner_consents") != 1:
        yield from is_lent_by_its_owner(ledger, piece, field)
