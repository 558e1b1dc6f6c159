"""The lines an inventory round asks for, with the numbers and forms of their pieces."""

# ruff: noqa: S608 - the queries are put together from constants of this package only

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Connection, and_, select, text

from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.lending.lines import LEFT
from lunarcurator.domain.lending.rounds import ANSWER, FROZEN
from lunarcurator.domain.numbering.sorting import text_key
from lunarcurator.domain.tolerance import Certainty
from lunarcurator.store import schema
from lunarcurator.store.reads.records_then import DESK_NOW, RecordLens
from lunarcurator.store.reads.telling import told, told_number
from lunarcurator.typed_json import decoder_of


class AskedRow(NamedTuple):
    """One line of a round: its state on the desk, and number, form, mass in ug and its quality of its piece.

    The mass is None where nobody knows it, `resolution_ug` its last place.
    """

    state: Record
    sample: int | None
    number: str
    form: str
    mass_ug: int | None
    quality: str
    resolution_ug: int | None


_ASKED: Final = (
    f"SELECT d.uuid, d.fields, d.last_seq, s.id, {told('s')}, s.form,"
    " CASE WHEN s.unweighed = 0 THEN s.mass_ug END, s.mass_quality, s.resolution_ug"
    " FROM desk d JOIN loan_line l ON l.id = d.id"
    " LEFT JOIN sample s ON s.id = l.sample"
    " WHERE d.kind = 'line' AND d.in_book = 1 AND json_type(d.fields, :path) = 'text'"
)
_OF_PERSON: Final = " AND json_extract(json_extract(d.fields, :path), '$.borrower') = :person"
_STILL_THEIRS: Final = " AND l.borrower = (SELECT p.id FROM desk p WHERE p.uuid = unhex(:person))"
_IN_ORDER: Final = " ORDER BY d.id"


_WEIGHED_ON: Final = text(
    "SELECT w.sample, w.resolution_ug, b.fields FROM weighing w JOIN sample s ON s.id = w.sample"
    " LEFT JOIN desk b ON b.id = w.balance WHERE s.id IN (SELECT value FROM json_each(:samples))"
    " AND w.day = s.weighed AND w.resolution_ug = s.resolution_ug"
    " AND w.entry NOT IN (SELECT seq FROM undone) ORDER BY w.entry, w.n"
)
_LINES_DONE: Final = (
    f"SELECT d.fields FROM desk d WHERE d.kind = 'line' AND d.in_book = 1 AND (instr(d.fields, '\"{ANSWER}') > 0"
    f" OR (instr(d.fields, '\"{FROZEN}') > 0"
    " AND (instr(d.fields, '\"closed\":') > 0 OR instr(d.fields, '\"lost\":') > 0)))"
)


class _Answer(msgspec.Struct):
    aside: str = ""


class _Frozen(msgspec.Struct):
    borrower: str


_fields_of: Final = decoder_of(dict[str, Any]).decode
_answer_of: Final = decoder_of(_Answer).decode
_frozen_of: Final = decoder_of(_Frozen).decode


def lines_done(connection: Connection, lens: RecordLens = DESK_NOW) -> Counter[tuple[Uid, Uid]]:
    """Return by round and borrower how many lines need no answer, as `needs_no_answer` says."""
    # Read here, not by the JSON functions of SQLite: for ten thousand lines they take ten times as long.
    found: Counter[tuple[Uid, Uid]] = Counter()
    for (fields,) in lens.ask(connection, _LINES_DONE):
        told = _fields_of(fields)
        asked = ((key.removeprefix(FROZEN), kept) for key, kept in told.items() if key.startswith(FROZEN) and kept)
        for round_, frozen in asked:
            answer = told.get(f"{ANSWER}{round_}")
            if told.get("closed") or told.get("lost") or (answer and not _answer_of(answer).aside):
                found[Uid(round_), Uid(_frozen_of(frozen).borrower)] += 1
    return found


def asked_rows(
    connection: Connection,
    round_: Uid,
    person: Uid | None = None,
    lens: RecordLens = DESK_NOW,
    expected: int = 0,
) -> list[AskedRow]:
    """Return the lines frozen for a round, or for one borrower in it, in order of their codes.

    Of a borrower so many lines are `expected`: where he has them all still, no others are looked through.
    """
    if person is None:
        return _asked(connection, lens, _ASKED, {"path": f'$."round/{round_}"'})
    told = {"path": f'$."round/{round_}"', "person": person}
    found = _asked(connection, lens, f"{_ASKED}{_STILL_THEIRS}{_OF_PERSON}", told) if expected else []
    return found if found and len(found) == expected else _asked(connection, lens, f"{_ASKED}{_OF_PERSON}", told)


def _asked(connection: Connection, lens: RecordLens, query: str, told: dict[str, str]) -> list[AskedRow]:
    asked = lens.ask(connection, f"{query}{_IN_ORDER}", told)
    found = [
        AskedRow(
            Record(Uid(uuid.hex()), msgspec.json.decode(fields), last_seq),
            sample,
            number or "",
            form or "",
            mass_ug,
            quality or "",
            fine,
        )
        for uuid, fields, last_seq, sample, number, form, mass_ug, quality, fine in asked
    ]
    return sorted(found, key=lambda row: text_key(row.state.code))


def weighed_on(connection: Connection, samples: Sequence[int]) -> dict[int, Certainty]:
    """Return of pieces whose mass rests on a weighing on a balance what that was and is certain to."""
    found: dict[int, Certainty] = {}
    for sample, place, balance in connection.execute(_WEIGHED_ON, {"samples": json.dumps(samples)}):
        told = msgspec.json.decode(balance) if balance else {}
        found[sample] = Certainty(place, told.get("uncertainty_ug") or 0, of_balance=bool(balance))
    return found


def numbers_out(connection: Connection, people: Sequence[Uid]) -> dict[Uid, frozenset[str]]:
    """Return for each of these people the numbers of what is out with them now, bare and told apart."""
    query = (
        select(schema.desk.c.uuid, schema.sample.c.number, told_number())
        .select_from(schema.loan_line)
        .join(schema.desk, schema.desk.c.id == schema.loan_line.c.borrower)
        .join(schema.sample, schema.sample.c.id == schema.loan_line.c.sample)
        .where(
            and_(
                schema.loan_line.c.in_book == 1,
                schema.loan_line.c.state.in_([str(each) for each in LEFT]),
                schema.desk.c.uuid.in_([bytes.fromhex(each) for each in people]),
            )
        )
    )
    found: dict[Uid, set[str]] = {}
    for uuid, *called in connection.execute(query):
        found.setdefault(Uid(uuid.hex()), set()).update(called)
    return {person: frozenset(numbers) for person, numbers in found.items()}
