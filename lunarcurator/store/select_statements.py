"""The questions one act asks of the store, each compiled once (`statements`)."""

from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Integer, Select, bindparam, cast, exists, func, literal, literal_column, or_, select, tuple_

from lunarcurator.store import schema
from lunarcurator.store.statements import Prepared

_sample, _place, _desk = schema.sample, schema.place, schema.desk
_UNDONE: Final = select(schema.undone.c.seq)
_AT: Final = tuple((key, _place.alias(f"{key}_of")) for key in ("place", "home", "holder"))
_outer: Final = _place.alias("outer_place")
_above: Final = _sample.alias("above")
_later: Final = schema.parentage.alias("later")

PIECE_LINKS: Final = ("collection", *(key for key, _ in _AT))
PIECE_COLUMNS: Final = (*(column.name for column in _sample.columns), *(f"{key}_uuid" for key in PIECE_LINKS))
PLACE_COLUMNS: Final = (*(column.name for column in _place.columns), "parent_uuid")


def _piece() -> Select[Any]:
    query = select(*_sample.columns, _desk.c.uuid.label("collection_uuid"), *(table.c.uuid for _, table in _AT))
    query = query.select_from(_sample).outerjoin(_desk, _desk.c.id == _sample.c.collection)
    for key, table in _AT:
        query = query.outerjoin(table, table.c.id == _sample.c[key])
    return query.where(_sample.c.in_book == 1, _sample.c.uuid == bindparam("uuid"))


def _claims() -> Select[Any]:
    claim = schema.number_claim
    owner = select(_desk.c.id).where(_desk.c.uuid == bindparam("collection")).scalar_subquery()
    return (
        select(claim.c.number, _sample.c.uuid, claim.c.issued, claim.c.entry.not_in(_UNDONE))
        .join(_sample, _sample.c.id == claim.c.sample)
        .where(claim.c.collection == owner)
        .order_by(claim.c.entry, claim.c.n)
    )


def _known(table: Any) -> Any:
    return select(table.c.id).where(table.c.uuid == bindparam("uuid")).scalar_subquery()


def _in_force(table: Any) -> Any:
    return table.c.entry.not_in(_UNDONE)


def _unhexed(name: str) -> Select[Any]:
    asked = func.json_each(bindparam(name)).table_valued("value")
    return select(func.unhex(asked.c.value))


_many: Final = select(func.json_each(bindparam("numbers")).table_valued("value").c.value)
_link, _claim, _stay, _move = schema.parentage, schema.number_claim, schema.placement, schema.container_move

