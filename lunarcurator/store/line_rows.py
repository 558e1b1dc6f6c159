"""The derived rows of `loan_line`: what lists of loans are filtered, sorted and summed by."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import Connection

from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.lending.lines import Line
from lunarcurator.store import derived, insert_statements, schema
from lunarcurator.store.ids import LocalIds

_DESKS: Final = ("loan", "borrower", "agreement", "shipment", "round")
_SAMPLES: Final = ("sample", "source")
_DAYS: Final = ("due", "issued", "received", "closed", "recalled")


def line_row(state: Record, ids: LocalIds) -> dict[str, Any]:
    """Return the row of a line; of one that was undone only that it is not in the book. Masses in ug."""
    line, held = Line.of(state), Line.of(state).account
    known = bool(state.fields)
    return {
        "id": ids.record(state.uid),
        "in_book": int(known),
        "code": line.code or None,
        "state": str(line.state) if known else None,
        "mode": str(line.mode) if known else None,
        **{key: ids.record(Uid(state.text(key))) if state.text(key) else None for key in _DESKS},
        **{key: ids.sample(Uid(state.text(key))) if state.text(key) else None for key in _SAMPLES},
        "granted_ug": line.granted_ug,
        "issued_ug": held.issued_ug,
        "held_ug": held.held_ug,
        "unweighed": held.unweighed,
        **{key: state.integer(key) for key in _DAYS},
        "disputed": int(bool(line.disputed)),
    }


def put_desks(connection: Connection, states: Iterable[tuple[str, Record]], ids: LocalIds) -> None:
    """Write the rows of these subjects of the desk by kind, with what is derived from the lines among them."""
    told = list(states)
    insert_statements.rows(connection, schema.desk, [derived.desk_row(kind, state, ids) for kind, state in told])
    lines: list[Mapping[str, Any]] = [line_row(state, ids) for kind, state in told if kind == Subject.LINE]
    insert_statements.rows(connection, schema.loan_line, lines)
