"""Numbers made of several columns, of pieces and of their parents: how they are joined, and which come twice."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from lunarcurator.domain.words_folding import number_key, unquoted
from lunarcurator.exchange.book import Row
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.preparing import joined_text, repaired_rows
from lunarcurator.services.importing.reading import Reading, settled
from lunarcurator.services.importing.source import Source
from lunarcurator.services.posting import Cancelled

MOST_SHOWN: Final = 3
"""So many examples and doubles are told."""

_BETWEEN: Final = 1_000
_SPLIT_JOINT: Final = ","


@dataclass(frozen=True, slots=True)
class KeyCount:
    """What the numbers of a whole file of rows come to.

    `named` rows have one, `distinct` are different; `examples` are the first, `doubles` the first that come
    again with the rows they stand in, `parents` how many different parents are named, `away` the first of them
    that are the number of no row.
    """

    rows: int
    named: int
    distinct: int
    examples: tuple[str, ...]
    doubles: tuple[tuple[str, tuple[int, ...]], ...]
    parents: int = 0
    away: tuple[str, ...] = ()


def number_columns(reading: Reading) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the columns that say the number of a piece, and what stands between them."""
    if reading.key:
        return reading.key, reading.joints
    if alone := reading.taken_for("number")[:1]:
        return alone, ()
    return (*reading.taken_for("generic")[:1], *reading.taken_for("specific")[:1]), (_SPLIT_JOINT,)


def parent_columns(reading: Reading) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the columns that say the number of the parent, and what stands between them."""
    return (
        (reading.parent_key, reading.parent_joints)
        if reading.parent_key
        else (reading.taken_for("parent")[:1], ())
    )


def count_keys(source: Source, reading: Reading, should_stop: Callable[[], bool] = lambda: False) -> KeyCount:
    """Count the numbers of all rows as a person would; spellings the book takes for one are one.

    Raises `SheetError` where the file cannot be read any more, `Cancelled`.
    """
    reading = settled(reading)
    own, above = _Joined(reading, *number_columns(reading)), _Joined(reading, *parent_columns(reading))
    first: dict[str, str] = {}
    rows: dict[str, list[int]] = {}
    parents: dict[str, str] = {}
    count = named = 0
    for row in repaired_rows(source, reading):
        if count % _BETWEEN == 0 and should_stop():
            raise Cancelled
        count += 1
        text = own.text(row)
        if (parent := above.text(row)) and parent != text:
            parents.setdefault(number_key(unquoted(parent)), parent)
        if text:
            named += 1
            key = number_key(unquoted(text))
            first.setdefault(key, text)
            rows.setdefault(key, []).append(row.number)
    doubles = [(first[key], tuple(found)) for key, found in rows.items() if len(found) > 1]
    away = [text for key, text in parents.items() if key not in rows]
    return KeyCount(
        count,
        named,
        len(rows),
        (*first.values(),)[:MOST_SHOWN],
        tuple(doubles[:MOST_SHOWN]),
        len(parents),
        tuple(away[:MOST_SHOWN]),
    )


class _Joined:
    def __init__(self, reading: Reading, columns: tuple[str, ...], joints: tuple[str, ...]) -> None:
        self._places = [reading.columns.index(column) for column in columns]
        self._joints = joints

    def text(self, row: Row) -> str:
        return joined_text([plain(row.cells[at]) for at in self._places], self._joints)


def keys_told(found: KeyCount) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield what there is to say of a count, as keys of sentences with their facts."""
    yield (
        "import.key.counted",
        {"rows": found.rows, "distinct": found.distinct, "examples": ", ".join(found.examples)},
    )
    if found.rows > found.named:
        yield "import.key.without", {"count": found.rows - found.named}
    if again := found.named - found.distinct:
        for text, rows in found.doubles:
            yield "import.key.double", {"number": text, "rows": [str(row) for row in rows[:MOST_SHOWN]]}
        yield "import.key.again", {"count": again}
    if found.parents:
        yield "import.key.parents", {"count": found.parents}
    if found.away:
        yield "import.key.away", {"parents": list(found.away)}
