"""Derived rows: what the tables `sample`, `name`, `place` and `record` hold is computed from states only here."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

import msgspec
from sqlalchemy import Table
from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.dialects.sqlite import insert as upsert

from lunarcurator.domain.accounts import Account
from lunarcurator.domain.facts import ExposureKind, NameClaim, NameKind, NumberClaim, Touch, Weighing
from lunarcurator.domain.fields import FIELDS
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.pieces import CUSTODY_ACCOUNT, PieceState, PlaceState, Recorded
from lunarcurator.domain.status import Custody
from lunarcurator.domain.words_folding import number_key
from lunarcurator.store import schema
from lunarcurator.store.ids import LocalIds

_PLAIN: Final = tuple(key for key in FIELDS if key != "collection")
_UNSAID: Final = MappingProxyType(dict.fromkeys(_PLAIN))
_NO_NUMBER: Final[Mapping[str, str | None]] = MappingProxyType({"number": None, "sort_key": None, "rest": None})
PLACE_FIELDS: Final = (
    "kind",
    "name",
    "code",
    "atmosphere",
    "material",
    "sealed",
    "tare_ug",
    "remote",
    "retired",
    "remarks",
)
SEARCHED: Final = tuple(field.key for field in FIELDS.values() if field.searchable)
"""The fields whose words full-text search finds a piece by."""


def sample_row(state: PieceState, ids: LocalIds, roots: Mapping[Uid, int]) -> dict[str, Any]:
    """Return the row of a piece; `daughters` is counted apart. `roots` gives the root id of each parent."""
    number = state.number
    parent = state.parents[0][0] if state.parents else None
    mine = ids.sample(state.uid)
    collection = state.fields.get("collection")
    return {
        **_UNSAID,
        **state.fields,
        "id": mine,
        "uuid": bytes.fromhex(state.uid),
        "in_book": int(state.in_book),
        "collection": ids.record(Uid(str(collection))) if collection else None,
        **(_number_columns(number) if number else _NO_NUMBER),
        "parent": ids.sample(parent) if parent else None,
        "root": roots[parent] if parent else mine,
        "custody": str(state.custody) if state.in_book else None,
        "place": ids.place(state.place) if state.place else None,
        "home": ids.place(state.home) if state.home else None,
        "holder": ids.place(state.holder) if state.holder else None,
        "mass_ug": state.held_ug,
        "unweighed": state.held_unweighed,
        "suspense_ug": state.suspense_ug,
        "weighed": state.weighed.day if state.weighed else None,
        "sighted": state.sighted,
        "first_day": state.first_day,
        "last_day": state.last_day,
        "last_seq": state.last_seq,
        "exposed": " ".join(sorted(state.exposed)) or None,
    }


def _number_columns(number: NumberClaim) -> dict[str, str | None]:
    return {"number": number.number, "sort_key": number.sort_key, "rest": number.rest}


def state_of(row: Mapping[str, Any], uids: Mapping[str, Uid | None], parents: Iterable[Any]) -> PieceState:
    """Return the state a row of `sample` keeps; `uids` are those of collection, place, home and holder."""
    fields = {key: row[key] for key in _PLAIN if row[key] is not None}
    if uids["collection"] is not None:
        fields["collection"] = uids["collection"]
    custody = Custody(row["custody"] or Custody.HERE)
    account = CUSTODY_ACCOUNT[custody]
    number = None
    if row["number"] is not None:
        uid, collection = Uid(row["uuid"].hex()), uids["collection"] or Uid("")
        texts = (row["number"], number_key(row["number"]), row["sort_key"], "", row["rest"], "", "", None)
        number = NumberClaim(uid, collection, *texts, issued=False, day=row["first_day"])
    held = {account: row["mass_ug"], Account.UNRECONCILED: row["suspense_ug"]}
    return PieceState(
        Uid(row["uuid"].hex()),
        fields=fields,
        ug={key: value for key, value in held.items() if value},
        unweighed={account: row["unweighed"]} if row["unweighed"] else {},
        place=uids["place"],
        home=uids["home"],
        custody=custody,
        holder=uids["holder"],
        parents=tuple(parents),
        exposed=frozenset(map(ExposureKind, (row["exposed"] or "").split())),
        number=number,
        weighed=_weighed(row),
        sighted=row["sighted"],
        first_day=row["first_day"],
        last_day=row["last_day"],
        last_seq=row["last_seq"],
    )


def _weighed(row: Mapping[str, Any]) -> Weighing | None:
    """Return the last weighing as far as the row keeps it: its day. What was read stands in the facts."""
    if row["weighed"] is None:
        return None
    uid = Uid(row["uuid"].hex())
    return Weighing(
        sample=uid,
        day=row["weighed"],
        net_ug=row["mass_ug"],
        gross_ug=None,
        tare_ug=None,
        resolution_ug=1,
        balance=None,
        counter=Account.ADJUSTMENT,
    )


def name_rows(sample: int, claims: Iterable[NumberClaim | NameClaim]) -> list[dict[str, Any]]:
    """Return the search names of a piece: its numbers (the last is official, earlier ones former) and others.

    What its label was found to say is none of them.
    """
    numbers = [claim for claim in claims if isinstance(claim, NumberClaim)]
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for claim in claims:
        if isinstance(claim, NumberClaim):
            kind = "official" if claim is numbers[-1] else "former"
            row = {"sample": sample, "key": claim.key, "text": claim.number, "kind": kind}
        elif claim.kind is NameKind.LABEL:
            continue
        else:
            row = {"sample": sample, "key": number_key(claim.name), "text": claim.name, "kind": str(claim.kind)}
        rows[str(row["key"]), str(row["kind"])] = row
    # A number that came back to its piece is no former one.
    return [row for (key, kind), row in rows.items() if kind != "former" or (key, "official") not in rows]


def searched_words(state: PieceState, names: Iterable[Mapping[str, Any]]) -> str:
    """Return what full-text search finds a piece by; its numbers are found by their keys instead."""
    if not state.in_book:
        return ""
    words = [state.text(key) for key in SEARCHED]
    words += [row["text"] for row in names if row["kind"] not in ("official", "former")]
    return " ".join(word for word in words if word)


def place_row(state: PlaceState, ids: LocalIds) -> dict[str, Any]:
    """Return the row of a place."""
    return {
        "id": ids.place(state.uid),
        "uuid": bytes.fromhex(state.uid),
        "in_book": int(state.in_book),
        "parent": ids.place(state.parent) if state.parent else None,
        **{key: state.fields.get(key) for key in PLACE_FIELDS},
        "first_day": state.first_day,
        "last_day": state.last_day,
        "last_seq": state.last_seq,
    }


def desk_row(kind: str, state: Record, ids: LocalIds) -> dict[str, Any]:
    """Return the row of a record; its fields as one JSON object with sorted keys."""
    return {
        "id": ids.record(state.uid),
        "uuid": bytes.fromhex(state.uid),
        "kind": kind,
        "name": state.name or None,
        "code": state.code or None,
        "fields": msgspec.json.encode(state.fields, order="sorted").decode(),
        "in_book": int(bool(state.fields)),
        "last_seq": state.last_seq,
    }


def fold_desk(uid: Uid, facts: Iterable[Recorded]) -> Record:
    """Return the state of a record that its touches, in any order, leave."""
    state = Record(uid)
    for each in sorted(facts, key=lambda recorded: recorded.order):
        if isinstance(each.fact, Touch):
            state.fields.update(each.fact.changes)
            state.last_seq = max(state.last_seq, each.seq)
    return state


def put_rows(table: Table, keys: Iterable[str]) -> Insert:
    """Return the statement that writes rows of a table or replaces these of their columns."""
    statement = upsert(table)
    primary = [column.name for column in table.primary_key]
    excluded = {key: statement.excluded[key] for key in keys if key not in primary}
    return statement.on_conflict_do_update(index_elements=primary, set_=excluded)


SAMPLE_COLUMNS: Final = tuple(column.name for column in schema.sample.columns if column.name != "daughters")
