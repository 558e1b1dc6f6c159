"""The first page of the piece panel: mass, places over time, kin, names and facts."""

import json
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from lunarcurator.desktop.links import Target
from lunarcurator.desktop.panels.piece_dossier import PieceDossier, PieceMarks
from lunarcurator.desktop.panels.piece_mass import PieceMass
from lunarcurator.desktop.panels.sections import SectionHead
from lunarcurator.desktop.panels.targets import target_to
from lunarcurator.desktop.panels.wording import DOT, EN_DASH, Wording
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.events import Event, Events
from lunarcurator.desktop.widgets.facts import FactsGrid
from lunarcurator.desktop.widgets.grounds import ScrollColumn
from lunarcurator.desktop.widgets.labels import LinkLabel
from lunarcurator.desktop.widgets.timeline import Stay, TimeLine
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.status import Existence
from lunarcurator.services.dossier import ELSEWHERE, Dossier
from lunarcurator.services.lending.line_states import state_term
from lunarcurator.services.lending.loans_of_piece import PieceLoan
from lunarcurator.services.pieces import Fact, Kin, PieceView
from lunarcurator.services.place_history import PieceStay

_STAYS = 6
_DAUGHTERS = 4
_LOANS = 3
_LENT = frozenset({"loan", "transit"})


