"""What a ledger state asks: the answers of one connection to `domain.ledger_state.Source`."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Final, override

import msgspec
from sqlalchemy import Connection

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import ParentRole, Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import Claimed, EntryView, Record
from lunarcurator.domain.parents import with_parent
from lunarcurator.domain.pieces import PieceState, PlaceState, Recorded
from lunarcurator.domain.words_folding import fold, number_key
from lunarcurator.store import derived, select_statements
from lunarcurator.store.fact_reading import entry_facts, piece_facts, place_facts

_CLAIMS: Final = 16_384
"""So many numbers are kept with who claimed them: each is asked for when it is read, judged and given."""

_HISTORIES: Final = 16_384
"""So many histories of pieces are kept: the rules of one act ask for the same one a dozen times."""
_RENUMBERED: Final = frozenset({Subject.AGREEMENT, Subject.SHIPMENT})
"""What may be given another number, as long as nobody signed it and nothing travelled in it."""
_LAST_SIGN: Final = "\U0010ffff"
"""Sorts after every sign a code can have."""


class StoreSource:
    """Answers from the derived tables where they suffice, and from the facts where the past is asked for.

    It lives as long as one connection's work. Answers about collections, operators, balances, names and numbers,
    and the latest histories of pieces, are kept until `forget`, which the writer calls after each part it has
    written.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._warm: dict[tuple[Uid, str], list[Claimed]] = {}
        self._keyed: dict[str, list[Uid]] = {}
        self._desks: dict[tuple[Subject, Uid], tuple[str, int] | None] = {}
        self._named: dict[tuple[Subject, str], list[Uid]] = {}
        self._alike: dict[Subject, dict[str, list[Uid]]] = {}
        self._serials: dict[tuple[Uid, str, str], int | None] = {}
        self._unknown: set[Uid] = set()
        self._collections: list[Uid] | None = None
        self._histories: dict[Uid, list[Recorded]] = {}

    def forget(self) -> None:
        """Drop every kept answer, because something was written since."""
        self._warm.clear()
        self._keyed.clear()
        self._desks.clear()
        self._named.clear()
        self._alike.clear()
        self._serials.clear()
        self._unknown.clear()
        self._collections = None
        self._histories.clear()

    def warm(self, numbers: Iterable[tuple[Uid, str]], keys: Iterable[str] = ()) -> None:
        """Ask at once who claimed many numbers, and who goes by these or by keys; kept until the next call."""
        asked: dict[Uid, dict[str, None]] = {}
        for uid, number in numbers:
            asked.setdefault(uid, {})[number] = None
        self._warm = {(uid, number): [] for uid, each in asked.items() for number in each}
        for uid, each in asked.items():
            told = msgspec.json.encode(list(each)).decode()
            for row in select_statements.CLAIMS_OF_MANY.rows(self._connection, collection=_key(uid), numbers=told):
                self._warm[uid, row[0]].append(_claimed(row))
        self._keyed = {key: [] for key in (*(number_key(number) for _, number in self._warm), *keys)}
        told = msgspec.json.encode(list(self._keyed)).decode()
        for key, uuid in select_statements.KNOWN_AS_EACH.rows(self._connection, keys=told) if self._keyed else ():
            self._keyed[key].append(Uid(uuid.hex()))

    def piece(self, uid: Uid) -> PieceState | None:
        """Return the piece as its derived row keeps it; None where nothing in force speaks of the uid."""
        if uid in self._unknown:
            return None
        row = select_statements.PIECE.one(self._connection, uuid=_key(uid))
        if row is None:
            self._unknown.add(uid)
            return None
        told = dict(zip(select_statements.PIECE_COLUMNS, row, strict=True))
        uids = {key: _uid(told[f"{key}_uuid"]) for key in select_statements.PIECE_LINKS}
        return derived.state_of(told, uids, self._parents(told["id"]) if told["parent"] else ())

    def collections_of(self, pieces: Collection[Uid]) -> dict[Uid, Uid]:
        """Return the collection of each of these pieces by one question; one that is not in the book has none."""
        asked = msgspec.json.encode(list(pieces)).decode()
        rows = select_statements.COLLECTIONS_OF.rows(self._connection, pieces=asked) if pieces else ()
        return {Uid(piece.hex()): Uid(collection.hex()) for piece, collection in rows}

    def history(self, uid: Uid) -> list[Recorded]:
        """Return the facts in force of a piece."""
        if uid not in self._histories:
            sample = select_statements.SAMPLE_ID.value(self._connection, uuid=_key(uid))
            known = piece_facts(self._connection, [sample]) if sample is not None else {}
            self._histories[uid] = known.get(uid, [])
            if len(self._histories) > _HISTORIES:
                del self._histories[next(iter(self._histories))]
        return self._histories[uid]

    def place(self, uid: Uid) -> PlaceState | None:
        """Return a place as its derived row keeps it."""
        row = select_statements.PLACE.one(self._connection, uuid=_key(uid))
        if row is None:
            return None
        told = dict(zip(select_statements.PLACE_COLUMNS, row, strict=True))
        fields = {key: told[key] for key in derived.PLACE_FIELDS if told[key] is not None}
        return PlaceState(
            uid, fields, _uid(told["parent_uuid"]), told["first_day"], told["last_day"], told["last_seq"]
        )

    def place_history(self, uid: Uid) -> list[Recorded]:
        """Return the facts in force of a place."""
        place = select_statements.PLACE_ID.value(self._connection, uuid=_key(uid))
        return place_facts(self._connection, [place]).get(uid, []) if place is not None else []

    def record(self, kind: Subject, uid: Uid) -> Record | None:
        """Return a record as its derived row keeps it."""
        key = (kind, uid)
        if key not in self._desks:
            found = select_statements.DESK.one(self._connection, uuid=_key(uid), kind=str(kind))
            self._desks[key] = (found[0], found[1]) if found else None
        known = self._desks[key]
        return Record(uid, msgspec.json.decode(known[0]), known[1]) if known else None

    def claimed(self, collection: Uid, number: str) -> list[Claimed]:
        """Return who ever took a canonical number, latest last, undone claims too."""
        if (collection, number) in self._warm:
            return self._warm[collection, number]
        rows = select_statements.CLAIMS.rows(self._connection, collection=_key(collection), number=number)
        found = [_claimed(row) for row in rows]
        if len(self._warm) < _CLAIMS:
            self._warm[collection, number] = found
        return found

    def collections(self) -> list[Uid]:
        """Return the collections in the book."""
        if self._collections is None:
            rows = select_statements.COLLECTIONS.rows(self._connection)
            self._collections = [Uid(uuid.hex()) for _, uuid in rows]
        return self._collections

    def known_as(self, keys: Collection[str]) -> list[Uid]:
        """Return the pieces in the book with one of these keys among their numbers, former numbers and names."""
        if len(keys) == 1 and (key := next(iter(keys))) in self._keyed:
            return list(dict.fromkeys(self._keyed[key]))
        asked = msgspec.json.encode(list(keys)).decode()
        return list(dict.fromkeys(self._uids(select_statements.KNOWN_AS.column(self._connection, keys=asked))))

    def highest(self, collection: Uid, scope: str, series: str) -> int | None:
        """Return the highest serial ever claimed in a series of a family."""
        key = (collection, scope, series)
        if key in self._serials:
            return self._serials[key]
        found: int | None = select_statements.HIGHEST.value(
            self._connection, collection=_key(collection), scope=scope, series=series
        )
        if len(self._serials) < _CLAIMS:
            self._serials[key] = found
        return found

    def daughters(self, uid: Uid) -> list[Uid]:
        """Return the pieces in the book that came from a piece."""
        return list(
            dict.fromkeys(self._uids(select_statements.DAUGHTERS.column(self._connection, uuid=_key(uid))))
        )

    def pieces_in(self, place: Uid) -> list[Uid]:
        """Return the pieces whose derived row says they stand in a place."""
        return self._uids(select_statements.PIECES_IN.column(self._connection, uuid=_key(place)))

    def places_in(self, place: Uid) -> list[Uid]:
        """Return the places in use that stand directly in a place."""
        return self._uids(select_statements.PLACES_IN.column(self._connection, uuid=_key(place)))

    def ever_in(self, place: Uid) -> list[Uid]:
        """Return the pieces that by any placement in force stood directly in a place."""
        return self._uids(select_statements.EVER_IN.column(self._connection, uuid=_key(place)))

    def places_ever_in(self, place: Uid) -> list[Uid]:
        """Return the places that by any move in force stood directly in a place."""
        return self._uids(select_statements.PLACES_EVER_IN.column(self._connection, uuid=_key(place)))

    def named(self, kind: Subject, name: str) -> list[Uid]:
        """Return the places, or collections, operators, balances, of exactly this name or code."""
        key = (kind, name)
        if key not in self._named:
            if kind is Subject.PLACE:
                found = select_statements.NAMED_PLACES.column(self._connection, name=name)
            elif kind is Subject.COLLECTION:
                found = select_statements.NAMED_DESKS.column(self._connection, name=name, kind=str(kind))
            else:
                # All others have no code but their name.
                found = select_statements.NAMED.column(self._connection, name=name, kind=str(kind))
            self._named[key] = self._uids(found)
        return self._named[key]

    def alike(self, kind: Subject, key: str) -> list[Uid]:
        """Return the records of a kind whose name folds to this key; the names of a kind are read once."""
        if kind not in self._alike:
            found: dict[str, list[Uid]] = {}
            for uuid, name in select_statements.NAMES.rows(self._connection, kind=str(kind)):
                found.setdefault(fold(name or ""), []).append(Uid(uuid.hex()))
            self._alike[kind] = found
        return self._alike[kind].get(key, [])

    def related(self, kind: Subject, key: str, uid: Uid) -> list[Uid]:
        """Return the subjects of a kind whose field of this key holds a uid."""
        if kind is Subject.LINE and key in select_statements.LINES:
            found = select_statements.LINES[key].rows(self._connection, uuid=_key(uid))
            # Whoever asks for the lines of somebody looks at each of them next: ten thousand are read at once.
            told_of = {Uid(row[0].hex()): (row[1], row[2]) for row in found}
            self._desks.update(((kind, line), state) for line, state in told_of.items())
            return list(told_of)
        told = {"kind": str(kind), "path": f'$."{key}"', "uid": uid}
        return self._uids(select_statements.RELATED_DESKS.column(self._connection, **told))

    def highest_code(self, kind: Subject, prefix: str) -> int:
        """Return the highest figure after this prefix among the codes a kind has or ever had, undone too, or 0."""
        told = {"kind": str(kind), "prefix": prefix}
        if kind in _RENUMBERED:
            given: int | None = select_statements.HIGHEST_CODE_GIVEN.value(self._connection, **told)
            return given or 0
        found: int | None = select_statements.HIGHEST_CODE.value(
            self._connection, **told, beyond=prefix + _LAST_SIGN
        )
        undone: int | None = select_statements.HIGHEST_CODE_UNDONE.value(self._connection, **told)
        return max(found or 0, undone or 0)

    def lines_out_on(self, day: Day) -> list[Uid]:
        """Return the lines of loans issued by the end of a day and not closed by then, in order of their codes."""
        return self._uids(select_statements.LINES_OUT.column(self._connection, day=day))

    def entry(self, uid: Uid) -> EntryView | None:
        """Return an entry with its facts, or None."""
        row = select_statements.ENTRY.one(self._connection, uuid=_key(uid))
        if row is None:
            return None
        seq, kind, day, out = row
        return EntryView(uid, seq, kind, day, out is None, tuple(entry_facts(self._connection, seq)))

    def _parents(self, child: int) -> tuple[tuple[Uid, ParentRole], ...]:
        rows = select_statements.PARENTS.rows(self._connection, child=child)
        parents: tuple[tuple[Uid, ParentRole], ...] = ()
        for uuid, role in rows:
            parents = with_parent(parents, Uid(uuid.hex()), ParentRole(role))
        return parents

    def _uids(self, found: Sequence[bytes]) -> list[Uid]:
        return [Uid(uuid.hex()) for uuid in found]


