"""R12 for what is on record of anything: an act that changes it says something that is not there yet."""

from collections.abc import Iterator, Mapping

from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.ledger_state import Record


def changes_something(before: Record, changes: Mapping[str, Scalar], field: str) -> Iterator[Finding]:
    """R12: an act that would leave a record as it is is refused, at the field that names what it is about.

    `changes` are the fields the act would set; a text that is empty and one that was never set are the same.
    """
    if all((before.fields.get(key) or None) == (value or None) for key, value in changes.items()):
        yield find(Strength.IMPOSSIBLE, "record.nothing_changed", "R12", field, before.uid)
