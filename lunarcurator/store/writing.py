"""Writing one entry: facts, parts, derived state and, at the end, the digests that seal it."""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, bindparam, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from lunarcurator.domain.facts import MassLine, NameClaim, NumberClaim, Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.picture import DeskState, Picture
from lunarcurator.domain.pieces import Recorded, subject_of
from lunarcurator.store import derived, full_text, schema
from lunarcurator.store.database import setting
from lunarcurator.store.digests import FactsDigest, Header, PayloadDigest, content, first_link, link
from lunarcurator.store.fact_reading import desk_facts
from lunarcurator.store.fact_rows import ROW_OF
from lunarcurator.store.ids import LocalIds
from lunarcurator.store.source import StoreSource

PACK_FROM: Final = 400
"""Payload parts of more bytes than this are stored compressed; the digest is over the uncompressed bytes."""


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as it was sealed: its sequence, uid and chain link."""

    seq: int
    uid: Uid
    chain: bytes


class Writer:
    """Builds one entry inside a write transaction of the store; `seal` finishes it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        highest = connection.execute(select(func.max(schema.entry.c.seq))).scalar_one_or_none()
        self.seq: int = (highest or 0) + 1
        self.source = StoreSource(connection)
        self.ids = LocalIds(connection)
        self.digest = FactsDigest()
        self._payload = PayloadDigest()
        self._acts = 0

    def add(self, payload: bytes, acts: int, recorded: Sequence[Recorded], picture: Picture) -> None:
        """Write a part of the entry: the payload of its acts, their facts, and the state that follows."""
        self.write_part(payload, acts)
        self._write_facts(recorded)
        self._derive(recorded, picture)
        self.source.forget()

    def write_part(self, payload: bytes, acts: int) -> None:
        """Write the payload of the next part of the entry."""
        packed = len(payload) > PACK_FROM
        stored = zlib.compress(payload, 6) if packed else payload
        self._connection.execute(
            insert(schema.entry_part).values(
                entry=self.seq, part=self._payload.parts, acts=acts, packed=int(packed), payload=stored
            )
        )
        self._payload.add(payload, acts)
        self._acts += acts

    def seal(self, header: Header) -> Written:
        """Write the entry itself with its digests and chain link, and return what identifies it."""
        table = schema.entry
        before = self._connection.execute(
            select(table.c.chain).where(table.c.seq == self.seq - 1)
        ).scalar_one_or_none()
        store_id = setting(self._connection, "store_id") or ""
        payload, facts = self._payload.done(), self.digest.done()
        sealed = content(header, payload, facts)
        chain = link(before or first_link(bytes.fromhex(store_id)), self.seq, sealed)
        self._connection.execute(
            insert(table).values(
                seq=self.seq,
                uuid=bytes.fromhex(header.uuid),
                recorded_us=header.recorded_us,
                kind=header.kind,
                operator=bytes.fromhex(header.operator),
                witness=bytes.fromhex(header.witness) if header.witness else None,
                day=header.day,
                day_stated=header.day_stated,
                reason=header.reason,
                overrides=header.overrides,
                authority=header.authority,
                title=header.title,
                source=header.source,
                source_sha256=header.source_sha256,
                reverses=bytes.fromhex(header.reverses) if header.reverses else None,
                acts=header.acts,
                parts=header.parts,
                payload_digest=payload,
                facts_digest=facts,
                content=sealed,
                chain=chain,
            )
        )
        return Written(self.seq, Uid(header.uuid), chain)

    @property
    def parts(self) -> int:
        """How many parts the entry has so far."""
        return self._payload.parts

    def _write_facts(self, recorded: Sequence[Recorded]) -> None:
        rows: dict[type[Any], list[tuple[object, ...]]] = {}
        subjects = (subject_of(each.fact) for each in recorded)
        self.ids.learn_samples(uid for kind, uid in subjects if kind is Subject.SAMPLE)
        for each in recorded:
            kind = type(each.fact)
            self.digest.add(each)
            rows.setdefault(kind, []).append(ROW_OF[kind].row(self.seq, each.n, each.fact, self.ids))
        for kind, values in rows.items():
            table = ROW_OF[kind].table
            names = ("entry", "n", *ROW_OF[kind].names)
            marks = ", ".join("?" for _ in names)
            columns = ", ".join(f'"{name}"' for name in names)
            self._connection.exec_driver_sql(f"INSERT INTO {table.name} ({columns}) VALUES ({marks})", values)  # noqa: S608
        add_to_years(self._connection, rows.get(MassLine, ()))

    def _derive(self, recorded: Sequence[Recorded], picture: Picture) -> None:
        subjects = dict.fromkeys(subject_of(each.fact) for each in recorded)
        desks = [
            derived.desk_row(str(kind), self._desk(kind, uid, picture), self.ids)
            for kind, uid in subjects
            if kind not in (Subject.SAMPLE, Subject.PLACE)
        ]
        places = [
            derived.place_row(picture.place(uid), self.ids) for kind, uid in subjects if kind is Subject.PLACE
        ]
        write_rows(self._connection, schema.desk, desks)
        write_rows(self._connection, schema.place, places)
        self._derive_samples([uid for kind, uid in subjects if kind is Subject.SAMPLE], recorded, picture)

    def _desk(self, kind: Subject, uid: Uid, picture: Picture) -> DeskState:
        """Fold from the facts: what is entered late must not stand over what came to be known before."""
        known = desk_facts(self._connection, [self.ids.desk(uid)], str(kind)).get(uid)
        return derived.fold_desk(uid, known) if known else picture.desk(kind, uid)

    def _derive_samples(self, uids: Sequence[Uid], recorded: Sequence[Recorded], picture: Picture) -> None:
        roots: dict[Uid, int] = {}
        rows = []
        for uid in uids:
            state = picture.piece(uid)
            if state.parents:
                self._find_root(state.parents[0][0], picture, roots)
            rows.append(derived.sample_row(state, self.ids, roots) | {"daughters": 0})
        write_rows(self._connection, schema.sample, rows, kept=("daughters",))
        count_daughters(self._connection, {row["parent"] for row in rows if row["parent"] is not None})
        self._rename(uids, recorded, picture)

    def _find_root(self, uid: Uid, picture: Picture, roots: dict[Uid, int]) -> int:
        if uid not in roots:
            state = picture.piece(uid)
            parents = state.parents
            roots[uid] = self._find_root(parents[0][0], picture, roots) if parents else self.ids.sample(uid)
        return roots[uid]

    def _rename(self, uids: Sequence[Uid], recorded: Sequence[Recorded], picture: Picture) -> None:
        """Write names and search words of the pieces that got a name, or whose words may have changed."""
        claims: dict[Uid, list[NumberClaim | NameClaim]] = {}
        for each in sorted(recorded, key=lambda each: each.order):
            if isinstance(each.fact, NumberClaim | NameClaim):
                claims.setdefault(each.fact.sample, []).append(each.fact)
        names: list[dict[str, Any]] = []
        words: list[tuple[int, str]] = []
        for uid in uids:
            sample = self.ids.sample(uid)
            if picture.born_here(uid):
                mine = derived.name_rows(sample, claims.get(uid, ()))
            else:
                held = [
                    each.fact for each in picture.history(uid) if isinstance(each.fact, NumberClaim | NameClaim)
                ]
                mine = derived.name_rows(sample, held)
                remove_names(self._connection, [sample])
            names += mine
            words.append((sample, derived.searched_words(picture.piece(uid), mine)))
        if names:
            self._connection.execute(insert(schema.name), names)
        full_text.put(self._connection, words)


