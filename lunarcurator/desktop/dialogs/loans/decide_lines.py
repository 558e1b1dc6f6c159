"""The dialog that decides lines of a request, or notes what a body said on the way."""

from collections.abc import Sequence
from typing import override

from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.demand_card import DemandCard
from lunarcurator.desktop.dialogs.loans.loan_dialog import LoanDialog
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.identity import LineRef, PieceRef
from lunarcurator.domain.lending.terms import Decision, DocumentKind
from lunarcurator.domain.operations.requesting import Decided, DecideLines
from lunarcurator.services.posting import Preview


class DecideLinesDialog(LoanDialog):
    """Asks who decided what on each line; empty in the column of decisions is granted.

    Where by the policy a body only recommends, everything says so: it notes what the body says.
    """

    kind = DecideLines.KIND

    @override
    def build(self) -> None:
        words = tuple(self.word_of("decision", each) for each in Decision)
        said = tuple(self.word_of("recommendation", each) for each in Decision)
        both = (*zip(words, Decision, strict=True), *zip(said, Decision, strict=True))
        self.decisions = {word.casefold(): each for word, each in both}
        self._ways = {False: (self.tr("Decision"), words), True: (self.tr("Recommendation"), said)}
        self._judged_noted: tuple[str, ...] = ()
        self._judged_of: tuple[str, list[str]] = ("", [])
        columns = (
            GridColumn("line", self.tr("Line"), 130, number=True),
            GridColumn("decision", self._ways[False][0], 120, words=words, closed=True),
            self.masses.column("granted_ug", self.tr("Granted"), 110),
            GridColumn("sample", self.tr("Piece or source"), 150, number=True),
            GridColumn("why", self.tr("Why"), 0),
        )
        self.body = self.make.text(
            "body",
            self.tr("Who decided"),
            self.choices.sole_body,
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

    @property
    def noted_lines(self) -> tuple[str, ...]:
        """The lines on which what is entered is only noted, as far as that is known."""
        codes = self._codes()
        if self.noted.value():
            return tuple(codes)
        noted = {*self.choices.only_noted(self.body.value(), codes), *self._judged_noted}
        return tuple(code for code in codes if code in noted)

    @property
    def only_notes(self) -> bool:
        """Whether nothing is decided: what is entered is only noted on every line."""
        noted = self.noted_lines
        return bool(noted) and len(noted) == len(self._codes())

    @override
    def edited(self) -> None:
        if (self.body.value(), self._codes()) != self._judged_of:
            self._judged_noted = ()
        self.lines.model.reword("decision", *self._ways[self.only_notes])

    @override
    def shown(self, preview: Preview) -> None:
        act = preview.acts[0].operation
        self._judged_of = (self.body.value(), self._codes())
        self._judged_noted = tuple(self._codes()) if isinstance(act, DecideLines) and not act.final else ()
        self.lines.model.reword("decision", *self._ways[self.only_notes])

    @override
    def primary(self) -> str:
        if self.built and self.only_notes:
            body = self.body.value()
            return self.tr("Note what {body} says").replace("{body}", body) if body else self.tr("Note it")
        return self.heading()

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
    def _bulk(self) -> tuple[str, ...]:
        """Say first what is only noted: nobody reads a list of lines down to its end before deciding."""
        noted = self.noted_lines
        if not noted:
            return super()._bulk()
        body, codes = self.body.value(), self._codes()
        told = self.words.say(
            "dialog.noted_on_all" if len(noted) == len(codes) else "dialog.noted_on_some",
            {"body": body, "lines": noted, "after": ", ".join(self.choices.deciding_after(body, noted))},
        )
        return (told, *super()._bulk())

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        if self.only_notes:
            return ()
        return (self.tr("What is granted is reserved: nobody else can be promised it"),)


def open_decide_lines(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that decides lines of a request."""
    return opened(DecideLinesDialog(context, selection, parent))
