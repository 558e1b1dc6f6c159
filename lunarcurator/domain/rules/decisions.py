"""R3, R11 and R16 for decisions: what is granted is there, is enough, is nobody else's, and leaves the reserve."""

from collections.abc import Iterable, Iterator

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.availability import Availability, availability
from lunarcurator.domain.lending.line_log import decisions_of
from lunarcurator.domain.lending.lines import DECIDED, Line
from lunarcurator.domain.lending.policy import Policy
from lunarcurator.domain.lending.terms import Decision, LineMode, LineState, LoanKind
from lunarcurator.domain.operations.requesting import Decided, DecideLines, Wanted
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.custody import is_kept, is_lent_by_its_owner, must_be_at_hand
from lunarcurator.domain.rules.dates import not_before_birth
from lunarcurator.domain.rules.lending_limits import Wish, stays_above_floor
from lunarcurator.domain.rules.loan_lines import not_promised, stock_not_promised
from lunarcurator.domain.rules.requests import goes_as_usual, mode_of, policy_of_piece


def is_decided_by_somebody(operation: DecideLines) -> Iterator[Finding]:
    """R12: a decision names the body that took it."""
    if not operation.body.strip():
        yield find(Strength.IMPOSSIBLE, "decide.no_body", "R12", "body")


def policy_of_grant(ledger: LedgerState, line: Line, piece: Uid | None, day: Day) -> Policy:
    """Return the policy by which a line is decided: that of the piece, none where nothing is chosen yet."""
    state = ledger.at(piece, day) if piece else None
    if state is None or not state.in_book:
        return Policy()
    loan = ledger.record(Subject.LOAN, line.loan or Uid(""))
    return policy_of_piece(ledger, state, LoanKind(loan.kind or LoanKind.RESEARCH))


def only_noted(ledger: LedgerState, operation: DecideLines, day: Day) -> bool:
    """Tell whether what a body says is noted on every line, as its policy has others decide after it."""
    lines = [(Line.of(ledger.record(Subject.LINE, uid_of(each.line))), each) for each in operation.lines]
    policies = [
        policy_of_grant(ledger, line, uid_of(each.sample) if each.sample else line.sample or line.source, day)
        for line, each in lines
    ]
    return bool(policies) and not any(each.has_last_word(operation.body) for each in policies)


def body_decides(operation: DecideLines, policies: Iterable[Policy]) -> Iterator[Finding]:
    """R12: who decides is a body of the policy; another one takes authority, which a document gives it."""
    unknown = {each.code: each for each in policies if not each.knows_body(operation.body)}
    for policy in unknown.values() if operation.body.strip() else ():
        facts = {"body": operation.body.strip(), "policy": policy.name, "bodies": ", ".join(policy.decided_by)}
        yield find(Strength.AUTHORITY, "decide.body_not_in_policy", "R12", "body", **facts)


def speaks_in_turn(body: str, lines: Iterable[tuple[Line, Policy]]) -> Iterator[Finding]:
    """R12: whoever has the last word speaks after those who speak before him by the policy, or says why not."""
    waiting: dict[tuple[str, tuple[str, ...]], list[Line]] = {}
    for line, policy in lines:
        spoke = (each.body for each in decisions_of(line.fields))
        unheard = policy.unheard(body, spoke)
        if unheard:
            waiting.setdefault((policy.name or policy.code, unheard), []).append(line)
    for (policy_name, unheard), found in waiting.items():
        facts: dict[str, str | int] = {
            "body": body.strip(),
            "policy": policy_name,
            "unheard": ", ".join(unheard),
            "line": found[0].code,
            "more": len(found) - 1,
        }
        yield find(Strength.WARN, "decide.not_heard_yet", "R12", "body", found[0].uid, **facts)


def is_explained(line: Line, decided: Decided, field: str) -> Iterator[Finding]:
    """Workflow 12: a line that is declined or put off says why."""
    if decided.decision is not Decision.APPROVED and not decided.why.strip():
        yield find(Strength.IMPOSSIBLE, "decide.without_why", "R12", field, line.uid, line=line.code)


