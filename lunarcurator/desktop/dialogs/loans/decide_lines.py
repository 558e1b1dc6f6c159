"""The dialog that decides lines of a request, or notes what a body said on the way."""

from collections.abc import Sequence
from typing import ClassVar, Final, override

from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.demand_card import DemandCard
from lunarcurator.desktop.dialogs.loans.loan_dialog import LoanDialog
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.workplace import Workplace
from lunarcurator.domain.identity import LineRef, PieceRef
from lunarcurator.domain.lending.terms import Decision, DocumentKind
from lunarcurator.domain.operations.requesting import Decided, DecideLines
from lunarcurator.services.posting import Preview

_BODY: Final = "decideLines.body"
"""Who decided the last time: most often it is the same committee."""


class DecideLinesDialog(LoanDialog):
    """Asks who decided what on each line; empty in the column of decisions is granted."""

    kind: ClassVar[str] = DecideLines.KIND

    @override
    def build(self) -> None:
        self.decisions = {self.word_of("decision", each).casefold(): each for each in Decision}
        words = tuple(self.word_of("decision", each) for each in Decision)
        columns = (
            GridColumn("line", self.tr("Line"), 130, number=True),
            GridColumn("decision", self.tr("Decision"), 120, words=words, closed=True),
            self.masses.column("granted_ug", self.tr("Granted"), 110),
            GridColumn("sample", self.tr("Piece or source"), 150, number=True),
            GridColumn("why", self.tr("Why"), 0),
        )
        self.body = self.make.text(
            "body",
            self.tr("Who decided"),
            self.workplace.memory.get(_BODY),
            required=True,
            note=self.tr("committee or person"),
        )
        self.noted = self.make.flag("final", self.tr("Not the last word: only noted"))
        note = self.tr("granted and piece empty: as asked")
        self.lines = self.make.grid("lines", self.tr("Lines"), columns, note=note, rows_seen=6)
        self.lines.need(("line",))
        self.lines.show_rows(
            [
                {
                    "line": line.code,
                    "decision": words[0],
                    "granted_ug": self.masses.text(line.optimum_ug if line.mode == "by_weight" else None),
                }
                for line in self.choices.chosen
            ]
        )
        self.name_lines(self.lines)
        self.conditions = self.make.text("conditions", self.tr("Conditions"), wide=2)
        self.document = self.document_input()
        self.form.add(self.body, self.noted)
        self.form.add(self.lines)
        self.form.add(self.conditions, self.document)
        self.demand = DemandCard(self, self.lines, self._codes)
        self.panel.addWidget(self.demand)

    def _codes(self) -> list[str]:
        return [code for row in self.lines.rows() if (code := row["line"].strip())]

    @override
    def forget(self) -> None:
        self.workplace.memory.put(_BODY, self.body.value())
        super().forget()

    @override
    def heading(self) -> str:
        return self.tr("Decide lines")

    @override
    def operations(self) -> tuple[DecideLines, ...]:
        decided = tuple(
            Decided(
                line=LineRef(row["line"].strip()),
                decision=self.decisions.get(row["decision"].strip().casefold(), Decision.APPROVED),
                granted_ug=self.masses.ug(row["granted_ug"]),
                sample=PieceRef(row["sample"].strip()) if row["sample"].strip() else None,
                why=row["why"].strip(),
            )
            for row in self.lines.rows()
        )
        return (
            DecideLines(
                lines=decided,
                body=self.body.value(),
                final=not self.noted.value(),
                conditions=self.conditions.value(),
                documents=self.attached(DocumentKind.DECISION, self.document),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        act = preview.acts[0].operation
        if isinstance(act, DecideLines) and not act.final:
            return (self.tr("Only noted: the lines stay as they are"),)
        return (self.tr("What is granted is reserved: nobody else can be promised it"),)


def open_decide_lines(workplace: Workplace, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that decides lines of a request."""
    return opened(DecideLinesDialog(workplace, selection, parent))
