"""The panel of one record of the loan desk: what it is, what can be done, how it stands, and its history."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.models import loan_cells
from lunarcurator.desktop.panels.sections import SectionHead, clear
from lunarcurator.desktop.panels.wording import DOT, Wording
from lunarcurator.desktop.rooms.loans.standing_card import StandingCard
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.buttons import Button, IconButton
from lunarcurator.desktop.widgets.events import Event, Events
from lunarcurator.desktop.widgets.facts import FactsGrid
from lunarcurator.desktop.widgets.grounds import Ground, ScrollColumn
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.mass_bar import MassBar, Segment
from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import KnownMass
from lunarcurator.domain.lending.held import (
    came_without_mass,
    ends_unknown,
    moved_of,
    stated_before,
    trusted_of,
    wholes_of,
)
from lunarcurator.domain.lending.lines import Line, asked_back_by
from lunarcurator.domain.lending.nominal_back import NominalBack
from lunarcurator.domain.lending.rounds import LineAnswer
from lunarcurator.domain.lending.sub_samples import reported, untold
from lunarcurator.domain.lending.terms import LineState, Step
from lunarcurator.domain.mass_display import shown_count, shown_mass_with_unit
from lunarcurator.services.journal import JournalEntry
from lunarcurator.services.lending.nominal_texts import nominal_texts
from lunarcurator.services.lending.records import AgreementRecord, BorrowerRecord, LineRecord, LoanRecord
from lunarcurator.services.lending.rounds import LineInRound, PersonInRound, RoundRecord
from lunarcurator.services.mass_words import by_size

_FIRST_ENTRIES: Final = 6
_FIRST_PEOPLE: Final = 40


class LoanPanel(Ground):
    """Shows what is chosen on the loan desk; `followed` carries targets such as `loan:UID` and `sample:UID`."""

    followed = Signal(str)
    closed = Signal()

    def __init__(self, context: AppContext, wording: Wording) -> None:
        super().__init__(context.appearance, "base", object_name="loanPanel")
        self._context, self._wording = context, wording
        appearance, px = context.appearance, context.appearance.look.metrics.px
        self._leads = ""
        self.name = Label(appearance, size=22, weight=SEMIBOLD, wrap=True, object_name="loanPanel.name")
        self.subtitle = Label(appearance, colour="text2", wrap=True, object_name="loanPanel.subtitle")
        close = IconButton("close", self.tr("Close the panel"), object_name="loanPanel.close")
        close.clicked.connect(self.closed)
        self.open = Button(self.tr("Open the loan"), concept="loan", object_name="loanPanel.open")
        self.open.clicked.connect(lambda: self.followed.emit(self._leads))
        title = QHBoxLayout()
        title.addWidget(self.name, 1)
        title.addWidget(close)
        acts = QHBoxLayout()
        acts.addWidget(self.open)
        acts.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(px(20), px(14), px(16), px(8))
        head.setSpacing(px(8))
        head.addLayout(title)
        head.addWidget(self.subtitle)
        head.addLayout(acts)
        self._body = QVBoxLayout()
        self._body.setContentsMargins(px(20), px(4), px(20), px(20))
        self._body.setSpacing(px(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(ScrollColumn(appearance, "base", self._body, object_name="loanPanel.scroll"), 1)
        self.card: StandingCard | None = None
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say that nothing is chosen."""
        self._begin(self.tr("Loans"), self.tr("Nothing is selected."), "")

    def show_several(self, count: int) -> None:
        """Say that more lines than one are chosen, in the words of the status bar."""
        self._begin(several_words(count), "", "")

    def show_line(self, told: LineRecord) -> None:
        """Show a line: its account, days, conditions and history."""
        row, line = told.row, told.line
        self._begin(
            row.number or row.described or row.code,
            DOT.join(
                each for each in (row.code, loan_cells.state(row, self._wording).text, row.institution) if each
            ),
            f"loan:{row.loan}" if row.loan else "",
        )
        if line.moves:
            self._account(told)
        facts = self._facts("loanPanel.line")
        if row.sample:
            facts.add_links(self.tr("Piece"), [(row.number, f"sample:{row.sample}")])
        if row.unweighed:
            self._fact(facts, self.tr("Mass"), loan_cells.unweighed_why(row.unknown_why, self._wording))
        self._days(facts, told)
        self._fact(facts, self.tr("Lent"), self._wording.term("line_mode", row.mode))
        self._fact(facts, self.tr("Asked"), self._mass(row.asked_ug))
        self._fact(facts, self.tr("Granted"), self._mass(row.granted_ug))
        self._fact(facts, self.tr("Use"), line.use)
        self._fact(facts, self.tr("Destructive"), self._yes_or_no(line.destructive))
        self._where(facts, told)
        self._fact(facts, self.tr("Shipment"), told.shipment.code if told.shipment else "")
        self._fact(facts, self.tr("Seals"), ", ".join(told.shipment.seals) if told.shipment else "")
        self._fact(facts, self.tr("Disputed"), line.disputed)
        for each in told.answers:
            self._fact(facts, self.tr("Inventory {code}").replace("{code}", each.round), self._answer(each))
        self._history(told.history)

    def show_loan(self, told: LoanRecord) -> None:
        """Show a loan: its borrower, agreement, purpose and history."""
        loan, who = told.loan, told.borrower
        name = who.institution.name if who and who.institution else who.person.name if who else ""
        self._begin(loan.code, DOT.join(each for each in (name, loan.purpose) if each), f"loan:{loan.uid}")
        facts = self._facts("loanPanel.loan")
        self._fact(facts, self.tr("Kind"), self._wording.term("loan_kind", str(loan.kind)))
        self._fact(facts, self.tr("Requested"), loan.requested_stated or self._day(loan.requested_said))
        if told.agreement is not None:
            state = self._wording.small("agreement_state", str(told.agreement_state))
            self._fact(facts, self.tr("Agreement"), f"{told.agreement.code}, {state}")
        self._fact(facts, self.tr("Lines"), shown_count(len(told.ids)))
        self._fact(facts, self.tr("Plan"), loan.plan)
        self._fact(facts, self.tr("Conditions"), loan.conditions)
        self._fact(facts, self.tr("Closed"), self._day(loan.closed))
        self._show_card(who)
        self._history(told.history)

    def show_agreement(self, told: AgreementRecord) -> None:
        """Show an agreement: its term, who signed, the security plan, how the borrower stands, and its history."""
        held, who = told.agreement, told.borrower
        kind = self._wording.term("agreement_kind", str(held.kind))
        state = self._wording.small("agreement_state", str(told.state))
        self._begin(held.code, DOT.join((kind, state)), f"person:{who.person.uid}" if who else "")
        self.open.setText(self.tr("Show the borrower's lines"))
        facts = self._facts("loanPanel.agreement")
        for label, other in ((self.tr("Renews"), told.renews), (self.tr("Renewed by"), told.renewed_by)):
            if other is not None:
                facts.add_links(label, [(other.code, f"agreement:{other.uid}")])
        self._fact(facts, self.tr("Term"), f"{self._day(held.since)} \u2013 {self._day(held.until)}")
        self._fact(facts, self.tr("Approved"), self._day(held.approved))
        self._fact(facts, self.tr("Signed"), self._joined(self._day(held.signed), held.signed_by))
        self._fact(facts, self.tr("For the lab"), held.for_lab)
        self._fact(facts, self.tr("Co-signer"), told.cosigner)
        self._fact(facts, self.tr("Officials"), self._joined(held.official, held.co_official))
        self._fact(facts, self.tr("Security plan"), held.security_plan)
        self._fact(facts, self.tr("Plan reviewed by"), self._day(held.plan_review))
        self._fact(facts, self.tr("Terminated"), self._joined(self._day(held.terminated), held.terminated_why))
        self._fact(facts, self.tr("Remarks"), held.remarks)
        self._show_card(who)
        self._history(told.history)

    @staticmethod
    def _joined(*parts: str) -> str:
        return ", ".join(filter(None, parts))

    def show_borrower(self, told: BorrowerRecord) -> None:
        """Show a borrower: the card, contacts and agreements."""
        person = told.person
        self._begin(person.name, told.institution.name if told.institution else "", f"person:{person.uid}")
        self.open.setText(self.tr("Show the lines"))
        self._show_card(told)
        facts = self._facts("loanPanel.borrower")
        if any(each.state is LineState.OUT for each in told.standing.lines):
            facts.add_links(self.tr("Places"), [(self.tr("What is there"), f"place:{person.uid}")])
        self._fact(facts, self.tr("Contacts"), "\n".join(person.contacts))
        self._fact(facts, self.tr("Also called"), ", ".join(person.names))
        if told.agreements:
            self._body.addWidget(SectionHead(self._appearance, self.tr("Agreements")))
        events = Events(self._appearance, object_name="loanPanel.agreements")
        events.show_events(
            [
                Event(
                    each.code,
                    DOT.join(
                        (
                            self._wording.small("agreement_state", str(state)),
                            f"{self._day(each.since)} \u2013 {self._day(each.until)}",
                        )
                    ),
                )
                for each, state in told.agreements
            ],
            most=_FIRST_ENTRIES,
        )
        self._body.addWidget(events)
        self._body.addStretch(1)

    def show_round(self, told: RoundRecord) -> None:
        """Show an inventory round: who answered, who has not, and the lines that do not agree."""
        day = self._day(told.round.deadline) if told.round.deadline else "\u2013"
        self._begin(told.round.code, self.tr("Answers by {day}").replace("{day}", day), f"round:{told.round.uid}")
        self.open.setText(self.tr("Work through the answers"))
        head = SectionHead(self._appearance, self.tr("Borrowers"))
        head.note(shown_count(len(told.people)))
        self._body.addWidget(head)
        people = sorted(told.people, key=lambda each: (-each.unanswered, each.name))
        self._events("loanPanel.people", [self._person(each) for each in people])
        differing = told.discrepancies
        if differing:
            self._body.addWidget(SectionHead(self._appearance, self.tr("To work through")))
        self._events(
            "loanPanel.discrepancies",
            [
                Event(
                    line.number or line.described or line.code,
                    DOT.join(each for each in (person.name, *self._differing(line)) if each),
                    line.code,
                    f"line:{line.uid}",
                )
                for person, line in differing
            ],
        )
        self._body.addStretch(1)

    def _differing(self, line: LineInRound) -> tuple[str, ...]:
        """Return what came back of a line that does not agree: answer, mass stated, why it differs."""
        word = self._wording.small("round_answer", str(line.answer)) if line.answer else ""
        why = self._wording.words.say(f"round_differs.{line.differs}")
        return word, self._stated(line.stated), why, line.aside

    def _person(self, told: PersonInRound) -> Event:
        if told.unanswered:
            state = counted(
                "LoanPanel",
                "{open} of 1 line unanswered",
                "{open} of {count} lines unanswered",
                len(told.lines),
            )
            state = state.replace("{open}", shown_count(told.unanswered))
        else:
            every = all(each.answer for each in told.lines)
            state = self.tr("all answered") if every else self.tr("nothing left to answer")
        late = self.tr("delinquent") if told.delinquent else ""
        signed = self.tr("signed {day}").replace("{day}", self._day(told.answered)) if told.answered else ""
        note = DOT.join(each for each in (told.institution, state, signed, late) if each)
        return Event(told.name, note, self.tr("Show the lines"), f"person:{told.uid}")

    def _events(self, name: str, events: Sequence[Event]) -> None:
        shown = Events(self._appearance, object_name=name)
        shown.followed.connect(self.followed)
        shown.show_events(events, most=_FIRST_PEOPLE)
        self._body.addWidget(shown)

    def _begin(self, name: str, subtitle: str, leads: str) -> None:
        clear(self._body)
        self.card = None
        self.name.setText(name)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))
        self._leads = leads
        is_now = self._context.moment.is_now
        self.open.setText(self.tr("Open the loan") if is_now else self.tr("Show the lines"))
        self.open.setVisible(bool(leads))

    def _show_card(self, told: BorrowerRecord | None) -> None:
        self.card = StandingCard(self._appearance, self._wording)
        self.card.followed.connect(self.followed)
        self.card.show_borrower(told)
        self._body.addWidget(self.card)

    def _account(self, record: LineRecord) -> None:
        line, held = record.line, record.row.held
        told = line.account
        head = SectionHead(self._appearance, self.tr("Accountable"))
        head.note(loan_cells.held(held, told.unweighed, self._wording.unit))
        self._body.addWidget(head)
        self._went(line, held)
        self._notes_on(line, record.nominal)
        if told.trusted_ug:
            words = {"line": line.code, "mass": by_size(trusted_of(line.moves))}
            self._note(self._wording.words.say("line.came_unweighed", words))

    def _went(self, line: Line, held: KnownMass) -> None:
        """Show where the mass of a line went: parts of the whole, or in words where nobody knows the whole."""
        steps = (
            (self.tr("returned"), Step.RETURNED, "here"),
            (self.tr("consumed"), Step.CONSUMED, "consumed"),
            (self.tr("lost"), Step.LOST, "lost"),
            (self.tr("transferred"), Step.TRANSFERRED, "remote"),
        )
        unit = self._wording.unit
        moved = [(label, mass, fill) for label, step, fill in steps if (mass := moved_of(line, step)).ug]
        wholes = [(step, count) for _, step, _ in steps[1:] if (count := wholes_of(line, step))]
        if not line.account.unweighed and not wholes:
            parts = ((self.tr("held"), held, "loan"), *moved)
            segments = [Segment(label, mass.ug, mass.shown(unit), fill) for label, mass, fill in parts]
            self._body.addWidget(MassBar(self._appearance, segments, object_name="loanPanel.bar"))
            return
        say = self._wording.words.say
        known = [f"{label} {mass.shown(unit)}" for label, mass, _ in moved]
        pieces = [say(f"line.gone_whole.{step}", {"count": count}) for step, count in wholes]
        if known or pieces:
            self._note(DOT.join((*known, *pieces)))

    def _notes_on(self, line: Line, nominal: Sequence[NominalBack]) -> None:
        """Note what came of a line without a mass, what its borrower stated of parts, and what nobody told of."""
        say = self._wording.words.say
        if count := came_without_mass(line):
            self._note(say("line.came_without_mass", {"line": line.code, "count": count}))
        for told in nominal_texts(self._wording.words, line, nominal):
            self._note(told)
        for each in reported(line):
            became = say(f"sub_sample_became.{each.became}") if each.became else ""
            facts = {"line": line.code, "name": each.name, "ug": each.ug, "became": became}
            self._note(say("line.stated_of_part" if each.ug is not None else "line.part_without_mass", facts))
        if ends_unknown(line):
            self._note(say("line.ended_unknown", {"line": line.code}))
        if missing := [each.name for each in untold(line)]:
            self._note(say("line.sub_samples_untold", {"line": line.code, "names": missing}))
        for each in stated_before(line):
            self._note(say("line.stated_before", {"line": line.code, "name": each.name, "ug": each.ug}))

    def _answer(self, told: LineAnswer) -> str:
        """Return what a borrower answered for a line, or why it is set aside, with mass, day and remarks."""
        aside = self.tr("set aside: {why}").replace("{why}", told.aside) if told.aside else ""
        word = self._wording.small("round_answer", told.answer) if told.answer else ""
        return DOT.join(
            each for each in (aside or word, self._stated(told.mass), self._day(told.day), told.remarks) if each
        )

    def _note(self, words: str) -> None:
        self._body.addWidget(Label(self._appearance, words, size=12, colour="text2", wrap=True))

    def _where(self, facts: FactsGrid, told: LineRecord) -> None:
        """Lead to the borrower, or to the shipment, as the room of places shows what is away."""
        travels = told.row.state == "transit"
        holder = told.line.shipment if travels else told.line.borrower
        if told.line.is_open and holder:
            words = self.tr("In transit") if travels else self.tr("With the borrower")
            facts.add_links(self.tr("Place"), [(words, f"place:{holder}")])

    def _days(self, facts: FactsGrid, told: LineRecord) -> None:
        row, line = told.row, told.line
        back = asked_back_by(row.by, row.recalled, self._context.session.day_of(self._context.moment))
        self._fact(facts, self.tr("Due"), self._day(row.due))
        self._fact(facts, self.tr("Recalled by"), self._day(back))
        self._fact(
            facts, self.tr("Issued"), row.issued_stated or (self._wording.day(row.issued) if line.issued else "")
        )
        self._fact(facts, self.tr("Received"), self._day(line.received_said))
        self._fact(facts, self.tr("Reported lost"), self._day(line.reported_lost))
        closed_by = self._wording.small("closed_by", str(line.closed_by)) if line.closed_by else ""
        closed = ", ".join(each for each in (self._day(line.closed), closed_by) if each)
        self._fact(facts, self.tr("Closed"), closed)

    def _history(self, entries: Sequence[JournalEntry]) -> None:
        if entries:
            self._body.addWidget(SectionHead(self._appearance, self.tr("History")))
            events = Events(self._appearance, object_name="loanPanel.history")
            events.followed.connect(self.followed)
            events.show_events(
                [
                    Event(
                        each.what,
                        DOT.join((each.told_day.text(self._wording.words), each.by)),
                        self._entry(each.seq),
                        f"entry:{each.uid}",
                    )
                    for each in entries
                ],
                most=_FIRST_ENTRIES,
            )
            self._body.addWidget(events)
        self._body.addStretch(1)

    def _yes_or_no(self, chosen: bool | None) -> str:
        """Return what somebody chose; nothing where nobody did."""
        if chosen is None:
            return ""
        return self.tr("yes") if chosen else self.tr("no")

    def _facts(self, name: str) -> FactsGrid:
        facts = FactsGrid(self._appearance, object_name=name)
        facts.followed.connect(self.followed)
        self._body.addWidget(facts)
        return facts

    @staticmethod
    def _fact(facts: FactsGrid, label: str, value: str) -> None:
        if value:
            facts.add(label, value)

    def _entry(self, seq: int) -> str:
        return self.tr("Entry {number}").replace("{number}", shown_count(seq))

    def _stated(self, mass: KnownMass | None) -> str:
        """Return a mass as a borrower states it, to the place to which it is stated; empty where none is."""
        return by_size(mass) if mass is not None else ""

    def _mass(self, ug: int | None) -> str:
        return shown_mass_with_unit(ug, self._wording.unit) if ug is not None else ""

    def _day(self, day: Day) -> str:
        return self._wording.day(day) if day else ""


def several_words(count: int) -> str:
    """Say that so many lines are chosen, more than one."""
    return counted("LoansRoom", "1 line selected", "{count} lines selected", count)


def target_uid(target: str) -> tuple[str, Uid]:
    """Return the kind and the uid a target such as `loan:UID` names."""
    kind, _, uid = target.partition(":")
    return kind, Uid(uid)
