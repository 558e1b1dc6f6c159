"""Writing one entry: facts, parts, derived state and, at the end, the digests that seal it."""

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

from sqlalchemy import Connection

from lunarcurator.domain.facts import MassLine, NameClaim, NumberClaim, Parentage, Subject, Touch
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState, Record
from lunarcurator.domain.pieces import Recorded, subject_of
from lunarcurator.store import derived, full_text, insert_statements, schema, select_statements
from lunarcurator.store.digests import FactsDigest, Header, PayloadDigest, content, first_link, link
from lunarcurator.store.fact_reading import desk_facts, names_held
from lunarcurator.store.fact_rows import ROW_OF
from lunarcurator.store.ids import LocalIds
from lunarcurator.store.line_rows import put_desks
from lunarcurator.store.rereading import Rereading
from lunarcurator.store.source import NotedSource

_UIDS: Final = ("uuid", "operator", "witness", "reverses")
_PLAIN: Final = tuple(field.name for field in fields(Header) if field.name not in _UIDS)

_CLAIMS: Final = (NumberClaim, NameClaim)
_NAMING: Final = (*_CLAIMS, Touch)

PACK_FROM: Final = 400
"""Payload parts of more bytes than this are stored compressed; the digest is over the uncompressed bytes."""


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as it was sealed: its sequence, uid and chain link."""

    seq: int
    uid: Uid
    chain: bytes


class Writer:
    """Builds one entry inside a write transaction of the store; `seal` finishes it.

    What is written is read back at once; `NotReadBackError` says where it does not come back as it was posted.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.seq: int = (select_statements.LAST_ENTRY.value(connection) or 0) + 1
        self.source = NotedSource(connection)
        self.rereading = Rereading(connection, self.seq)
        self.ids = LocalIds(connection)
        self.digest = FactsDigest()
        self._payload = PayloadDigest()
        self._acts = 0

    def add(
        self, payload: bytes, acts: int, recorded: Sequence[Recorded], ledger: LedgerState
    ) -> dict[tuple[Subject, Uid], None]:
        """Write a part of the entry: the payload of its acts, their facts, and the state that follows.

        Returns what it touched, in order.
        """
        self.write_part(payload, acts)
        subjects = dict.fromkeys(subject_of(each.fact) for each in recorded)
        samples = [uid for kind, uid in subjects if kind is Subject.SAMPLE]
        self.ids.meet(samples)
        self._derive_places(subjects, ledger)
        # Pieces come before the facts that refer to them: SQLite need not look for facts that waited.
        before = standing(self._connection, self._adopted(recorded, ledger))
        self._derive_samples(samples, ledger)
        regroup(self._connection, before)
        self._write_facts(recorded)
        self._derive_desks(subjects, ledger)
        self._rename(samples, recorded, ledger)
        self.source.forget()
        self.rereading.read_back((str(kind), self.ids.subject(kind, uid)) for kind, uid in subjects)
        return subjects

    def write_part(self, payload: bytes, acts: int) -> None:
        """Write the payload of the next part of the entry."""
        packed = len(payload) > PACK_FROM
        stored = zlib.compress(payload, 6) if packed else payload
        told = {"entry": self.seq, "part": self._payload.parts, "acts": acts, "packed": int(packed)}
        insert_statements.part(self._connection, told | {"payload": stored})
        self._payload.add(payload, acts)
        self._acts += acts

    def seal(self, header: Header) -> Written:
        """Write the entry itself with its digests and chain link, and return what identifies it."""
        before = select_statements.CHAIN.value(self._connection, seq=self.seq - 1)
        store_id = select_statements.SETTING.value(self._connection, key="store_id") or ""
        payload, facts = self._payload.done(), self.digest.done()
        sealed = content(header, payload, facts)
        chain = link(before or first_link(bytes.fromhex(store_id)), self.seq, sealed)
        told = {name: getattr(header, name) for name in _PLAIN}
        told |= {name: _bytes(getattr(header, name)) for name in _UIDS}
        told |= {"payload_digest": payload, "facts_digest": facts, "content": sealed}
        insert_statements.entry(self._connection, told | {"seq": self.seq, "chain": chain})
        self.rereading.sealed()
        return Written(self.seq, Uid(header.uuid), chain)

    @property
    def parts(self) -> int:
        """How many parts the entry has so far."""
        return self._payload.parts

    def _write_facts(self, recorded: Sequence[Recorded]) -> None:
        kinds: dict[type[Any], list[Recorded]] = {}
        for each in recorded:
            kinds.setdefault(type(each.fact), []).append(each)
        for kind, mine in kinds.items():
            told = ROW_OF[kind]
            plain = [told.plain(each.n, each.fact) for each in mine]
            self.digest.add(kind, told.canonical(plain))
            rows = [told.row(self.seq, row, each.fact, self.ids) for row, each in zip(plain, mine, strict=True)]
            insert_statements.facts(self._connection, kind, rows)
            if kind is MassLine:
                add_to_years(self._connection, rows)

    def _derive_places(self, subjects: Iterable[tuple[Subject, Uid]], ledger: LedgerState) -> None:
        uids = [uid for kind, uid in subjects if kind is Subject.PLACE]
        places = [derived.place_row(ledger.place(uid), self.ids) for uid in uids]
        insert_statements.rows(self._connection, schema.place, places)

    def _derive_desks(self, subjects: Iterable[tuple[Subject, Uid]], ledger: LedgerState) -> None:
        desks = [
            (str(kind), self._desk(kind, uid, ledger))
            for kind, uid in subjects
            if kind not in (Subject.SAMPLE, Subject.PLACE)
        ]
        put_desks(self._connection, desks, self.ids)

    def _desk(self, kind: Subject, uid: Uid, ledger: LedgerState) -> Record:
        """Fold from the facts: what is entered late must not stand over what came to be known before."""
        known = desk_facts(self._connection, [self.ids.record(uid)], str(kind)).get(uid)
        return derived.fold_desk(uid, known) if known else ledger.record(kind, uid)

    def _adopted(self, recorded: Sequence[Recorded], ledger: LedgerState) -> set[int]:
        """Return the ids of known pieces that get another parent."""
        return {
            self.ids.sample(each.fact.child)
            for each in recorded
            if isinstance(each.fact, Parentage) and not ledger.born_here(each.fact.child)
        }

    def _derive_samples(self, uids: Sequence[Uid], ledger: LedgerState) -> None:
        roots: dict[Uid, int] = {}
        rows = []
        for uid in uids:
            state = ledger.piece(uid)
            if state.parents:
                self._find_root(state.parents[0][0], ledger, roots)
            rows.append(derived.sample_row(state, self.ids, roots) | {"daughters": 0})
        new = self.ids.unwritten_samples()
        insert_statements.new_samples(self._connection, [row for row in rows if row["id"] in new])
        insert_statements.rows(self._connection, schema.sample, [row for row in rows if row["id"] not in new])
        self._count_daughters(zip(uids, rows, strict=True), ledger)

    def _count_daughters(self, rows: Iterable[tuple[Uid, dict[str, Any]]], ledger: LedgerState) -> None:
        """Add new daughters to their parents' numbers."""
        more: Counter[int] = Counter()
        for uid, row in rows:
            if row["parent"] is not None and ledger.born_here(uid):
                more[row["parent"]] += row["in_book"]
        insert_statements.more_daughters(self._connection, more)

    def _find_root(self, uid: Uid, ledger: LedgerState, roots: dict[Uid, int]) -> int:
        if uid not in roots:
            state = ledger.piece(uid)
            parents = state.parents
            roots[uid] = self._find_root(parents[0][0], ledger, roots) if parents else self.ids.sample(uid)
        return roots[uid]

    def _rename(self, uids: Sequence[Uid], recorded: Sequence[Recorded], ledger: LedgerState) -> None:
        """Write names and search words of the pieces that got a name, or whose words may have changed."""
        claims, reworded = _named(recorded)
        born = [uid for uid in uids if ledger.born_here(uid)]
        known = [uid for uid in uids if (uid in claims or uid in reworded) and not ledger.born_here(uid)]
        for uid in known:
            # The store is asked, not the ledger state: a late claim must come before those already made.
            claims[uid] = names_held(self._connection, self.ids.sample(uid))
        insert_statements.no_names(self._connection, [self.ids.sample(uid) for uid in known])
        names: list[dict[str, Any]] = []
        words: dict[int, str] = {}
        for uid in (*born, *known):
            mine = derived.name_rows(self.ids.sample(uid), claims.get(uid, ()))
            names += mine
            words[self.ids.sample(uid)] = derived.searched_words(ledger.piece(uid), mine)
        insert_statements.names(self._connection, names)
        full_text.take_out(self._connection, [self.ids.sample(uid) for uid in known])
        full_text.add(self._connection, words.items())


