"""The dialog for institutions that borrow: who is known, and what is known of each."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.borrowers.party_dialog import former_words, institution_ref, joined
from lunarcurator.desktop.dialogs.form.inputs import ChoiceInput, FlagInput, TextInput
from lunarcurator.desktop.dialogs.form.kind_inputs import several
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.form.roster import RosterDialog
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.widgets.ledger_model import LedgerCell, LedgerColumn
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.people import Institution
from lunarcurator.domain.lending.terms import InstitutionType
from lunarcurator.domain.operations.borrowing import SetUpInstitution
from lunarcurator.services.form_context import FormContext, form_context
from lunarcurator.services.lending.parties import parties
from lunarcurator.services.posting import Preview


class InstitutionsDialog(RosterDialog):
    """Enters institutions and changes them; one that borrows no more is not offered any longer."""

    kind = SetUpInstitution.KIND
    size_at_first = QSize(980, 680)

    @override
    def ask(self) -> FormContext:
        self.parties = parties(self.context.session)
        return form_context(self.context.session)

    @override
    def build(self) -> None:
        look = self.appearance
        self.add_list(self.tr("Institutions"), self.tr("A new institution"))
        types = [(str(each), self.wording.term("institution_type", each)) for each in InstitutionType]
        self.name = TextInput(look, "name", self.tr("Name"), required=True, wide=2)
        self.names = TextInput(
            look,
            "names",
            self.tr("Other names"),
            note=self.tr("in other scripts and languages, with a semicolon between them"),
            wide=2,
        )
        self.type = ChoiceInput(look, "type", self.tr("Type"), types, InstitutionType.UNIVERSITY)
        self.country = TextInput(look, "country", self.tr("Country"))
        self.address = TextInput(look, "address", self.tr("Address"), wide=2)
        self.remarks = TextInput(look, "remarks", self.tr("Remarks"), wide=2)
        self.retired = FlagInput(look, "retired", "", self.tr("Does not borrow any more"))
        self._as_known: tuple[str, ...] = ()
        self.form.add(self.which)
        self.form.add(self.name, self.names)
        self.form.add(self.type, self.country, self.retired)
        self.form.add(self.address, self.remarks)

    @override
    def heading(self) -> str:
        return self.tr("Institutions")

    @override
    def primary(self) -> str:
        known, name = self._chosen(), self.name.value()
        if known is not None:
            return self.tr("Change {name}").format(name=known.name)
        return self.tr("Enter {name}").format(name=name) if name else self.tr("Enter an institution")

    @override
    def lacking(self) -> str:
        same = self._chosen() is not None and self._texts() == self._as_known
        return self.tr("Nothing is changed yet") if same else ""

    @override
    def operations(self) -> tuple[SetUpInstitution, ...]:
        known = self._chosen()
        return (
            SetUpInstitution(
                institution=institution_ref(known.uid) if known else None,
                name=self.name.value(),
                names=several(self.names.value()),
                country=self.country.value(),
                type=InstitutionType(self.type.value()),
                address=self.address.value(),
                remarks=self.remarks.value(),
                retired=self.retired.value(),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        told = [self.tr("{name}: {type}").format(name=self.name.value(), type=self.type.word())]
        if self.retired.value():
            told.append(self.tr("Nothing new is agreed with it without a reason; what is out stays out"))
        return [*told, *former_words(self._chosen(), self.name.value(), several(self.names.value()))]

    @override
    def columns(self) -> tuple[LedgerColumn, ...]:
        return (
            LedgerColumn(self.tr("Name")),
            LedgerColumn(self.tr("Type"), width=120),
            LedgerColumn(self.tr("Country"), width=90),
            LedgerColumn(self.tr("State"), width=120),
        )

    @override
    def listed(self) -> Sequence[tuple[Uid, Sequence[LedgerCell | str]]]:
        return [(each.uid, self._cells(each)) for each in self.parties.institutions]

    @override
    def choices(self) -> list[tuple[str, str]]:
        return [(each.uid, each.name) for each in self.parties.institutions]

    @override
    def fill(self) -> None:
        known = self._chosen()
        self.name.restore(known.name if known else "")
        self.names.restore(joined(known.names) if known else "")
        self.type.restore(str(known.type if known else InstitutionType.UNIVERSITY))
        self.country.restore(known.country if known else "")
        self.address.restore(known.address if known else "")
        self.remarks.restore(known.remarks if known else "")
        self.retired.restore("1" if known and known.retired else "")
        self._as_known = self._texts()

    def _texts(self) -> tuple[str, ...]:
        asked = (self.name, self.names, self.type, self.country, self.address, self.remarks, self.retired)
        return tuple(each.text().strip() for each in asked)

    def _cells(self, each: Institution) -> Sequence[LedgerCell | str]:
        name = LedgerCell(each.name, target=each.uid, tone="text2" if each.retired else "text")
        state = self.tr("no longer borrows") if each.retired else ""
        return name, self.wording.term("institution_type", each.type), each.country, state

    def _chosen(self) -> Institution | None:
        return self.parties.institution(self.which.value())


def open_institutions(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog of the institutions."""
    del selection
    return opened(InstitutionsDialog(context, Selection(), parent))
