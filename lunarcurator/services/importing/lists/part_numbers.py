"""Numbers of parts that a list of loans lends out of stock and does not number: given by this lab, or set."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, override

from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.numbering import SampleNumber, Scheme
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Kind, Looking, Question
from lunarcurator.services.importing.cells.values import number_value
from lunarcurator.services.importing.columns.mapping import AS_LOANS, MappingRefused
from lunarcurator.services.lending.historic import PARTS, is_stock

if TYPE_CHECKING:
    from lunarcurator.services.importing.preparing import Prepared

_APART: Final = re.compile(r"[;；\n]+")
_SAYS: Final = re.compile(r"\s*(?P<row>\d+)\s*[:：]\s*(?P<number>\S.*?)\s*")


class PartNumbers(Kind[Mapping[int, tuple[str, ...]]]):
    """Which numbers such parts get; without an answer each gets the next one of its stock."""

    name = "part_numbers"
    options = (Choice.NEXT,)
    free, hint = True, "import.hint.row_numbers"

    @override
    def read(self, text: str) -> Mapping[int, tuple[str, ...]] | None:
        """Return the numbers that `10: CE5C0400YJFM007; 13: …` sets, by row, several of one row in their order.

        Raises `MappingRefused` for a part of it that says no row and number.
        """
        found: dict[int, tuple[str, ...]] = {}
        for part in filter(str.strip, _APART.split(text)) if text.strip() != Choice.NEXT else ():
            said = _SAYS.fullmatch(part)
            if said is None:
                raise MappingRefused("import.part_numbers_text", text=part.strip())
            row = int(said["row"])
            found[row] = (*found.get(row, ()), said["number"])
        return MappingProxyType(found)

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        if sheet.target is None or sheet.reading.kind != AS_LOANS:
            return
        if found := [*_stocks(sheet.prepared, sheet.target.scheme)]:
            row, stock = found[0]
            first = sheet.target.scheme.next_number(stock, PARTS, None).canonical
            facts = {"count": len(found), "row": row, "stock": stock.canonical, "number": first}
            yield self.ask(facts, proposed=Choice.NEXT)


PART_NUMBERS: Final = PartNumbers()


def _stocks(prepared: "Prepared", scheme: Scheme) -> Iterator[tuple[int, SampleNumber]]:
    """Yield the rows that name a stock, with its number."""
    at = [index for index, column in enumerate(prepared.columns) if column.target == "number"]
    for row in prepared.table.rows() if at else ():
        try:
            number = scheme.parse_cell(number_value(row.cells[at[0]]))
        except Refusal:
            # What cannot be read is refused with its row.
            continue
        if is_stock(scheme, number):
            yield row.number, number
