"""Puts the rows that were written directly into the workbook that openpyxl made around them."""

import io
import shutil
import zipfile
from collections.abc import Mapping
from typing import IO, BinaryIO, Final

from openpyxl import Workbook

_END: Final = b"</sheetData>"
# Level 1 is three times as quick as the usual 6, and the file a quarter larger.
_LEVEL: Final = 1


def write_workbook(workbook: Workbook, stream: BinaryIO) -> None:
    """Write a workbook of openpyxl: made whole first, so that a disk that fills leaves nothing half open."""
    made = io.BytesIO()
    workbook.save(made)
    stream.write(made.getbuffer())


def splice_rows(made: BinaryIO, rows: Mapping[str, IO[bytes]], target: BinaryIO) -> None:
    """Copy the zip file `made` to `target`, adding to each named part its rows after those it has."""
    with (
        zipfile.ZipFile(made) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as packed,
    ):
        for part in source.namelist():
            content = source.read(part)
            with packed.open(part, "w", force_zip64=part in rows) as stream:
                if part in rows:
                    _spliced(content, rows[part], stream)
                else:
                    stream.write(content)


def _spliced(content: bytes, rows: IO[bytes], stream: IO[bytes]) -> None:
    before, end, after = content.rpartition(_END)
    rows.seek(0)
    stream.write(before)
    shutil.copyfileobj(rows, stream, 1 << 20)
    stream.write(end + after)