PIECE: Final = Prepared(_piece())
COLLECTIONS_OF: Final = Prepared(
    select(_sample.c.uuid, _desk.c.uuid)
    .join(_desk, _desk.c.id == _sample.c.collection)
    .where(_sample.c.in_book == 1, _sample.c.uuid.in_(_unhexed("pieces")))
)
SAMPLE_ID: Final = Prepared(select(_sample.c.id).where(_sample.c.uuid == bindparam("uuid")))
PLACE_ID: Final = Prepared(select(_place.c.id).where(_place.c.uuid == bindparam("uuid")))
DESK_ID: Final = Prepared(select(_desk.c.id).where(_desk.c.uuid == bindparam("uuid")))
LAST_SEQ: Final = Prepared(select(_sample.c.last_seq).where(_sample.c.uuid == bindparam("uuid")))
PLACE: Final = Prepared(
    select(*_place.columns, _outer.c.uuid)
    .select_from(_place)
    .outerjoin(_outer, _outer.c.id == _place.c.parent)
    .where(_place.c.uuid == bindparam("uuid"))
)
_ids: Final = select(func.json_each(bindparam("ids")).table_valued("value").c.value)
DESK_UIDS: Final = Prepared(select(_desk.c.uuid).where(_desk.c.id.in_(_ids)))
SAMPLE_IDS: Final = Prepared(select(_sample.c.uuid, _sample.c.id).where(_sample.c.uuid.in_(_unhexed("uids"))))
PLACE_UIDS: Final = Prepared(select(_place.c.uuid).where(_place.c.id.in_(_ids)))
DESK: Final = Prepared(
    select(_desk.c.fields, _desk.c.last_seq).where(
        _desk.c.uuid == bindparam("uuid"), _desk.c.kind == bindparam("kind"), _desk.c.in_book == 1
    )
)
CLAIMS: Final = Prepared(_claims().where(_claim.c.number == bindparam("number")))
CLAIMS_OF_MANY: Final = Prepared(_claims().where(_claim.c.number.in_(_many)))
_owner: Final = select(_desk.c.id).where(_desk.c.uuid == bindparam("collection")).scalar_subquery()
HOLDERS: Final = Prepared(
    select(_sample.c.uuid).where(_sample.c.collection == _owner, _sample.c.number == bindparam("number"))
)
"""The pieces whose derived row says that they have a number, whoever claimed it."""
HOLDERS_OF_MANY: Final = Prepared(
    select(_sample.c.uuid).where(_sample.c.collection == _owner, _sample.c.number.in_(_many))
)
DESKS_OF: Final = Prepared(select(_desk.c.uuid).where(_desk.c.kind == bindparam("kind")))
HIGHEST: Final = Prepared(
    select(func.max(_claim.c.serial)).where(
        _claim.c.collection == select(_desk.c.id).where(_desk.c.uuid == bindparam("collection")).scalar_subquery(),
        _claim.c.scope == bindparam("scope"),
        _claim.c.series == bindparam("series"),
    )
)
DAUGHTERS: Final = Prepared(
    select(_sample.c.uuid)
    .join(_link, _link.c.child == _sample.c.id)
    .where(
        _link.c.parent == _known(_above),
        _link.c.role != "withdrawn",
        _sample.c.in_book == 1,
        _in_force(_link),
        ~exists().where(
            _later.c.child == _link.c.child,
            _later.c.parent == _link.c.parent,
            _later.c.role == "withdrawn",
            _in_force(_later),
            tuple_(_later.c.day, _later.c.entry, _later.c.n) > tuple_(_link.c.day, _link.c.entry, _link.c.n),
        ),
    )
    .order_by(_link.c.day, _link.c.entry, _link.c.n)
)
PARENTS: Final = Prepared(
    select(_sample.c.uuid, _link.c.role)
    .join(_sample, _sample.c.id == _link.c.parent)
    .where(_link.c.child == bindparam("child"), _in_force(_link))
    .order_by(_link.c.day, _link.c.entry, _link.c.n)
)
PIECES_IN: Final = Prepared(
    select(_sample.c.uuid).where(_sample.c.place == _known(_place), _sample.c.in_book == 1).order_by(_sample.c.id)
)
PLACES_IN: Final = Prepared(
    select(_place.c.uuid)
    .where(
        _place.c.parent == _known(_outer),
        _place.c.in_book == 1,
        or_(_place.c.retired.is_(None), _place.c.retired == 0),
    )
    .order_by(_place.c.id)
)
EVER_IN: Final = Prepared(
    select(_sample.c.uuid)
    .distinct()
    .join(_stay, _stay.c.sample == _sample.c.id)
    .where(_stay.c.place == _known(_place), _in_force(_stay))
)
PLACES_EVER_IN: Final = Prepared(
    select(_place.c.uuid)
    .distinct()
    .join(_move, _move.c.place == _place.c.id)
    .where(_move.c.parent == _known(_outer), _in_force(_move))
)
NAMED_PLACES: Final = Prepared(
    select(_place.c.uuid)
    .where(or_(_place.c.name == bindparam("name"), _place.c.code == bindparam("name")), _place.c.in_book == 1)
    .order_by(_place.c.id)
)
NAMED: Final = Prepared(
    select(_desk.c.uuid)
    .where(_desk.c.kind == bindparam("kind"), _desk.c.name == bindparam("name"), _desk.c.in_book == 1)
    .order_by(_desk.c.id)
)
"""Those of a name alone: an index answers it, however many lines there are."""
NAMES: Final = Prepared(
    select(_desk.c.uuid, _desk.c.name)
    .where(_desk.c.kind == bindparam("kind"), _desk.c.in_book == 1)
    .order_by(_desk.c.id)
)
"""What those of a kind are called."""
NAMED_DESKS: Final = Prepared(
    select(_desk.c.uuid)
    .where(
        _desk.c.kind == bindparam("kind"),
        or_(_desk.c.name == bindparam("name"), _desk.c.code == bindparam("name")),
        _desk.c.in_book == 1,
    )
    .order_by(_desk.c.id)
)
_length: Final = func.length(bindparam("prefix"))
HIGHEST_CODE: Final = Prepared(
    select(func.max(cast(func.substr(_desk.c.name, _length + 1), Integer))).where(
        _desk.c.kind == bindparam("kind"), _desk.c.name > bindparam("prefix"), _desk.c.name < bindparam("beyond")
    )
)
"""The highest code with a prefix that anything of a kind has now: what has a code has it for a name."""
_touch: Final = schema.touch
_said: Final = func.json_each(_touch.c.changes).table_valued("value")
_code_given: Final = func.json_extract(_said.c.value, "$[1]")
_given: Final = (
    select(func.max(cast(func.substr(_code_given, _length + 1), Integer)))
    .select_from(_touch.join(_said, literal(1) == 1))
    .where(
        _touch.c.kind == bindparam("kind"),
        _touch.c.changes.contains('"code"'),
        func.json_extract(_said.c.value, "$[0]") == "code",
        func.substr(_code_given, 1, _length) == bindparam("prefix"),
    )
)
HIGHEST_CODE_GIVEN: Final = Prepared(_given)
"""The highest code that anything of a kind has or had, also by entries that were undone."""
HIGHEST_CODE_UNDONE: Final = Prepared(
    _given.where(
        _touch.c.subject.in_(select(_desk.c.id).where(_desk.c.kind == bindparam("kind"), _desk.c.name.is_(None)))
    )
)
"""The same of what is out of the book, and has no name any more: an index finds those few."""
_line: Final = schema.loan_line


