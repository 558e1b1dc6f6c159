"""How each borrower of an inventory stands: sent, answered, how late, and with what left to work through."""

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.links import NOTHING, Selection
from lunarcurator.desktop.models import loan_cells
from lunarcurator.desktop.rooms.to_do.tables import ListTable, fill
from lunarcurator.desktop.round_desk.wording import said
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.ledger_model import LedgerCell, LedgerColumn
from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.services.lending.reaching import name_now
from lunarcurator.services.lending.rounds import PersonInRound, RoundRecord
from lunarcurator.services.words import Words

_DELINQUENT = QT_TRANSLATE_NOOP("RoundDesk", "Delinquent everywhere")
_WAITING = QT_TRANSLATE_NOOP("RoundDesk", "Waiting")
_ANSWERED = QT_TRANSLATE_NOOP("RoundDesk", "Answered")
_NOTHING_LEFT = QT_TRANSLATE_NOOP("RoundDesk", "Nothing left to answer")
_PARTLY = QT_TRANSLATE_NOOP("RoundDesk", "Answered in part")


class PeoplePage(QWidget):
    """The compliance table; `told` carries the borrower somebody stands on, `followed` where a row leads."""

    told = Signal(object)
    followed = Signal(str)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.setObjectName("roundDesk.people")
        appearance = context.appearance
        columns = (
            LedgerColumn(self.tr("Borrower"), "text", 190),
            LedgerColumn(self.tr("Institution"), "text", 0),
            LedgerColumn(self.tr("Sent"), "text", 108),
            LedgerColumn(self.tr("Lines"), "count", 84),
            LedgerColumn(self.tr("Unanswered"), "count", 108),
            LedgerColumn(self.tr("To work through"), "count", 132),
            LedgerColumn(self.tr("Last answer"), "text", 108),
            LedgerColumn(self.tr("Days late"), "count", 92),
            LedgerColumn(self.tr("State"), "text", 176),
        )
        name = self.tr("How the borrowers stand")
        self.table = ListTable(appearance, columns, name, object_name="roundDesk.people.table", parent=self)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        fill(self.table)
        self._words = context.words
        self._round: RoundRecord | None = None
        self._sum = Label(appearance, size=12, colour="text2", object_name="roundDesk.people.sum")
        px = appearance.look.metrics.px
        self._sum.setContentsMargins(px(16), px(6), px(16), px(6))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self._sum)
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._chosen())
        self.table.followed.connect(self.followed)

    def show_people(self, record: RoundRecord, left: Mapping[Uid, int], today: Day) -> None:
        """Show the borrowers of a round; `left` is how many points each has left to work through."""
        chosen, near = self._person, self.table.currentIndex().row()
        kept = chosen.uid if chosen is not None else None
        self._round = record
        told = [_cells(self._words, record, each, left.get(each.uid, 0), today) for each in record.people]
        self.table.set_rows(told)
        self.table.choose_rows((at for at, each in enumerate(record.people) if each.uid == kept), near)
        self._chosen()
        late = sum(each.delinquent for each in record.people)
        answered = sum(not each.unanswered for each in record.people)
        summed = counted(
            "PeoplePage",
            "{answered} of 1 borrower has nothing left to answer, {late} delinquent in every collection",
            "{answered} of {count} borrowers have nothing left to answer, {late} delinquent in every collection",
            len(record.people),
        )
        summed = summed.replace("{answered}", shown_count(answered)).replace("{late}", shown_count(late))
        self._sum.setText(summed)

    def enter(self) -> None:
        """Put the keyboard into the table."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _person(self) -> PersonInRound | None:
        """The borrower that is selected."""
        row, people = self.table.chosen_row, self._round.people if self._round is not None else ()
        return people[row] if 0 <= row < len(people) else None

    def _chosen(self) -> None:
        person, record = self._person, self._round
        if record is None or person is None:
            self.told.emit(NOTHING)
            return
        self.told.emit(
            Selection(lines=tuple(each.uid for each in person.lines), person=person.uid, round=record.round.uid)
        )


def _cells(
    words: Words, record: RoundRecord, person: PersonInRound, left: int, today: Day
) -> tuple[LedgerCell, ...]:
    late = record.days_late(person, today)
    if person.delinquent:
        state = LedgerCell(said(_DELINQUENT), badge="red", concept="block")
    elif person.unanswered:
        state = LedgerCell(said(_PARTLY if person.answered else _WAITING), badge="grey", concept="late")
    else:
        state = LedgerCell(said(_ANSWERED if person.answered else _NOTHING_LEFT), tone="text2")
    return (
        LedgerCell(name_now(words, person.name, person.gone), bold=True, target=f"person:{person.uid}"),
        LedgerCell(person.institution),
        loan_cells.day(person.sent),
        LedgerCell(shown_count(len(person.lines))),
        loan_cells.count(person.unanswered),
        loan_cells.count(left),
        loan_cells.day(person.answered),
        loan_cells.count(late, tone="tones.red.ink"),
        state,
    )