class NotedSource(StoreSource):
    """Answers within a posting, and keeps what was read, so that it can be compared with its facts.

    Where a derived column says what is found at all, what the facts say is noted too: a piece whose row was moved
    from outside is missing in its place, and is looked at for that.
    """

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._read: dict[tuple[Subject, Uid], None] = {}
        self._entries: dict[Uid, None] = {}

    def noted(self) -> tuple[list[tuple[Subject, Uid]], list[Uid]]:
        """Return the subjects and the entries read since this was asked before."""
        read, entries = [*self._read], [*self._entries]
        self._read.clear()
        self._entries.clear()
        return read, entries

    def note(self, kind: Subject, *uids: Uid) -> None:
        """Take in that subjects were read in another way."""
        self._read.update(dict.fromkeys((kind, uid) for uid in uids))

    def note_all(self, kind: Subject) -> None:
        """Take in that all subjects of a kind of the desk were read."""
        self.note(kind, *self._uids(select_statements.DESKS_OF.column(self._connection, kind=str(kind))))

    def note_entry(self, uid: Uid) -> None:
        """Take in that an entry was read in another way."""
        self._entries[uid] = None

    @override
    def warm(self, numbers: Iterable[tuple[Uid, str]], keys: Iterable[str] = ()) -> None:
        super().warm(numbers, keys)
        for claims in self._warm.values():
            self._note_claims(claims)
        for collection in {uid for uid, _ in self._warm}:
            told = msgspec.json.encode([number for uid, number in self._warm if uid == collection]).decode()
            holders = select_statements.HOLDERS_OF_MANY.column(
                self._connection, collection=_key(collection), numbers=told
            )
            self.note(Subject.SAMPLE, *self._uids(holders))

    @override
    def piece(self, uid: Uid) -> PieceState | None:
        self.note(Subject.SAMPLE, uid)
        return super().piece(uid)

    @override
    def collections_of(self, pieces: Collection[Uid]) -> dict[Uid, Uid]:
        self.note(Subject.SAMPLE, *pieces)
        return super().collections_of(pieces)

    @override
    def history(self, uid: Uid) -> list[Recorded]:
        self.note(Subject.SAMPLE, uid)
        return super().history(uid)

    @override
    def place(self, uid: Uid) -> PlaceState | None:
        self.note(Subject.PLACE, uid)
        return super().place(uid)

    @override
    def place_history(self, uid: Uid) -> list[Recorded]:
        self.note(Subject.PLACE, uid)
        return super().place_history(uid)

    @override
    def record(self, kind: Subject, uid: Uid) -> Record | None:
        self.note(kind, uid)
        return super().record(kind, uid)

    @override
    def claimed(self, collection: Uid, number: str) -> list[Claimed]:
        if (collection, number) in self._warm:
            return self._warm[collection, number]
        found = super().claimed(collection, number)
        self._note_claims(found)
        holders = select_statements.HOLDERS.column(self._connection, collection=_key(collection), number=number)
        self.note(Subject.SAMPLE, *self._uids(holders))
        return found

    @override
    def known_as(self, keys: Collection[str]) -> list[Uid]:
        found = super().known_as(keys)
        self.note(Subject.SAMPLE, *found)
        return found

    @override
    def daughters(self, uid: Uid) -> list[Uid]:
        found = super().daughters(uid)
        self.note(Subject.SAMPLE, uid, *found)
        return found

    @override
    def pieces_in(self, place: Uid) -> list[Uid]:
        self.note(Subject.SAMPLE, *self.ever_in(place))
        return super().pieces_in(place)

    @override
    def places_in(self, place: Uid) -> list[Uid]:
        self.note(Subject.PLACE, place, *self.places_ever_in(place))
        return super().places_in(place)

    @override
    def related(self, kind: Subject, key: str, uid: Uid) -> list[Uid]:
        found = super().related(kind, key, uid)
        self.note(kind, *found)
        return found

    @override
    def lines_out_on(self, day: Day) -> list[Uid]:
        found = super().lines_out_on(day)
        self.note(Subject.LINE, *found)
        return found

    @override
    def entry(self, uid: Uid) -> EntryView | None:
        self.note_entry(uid)
        return super().entry(uid)

    def _note_claims(self, claims: Iterable[Claimed]) -> None:
        self.note(Subject.SAMPLE, *(claim.sample for claim in claims))


_key: Callable[[str], bytes] = bytes.fromhex


def _uid(value: bytes | None) -> Uid | None:
    return Uid(value.hex()) if value is not None else None


def _claimed(row: tuple[Any, ...]) -> Claimed:
    _, uuid, issued, standing = row
    return Claimed(Uid(uuid.hex()), issued=bool(issued), in_force=bool(standing))
