"""The dialogs of an inventory: open one, enter an answer, close it."""

import re
from collections.abc import Mapping, Sequence
from typing import Final, override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.form.word_inputs import OpenChoiceInput
from lunarcurator.desktop.dialogs.loans.loan_dialog import LoanDialog
from lunarcurator.desktop.dialogs.loans.named_lines import COLUMN
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.translation import counted
from lunarcurator.domain.identity import CollectionRef, LineRef, PersonRef, RoundRef, Uid, ref_of
from lunarcurator.domain.lending.terms import DocumentKind, RoundAnswer
from lunarcurator.domain.operations.accounting import Answered, AnswerRound, CloseRound, OpenRound
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.services.form_context import FormContext
from lunarcurator.services.lending.rounds import RoundChoice, asked_lines, round_choices
from lunarcurator.services.posting import Preview

_EFFECTS: Final = 8
"""So many answers are named one by one before they are posted."""
_BETWEEN: Final = re.compile(r"[\s,;，；、]+")


class RoundDialog(LoanDialog):
    """A dialog about one inventory; the selected one is chosen at first, else the latest."""

    @override
    def ask(self) -> FormContext:
        session = self.context.session
        self.rounds: tuple[RoundChoice, ...] = round_choices(session)
        round_, person = self.selection.round, self.selection.person
        self.asked: tuple[str, ...] = asked_lines(session, round_, person) if round_ and person else ()
        return super().ask()

    def round_input(self) -> OpenChoiceInput:
        """Return the input for the inventory, told by its number and deadline."""
        told = [(each.uid, each.code) for each in self.rounds]
        latest = self.rounds[-1].uid if self.rounds else None
        return self.chosen_of("round", self.tr("Inventory"), told, self.selection.round or latest, required=True)


