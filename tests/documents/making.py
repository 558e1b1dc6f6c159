"""Documents to render, and the words and readers the tests share."""

import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from lunarcurator.documents.formats import renderer_for
from lunarcurator.documents.model import AboutLine, Column, Document, Sheet, Value, Wording, wording
from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook
from python_calamine import CalamineWorkbook


def say(key: str, facts: Mapping[str, object] | None = None) -> str:
    """Word a key as itself, with the facts it was given."""
    return " ".join((key, *(f"{name}={value}" for name, value in (facts or {}).items())))


WORDS: Wording = wording(say)
ABOUT = (AboutLine("Store", "apollo.lunar"), AboutLine("Journal head", "ab" * 32))


def document(
    columns: tuple[Column, ...],
    rows: Iterable[tuple[Value, ...]],
    *,
    totals: Iterable[Value] = (),
    title: str = "A list",
    name: str = "List",
) -> Document:
    return Document(title, (Sheet(name, columns, rows, totals),), ABOUT, WORDS)


def rendered(made: Document, suffix: str) -> bytes:
    stream = io.BytesIO()
    renderer_for(suffix)(made, stream)
    return stream.getvalue()


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def read_by_calamine(content: bytes, sheet: int = 1) -> list[list[object]]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return workbook.get_sheet_by_index(sheet).to_python(skip_empty_area=False)


def written(path: Path, made: Document) -> Path:
    path.write_bytes(rendered(made, path.suffix))
    return path
