"""Which sheets a zipped Excel workbook has, and in which parts they are."""

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from lunarcurator.exchange.archive import Archive
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.markup import follow_tags

ROOT: Final = "_rels/.rels"
_SHEET_WITHOUT_PART: Final = re.compile(rb"<sheet\s[^<>]*\br:id=(?:\"\"|'')[^<>]*/>")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet's name and the part of the package that holds it; no part for an old macro module."""

    sheet: str
    part: str


def workbook_part(archive: Archive) -> str:
    """Return the name of the part that lists the sheets; empty where the package says none."""
    targets: list[str] = []

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == "Relationship" and attributes.get("Type", "").endswith("/officeDocument"):
            targets.append(posixpath.normpath(attributes.get("Target", "").lstrip("/")))

    _walk(archive, ROOT, relation)
    return targets[0] if len(targets) == 1 else ""


def sheet_parts(archive: Archive, workbook: str) -> tuple[SheetPart, ...]:
    """List the sheets of an xlsx file; raises SheetError where its parts are no XML or list no sheet."""
    folder, name = posixpath.split(workbook)
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == "Relationship":
            target = attributes.get("Target", "")
            place = target[1:] if target.startswith("/") else posixpath.join(folder, target)
            targets[attributes.get("Id", "")] = posixpath.normpath(place)

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == "sheet":
            by_local = {_local(key): value for key, value in attributes.items()}
            sheets.append((by_local.get("name", ""), by_local.get("id", "")))

    _walk(archive, posixpath.join(folder, "_rels", f"{name}.rels"), relation)
    _walk(archive, workbook, sheet)
    if not sheets:
        raise SheetError("sheet.not_a_table", file=archive.name)
    return tuple(SheetPart(name, targets.get(relation_id, "")) for name, relation_id in sheets)


def without_modules(workbook: bytes) -> bytes:
    """Take the sheets that have no part out of the list; readers would refuse the whole file."""
    return _SHEET_WITHOUT_PART.sub(b"", workbook)


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _walk(archive: Archive, part: str, start: Callable[[str, dict[str, str]], None]) -> None:
    try:
        follow_tags([archive.read(part)], start)
    except ValueError as error:
        raise SheetError("sheet.broken", file=archive.name) from error
