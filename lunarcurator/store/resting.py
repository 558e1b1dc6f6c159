"""What rests on an entry, found from the one table of references (`domain.resting`)."""

import json
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import msgspec
from sqlalchemy import Column, Connection, Row, Select, func, or_, select

from lunarcurator.domain.facts import DESK_SUBJECTS, Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.resting import (
    HARMLESS,
    NAMED,
    TEXTS,
    ByText,
    carries,
    keys_naming,
    named_by_text,
    named_in,
    naming,
)
from lunarcurator.domain.words_folding import plain_code
from lunarcurator.store import schema
from lunarcurator.store.reads import entry as chain

NAMING_FACTS: Final[Mapping[Column[Any], Subject]] = MappingProxyType(
    {
        schema.placement.c.place: Subject.PLACE,
        schema.container_move.c.parent: Subject.PLACE,
        schema.sighting.c.place: Subject.PLACE,
        schema.exposure.c.place: Subject.PLACE,
        schema.check_result.c.expected: Subject.PLACE,
        schema.check_result.c.seen: Subject.PLACE,
        schema.check_result.c.check: Subject.CHECK,
        schema.number_claim.c.collection: Subject.COLLECTION,
        schema.weighing.c.balance: Subject.BALANCE,
    }
)
"""The columns by which a fact names a place or a record that its entry may not touch, and which kind it names."""

KNOWN_OTHERWISE: Final[Mapping[Column[Any], str]] = MappingProxyType(
    {
        schema.placement.c.home: "a piece was in its home before, or its home is where it is put",
        schema.placement.c.holder: "nothing is held by a place yet",
        schema.container_move.c.place: "the place that moves is touched",
    }
)
"""The other columns that name one, and why nobody has to look there."""

_NAMES: Final = frozenset({"name", "code", "retired"})
"""The fields that give a name to a record or place, or give it away."""

_FEW: Final = 32
"""So many uids are looked for in the text of each record; with more it is quicker to read the records."""

_LARGE: Final = 1_000
"""Acts from which on an entry touches more than is likely to have been posted after it."""

