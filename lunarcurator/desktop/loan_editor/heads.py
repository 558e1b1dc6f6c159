"""The head of the loan editor: where one is, how far the loan is, and for a new one who asks for what."""

from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.loan_editor.acts import Asked
from lunarcurator.desktop.loan_editor.entry_day import EntryDay
from lunarcurator.desktop.panels.wording import DOT, Wording
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.widgets.badge import Badge
from lunarcurator.desktop.widgets.buttons import Button, IconButton
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.desktop.widgets.labels import CutLabel, Label, LinkLabel
from lunarcurator.desktop.widgets.step_line import StepLine
from lunarcurator.desktop.widgets.two_ends import TwoEnds
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.terms import LoanKind
from lunarcurator.services.lending.choices import LoanChoices
from lunarcurator.services.lending.records import LoanRecord

_RANK: Final = ("requested", "approved", "prepared", "transit", "out", "closed")
_LOST: Final = "lost"
_CARE: Final = "in_care"


class EditorHead(QWidget):
    """Breadcrumb, step line, and the fields of a new request; `left` goes back to the lists.

    `changed` says that a field was typed in, `asked` carries the key of an act on the whole loan.
    """

    left = Signal()
    changed = Signal()
    asked = Signal(str)

    def __init__(self, context: AppContext, wording: Wording) -> None:
        super().__init__()
        appearance, px = context.appearance, context.appearance.look.metrics.px
        self._wording = wording
        self._choices = LoanChoices((), (), (), ())
        self._agreed: dict[Uid, str] = {}
        self.code = ""
        self.back = LinkLabel(appearance, self.tr("Loans"), object_name="loanEditor.back")
        self.back.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.back.activated.connect(self.left)
        self.name = Label(appearance, size=16, weight=SEMIBOLD, object_name="loanEditor.name")
        self.whom = CutLabel(appearance, colour="text2", object_name="loanEditor.whom")
        self.draft = Badge(appearance, self.tr("Not posted"), "blue", "draft")
        self.change = Button(self.tr("Change…"), concept="edit", dense=True, object_name="loanEditor.change")
        self.change.clicked.connect(lambda _on=False: self.asked.emit("change_loan"))
        self.day = EntryDay(context, "loanEditor.day")
        self.day.changed.connect(self.changed)
        self.papers = Button(self.tr("Documents…"), concept="print", dense=True, object_name="loanEditor.papers")
        self.papers.clicked.connect(lambda _on=False: self.asked.emit("print_paper"))
        where = _in_a_row(
            px(8),
            (self.back, Label(appearance, "\u203a", colour="text2"), self.name, self.draft, self.whom),
            stretched=self.whom,
        )
        acts = _in_a_row(px(8), (self.day, self.change, self.papers))
        self.steps = StepLine(appearance, [wording.term("line_state", each) for each in _RANK])
        self.care_steps = StepLine(appearance, [wording.term("line_state", _CARE), self.tr("Given back")])
        self.borrower = _combo("loanEditor.borrower")
        self.enter = IconButton("register", self.tr("Enter who borrows…"), object_name="loanEditor.enterPerson")
        self.enter.clicked.connect(lambda _on=False: self.asked.emit("set_up_person"))
        self.agreement = _combo("loanEditor.agreement")
        self.kind = _combo("loanEditor.kind")
        for each in LoanKind:
            self.kind.addItem(wording.term("loan_kind", str(each)), str(each))
        self.purpose = QLineEdit()
        self.purpose.setObjectName("loanEditor.purpose")
        self.fields = QWidget()
        row = QHBoxLayout(self.fields)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        for caption, editor, wide in (
            (self.tr("Borrower"), self.borrower, 3),
            (self.tr("Agreement"), self.agreement, 2),
            (self.tr("Kind"), self.kind, 1),
            (self.tr("Purpose"), self.purpose, 3),
        ):
            field = Field(appearance, caption, editor)
            row.addWidget(field, wide)
            if editor is self.agreement:
                self._agreement = field
            if editor is self.borrower:
                field.put_beside(self.enter)
        self._connect()
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(10), px(16), px(6))
        column.setSpacing(px(8))
        column.addLayout(TwoEnds(where, acts, px(8)))
        column.addWidget(self.steps)
        column.addWidget(self.care_steps)
        self.care_steps.hide()
        column.addWidget(self.fields)

    def _connect(self) -> None:
        self.borrower.currentIndexChanged.connect(self._chosen)
        for box in (self.agreement, self.kind):
            box.currentIndexChanged.connect(lambda _at: self._note_agreement())
            box.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.agreement.activated.connect(self._agree)
        self.purpose.textEdited.connect(lambda _text: self.changed.emit())

    @property
    def person(self) -> Uid | None:
        """Who asks, as chosen for a new request."""
        told = self.borrower.currentData()
        return Uid(told) if told else None

    def asked_for(self) -> Asked:
        """Return what the fields of a new request say."""
        agreement = self.agreement.currentData()
        kind = LoanKind(self.kind.currentData())
        return Asked(self.person, Uid(agreement) if agreement else None, kind, self.purpose.text().strip())

    @property
    def says_something(self) -> bool:
        """Whether a borrower is chosen or a purpose typed for a new request."""
        return bool(self.person or self.purpose.text().strip())

    def kept(self) -> dict[str, str]:
        """Return what the fields of a new request say, as a draft keeps it."""
        chosen = (("agreement", self.agreement), ("kind", self.kind), ("borrower", self.borrower))
        return {"purpose": self.purpose.text(), **{key: str(box.currentData() or "") for key, box in chosen}}

    def take_up(self, texts: Mapping[str, str], person: Uid | None) -> None:
        """Put what a draft kept back; a `person` asked for takes the place of who was chosen.

        What the draft does not say begins anew: nobody chose for this request what was chosen for another one.
        """
        self.purpose.setText(texts.get("purpose", ""))
        chosen = person or texts.get("borrower")
        self.choose(Uid(chosen) if chosen else None)
        self.kind.setCurrentIndex(max(self.kind.findData(texts.get("kind", "")), 0))
        if "agreement" in texts and chosen == texts.get("borrower"):
            self.agreement.setCurrentIndex(max(self.agreement.findData(texts["agreement"]), 0))

    def offer(self, choices: LoanChoices) -> None:
        """Offer these people and agreements; what was chosen stays."""
        kept = self.borrower.currentData()
        self._choices = choices
        self.borrower.blockSignals(True)
        self.borrower.clear()
        self.borrower.addItem("", "")
        for uid, name in choices.people:
            self.borrower.addItem(name, uid)
        self.borrower.setCurrentIndex(max(self.borrower.findData(kept), 0) if kept else 0)
        self.borrower.blockSignals(False)
        if not kept:
            self._offer_agreements()

    def choose(self, person: Uid | None) -> None:
        """Choose who asks."""
        self.borrower.setCurrentIndex(max(self.borrower.findData(person), 0) if person else 0)

    def show_new(self) -> None:
        """Show a request that is being drawn up."""
        self._agreed.clear()
        self.name.setText(self.tr("New loan"))
        self.whom.setText("")
        self.draft.show()
        self.fields.show()
        self.change.hide()
        self.papers.hide()
        self._show_care(care=False)
        self.steps.show_step(0)

    def show_loan(self, told: LoanRecord) -> None:
        """Show a loan of the book."""
        self._show_care(care=told.lender is not None)
        who = told.borrower
        name = who.institution.name if who and who.institution else who.person.name if who else ""
        self.code = told.loan.code
        self.name.setText(told.loan.code)
        words = self.tr("to {name}, {purpose}") if told.loan.purpose else self.tr("to {name}")
        self.whom.setText(words.replace("{name}", name).replace("{purpose}", told.loan.purpose) if name else "")
        if told.lender is not None:
            care = self._wording.term("care_kind", str(told.loan.care or ""))
            self.whom.setText(DOT.join(filter(None, (care, told.lender.name, told.loan.purpose))))
        self.draft.hide()
        self.fields.hide()
        self.change.show()
        self.papers.show()

    def show_progress(self, states: Iterable[str], *, closed: bool) -> None:
        """Mark the step that the line furthest behind has reached, of lines in these states."""
        known = set(states)
        self.care_steps.show_step(0 if _CARE in known or not known else 2)
        reached = {"out" if each == _LOST else each for each in known}
        ranks = [_RANK.index(each) for each in reached if each in _RANK]
        self.steps.show_step(len(_RANK) if closed else min(ranks, default=0))

    def _show_care(self, *, care: bool) -> None:
        """Show the two steps of what somebody entrusted to the lab, or those of what the lab lends."""
        self.steps.setVisible(not care)
        self.care_steps.setVisible(care)

    def _chosen(self, _at: int) -> None:
        self._offer_agreements()
        self.changed.emit()

    def _offer_agreements(self) -> None:
        person = self.person
        self.agreement.blockSignals(True)
        self.agreement.clear()
        self.agreement.addItem("", "")
        for each in self._choices.agreements:
            if each.person == person:
                self.agreement.addItem(each.code, each.uid)
        best = self._agreed.get(person) or self._choices.agreement_of(person) if person else None
        self.agreement.setCurrentIndex(max(self.agreement.findData(best), 0) if best else 0)
        self.agreement.blockSignals(False)
        self._note_agreement()

    def _agree(self, _at: int) -> None:
        """Remember what was chosen for this person: it stands there again where that one is chosen again."""
        if self.person is not None and self.agreement.currentData():
            self._agreed[self.person] = str(self.agreement.currentData())

    def _note_agreement(self) -> None:
        """Say where the agreement is chosen that nothing is lent without one, and not only as the loan leaves."""
        wanted = self.person and not self.agreement.currentData()
        needed = bool(wanted) and self.kind.currentData() != LoanKind.INTERNAL
        self._agreement.set_note(self.tr("Nothing is lent without one") if needed else "")


def _in_a_row(gap: int, parts: Iterable[QWidget], stretched: QWidget | None = None) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(gap)
    for part in parts:
        row.addWidget(part, int(part is stretched))
    return made


def _combo(name: str) -> QComboBox:
    made = ChoiceBox()
    made.setObjectName(name)
    return made
