"""The derived rows of pieces and their names: folded anew from the facts in force, in one pass by id."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Any, Final

import msgspec

from lunarcurator.domain.accounts import HOLDING, Account
from lunarcurator.domain.facts import NameKind, ParentRole
from lunarcurator.domain.parents import with_parent
from lunarcurator.domain.status import Custody
from lunarcurator.domain.words_folding import number_key
from lunarcurator.store import derived, schema
from lunarcurator.store.fact_rows import changes_of
from lunarcurator.store.verify.genealogy import Genealogy
from lunarcurator.store.verify.reader import DAMAGE, Reader, Row, Stream, pass_on
from lunarcurator.store.verify.report import Report

COLUMNS: Final = tuple(c.name for c in schema.sample.columns if c.name not in ("id", "uuid", "root", "daughters"))
_AT: Final[Mapping[str, int]] = MappingProxyType({name: at for at, name in enumerate(COLUMNS)})
_BLANK: Final[Row] = (None,) * len(COLUMNS)
_MASSES: Final = (_AT["mass_ug"], _AT["unweighed"], _AT["suspense_ug"])
_STAY: Final = (_AT["place"], _AT["home"], _AT["custody"], _AT["holder"])
_NUMBER: Final = (_AT["number"], _AT["sort_key"], _AT["rest"])
_SELECTED: Final = ", ".join(f'"{name}"' for name in COLUMNS)
_HELD: Final = ", ".join(f"'{account}'" for account in HOLDING)
_SAMPLES: Final = (
    f"SELECT id, uuid, root, daughters, {_SELECTED} FROM sample "  # noqa: S608
    "WHERE id BETWEEN ? AND ? ORDER BY id"
)
_FAMILY: Final = (
    "SELECT s.uuid, s.number, s.root, s.daughters, "
    "coalesce((SELECT root FROM sample p WHERE p.id = s.parent), s.id), "
    "(SELECT count(*) FROM sample d WHERE d.parent = s.id AND d.in_book = 1) FROM sample s WHERE s.id = ?"
)
_EVERY: Final = 500
_NEAR: Final = 4
"""Pieces so near to each other are read in one go, with those between them."""


class FactQueries:
    """The queries of the facts in force of pieces, made once for however many runs of pieces are read."""

    def __init__(self, reader: Reader, *, undone: str) -> None:
        """Make them; `undone` is the table of what is out of force, empty where there is nothing."""
        force = f"entry NOT IN (SELECT seq FROM {undone})" if undone else "1"  # noqa: S608
        span = "min(day), max(day), max(entry)"

        def stream(sql: str, table: str, index: str) -> str:
            hint = reader.index(f"ix_{table}_{index}")
            key = sql.split(",", 1)[0].removeprefix("SELECT ")
            hinted = sql.replace(f"FROM {table} ", f"FROM {table} {hint} ")
            return hinted.replace("WHERE ", f"WHERE {key} BETWEEN ? AND ? AND ", 1)

        self.touches = stream(
            f"SELECT subject, changes, day, entry FROM touch WHERE kind = 'sample' AND {force} "  # noqa: S608
            "ORDER BY subject, day, entry, n",
            "touch",
            "kind",
        )
        self.masses = stream(
            f"SELECT sample, sum(CASE WHEN account IN ({_HELD}) THEN ug ELSE 0 END), "  # noqa: S608
            f"sum(CASE WHEN account IN ({_HELD}) THEN unweighed ELSE 0 END), "
            f"sum(CASE WHEN account = '{Account.UNRECONCILED}' THEN ug ELSE 0 END), {span} "
            f"FROM mass_line WHERE {force} GROUP BY sample",
            "mass_line",
            "sample",
        )
        spans = f"SELECT sample, {span} FROM TABLE WHERE {force} GROUP BY sample"  # noqa: S608
        self.weighings = stream(spans.replace("TABLE", "weighing"), "weighing", "sample")
        self.sightings = stream(spans.replace("TABLE", "sighting"), "sighting", "sample")
        self.stays = stream(
            f"SELECT sample, place, home, custody, holder, day, entry FROM placement WHERE {force} "  # noqa: S608
            "ORDER BY sample, day, entry, n",
            "placement",
            "sample",
        )
        self.parents = stream(
            f"SELECT child, parent, role, day, entry FROM parentage WHERE {force} ORDER BY child, day, entry, n",  # noqa: S608
            "parentage",
            "child",
        )
        self.exposures = stream(
            f"SELECT sample, kind, day, entry FROM exposure WHERE {force} ORDER BY sample, day, entry, n",  # noqa: S608
            "exposure",
            "sample",
        )
        told = f"SELECT sample, day, entry FROM TABLE WHERE {force} ORDER BY sample, entry, n"  # noqa: S608
        others = ("relation", "statement", "check_result")
        self.others = [stream(told.replace("TABLE", table), table, "sample") for table in others]
        self.numbers = stream(
            f"SELECT sample, day, entry, n, key, number, sort_key, rest FROM number_claim WHERE {force} "  # noqa: S608
            "ORDER BY sample, day, entry, n",
            "number_claim",
            "sample",
        )
        self.names = stream(
            f"SELECT sample, day, entry, n, kind, name FROM name_claim WHERE {force} "  # noqa: S608
            "ORDER BY sample, day, entry, n",
            "name_claim",
            "sample",
        )


class Facts:
    """The facts in force of pieces, as streams in order of the piece."""

    def __init__(self, reader: Reader, queries: FactQueries) -> None:
        self.touches = Stream(reader, queries.touches)
        self.masses = Stream(reader, queries.masses)
        self.weighings = Stream(reader, queries.weighings)
        self.sightings = Stream(reader, queries.sightings)
        self.stays = Stream(reader, queries.stays)
        self.parents = Stream(reader, queries.parents)
        self.exposures = Stream(reader, queries.exposures)
        self.others = [Stream(reader, sql) for sql in queries.others]
        self.numbers = Stream(reader, queries.numbers)
        self.names = Stream(reader, queries.names)

    def all(self) -> tuple[Stream, ...]:
        """Return every stream."""
        return (
            self.touches,
            self.masses,
            self.weighings,
            self.sightings,
            self.stays,
            self.parents,
            self.numbers,
            self.names,
            self.exposures,
            *self.others,
        )

    def skip(self, sample: int) -> None:
        """Go on behind a piece whose facts cannot all be read."""
        for stream in self.all():
            with suppress(sqlite3.Error):
                stream.take(sample)


class Folded:
    """One piece folded from its facts: the row it should have, its parent, its names and words.

    This runs a million times: the row is a list filled by place, and what most pieces have one of is not looped.
    """

    __slots__ = ("_days", "_seqs", "_values", "fields", "in_book", "names", "number", "parent", "row")

    def __init__(self, sample: int, facts: Facts, collections: Mapping[str, int]) -> None:
        self.fields: dict[str, Any] = {}
        self._days: list[int] = []
        self._seqs: list[int] = []
        self._values: list[Any] = list(_BLANK)
        self._describe(facts.touches.take(sample), collections)
        self._masses(facts.masses.take(sample))
        values = self._values
        values[_AT["weighed"]] = self._last_day(facts.weighings.take(sample))
        values[_AT["sighted"]] = self._last_day(facts.sightings.take(sample))
        self._stay(facts.stays.take(sample))
        parents = facts.parents.take(sample)
        self._passed(parents)
        self.parent = values[_AT["parent"]] = _leading(parents)
        if exposures := facts.exposures.take(sample):
            self._passed(exposures)
            values[_AT["exposed"]] = " ".join(sorted({each[1] for each in exposures}))
        for stream in facts.others:
            if rows := stream.take(sample):
                self._passed(rows)
        self.names = self._names(facts.numbers.take(sample), facts.names.take(sample))
        values[_AT["first_day"]] = min(self._days, default=0)
        values[_AT["last_day"]] = max(self._days, default=0)
        values[_AT["last_seq"]] = max(self._seqs, default=0)
        self.number: str | None = values[_AT["number"]]
        self.row: Row = tuple(values)

    @property
    def known(self) -> bool:
        """Whether any fact in force speaks of the piece."""
        return bool(self._seqs)

    def words(self) -> str:
        """Return what full-text search should find the piece by."""
        if not self.in_book:
            return ""
        told = [str(value) for key in derived.SEARCHED if (value := self.fields.get(key)) is not None]
        told += [text for (_, kind), text in self.names.items() if kind not in ("official", "former")]
        words = " ".join(word for word in told if word)
        # Bytes that are no text cannot be searched for either.
        return words if words.isascii() else words.encode("utf-8", "replace").decode()

    def _describe(self, touches: list[Row], collections: Mapping[str, int]) -> None:
        for _, changes, day, entry in touches:
            try:
                self.fields.update(changes_of(changes))
            except (msgspec.MsgspecError, UnicodeError):
                # Damaged within a page: the digest of its entry says so, and the row that it does not follow.
                self.fields.clear()
            self._days.append(day)
            self._seqs.append(entry)
        values = self._values
        for name, value in self.fields.items():
            at = _AT.get(name)
            if at is not None:
                values[at] = value
        self.in_book = "existence" in self.fields
        values[_AT["in_book"]] = int(self.in_book)
        collection = self.fields.get("collection")
        values[_AT["collection"]] = collections.get(collection) if collection else None

    def _masses(self, sums: list[Row]) -> None:
        ug, unweighed, suspense = _MASSES
        values = self._values
        values[ug], values[unweighed], values[suspense] = sums[0][1:4] if sums else (0, 0, 0)
        for each in sums:
            self._spans(each[4:])

    def _last_day(self, spans: list[Row]) -> int | None:
        for each in spans:
            self._spans(each[1:])
        return spans[0][2] if spans else None

    def _spans(self, span: Row) -> None:
        first, last, seq = span
        self._days += (first, last)
        self._seqs.append(seq)

    def _passed(self, rows: list[Row]) -> None:
        for row in rows:
            self._days.append(row[-2])
            self._seqs.append(row[-1])

    def _stay(self, stays: list[Row]) -> None:
        self._passed(stays)
        values = self._values
        place, home, custody, holder = _STAY
        values[custody] = str(Custody.HERE)
        if stays:
            values[place], values[home], values[custody], values[holder] = stays[-1][1:5]
        if not self.in_book:
            values[custody] = None

    def _names(self, numbers: list[Row], names: list[Row]) -> dict[tuple[str, str], str]:
        for each in (*numbers, *names):
            self._days.append(each[1])
            self._seqs.append(each[2])
        if numbers:
            number, sort_key, rest = _NUMBER
            values = self._values
            values[number], values[sort_key], values[rest] = numbers[-1][5:8]
        if len(numbers) == 1 and not names:
            return {(numbers[0][4], "official"): numbers[0][5]}
        last = numbers[-1] if numbers else None
        found: dict[tuple[str, str], str] = {}
        for each in sorted((*numbers, *_found_by(names)), key=lambda claim: claim[1:4]):
            if len(each) == 8:
                found[each[4], "official" if each is last else "former"] = each[5]
            else:
                found[number_key(each[5]), each[4]] = each[5]
        return {at: name for at, name in found.items() if at[1] != "former" or (at[0], "official") not in found}


def _found_by(names: list[Row]) -> Iterator[Row]:
    """Yield the names a piece is found by: what its label was found to say is none."""
    return (each for each in names if each[4] != NameKind.LABEL)


def _leading(parents: list[Row]) -> int | None:
    if len(parents) == 1 and parents[0][2] == ParentRole.DAUGHTER:
        return int(parents[0][1])
    told: tuple[tuple[int, str], ...] = ()
    for _, parent, role, *_ in parents:
        told = with_parent(told, parent, role)
    return told[0][0] if told else None


def check_pieces(
    reader: Reader,
    report: Report,
    tick: Callable[[int], None],
    found: Callable[[int, str], None],
    pieces: int,
    *,
    undone: str,
) -> int:
    """Compare every row of `sample` and `name` with the facts, both ways; returns how many pieces there are.

    `found` is given the id and the search words of each piece; `pieces` says about how many there are. `undone` is
    the table of the entries out of force, empty where there are none.
    """
    facts = Facts(reader, FactQueries(reader, undone=undone))
    named = Stream(reader, _named(reader))
    genealogy = Genealogy(pieces)
    collections = _collections(reader)

    def lost(sample: int) -> None:
        _lose(facts, named, _Told(report, sample, str(sample), ""))

    count = 0
    for row in reader.walk(_SAMPLES, "sample", "id", lost):
        try:
            piece = _judge(reader, report, row, Folded(row[0], facts, collections), named)
        except DAMAGE as error:
            pass_on(error)
            _lose(facts, named, _told_of(report, row))
            _as_stored(genealogy, row)
        else:
            _hang(genealogy, row, piece)
            found(row[0], piece.words())
        count += 1
        if count % _EVERY == 0:
            tick(count)
    for key, column in genealogy.wrong():
        uuid, number = reader.first("SELECT uuid, number FROM sample WHERE id = ?", key) or (key, None)
        _Told(report, key, _uid(uuid), number or "").column(column)
    _strays(reader, report, facts, named)
    return count


def check_some_pieces(reader: Reader, report: Report, samples: Collection[int]) -> None:
    """Compare the rows of these pieces, with their names, with the facts: for acts, which read only a few."""
    collections = _collections(reader)
    wanted = frozenset(samples)
    queries, names = FactQueries(reader, undone="undone"), _named(reader)
    for first, last in runs(wanted):
        with reader.run_of_keys(first, last):
            facts, named = Facts(reader, queries), Stream(reader, names)
            for row in reader.rows(_SAMPLES, first, last):
                if row[0] in wanted:
                    _judge_alone(reader, report, row, facts, named, collections)


def check_family(reader: Reader, report: Report, samples: Iterable[int]) -> None:
    """Compare the root and the count of daughters of each of these pieces with its parent and its daughters."""
    for sample in samples:
        row = reader.first(_FAMILY, sample)
        if row is not None:
            uuid, number, root, daughters, right_root, right_daughters = row
            told = _Told(report, sample, _uid(uuid), str(number or ""))
            if root != right_root:
                told.column("root")
            if daughters != right_daughters:
                told.column("daughters")


def _judge_alone(
    reader: Reader, report: Report, row: Row, facts: Facts, named: Stream, collections: Mapping[str, int]
) -> None:
    try:
        _judge(reader, report, row, Folded(row[0], facts, collections), named)
    except DAMAGE as error:
        pass_on(error)
        _told_of(report, row).unreadable()


def runs(keys: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of keys that lie near to each other."""
    first = last = None
    for key in sorted(keys):
        if first is None or last is None:
            first = key
        elif key > last + _NEAR:
            yield first, last
            first = key
        last = key
    if first is not None and last is not None:
        yield first, last


