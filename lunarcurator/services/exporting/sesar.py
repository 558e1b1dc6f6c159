"""The batch sheet of the SESAR registry, by which IGSNs are asked for: two header rows, and its column names."""

from collections.abc import Iterator, Sequence
from itertools import batched
from typing import Final

from lunarcurator.documents.model import Column, ColumnKind, Document, MassFigure, Sheet, Value, wording
from lunarcurator.documents.reports.about import about_lines
from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.days import DayTextError, parse_day
from lunarcurator.domain.igsn import igsn_among, igsn_of
from lunarcurator.services.exporting.report_context import CHUNK, OpenedReport, ReportContext, mass_now, quality_of
from lunarcurator.services.places import Places
from lunarcurator.store.reads import inventory as reads
from lunarcurator.store.reads.rows import PieceRow

_OBJECT: Final = "Individual Sample"
_SOILS: Final = frozenset({"fines", "unsieved_soil", "sieve_fraction", "coarse_fines"})
"""Forms in which regolith lies; a core or a section of it is told by its class."""
_SOIL: Final = frozenset({"soil", "regolith", "fines", "core"})
"""Classes of the catalogues that are regolith, in small letters; a regolith breccia is a rock."""
# The registry knows these headers, in English only (domain.md 3.6).
_COLUMNS: Final = (
    Column("number", "Sample Name", width=20),
    Column("other_names", "Other name(s)", width=24),
    Column("igsn", "IGSN", width=16),
    Column("parent_igsn", "Parent IGSN", width=16),
    Column("release_date", "Release Date", width=13),
    Column("material", "Material", width=12),
    Column("field_name", "Field name (informal classification)", width=24),
    Column("description", "Sample Description", width=44),
    Column("purpose", "Purpose", width=16),
    # Without a unit in the header, for the registry has it in a column of its own.
    Column("size", "Size", ColumnKind.MASS, width=12),
    Column("size_unit", "Size unit", width=9),
    Column("collector", "Collector/Chief Scientist", width=24),
    Column("collected", "Collection date", width=16),
    Column("method", "Collection method description", width=28),
    Column("program", "Field program/cruise", width=20),
    Column("location", "Location description", width=28),
    Column("archive", "Current archive", width=28),
    Column("archive_contact", "Current archive contact", width=24),
)


def make_sesar(context: ReportContext) -> OpenedReport:
    """Make the batch sheet: one row for each piece, a blank IGSN where the registry shall give one."""
    ids, say = context.pieces(), context.words.say
    title = say("report.sesar")
    preface = ("Object Type:", _OBJECT, "User Code:", context.wanted.user_code)
    sheet = Sheet("Samples", _COLUMNS, _rows(context, ids), preface=preface)
    about = about_lines(say, title, context.circumstances)
    made = Document(title, (sheet,), about, wording(say, context.words.language))
    return OpenedReport(made, len(ids))


def _rows(context: ReportContext, ids: Sequence[int]) -> Iterator[tuple[Value, ...]]:
    archive = Places(context.session).laboratory(context.wanted.moment)
    for some in batched(ids, CHUNK):
        found = list(context.rows(some))
        kin = [*some, *(row.parent for row in found if row.parent)]
        names = reads.names_of(context.connection, kin, context.wanted.moment)
        for row in found:
            yield _row(context, row, names.get(row.id, ()), names.get(row.parent or 0, ()), archive)


_SAID: Final = ("form", "class_name", "subclass", "collected")


def _row(
    context: ReportContext, row: PieceRow, names: tuple[str, ...], above: tuple[str, ...], archive: str
) -> tuple[Value, ...]:
    said = {key: str(row.values.get(key) or "") for key in _SAID}
    mass = _size(row)
    told = (context.word("form", row.values.get("form")), said["class_name"], said["subclass"])
    on_day = _is_day(said["collected"])
    return (
        row.number,
        "; ".join(name for name in names if not igsn_of(name)),
        igsn_among(names),
        igsn_among(above),
        None,
        _material(said["form"], said["class_name"]),
        said["subclass"] or said["class_name"],
        ", ".join(filter(None, told)),
        None,
        mass,
        "g" if mass else "",
        None,
        said["collected"] if on_day else None,
        None,
        row.mission,
        None if on_day else said["collected"],
        archive,
        context.wanted.who,
    )


def _size(row: PieceRow) -> MassFigure | None:
    """Return what a piece weighs, else what it weighed at first: a bound is no size, nor is a nominal mass."""
    known = mass_now(row) if quality_of(row) not in {Quality.UPPER_BOUND, Quality.NOMINAL} else None
    # The registry asks how large what it registers is: a catalogue mass says more than nothing.
    return known or MassFigure.of(row.original_mass)


def _material(form: str, class_name: str) -> str:
    """Return the registry's word for what a piece is of; empty where neither form nor class says it."""
    if form in _SOILS or class_name.casefold() in _SOIL:
        return "Soil"
    return "Rock" if form or class_name else ""


def _is_day(collected: str) -> bool:
    """Tell whether what a catalogue says of the collecting is a day; mostly it is the place where it was done."""
    try:
        parse_day(collected)
    except DayTextError:
        return False
    return True
