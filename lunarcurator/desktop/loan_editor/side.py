"""Beside the grid of the loan editor: the borrower, the agreement, what the rules find, and the next step."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.effects import Effects
from lunarcurator.desktop.loan_editor.findings_pane import FindingsPane
from lunarcurator.desktop.panels.sections import SectionHead, clear
from lunarcurator.desktop.panels.wording import DOT, Wording
from lunarcurator.desktop.rooms.loans.standing_card import CardLine, StandingCard
from lunarcurator.desktop.widgets.badge import Badge
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.cards import Card
from lunarcurator.desktop.widgets.events import Event, Events
from lunarcurator.desktop.widgets.grounds import Rule, ScrollColumn, SideGround
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.domain.days import show_day
from lunarcurator.domain.identity import Uid
from lunarcurator.services.journal import JournalEntry
from lunarcurator.services.lending.demand import demand_sentences, demands_of
from lunarcurator.services.lending.records import BorrowerRecord, LoanRecord
from lunarcurator.services.people import Operator

_RECENT: Final = 5


class EditorSide(SideGround):
    """The right column; `followed` carries where a finding or the card leads, `next_asked` the next step.

    `changed` says that a reason, or who allows something, was typed.
    """

    followed = Signal(str)
    next_asked = Signal()
    changed = Signal()

    def __init__(self, context: AppContext, wording: Wording, operators: Sequence[Operator]) -> None:
        super().__init__(context.appearance, object_name="loanEditor.side")
        appearance, px = context.appearance, context.appearance.look.metrics.px
        self._context, self._wording = context, wording
        self.card = StandingCard(appearance, wording, object_name="loanEditor.card")
        self.card.followed.connect(self.followed)
        self._agreement = QVBoxLayout()
        self.findings = FindingsPane(context, operators)
        self.findings.changed.connect(self.changed)
        self.findings.followed.connect(self.followed)
        self.demand = Effects(appearance, self.tr("Asked of this piece"), object_name="loanEditor.demand")
        self._more = QVBoxLayout()
        column = QVBoxLayout()
        column.setContentsMargins(px(16), px(8), px(16), px(16))
        column.setSpacing(px(8))
        self.whose = SectionHead(appearance, self.tr("Borrower"))
        column.addWidget(self.whose)
        column.addWidget(self.card)
        column.addLayout(self._agreement)
        column.addWidget(self.findings)
        column.addWidget(self.demand)
        column.addLayout(self._more)
        column.addStretch(1)
        self.sentence = Label(appearance, wrap=True, object_name="loanEditor.nextSentence")
        self.next = Button("", kind="primary", object_name="loanEditor.next")
        self.next.clicked.connect(self.next_asked)
        self.obstacle = Label(appearance, size=12, colour="text2", wrap=True, object_name="loanEditor.obstacle")
        foot = QVBoxLayout()
        foot.setContentsMargins(px(16), px(4), px(16), px(12))
        foot.setSpacing(px(6))
        for part in (SectionHead(appearance, self.tr("Next step")), self.sentence, self.next, self.obstacle):
            foot.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        scroll = ScrollColumn(appearance, "base", column, object_name="loanEditor.sideScroll")
        scroll.never_sideways()
        whole.addWidget(scroll, 1)
        whole.addWidget(Rule(appearance, colour="line"))
        whole.addLayout(foot)

    def show_borrower(self, told: BorrowerRecord | None) -> None:
        """Show how the borrower stands."""
        self.whose.show_title(self.tr("Borrower"))
        self.card.show_borrower(told)

    def show_demand_of(self, piece: Uid | None) -> None:
        """Show side by side who asks for a piece, with the sum of it; nothing for None."""
        session, words = self._context.session, self._context.words
        pieces = (piece,) if piece else ()
        self._context.lanes.read(
            lambda: [each for told in demands_of(session, pieces) for each in demand_sentences(told, words)],
            self.demand.show_lines,
            replaces="loanEditor.demand",
        )

    def show_loan(self, told: LoanRecord | None) -> None:
        """Show with whom a loan is, or of a loan in whose it is; the agreement and the history of it."""
        clear(self._agreement)
        clear(self._more)
        self.show_borrower(told.borrower if told else None)
        if told is None:
            return
        if told.lender is not None:
            self.whose.show_title(self.tr("Lender"))
            self.card.show_lender(told.lender, self._of_loan_in(told))
        if told.agreement is not None:
            self._show_agreement(told)
        self._section(self.tr("History"), [self._entry(each) for each in told.history], "loanEditor.history")

    def say_next(self, sentence: str, button: str, *, enabled: bool, obstacle: str = "") -> None:
        """Name the one thing to do now, and what stands in the way of it."""
        self.sentence.setText(sentence)
        self.next.setText(button)
        self.next.setVisible(bool(button))
        self.next.setEnabled(enabled)
        self.obstacle.setText(obstacle)
        self.obstacle.setVisible(bool(obstacle))

    def _show_agreement(self, told: LoanRecord) -> None:
        appearance, agreement = self._context.appearance, told.agreement
        if agreement is None:
            return
        card = Card(appearance, object_name="loanEditor.agreement")
        word = self._wording.term("agreement_state", str(told.agreement_state))
        tone = {"current": "green", "signed": "green", "expiring": "amber", "renewed": "grey"}.get(
            str(told.agreement_state), "red"
        )
        head = QHBoxLayout()
        head.addWidget(Label(appearance, agreement.code, weight=600))
        head.addWidget(Badge(appearance, word, tone, "closes" if tone == "green" else "warning"))
        head.addStretch(1)
        card.body.addLayout(head)
        parts = [self._wording.term("agreement_kind", str(agreement.kind))]
        if agreement.signed:
            parts.append(self.tr("signed {day}").replace("{day}", show_day(agreement.signed)))
        if agreement.until:
            parts.append(self.tr("until {day}").replace("{day}", show_day(agreement.until)))
        card.body.addWidget(Label(appearance, DOT.join(parts), size=12, colour="text2", wrap=True))
        self._agreement.addWidget(SectionHead(appearance, self.tr("Agreement")))
        self._agreement.addWidget(card)

    def _of_loan_in(self, told: LoanRecord) -> tuple[CardLine, ...]:
        loan, wording = told.loan, self._wording
        papers = ", ".join(each.name for each in loan.documents)
        lines = (
            CardLine(self.tr("Here as"), wording.term("care_kind", str(loan.care or ""))),
            CardLine(self.tr("Taken in"), show_day(loan.requested) if loan.requested else ""),
            CardLine(self.tr("Document"), papers),
            CardLine(self.tr("Given back"), show_day(loan.closed) if loan.closed else ""),
        )
        return tuple(each for each in lines if each.value)

    def _section(self, title: str, events: Sequence[Event], name: str) -> None:
        if not events:
            return
        shown = Events(self._context.appearance, object_name=name)
        shown.followed.connect(self.followed)
        shown.show_events(events, most=_RECENT)
        self._more.addWidget(SectionHead(self._context.appearance, title))
        self._more.addWidget(shown)

    def _entry(self, each: JournalEntry) -> Event:
        return Event(each.what, DOT.join((each.told_day.text(self._context.words), each.by)))
