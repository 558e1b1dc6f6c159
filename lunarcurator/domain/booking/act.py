"""One act from operation to facts: book it, see its effects, and look whether the timeline still holds."""

from collections.abc import Iterable
from dataclasses import dataclass

from lunarcurator.domain.acts import Act
from lunarcurator.domain.booking.bookers import BOOKERS
from lunarcurator.domain.booking.late_entry_propagation import propagated
from lunarcurator.domain.booking.mass_quality import restated_quality
from lunarcurator.domain.booking.outcome import Booked, blocked, touch
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, MassLine, Subject, Touch
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.operations import Weigh
from lunarcurator.domain.operations.requesting import PrepareLines
from lunarcurator.domain.pieces import Recorded, subject_of
from lunarcurator.domain.rules.accounting import lines_hold
from lunarcurator.domain.rules.dates import closes_later, not_in_the_future
from lunarcurator.domain.rules.documents import are_sealed
from lunarcurator.domain.rules.foreign_names import names_are_foreign
from lunarcurator.domain.rules.party_names import parties_are_no_numbers
from lunarcurator.domain.rules.reservations import Shortfall, reservations_hold, shortfalls


@dataclass(frozen=True, slots=True)
class Done:
    """What an act left: its facts numbered within the entry, and all findings."""

    facts: tuple[Recorded, ...]
    findings: tuple[Finding, ...]


def perform(act: Act, ledger: LedgerState) -> Done:
    """Book an act whose references and day are exact; nothing is booked where it is impossible.

    `effective_day` makes a day exact. Raises `NumberTextError` where a number is none of its scheme.
    """
    early = (*not_in_the_future(act.day, ledger), *are_sealed(act.operation))
    names = [*names_are_foreign(act.operation, ledger), *parties_are_no_numbers(act.operation, ledger)]
    booked: Booked = BOOKERS[act.operation.KIND](act.operation, act.day, ledger)
    findings = (*early, *names, *booked.findings)
    if booked.impossible or early or blocked(names):
        return Done((), findings)
    recorded = ledger.apply(_complete(booked.facts, ledger, act.day))
    recorded += ledger.apply(restated_quality(recorded, ledger))
    weighing = isinstance(act.operation, Weigh | PrepareLines)
    short = shortfalls(ledger, recorded)
    recorded += ledger.apply(_told_to_lines(short, act.day))
    samples = [each.fact.sample for each in recorded if isinstance(each.fact, MassLine)]
    found = (
        *findings,
        *closes_later(ledger, samples),
        *lines_hold(ledger, recorded),
        *reservations_hold(short, weighing=weighing),
    )
    return Done(tuple(recorded), found)


def _told_to_lines(short: Iterable[Shortfall], day: Day) -> tuple[Touch, ...]:
    """Return the touches by which lines are told that less is left for them than they were promised."""
    return tuple(
        touch(Subject.LINE, line.uid, day, short_since=day, short_left_ug=each.piece.held_ug)
        for each in short
        for line in each.lines
    )


def _complete(facts: tuple[Fact, ...], ledger: LedgerState, day: Day) -> tuple[Fact, ...]:
    """Add what the act calls for later, and a touch of each piece it concerns without saying so.

    The touches make the act show in the journal of every piece, and stand in the way of undoing what it rests on.
    """
    complete = (*facts, *propagated(facts, ledger))
    touched = {(fact.kind, fact.subject) for fact in facts if isinstance(fact, Touch)}
    others = dict.fromkeys(subject for fact in complete if (subject := subject_of(fact)) not in touched)
    return (*complete, *(touch(kind, uid, day) for kind, uid in others))
