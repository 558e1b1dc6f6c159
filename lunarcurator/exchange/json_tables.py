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
"""The column that says under which key of the file a bare value stood."""

_DEEPEST: Final = 40
# Read JSON takes many times its size in memory.
_LARGEST: Final = 24 * 1024 * 1024

type _Record = dict[str, Cell]


def read_json_book(path: Path, limits: Limits) -> Book:
    """Open a JSON file as one sheet for each kind of object in it; raises SheetError where it holds none."""
    content = path.read_bytes()
    if len(content) > _LARGEST:
        raise SheetError("sheet.file_too_large", file=path.name, bytes=len(content), limit=_LARGEST)
    try:
        told = json.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise SheetError("sheet.broken", file=path.name) from error
    tables: dict[str, list[_Record]] = {}
    _gather(told, path.stem, "", tables, 0)
    sheets = tuple(_sheet(name, records, path.name, limits) for name, records in tables.items())
    if not sheets:
        raise SheetError("sheet.is_json", file=path.name)
    return Book(path.name, hashlib.sha256(content).hexdigest(), "json", sheets)


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
        record = {key: _cell(value) for key, value in told.items() if not isinstance(value, dict | list)}
        if record:
            tables.setdefault(name, []).append(record)
        for key, value in told.items():
            # An object whose values are objects names them: what stands in one stands under its key.
            within = key if _is_shelf(told) else owner
            _gather(value, name if within == key else key, within, tables, depth + 1)


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
