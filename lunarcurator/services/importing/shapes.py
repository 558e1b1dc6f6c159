"""Sheets that hold several tables: where each begins, as somebody said or as it is proposed."""

from lunarcurator.exchange.extent import column_letters
from lunarcurator.exchange.layout_guess import PARTS, Told
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing.lists.side_by_side import second_table
from lunarcurator.services.importing.reading import Reading
from lunarcurator.services.importing.source import Source, is_part


def tables_begin(desk: Desk, source: Source, reading: Reading) -> tuple[str, ...]:
    """Return the places where further tables begin in a sheet that is to be cut there.

    Where nobody said them: further boxes, rows that name the columns anew, blocks of other columns, and a second
    table behind a blank column.
    """
    told = reading.told
    if told.shape not in ("", PARTS):
        return ()
    if told.blocks and not is_part(source, reading.sheet):
        return told.blocks
    column = "" if reading.apart else second_table(desk, source, reading)
    left = source.sheet(reading.sheet).left + 1
    beside = (column_letters(reading.columns.index(column) + left),) if column else reading.apart
    return (*reading.guess.begins, *beside)


def in_parts(desk: Desk, source: Source, reading: Reading) -> tuple[Source, Told]:
    """Return the source with a sheet of several tables cut, and what is said of each of its parts."""
    places = () if is_part(source, reading.sheet) else tables_begin(desk, source, reading)
    if not places:
        return source, reading.told
    return source.cut(reading.sheet, places), reading.told._replace(shape=PARTS, blocks=places).of_parts