_entry, _touch, _desk, _place = schema.entry, schema.touch, schema.desk, schema.place
_UNDONE: Final = select(schema.undone.c.seq)
_LISTED: Final = (*sorted(HARMLESS), "reverse")
_SAYING: Final = (*sorted({kind for kind, _ in TEXTS}), "batch", "import")
_BY_TEXT: Final = frozenset(by.names for by in TEXTS.values())
_UNDER_TEXT: Final = frozenset(by.names for by in TEXTS.values() if by.under)
_KINDS_WRITTEN: Final = tuple(f'"{kind}"'.encode() for kind, _ in TEXTS)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A later entry in force that rests on the one to be taken back, or came in the way of doing it again."""

    seq: int
    kind: str


def resting_on(connection: Connection, act: int) -> Obstacle | None:
    """Return the first entry in force after an act that rests on it, or None.

    It may have been posted before the act was undone and done again, and have come back itself since.
    """
    touched = _touched_beside_pieces(connection, act)
    kinds: tuple[Subject, ...] = tuple(Subject)
    if _is_harmless(connection, act):
        # Nobody relies on a label or a sighting, only on what a count opened.
        kinds = DESK_SUBJECTS
        touched = [row for row in touched if row.kind in kinds]
    return _earliest(
        [
            _posted_by(connection, touched, act),
            _first_acting(connection, act, kinds, touched),
            _name_taken(connection, act, [row for row in touched if row.there]),
            _seen_there(connection, touched, act),
        ]
    )


def in_the_way(connection: Connection, act: int, undone_by: int) -> Obstacle | None:
    """Return what came since an act was undone that keeps it from being done again, or None.

    That is what now rests on it, what changed something it rests on, or took that back, or did that again.
    """
    if connection.execute(select(_entry.c.seq).where(_entry.c.seq > undone_by).limit(1)).one_or_none() is None:
        return None
    named = _named_by(connection, act)
    found = [
        _name_taken(connection, act, _touched_beside_pieces(connection, act), again=True),
        resting_on(connection, act),
        _changed_since(connection, named, undone_by),
        _turned_since(connection, act, named, undone_by),
    ]
    return _earliest(found)


def _earliest(found: Iterable[Obstacle | None]) -> Obstacle | None:
    return min((each for each in found if each is not None), key=lambda each: each.seq, default=None)


def _first_acting(
    connection: Connection, act: int, kinds: Collection[Subject], touched: Collection[Row[Any]]
) -> Obstacle | None:
    """Return the first entry that rests on an act by what it does; harmless ones are passed over."""
    after = act
    while _anything_after(connection, after):
        found = [
            _touching(connection, act, kinds, after),
            *_naming_in_facts(connection, touched, after),
            _through_records(connection, touched, after),
            _naming_in_texts(connection, touched, after),
        ]
        first = min((each for each in found if each is not None), default=None)
        if first is None:
            return None
        if not _is_harmless(connection, first):
            return _as_obstacle(connection, first)
        after = first
    return None


def _anything_after(connection: Connection, after: int) -> bool:
    query = select(_entry.c.seq).where(_stands(_entry.c.seq, after), _entry.c.kind.not_in(_LISTED))
    return connection.execute(query.limit(1)).one_or_none() is not None


def _as_obstacle(connection: Connection, seq: int) -> Obstacle:
    return Obstacle(seq, connection.execute(select(_entry.c.kind).where(_entry.c.seq == seq)).scalar_one())


def _stands(seq: Any, after: int) -> Any:
    return (seq > after) & seq.not_in(_UNDONE)


def _first(connection: Connection, query: Select[Any], seq: Any, after: int) -> int | None:
    """Return the first entry of a query that stands and is not harmless; `seq` is its column of entries."""
    query = query.with_only_columns(func.min(seq)).where(_stands(seq, after), _acts(seq))
    found: int | None = connection.execute(query).scalar_one()
    return found


def _acts(seq: Any) -> Any:
    """Return the condition that an entry is neither harmless nor an undo.

    It is a question of its own for each entry: joined, SQLite would go through all the entries there are.
    """
    return select(_entry.c.kind).where(_entry.c.seq == seq).scalar_subquery().not_in(_LISTED)


def _touching(connection: Connection, act: int, kinds: Collection[str], after: int) -> int | None:
    """1. It touches the same piece, place or record."""
    mine, other = _touch.alias("mine"), _touch.alias("other")
    both = (other.c.kind == mine.c.kind) & (other.c.subject == mine.c.subject)
    query = select(other.c.entry).select_from(mine).join(other, both).where(mine.c.entry == act)
    if len(kinds) < len(Subject):
        query = query.where(mine.c.kind.in_(list(kinds)))
    acts = connection.execute(select(_entry.c.acts).where(_entry.c.seq == act)).scalar_one()
    if acts < _LARGE:
        return _first(connection, query, other.c.entry, after)
    # Of what a large entry touched one would look at each: the entries after it are fewer.
    query = query.join(_entry, _entry.c.seq == other.c.entry)
    query = query.where(_stands(other.c.entry, after), _entry.c.kind.not_in(_LISTED)).order_by(other.c.entry)
    found: int | None = connection.execute(query.limit(1)).scalar_one_or_none()
    return found


def _touched_beside_pieces(connection: Connection, act: int) -> Sequence[Row[Any]]:
    """Return each touch of a place or record by an act: kind, subject, uuid, changes, and whether it was there."""
    before = _touch.alias("before")
    earlier = (
        select(before.c.entry)
        .where(
            before.c.kind == _touch.c.kind,
            before.c.subject == _touch.c.subject,
            before.c.entry < act,
            before.c.entry.not_in(_UNDONE),
        )
        .exists()
    )
    is_place = _touch.c.kind == Subject.PLACE
    query = (
        select(
            _touch.c.kind,
            _touch.c.subject,
            func.coalesce(_place.c.uuid, _desk.c.uuid).label("uuid"),
            _touch.c.changes,
            func.coalesce(_desk.c.fields, "{}").label("fields"),
            earlier.label("there"),
        )
        .outerjoin(_place, is_place & (_place.c.id == _touch.c.subject))
        .outerjoin(_desk, ~is_place & (_desk.c.id == _touch.c.subject))
        .where(_touch.c.entry == act, _touch.c.kind != Subject.SAMPLE)
    )
    return connection.execute(query).all()


def _naming_in_facts(connection: Connection, touched: Iterable[Row[Any]], after: int) -> Iterator[int | None]:
    """2. One of its facts names a place or record the entry touched."""
    ids: dict[str, list[int]] = {}
    for row in touched:
        ids.setdefault(row.kind, []).append(row.subject)
    for column, kind in NAMING_FACTS.items():
        if kind in ids:
            query = select(column.table.c.entry).where(column.in_(_listed(ids[kind])))
            yield _first(connection, query, column.table.c.entry, after)


def _naming_in_texts(connection: Connection, touched: Iterable[Row[Any]], after: int) -> int | None:
    """2. It names, by its number or name as somebody wrote it, a record that the entry made or changed."""
    wanted = _given_names(touched)
    if not wanted:
        return None
    query = select(_entry.c.seq).where(_stands(_entry.c.seq, after), _entry.c.kind.in_(_SAYING))
    for seq in connection.execute(query.order_by(_entry.c.seq)).scalars():
        if any(_rests_on(wanted.get((by.names, text)), by) for by, text in _texts_of(connection, seq)):
            return int(seq)
    return None


def _rests_on(made: bool | None, by: ByText) -> bool:
    """Tell whether what is named was made by the entry, or changed where what names it stands under it."""
    return made is True or (made is False and by.under)


def _given_names(touched: Iterable[Row[Any]]) -> dict[tuple[str, str], bool]:
    """Return the names of the records that one may name by a text, by kind, and whether the entry made them."""
    names: dict[tuple[str, str], bool] = {}
    for row in touched:
        changes = dict(msgspec.json.decode(row.changes))
        if (row.kind in _BY_TEXT and not row.there) or (row.kind in _UNDER_TEXT and carries(changes)):
            told = _names_of(msgspec.json.decode(row.fields), changes)
            names |= {(row.kind, name): not row.there for name in told}
    return names


def _names_of(*told: Mapping[str, Any]) -> set[str]:
    return {plain_code(str(each[key])) for each in told for key in ("name", "code") if each.get(key)}


def _texts_of(connection: Connection, seq: int) -> list[tuple[ByText, str]]:
    """Return what the acts of an entry name by a text."""
    # Most parts of a large entry have no such act, and are not read as JSON.
    parts = (part for part in _parts_of(connection, seq) if any(kind in part for kind in _KINDS_WRITTEN))
    acts = (act for part in parts for act in msgspec.json.decode(part))
    return [each for act in acts for each in named_by_text(act["kind"], act["operation"])]


def _parts_of(connection: Connection, seq: int) -> Iterator[bytes]:
    part = schema.entry_part
    for told, packed in connection.execute(select(part.c.payload, part.c.packed).where(part.c.entry == seq)):
        yield zlib.decompress(told) if packed else told


def _seen_there(connection: Connection, touched: Iterable[Row[Any]], after: int) -> Obstacle | None:
    """Return the first sighting or count that names a place which the entry set up, or None."""
    made = [row for row in touched if row.kind == Subject.PLACE and not row.there]
    if not made:
        return None
    found = [_first_counting(connection, [row.uuid.hex() for row in made], after)]
    for column, kind in NAMING_FACTS.items():
        if kind == Subject.PLACE:
            seq = column.table.c.entry
            naming_it = column.in_(_listed([row.subject for row in made]))
            found.append(
                connection.execute(select(func.min(seq)).where(naming_it, _stands(seq, after))).scalar_one()
            )
    return _earliest(_as_obstacle(connection, each) for each in found if each is not None)


def _first_counting(connection: Connection, places: Iterable[str], after: int) -> int | None:
    """Return the first count of one of these places; a count of an empty one has no facts of pieces."""
    uids = func.json_each(json.dumps(list(places))).table_valued("value")
    both = (_touch.c.kind == _desk.c.kind) & (_touch.c.subject == _desk.c.id)
    counted = func.json_extract(_desk.c.fields, "$.place").in_(select(uids.c.value))
    query = select(func.min(_touch.c.entry)).select_from(_desk).join(_touch, both)
    query = query.where(_desk.c.kind == Subject.CHECK, counted, _stands(_touch.c.entry, after))
    found: int | None = connection.execute(query).scalar_one()
    return found


def _posted_by(connection: Connection, touched: Iterable[Row[Any]], after: int) -> Obstacle | None:
    """2. An operator the entry touched stands behind it. Who posted a label or a sighting must be known too."""
    people = [row.uuid for row in touched if row.kind == Subject.OPERATOR]
    if not people:
        return None
    stands_behind = or_(_entry.c.operator.in_(people), _entry.c.witness.in_(people))
    query = select(func.min(_entry.c.seq)).where(_stands(_entry.c.seq, after), stands_behind)
    first = connection.execute(query).scalar_one()
    return None if first is None else _as_obstacle(connection, first)


def _name_taken(
    connection: Connection, act: int, touched: Iterable[Row[Any]], *, again: bool = False
) -> Obstacle | None:
    """Return the entry that gave a name away which would come back with this act, or without it.

    No two records of a kind have one name, and no two places in use in one place (R1); people may, and the name
    of a line is that of its loan.
    """
    found: list[Obstacle | None] = []
    for row in touched:
        told = dict(msgspec.json.decode(row.changes))
        if row.kind not in (Subject.PERSON, Subject.LINE) and not told.keys().isdisjoint(_NAMES):
            fields = _fields_then(connection, act, row, again=again)
            parent = _parent_then(act, row, again=again)
            others = _others_named(connection, row, fields, parent)
            found += [_naming(connection, row.kind, each, fields) for each in others]
    return _earliest(found)


def _fields_then(connection: Connection, act: int, row: Row[Any], *, again: bool) -> Mapping[str, Any]:
    """Return the fields of a record or place as they are once an act is undone, or done again."""
    query = select(_touch.c.changes).where(
        _touch.c.kind == row.kind, _touch.c.subject == row.subject, _counts(_touch.c.entry, act, again=again)
    )
    fields: dict[str, Any] = {}
    for changes in connection.execute(query.order_by(_touch.c.day, _touch.c.entry, _touch.c.n)).scalars():
        fields.update(msgspec.json.decode(changes))
    return fields


def _parent_then(act: int, row: Row[Any], *, again: bool) -> Any:
    move = schema.container_move
    query = select(move.c.parent).where(move.c.place == row.subject, _counts(move.c.entry, act, again=again))
    return query.order_by(move.c.day.desc(), move.c.entry.desc(), move.c.n.desc()).limit(1).scalar_subquery()


def _counts(seq: Any, act: int, *, again: bool) -> Any:
    """Return the condition that an entry is in force once an act is undone, or done again."""
    in_force = seq.not_in(_UNDONE)
    return in_force | (seq == act) if again else in_force & (seq != act)


def _others_named(connection: Connection, row: Row[Any], fields: Mapping[str, Any], parent: Any) -> list[int]:
    """Return the others of a kind in the book that have the name or code a record or place will have."""
    if not fields or fields.get("retired"):
        return []
    table = _place if row.kind == Subject.PLACE else _desk
    alike = table.c.name == fields.get("name")
    if row.kind == Subject.PLACE:
        alike = alike & table.c.parent.is_not_distinct_from(parent) & (func.coalesce(table.c.retired, 0) == 0)
    else:
        alike = alike & (table.c.kind == row.kind)
    if fields.get("code") and row.kind in (Subject.PLACE, Subject.COLLECTION):
        same_code = table.c.code == fields["code"]
        alike = or_(alike, same_code if row.kind == Subject.PLACE else same_code & (table.c.kind == row.kind))
    query = select(table.c.id).where(alike, table.c.in_book == 1, table.c.id != row.subject)
    return list(connection.execute(query).scalars())


def _naming(connection: Connection, kind: str, subject: int, fields: Mapping[str, Any]) -> Obstacle | None:
    """Return the first entry in force that gave a record or place one of these names."""
    query = select(_touch.c.entry, _touch.c.changes).where(
        _touch.c.kind == kind, _touch.c.subject == subject, _touch.c.entry.not_in(_UNDONE)
    )
    naming = []
    for seq, changes in connection.execute(query):
        told = dict(msgspec.json.decode(changes))
        if any(key in told and told[key] == fields.get(key) for key in ("name", "code")):
            naming.append(seq)
    return _as_obstacle(connection, min(naming)) if naming else None


def _through_records(connection: Connection, touched: Iterable[Row[Any]], after: int) -> int | None:
    """3. It touches a record that names, itself or through others, one that the entry made or changed."""
    named: dict[Subject, dict[Uid, bool]] = {}
    for row in touched:
        kind = Subject(row.kind)
        if kind in NAMED and (not row.there or carries(key for key, _ in msgspec.json.decode(row.changes))):
            named.setdefault(kind, {})[Uid(row.uuid.hex())] = not row.there
    resting: dict[int, None] = {}
    while named:
        found: dict[Subject, dict[Uid, bool]] = {}
        for each, kind, uid in _records_naming(connection, named, after):
            if each not in resting:
                resting[each] = None
                found.setdefault(kind, {})[uid] = False
        named = found
    if not resting:
        return None
    both = (_touch.c.kind == _desk.c.kind) & (_touch.c.subject == _desk.c.id)
    query = select(_touch.c.entry).select_from(_desk).join(_touch, both).where(_desk.c.id.in_(_listed(resting)))
    return _first(connection, query, _touch.c.entry, after)


def _records_naming(
    connection: Connection, named: Mapping[Subject, Mapping[Uid, bool]], after: int
) -> Iterator[tuple[int, Subject, Uid]]:
    """Yield the records that rest on one of these: by the table, whether it was made or only changed."""
    for row in connection.execute(_may_name(named, after)):
        kind = Subject(row.kind)
        for kept, uid in named_in(kind, msgspec.json.decode(row.fields)):
            made = named.get(kept.names, {}).get(uid)
            if made or (made is False and kept.under):
                yield row.id, kind, Uid(row.uuid.hex())
                break


def _may_name(named: Mapping[Subject, Mapping[Uid, bool]], after: int) -> Select[Any]:
    """Return the query for the records in whose text one of these may stand.

    One on which no other record can rest counts only where something touched it after a sequence.
    """
    # Few are looked for themselves in the text of each record; of many the fields that may name them.
    uids = [uid for each in named.values() for uid in each]
    texts = uids if len(uids) <= _FEW else [f'"{key}' for key in keys_naming(named)]
    columns = (_desk.c.id, _desk.c.kind, _desk.c.uuid, _desk.c.fields)
    return select(*columns).where(
        _desk.c.kind.in_([str(kind) for kind in naming(named)]),
        _desk.c.in_book == 1,
        or_(_desk.c.kind.in_([str(kind) for kind in NAMED]), _desk.c.last_seq > after),
        or_(*(func.instr(_desk.c.fields, each) > 0 for each in texts)),
    )


def _is_harmless(connection: Connection, seq: int) -> bool:
    """Tell whether an entry is a harmless act, or several of which each is one."""
    kind = connection.execute(select(_entry.c.kind).where(_entry.c.seq == seq)).scalar_one()
    if kind not in ("batch", "import"):
        return kind in HARMLESS
    acts = (act for part in _parts_of(connection, seq) for act in msgspec.json.decode(part))
    return all(act["kind"] in HARMLESS for act in acts)


def _named_by(connection: Connection, act: int) -> dict[tuple[str, int], bool]:
    """Return all that an act names beside pieces, by kind and local id, and whether it relies on its state."""
    named: dict[tuple[str, int], bool] = {}
    uids: dict[Uid, bool] = {}
    for row in _touched_beside_pieces(connection, act):
        named[row.kind, row.subject] = True
        told = {**msgspec.json.decode(row.fields), **dict(msgspec.json.decode(row.changes))}
        for kept, uid in named_in(Subject(row.kind), told):
            uids[uid] = kept.under or uids.get(uid, False)
    people = connection.execute(select(_entry.c.operator, _entry.c.witness).where(_entry.c.seq == act)).one()
    uids |= {Uid(each.hex()): False for each in people if each}
    places = select(_place.c.id).where(_place.c.uuid.in_(_uuids(uids)))
    named |= {("place", each): False for each in connection.execute(places).scalars()}
    named |= _named_in_facts(connection, act)
    uids |= {uid: under or uids.get(uid, False) for uid, under in _named_in_texts(connection, act).items()}
    return _standing_over(connection, uids) | named


def _named_in_texts(connection: Connection, act: int) -> dict[Uid, bool]:
    """Return the records that an act names by a text, and whether it relies on their state."""
    kind = connection.execute(select(_entry.c.kind).where(_entry.c.seq == act)).scalar_one()
    found: dict[Uid, bool] = {}
    for by, text in _texts_of(connection, act) if kind in _SAYING else ():
        # What was undone since has no name in the book, but it was given one.
        both = (_touch.c.kind == _desk.c.kind) & (_touch.c.subject == _desk.c.id)
        query = select(_desk.c.uuid, _touch.c.changes).select_from(_touch).join(_desk, both)
        named = or_(*(func.instr(_touch.c.changes, f'"{key}"') > 0 for key in ("name", "code")))
        for row in connection.execute(query.where(_touch.c.kind == by.names, _touch.c.entry < act, named)):
            if text in _names_of(dict(msgspec.json.decode(row.changes))):
                found[Uid(row.uuid.hex())] = by.under
    return found


def _named_in_facts(connection: Connection, act: int) -> dict[tuple[str, int], bool]:
    named: dict[tuple[str, int], bool] = {}
    for column, kind in NAMING_FACTS.items():
        query = select(column).where(column.table.c.entry == act, column.is_not(None)).distinct()
        named |= {(kind, each): False for each in connection.execute(query).scalars()}
    return named


def _standing_over(connection: Connection, uids: Mapping[Uid, bool]) -> dict[tuple[str, int], bool]:
    """Return these records with all that they stand under, themselves or through others."""
    found: dict[tuple[str, int], bool] = {}
    while uids:
        above: dict[Uid, bool] = {}
        query = select(_desk.c.id, _desk.c.kind, _desk.c.uuid, _desk.c.fields).where(
            _desk.c.uuid.in_(_uuids(uids))
        )
        for row in connection.execute(query):
            under = uids[Uid(row.uuid.hex())]
            if found.get((row.kind, row.id), False) >= under and (row.kind, row.id) in found:
                continue
            found[row.kind, row.id] = under
            if under:
                told = named_in(Subject(row.kind), msgspec.json.decode(row.fields))
                above |= {uid: True for kept, uid in told if kept.under}
        uids = above
    return found


def _changed_since(connection: Connection, named: Mapping[tuple[str, int], bool], after: int) -> Obstacle | None:
    """Return the first entry in force that changed a record on whose state an undone act relies, or None.

    Whether places have changed is a question of its own (`rules.undoing`).
    """
    ids = [each for (kind, each), under in named.items() if under and kind != Subject.PLACE]
    both = (_touch.c.kind == _desk.c.kind) & (_touch.c.subject == _desk.c.id)
    query = (
        select(_touch.c.entry, _touch.c.changes)
        .select_from(_desk)
        .join(_touch, both)
        .where(_desk.c.id.in_(_listed(ids)), _stands(_touch.c.entry, after), _acts(_touch.c.entry))
    )
    found = connection.execute(query)
    first = min((seq for seq, told in found if carries(key for key, _ in msgspec.json.decode(told))), default=None)
    return None if first is None else _as_obstacle(connection, first)


def _turned_since(
    connection: Connection, act: int, named: Collection[tuple[str, int]], after: int
) -> Obstacle | None:
    """Return the undo or redo by which an earlier act of the same things changed since: it is another past now."""
    turned: dict[int, list[int]] = {}
    query = select(_entry.c.seq, _entry.c.reverses).where(_entry.c.kind == "reverse", _entry.c.seq > after)
    for seq, _ in connection.execute(query.order_by(_entry.c.seq)):
        turned.setdefault(chain.original_act(connection, seq), []).append(seq)
    # What was taken back and done again, or came and went, is as it was.
    odd = {each: seqs[-1] for each, seqs in turned.items() if len(seqs) % 2 and each < after and each != act}
    if not odd:
        return None
    concerned = set(connection.execute(_sharing(odd, act)).scalars())
    for kind, subject in named:
        query = select(_touch.c.entry).where(
            _touch.c.kind == kind, _touch.c.subject == subject, _touch.c.entry.in_(_listed(odd))
        )
        concerned.update(connection.execute(query).scalars())
    kinds = select(_entry.c.seq).where(_entry.c.seq.in_(_listed(concerned)), _entry.c.kind.not_in(HARMLESS))
    ways = [odd[each] for each in connection.execute(kinds).scalars()]
    return Obstacle(min(ways), "reverse") if ways else None


def _sharing(acts: Iterable[int], act: int) -> Select[Any]:
    """Return the query for those of some acts that touched what another touched."""
    mine, other = _touch.alias("mine"), _touch.alias("other")
    same = (other.c.kind == mine.c.kind) & (other.c.subject == mine.c.subject)
    return (
        select(mine.c.entry)
        .distinct()
        .select_from(mine)
        .join(other, same)
        .where(mine.c.entry.in_(_listed(acts)), other.c.entry == act)
    )


def _uuids(uids: Iterable[Uid]) -> Select[Any]:
    return select(func.unhex(func.json_each(json.dumps(list(uids))).table_valued("value").c.value))


def _listed(ids: Iterable[int]) -> Select[Any]:
    return select(func.json_each(json.dumps(list(ids))).table_valued("value").c.value)
