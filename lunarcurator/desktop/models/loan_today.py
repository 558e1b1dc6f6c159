"""The work of today on the loan desk as rows: a head for each group, its first rows, and the way to the others."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, override

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Qt

from lunarcurator.desktop.models import loan_cells
from lunarcurator.desktop.models.headings import FlatModel, Headings, Index
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.ledger_model import CELL, LedgerCell, LedgerColumn
from lunarcurator.domain.days import Day, show_day
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.services.lending.overview import Overview, Todo, Work

ROW: Final = Qt.ItemDataRole.UserRole + 2
"""The role that hands out the whole `TodayRow`."""
NEXT: Final = 5
"""The column of what to do next."""


@dataclass(frozen=True, slots=True)
class TodayRow:
    """One row: head of a group, one thing to do, or how many more there are; `target` is where it leads."""

    kind: Literal["group", "todo", "more"]
    work: Work
    cells: tuple[LedgerCell, ...]
    target: str
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class WorkLook:
    """How a group is shown: title, icon and tone, what is done next, and the act behind it."""

    title: object
    concept: str
    tone: str
    next: object
    act: str = ""


LOOKS: Final[Mapping[Work, WorkLook]] = MappingProxyType(
    {
        Work.OVERDUE: WorkLook(
            QT_TRANSLATE_NOOP("LoanToday", "Overdue"),
            "overdue",
            "red",
            QT_TRANSLATE_NOOP("LoanToday", "Remind…"),
            "record_letter",
        ),
        Work.RECALLED: WorkLook(
            QT_TRANSLATE_NOOP("LoanToday", "Recalled"),
            "returned",
            "amber",
            QT_TRANSLATE_NOOP("LoanToday", "Take back…"),
            "return_line",
        ),
        Work.TO_DECIDE: WorkLook(
            QT_TRANSLATE_NOOP("LoanToday", "To decide"),
            "loan",
            "blue",
            QT_TRANSLATE_NOOP("LoanToday", "Decide…"),
            "decide_lines",
        ),
        Work.TO_SIGN: WorkLook(
            QT_TRANSLATE_NOOP("LoanToday", "To sign"),
            "document",
            "blue",
            QT_TRANSLATE_NOOP("LoanToday", "Record signature…"),
            "sign_agreement",
        ),
        Work.TO_PREPARE: WorkLook(
            QT_TRANSLATE_NOOP("LoanToday", "To prepare"),
            "weigh",
            "blue",
            QT_TRANSLATE_NOOP("LoanToday", "Prepare…"),
            "prepare_lines",
        ),
        Work.TO_SHIP: WorkLook(
            QT_TRANSLATE_NOOP("LoanToday", "To ship"),
            "bag",
            "blue",
            QT_TRANSLATE_NOOP("LoanToday", "Issue…"),
            "issue_lines",
        ),
        Work.IN_TRANSIT: WorkLook(
            QT_TRANSLATE_NOOP("LoanToday", "In transit"),
            "in_transit",
            "amber",
            QT_TRANSLATE_NOOP("LoanToday", "Record receipt…"),
            "receive_shipment",
        ),
        Work.NOT_CLOSED: WorkLook(
            QT_TRANSLATE_NOOP("LoanToday", "Nothing out, not closed"),
            "returned",
            "blue",
            QT_TRANSLATE_NOOP("LoanToday", "Close…"),
            "close_loan",
        ),
        Work.EXPIRING: WorkLook(
            QT_TRANSLATE_NOOP("LoanToday", "Agreements expiring"),
            "due_soon",
            "amber",
            QT_TRANSLATE_NOOP("LoanToday", "Renew…"),
            "renew_agreement",
        ),
        Work.UNANSWERED: WorkLook(
            QT_TRANSLATE_NOOP("LoanToday", "Inventory unanswered"),
            "warning",
            "amber",
            QT_TRANSLATE_NOOP("LoanToday", "Open the round"),
        ),
        Work.DISPUTED: WorkLook(
            QT_TRANSLATE_NOOP("LoanToday", "Disputed"), "unknown", "red", QT_TRANSLATE_NOOP("LoanToday", "Open")
        ),
        Work.LOST: WorkLook(
            QT_TRANSLATE_NOOP("LoanToday", "Reported lost"), "lost", "red", QT_TRANSLATE_NOOP("LoanToday", "Open")
        ),
        Work.OWED_BACK: WorkLook(
            QT_TRANSLATE_NOOP("LoanToday", "We owe others"),
            "due_soon",
            "amber",
            QT_TRANSLATE_NOOP("LoanToday", "Give back…"),
            "give_back",
        ),
        Work.DUE_SOON: WorkLook(
            QT_TRANSLATE_NOOP("LoanToday", "Due within 30 days"),
            "due_soon",
            "grey",
            QT_TRANSLATE_NOOP("LoanToday", "Extend…"),
            "extend_lines",
        ),
        Work.UNDATED: WorkLook(
            QT_TRANSLATE_NOOP("LoanToday", "Without a due day"),
            "unknown",
            "grey",
            QT_TRANSLATE_NOOP("LoanToday", "Open"),
        ),
    }
)
"""Every group in its words; the order is that of `Work`."""

_LOOK: Final = QT_TRANSLATE_NOOP("LoanToday", "Open")
_MORE: Final = QT_TRANSLATE_NOOP("LoanToday", "{count} more")
_ALL: Final = QT_TRANSLATE_NOOP("LoanToday", "All {count}")
_AND_MORE: Final = QT_TRANSLATE_NOOP("LoanToday", "{number} and {count} more")
_AGREEMENT: Final = QT_TRANSLATE_NOOP("LoanToday", "Agreement, {lines} out")
_UNUSED: Final = QT_TRANSLATE_NOOP("LoanToday", "Agreement, nothing out")
_ASKED: Final = QT_TRANSLATE_NOOP("LoanToday", "asked {day}")
_APPROVED: Final = QT_TRANSLATE_NOOP("LoanToday", "approved {day}")
_ENDS: Final = QT_TRANSLATE_NOOP("LoanToday", "ends {day}")
_ENDED: Final = QT_TRANSLATE_NOOP("LoanToday", "Ended {day}")
_ANSWER_BY: Final = QT_TRANSLATE_NOOP("LoanToday", "answer by {day}")
_DELINQUENT: Final = QT_TRANSLATE_NOOP("LoanToday", "Delinquent")
_AGREEMENTS_UNKNOWN: Final = QT_TRANSLATE_NOOP("LoanToday", "how agreements stand is not known")
_UNANSWERED: Final = QT_TRANSLATE_NOOP("LoanToday", "{count} of {lines} unanswered")


def said(source: object, **facts: object) -> str:
    """Return words of this list in the window's language, their gaps in braces filled."""
    text = QCoreApplication.translate("LoanToday", str(source))
    for key, value in facts.items():
        text = text.replace("{" + key + "}", str(value))
    return text


