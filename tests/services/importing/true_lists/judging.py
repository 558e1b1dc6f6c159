"""Compares what came into a book with what is true, piece by piece."""

import json
from collections.abc import Iterator, Mapping

from lunarcurator.domain.facts import Subject
from lunarcurator.domain.moments import Moment
from lunarcurator.services.importing import ImportPlan
from lunarcurator.services.importing.plan import BAD
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads.inventory import pieces_in_order
from lunarcurator.store.reads.matching import Known, known_pieces
from lunarcurator.store.reads.records import records
from lunarcurator.store.reads.rows import piece_rows

from tests.services.importing.true_lists.collection import Piece
from tests.services.importing.true_lists.grid import Grid


def faults(session: StoreSession, grid: Grid, plan: ImportPlan) -> Iterator[str]:
    """Yield what is not as it truly is, each beginning with the kind of fault."""
    truth, books = grid.pieces, book_of(session)
    told = {piece.number: row for row, pieces in grid.records.items() for piece in pieces}
    bad = {row.row: row.reasons for row in plan.rows if row.verdict in BAD}
    aside = {each.row: each.why for each in plan.aside.rows}
    yield from (f"no reason: row {row}" for row, reasons in bad.items() if not reasons)
    for number, (_, code) in books.items():
        if number not in truth:
            yield f"untrue piece: {number}"
        elif code != grid.kind.code:
            yield f"wrong collection: {number} in {code}"
    for number, piece in truth.items():
        if number in books:
            yield from _differences(grid, piece, books[number][0], books)
        elif told[number] in aside:
            yield f"record set aside as {aside[told[number]]}: {number}, row {told[number]}"
        elif told[number] not in bad:
            yield f"not in the book: {number}, row {told[number]}"


def refused(plan: ImportPlan) -> list[str]:
    """Return why rows stay out."""
    return [reason.key for row in plan.rows if row.verdict in BAD for reason in row.reasons[:1]]


def book_of(session: StoreSession) -> dict[str, tuple[Known, str]]:
    """Return the pieces of a book by number, with the code of their collection."""
    found: dict[str, tuple[Known, str]] = {}
    with session.database.snapshot() as connection:
        rows = piece_rows(connection, pieces_in_order(connection, Moment()))
        for each in records(connection, Subject.COLLECTION):
            numbers = [row.number for row in rows.values()]
            for number, known in known_pieces(connection, each.state.uid, numbers).items():
                found[number] = (known, each.state.code)
    return found


def _differences(grid: Grid, piece: Piece, known: Known, books: Mapping[str, tuple[Known, str]]) -> Iterator[str]:
    fields = known.fields
    kept = fields.get("other")
    other: dict[str, str] = json.loads(kept) if isinstance(kept, str) else {}
    beside = [" ".join(str(each).split()) for each in other.values()]
    said = {each.field for each in grid.columns}
    if "parent" in said and known.parent != piece.parent:
        yield f"parent: {piece.number} {known.parent!r} not {piece.parent!r}"
    if "generic" in said and known.parent not in (piece.parent, piece.family):
        yield f"parent: {piece.number} {known.parent!r} not {piece.parent!r}"
    if "mission" in said and not piece.parent and (fields.get("mission") or "") != piece.mission:
        yield f"mission: {piece.number} {fields.get('mission')!r}"
    now = None if known.unweighed else known.mass_ug
    original = fields.get("original_ug")
    below = sum(_all_of(each, books) for each, _ in books.values() if each.parent == piece.number)
    if "mass" in said and piece.mass_ug not in (now, original) and not _after(now, piece.mass_ug, below):
        yield f"mass: {piece.number} now {now} original {original} not {piece.mass_ug}"
    if "mass_now" in said and now != piece.mass_ug:
        kind = "mass lessened" if _after(now, piece.mass_ug, below) else "mass now"
        yield f"{kind}: {piece.number} {now} not {piece.mass_ug}"
    if "original" in said and original != piece.original_ug:
        yield f"original: {piece.number} {original} not {piece.original_ug}"
    if piece.mass_ug is None and (now or original):
        yield f"mass of nothing: {piece.number} {now} {original}"
    for field in ("class_name", "remarks", "form"):
        wanted = " ".join(getattr(piece, field).replace("_", " ").split())
        told = str(fields.get(field) or "").replace("_", " ").casefold()
        # A list of sections keeps the code of a form among the remarks.
        among = [*beside, *str(fields.get("remarks") or "").split("; ")]
        untold = told in ("", piece.form.replace("_", " "))
        if field in said and not (told == wanted.casefold() or (wanted in among if wanted else untold)):
            yield f"{field}: {piece.number} {fields.get(field)!r} not {wanted!r}"
    if "count" in said and fields.get("count") != piece.count:
        yield f"count: {piece.number} {fields.get('count')} not {piece.count}"
    if "place" in said and piece.place not in beside:
        yield f"place: {piece.number} {beside} not {piece.place!r}"
    day = piece.day.year * 10000 + piece.day.month * 100 + piece.day.day
    if "day" in said and known.first_day != day:
        yield f"day: {piece.number} {known.first_day} not {day}"


def _all_of(known: Known, books: Mapping[str, tuple[Known, str]]) -> int:
    return known.mass_ug + sum(_all_of(each, books) for each, _ in books.values() if each.parent == known.number)


def _after(now: int | None, said: int | None, below: int) -> bool:
    """Tell whether a parent's mass is what is left of it after its daughters."""
    return now is not None and said is not None and now == said - below
