"""The lines on which pieces ever went out, with the names of those who answered for them."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import msgspec
from sqlalchemy import Connection, bindparam, func, select

from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import Record
from lunarcurator.store import schema


class LentRow(NamedTuple):
    """One line that went out: the local id of its piece, its state, and the names of those who answer for it."""

    sample: int
    state: Record
    borrower: str
    institution: str


_person, _place = schema.desk.alias("person"), schema.desk.alias("place")
_agreement, _house = schema.desk.alias("agreement"), schema.desk.alias("house")
_LENT: Final = (
    select(
        schema.loan_line.c.sample,
        schema.desk.c.uuid,
        schema.desk.c.fields,
        schema.desk.c.last_seq,
        _person.c.name,
        func.coalesce(_house.c.name, _place.c.name).label("institution"),
    )
    .join(schema.desk, schema.desk.c.id == schema.loan_line.c.id)
    .outerjoin(_person, _person.c.id == schema.loan_line.c.borrower)
    .outerjoin(_place, _place.c.uuid == func.unhex(func.json_extract(_person.c.fields, "$.institution")))
    .outerjoin(_agreement, _agreement.c.id == schema.loan_line.c.agreement)
    .outerjoin(_house, _house.c.uuid == func.unhex(func.json_extract(_agreement.c.fields, "$.institution")))
    .where(
        schema.loan_line.c.in_book == 1,
        schema.loan_line.c.issued > 0,
        schema.loan_line.c.sample.in_(bindparam("samples", expanding=True)),
    )
    .order_by(schema.loan_line.c.issued, schema.loan_line.c.id)
)
_NAMES: Final = (
    select(_person.c.uuid, _person.c.name, _place.c.name.label("institution"))
    .outerjoin(_place, _place.c.uuid == func.unhex(func.json_extract(_person.c.fields, "$.institution")))
    .where(_person.c.kind == "person", _person.c.uuid.in_(bindparam("people", expanding=True)))
)
_AGREED: Final = (
    select(_agreement.c.uuid, _house.c.name)
    .join(_house, _house.c.uuid == func.unhex(func.json_extract(_agreement.c.fields, "$.institution")))
    .where(_agreement.c.kind == "agreement", _agreement.c.uuid.in_(bindparam("agreements", expanding=True)))
)
_MOST: Final = 500


def lent_rows(connection: Connection, samples: Sequence[int]) -> list[LentRow]:
    """Return the lines on which any of these pieces went out, the earliest first."""
    found: list[LentRow] = []
    for start in range(0, len(samples), _MOST):
        for row in connection.execute(_LENT, {"samples": list(samples[start : start + _MOST])}):
            state = Record(Uid(row.uuid.hex()), msgspec.json.decode(row.fields), row.last_seq)
            found.append(LentRow(row.sample, state, row.name or "", row.institution or ""))
    return sorted(found, key=lambda each: each.state.integer("issued") or 0)


def people_named(connection: Connection, people: Sequence[Uid]) -> dict[Uid, tuple[str, str]]:
    """Return the names of people and of their institutions."""
    wanted = [bytes.fromhex(each) for each in people]
    return {
        Uid(row.uuid.hex()): (row.name or "", row.institution or "")
        for start in range(0, len(wanted), _MOST)
        for row in connection.execute(_NAMES, {"people": wanted[start : start + _MOST]})
    }


def houses_agreed(connection: Connection, agreements: Sequence[Uid]) -> dict[Uid, str]:
    """Return the names of the institutions these agreements are with; one with none is left out."""
    wanted = [bytes.fromhex(each) for each in agreements]
    return {
        Uid(row.uuid.hex()): row.name
        for start in range(0, len(wanted), _MOST)
        for row in connection.execute(_AGREED, {"agreements": wanted[start : start + _MOST]})
    }
