"""The inventory as a report: one row for each piece."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import batched
from operator import attrgetter

from lunarcurator.documents.reports.inventory import InventoryRow, inventory
from lunarcurator.domain.status import Access, BasicUse, Condition, Custody, Existence, IdentityDoubt, Title
from lunarcurator.services.exporting.report_context import (
    CHUNK,
    OpenedReport,
    Originals,
    ReportContext,
    integer,
    mass_told,
    nominal_mass,
    quality_of,
    term,
)
from lunarcurator.store.reads import inventory as reads
from lunarcurator.store.reads.rows import PieceRow


def make_inventory(context: ReportContext) -> OpenedReport:
    """Make the inventory of the pieces asked for."""
    ids, words = context.pieces(), context.words
    rows, unit = _rows(context, ids), context.wanted.unit
    columns = context.wanted.columns
    # The digits of a nominal mass are read back with how it is known beside them.
    alone = None if columns is None or "quality" in columns else partial(nominal_mass, words=words, unit=unit)
    told = context.circumstances
    made = inventory(rows, words.say, told, language=words.language, unit=unit, nominal=alone)
    return OpenedReport(made, len(ids))


def _rows(context: ReportContext, ids: Sequence[int]) -> Iterator[InventoryRow]:
    codes = reads.collection_codes(context.connection)
    form, originals = lru_cache(maxsize=1024)(partial(context.word, "form")), Originals()
    wanted, number = context.wanted.columns or (), _numbering(context.wanted.columns)
    deep = "ancestors" in wanted
    for some in batched(ids, CHUNK):
        names = reads.names_of(context.connection, some, context.wanted.moment)
        found = list(context.rows(some))
        kin = {id_ for row in found for id_ in (row.parent, row.root) if id_}
        above = reads.numbers_of(context.connection, kin)
        # Few ask for the whole line, and each generation is one more question to the store.
        lines = reads.lines_above(context.connection, [row.parent for row in found if row.parent]) if deep else {}
        spoken = _statements(context, some)
        for row in found:
            told = _row(form, row, names.get(row.id, ()), codes.get(row.collection, ""), above)
            said = spoken.get(row.id, 0)
            told = replace(told, number=number(row), mass_originally=originals.of(row), statements=said)
            yield replace(told, ancestors=lines.get(row.parent or 0, ())) if deep else told


def _statements(context: ReportContext, ids: Sequence[int]) -> Mapping[int, int]:
    """Return how much sources say of each of these pieces; few ask for that."""
    if "statements" not in (context.wanted.columns or ()):
        return {}
    return reads.statements_in(context.connection, ids, context.wanted.moment)


def _numbering(columns: Sequence[str] | None) -> Callable[[PieceRow], str]:
    """Return what is told as the number of a piece.

    Where the collection stands in a column of its own, it is the one that an import reads in that collection.
    """
    return attrgetter("official" if columns is None or "collection" in columns else "number")


def _row(
    form: Callable[[object], str],
    row: PieceRow,
    names: tuple[str, ...],
    collection: str,
    above: Mapping[int, str],
) -> InventoryRow:
    said = row.values
    return InventoryRow(
        number=row.official,
        quality=quality_of(row),
        other_names=names,
        parent=above.get(row.parent or 0, ""),
        generic=above.get(row.root, ""),
        collection=collection,
        mission=row.mission,
        form=form(said.get("form")),
        class_name=str(said.get("class_name") or ""),
        subclass=str(said.get("subclass") or ""),
        mass_now=mass_told(row),
        reason=str(said.get("mass_reason") or ""),
        existence=term(said.get("existence"), Existence),
        custody=term(row.custody_told, Custody),
        condition=term(said.get("condition"), Condition),
        access=term(said.get("access"), Access),
        basic_use=term(said.get("basic_use"), BasicUse),
        title=term(said.get("title"), Title),
        place=row.holder or row.place,
        pristinity_milli=integer(said.get("pristinity_milli")),
        remarks=str(said.get("remarks") or ""),
        count=integer(said.get("count")),
        identity_doubt=term(said.get("identity_doubt"), IdentityDoubt),
        body=str(said.get("body") or ""),
    )
