"""Reads the tables in a JSON file: lists of objects, and objects that hold them."""

import hashlib
import json
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Final

from lunarcurator.exchange.book import Book, Row, Sheet
from lunarcurator.exchange.cells import Cell, NumberCell, plain_digits
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.limits import Limits

OWNER: Final = "of"
"""The column that says under which key of the file, or in which record, something stood."""

_DEEPEST: Final = 40
# As the parts of stacked headers are joined, so that what stands last is looked for as a header.
_WITHIN: Final = " / "
_PARTED: Final = "; "
_NAMING: Final = (
    "number",
    "sample number",
    "sample",
    "sample id",
    "igsn",
    "id",
    "identifier",
    "designation",
    "name",
)
# Read JSON takes many times its size in memory.
_LARGEST: Final = 24 * 1024 * 1024

type _Record = dict[str, Cell]


def read_json_book(path: Path, limits: Limits) -> Book:
    """Open a JSON file as one sheet for each kind of object in it; raises SheetError where it holds none."""
    content = path.read_bytes()
    if len(content) > _LARGEST:
        raise SheetError("sheet.file_too_large", file=path.name, bytes=len(content), limit=_LARGEST)
    try:
        told = _parsed(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise SheetError("sheet.broken", file=path.name) from error
    tables: dict[str, list[_Record]] = {}
    _gather(told, path.stem, "", tables, 0)
    sheets = tuple(_sheet(name, records, path.name, limits) for name, records in tables.items())
    if not sheets:
        raise SheetError("sheet.is_json", file=path.name)
    return Book(path.name, hashlib.sha256(content).hexdigest(), "json", sheets)


def _parsed(text: str) -> object:
    """Return what a text says, one value or one on each line."""
    try:
        return json.loads(text, parse_float=Decimal)
    except json.JSONDecodeError:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2 or not all(line.lstrip().startswith("{") for line in lines):
            raise
        return [json.loads(line, parse_float=Decimal) for line in lines]


def _gather(told: object, name: str, owner: str, tables: dict[str, list[_Record]], depth: int) -> None:
    if depth > _DEEPEST:
        return
    if isinstance(told, list):
        for each in told:
            if isinstance(each, dict | list):
                _gather(each, name, owner, tables, depth + 1)
            elif each is not None and owner:
                tables.setdefault(name, []).append({OWNER: owner, name: _cell(each)})
    elif isinstance(told, dict):
        if any(not isinstance(value, dict | list) for value in told.values()):
            # The key an object stands under may be all that names it.
            named = not owner or owner in map(str, told.values())
            _take(told, name, {} if named else {OWNER: owner}, tables, depth)
            return
        for key, value in told.items():
            # An object whose values are objects names them: what stands in one stands under its key.
            within = key if _is_shelf(told) else owner
            _gather(value, name if within == key else key, within, tables, depth + 1)


def _take(
    told: dict[str, object], name: str, above: _Record, tables: dict[str, list[_Record]], depth: int
) -> None:
    """Keep one record: what is within it in one piece stands in columns of its own, what it has many of apart."""
    record: _Record = dict(above)
    many: dict[str, object] = {}
    _flatten(told, "", record, many, depth)
    tables.setdefault(name, []).append(record)
    mine = next((str(record[key]) for key in _names(record)), "")
    for key, value in many.items():
        for each in value if isinstance(value, list) else ():
            if isinstance(each, dict) and depth < _DEEPEST:
                _take(each, key, {OWNER: mine} if mine else {}, tables, depth + 1)
            elif isinstance(each, list):
                _gather(each, key, mine, tables, depth + 1)
            elif each is not None:
                tables.setdefault(key, []).append({OWNER: mine, key: _cell(each)})
        if isinstance(value, dict):
            _gather(value, key, mine, tables, depth + 1)


def _flatten(told: dict[str, object], before: str, record: _Record, many: dict[str, object], depth: int) -> None:
    for key, value in told.items():
        if isinstance(value, dict) and value and not _is_shelf(value) and depth < _DEEPEST:
            _flatten(value, f"{before}{key}{_WITHIN}", record, many, depth + 1)
        elif isinstance(value, list) and not any(isinstance(each, dict | list) for each in value):
            record[f"{before}{key}"] = _PARTED.join(str(_cell(each)) for each in value if each is not None) or None
        elif isinstance(value, dict | list):
            many[key] = value
        else:
            record[f"{before}{key}"] = _cell(value)


def _names(record: _Record) -> Iterator[str]:
    """Yield the columns that may name a record, the likeliest first."""
    for wanted in _NAMING:
        for key in record:
            if key.casefold().replace("_", " ") == wanted and record[key] is not None:
                yield key


def _is_shelf(told: dict[str, object]) -> bool:
    return all(isinstance(value, dict) for value in told.values())


def _cell(value: object) -> Cell:
    if isinstance(value, Decimal):
        digits = plain_digits(value)
        return int(digits) if digits.lstrip("-").isdecimal() else NumberCell(digits, str(value))
    if value is None or isinstance(value, bool | int):
        return value
    return str(value) or None


def _sheet(name: str, records: list[_Record], file: str, limits: Limits) -> Sheet:
    columns = tuple(dict.fromkeys(key for record in records for key in record))
    if len(columns) > limits.columns:
        raise SheetError("sheet.too_many_columns", file=file, row=0, columns=len(columns), limit=limits.columns)
    return Sheet(name, hidden=False, source=partial(_rows, columns, records))


def _rows(columns: tuple[str, ...], records: list[_Record]) -> Iterator[Row]:
    yield Row(1, columns)
    for number, record in enumerate(records, start=2):
        yield Row(number, tuple(record.get(column) for column in columns))
