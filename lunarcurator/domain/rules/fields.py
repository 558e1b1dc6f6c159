"""What may be described and corrected, and whether the corrector saw what is recorded (workflow 10)."""

from collections.abc import Collection, Iterator, Mapping

from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.fields import EDITABLE, FIELDS, Field, FieldKind
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.mass import LARGEST_UG
from lunarcurator.domain.operations.describing import FieldValue
from lunarcurator.domain.pieces import PieceState

_OF_TEXT = frozenset({FieldKind.TEXT, FieldKind.TERM})


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


def may_be_said(values: Collection[FieldValue], shown_in: str) -> Iterator[Finding]:
    """R12: what is said of a piece at its birth goes into fields that may be described."""
    for each in values:
        if each.field not in EDITABLE:
            yield find(Strength.IMPOSSIBLE, "correct.not_correctable", "R12", shown_in, field_name=each.field)


def is_of_kind(
    field: str, value: Scalar, shown_in: str = "", table: Mapping[str, Field] = FIELDS
) -> Iterator[Finding]:
    """R12: a value has the kind its field is declared with; flags are 0 or 1, counts not negative.

    `shown_in` is the field of the form that can heal it, where it is not the field itself.
    """
    if value is None or field not in table:
        return
    declared, where = table[field], shown_in or field
    facts = {"field_name": field, "value": str(value)}
    if declared.kind not in _OF_TEXT:
        if not _is_number(declared.kind, value):
            yield find(Strength.IMPOSSIBLE, "field.needs_number", "R12", where, **facts)
    elif not isinstance(value, str):
        yield find(Strength.IMPOSSIBLE, "field.needs_text", "R12", where, **facts)
    elif declared.kind is FieldKind.TERM and declared.terms and value not in declared.terms:
        yield find(Strength.IMPOSSIBLE, "field.unknown_term", "R12", where, **facts)


def _is_number(kind: FieldKind, value: Scalar) -> bool:
    largest = 1 if kind is FieldKind.FLAG else LARGEST_UG
    return isinstance(value, int) and 0 <= value <= largest


def form_fits_mass(ledger: LedgerState, piece: PieceState, form: Scalar) -> Iterator[Finding]:
    """A piece whose mass counts cannot become a form that is never weighed: its mass would be nominal."""
    if isinstance(form, str) and not ledger.tables.weighs(form) and piece.held_ug:
        yield find(
            Strength.IMPOSSIBLE,
            "field.form_is_not_weighed",
            "R8",
            "form",
            piece.uid,
            number=piece.number_text,
            form=ledger.tables.form(form),
            held_ug=piece.held_ug,
        )


def form_is_known(ledger: LedgerState, form: Scalar, field: str = "form") -> Iterator[Finding]:
    """R12: a form no vocabulary knows stays the text it is, once somebody says why: no rule can read it."""
    if isinstance(form, str) and ledger.tables.forms.is_unknown(form):
        yield find(Strength.WARN, "form.unknown", "R12", field, form=form.strip())
