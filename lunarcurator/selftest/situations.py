"""What must be selected before a dialog is offered: made in the demonstration of the selftest, chosen in turn."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from lunarcurator.selftest.commands import post_acts

_GIVEN, _LOST, _VOID = "Selftest given", "Selftest lost", "Selftest void"
_PIECES: Final = ("15555", "10002", "73001", "70180,2", "15555,879", _GIVEN, _LOST, _VOID)
"""A rock, a soil, a core in a sealed container, one in the cold, on display, given away, lost, void."""
_SECOND: Final = "P. Processor (demo)"
_PLACE: Final = "Selftest tray"


def make_situations(folder: Path, store: str) -> None:
    """Post into the demonstration what it lacks: a lost, a given and a void piece, and a place that was moved."""
    from lunarcurator.services.demonstration import CURATOR

    made = [
        *({"kind": "register", "operation": {"collection": "Practice", "number": each}} for each in _PIECES[-3:]),
        {"kind": "void", "operation": {"sample": _VOID}},
        {"kind": "set_up_place", "operation": {"kind": "tray", "name": _PLACE, "parent": "DEMO-C1"}},
    ]
    moved = {"kind": "move", "operation": {"to": "DEMO-C2", "places": [_PLACE]}}
    lost = {"kind": "declare_lost", "operation": {"samples": [_LOST], "report": "Report 1"}}
    gift = {"samples": [_GIVEN], "kind": "gift", "counterpart": "A museum", "document": "Report 1"}
    given = {"kind": "transfer_title", "operation": gift}
    asked = ("lost.needs_authority", "transfer.needs_authority")
    for acts in (made, [moved]):
        post_acts(folder, store, {"acts": acts}, "--operator", CURATOR)
    told = {
        "acts": [lost, given],
        "authority": {"name": CURATOR, "document": "Report 1"},
        "overrides": [{"key": each, "reason": "Selftest"} for each in asked],
    }
    post_acts(folder, store, told, "--operator", CURATOR, "--witness", _SECOND)


def situations(store_view: Any) -> Iterator[tuple[str, Any]]:
    """Yield the rooms with what is selected there, so that every act is offered for one of them."""
    from lunarcurator.desktop.links import Selection
    from lunarcurator.services.cases import all_cases
    from lunarcurator.services.form_context import find_piece
    from lunarcurator.services.orders import orders
    from lunarcurator.store.reads.place_book import places

    session = store_view.context.session
    for number in _PIECES:
        yield "samples", Selection(samples=(find_piece(session, number),))
    with session.database.connect() as connection:
        tray = next(each.uid for each in places(connection) if each.name == _PLACE)
    yield "places", Selection(places=(tray,))
    yield "attention", Selection(case=all_cases(session)[0].uid)
    yield "attention", Selection(order=orders(session)[0].uid)
