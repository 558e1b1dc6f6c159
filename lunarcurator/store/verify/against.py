"""Another witness of the same journal: a printed digest, a backup or a copy, and where it parts from this one."""

import re
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from lunarcurator.store.database import Database
from lunarcurator.store.opening import open_store
from lunarcurator.store.verify.journal import store_id
from lunarcurator.store.verify.reader import Reader
from lunarcurator.store.verify.report import Report
from lunarcurator.store.witness import Attested, read_witness

_DIGEST = re.compile(r"(?:(\d+)[: ])?([0-9a-f]{8,64})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Parted:
    """How two journals of one store compare: the last entry they share, and the last of each."""

    shared: int
    here: int
    there: int


def check_against(reader: Reader, report: Report, against: Path | str) -> None:
    """Report where another copy, a witness file or a printed digest and this journal part."""
    text = str(against).strip()
    digest = _DIGEST.fullmatch(text.lower())
    if digest is not None and not Path(text).exists():
        _check_digest(reader, report, int(digest[1]) if digest[1] else None, digest[2])
        return
    path = Path(against)
    attested = read_witness(path)
    if attested:
        for each in attested:
            check_attested(reader, report, each)
        return
    other = open_store(path, read_only=True)
    try:
        _check_copy(reader, report, other)
    finally:
        other.close()


def check_attested(reader: Reader, report: Report, attested: Attested) -> None:
    """Report a head that was seen once and is not in this journal any more; heads of other stores say nothing."""
    if attested.store_id != store_id(reader).hex() or not attested.seq:
        return
    highest = reader.value("SELECT max(seq) FROM entry") or 0
    chain = reader.value("SELECT chain FROM entry WHERE seq = ?", attested.seq)
    if attested.seq > highest:
        _lacks(report, highest + 1, attested.seq)
    elif chain is None or chain.hex() != attested.chain:
        cause = f"entry:{attested.seq}"
        report.flaw("verify.parted_by_witness", field="entry.chain", cause=cause, entry=attested.seq)


def _check_digest(reader: Reader, report: Report, seq: int | None, digest: str) -> None:
    found = reader.value(
        "SELECT seq FROM entry WHERE lower(hex(chain)) LIKE ? || '%' AND (? IS NULL OR seq = ?)", digest, seq, seq
    )
    if found is None:
        report.flaw("verify.digest_unknown", field="entry.chain", cause=f"digest:{digest}", digest=digest)
        return
    later = (reader.value("SELECT max(seq) FROM entry") or 0) - found
    report.note("verify.digest_found", field="entry.chain", cause=f"entry:{found}", entry=found, count=later)


def _check_copy(reader: Reader, report: Report, other: Database) -> None:
    with other.snapshot() as connection:
        there = Reader(connection, lambda: False)
        if store_id(reader) != store_id(there):
            report.flaw("verify.other_store", cause="against", file=other.path.name)
            return
        parted = parting(reader, there)
    first = parted.shared + 1
    file = other.path.name
    if parted.shared == parted.here == parted.there:
        report.note("verify.same_journal", cause=f"entry:{parted.shared}", entry=parted.shared, file=file)
    elif parted.shared == parted.there:
        count = parted.here - parted.shared
        report.note("verify.copy_is_older", cause=f"entry:{first}", count=count, entry=parted.shared, file=file)
    elif parted.shared == parted.here:
        _lacks(report, first, parted.there)
    else:
        report.flaw(
            "verify.copies_parted", field="entry.chain", cause=f"entry:{first}", entry=parted.shared, file=file
        )


def _lacks(report: Report, first: int, last: int) -> None:
    cause = f"entry:{first}"
    if first == last:
        report.flaw("verify.lacks_entry", field="entry.seq", cause=cause, entry=first)
    else:
        report.flaw("verify.lacks_entries", field="entry.seq", cause=cause, first=first, last=last)


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
