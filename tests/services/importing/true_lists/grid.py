"""A sheet as a program keeps it, and what its writer knows of it."""

from dataclasses import dataclass, field
from datetime import date

from tests.services.importing.true_lists.collection import Kind, Piece

type Said = str | int | float | date | None


@dataclass
class Column:
    """What a column of the sheet really says: the writer knows it, and answers for it."""

    field: str
    header: str
    unit: str = ""
    day_first: bool = False
    fill: bool = False
    ditto: bool = False


@dataclass
class Grid:
    """The cells of one sheet by row and column from 1, what is merged, hidden and coloured, and its truth."""

    kind: Kind
    cells: dict[tuple[int, int], Said] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    coloured: set[tuple[int, int]] = field(default_factory=set)
    columns: list[Column] = field(default_factory=list)
    left: int = 1
    header_row: int = 1
    records: dict[int, list[Piece]] = field(default_factory=dict)
    aside: set[int] = field(default_factory=set)
    titles: str = ""
    struck: set[int] = field(default_factory=set)
    comments: set[tuple[int, int]] = field(default_factory=set)
    read_me: bool = False
    separate_splits: bool = False
    decimal_comma: bool = False
    from_book: str = "take_out"
    daughters: str = "left_over"

    @property
    def height(self) -> int:
        return max(row for row, _ in self.cells)

    @property
    def width(self) -> int:
        return max(column for _, column in self.cells)

    @property
    def pieces(self) -> dict[str, Piece]:
        return {piece.number: piece for some in self.records.values() for piece in some}

    def put(self, row: int, column: int, said: Said) -> None:
        if said is not None and said != "":
            self.cells[row, column] = said

    def named(self, name: str) -> Column | None:
        """Return the column that a field is said in."""
        return next((each for each in self.columns if each.field == name), None)
