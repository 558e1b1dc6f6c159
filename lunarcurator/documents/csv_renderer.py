"""Writes a document's tables as csv that Excel opens as it is meant."""

import csv
import io
import re
from typing import BinaryIO, Final

from lunarcurator.documents.model import Column, Document, Value
from lunarcurator.documents.plain_text import plain
from lunarcurator.documents.rendering import Progress, Stop, Watch, never, unseen

# A spreadsheet program takes a text for a formula by its first sign; the apostrophe tells it otherwise, and is
# taken away again when we read the file. An apostrophe before such a text is doubled, so nothing gets lost.
_FORMULA_LIKE: Final = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_PLAIN_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")


def render_csv(
    document: Document, stream: BinaryIO, *, progress: Progress = unseen, should_stop: Stop = never
) -> None:
    """Write the document as UTF-8 with a byte order mark, commas and CR LF; the header comes first.

    Of several sheets each further one follows after an empty line, under its title. Raises RenderStopped when
    called off.
    """
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=False)
    watch = Watch(progress, should_stop)
    try:
        writer = csv.writer(text, lineterminator="\r\n")
        for at, sheet in enumerate(document.sheets):
            if at:
                writer.writerow(())
                writer.writerow((guarded(sheet.name),))
            if sheet.preface:
                writer.writerow(map(guarded, sheet.preface))
            writer.writerow([guarded(column.header) for column in sheet.columns])
            for row in watch.rows(sheet.rows):
                writer.writerow(map(_cell, row, sheet.columns))
        text.flush()
    finally:
        text.detach()


def guarded(text: str) -> str:
    """Return a text so that no spreadsheet program runs it as a formula; plain numbers stay as they are."""
    if _FORMULA_LIKE.match(text) and not _PLAIN_NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def _cell(value: Value, column: Column) -> str:
    text = plain(value, column)
    return guarded(text) if isinstance(value, str) else text
