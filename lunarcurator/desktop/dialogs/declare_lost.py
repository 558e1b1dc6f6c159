"""The dialog that declares pieces, or all that stood in a container, lost or stolen."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.case_input import CaseInput
from lunarcurator.desktop.dialogs.form.figures import Figure, Figures
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.line_dialog import lines_in
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.translation import counted
from lunarcurator.domain.days import show_day
from lunarcurator.domain.facts import Subject, Touch
from lunarcurator.domain.incidents import LOSSES
from lunarcurator.domain.lending.terms import LineState
from lunarcurator.domain.operations import DeclareLost, Missing
from lunarcurator.services.cases import open_cases
from lunarcurator.services.form_context import FormContext
from lunarcurator.services.posting import Preview


class DeclareLostDialog(ActDialog):
    """Asks how, when it was last seen, and by which report; authority and a second person stand behind it."""

    kind = DeclareLost.KIND
    needs_piece = False
    takes_many = True
    size_at_first = QSize(940, 730)

    @override
    def ask(self) -> FormContext:
        self.cases = tuple(each for each in open_cases(self.context.session) if each.kind in LOSSES)
        return super().ask()

    @override
    def build(self) -> None:
        self.add_head()
        self.how = self.make.coded("how", self.tr("What happened"), "missing", tuple(Missing), required=True)
        self.last_seen = self.make.day("last_seen", self.tr("Last seen"), note=self.tr("empty: not known"))
        self.report = self.make.text(
            "report",
            self.tr("Report"),
            required=True,
            note=self.tr("the record by which it is followed up"),
            wide=2,
        )
        self.circumstances = self.make.text("circumstances", self.tr("Circumstances"))
        self.form.add(self.how, self.last_seen, self.report)
        self.back = self.make.day("back", self.tr("Was back on"), note=self.tr("only for a time long past"))
        self.form.add(self.circumstances, self.back)
        caption, none = self.tr("Belongs to the case"), self.tr("a case of its own")
        self.case = CaseInput(self.appearance, self.wording, self.cases, caption, none)
        self.form.add(self.case)
        self.figures = Figures(self.appearance, self.tr("Missing"))
        self.panel.addWidget(self.figures)

    @override
    def heading(self) -> str:
        # The choice is worded for a list; in a sentence each has its own words.
        stolen = hasattr(self, "how") and self.how.value() == Missing.STOLEN
        words = self.tr("Declare {what} stolen") if stolen else self.tr("Declare {what} lost")
        return words.format(what=self._what())

    @override
    def lacking(self) -> str:
        return "" if self.form_context.pieces or self.chosen_places else self.words.say("lost.nothing")

    @override
    def operations(self) -> tuple[DeclareLost, ...]:
        return (
            DeclareLost(
                samples=self.refs,
                places=self.place_refs,
                how=Missing(self.how.value()),
                last_seen=self.last_seen.day() if self.last_seen.value() else 0,
                report=self.report.value(),
                circumstances=self.circumstances.value(),
                back=self.back.day() if self.back.value() else 0,
                case=self.case.ref(),
            ),
        )

    @override
    def edited(self) -> None:
        self.set_title(self.heading())
        self.case.field.setVisible(bool(self.cases))
        total, _ = self.form_context.together(self.chosen_places)
        unknown = total.unweighed.total
        small = self.words.say("dialog.unknown_pieces", {"count": unknown}) if unknown else ""
        pieces = self.words.say("dialog.pieces", {"count": total.pieces})
        mass = total.known.shown(self.wording.unit) if total.ug else ""
        self.figures.show_rows((Figure(pieces, mass, small=small, bold=True),))

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        facts = [each.fact for each in preview.facts]
        gone = sum(isinstance(fact, Touch) and fact.kind is Subject.SAMPLE for fact in facts)
        if self.back.value():
            return (
                self.tr("Missing until {day}, and then where it stood before").format(
                    day=show_day(self.back.day())
                ),
                self.tr("One case is opened and closed again"),
                self.tr("What is on record since stays as it is"),
                self.tr("The name, the document and the second person stand in the journal"),
            )
        total, _ = self.form_context.together(self.chosen_places)
        mass = total.known.shown() if total.ug else ""
        lines = [
            self.words.say("dialog.goes_missing", {"count": gone, "mass": mass}),
            self.tr("None of it is here any more, until it is recovered"),
            self._follows_up(),
        ]
        if lent := lines_in(LineState.LOST, preview):
            told = counted(
                "DeclareLostDialog",
                "The loan line it is out on is reported lost; its borrower still answers for it",
                "{count} loan lines are reported lost; their borrowers still answer for them",
                lent,
            )
            lines.append(told)
        if self.chosen_places:
            lines.insert(1, self.tr("The container itself stays in the book, empty"))
        return (*lines, self.tr("The name, the document and the second person stand in the journal"))

    def _follows_up(self) -> str:
        case = self.case.case()
        if case is not None:
            return self.tr("Case {code} is about it as well").format(code=case.code)
        return self.tr("One case is opened, and stays open until somebody closes it")

    def _what(self) -> str:
        if self.chosen_places and not self.form_context.pieces:
            return self.tr("all in {place}").format(place=self.subject)
        return self.subject


def open_declare_lost(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that declares the selected pieces and places lost; None where nothing is selected."""
    chosen = selection.samples or selection.places
    return opened(DeclareLostDialog(context, selection, parent)) if chosen else None