def write_rows(
    connection: Connection, table: Any, rows: Sequence[dict[str, Any]], kept: Iterable[str] = ()
) -> None:
    """Write derived rows of a table, replacing those of the same key except the columns to be kept."""
    if rows:
        keys = [column.name for column in table.columns if column.name not in set(kept)]
        connection.execute(derived.put_rows(table, keys), list(rows))


def remove_names(connection: Connection, samples: Sequence[int]) -> None:
    """Take away the derived names of samples before they are written anew."""
    statement = schema.name.delete().where(schema.name.c.sample == bindparam("b_sample"))
    connection.execute(statement, [{"b_sample": sample} for sample in samples])


def count_daughters(connection: Connection, samples: Iterable[int]) -> None:
    """Count anew how many daughters in the book these samples have."""
    wanted = [{"b_id": sample} for sample in samples]
    if wanted:
        child = schema.sample.alias("child")
        count = (
            select(func.count())
            .select_from(child)
            .where(child.c.parent == schema.sample.c.id, child.c.in_book == 1)
            .scalar_subquery()
        )
        connection.execute(
            update(schema.sample).where(schema.sample.c.id == bindparam("b_id")).values(daughters=count), wanted
        )


def add_to_years(connection: Connection, lines: Iterable[tuple[object, ...]]) -> None:
    """Add mass lines, as rows of their table, to the yearly sums that make any day's balance quick."""
    sums: dict[tuple[Any, Any, int], list[int]] = {}
    for _, _, _, book, account, day, ug, unweighed, *_ in lines:
        total = sums.setdefault((book, account, int(str(day)) // 10_000), [0, 0])
        total[0] += int(str(ug))
        total[1] += int(str(unweighed))
    if not sums:
        return
    table = schema.year_sum
    statement = upsert(table)
    added = {
        "ug": table.c.ug + statement.excluded.ug,
        "unweighed": table.c.unweighed + statement.excluded.unweighed,
    }
    rows = [
        {"book": book, "account": account, "year": year, "ug": ug, "unweighed": unweighed}
        for (book, account, year), (ug, unweighed) in sums.items()
    ]
    connection.execute(
        statement.on_conflict_do_update(index_elements=["book", "account", "year"], set_=added), rows
    )
