"""Parts that a list of loans lends out of stock and gives no number: whether this lab numbers them, or how."""

from collections.abc import Iterator
from dataclasses import replace

from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.numbering import SampleNumber, Scheme
from lunarcurator.services.importing.asking.question import Question, ask
from lunarcurator.services.importing.cells.values import number_value
from lunarcurator.services.importing.lists.part_numbers import NEXT, PART_NUMBERS
from lunarcurator.services.importing.planning import Prepared
from lunarcurator.services.lending.historic import PARTS, is_stock


def about_part_numbers(prepared: Prepared, scheme: Scheme) -> Iterator[Question]:
    """Ask for the numbers of such parts; without an answer each gets the next one of its stock."""
    found = [*_stocks(prepared, scheme)]
    if found:
        row, stock = found[0]
        first = scheme.next_number(stock, PARTS, None).canonical
        asked = ask(PART_NUMBERS, (NEXT,), NEXT, count=len(found), row=row, stock=stock.canonical, number=first)
        yield replace(asked, free=True)


def _stocks(prepared: Prepared, scheme: Scheme) -> Iterator[tuple[int, SampleNumber]]:
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
