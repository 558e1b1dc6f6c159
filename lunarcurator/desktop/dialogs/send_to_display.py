"""The dialog that puts pieces on display."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.form.shown_mass import figures_of
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.days import show_day
from lunarcurator.domain.operations import SendToDisplay
from lunarcurator.domain.status import Condition
from lunarcurator.services.posting import Preview


class SendToDisplayDialog(ActDialog):
    """Asks at which venue or in which case, until when, and by which agreement."""

    kind = SendToDisplay.KIND
    takes_many = True
    size_at_first = QSize(900, 480)

    @override
    def build(self) -> None:
        self.add_head()
        self.place = self.make.place(
            "place",
            self.tr("Shown at"),
            for_pieces=True,
            required=True,
            note=self.tr("a venue, or a display case"),
        )
        self.until = self.make.day("until", self.tr("Until"), note=self.tr("empty: no end agreed"))
        self.agreement = self.make.text("agreement", self.tr("Agreement"))
        self.form.add(self.place)
        self.form.add(self.until, self.agreement)
        self.back = self.make.day("back", self.tr("Was back on"), note=self.tr("only for a time long past"))
        self.condition = self.make.coded("condition", self.tr("Condition then"), "condition", ("", *Condition), "")
        self.form.add(self.back, self.condition)
        self.panel.addWidget(figures_of(self.appearance, self.wording, self.form_context.pieces))

    @override
    def heading(self) -> str:
        return self.tr("Put {what} on display").format(what=self.subject)

    @override
    def primary(self) -> str:
        place = None if self.place.trouble() else self.place.place()
        if place is None:
            return self.heading()
        return self.tr("Put {what} on display at {place}").format(what=self.subject, place=place.name)

    @override
    def operations(self) -> tuple[SendToDisplay, ...]:
        place = self.place.ref()
        assert place is not None, "a display is judged only once its place is known"  # noqa: S101
        return (
            SendToDisplay(
                samples=self.refs,
                place=place,
                until=self.until.day() if self.until.value() else 0,
                agreement=self.agreement.value(),
                back=self.back.day() if self.back.value() else 0,
                condition=Condition(self.condition.value()) if self.condition.value() else None,
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        place = self.place.place()
        lines = [
            self.tr("On display at {place}, and out of hand until taken down").format(
                place=place.name if place else ""
            ),
            self.tr("The mass stays in the book, under display; the home place stays"),
        ]
        if self.back.value():
            return (
                self.tr("On display at {place} until {day}, and then where it stood before").format(
                    place=place.name if place else "", day=show_day(self.back.day())
                ),
                self.tr("What is on record since stays as it is"),
            )
        if self.until.value():
            lines.append(self.tr("Expected back after {day}").format(day=show_day(self.until.day())))
        return lines


def open_send_to_display(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that puts the selected pieces on display; None where none is selected."""
    return opened(SendToDisplayDialog(context, selection, parent)) if selection.samples else None
