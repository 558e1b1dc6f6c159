"""Whether a file is what the program wrote earlier of the same report, which a newer one may take the place of."""

import csv
import re
import zipfile
from collections.abc import Callable, Mapping
from html import escape, unescape
from pathlib import Path
from types import MappingProxyType
from typing import Final

from lunarcurator.documents.csv_renderer import guarded
from lunarcurator.documents.model import Document
from lunarcurator.services.desk import Desk
from lunarcurator.services.exporting.wanted import Wanted
from lunarcurator.services.exporting.writing import opened_report
from lunarcurator.services.words import Words

_HEAD: Final = 4_096
"""So many bytes of a page hold its title."""
_PROPERTIES: Final = "docProps/core.xml"
_CREATED: Final = re.compile(r"<dc:creator>Lunar Curator</dc:creator>\s*<dc:title>(.*?)</dc:title>", re.DOTALL)


def is_earlier(desk: Desk, words: Words, wanted: Wanted, path: Path) -> bool:
    """Tell whether a file is this report, written earlier: the same kind of it, by its title or its columns.

    A workbook or page says of which store it is, and of another one's it is not; tables in csv and PDF do not say.
    Whatever cannot be read is not.
    """
    tells = _TELLS.get(path.suffix.lower())
    if tells is None:
        return False
    with opened_report(desk, words, wanted) as opened:
        document = opened.document
    try:
        return tells(path, document, desk.path.name)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, csv.Error):
        return False


def _is_workbook(path: Path, document: Document, store: str) -> bool:
    with zipfile.ZipFile(path) as book:
        found = _CREATED.search(book.read(_PROPERTIES).decode("utf-8"))
        about = book.read("xl/worksheets/sheet1.xml").decode("utf-8")
    return found is not None and unescape(found[1]) == document.title and f">{escape(store)}<" in about


def _is_page(path: Path, document: Document, store: str) -> bool:
    with path.open("rb") as file:
        begin = file.read(_HEAD).decode("utf-8", "replace")
    whole = path.read_text(encoding="utf-8")
    return f"<title>{escape(document.title)}</title>" in begin and f">{escape(store)}<" in whole


def _is_table(path: Path, document: Document, _store: str) -> bool:
    table = document.sheets[0]
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        for _ in range(1 if table.preface else 0):
            next(rows, None)
        return next(rows, None) == [guarded(column.header) for column in table.columns]


def _is_pdf(path: Path, document: Document, _store: str) -> bool:
    told = b"\xfe\xff" + document.title.encode("utf-16-be")
    for sign in (b"\\", b"(", b")"):
        told = told.replace(sign, b"\\" + sign)
    return b"/Title (" + told + b")" in path.read_bytes()


_TELLS: Final[Mapping[str, Callable[[Path, Document, str], bool]]] = MappingProxyType(
    {".xlsx": _is_workbook, ".html": _is_page, ".htm": _is_page, ".csv": _is_table, ".pdf": _is_pdf}
)
