"""The dialog that opens a sealed container: what its contents meet, and what each of them weighs."""

from collections.abc import Sequence
from typing import Final, override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.figures import Figure, Figures
from lunarcurator.desktop.dialogs.form.heads import subject_head, subject_words
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.form.readings_input import ReadingsInput
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.facts import Exposure, ExposureKind, Weighing
from lunarcurator.domain.identity import PlaceRef, Uid, ref_of
from lunarcurator.domain.operations import OpenSealed
from lunarcurator.domain.status import Condition
from lunarcurator.services.form_context import FormContext, form_context
from lunarcurator.services.place_book import PlaceCard
from lunarcurator.services.posting import Preview
from lunarcurator.services.sealed import contents_of, sealed_around

_AROUND: Final = (ExposureKind.NITROGEN, ExposureKind.AIR, ExposureKind.CABIN, ExposureKind.OTHER)


class OpenSealedDialog(ActDialog):
    """Asks into what it is opened and in which state the seal was; the contents are listed to be weighed."""

    kind = OpenSealed.KIND
    needs_piece = False
    takes_many = True
    size_at_first = QSize(980, 720)

    @override
    def ask(self) -> FormContext:
        chosen, session = self.selection, self.context.session
        found = chosen.places[0] if chosen.places else sealed_around(session, chosen.samples[0])
        self._container: Uid | None = found
        return form_context(session, contents_of(session, found) if found else (), (found,) if found else ())

    @property
    @override
    def chosen_places(self) -> tuple[PlaceCard, ...]:
        card = self.form_context.places.get(self._container)
        return (card,) if card is not None else ()

    @property
    @override
    def subject(self) -> str:
        return subject_words(self.wording, (), self.chosen_places)

    @override
    def add_head(self) -> None:
        head = subject_head(self.appearance, self.wording, (), self.chosen_places, self.form_context.places)
        self.content.addWidget(head)

    @override
    def build(self) -> None:
        make, pieces = self.make, self.form_context.pieces
        if self.chosen_places:
            self.add_head()
        opens = bool(self.chosen_places)
        caption = self.tr("Opened into")
        self.meets = make.coded("meets", caption, "exposure_kind", _AROUND, empty=True, required=opens)
        self.gas = make.text("gas", self.tr("Gas"), note=self.tr("such as N2, 10 ppm H2O"))
        self.seal = make.text("seal_state", self.tr("State of the seal"), note=self.tr("intact, leaking, broken"))
        self.condition = make.coded(
            "condition", self.tr("Condition from then on"), "condition", tuple(Condition), empty=True
        )
        self.evidence = make.text("evidence", self.tr("Evidence"), wide=2)
        self.balance = make.balance("balance", self.tr("Balance"))
        self.balance.wide = 2
        unit = self.unit_of(pieces[0]) if pieces else self.units.in_lists
        self.readings = ReadingsInput(
            self.appearance, self.words, pieces, self.tr("What stands in it, and its net mass now"), unit
        )
        self.readings.fill({piece.number: self.wording.piece_mass(piece) for piece in pieces})
        self.form.add(self.meets, self.gas, self.seal)
        self.form.add(self.condition, self.balance, self.evidence)
        self.form.add(self.readings)
        self.readings.field.setVisible(bool(pieces))
        self.balance.field.setVisible(bool(pieces))
        self.figures = Figures(self.appearance, self.tr("Contents"))
        self.panel.addWidget(self.figures)

    @override
    def heading(self) -> str:
        return self.tr("Open {place}").format(place=self.subject)

    @override
    def primary(self) -> str:
        if not self.meets.value():
            return self.heading()
        into = self.words.say(f"exposure_kind.{self.meets.value()}")
        return self.tr("Open {place} into {gas}").format(place=self.subject, gas=into)

    @override
    def lacking(self) -> str:
        return "" if self.chosen_places else self.words.say("open_sealed.none")

    @override
    def operations(self) -> tuple[OpenSealed, ...]:
        return (
            OpenSealed(
                place=PlaceRef(ref_of(self.chosen_places[0].uid)),
                meets=ExposureKind(self.meets.value()),
                gas=self.gas.value(),
                seal_state=self.seal.value(),
                readings=self.readings.readings(self.balance.balance()),
                condition=Condition(self.condition.value()) if self.condition.value() else None,
                evidence=self.evidence.value(),
            ),
        )

    @override
    def edited(self) -> None:
        if self.readings.trouble() is not None:
            return
        read = self.readings.readings(self.balance.balance())
        total = sum(each.reading.net_ug or 0 for each in read)
        pieces = self.words.say("dialog.pieces", {"count": len(self.form_context.pieces)})
        rows = [Figure(self.tr("In the container"), pieces)]
        if read:
            rows.append(Figure(self.tr("Weighed now"), self.wording.mass(total), bold=True))
        self.figures.show_rows(tuple(rows))

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        facts = [each.fact for each in preview.facts]
        met = sum(isinstance(fact, Exposure) and fact.origin is None for fact in facts)
        weighed = sum(isinstance(fact, Weighing) for fact in facts)
        lines = [
            self.tr("{place} is sealed no more").format(place=self.subject),
            self.words.say("dialog.met_by", {"count": met}),
        ]
        if weighed:
            lines.append(self.words.say("dialog.weighed_now", {"count": weighed}))
        if self.condition.value():
            lines.append(self.tr("Condition becomes: {condition}").format(condition=self.condition.word()))
        return lines


def open_open_sealed(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog for a sealed container, or for the one a piece stands in; None where nothing is selected."""
    chosen = selection.samples or selection.places
    return opened(OpenSealedDialog(context, selection, parent)) if chosen else None