def is_not_decided_yet(
    line: Line, decided: Decided, piece: Uid | None, granted_ug: int | None, field: str
) -> Iterator[Finding]:
    """R12: a line that is decided is not decided alike again; another decision takes its place.

    `piece` and `granted_ug` are what is granted now.
    """
    if line.state not in DECIDED:
        return
    facts: dict[str, str | int] = {"line": line.code, "state": str(line.state)}
    approves = decided.decision is Decision.APPROVED
    if not approves or line.state is not LineState.APPROVED:
        key = "decide.decided_same" if str(line.state) == str(decided.decision) else "decide.decided_again"
    elif piece != (line.source if line.mode is LineMode.BY_WEIGHT else line.sample):
        key = "decide.grants_another"
    elif granted_ug == line.granted_ug:
        key = "decide.decided_same"
    else:
        key = "decide.grants_otherwise"
        facts |= {"before_ug": line.granted_ug or 0, "granted_ug": granted_ug or 0}
    if key == "decide.decided_same":
        yield find(Strength.IMPOSSIBLE, key, "R12", f"{field}.decision", line.uid, **facts)
    elif not decided.why.strip():
        yield find(Strength.WARN, key, "R12", f"{field}.why", line.uid, **facts)


def is_granted_once(granted: Iterable[tuple[Line, Uid | None, str]]) -> Iterator[Finding]:
    """R3: one act grants a piece whole to one line only."""
    seen: dict[Uid, Line] = {}
    for line, piece, field in granted:
        if piece is None:
            continue
        before = seen.get(piece)
        if before is not None and LineMode.WHOLE in (line.mode, before.mode):
            facts = {"line": line.code, "other": before.code}
            yield find(Strength.IMPOSSIBLE, "decide.granted_twice", "R3", f"{field}.sample", line.uid, **facts)
        seen[piece] = line


def grants_soundly(
    ledger: LedgerState, line: Line, piece: Uid | None, kind: LoanKind, day: Day, field: str
) -> Iterator[Finding]:
    """R3, R11, R16: yield what stands against granting a piece, or `granted_ug` of a stock, on a line."""
    if piece is None:
        yield find(Strength.IMPOSSIBLE, "decide.no_piece", "R3", f"{field}.sample", line.uid, line=line.code)
        return
    state = ledger.at(piece, day)
    yield from not_before_birth(ledger, piece, day, f"{field}.sample")
    yield from must_be_at_hand(state, f"{field}.sample")
    if not state.in_book:
        return
    yield from is_kept(state, f"{field}.sample")
    yield from is_lent_by_its_owner(ledger, state, f"{field}.sample")
    yield from goes_as_usual(ledger, state, line.mode, kind, f"{field}.sample")
    if line.mode is LineMode.WHOLE:
        yield from not_promised(ledger, state, line.uid, f"{field}.sample")
    else:
        yield from stock_not_promised(ledger, state, line.uid, f"{field}.sample")
        yield from _mass(line, f"{field}.granted_ug")


def no_mass_of_whole(line: Line, granted_ug: int | None, field: str) -> Iterator[Finding]:
    """R16: of what goes whole no mass is granted: all of it goes, or the line is asked for by weight."""
    if granted_ug is not None and line.mode is LineMode.WHOLE:
        yield find(Strength.IMPOSSIBLE, "decide.mass_of_whole", "R16", field, line.uid, line=line.code)


