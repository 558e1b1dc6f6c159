"""Which sheets a zipped Excel workbook has, and in which parts they are."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

from lunarcurator.exchange.archive import Archive
from lunarcurator.exchange.errors import SheetError

WORKBOOK: Final = "xl/workbook.xml"
RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_SHEET_WITHOUT_PART: Final = re.compile(rb"<sheet\s[^<>]*\br:id=(?:\"\"|'')[^<>]*/>")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet's name and the part of the package that holds it; no part for an old macro module."""

    sheet: str
    part: str


def sheet_parts(archive: Archive) -> tuple[SheetPart, ...]:
    """List the sheets of an xlsx file; raises SheetError where the list makes no sense."""
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == "Relationship":
            targets[attributes.get("Id", "")] = _part_name(attributes.get("Target", ""))

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == "sheet":
            by_local = {_local(key): value for key, value in attributes.items()}
            sheets.append((by_local.get("name", ""), by_local.get("id", "")))

    _walk(archive, RELATIONS, relation)
    _walk(archive, WORKBOOK, sheet)
    parts = tuple(SheetPart(name, targets.get(relation_id, "")) for name, relation_id in sheets)
    # A sheet in a part that does not look like one would not be measured before it is read.
    if not parts or any(part.part and not part.part.lower().endswith(".xml") for part in parts):
        raise SheetError("sheet.broken", file=archive.name)
    return parts


def without_modules(workbook: bytes) -> bytes:
    """Take the sheets that have no part out of the list; readers would refuse the whole file."""
    return _SHEET_WITHOUT_PART.sub(b"", workbook)


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _part_name(target: str) -> str:
    return target[1:] if target.startswith("/") else f"xl/{target}"


def _walk(archive: Archive, part: str, start: Callable[[str, dict[str, str]], None]) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    try:
        parser.Parse(archive.read(part), True)
    except expat.ExpatError as error:
        raise SheetError("sheet.broken", file=archive.name) from error