def _named(recorded: Sequence[Recorded]) -> tuple[dict[Uid, list[NumberClaim | NameClaim]], set[Uid]]:
    """Return the names that pieces got, in the order in which they count, and what else may have new words."""
    claims: dict[Uid, list[NumberClaim | NameClaim]] = {}
    reworded: set[Uid] = set()
    naming = [each for each in recorded if isinstance(each.fact, _NAMING)]
    for each in sorted(naming, key=lambda each: each.order):
        if isinstance(each.fact, _CLAIMS):
            claims.setdefault(each.fact.sample, []).append(each.fact)
        elif isinstance(each.fact, Touch) and each.fact.changes:
            reworded.add(each.fact.subject)
    return claims, reworded


def standing(connection: Connection, samples: Iterable[int]) -> dict[int, tuple[int | None, int | None]]:
    """Return the parent and root that known samples have before they are written again."""
    asked = json.dumps(list(samples))
    return {row[0]: (row[1], row[2]) for row in select_statements.STANDING.rows(connection, ids=asked)}


def regroup(connection: Connection, before: Mapping[int, tuple[int | None, int | None]]) -> None:
    """Where written samples hang elsewhere than before, count both parents' daughters and move the families."""
    now = standing(connection, before)
    moved = {sample for sample in before if before[sample] != now[sample]}
    parents = {each[sample][0] for sample in moved for each in (before, now)}
    insert_statements.count_daughters(connection, [parent for parent in parents if parent is not None])
    insert_statements.reroot(connection, {s: now[s][1] or s for s in moved if before[s][1] != now[s][1]})


def _bytes(uid: str | None) -> bytes | None:
    return bytes.fromhex(uid) if uid else None


def add_to_years(connection: Connection, lines: Iterable[tuple[object, ...]]) -> None:
    """Add mass lines, as rows of their table, to the yearly sums that make any day's balance quick."""
    sums: dict[tuple[Any, Any, int], list[int]] = {}
    for _, _, _, book, account, day, ug, unweighed, *_ in lines:
        total = sums.setdefault((book, account, int(str(day)) // 10_000), [0, 0])
        total[0] += int(str(ug))
        total[1] += int(str(unweighed))
    insert_statements.years(connection, sums)
