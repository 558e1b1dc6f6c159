"""Plans of plain lists: judged by their headers alone, without anything that a person chooses or is asked."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from lunarcurator.domain.days import Day
from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import ImportPlan, Source
from lunarcurator.services.importing.columns.mapping import MappingRefused, map_columns
from lunarcurator.services.importing.plan import PlannedColumn
from lunarcurator.services.importing.planning import Prepared, plan_prepared

from tests.plain_tables import PlainTable, find_table


def plan_import(
    desk: Desk,
    path: Path,
    *,
    effective: Day | Mapping[str, Day] | None = None,
    mapping: Mapping[str, str] | None = None,
    units: Mapping[str, str] | None = None,
    collection: str | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> ImportPlan:
    """Judge the rows of the first sheet that numbers pieces; `mapping` and `units` are by column name."""
    source = Source.open(path)
    name, table, columns = _chosen(source, mapping or {}, units or {})

    def cells() -> Iterator[Row]:
        return find_table(source.again().sheet(name)).rows()

    wanted = Prepared(
        path,
        source.book.name,
        source.book.sha256,
        table,
        columns,
        _kind_of(columns),
        collection,
        header_row=table.header_row,
        said=(name, path.stem),
        cells=cells,
    )
    return plan_prepared(desk, wanted, effective=effective, progress=progress, should_stop=should_stop)


def _chosen(
    source: Source, mapping: Mapping[str, str], units: Mapping[str, str]
) -> tuple[str, PlainTable, tuple[PlannedColumn, ...]]:
    *early, last = source.book.visible
    for sheet in early:
        with suppress(MappingRefused):
            return _read(sheet, mapping, units)
    return _read(last, mapping, units)


def _read(
    sheet: Sheet, mapping: Mapping[str, str], units: Mapping[str, str]
) -> tuple[str, PlainTable, tuple[PlannedColumn, ...]]:
    table = find_table(sheet)
    columns = map_columns(table.columns, mapping)
    return sheet.name, table, tuple(each._replace(unit=each.unit or units.get(each.name, "")) for each in columns)


def _kind_of(columns: tuple[PlannedColumn, ...]) -> str:
    there = {column.target for column in columns}
    if {"generic", "specific", "form"} <= there:
        return "sections"
    return "list" if there & {"generic", "specific", "parent", "mass_now"} else "catalogue"