def _collections(reader: Reader) -> Mapping[str, int]:
    return {uuid.hex(): key for key, uuid in reader.all("SELECT id, uuid FROM desk WHERE kind = 'collection'")}


def _judge(reader: Reader, report: Report, row: Row, piece: Folded, named: Stream) -> Folded:
    """Compare a row of `sample`, with the names of the piece, with what is folded from its facts."""
    names = {(key, kind): text for _, key, kind, text in named.take(row[0])}
    if row[4:] != piece.row or names != piece.names or not piece.known:
        told = _Told(report, row[0], row[1].hex(), piece.number or row[4 + _AT["number"]] or "")
        told.columns(row[4:], piece.row)
        if not piece.known:
            told.must_be_known(reader)
        told.names(names, piece.names)
    return piece


def _lose(facts: Facts, named: Stream, told: "_Told") -> None:
    """Say that a piece cannot be compared, and go on behind it."""
    told.unreadable()
    facts.skip(told.sample)
    with suppress(sqlite3.Error):
        named.take(told.sample)


def _told_of(report: Report, row: Row) -> "_Told":
    return _Told(report, row[0], _uid(row[1]), str(row[4 + _AT["number"]] or ""))


def _hang(genealogy: Genealogy, row: Row, piece: Folded) -> None:
    """Give a piece its place in the genealogy."""
    sample, _, root, daughters = row[:4]
    try:
        genealogy.add(sample, piece.parent, root, daughters, in_book=piece.in_book)
    except TypeError:
        # No number at all, which the genealogy tells by comparing it with what is right.
        root, daughters = (value if isinstance(value, int) else -1 for value in (root, daughters))
        genealogy.add(sample, piece.parent, root, daughters, in_book=piece.in_book)


