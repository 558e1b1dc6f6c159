"""What must hold of any book at any time, said of the facts alone so that every kind of desk can be asked."""

from collections import defaultdict
from collections.abc import Iterable

from lunarcurator.domain.accounts import HOLDING
from lunarcurator.domain.facts import MassLine, NumberClaim, Parentage, Subject, Touch, Weighing
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.parents import with_parent
from lunarcurator.domain.pieces import CUSTODY_ACCOUNT, PieceState, Recorded, subject_of
from lunarcurator.domain.rules.custody import custody_in
from lunarcurator.domain.status import Custody, Existence


def check_closes(recorded: Iterable[Recorded]) -> None:
    """For every day, book and unit of every entry the lines sum to zero."""
    sums: dict[tuple[int, int, object], list[int]] = defaultdict(lambda: [0, 0])
    for each in recorded:
        if isinstance(each.fact, MassLine):
            total = sums[each.seq, each.fact.day, each.fact.book]
            total[0] += each.fact.ug
            total[1] += each.fact.unweighed
    assert {key: total for key, total in sums.items() if any(total)} == {}


def check_piece(ledger: LedgerState, uid: Uid) -> None:
    """At the end of every day the piece is possible, in the account of its custody, where its place says."""
    state = PieceState(uid)
    history = ledger.history(uid)
    for index, each in enumerate(history):
        state.learn(each)
        day = each.order[0]
        if index + 1 == len(history) or history[index + 1].order[0] != day:
            _check_state(state, day)
            if state.place is not None and state.custody in (Custody.HERE, Custody.REMOTE):
                assert state.custody is custody_in(ledger, state.place, day), f"{uid} on {day}"
                assert not ledger.place_at(state.place, day).retired
    _check_weighings(history)


def _check_state(state: PieceState, day: int) -> None:
    told = f"{state.uid} on {day}: {state.ug} {state.unweighed}"
    assert all(state.ug.get(account, 0) >= 0 for account in HOLDING), told
    assert all(state.unweighed.get(account, 0) in (0, 1) for account in HOLDING), told
    assert state.suspense_ug >= 0, told
    assert not (state.held_ug and state.held_unweighed), told
    others = [account for account in HOLDING if account is not CUSTODY_ACCOUNT[state.custody]]
    assert not any(state.ug.get(account) or state.unweighed.get(account) for account in others), told
    if state.existence is not Existence.EXISTS:
        assert not state.held_ug, told
        assert not state.held_unweighed, told


def _check_weighings(history: list[Recorded]) -> None:
    """Each weighing stays what was read at its day and sequence; what a late entry did before is taken back."""
    lines = [each for each in history if isinstance(each.fact, MassLine) and each.fact.account in HOLDING]
    for each in history:
        if isinstance(each.fact, Weighing):
            moment = each.order[:2]
            until = [
                line.fact
                for line in lines
                if line.order[:2] <= moment or (line.order[0] == moment[0] and line.fact.reason == "pinned")
            ]
            assert sum(line.ug for line in until) == each.fact.net_ug, f"{each.fact.sample} on {moment}"
            assert sum(line.unweighed for line in until) == 0


def check_numbers(recorded: Iterable[Recorded]) -> None:
    """On no day two pieces in force carry one number of a collection, and none but a swap gives one away."""
    claims = [each for each in recorded if isinstance(each.fact, NumberClaim)]
    held: dict[Uid, tuple[Uid, str]] = {}
    days: dict[int, list[NumberClaim]] = defaultdict(list)
    for each in sorted(claims, key=lambda recorded: recorded.order):
        days[each.order[0]].append(each.fact)
    for day, taken in days.items():
        held |= {claim.sample: (claim.collection, claim.number) for claim in taken}
        assert len(set(held.values())) == len(held), f"two pieces of one number on {day}"


def check_genealogy(recorded: Iterable[Recorded]) -> None:
    """Nothing is its own ancestor."""
    parents: dict[Uid, tuple[tuple[Uid, str], ...]] = defaultdict(tuple)
    links = [each for each in recorded if isinstance(each.fact, Parentage)]
    for each in sorted(links, key=lambda recorded: recorded.order):
        parents[each.fact.child] = with_parent(parents[each.fact.child], each.fact.parent, each.fact.role)
    for child in list(parents):
        above, level = set(), {child}
        while level:
            level = {parent for each in level for parent, _ in parents.get(each, ())}
            assert child not in level
            level -= above
            above |= level


def check_touched(recorded: Iterable[Recorded]) -> None:
    """Every subject of an entry, and each parent of a new piece, is touched by it: its journal shows it."""
    facts = list(recorded)
    touched = {(each.seq, each.fact.kind, each.fact.subject) for each in facts if isinstance(each.fact, Touch)}
    assert {(each.seq, *subject_of(each.fact)) for each in facts} <= touched
    links = [each for each in facts if isinstance(each.fact, Parentage)]
    assert {(each.seq, Subject.SAMPLE, each.fact.parent) for each in links} <= touched
