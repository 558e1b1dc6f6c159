"""The grid of a return: one row for each piece that came back, the borrower's mass beside ours."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.loans.typed_masses import TypedMasses
from lunarcurator.domain.identity import BalanceRef, PlaceRef
from lunarcurator.domain.operations import Reading
from lunarcurator.domain.operations.accounting import CameBack
from lunarcurator.services.words import Words


class ReturnRows:
    """Reads the rows of a grid of returned pieces."""

    def __init__(self, words: Words, masses: TypedMasses) -> None:
        self._masses = masses
        self._yes = words.say("dialog.yes")

    def columns(self) -> tuple[GridColumn, ...]:
        """Return the columns: which piece, what it weighs, where it goes, and whether it was known again."""
        return (
            GridColumn(
                "itself", QCoreApplication.translate("ReturnRows", "Itself"), 60, words=(self._yes,), closed=True
            ),
            GridColumn("name", QCoreApplication.translate("ReturnRows", "Borrower's name"), 115, number=True),
            GridColumn("number", QCoreApplication.translate("ReturnRows", "New number"), 95, number=True),
            GridColumn("form", QCoreApplication.translate("ReturnRows", "Form"), 70),
            self._masses.column("stated_ug", QCoreApplication.translate("ReturnRows", "Stated"), 85),
            self._masses.column("reading", QCoreApplication.translate("ReturnRows", "Read"), 80),
            GridColumn("place", QCoreApplication.translate("ReturnRows", "Place"), 75),
            GridColumn("place_why", QCoreApplication.translate("ReturnRows", "Why there"), 80),
            GridColumn(
                "confirmed",
                QCoreApplication.translate("ReturnRows", "Known again"),
                95,
                words=(self._yes,),
                closed=True,
            ),
            GridColumn("label", QCoreApplication.translate("ReturnRows", "Label as found"), 95),
            GridColumn("remarks", QCoreApplication.translate("ReturnRows", "Remarks"), 0),
        )

    def came_back(self, row: Mapping[str, str], balance: BalanceRef | None) -> CameBack:
        """Return what a row says; what was read was read on this balance, if one is named."""
        place = row["place"].strip()
        return CameBack(
            itself=bool(row["itself"].strip()),
            name=row["name"].strip(),
            number=row["number"].strip(),
            form=row["form"].strip(),
            stated_ug=self._masses.ug(row["stated_ug"]),
            stated_to_ug=self._masses.last_place(row["stated_ug"]),
            reading=self._reading(row["reading"], balance),
            place=PlaceRef(place) if place else None,
            place_why=row["place_why"].strip(),
            confirmed=bool(row["confirmed"].strip()),
            remarks=row["remarks"].strip(),
            label=row["label"].strip(),
        )

    def _reading(self, text: str, balance: BalanceRef | None) -> Reading | None:
        read = self._masses.reading(text)
        return Reading(net_ug=read.net_ug, balance=balance) if read and balance else read
