"""The dialog that enters a shipment, or changes one that has not arrived."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final, override

from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.inputs import Input
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.loan_dialog import LoanDialog
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.identity import ShipmentRef, Uid, ref_of
from lunarcurator.domain.lending.shipments import OF_ITS_CARRIER, OF_ITS_FIRM, Shipment
from lunarcurator.domain.lending.terms import Carrier, Direction, DocumentKind
from lunarcurator.domain.operations.issuing import PackShipment
from lunarcurator.services.posting import Preview

_COVER: Final = ("insurance", "waiver")
_CODED: Final[Mapping[str, Callable[[str], StrEnum]]] = {"carrier": Carrier, "direction": Direction}


class PackShipmentDialog(LoanDialog):
    """Asks how a box travels: carrier, seals, who carries it, and what it is insured for.

    Of a shipment that is changed it shows what is on record, and posts what is said otherwise.
    """

    kind = PackShipment.KIND

    @override
    def build(self) -> None:
        caption, new = self.tr("Change"), self.tr("empty: a new shipment")
        self.which = self.chosen_of("which", caption, self.choices.shipments, self.selection.shipment, note=new)
        self.number = self.make.text("number", self.tr("Number"), note=self.tr("empty: the next of the year"))
        self.direction = self.make.coded(
            "direction", self.tr("Goes"), "direction", tuple(Direction), Direction.OUT
        )
        self.carrier = self.make.coded("carrier", self.tr("Carrier"), "carrier", tuple(Carrier), required=True)
        self.firm = self.make.text("firm", self.tr("Firm"))
        self.tracking = self.make.text("tracking", self.tr("Tracking number"))
        self.seals = self.make.text("seals", self.tr("Seals"), note=self.tr("with a semicolon between them"))
        self.carried_by = self.make.text(
            "carried_by", self.tr("Carried by"), note=self.tr("names, with a semicolon")
        )
        self.route = self.make.text("route", self.tr("Route"))
        self.value = self.make.text("declared_value", self.tr("Declared value"))
        self.insurance = self.make.text("insurance", self.tr("Insurance"))
        self.waiver = self.make.text("waiver", self.tr("Or waiver"))
        self.condition = self.make.text("condition", self.tr("Condition at exit"), wide=2)
        self.document = self.document_input()
        self.photographs = self.photographs_input(self.tr("Photographs at exit"))
        self.form.add(self.which, self.number, self.direction)
        self.form.add(self.carrier, self.firm, self.tracking)
        self.form.add(self.seals, self.carried_by, self.route)
        self.form.add(self.value, self.insurance, self.waiver)
        self.form.add(self.condition, self.document)
        self.form.add(self.photographs)
        self._asked: Mapping[str, Input] = {
            each.key: each
            for each in (
                *(self.number, self.direction, self.carrier, self.firm, self.tracking, self.seals),
                *(self.carried_by, self.route, self.value, self.insurance, self.waiver, self.condition),
            )
        }
        self._notes = {key: each.note for key, each in self._asked.items()}
        self._before: Shipment | None = None
        self._recorded: dict[str, str] = self._texts()
        self.which.changed.connect(self._chosen)
        self.carrier.changed.connect(self._other_carrier)
        self.insurance.changed.connect(lambda: self._covered(self.insurance, self.waiver))
        self.waiver.changed.connect(lambda: self._covered(self.waiver, self.insurance))
        self._chosen()

    @override
    def heading(self) -> str:
        return self.tr("Pack a shipment")

    @override
    def primary(self) -> str:
        return self.tr("Change the shipment") if self._before else self.heading()

    @override
    def lacking(self) -> str:
        if self._before is None or self._changed_keys() or self.document.value() or self.photographs.text():
            return ""
        return self.tr("Nothing is changed yet")

    @override
    def operations(self) -> tuple[PackShipment, ...]:
        documents = (
            *self.attached(DocumentKind.CONDITION, self.document),
            *self.photographs.attached(DocumentKind.PHOTOGRAPH, self.day.day()),
        )
        said = {key: self._posted(key) for key in self._changed_keys()}
        if self._before is None:
            # Of a new shipment all is said that the form says, what it begins with too.
            said |= {"direction": self._posted("direction"), "carrier": self._posted("carrier")}
            return (PackShipment(documents=documents, **said),)
        shipment = ShipmentRef(ref_of(self._before.uid))
        return (PackShipment(shipment=shipment, documents=documents, **said),)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        if self._before:
            return (self.tr("What is on record of the shipment changes; no line moves"),)
        return (self.tr("Lines of any loans can be issued in it; nothing leaves yet"),)

    def _chosen(self) -> None:
        """Show what is on record of the shipment that is changed, or an empty form for a new one."""
        chosen = self.choices.packed.get(Uid(self.which.value()))
        if (chosen and chosen.uid) == (self._before and self._before.uid):
            return
        # What belongs together is not drawn along while the form is filled.
        self._before = None
        self._offer_ways(chosen)
        for key, each in self._asked.items():
            each.restore(_on_record(chosen, key) if chosen else "")
            each.set_note(self._notes[key])
        if chosen is None:
            self.direction.restore(Direction.OUT)
        self._before, self._recorded = chosen, self._texts()

    def _offer_ways(self, chosen: Shipment | None) -> None:
        """Offer both directions, and of a shipment that left its own."""
        ways = (chosen.direction,) if chosen and chosen.sent else tuple(Direction)
        self.direction.offer([(str(each), self.words.label(f"direction.{each}")) for each in ways])

    def _other_carrier(self) -> None:
        """Ask anew for the firm, the tracking number and who carries it where another carrier takes it."""
        if self._before is None:
            return
        other = self._texts()["carrier"] != self._recorded["carrier"]
        for key in OF_ITS_CARRIER:
            self._draw_along(key, gone=other)

    def _covered(self, said: Input, instead: Input) -> None:
        """Take the waiver away where an insurance is entered that is not on record, and the other way round."""
        if self._before is None:
            return
        text = said.text().strip()
        self._draw_along(instead.key, gone=bool(text) and text != self._recorded[said.key])

    def _draw_along(self, key: str, *, gone: bool) -> None:
        """Empty an input that says what was on record, or fill it again; what was typed otherwise stays."""
        asked, recorded = self._asked[key], self._recorded[key]
        if gone and recorded and asked.text() == recorded:
            asked.restore("")
            asked.set_note(self.tr("was {text}").format(text=recorded))
        elif not gone and recorded and not asked.text().strip():
            asked.restore(recorded)
            asked.set_note(self._notes[key])

    def _texts(self) -> dict[str, str]:
        return {key: each.text().strip() for key, each in self._asked.items()}

    def _changed_keys(self) -> list[str]:
        """Return what is said otherwise than on record, with what is shown of all that goes with it."""
        texts = self._texts()
        changed = [key for key, text in texts.items() if text != self._recorded[key] and (text or key != "number")]
        if "carrier" in changed:
            changed += OF_ITS_CARRIER
        if "firm" in changed:
            changed += OF_ITS_FIRM
        if any(key in changed for key in _COVER):
            changed += _COVER
        return list(dict.fromkeys(changed))

    def _posted(self, key: str) -> Any:
        text = self._texts()[key]
        if key in {"seals", "carried_by"}:
            return _several(text)
        return _CODED[key](text) if key in _CODED else text


def _on_record(shipment: Shipment, key: str) -> str:
    told = getattr(shipment, "code" if key == "number" else key)
    return "; ".join(told) if isinstance(told, tuple) else str(told)


def _several(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.replace("\uff1b", ";").split(";") if each.strip())


def open_pack_shipment(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that enters or changes a shipment."""
    return opened(PackShipmentDialog(context, selection, parent))