class PieceOverview(ScrollColumn):
    """Scrolls through all that is known; `followed` carries targets, `asked` actions, `family_asked` its tab."""

    followed = Signal(str)
    asked = Signal(str)
    family_asked = Signal()

    def __init__(self, appearance: Appearance, wording: Wording) -> None:
        column = QVBoxLayout()
        super().__init__(appearance, "base", column, object_name="pieceOverview")
        self._wording = wording
        px = appearance.look.metrics.px
        column.setContentsMargins(px(20), px(8), px(20), px(20))
        column.setSpacing(px(8))
        self.marks = PieceMarks(appearance, wording)
        self.mass = PieceMass(appearance, wording)
        self.dossier = PieceDossier(appearance, wording)
        self.stays = TimeLine(appearance, object_name="pieceStays")
        self.kin = FactsGrid(appearance, object_name="pieceKin")
        self.names = FactsGrid(appearance, object_name="pieceNames")
        self.facts = FactsGrid(appearance, object_name="pieceFacts")
        self._stays_head = SectionHead(appearance, self.tr("Places and custody"))
        self._kin_head = SectionHead(appearance, self.tr("Genealogy"))
        self._kin_head.link(self.tr("Open tree"), "pieceOpenTree", self.family_asked.emit)
        self._names_head = SectionHead(appearance, self.tr("Other names"))
        self._facts_head = SectionHead(appearance, self.tr("Facts"))
        self.loans = Events(appearance, object_name="pieceLoans")
        self._loans_head = SectionHead(appearance, self.tr("Loans"))
        self._loans_head.hide()
        self.earlier = LinkLabel(appearance, "", size=12, object_name="pieceEarlierStays")
        self._add_name = self._names_head.link(
            self.tr("Add\u2026"), "pieceAddName", lambda: self.asked.emit("add_name")
        )
        self._correct = self._facts_head.link(
            self.tr("Correct\u2026"), "pieceCorrect", lambda: self.asked.emit("correct")
        )
        column.addWidget(self.marks)
        column.addWidget(self.mass)
        parts = (
            *(self._stays_head, self.stays, self.earlier, self._loans_head, self.loans, self.dossier),
            *(self._kin_head, self.kin, self._names_head, self.names, self._facts_head, self.facts),
        )
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        for each in (self.mass, self.stays, self.loans, self.dossier, self.kin, self.names, self.facts):
            each.followed.connect(self.followed)
        self.dossier.asked.connect(self.asked)
        self.earlier.activated.connect(self._show_all_stays)
        self._all_stays: tuple[Stay, ...] = ()
        self._lent: tuple[PieceLoan, ...] = ()
        self._view: PieceView | None = None
        self._shown = Uid("")

    def allow(self, allowed: bool) -> None:
        """Offer what posts, or not."""
        self._correct.setEnabled(allowed)
        self._add_name.setEnabled(allowed)
        self.dossier.allow(allowed)

    def show_piece(self, view: PieceView) -> None:
        """Show a piece as it stood at its moment, from the top."""
        if self._shown != view.uid:
            self.show_dossier(None)
            self.show_loans(())
        self._shown, self._view = view.uid, view
        self.mass.show_piece(view)
        self._show_stays(view)
        self._show_kin(view)
        self._show_names(view)
        self._show_facts(view)
        self.verticalScrollBar().setValue(0)

    def show_dossier(self, dossier: Dossier | None) -> None:
        """Show what else the book has of the piece; None while it is not read yet."""
        self.marks.show_dossier(dossier or Dossier())
        self.dossier.show_dossier(dossier)

    def show_loans(self, loans: Sequence[PieceLoan]) -> None:
        """Show with whom the piece is or was on loan, since when and until when; what is out first."""
        self._loans_head.setVisible(bool(loans))
        self.loans.setVisible(bool(loans))
        self.loans.show_events([self._loan(each) for each in loans], most=_LOANS)
        if self._lent != tuple(loans):
            self._lent = tuple(loans)
            if self._view is not None and self._lent:
                self._show_stays(self._view)

    def _loan(self, loan: PieceLoan) -> Event:
        if loan.lender:
            return self._care(loan)
        wording = self._wording
        state = state_term(loan.state, disputed=loan.disputed, recalled=loan.asked_back)
        notes = [wording.small(*state)]
        if loan.issued:
            since = loan.issued_stated or wording.day(loan.issued_said)
            notes.append(self.tr("since {day}").format(day=since))
        if loan.is_out:
            due = self.tr("due {day}").format(day=wording.day(loan.due)) if loan.due else self.tr("no due day")
            notes.append(due)
            if loan.asked_back:
                notes.append(self.tr("asked back by {day}").format(day=wording.day(loan.asked_back)))
            notes.append(self._held(loan))
        elif loan.lost:
            notes.append(self._lost(loan))
        elif loan.closed:
            notes.append(self.tr("closed {day}").format(day=wording.day(loan.closed)))
        who = loan.institution or loan.person
        return Event(who, DOT.join(each for each in notes if each), loan.code, target_to(Target.LINE, loan.line))

    def _lost(self, loan: PieceLoan) -> str:
        part, whole = self.tr("a part lost, as reported {day}"), self.tr("lost, as reported {day}")
        return (part if loan.lost_part else whole).format(day=self._wording.day(loan.lost))

    def _held(self, loan: PieceLoan) -> str:
        """Return what is out on a loan, with the decimals of the piece where all of the piece is out."""
        mass = self._view.row.own_mass if self._view is not None else None
        if mass is not None and mass.ug == loan.held_ug:
            return mass.shown(self._wording.unit)
        return self._wording.figure(loan.held_ug, None) if loan.held_ug else ""

    def _care(self, loan: PieceLoan) -> Event:
        """Return what the lab holds, or held, of somebody else's: for whom, why, since when and until when."""
        wording = self._wording
        notes = [wording.small("care_kind", loan.care)]
        if loan.received:
            notes.append(self.tr("since {day}").format(day=wording.day(loan.received)))
        if loan.in_care:
            due = self.tr("until {day}").format(day=wording.day(loan.due)) if loan.due else self.tr("no due day")
            notes.append(due)
            who = self.tr("In care for {who}")
        else:
            notes.append(self.tr("given back {day}").format(day=wording.day(loan.closed)))
            who = self.tr("Was in care for {who}")
        told = DOT.join(each for each in notes if each)
        return Event(who.format(who=loan.lender), told, loan.code, target_to(Target.LINE, loan.line))

    def _show_stays(self, view: PieceView) -> None:
        self._all_stays = tuple(self._stay(each) for each in view.stays)
        if not self._all_stays:
            self._all_stays = (Stay(self.tr("Place not stated"), self._wording.term("custody", view.row.custody)),)
        self.stays.set_stays(self._all_stays[:_STAYS])
        rest = len(self._all_stays) - _STAYS
        self.earlier.setVisible(rest > 0)
        self.earlier.set_text(counted("PieceOverview", "{count} earlier", "{count} earlier", rest))

    def _show_all_stays(self) -> None:
        self.stays.set_stays(self._all_stays)
        self.earlier.hide()

    def _stay(self, stay: PieceStay) -> Stay:
        wording = self._wording
        since = wording.day(stay.since, stay.since_stated)
        if stay.until is None:
            when = self.tr("since {day}").format(day=since)
        else:
            when = f"{since} {EN_DASH} {wording.day(stay.until, stay.until_stated)}"
        there = stay.existence in {Existence.EXISTS, Existence.PLANNED}
        notes = [
            when,
            wording.small("custody", stay.custody) if there and stay.custody not in {"", "here"} else "",
            wording.small("atmosphere", stay.atmosphere) if stay.until is None else "",
            self.tr("home place") if stay.is_home and stay.until is None else "",
        ]
        where, holder = stay.path or stay.holder, stay.place
        if not where and there and stay.custody in _LENT:
            where, holder = self._with_whom(stay)
        if not there and not stay.path:
            where = wording.term("existence", stay.existence)
        told = DOT.join(note for note in notes if note)
        return Stay(where or self.tr("Place not stated"), told, target_to(Target.PLACE, holder))

    def _with_whom(self, stay: PieceStay) -> tuple[str, Uid | None]:
        """Return who has or had a piece that is lent, and the borrower or shipment to go to while that is so."""
        for loan in self._lent:
            if loan.issued and loan.issued <= stay.since and (not loan.closed or stay.since < loan.closed):
                who = loan.institution or loan.person
                words = self.tr("On the way to {who}") if stay.custody == "transit" else self.tr("With {who}")
                return words.format(who=who), loan.holder if stay.until is None else None
        return self._wording.term("custody", stay.custody), None

    def _show_kin(self, view: PieceView) -> None:
        self.kin.clear()
        if view.parents:
            self.kin.add_links(self.tr("From"), [_link(each, short=False) for each in view.parents])
        daughters = [_link(each, short=True) for each in view.daughters[:_DAUGHTERS]]
        more = view.daughters_in_all - len(daughters)
        if daughters:
            more_link = [(f"+{self._wording.count(more)}", "family")] if more > 0 else []
            self.kin.add_links(self.tr("Daughters"), [*daughters, *more_link])
        there = bool(view.parents or daughters)
        self._kin_head.setVisible(there)
        self.kin.setVisible(there)

    def _show_names(self, view: PieceView) -> None:
        self.names.clear()
        for name in view.names:
            kind = self._wording.term("name_kind", name.kind)
            until = name.until.text(self._wording.words) if name.until is not None else ""
            notes = (name.text, self.tr("until {day}").format(day=until) if until else "", name.source)
            self.names.add(kind, DOT.join(note for note in notes if note))
        self._names_head.setVisible(bool(view.names))
        self.names.setVisible(bool(view.names))

    def _show_facts(self, view: PieceView) -> None:
        self.facts.clear()
        for fact in view.facts:
            if fact.key in {"found", "other"}:
                self._show_packed(fact)
            elif not _is_elsewhere(fact, view):
                self._show_fact(fact, view)
        if view.seen is not None:
            self.facts.add(self.tr("Last seen"), view.seen.text(self._wording.words))
        self._facts_head.setVisible(bool(view.facts))

    def show_hints(self, hints: Sequence[str]) -> None:
        """Show below the facts, and quieter, what the digits of the number suggest; once for each piece shown."""
        if hints:
            self.facts.add(self.tr("Number suggests"), DOT.join(hints), colour="text2")
            self._facts_head.show()

    def _show_fact(self, fact: Fact, view: PieceView) -> None:
        value = self._value(fact.key, fact.value)
        fine, quality = view.state.fields.get("original_resolution_ug"), view.state.original_quality
        if fact.key == "original_ug" and isinstance(fact.value, int):
            value = self._wording.figure(fact.value, fine if isinstance(fine, int) else None, quality)
        day = view.state.fields.get("pristinity_day")
        if fact.key == "pristinity_milli" and isinstance(day, int) and day:
            value = self.tr("{percent}, published {day}").format(percent=value, day=self._wording.day(day))
        self.facts.add(self._wording.term("field", fact.key), value)
        for before in fact.earlier:
            told = self.tr("until {day}: {value}").format(
                day=before.until.text(self._wording.words), value=self._value(fact.key, before.value)
            )
            self.facts.add("", told, colour="text2")

    def _value(self, key: str, value: object) -> str:
        return self._wording.value(key, value if isinstance(value, str | int) else None)

    def _show_packed(self, fact: Fact) -> None:
        """Show a field that holds several named values, such as the columns of a catalogue nobody else reads."""
        told = json.loads(str(fact.value))
        names = {
            "finder": self.tr("Found by"),
            "where": self.tr("Found at"),
            "number": self.tr("Claimed number"),
            "steps": self.tr("Steps taken"),
        }
        for key, value in told.items():
            if value:
                self.facts.add(names.get(key, key) if fact.key == "found" else key, str(value))


def _is_elsewhere(fact: Fact, view: PieceView) -> bool:
    """Tell whether a section of its own says what a field says; what it said before stands here all the same."""
    if fact.key == "restriction" and not view.state.handling:
        return False
    return fact.key in ELSEWHERE and not fact.earlier


def _link(kin: Kin, *, short: bool) -> tuple[str, str]:
    return (kin.row.short if short else kin.row.number), target_to(Target.SAMPLE, kin.row.uid)