def _lines_by(key: str, table: Any) -> Prepared:
    query = select(_desk.c.uuid, _desk.c.fields, _desk.c.last_seq).join(_line, _line.c.id == _desk.c.id)
    return Prepared(query.where(_line.c[key] == _known(table), _line.c.in_book == 1).order_by(_desk.c.id))


LINES: Final = MappingProxyType(
    {key: _lines_by(key, _sample) for key in ("sample", "source")}
    | {key: _lines_by(key, _desk.alias()) for key in ("loan", "borrower", "agreement", "shipment", "round")}
)
"""The lines that name a piece or a subject of the desk under a key, each as it stands."""
LINES_OUT: Final = Prepared(
    select(_desk.c.uuid)
    .join(_line, _line.c.id == _desk.c.id)
    .where(
        _line.c.in_book == 1,
        _line.c.issued <= bindparam("day"),
        _line.c.issued > 0,
        or_(_line.c.closed.is_(None), _line.c.closed > bindparam("day")),
    )
    .order_by(_line.c.code, _line.c.id)
)
"""The lines that were out at the end of a day."""
RELATED_DESKS: Final = Prepared(
    select(_desk.c.uuid)
    .where(
        _desk.c.kind == bindparam("kind"),
        _desk.c.in_book == 1,
        func.json_extract(_desk.c.fields, bindparam("path")) == bindparam("uid"),
    )
    .order_by(_desk.c.name, _desk.c.id)
)
ENTRY: Final = Prepared(
    select(
        schema.entry.c.seq,
        schema.entry.c.kind,
        schema.entry.c.day,
        select(literal(1)).where(schema.undone.c.seq == schema.entry.c.seq).scalar_subquery(),
    ).where(schema.entry.c.uuid == bindparam("uuid"))
)
STANDING: Final = Prepared(select(_sample.c.id, _sample.c.parent, _sample.c.root).where(_sample.c.id.in_(_ids)))
_keyed: Final = (
    select(_sample.c.uuid)
    .join(schema.name, schema.name.c.sample == _sample.c.id)
    .where(
        schema.name.c.key.in_(select(func.json_each(bindparam("keys")).table_valued("value").c.value)),
        _sample.c.in_book == 1,
    )
    .order_by(_sample.c.id)
)
KNOWN_AS: Final = Prepared(_keyed)
"""The pieces with one of these keys among their numbers and names."""
KNOWN_AS_EACH: Final = Prepared(_keyed.with_only_columns(schema.name.c.key, _sample.c.uuid))
"""The same for many keys at once, each with its key."""
COLLECTIONS: Final = Prepared(
    select(_desk.c.code, _desk.c.uuid).where(_desk.c.kind == "collection", _desk.c.in_book == 1)
)
LAST_ENTRY: Final = Prepared(select(func.max(schema.entry.c.seq)))
LAST_RECORDED: Final = Prepared(
    select(schema.entry.c.recorded_us).order_by(schema.entry.c.seq.desc()).limit(literal_column("1"))
)
CHAIN: Final = Prepared(select(schema.entry.c.chain).where(schema.entry.c.seq == bindparam("seq")))
SETTING: Final = Prepared(select(schema.setting.c.value).where(schema.setting.c.key == bindparam("key")))
BOOK: Final = Prepared(
    select(schema.book.c.id).where(
        schema.book.c.collection == bindparam("collection"),
        schema.book.c.mission == bindparam("mission"),
        schema.book.c.title == bindparam("title"),
    )
)