def totals(told: Overview) -> str:
    """Return the day of an overview, how much is to be done, and how much of it is overdue."""
    todo = sum(group.count for group in told.groups)
    late = next((group.count for group in told.groups if group.work is Work.OVERDUE), 0)
    text = counted(
        "LoanToday",
        "{day}, 1 thing to do, {late} of it overdue",
        "{day}, {count} things to do, {late} of them overdue",
        todo,
    )
    text = text.replace("{day}", show_day(told.today)).replace("{late}", shown_count(late))
    return text if told.agreements_known else f"{text} \u00b7 {said(_AGREEMENTS_UNKNOWN)}"


def today_rows(
    told: Overview, unit: str, closed: Collection[Work] = (), *, may_act: bool = True
) -> list[TodayRow]:
    """Return the rows of an overview, masses in a unit; of the groups in `closed` only their heads.

    Where nobody may act, the next step of a row is to look at its record.
    """
    rows: list[TodayRow] = []
    for group in told.groups:
        look, shut = LOOKS[group.work], group.work in closed
        everything = f"work:{group.work}"
        head = [
            LedgerCell(
                said(look.title), bold=True, concept=look.concept, plain=f"{said(look.title)} {group.count}"
            ),
            LedgerCell(shown_count(group.count), tone="text2", plain=""),
            *(LedgerCell("") for _ in range(3)),
            LedgerCell(said(_ALL, count=shown_count(group.count)), target=everything),
        ]
        rows.append(TodayRow("group", group.work, tuple(head), everything, not shut))
        if shut:
            continue
        rows += [_todo(each, group.work, told.today, unit, may_act=may_act) for each in group.rows]
        more = group.count - len(group.rows)
        if more:
            link = LedgerCell(said(_MORE, count=shown_count(more)), target=everything)
            rows.append(TodayRow("more", group.work, (link, *(LedgerCell("") for _ in range(NEXT))), everything))
    return rows


