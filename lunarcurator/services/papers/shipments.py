"""The papers of shipments: packing list, condition report, chain of custody."""

from lunarcurator.documents.papers.filling import Facts
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.shipments import Shipment
from lunarcurator.domain.lending.terms import Direction
from lunarcurator.services.papers.loan_book import LoanBook, document_rows, to_write_on
from lunarcurator.services.papers.loans import opened_book
from lunarcurator.services.papers.paper_context import PaperContext, PaperRefused


def packing_list(context: PaperContext) -> Facts:
    """Gather what is in a shipment, whatever loan each piece belongs to, with seals and carrier."""
    with opened_book(context) as book:
        return _shipment(book)


def condition_report(context: PaperContext) -> Facts:
    """Gather the condition of what is shipped: as it left, photographs by reference, and room for the arrival."""
    return packing_list(context)


def chain_of_custody(context: PaperContext) -> Facts:
    """Gather every hand-over of a shipment with both people, and rows for those to come (GSFC)."""
    return packing_list(context)


def _shipment(book: LoanBook) -> Facts:
    context, shipment = book.context, Shipment.of(book.asked(Subject.SHIPMENT))
    lines = _lines(book, shipment)
    if not lines:
        raise PaperRefused("paper.shipment_empty", of=shipment.code)
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
        "received_by": shipment.received_by,
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
    rows = {"lines": listed, "hands": hands}
    return Facts(shipment.code, told, {**rows, "documents": document_rows(context, shipment.documents)})


def _lines(book: LoanBook, shipment: Shipment) -> list[Line]:
    """Return the lines of a shipment, out or home, in order of their codes."""
    home = shipment.direction is Direction.HOME
    return book.lines("home_shipment" if home else "shipment", shipment.uid)
