"""The differences of a workbook that came back, as a report for somebody else to read."""

from collections.abc import Iterator
from pathlib import Path

from lunarcurator.documents.formats import renderer_for
from lunarcurator.documents.model import Column, ColumnKind, Value
from lunarcurator.documents.reports.listing import listing
from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.fields import STATED_MASS
from lunarcurator.exchange.new_file import new_file
from lunarcurator.services.roundtrip.comparing import CellChange, CellVerdict, RowChange, TakeBack
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.to_do.reporting import circumstances_of
from lunarcurator.services.words import Words


def write_differences(session: StoreSession, words: Words, plan: TakeBack, path: Path, *, who: str = "") -> int:
    """Write every difference with its verdict and reason as a file; return how many rows it has.

    Raises `UnknownFormatError`, `SheetError`.
    """
    render = renderer_for(path.suffix)
    rows = [*_rows(plan, words)]
    with session.database.connect() as connection:
        told = circumstances_of(session, connection, (plan.file,), who)
    title = words.say("roundtrip.differences")
    document = listing(title, _columns(words), rows, words.say, told, language=words.language)
    with new_file(path) as stream:
        render(document, stream)
    return len(rows)


def _columns(words: Words) -> tuple[Column, ...]:
    keys = (("sent", 30), ("came", 30), ("now", 30), ("whose", 30), ("verdict", 24), ("why", 70))
    return (
        Column("row", words.say("roundtrip.row"), ColumnKind.INTEGER, width=8),
        Column("number", words.say("report.number"), width=18),
        Column("column", words.say("roundtrip.column"), width=18),
        *(Column(key, words.say(f"roundtrip.{key}"), width=width) for key, width in keys),
    )


def _rows(plan: TakeBack, words: Words) -> Iterator[tuple[Value, ...]]:
    for row in plan.differing:
        for cell in row.cells:
            yield _cell(row, cell, words, whose_word(plan, cell, words))
        for reason in row.told:
            said = words.say_finding(reason)
            yield (row.row, row.number, "", "", "", "", "", words.say(f"strength.{reason.strength}"), said)


def whose_word(plan: TakeBack, cell: CellChange, words: Words) -> str:
    """Return whose word the figure that counts is, and how it is known where it is a mass."""
    if cell.verdict is CellVerdict.MEANWHILE:
        who, kind = words.say("roundtrip.the_book"), cell.quality
    elif plan.borrower is not None:
        who, kind = plan.borrower_name, _known(cell, Quality.REPORTED)
    else:
        who, kind = words.say("roundtrip.the_lab"), _known(cell, Quality.STATED)
    return words.say("roundtrip.word_of", {"who": who, "kind": words.say(f"quality.{kind}")}) if kind else who


def _known(cell: CellChange, weighed: Quality) -> str:
    """Return how a mass that came back is known, empty for anything else."""
    if cell.key != STATED_MASS:
        return ""
    return str(Quality.ESTIMATED if cell.estimated else weighed)


def _cell(row: RowChange, cell: CellChange, words: Words, whose: str) -> tuple[Value, ...]:
    why = words.say_finding(cell.reason) if cell.reason is not None else ""
    verdict = words.say(f"cell_verdict.{cell.verdict}")
    return (row.row, row.number, cell.header, cell.sent, cell.came, cell.now, whose, verdict, why)
