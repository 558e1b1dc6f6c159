"""Sheets that hold several tables: where each begins, as somebody said or as it is proposed."""

from lunarcurator.exchange.layout_guess import PARTS, Told
from lunarcurator.services.importing.reading import Reading
from lunarcurator.services.importing.source import Source, is_part


def tables_begin(source: Source, reading: Reading) -> tuple[str, ...]:
    """Return the places where further tables begin in a sheet that is to be cut there."""
    told = reading.told
    if told.shape not in ("", PARTS):
        return ()
    return told.blocks if told.blocks and not is_part(source, reading.sheet) else reading.guess.begins


def in_parts(source: Source, reading: Reading) -> tuple[Source, Told]:
    """Return the source with a sheet of several tables cut, and what is said of each of its parts."""
    places = () if is_part(source, reading.sheet) else tables_begin(source, reading)
    if not places:
        return source, reading.told
    return source.cut(reading.sheet, places), reading.told._replace(shape=PARTS, blocks=places).of_parts
