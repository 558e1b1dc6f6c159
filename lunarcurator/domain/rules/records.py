"""R12 for what is on record of anything: an act that changes it says something that is not there yet."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import Record


class OnRecord(Protocol):
    """Anything on record: a record of the desk, or a piece."""

    @property
    def uid(self) -> Uid:
        """Which it is."""

    @property
    def fields(self) -> Mapping[str, Scalar]:
        """What is on record of it."""


def changes_something(before: OnRecord, changes: Mapping[str, Scalar], field: str) -> Iterator[Finding]:
    """R12: an act that would leave a record as it is is refused, at the field that names what it is about.

    `changes` are the fields the act would set; a text that is empty and one that was never set are the same.
    """
    if _stays(before, changes):
        yield find(Strength.IMPOSSIBLE, "record.nothing_changed", "R12", field, before.uid)


def may_change_nothing(before: Record, changes: Mapping[str, Scalar], key: str, field: str) -> Iterator[Finding]:
    """R12: where an act may leave a record as it is, somebody says why it is done all the same."""
    if _stays(before, changes):
        yield find(Strength.WARN, key, "R12", field, before.uid, name=before.name)


def _stays(before: OnRecord, changes: Mapping[str, Scalar]) -> bool:
    return all((before.fields.get(key) or None) == (value or None) for key, value in changes.items())


def changes_one_of(before: Sequence[OnRecord], changes: Mapping[str, Scalar], field: str) -> Iterator[Finding]:
    """R12: an act on several records that would leave each of them as it is is refused, at the first."""
    unchanged = [found for each in before for found in changes_something(each, changes, field)]
    if len(unchanged) == len(before):
        yield from unchanged[:1]
