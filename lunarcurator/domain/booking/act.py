"""One act from operation to facts: book it, see its effects, and look whether the timeline still holds."""

from dataclasses import dataclass

from lunarcurator.domain.acts import Act
from lunarcurator.domain.booking import BOOKERS
from lunarcurator.domain.booking.outcome import Booked
from lunarcurator.domain.facts import MassLine
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.picture import Picture
from lunarcurator.domain.pieces import Recorded
from lunarcurator.domain.rules.dates import closes_later, not_in_the_future


@dataclass(frozen=True, slots=True)
class Done:
    """What an act left: its facts numbered within the entry, and all findings."""

    facts: tuple[Recorded, ...]
    findings: tuple[Finding, ...]


def perform(act: Act, picture: Picture) -> Done:
    """Book an act whose references are exact into the picture; nothing is booked where it is impossible."""
    early = tuple(not_in_the_future(act.day, picture))
    booked: Booked = BOOKERS[act.operation.KIND](act.operation, act.day, picture)
    findings = (*early, *booked.findings)
    if booked.impossible or early:
        return Done((), findings)
    recorded = picture.apply(booked.facts)
    samples = [each.fact.sample for each in recorded if isinstance(each.fact, MassLine)]
    return Done(tuple(recorded), (*findings, *closes_later(picture, samples)))
