"""What may be annulled: an entry that is no longer as posted, where its facts can be read (R19, R20)."""

from collections.abc import Iterator
from dataclasses import dataclass

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.operations.annulling import AnnulOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class AlteredEntry:
    """How verifying finds an entry, and the journal around it.

    `altered` says that something of it is not as posted, and `answered` that an annulment answers for that.
    `missing` is the first entry that is gone, 0 for none; `breaks` counts the places where the chain breaks.
    `closes` says that its mass lines do, by themselves or together with those that took them back.
    `later` is the first later entry in force that rests on it, 0 for none.
    """

    seq: int
    altered: bool
    answered: bool = False
    missing: int = 0
    breaks: int = 0
    closes: bool = True
    readable: bool = True
    in_force: bool = True
    annulment: bool = False
    later: int = 0


def may_be_annulled(entry: AlteredEntry, outcome: AnnulOutcome) -> Iterator[Finding]:
    """R20: only what verifying finds altered is annulled; R19: and withdrawn only while nothing rests on it."""
    yield from _answers(entry)
    if outcome is AnnulOutcome.WITHDRAWN:
        yield from _may_be_withdrawn(entry)
    elif not entry.closes:
        hindered = tuple(_may_be_withdrawn(entry))
        yield from hindered or (_not("annul.does_not_close", entry),)


def _answers(entry: AlteredEntry) -> Iterator[Finding]:
    if entry.missing:
        yield _not("annul.entries_missing", entry, missing=entry.missing)
    if entry.breaks > 1:
        yield _not("annul.chain_breaks", entry, count=entry.breaks)
    if entry.answered:
        yield _not("annul.already", entry)
    elif not entry.altered:
        yield _not("annul.sound", entry)
    elif not entry.readable:
        yield _not("annul.unreadable", entry)


def _may_be_withdrawn(entry: AlteredEntry) -> Iterator[Finding]:
    """R19: what hinders a withdrawal; where the lines do not close either, nothing answers for the entry."""
    if entry.annulment:
        yield _not("annul.of_annulment" if entry.closes else "annul.never_closes", entry)
    elif not entry.in_force:
        yield _not("annul.out_of_force" if entry.closes else "annul.never_closes", entry)
    elif entry.later:
        key = "annul.rests_on" if entry.closes else "annul.rests_on_open"
        yield _not(key, entry, later=entry.later)


def _not(key: str, entry: AlteredEntry, **facts: int) -> Finding:
    return find(Strength.IMPOSSIBLE, key, "R20", "entry", f"entry:{entry.seq}", entry=entry.seq, **facts)
