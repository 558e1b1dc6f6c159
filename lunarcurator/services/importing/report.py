"""The rows of a file given back as a workbook, each with its verdict and the reasons in words."""

from collections.abc import Callable, Iterator
from heapq import merge
from operator import itemgetter
from pathlib import Path

from lunarcurator.documents.formats import renderer_for
from lunarcurator.documents.model import AboutLine, Column, ColumnKind, Document, Sheet, Value, wording
from lunarcurator.domain.fields import STATED_MASS
from lunarcurator.exchange.book import Row
from lunarcurator.exchange.new_file import new_file
from lunarcurator.services.field_values import shown_value
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.made_columns import header_in_report, in_report
from lunarcurator.services.importing.own_report import HEADERS, READ_AS
from lunarcurator.services.importing.plan import BAD, Difference, ImportPlan, PlannedRow
from lunarcurator.services.words import Words


def write_report(
    plan: ImportPlan,
    path: Path,
    words: Words,
    *,
    bad_only: bool = False,
    progress: Callable[[int], None] = lambda _done: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> None:
    """Write the rows of a plan with their verdicts and reasons, and the cells of the file as they were read.

    `bad_only` leaves out all rows that come in, and those that are no records. Raises `SheetError` where the
    file changed since it was read or the report cannot be written, `RenderStopped` when called off.
    """
    title = words.say("import.report")
    made = _Made(plan, words, in_header=path.suffix.casefold() == ".csv")
    judged = (
        (row.row, (*_verdict(row, words), *made.cells(found)))
        for row, found in zip(plan.rows, plan.cells(), strict=True)
        if not bad_only or row.verdict in BAD
    )
    aside = _aside(made, records_only=bad_only)
    rows = (told for _, told in merge(judged, aside, key=itemgetter(0)))
    sheet = Sheet(title, made.columns, rows)
    document = Document(title, (sheet,), _about(made), wording(words.say, words.language))
    render = renderer_for(path.suffix)
    with new_file(path) as stream:
        render(document, stream, progress=progress, should_stop=should_stop)


class _Made:
    """What a report has of a plan: which columns of the file, and how these were read, so that it reads back.

    That stands in the sheet about the report, and of a text `in_header`, behind all columns and above no cell.
    """

    def __init__(self, plan: ImportPlan, words: Words, *, in_header: bool) -> None:
        self.plan, self.words = plan, words
        shown = in_report(plan.columns)
        self._at = [plan.columns.index(each) for each in shown]
        headers = [header_in_report(each) for each in shown]
        self.read_as = plan.read_as.written(headers) if plan.read_as else ""
        label = f"{words.say(READ_AS)} {self.read_as}"
        self._behind = (Column(READ_AS, label),) if in_header and self.read_as else ()
        of_file = (Column(f"file {at}", header) for at, header in enumerate(headers))
        self.columns = (*_own_columns(words), *of_file, *self._behind)

    def cells(self, row: Row) -> Iterator[Value]:
        """Yield what a report says of a row behind its own columns: the cells of the file as they were read."""
        yield from (plain(row.cells[at]) or None if at < len(row.cells) else None for at in self._at)
        yield from (None for _ in self._behind)


def _aside(made: _Made, *, records_only: bool) -> Iterator[tuple[int, tuple[Value, ...]]]:
    """Yield the rows that are no records, told like the others, with their cells as they stand in the file."""
    aside, words = made.plan.aside, made.words
    why = {each.row: each.reason(words) for each in aside.rows if each.is_record or not records_only}
    for row in (row for row in (aside.cells() if why else ()) if row.number in why):
        reason = words.say("import.row_aside", {"why": why[row.number]})
        yield row.number, (row.number, None, words.say("verdict.aside"), reason, None, *made.cells(row))


def difference_text(difference: Difference, words: Words) -> str:
    """Return one changed field in words: what it was, what the file says."""
    field, *values = difference
    # A mass is told like an original mass, which is a field of its own.
    kind = "original_ug" if field == STATED_MASS else field
    old, new = (shown_value(words, kind, each) or words.say("import.nothing_recorded") for each in values)
    return words.say("import.difference", {"field": field, "old": old, "new": new})


def _own_columns(words: Words) -> Iterator[Column]:
    kinds = (ColumnKind.INTEGER, *(ColumnKind.TEXT,) * 4)
    for key, kind, width in zip(HEADERS, kinds, (8, 16, 12, 70, 40), strict=True):
        yield Column(key, words.say(key), kind, width=width)


def _verdict(row: PlannedRow, words: Words) -> tuple[Value, ...]:
    return (
        row.row,
        row.number,
        words.say(f"verdict.{row.verdict}"),
        " ".join(words.say_finding(reason) for reason in row.reasons) or None,
        "; ".join(difference_text(each, words) for each in row.differences) or None,
    )


def _about(made: _Made) -> Iterator[AboutLine]:
    plan, words = made.plan, made.words
    yield AboutLine(words.say("about.what"), words.say("import.report"))
    yield AboutLine(words.say("import.file"), plan.file)
    yield AboutLine(words.say("import.checksum"), plan.sha256)
    yield AboutLine(words.say("report.collection"), plan.collection)
    for verdict, count in plan.counts.items():
        yield AboutLine(words.say(f"verdict.{verdict}"), str(count))
    if plan.aside.rows:
        yield AboutLine(words.say("verdict.aside"), str(len(plan.aside.rows)))
    if made.read_as:
        yield AboutLine(words.say(READ_AS), made.read_as)
