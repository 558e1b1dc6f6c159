"""The papers of shipments: packing list, condition report, chain of custody."""

from collections.abc import Iterator, Sequence
from typing import Final

from lunarcurator.documents.papers.filling import Facts, Row
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.shipments import Shipment, receipts_of
from lunarcurator.domain.lending.terms import Direction, LineState
from lunarcurator.services.papers.loan_book import LoanBook, document_rows, to_write_on
from lunarcurator.services.papers.loans import opened_book
from lunarcurator.services.papers.paper_context import PaperContext, PaperRefused

_ROWS_TO_SIGN: Final = 3
"""So many rows at most are left to sign on for what is on its way: it may arrive in parts."""


def packing_list(context: PaperContext) -> Facts:
    """Gather what is in a shipment, whatever loan each piece belongs to, with seals and carrier."""
    with opened_book(context) as book:
        return _shipment(book)


def condition_report(context: PaperContext) -> Facts:
    """Gather the condition of what is shipped: as it left, photographs by reference, and room for the arrival."""
    return packing_list(context)


def chain_of_custody(context: PaperContext) -> Facts:
    """Gather each hand-over and receipt of a shipment with its people, and rows for those to come (GSFC)."""
    return packing_list(context)


def _shipment(book: LoanBook) -> Facts:
    context, shipment = book.context, Shipment.of(book.asked(Subject.SHIPMENT))
    lines = _lines(book, shipment)
    if not lines:
        raise PaperRefused("paper.shipment_empty", of=shipment.code)
    waiting = sum(line.state is LineState.TRANSIT for line in lines)
    told = {
        "direction": context.term("direction", shipment.direction),
        "carrier": context.term("carrier", shipment.carrier),
        "firm": shipment.firm,
        "tracking": shipment.tracking,
        "seals": ", ".join(shipment.seals),
        "carried_by": ", ".join(shipment.carried_by),
        "route": shipment.route,
        "declared_value": shipment.declared_value,
        "insurance": "; ".join(filter(None, (shipment.insurance, shipment.waiver))),
        "condition": shipment.condition,
        "value_received": shipment.value_received,
        "condition_received": shipment.condition_received,
        **{key: context.day(getattr(shipment, key)) for key in ("packed", "sent", "received")},
        "received_by": "; ".join(dict.fromkeys(shipment.receivers)),
        "awaited": "1" if waiting else "",
        "to_sign": str(_to_sign(shipment, waiting)),
        "count": str(len(lines)),
        **book.borrower(lines[0].borrower, [line.agreement for line in lines]),
        "code": shipment.code,
    }
    hands = tuple(
        {
            "day": each.day,
            "at": each.at,
            "given_by": each.given_by,
            "taken_by": each.taken_by,
            "seals": ""
            if each.seals_intact is None
            else context.words.label("value.yes" if each.seals_intact else "value.no"),
            "remarks": each.remarks,
        }
        for each in shipment.hands
    )
    listed = to_write_on(book.rows(lines), ticks=("packed",), blank=("out", "in"))
    received = to_write_on(_receipts(context, shipment, lines, listed), blank=("signature",))
    rows: dict[str, Sequence[Row]] = {"lines": listed, "hands": hands, "receipts": received}
    return Facts(shipment.code, told, {**rows, "documents": document_rows(context, shipment.documents)})


def _to_sign(shipment: Shipment, waiting: int) -> int:
    """Return how many rows are left to sign on for what is to arrive; what comes home is signed for here."""
    return 1 if shipment.direction is Direction.HOME else min(waiting, _ROWS_TO_SIGN)


def _receipts(
    context: PaperContext, shipment: Shipment, lines: Sequence[Line], listed: Sequence[Row]
) -> Iterator[Row]:
    """Yield each receipt with its lines and their pieces, which stand above where it was the whole."""
    if shipment.direction is Direction.HOME:
        return
    numbers = {line.code: str(row["number"]) for line, row in zip(lines, listed, strict=True)}
    for each in receipts_of(shipment, lines):
        whole = context.words.label("paper.received_whole")
        yield {
            "codes": whole if each.whole else ", ".join(each.lines),
            "numbers": whole if each.whole else "; ".join(numbers[code] for code in each.lines),
            "day": each.day,
            "by": each.by,
        }


def _lines(book: LoanBook, shipment: Shipment) -> list[Line]:
    """Return the lines of a shipment, out or home, in order of their codes."""
    home = shipment.direction is Direction.HOME
    return book.lines("home_shipment" if home else "shipment", shipment.uid)
