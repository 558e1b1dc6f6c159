"""Which sheets a zipped Excel workbook has, and in which parts they are."""

import posixpath
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Final

from lunarcurator.exchange.archive import Archive
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.markup import follow_tags

ROOT: Final = "_rels/.rels"


def workbook_part(archive: Archive) -> str:
    """Return the name of the part that lists the sheets; empty where the package says none."""
    found = [*targets_of(archive, "", "/officeDocument")]
    return found[0] if len(found) == 1 else ""


def sheet_parts(archive: Archive, workbook: str) -> dict[str, str]:
    """Return the part of each sheet; raises SheetError where none is listed."""
    places = {key: place for key, _, place in _relations(archive, workbook)}
    sheets: dict[str, str] = {}

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            by_local = {key.rpartition(":")[2]: value for key, value in attributes.items()}
            sheets.setdefault(by_local.get("name", ""), places.get(by_local.get("id", ""), ""))

    walk_part(archive, workbook, sheet)
    if not sheets:
        raise SheetError("sheet.not_a_table", file=archive.name)
    return sheets


def targets_of(archive: Archive, part: str, kind: str) -> Iterator[str]:
    """Yield the parts of a kind that a part (or the package, "") points to."""
    return (place for _, told, place in _relations(archive, part) if told.endswith(kind))


def _relations(archive: Archive, part: str) -> list[tuple[str, str, str]]:
    """Return what a part points to: the name it gives it, its kind, and the part itself."""
    folder, name = posixpath.split(part)
    found: list[tuple[str, str, str]] = []

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship":
            target = attributes.get("Target", "")
            place = target[1:] if target.startswith("/") else posixpath.join(folder, target)
            found.append((attributes.get("Id", ""), attributes.get("Type", ""), posixpath.normpath(place)))

    walk_part(archive, posixpath.join(folder, "_rels", f"{name}.rels"), relation)
    return found


def walk_part(
    archive: Archive,
    part: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Follow the tags of a part by their names without namespaces; one that is not there says nothing.

    Raises SheetError where it is broken.
    """
    chunks = archive.chunks(part)
    first = next(chunks, None)
    if first is None:
        return

    def begins(tag: str, attributes: dict[str, str]) -> None:
        start(tag.rpartition(":")[2], attributes)

    def ends(tag: str) -> None:
        if end is not None:
            end(tag.rpartition(":")[2])

    try:
        follow_tags(chain([first], chunks), begins, ends if end else None, text)
    except (ValueError, OverflowError) as error:
        raise SheetError("sheet.broken", file=archive.name) from error