class OpenRoundDialog(LoanDialog):
    """Asks on which day the lines are frozen, until when they are to be answered, and for which collections."""

    kind = OpenRound.KIND
    size_at_first = QSize(880, 440)

    @override
    def build(self) -> None:
        self.number = self.make.text("number", self.tr("Number"), note=self.tr("empty: the next of the year"))
        self.frozen = self.make.day("frozen", self.tr("What was out on"), required=True)
        self.deadline = self.make.day("deadline", self.tr("To be answered by"), required=True)
        note = self.tr("by code, with a comma between them; empty: all")
        self.collections = self.make.text("collections", self.tr("Collections"), note=note, wide=2)
        self.form.add(self.frozen, self.deadline, self.number)
        self.form.add(self.collections)

    @override
    def heading(self) -> str:
        return self.tr("Open an inventory")

    @override
    def operations(self) -> tuple[OpenRound, ...]:
        codes = [each for each in _BETWEEN.split(self.collections.value()) if each]
        return (
            OpenRound(
                number=self.number.value(),
                frozen=self.frozen.day(),
                deadline=self.deadline.day(),
                collections=tuple(CollectionRef(each) for each in codes),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        return (
            self.tr("Each line keeps what it held on that day, and who answered for it"),
            self.tr("Who does not answer in time is delinquent in every collection"),
        )


class AnswerRoundDialog(RoundDialog):
    """Asks for the answer of one borrower, line by line, and for both signatures."""

    kind = AnswerRound.KIND
    size_at_first = QSize(1000, 660)

    @override
    def build(self) -> None:
        self.round = self.round_input()
        people = self.choices.people
        self.person = self.chosen_of("person", self.tr("Borrower"), people, self.selection.person, required=True)
        self.document = self.document_input(required=True)
        self.signed = self.make.text("signed_by", self.tr("Signed by"), required=True)
        self.witnessed = self.make.text("witnessed_by", self.tr("Witnessed by"), required=True)
        self.answer_words = {self.words.label(f"round_answer.{each}").casefold(): each for each in RoundAnswer}
        words = tuple(self.words.label(f"round_answer.{each}") for each in RoundAnswer)
        columns = (
            GridColumn("line", self.tr("Line"), 170, number=True),
            GridColumn(COLUMN, self.tr("Piece"), 170, proposed=True, quiet=True, number=True),
            GridColumn("answer", self.tr("Answer"), 150, words=words, closed=True),
            self.masses.column("ug", self.tr("Mass"), 110),
            GridColumn("remarks", self.tr("Remarks"), 0),
        )
        self.answers = self.make.grid("answers", self.tr("Answers"), columns, rows_seen=6)
        self.answers.need(("line",), ("answer",), given=("line",))
        if self.asked:
            self.answers.begin_in("answer")
        self.answers.show_rows([{"line": code} for code in self.asked])
        self.name_lines(self.answers)
        self.form.add(self.round, self.person, self.document)
        self.form.add(self.answers)
        self.form.add(self.signed, self.witnessed)

    @override
    def heading(self) -> str:
        return self.tr("Enter an inventory answer")

    @override
    def operations(self) -> tuple[AnswerRound, ...]:
        document = self.document.value().strip()
        return (
            AnswerRound(
                round=RoundRef(ref_of(Uid(self.round.value()))),
                person=PersonRef(ref_of(Uid(self.person.value()))),
                answers=tuple(self._answer(row) for row in self._with_answer()),
                signed_by=self.signed.value(),
                witnessed_by=self.witnessed.value(),
                document=Attached(kind=DocumentKind.INVENTORY, name=document, day=self.day.day()),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        rows = self._with_answer()
        more = counted(
            "AnswerRoundDialog", "and {count} further answers", "and {count} further answers", len(rows) - _EFFECTS
        )
        return (
            *(self._as_kept(row) for row in rows[:_EFFECTS]),
            *((more,) if len(rows) > _EFFECTS else ()),
            self.tr("The answers are kept on the lines; no mass and no custody changes"),
            self.tr("What follows from them is posted apart"),
        )

    def _as_kept(self, row: Mapping[str, str]) -> str:
        """Return the answer of a row as it is kept: line, answer, and the mass that is stated, with its unit."""
        ug = self.masses.ug(row["ug"])
        if ug is None:
            words = self.tr("{line}: {answer}, no mass stated")
        else:
            words = self.tr("{line}: {answer}, {mass} stated").replace("{mass}", self.masses.told(ug))
        return words.replace("{line}", row["line"].strip()).replace("{answer}", row["answer"].strip())

    def _with_answer(self) -> list[Mapping[str, str]]:
        """Return the rows with an answer: a line without one stays unanswered."""
        return [row for row in self.answers.rows() if row["answer"].strip()]

    def _answer(self, row: Mapping[str, str]) -> Answered:
        return Answered(
            line=LineRef(row["line"].strip()),
            answer=self.answer_words[row["answer"].strip().casefold()],
            ug=self.masses.ug(row["ug"]),
            to_ug=self.masses.last_place(row["ug"]),
            remarks=row["remarks"].strip(),
        )


class CloseRoundDialog(RoundDialog):
    """Asks which inventory ends, and says who stays delinquent."""

    kind = CloseRound.KIND
    size_at_first = QSize(860, 400)

    @override
    def build(self) -> None:
        self.round = self.round_input()
        self.remarks = self.make.text("remarks", self.tr("Remarks"), wide=2)
        self.form.add(self.round, self.remarks)

    @override
    def heading(self) -> str:
        return self.tr("Close an inventory")

    @override
    def operations(self) -> tuple[CloseRound, ...]:
        return (CloseRound(round=RoundRef(ref_of(Uid(self.round.value()))), remarks=self.remarks.value()),)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        return (self.tr("Answers that come later can still be entered"),)


def open_open_round(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that opens an inventory."""
    return opened(OpenRoundDialog(context, selection, parent))


def open_answer_round(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that enters an answer; the lines of the selected borrower stand in it at first."""
    return opened(AnswerRoundDialog(context, selection, parent))


def open_close_round(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that closes an inventory."""
    return opened(CloseRoundDialog(context, selection, parent))
