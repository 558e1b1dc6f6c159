"""The dialog that takes lost or stolen pieces back into the book."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.case_input import CaseInput
from lunarcurator.desktop.dialogs.form.figures import Figure, Figures
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.form.reading_row import ReadingRow
from lunarcurator.desktop.dialogs.loans.line_dialog import lines_in
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.translation import counted
from lunarcurator.domain.facts import Fact, Subject, Touch
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.terms import LineState
from lunarcurator.domain.operations import Recover
from lunarcurator.domain.status import Condition
from lunarcurator.services.cases import Case, open_cases
from lunarcurator.services.form_context import FormContext
from lunarcurator.services.posting import Preview


class RecoverDialog(ActDialog):
    """Asks where it is now, how it was found and known again, what it weighs, and which case that closes."""

    kind = Recover.KIND
    takes_many = True
    size_at_first = QSize(960, 720)

    @override
    def ask(self) -> FormContext:
        self.cases = open_cases(self.context.session, self.selection.samples)
        return super().ask()

    @override
    def build(self) -> None:
        self.add_head()
        piece = self.form_context.piece
        self.one = len(self.form_context.pieces) == 1
        self.unit = self.unit_of(piece)
        homes = {each.home for each in self.form_context.pieces}
        home = self.form_context.places.get(next(iter(homes))) if len(homes) == 1 else None
        self.place = self.make.place(
            "place",
            self.tr("It is now in"),
            for_pieces=True,
            required=True,
            note=self.tr("its home place is {place}").format(place=home.path_text) if home else "",
        )
        self.evidence = self.make.text(
            "evidence", self.tr("How it was found and known again"), required=True, wide=2
        )
        self.found_by = self.make.text("found_by", self.tr("Found by"))
        conditions = [each for each in Condition if each is not Condition.NOT_STATED]
        self.condition = self.make.coded(
            "condition", self.words.label("field.condition"), "condition", conditions, Condition.RETURNED
        )
        self.known_again = self.make.flag("confirmed", self.tr("Its identity is confirmed"))
        self.reading = ReadingRow(self.make, self.unit, "reading", "mass")
        caption, none = self.tr("Belongs to the case"), self.tr("none: all cases stay as they are")
        self.case = CaseInput(self.appearance, self.wording, self.cases, caption, none, self._likely())
        self.form.add(self.place, self.found_by)
        self.form.add(self.evidence)
        self.form.add(self.condition, self.known_again)
        self.form.add(*self.reading.inputs)
        self.form.add(self.case)
        self.figures = Figures(self.appearance, self.tr("Mass"))
        self.panel.addWidget(self.figures)

    @override
    def heading(self) -> str:
        return self.tr("Recover {what}").format(what=self.subject)

    @override
    def primary(self) -> str:
        place = None if self.place.trouble() else self.place.place()
        if place is None:
            return self.heading()
        return self.tr("Recover {what} to {place}").format(what=self.subject, place=place.name)

    @override
    def operations(self) -> tuple[Recover, ...]:
        place = self.place.ref()
        assert place is not None, "a recovery is judged only once its place is known"  # noqa: S101
        return tuple(
            Recover(
                sample=ref,
                place=place,
                reading=self.reading.reading() if self.one else None,
                confirmed=self.known_again.value(),
                condition=Condition(self.condition.value()),
                found_by=self.found_by.value(),
                evidence=self.evidence.value(),
                case=self.case.ref() if self._is_about(piece.uid) else None,
            )
            for ref, piece in zip(self.refs, self.form_context.pieces, strict=True)
        )

    @override
    def edited(self) -> None:
        self.reading.show(self.one)
        self.case.field.setVisible(bool(self.cases))
        pieces = self.form_context.pieces
        known = [each.lost_ug for each in pieces if each.lost_ug]
        rows = [Figure(self.tr("Missing by the book"), self.wording.mass(sum(known)) if known else "\u2013")]
        net = self.reading.net_ug() if self.one else None
        if net is not None:
            rows.append(Figure(self.tr("Read now"), self.wording.mass(net, self.unit), bold=True))
            if known:
                rows.append(
                    Figure(self.tr("Difference"), self.wording.mass(net - sum(known), self.unit), sum=True)
                )
        self.figures.show_rows(rows)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        place, case = self.place.place(), self.case.case()
        lines = [
            self.tr("Here again, in {place}").format(place=place.path_text if place else ""),
            self.tr("The time it was missing stays visible in its history"),
        ]
        if not self.known_again.value():
            lines.append(self.tr("Marked “identity not yet confirmed” until somebody confirms it"))
        if lines_closed := lines_in(LineState.CLOSED, preview):
            lines.append(
                counted(
                    "RecoverDialog",
                    "The loan line on which it was lost is closed by its return",
                    "The {count} loan lines on which they were lost are closed by their return",
                    lines_closed,
                )
            )
        if case is not None:
            closed = any(_closes(each.fact, case) for each in preview.facts)
            words = self.tr("Case {code} is closed") if closed else self.tr("Case {code} stays open")
            lines.append(words.format(code=case.code))
            if not closed:
                lines.append(self.tr("Something of it is still missing, or its identity is in doubt"))
        return lines

    def _is_about(self, piece: Uid) -> bool:
        """Tell whether the chosen case may be about a piece: it names it, or nobody knew yet what it was about."""
        case = self.case.case()
        return case is not None and (not case.samples or piece in case.samples)

    def _likely(self) -> str:
        """Return the case that is about all these pieces, "" where there is none, or more than one."""
        chosen = set(self.selection.samples)
        about = [each.uid for each in self.cases if chosen.issubset(each.samples)]
        return about[0] if len(about) == 1 else ""


def _closes(fact: Fact, case: Case) -> bool:
    """Tell whether a fact closes a case."""
    if not isinstance(fact, Touch) or fact.kind is not Subject.CASE or fact.subject != case.uid:
        return False
    return dict(fact.changes).get("state") == "closed"


def open_recover(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that recovers the selected pieces; None where none is selected."""
    return opened(RecoverDialog(context, selection, parent)) if selection.samples else None
