"""Taking an entry back: exact negation on its own days, set by set."""

import json
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, delete, insert, literal_column, or_, select, update
from sqlalchemy.sql import func

from lunarcurator.domain.facts import DESK_SUBJECTS, Fact, NameClaim, NumberClaim
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.pieces import PieceState, fold, fold_place
from lunarcurator.store import derived, full_text, insert_statements, negation, schema, select_statements
from lunarcurator.store.fact_reading import desk_facts, entry_facts, piece_facts, place_facts
from lunarcurator.store.line_rows import put_desks
from lunarcurator.store.reads.entry import original_act
from lunarcurator.store.statements import Prepared
from lunarcurator.store.writing import Writer, regroup, standing

_NUMBERS: Final = frozenset(
    {"in_book", "daughters", "mass_ug", "unweighed", "suspense_ug", "first_day", "last_day", "last_seq"}
)
_touch: Final = schema.touch
_other: Final = _touch.alias("other")
_STANDS: Final = (
    select(_other.c.entry)
    .where(
        _other.c.kind == _touch.c.kind,
        _other.c.subject == _touch.c.subject,
        _other.c.entry.not_in(select(schema.undone.c.seq)),
    )
    .exists()
)
_TOUCHED: Final = _touch.c.entry == bindparam("entry")
_LIVING: Final = Prepared(
    select(_touch.c.kind, _touch.c.subject).where(_TOUCHED, or_(_touch.c.kind != "sample", _STANDS)).distinct()
)
_IDS: Final = select(func.json_each(bindparam("ids")).table_valued("value").c.value)
_UNBORN: Final = Prepared(
    select(func.json_group_array(_touch.c.subject.distinct())).where(
        _TOUCHED, _touch.c.kind == "sample", _touch.c.subject.not_in(_IDS)
    )
)
_UNNAMED: Final = Prepared(delete(schema.name).where(schema.name.c.sample.in_(_IDS)))
_BLANK: Final = Prepared(
    update(schema.sample)
    .where(schema.sample.c.id.in_(_IDS))
    .values(
        {
            each: literal_column("0" if each.name in _NUMBERS else "id" if each.name == "root" else "NULL")
            for each in schema.sample.columns
            if each.name not in ("id", "uuid")
        }
    )
)


def negate(writer: Writer, connection: Connection, reversed_entry: Row[Any]) -> None:
    """Write the negated lines and the touches of an entry, mark both out of force, and derive state anew."""
    seq = reversed_entry.seq
    with negation.negated(connection, seq, reversed_entry.acts) as negated:
        negation.negate_lines(connection, seq, writer.seq)
        negation.repeat_touches(connection, seq, writer.seq)
        _mark(writer, connection, reversed_entry)
        refresh(connection, seq, writer)
        insert_statements.years(connection, negated.result().years)
        writer.digest.take(negated.result().digests)


def _mark(writer: Writer, connection: Connection, reversed_entry: Row[Any]) -> None:
    """Put the reversal out of force, and turn over the act at the end of its chain: undone, redone, undone."""
    undone = schema.undone
    act = original_act(connection, reversed_entry.seq)
    connection.execute(insert(undone).values(seq=writer.seq))
    if connection.execute(delete(undone).where(undone.c.seq == act)).rowcount == 0:
        connection.execute(insert(undone).values(seq=act))


def brought_back(writer: Writer, connection: Connection, row: Row[Any]) -> list[Fact]:
    """Return the facts an undo or redo has just turned over, if a place was touched since; else none.

    What was put back may then stand where it cannot; without such a touch nothing can have changed under it.
    """
    act, touch = original_act(connection, row.seq), schema.touch
    since = select(touch.c.entry).where(touch.c.kind == "place", touch.c.entry > act, touch.c.entry < writer.seq)
    if connection.execute(since.limit(1)).one_or_none() is None:
        return []
    return [each.fact for each in entry_facts(connection, act)]