def _todo(each: Todo, work: Work, today: Day, unit: str, *, may_act: bool) -> TodayRow:
    look = LOOKS[work]
    there = f"{each.kind}:{each.uid}"
    leads = f"act:{look.act}:{work}:{there}" if look.act and may_act else there
    words = look.next if may_act or not look.act else _LOOK
    held = each.held_sum
    known = held.known if held.ug or held.unweighed else None
    cells = (
        LedgerCell(each.code, bold=True),
        LedgerCell(each.institution or each.person),
        LedgerCell(_what(each), tone="text2"),
        loan_cells.mass(known, unit, held.unweighed),
        _when(each, work, today),
        LedgerCell(said(words), target=leads),
    )
    return TodayRow("todo", work, cells, there)


def _what(each: Todo) -> str:
    if each.kind == "agreement":
        return said(_AGREEMENT, lines=loan_cells.lines(each.lines)) if each.lines else said(_UNUSED)
    if each.kind == "round":
        return said(_UNANSWERED, count=shown_count(each.lines), lines=loan_cells.lines(each.asked))
    name = each.number or each.described
    if not name:
        return loan_cells.lines(each.lines)
    return said(_AND_MORE, number=name, count=shown_count(each.lines - 1)) if each.lines > 1 else name


def _when(each: Todo, work: Work, today: Day) -> LedgerCell:
    shown = show_day(each.day) if each.day else ""
    if work in {Work.TO_DECIDE, Work.TO_PREPARE, Work.NOT_CLOSED}:
        return LedgerCell(said(_ASKED, day=shown) if shown else "", tone="text2")
    if work is Work.TO_SIGN:
        return LedgerCell(said(_APPROVED, day=shown) if shown else "", tone="text2")
    if work is Work.EXPIRING:
        if each.day < today:
            return LedgerCell(said(_ENDED, day=shown), badge="red", concept="block")
        return LedgerCell(said(_ENDS, day=shown), badge="amber", concept="due_soon")
    if work is Work.UNANSWERED:
        if each.day and each.day < today:
            return LedgerCell(said(_DELINQUENT), badge="red", concept="block")
        return LedgerCell(said(_ANSWER_BY, day=shown) if shown else "", tone="text2")
    if work in {Work.TO_SHIP, Work.LOST}:
        return LedgerCell("")
    return loan_cells.due(each.day, today, undated=work is Work.UNDATED)


class TodayModel(FlatModel):
    """The rows of today under their headings; `show_rows` replaces them."""

    def __init__(self, columns: Sequence[LedgerColumn], parent: QObject | None = None) -> None:
        self.columns = tuple(columns)
        figures = (number for number, column in enumerate(self.columns) if column.kind in {"mass", "count"})
        super().__init__(Headings((column.label for column in self.columns), figures), parent)
        self._rows: tuple[TodayRow, ...] = ()

    @property
    def rows(self) -> tuple[TodayRow, ...]:
        """The rows shown."""
        return self._rows

    def show_rows(self, rows: Sequence[TodayRow]) -> None:
        """Show these rows in place of all."""
        if tuple(rows) == self._rows:
            return
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    @override
    def row_total(self) -> int:
        return len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        cell = row.cells[index.column()]
        if role == ROW:
            return row
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.spoken
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.headings.labels[index.column()]} {cell.spoken}".strip()
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.spoken if self.columns[index.column()].may_be_cut else None
        return None
