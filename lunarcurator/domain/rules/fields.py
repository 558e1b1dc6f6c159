"""What may be described and corrected, and whether the corrector saw what is recorded (workflow 10)."""

from collections.abc import Collection, Iterator, Mapping

from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.fields import FIELDS, FieldKind
from lunarcurator.domain.findings import Finding, Strength, find


def is_correctable(
    allowed: Collection[str], recorded: Mapping[str, Scalar], field: str, old: Scalar, new: Scalar
) -> Iterator[Finding]:
    """R12: the field may be corrected, the corrector saw the value that stands, and the new one differs."""
    if field not in allowed:
        yield find(Strength.IMPOSSIBLE, "correct.not_correctable", "R12", "field", field_name=field)
        return
    now = recorded.get(field)
    if now != old:
        yield find(
            Strength.IMPOSSIBLE,
            "correct.stale",
            "R12",
            "old",
            field_name=field,
            now="" if now is None else now,
            old="" if old is None else old,
        )
    elif now == new:
        yield find(Strength.IMPOSSIBLE, "correct.same", "R12", "new", field_name=field)


def is_of_kind(field: str, value: Scalar) -> Iterator[Finding]:
    """A value has the kind its field is declared with; flags are 0 or 1, counts not negative."""
    if value is None:
        return
    kind = FIELDS[field].kind
    whole = kind in {FieldKind.INTEGER, FieldKind.MASS, FieldKind.DAY, FieldKind.PERCENT, FieldKind.AREA}
    if whole and (not isinstance(value, int) or value < 0):
        yield find(Strength.IMPOSSIBLE, "field.needs_number", "R12", field, field_name=field, value=str(value))
    elif not whole and not isinstance(value, str):
        yield find(Strength.IMPOSSIBLE, "field.needs_text", "R12", field, field_name=field, value=str(value))
    elif kind is FieldKind.TERM and FIELDS[field].terms and value not in FIELDS[field].terms:
        yield find(Strength.IMPOSSIBLE, "field.unknown_term", "R12", field, field_name=field, value=str(value))