def above_floors(ledger: LedgerState, wish: Wish, line: Line, taken_ug: int, field: str) -> Iterator[Finding]:
    """R3, R11: a grant is covered by what is promised to nobody, and leaves what the policy keeps.

    `taken_ug` is what the same act grants of the piece before, in ug.
    """
    there = availability(ledger, wish.piece, (line.uid,))
    ug = wish.takes_ug
    if ug is None:
        return
    if there.left_ug is None:
        yield from _can_be_left(wish, taken_ug + ug, there, field)
        yield from stays_above_floor(ledger, wish, there.promised_ug + taken_ug + ug, field)
        return
    if wish.mode is LineMode.BY_WEIGHT and taken_ug + ug > there.left_ug:
        facts: dict[str, str | int] = {"ug": ug, "left_ug": max(0, there.left_ug - taken_ug)}
        facts["left_sign"] = there.left_sign
        number = wish.piece.number_text
        strength = Strength.AUTHORITY if _may_hold_more(wish.piece) else Strength.IMPOSSIBLE
        yield find(strength, "decide.more_than_left", "R3", field, wish.piece.uid, number=number, **facts)
    yield from stays_above_floor(ledger, wish, there.promised_ug + taken_ug + ug, field)


def _can_be_left(wish: Wish, ug: int, there: Availability, field: str) -> Iterator[Finding]:
    """R3: of a piece nobody weighed, no more is granted than was received less what came out; else it is asked."""
    facts: dict[str, str | int] = {"number": wish.piece.number_text, "ug": ug}
    if there.most_left_ug is None or ug <= there.most_left_ug:
        yield find(Strength.WARN, "decide.left_not_known", "R3", field, wish.piece.uid, **facts)
        return
    facts |= {"left_ug": there.most_left_ug, "left_sign": there.left_sign}
    yield find(Strength.IMPOSSIBLE, "decide.more_than_left", "R3", field, wish.piece.uid, **facts)


def _may_hold_more(piece: PieceState) -> bool:
    """Tell whether a stock may hold more than the book says: an estimate or a claim is no weighing."""
    return piece.quality not in {"measured", "by_difference"} or bool(piece.suspense_ug)


def is_not_decided(line: Line) -> Iterator[Finding]:
    """R12: what was decided on a line falls with what it asked for, so whoever changes that says why."""
    if line.state not in DECIDED:
        return
    facts: dict[str, str | int] = {"line": line.code, "state": str(line.state)}
    if line.granted_ug:
        facts |= {"granted_ug": line.granted_ug}
        yield find(Strength.WARN, "request.decided_with_mass", "R12", "line", line.uid, **facts)
    else:
        yield find(Strength.WARN, "request.decided", "R12", "line", line.uid, **facts)


def may_be_met(ledger: LedgerState, wanted: Wanted, kind: LoanKind, day: Day, field: str) -> Iterator[Finding]:
    """R3: no more of a piece is asked for by weight than it holds; one known by no weighing may hold more."""
    if wanted.sample is None or mode_of(ledger, wanted, kind) is not LineMode.BY_WEIGHT:
        return
    piece, ug = ledger.at(uid_of(wanted.sample), day), wanted.optimum_ug or 0
    if not piece.held_unweighed and not _may_hold_more(piece) and ug > piece.held_ug:
        facts: dict[str, str | int] = {"number": piece.number_text, "ug": ug, "held_ug": piece.held_ug}
        yield find(Strength.IMPOSSIBLE, "request.more_than_held", "R3", f"{field}.optimum_ug", piece.uid, **facts)


def _mass(line: Line, field: str) -> Iterator[Finding]:
    granted, asked, least = line.granted_ug, line.optimum_ug, line.minimum_ug
    if granted is None or granted <= 0:
        yield find(Strength.IMPOSSIBLE, "decide.no_mass", "R16", field, line.uid, line=line.code)
    elif asked is not None and granted > asked:
        facts: dict[str, str | int] = {"line": line.code, "granted_ug": granted, "asked_ug": asked}
        yield find(Strength.WARN, "decide.more_than_asked", "R16", field, line.uid, **facts)
    elif least is not None and granted < least:
        told: dict[str, str | int] = {"line": line.code, "granted_ug": granted, "minimum_ug": least}
        yield find(Strength.WARN, "decide.below_minimum", "R16", field, line.uid, **told)
