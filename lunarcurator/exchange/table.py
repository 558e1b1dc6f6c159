"""A table read out of a sheet."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lunarcurator.exchange.book import Row, Sheet


@dataclass(frozen=True, slots=True)
class Table:
    """The name of each column of a table, all different, and the filled rows `above` it."""

    columns: tuple[str, ...]
    above: tuple[Row, ...] = ()
    sheet: Sheet = field(kw_only=True, repr=False)

    def rows(self) -> Iterator[Row]:
        """Read the filled rows, in the order and with the numbers of the file."""
        return (row for row in self.sheet.rows() if not row.is_blank)