def refresh(connection: Connection, seq: int, writer: Writer) -> None:
    """Derive anew the state of everything an entry touched, from the facts now in force."""
    subjects: dict[str, list[int]] = {}
    for kind, subject in _LIVING.rows(connection, entry=seq):
        subjects.setdefault(kind, []).append(subject)
    living = json.dumps(subjects.get("sample", []))
    _forget(connection, _UNBORN.value(connection, entry=seq, ids=living))
    for kind in DESK_SUBJECTS:
        _refresh_desks(connection, kind, subjects.get(kind, []), writer)
    _refresh_places(connection, subjects.get("place", []), writer)
    _refresh_samples(connection, subjects.get("sample", []), writer)


def refresh_pieces(connection: Connection, ids: list[int], writer: Writer) -> None:
    """Derive anew the state of these pieces, which something in force speaks of."""
    _refresh_samples(connection, ids, writer)


def _forget(connection: Connection, samples: str) -> None:
    """Take out of the book, set by set, a JSON list of pieces about which nothing in force speaks any more."""
    for statement in (_UNNAMED, _BLANK):
        statement.run_named(connection, [{"ids": samples}])
    full_text.take_out_set(connection, samples)


def _refresh_desks(connection: Connection, kind: str, ids: list[int], writer: Writer) -> None:
    known = desk_facts(connection, ids, kind)
    uids = [Uid(uid.hex()) for uid in select_statements.DESK_UIDS.column(connection, ids=json.dumps(ids))]
    put_desks(connection, [(kind, derived.fold_desk(uid, known.get(uid, ()))) for uid in uids], writer.ids)


def _refresh_places(connection: Connection, ids: list[int], writer: Writer) -> None:
    known = place_facts(connection, ids)
    uids = [Uid(uid.hex()) for uid in select_statements.PLACE_UIDS.column(connection, ids=json.dumps(ids))]
    rows = [derived.place_row(fold_place(uid, known.get(uid, ())), writer.ids) for uid in uids]
    insert_statements.rows(connection, schema.place, rows)


def _refresh_samples(connection: Connection, ids: list[int], writer: Writer, chunk: int = 2_000) -> None:
    parents: set[int] = set()
    for at in range(0, len(ids), chunk):
        part = ids[at : at + chunk]
        known = piece_facts(connection, part)
        states = [fold(uid, facts) for uid, facts in known.items()]
        roots = _roots(connection, states, writer)
        before = standing(connection, part)
        rows = [derived.sample_row(state, writer.ids, roots) | {"daughters": 0} for state in states]
        insert_statements.rows(connection, schema.sample, rows)
        regroup(connection, before)
        parents.update(row["parent"] for row in rows if row["parent"] is not None)
        insert_statements.no_names(connection, part)
        names: list[dict[str, Any]] = []
        words: list[tuple[int, str]] = []
        for state in states:
            claims = sorted(known[state.uid], key=lambda each: each.order)
            held = [each.fact for each in claims if isinstance(each.fact, NumberClaim | NameClaim)]
            mine = derived.name_rows(writer.ids.sample(state.uid), held)
            names += mine
            words.append((writer.ids.sample(state.uid), derived.searched_words(state, mine)))
        insert_statements.names(connection, names)
        full_text.put(connection, words)
    insert_statements.count_daughters(connection, {*parents, *ids})


def _roots(connection: Connection, states: list[PieceState], writer: Writer) -> dict[Uid, int]:
    """Return the root id of every parent of these pieces, which may be among them themselves."""
    mine = {state.uid: state for state in states}
    roots: dict[Uid, int] = {}

    def root_of(uid: Uid) -> int:
        if uid not in roots:
            state = mine.get(uid)
            if state is not None:
                roots[uid] = root_of(state.parents[0][0]) if state.parents else writer.ids.sample(uid)
            else:
                query = select(schema.sample.c.root).where(schema.sample.c.id == writer.ids.sample(uid))
                roots[uid] = connection.execute(query).scalar_one()
        return roots[uid]

    for state in states:
        if state.parents:
            root_of(state.parents[0][0])
    return roots
