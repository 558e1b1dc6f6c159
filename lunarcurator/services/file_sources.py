"""How an entry names the file it was taken from, with the sheet where the file has several."""

from pathlib import PurePath
from typing import Final, NamedTuple

# No system lets a file be called with a slash; a sheet may have one in its name.
_BETWEEN: Final = " / "


class FileSource(NamedTuple):
    """A file by its name without folder, and the sheet of it; "" for the only one, or where none was named."""

    file: str
    sheet: str = ""


def named_source(file: str, sheet: str = "") -> str:
    """Return how an entry names a file and its sheet."""
    return f"{file}{_BETWEEN}{sheet}" if sheet else file


def source_named(source: str) -> FileSource:
    """Return the file and the sheet that an entry names."""
    file, _, sheet = source.partition(_BETWEEN)
    return FileSource(PurePath(file).name, sheet)
