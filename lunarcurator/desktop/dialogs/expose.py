"""The dialog that says pieces, or all that stood in places, met something that changes what they are good for."""

from collections.abc import Sequence
from typing import Final, override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.facts import Exposure, ExposureKind, Scope
from lunarcurator.domain.operations import Expose
from lunarcurator.domain.status import Condition
from lunarcurator.services.posting import Preview

_OUTSIDE: Final = (Scope.SURFACE, Scope.FACE)


class ExposeDialog(ActDialog):
    """Asks what was met, how far it reached, where, how long, how warm, and by which evidence."""

    kind = Expose.KIND
    needs_piece = False
    takes_many = True
    size_at_first = QSize(960, 720)

    @override
    def build(self) -> None:
        self.add_head()
        make = self.make
        self.met = make.word(
            "kind", self.tr("What was met"), "exposure_kind", tuple(ExposureKind), closed=True, required=True
        )
        self.agent = make.text(
            "agent", self.tr("More exactly"), note=self.tr("the saw, the room, the solvent by name"), wide=2
        )
        self.scope = make.coded("scope", self.tr("How much of it"), "scope", tuple(Scope), Scope.WHOLE)
        self.where = make.place("where", self.tr("Where"))
        self.until = make.day("until", self.tr("Until"), note=self.tr("empty: not stated"))
        self.temperature = make.temperature("temperature_mk", self.tr("Temperature"), note=self.tr("in K or °C"))
        self.condition = make.coded(
            "condition", self.tr("Condition from then on"), "condition", tuple(Condition), empty=True
        )
        self.interior = make.pieces(
            "interior",
            self.tr("Daughters from the interior"),
            note=self.tr("numbers of those it did not reach, between semicolons"),
            wide=2,
        )
        self.evidence = make.text(
            "evidence", self.tr("Evidence"), note=self.tr("where this is written, or why it is known"), wide=2
        )
        self.form.add(self.met, self.agent)
        self.form.add(self.scope, self.where, self.until)
        self.form.add(self.interior)
        self.form.add(self.temperature, self.condition, self.evidence)

    @override
    def heading(self) -> str:
        return self.tr("Record an exposure of {what}").format(what=self._what())

    @override
    def primary(self) -> str:
        met = self.words.say(f"exposure_kind.{self.met.value()}") if self.met.value() in _KINDS else ""
        return (
            self.tr("Record that {what} met {met}").format(what=self._what(), met=met) if met else self.heading()
        )

    @override
    def lacking(self) -> str:
        return "" if self.form_context.pieces or self.chosen_places else self.words.say("expose.nothing")

    @override
    def operations(self) -> tuple[Expose, ...]:
        return (
            Expose(
                kind=ExposureKind(self.met.value()),
                samples=self.refs,
                places=self.place_refs,
                agent=self.agent.value(),
                scope=Scope(self.scope.value()),
                until=self.until.day() if self.until.value() else 0,
                where=self.where.ref(),
                temperature_mk=self.temperature.mk(),
                condition=Condition(self.condition.value()) if self.condition.value() else None,
                evidence=self.evidence.value(),
                interior=self.interior.refs() if self._reaches_outside() else (),
            ),
        )

    @override
    def edited(self) -> None:
        self.interior.field.setVisible(self._reaches_outside())

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        exposures = [each.fact for each in preview.facts if isinstance(each.fact, Exposure)]
        later = sum(each.origin is not None for each in exposures)
        lines = [self.words.say("dialog.met_by", {"count": len(exposures) - later})]
        if later:
            lines.append(self.words.say("dialog.inherited_by", {"count": later}))
        if self._reaches_outside():
            lines.append(self.tr("Later daughters inherit it, unless they are stated to come from the interior"))
        else:
            lines.append(self.tr("Later daughters inherit it"))
        if self.condition.value():
            lines.append(self.tr("Condition becomes: {condition}").format(condition=self.condition.word()))
        return lines

    def _reaches_outside(self) -> bool:
        return self.scope.value() in _OUTSIDE

    def _what(self) -> str:
        if self.chosen_places and not self.form_context.pieces:
            return self.tr("all in {place}").format(place=self.subject)
        return self.subject


_KINDS: Final = frozenset(map(str, ExposureKind))


def open_expose(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that records an exposure of what is selected; None where nothing is."""
    chosen = selection.samples or selection.places
    return opened(ExposeDialog(context, selection, parent)) if chosen else None
