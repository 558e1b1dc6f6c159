"""What stands outside of a store: printed digests, backups, copies and witnesses, and where they part from it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import batched, zip_longest
from pathlib import Path
from typing import Final

from lunarcurator.databases import is_database
from lunarcurator.store.errors import StoreError
from lunarcurator.store.histories import Link, Span, command_to_go_on
from lunarcurator.store.opening import Head
from lunarcurator.store.peeking import looked_into
from lunarcurator.store.verify.journal import spans_in, store_id
from lunarcurator.store.verify.reader import Reader
from lunarcurator.store.verify.report import Report
from lunarcurator.store.witness import Attested, Witness, is_same_name, name_in_witness, read_witness

_DIGEST: Final = re.compile(r"(?:(\d{1,18})[: ])?([0-9a-f]{8,64})", re.ASCII)
_AT_ONCE: Final = 500
_NO_END: Final = 2**62


@dataclass(frozen=True, slots=True)
class Outside:
    """What a store is compared with: a digest, with its sequence where that is known, a witness, or a copy."""

    digest: str = ""
    seq: int | None = None
    witness: Witness | None = None
    copy: Path | None = None


@dataclass(frozen=True, slots=True)
class Parted:
    """How two journals of one store compare: the last entry they share, and the last of each."""

    shared: int
    here: int
    there: int


def outside(store: Path, head: Head, against: Path | str) -> Outside:
    """Return what a store is to be compared with.

    Raises `StoreError` for what says nothing about it: the store itself, a witness or copy of other stores,
    an empty file, a folder without a witness, a file of something else, or a text that is no digest.
    """
    path = Path(against)
    if not str(against).strip() or not _is_there(path):
        return _digest_in(str(against))
    if _is_there(store) and path.samefile(store):
        raise StoreError("against.itself", file=path.name)
    if not path.is_file() and not path.is_dir():
        raise StoreError("against.foreign", file=path.name)
    if path.is_file() and path.stat().st_size == 0:
        raise StoreError("against.empty", file=path.name)
    witness = None if _is_database(path) else read_witness(path)
    if witness is not None and witness.heads:
        return Outside(witness=_about(witness, head))
    return Outside(copy=_copy_of(path, head.store_id))


def check_against(reader: Reader, report: Report, other: Outside) -> None:
    """Report where another copy, a witness file or a printed digest and this journal part."""
    if other.digest:
        _check_digest(reader, report, other.seq, other.digest)
    if other.witness is not None:
        flaws = report.flaws
        check_attested(reader, report, other.witness.heads)
        if report.flaws == flaws:
            last = max(each.seq for each in other.witness.heads)
            count, file = len(other.witness.heads), other.witness.path.name
            report.note("verify.witness_holds", cause=f"entry:{last}", count=count, entry=last, file=file)
    if other.copy is not None:
        with looked_into(other.copy) as there:
            _check_copy(reader, report, there, other.copy.name)


def check_attested(reader: Reader, report: Report, heads: Iterable[Attested], *, copy: str = "") -> None:
    """Report heads that were seen once and are not in this journal; those of other histories say nothing.

    In `copy`, a file known to be an older copy, later heads are worth a note only.
    """
    spans = spans_in(reader)
    mine = [each for each in heads if any(span.has(*each.place) for span in spans)]
    check_heads(reader, report, mine, copy=copy)


def check_heads(reader: Reader, report: Report, heads: Iterable[Attested], *, copy: str = "") -> None:
    """Report heads that are known to belong to this journal and are not in it; `copy` is as above."""
    mine = name_in_witness(report.store)

    def saying_most(each: Attested) -> tuple[object, ...]:
        # Of the lines of one head one with a file is told, and above all that this file had the entry itself.
        return *each.link, is_same_name(each.file, mine), each.file, each.recorded_us

    told = sorted(heads, key=saying_most)
    if not told:
        return
    highest = reader.value("SELECT max(seq) FROM entry") or 0
    last = told[-1]
    if last.seq > highest and copy:
        report.note("verify.later_known", cause=f"entry:{last.seq}", file=copy, entry=highest, last=last.seq)
    elif last.seq > highest:
        _lacks(report, highest + 1, last.seq, last.file, last.day_and_time)
    parted = _first_parted(reader, {each.link: each for each in told if each.seq <= highest})
    if parted is not None:
        report.flaw(
            "verify.parted_by_witness",
            field="entry.chain",
            cause=f"entry:{parted.seq}",
            entry=parted.seq,
            file=parted.file,
            seen=parted.day_and_time,
            command=command_to_go_on(report.store),
        )


def _first_parted(reader: Reader, heads: Mapping[Link, Attested]) -> Attested | None:
    """Return the first head at which the journal has another chain link, None where it has none."""
    for some in batched(heads.values(), _AT_ONCE):
        marks = ", ".join("?" * len(some))
        query = f"SELECT seq, lower(hex(chain)) FROM entry WHERE seq IN ({marks})"  # noqa: S608 - only marks
        here: dict[int, str] = dict(reader.rows(query, *(each.seq for each in some)))
        for each in some:
            if here.get(each.seq) != each.chain:
                return each
    return None


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def _is_database(path: Path) -> bool:
    """Tell a database from a witness by its beginning, so that no large file is searched for lines."""
    try:
        return is_database(path)
    except OSError:
        return False


def _digest_in(text: str) -> Outside:
    digest = _DIGEST.fullmatch(text.strip().lower())
    if digest is None:
        raise StoreError("against.nothing", text=text)
    return Outside(digest=digest[2], seq=int(digest[1]) if digest[1] else None)


def _about(witness: Witness, head: Head) -> Witness:
    """Return what a witness says of this store."""
    heads = tuple(each for each in witness.heads if head.is_bound_by(each.history, each.seq))
    if not heads:
        raise StoreError("against.other_witness", file=witness.path.name)
    return Witness(witness.path, heads)


def _copy_of(path: Path, identity: str) -> Path:
    """Return a path that is a copy of this store, of whatever schema."""
    if path.is_dir():
        raise StoreError("against.folder", folder=path.name)
    try:
        with looked_into(path) as there:
            other = store_id(there).hex()
    except StoreError as error:
        if error.key == "store.not_a_store":
            raise StoreError("against.foreign", file=path.name) from error
        raise
    if not other:
        raise StoreError("store.damaged", file=path.name)
    if other != identity:
        raise StoreError("against.other_store", file=path.name)
    return path


def _check_digest(reader: Reader, report: Report, seq: int | None, digest: str) -> None:
    found = reader.value(
        "SELECT seq FROM entry WHERE lower(hex(chain)) LIKE ? || '%' AND (? IS NULL OR seq = ?)", digest, seq, seq
    )
    if found is None:
        report.flaw("verify.digest_unknown", field="entry.chain", cause=f"digest:{digest}", digest=digest)
        return
    later = (reader.value("SELECT max(seq) FROM entry") or 0) - found
    report.note("verify.digest_found", field="entry.chain", cause=f"entry:{found}", entry=found, count=later)


def _check_copy(reader: Reader, report: Report, there: Reader, file: str) -> None:
    parted = parting(reader, there)
    first = parted.shared + 1
    if parted.shared == parted.here == parted.there:
        report.note("verify.same_journal", cause=f"entry:{parted.shared}", entry=parted.shared, file=file)
    elif parted.shared == parted.there:
        count = parted.here - parted.shared
        report.note("verify.copy_is_older", cause=f"entry:{first}", count=count, entry=parted.shared, file=file)
    elif _went_apart(reader, there) <= parted.shared:
        report.note("verify.other_history", cause=f"entry:{first}", entry=parted.shared, file=file)
    elif parted.shared == parted.here:
        _lacks(report, first, parted.there, file.removesuffix(".lunar"))
    else:
        report.flaw(
            "verify.copies_parted", field="entry.chain", cause=f"entry:{first}", entry=parted.shared, file=file
        )


def _went_apart(here: Reader, there: Reader) -> int:
    """Return after which entry two stores are histories of their own, by what both say; a high number for one."""
    for mine, other in zip_longest(spans_in(here), spans_in(there)):
        if mine is None or other is None or mine.history != other.history:
            return min(each.first for each in (mine, other) if each is not None)
        if mine.last != other.last:
            return min(_end(mine), _end(other))
    return _NO_END


def _end(span: Span) -> int:
    return _NO_END if span.last is None else span.last


def _lacks(report: Report, first: int, last: int, file: str, seen: str = "") -> None:
    """Report entries that are not here, with the file they were seen in and when, as far as that is known."""
    key = "verify.lacks_entry" if first == last else "verify.lacks_entries"
    which = {"entry": first} if first == last else {"first": first, "last": last}
    known = {"file": file, "seen": seen, "command": command_to_go_on(report.store)}
    report.flaw(key, field="entry.seq", cause=f"entry:{first}", **which, **known)


def parting(here: Reader, there: Reader) -> Parted:
    """Return where two journals part, entry by entry in order."""
    query = "SELECT seq, chain FROM entry ORDER BY seq"
    shared = 0
    for mine, other in zip_longest(here.rows(query), there.rows(query)):
        if mine != other:
            break
        shared = mine[0]
    last = "SELECT max(seq) FROM entry"
    return Parted(shared, here.value(last) or 0, there.value(last) or 0)
