"""The form that enters a shipment, or changes one that has not arrived.

Of a shipment that is changed it shows what is on record, and posts what is said otherwise.
"""

from collections.abc import Mapping
from typing import Any, Final

from lunarcurator.desktop.dialogs.form.inputs import Input
from lunarcurator.desktop.dialogs.form.kind_inputs import DOCUMENT, Offer, files_of, one_of
from lunarcurator.desktop.dialogs.form.layout import Layout, LayoutForm
from lunarcurator.desktop.dialogs.loans.desk import DESK, Desk
from lunarcurator.domain.identity import ShipmentRef, Uid, ref_of
from lunarcurator.domain.lending.shipments import OF_ITS_CARRIER, OF_ITS_FIRM, Shipment
from lunarcurator.domain.lending.terms import Direction, DocumentKind
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.operations.issuing import PackShipment

_COVER: Final = ("insurance", "waiver")
_DOCUMENT, _PHOTOGRAPHS = "document", "photographs"


class _Packing:
    """Fills the form with what is on record of the shipment that is changed, and tells what is said otherwise."""

    def __init__(self, form: LayoutForm) -> None:
        self._form = form
        named = [name for row in PACK_SHIPMENT.rows for name in row]
        own = [name for name in named if name not in {"shipment", _DOCUMENT, _PHOTOGRAPHS}]
        self._inputs: Mapping[str, Input] = {name: form.input(name) for name in own}
        self._notes = {name: each.note for name, each in self._inputs.items()}
        self.before: Shipment | None = None
        """The shipment that is changed, None for a new one."""
        self._recorded = self._texts()
        form.input("shipment").changed.connect(self._choose)
        form.input("carrier").changed.connect(self._other_carrier)
        form.input("insurance").changed.connect(lambda: self._covered("insurance", "waiver"))
        form.input("waiver").changed.connect(lambda: self._covered("waiver", "insurance"))
        self._choose()

    def changed(self) -> list[str]:
        """Return what is said otherwise than on record, with what is shown of all that goes with it."""
        texts = self._texts()
        found = [name for name, text in texts.items() if text != self._recorded[name]]
        # A number is not taken away.
        found = [name for name in found if texts[name] or name != "number"]
        if "carrier" in found:
            found += OF_ITS_CARRIER
        if "firm" in found:
            found += OF_ITS_FIRM
        if any(name in found for name in _COVER):
            found += _COVER
        return list(dict.fromkeys(found))

    def _choose(self) -> None:
        """Show what is on record of the shipment that is changed, or an empty form for a new one."""
        desk: Desk = self._form.desk
        chosen = desk.choices.packed.get(Uid(self._form.input("shipment").value()))
        if (chosen and chosen.uid) == (self.before and self.before.uid):
            return
        # What belongs together is not drawn along while the form is filled.
        self.before = None
        self._offer_ways(chosen)
        for name, each in self._inputs.items():
            each.restore(_on_record(chosen, name) if chosen else "")
            each.set_note(self._notes[name])
        if chosen is None:
            self._form.input("direction").restore(Direction.OUT)
        self.before, self._recorded = chosen, self._texts()

    def _offer_ways(self, chosen: Shipment | None) -> None:
        """Offer both directions, and of a shipment that left its own."""
        ways = (chosen.direction,) if chosen and chosen.sent else tuple(Direction)
        words = self._form.words
        self._form.input("direction").offer([(str(each), words.label(f"direction.{each}")) for each in ways])

    def _other_carrier(self) -> None:
        """Ask anew for the firm, the tracking number and who carries it where another carrier takes it."""
        if self.before is None:
            return
        other = self._texts()["carrier"] != self._recorded["carrier"]
        for name in OF_ITS_CARRIER:
            self._draw_along(name, gone=other)

    def _covered(self, said: str, instead: str) -> None:
        """Take the waiver away where an insurance is entered that is not on record, and the other way round."""
        if self.before is None:
            return
        text = self._texts()[said]
        self._draw_along(instead, gone=bool(text) and text != self._recorded[said])

    def _draw_along(self, name: str, *, gone: bool) -> None:
        """Empty an input that says what was on record, or fill it again; what was typed otherwise stays."""
        made, recorded = self._inputs[name], self._recorded[name]
        if gone and recorded and made.text() == recorded:
            made.restore("")
            made.set_note(self._form.words.say("dialog.was", {"text": recorded}))
        elif not gone and recorded and not made.text().strip():
            made.restore(recorded)
            made.set_note(self._notes[name])

    def _texts(self) -> dict[str, str]:
        return {name: each.text().strip() for name, each in self._inputs.items()}


def _on_record(shipment: Shipment, name: str) -> str:
    told = getattr(shipment, "code" if name == "number" else name)
    return "; ".join(told) if isinstance(told, tuple) else str(told)


def _shipments(form: LayoutForm) -> Offer:
    desk: Desk = form.desk
    return Offer(desk.choices.shipments, form.selection.shipment)


def _follow_record(form: LayoutForm) -> None:
    form.memory = _Packing(form)


def _said_otherwise(form: LayoutForm) -> Mapping[str, Any]:
    packing: _Packing = form.memory
    if packing.before is not None:
        shipment = ShipmentRef(ref_of(packing.before.uid))
        return {"shipment": shipment, **{name: form.value(name) for name in packing.changed()}}
    # Of a new shipment all is said that the form says, what it begins with too.
    return {name: form.value(name) for name in dict.fromkeys((*packing.changed(), "direction", "carrier"))}


def _papers(form: LayoutForm) -> tuple[Attached, ...]:
    day = form.day.day()
    document, photographs = form.input(_DOCUMENT), form.input(_PHOTOGRAPHS)
    condition = (document.attached(DocumentKind.CONDITION, day),) if document.value() else ()
    return (*condition, *photographs.attached(DocumentKind.PHOTOGRAPH, day))


def _nothing_changed(form: LayoutForm) -> str:
    packing: _Packing = form.memory
    new = packing.before is None or packing.changed()
    said = new or form.input(_DOCUMENT).value() or form.input(_PHOTOGRAPHS).text()
    return "" if said else form.words.say("form_lacks.pack_shipment")


def _of_changed(form: LayoutForm) -> str:
    return "changed" if form.memory.before else ""


PACK_SHIPMENT: Final = Layout(
    PackShipment,
    DESK,
    (
        ("shipment", "number", "direction"),
        ("carrier", "firm", "tracking"),
        ("seals", "carried_by", "route"),
        ("declared_value", "insurance", "waiver"),
        ("condition", _DOCUMENT),
        (_PHOTOGRAPHS,),
    ),
    size=(940, 560),
    wide={"condition": 2},
    required=("carrier",),
    first={"direction": Direction.OUT},
    inputs={"shipment": one_of(_shipments)},
    extra={_DOCUMENT: DOCUMENT, _PHOTOGRAPHS: files_of(DocumentKind.PHOTOGRAPH)},
    keys={"shipment": "which"},
    given={"documents": _papers},
    values=_said_otherwise,
    variant=_of_changed,
    lacking=_nothing_changed,
    built=_follow_record,
)