def _as_stored(genealogy: Genealogy, row: Row) -> None:
    """Trust the row of a piece that cannot be compared, so that its family is not accused as well."""
    with suppress(TypeError):
        parent, in_book = row[4 + _AT["parent"]], row[4 + _AT["in_book"]]
        genealogy.add(row[0], parent, row[2], row[3], in_book=in_book == 1)


def _uid(uuid: object) -> str:
    return uuid.hex() if isinstance(uuid, bytes) else str(uuid)


class _Told:
    """Says what is wrong with one piece, by its number and uid."""

    def __init__(self, report: Report, sample: int, uid: str, number: str) -> None:
        self._report = report
        self.sample = sample
        self._uid = uid
        self._number = number

    def columns(self, stored: Row, right: Row) -> None:
        """Name each column of the row that differs."""
        for name, mine, other in zip(COLUMNS, stored, right, strict=True):
            if mine != other:
                self.column(name)

    def unreadable(self) -> None:
        """Say that something of the piece cannot be read."""
        self._report.flaw(
            "verify.piece_unreadable",
            field="sample.id",
            cause=f"sample:{self._uid}",
            number=self._number or self._uid,
        )

    def column(self, name: str) -> None:
        """Name one column."""
        self._report.flaw(
            "verify.piece_altered",
            field=f"sample.{name}",
            cause=f"sample:{self._uid}",
            number=self._number or self._uid,
            column=name,
        )

    def must_be_known(self, reader: Reader) -> None:
        """A piece nothing in force speaks of was at least spoken of once."""
        if not reader.value("SELECT 1 FROM touch WHERE kind = 'sample' AND subject = ? LIMIT 1", self.sample):
            self._report.flaw(
                "verify.piece_extra",
                field="sample.id",
                cause=f"sample:{self._uid}",
                number=self._number or self._uid,
            )

    def names(self, stored: Mapping[tuple[str, str], str], right: Mapping[tuple[str, str], str]) -> None:
        """Name each name by (key, kind) that differs, is missing or too many."""
        for key, text in right.items():
            if key not in stored:
                self.name("key", text)
            elif stored[key] != text:
                self.name("text", text)
        for key, text in stored.items():
            if key not in right:
                self.name("kind", text)

    def name(self, column: str, text: str) -> None:
        """Name one of its names."""
        self._report.flaw(
            "verify.name_altered",
            field=f"name.{column}",
            cause=f"sample:{self._uid}",
            number=self._number or self._uid,
            name=text,
        )


def _named(reader: Reader) -> str:
    hint = reader.index("ix_name_sample")
    return (
        f"SELECT sample, key, kind, text FROM name {hint} "  # noqa: S608
        "WHERE sample BETWEEN ? AND ? ORDER BY sample, key, kind"
    )


def _strays(reader: Reader, report: Report, facts: Facts, named: Stream) -> None:
    missing: dict[int, None] = {}
    for stream in (*facts.all(), named):
        stream.rest()
        missing |= stream.strays
    for sample in missing:
        row = reader.first(
            "SELECT number FROM number_claim WHERE sample = ? ORDER BY entry DESC, n DESC LIMIT 1", sample
        )
        number = str(row[0] if row else sample)
        report.flaw("verify.piece_missing", field="sample.id", cause=f"sample:{sample}", number=number)
