"""The lines an inventory round asks for, with the numbers and forms of their pieces."""

from typing import Final, NamedTuple

import msgspec
from sqlalchemy import Connection, and_, bindparam, func, select

from lunarcurator.domain.identity import Uid
from lunarcurator.domain.picture import DeskState
from lunarcurator.store import schema


class AskedRow(NamedTuple):
    """One line of a round: its state on the desk, and the number and form of its piece."""

    state: DeskState
    sample: int | None
    number: str
    form: str


_ASKED: Final = (
    select(
        schema.desk.c.uuid,
        schema.desk.c.fields,
        schema.desk.c.last_seq,
        schema.sample.c.id,
        schema.sample.c.number,
        schema.sample.c.form,
    )
    .join(schema.loan_line, schema.loan_line.c.id == schema.desk.c.id)
    .outerjoin(schema.sample, schema.sample.c.id == schema.loan_line.c.sample)
    .where(
        and_(
            schema.desk.c.kind == "line",
            schema.desk.c.in_book == 1,
            func.json_type(schema.desk.c.fields, bindparam("path")) == "text",
        )
    )
    .order_by(schema.desk.c.code, schema.desk.c.id)
)


_OF_PERSON: Final = _ASKED.where(
    func.json_extract(func.json_extract(schema.desk.c.fields, bindparam("path")), "$.borrower")
    == bindparam("person")
)


def asked_rows(connection: Connection, round_: Uid, person: Uid | None = None) -> list[AskedRow]:
    """Return the lines frozen for a round, or for one borrower in it, in order of their codes."""
    told: dict[str, str] = {"path": f'$."round/{round_}"'}
    if person is not None:
        told["person"] = person
    query = _ASKED if person is None else _OF_PERSON
    return [
        AskedRow(
            DeskState(Uid(uuid.hex()), msgspec.json.decode(fields), last_seq), sample, number or "", form or ""
        )
        for uuid, fields, last_seq, sample, number, form in connection.execute(query, told)
    ]
