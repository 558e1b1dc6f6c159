"""How a borrower stands, as one card: agreement, overdue, recalls, inventory, contact, what is owed, limits."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunarcurator.desktop.models import loan_cells
from lunarcurator.desktop.panels.sections import clear
from lunarcurator.desktop.panels.wording import DOT, Wording
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import MEDIUM, SEMIBOLD
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.cards import Card
from lunarcurator.desktop.widgets.icon_label import IconLabel
from lunarcurator.desktop.widgets.labels import Label, LinkLabel
from lunarcurator.domain.days import Day, earliest, show_day
from lunarcurator.domain.lending.borrower_standing import OutTogether, by_on
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.people import Institution
from lunarcurator.domain.lending.terms import AgreementState
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.services.lending.records import BorrowerRecord

_VALID = frozenset({AgreementState.SIGNED, AgreementState.CURRENT, AgreementState.EXPIRING})


@dataclass(frozen=True, slots=True)
class CardLine:
    """One line of the card: its name, value and tone ("" in order, "amber", "red")."""

    label: str
    value: str
    tone: str = ""


class StandingCard(Card):
    """Shows a borrower; computed from the book, never typed. `followed` carries `person:UID`."""

    followed = Signal(str)

    def __init__(self, appearance: Appearance, wording: Wording, *, object_name: str = "standingCard") -> None:
        super().__init__(appearance, object_name=object_name)
        self._wording = wording
        self._lines: tuple[CardLine, ...] = ()
        self._inner = QVBoxLayout()
        self._inner.setSpacing(appearance.look.metrics.px(4))
        self.body.addLayout(self._inner)

    @property
    def lines(self) -> tuple[CardLine, ...]:
        """What the card says, line by line."""
        return self._lines

    def show_borrower(self, told: BorrowerRecord | None) -> None:
        """Show how somebody stands on the day of the record; None says that nobody is chosen."""
        clear(self._inner)
        self._lines = ()
        if told is None:
            self._inner.addWidget(
                Label(self._appearance, self.tr("Nobody is chosen yet."), colour="text2", wrap=True)
            )
            return
        self._head(told)
        self._lines = self.told(told)
        for line in self._lines:
            self._inner.addWidget(self._row(line))
        self._inner.addLayout(self._out(self.tr("Holds"), told.standing.received))
        if told.standing.on_way.lines:
            self._inner.addLayout(self._out(self.tr("On the way"), told.standing.on_way))
        spoken = ", ".join(f"{each.label} {each.value}" for each in self._lines)
        self.setAccessibleName(f"{told.person.name}, {spoken}")

    def _out(self, label: str, out: OutTogether) -> QHBoxLayout:
        mass = loan_cells.held(out.mass, out.unweighed, self._wording.unit)
        told = f"{loan_cells.lines(out.lines)}{DOT}{mass}"
        value = Label(self._appearance, told, size=12, weight=MEDIUM, wrap=True)
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout()
        row.addWidget(Label(self._appearance, label, size=12, colour="text2"))
        row.addWidget(value, 1)
        return row

    def show_lender(self, lender: Institution, lines: Sequence[CardLine]) -> None:
        """Show whose something is that was entrusted to the lab, and what is to be known of it."""
        clear(self._inner)
        self._inner.addWidget(Label(self._appearance, lender.name, size=14, weight=SEMIBOLD, wrap=True))
        if lender.country:
            self._inner.addWidget(Label(self._appearance, lender.country, size=12, colour="text2", wrap=True))
        self._lines = tuple(lines)
        for line in self._lines:
            self._inner.addWidget(self._row(line))
        self.setAccessibleName(", ".join((lender.name, *(f"{each.label} {each.value}" for each in self._lines))))

    def told(self, record: BorrowerRecord) -> tuple[CardLine, ...]:
        """Return what is to be known of a borrower before anything more is lent."""
        return (
            self._agreement(record),
            self._overdue(record),
            *self._recalled(record),
            *self._lost(record),
            *self._inventory(record),
            self._contact(record),
            *self._others(record),
        )

    def _agreement(self, record: BorrowerRecord) -> CardLine:
        label = self.tr("Agreement")
        valid = [each for each, state in record.agreements if state in _VALID]
        latest = max(valid, key=lambda each: each.until, default=None)
        if latest is None:
            lapsed = (
                self.tr("expired, with lines out") if record.standing.lapsed else self.tr("none that is valid")
            )
            return CardLine(label, lapsed, "red")
        state = next(state for each, state in record.agreements if each.uid == latest.uid)
        ending = state is AgreementState.EXPIRING
        if not latest.until:
            return CardLine(label, self.tr("current, without an end"))
        word = self.tr("expires {day}") if ending else self.tr("current to {day}")
        return CardLine(label, word.replace("{day}", show_day(latest.until)), "amber" if ending else "")

    def _overdue(self, record: BorrowerRecord) -> CardLine:
        late: tuple[Line, ...] = record.standing.overdue
        if not late:
            return CardLine(self.tr("Overdue lines"), self.tr("none"))
        first = earliest(by_on(each, record.standing.day) for each in late)
        told = counted("StandingCard", "{count}, since {day}", "{count}, since {day}", len(late))
        return CardLine(self.tr("Overdue lines"), told.replace("{day}", show_day(first)), "red")

    def _recalled(self, record: BorrowerRecord) -> list[CardLine]:
        back = record.standing.recalled
        return [CardLine(self.tr("Recalled"), shown_count(len(back)), "red")] if back else []

    def _lost(self, record: BorrowerRecord) -> list[CardLine]:
        """Return how many lines were reported lost from which nobody released the borrower."""
        lost = record.standing.lost
        return [CardLine(self.tr("Reported lost"), shown_count(len(lost)), "red")] if lost else []

    def _inventory(self, record: BorrowerRecord) -> list[CardLine]:
        """Return a line for each inventory that lacks an answer, red where its deadline is past."""
        label = self.tr("Inventory")
        asked = record.standing.asked
        if not asked:
            return [CardLine(label, self.tr("nothing unanswered"))]
        words = self.tr("{code}: {count} of {all} unanswered, due {day}")
        return [
            CardLine(
                label,
                words.replace("{code}", each.round.code)
                .replace("{count}", shown_count(each.unanswered))
                .replace("{all}", shown_count(each.lines))
                .replace("{day}", self._day(each.round.deadline)),
                "red" if each.late else "amber",
            )
            for each in asked
        ]

    def _contact(self, record: BorrowerRecord) -> CardLine:
        standing = record.standing
        when = self._day(standing.heard) if standing.heard else self.tr("not on record")
        return CardLine(self.tr("Last heard of"), when, "amber" if standing.stale else "")

    def _others(self, record: BorrowerRecord) -> list[CardLine]:
        standing, lines = record.standing, []
        if standing.owed:
            owed = ", ".join(self._wording.small("owed", str(each.item.what)) for each in standing.owed)
            lines.append(CardLine(self.tr("Owes"), owed, "amber"))
        lines += [
            CardLine(self._wording.term("limit_kind", str(each.kind)), each.text, "amber")
            for each in standing.limits
        ]
        if record.person.ended:
            how = self._wording.small("person_end", str(record.person.ended_how or ""))
            lines.append(CardLine(self.tr("Not answerable"), f"{how} {self._day(record.person.ended)}", "red"))
        return lines

    def _head(self, told: BorrowerRecord) -> None:
        appearance = self._appearance
        name = told.institution.name if told.institution else told.person.name
        self._inner.addWidget(Label(appearance, name, size=14, weight=SEMIBOLD, wrap=True))
        place = told.institution.country if told.institution else ""
        who = told.person.name if told.institution else ""
        second = DOT.join(each for each in (who, place) if each)
        if second:
            link = LinkLabel(appearance, second, size=12, object_name="standingCard.person")
            link.activated.connect(lambda: self.followed.emit(f"person:{told.person.uid}"))
            self._inner.addWidget(link)

    def _row(self, line: CardLine) -> QWidget:
        appearance = self._appearance
        row = QWidget()
        inner = QHBoxLayout(row)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(appearance.look.metrics.px(8))
        concept = {"": "closes", "amber": "warning", "red": "block"}[line.tone]
        colour = f"tones.{line.tone or 'green'}.ink"
        inner.addWidget(IconLabel(appearance, concept, colour, small=True))
        inner.addWidget(Label(appearance, line.label))
        value = Label(appearance, line.value, colour=colour if line.tone else "text2", wrap=True)
        value.setAlignment(value.alignment().AlignRight | value.alignment().AlignVCenter)
        inner.addWidget(value, 1)
        return row

    def _day(self, day: Day) -> str:
        return self._wording.day(day)
