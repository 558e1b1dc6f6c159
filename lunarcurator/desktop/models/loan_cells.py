"""Lines, loans and borrowers as cells for eyes; plain values, so that a lane can make them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from lunarcurator.desktop.panels.wording import Wording
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.ledger_model import LedgerCell
from lunarcurator.domain.days import Day, show_day
from lunarcurator.domain.known_mass import KnownMass, beside_unweighed
from lunarcurator.domain.lending.working_days import days_between
from lunarcurator.domain.mass_display import plain_mass, shown_count
from lunarcurator.services.lending.browsing import UNDONE, BorrowerRow, DueDay, LineRow, LoanRow
from lunarcurator.services.lending.line_states import state_term
from lunarcurator.services.lending.reaching import name_on

SOON_DAYS: Final = 30
"""From so many days before its due day on a line speaks."""
_STATES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "requested": ("blue", "draft"),
        "approved": ("blue", "done"),
        "prepared": ("blue", "box"),
        "transit": ("amber", "in_transit"),
        "disputed": ("red", "unknown"),
        "lost": ("red", "lost"),
        "recalled": ("amber", "returned"),
    }
)
"""Tone and icon of the states that ask for something; what is out in order, or closed, is quiet."""
_AND: Final = QT_TRANSLATE_NOOP("LoanCells", "{mass} and {others}")
_UNWEIGHED: Final = QT_TRANSLATE_NOOP("LoanCells", "not weighed")
_WEIGHING_UNDONE: Final = QT_TRANSLATE_NOOP("LoanCells", "weighing undone")
_UNDATED: Final = QT_TRANSLATE_NOOP("LoanCells", "no due day")
_TODAY: Final = QT_TRANSLATE_NOOP("LoanCells", "Due today")
_OPEN: Final = QT_TRANSLATE_NOOP("LoanCells", "{open} of {count} out")
_CLOSED: Final = QT_TRANSLATE_NOOP("LoanCells", "closed {day}")
_TO_CLOSE: Final = QT_TRANSLATE_NOOP("LoanCells", "To close")


def to_close() -> str:
    """Return how a list words a loan of which everything is back, and which nobody closed yet."""
    return said(_TO_CLOSE)


def said(source: object, **facts: object) -> str:
    """Return words of these cells in the window's language, their gaps in braces filled."""
    text = QCoreApplication.translate("LoanCells", str(source))
    for key, value in facts.items():
        text = text.replace("{" + key + "}", str(value))
    return text


def unweighed_why(code: str, wording: Wording) -> str:
    """Return why nobody knows the mass of a piece that is out, by the code of a reason, "" for none known."""
    own = {"": _UNWEIGHED, UNDONE: _WEIGHING_UNDONE}
    return said(own[code]) if code in own else wording.reason(code)


def mass(
    told: int | KnownMass | None, unit: str, unweighed: int = 0, *, tone: str = "text", why: str = ""
) -> LedgerCell:
    """Return a mass as exact as it is known; what nobody weighed says so, what is not stated is empty.

    Beside `unweighed` pieces what is weighed is a lower bound. `why` are words for the reason nobody weighed it.
    A bound and an estimate have their signs, also where they are copied or read aloud.
    """
    if told is None:
        return LedgerCell("")
    known = told if isinstance(told, KnownMass) else KnownMass(told)
    whole = beside_unweighed(known, unweighed)
    if whole is None:
        return LedgerCell(why or said(_UNWEIGHED))
    front, fraction = whole.parts(unit)
    plain = f"{whole.sign}{plain_mass(whole.ug, unit, whole.resolution_ug)}"
    return LedgerCell(front, fraction, tone, plain=plain)


def held(told: KnownMass, unweighed: int, unit: str) -> str:
    """Return what is held in words: a mass, how many pieces nobody weighed, or both."""
    weighed = told.shown(unit)
    if not unweighed:
        return weighed
    alone = unweighed == 1 and not told.ug
    several = counted("LoanCells", "{count} not weighed", "{count} not weighed", unweighed)
    others = said(_UNWEIGHED) if alone else several
    return said(_AND, mass=weighed, others=others) if told.ug else others


def lines(number: int) -> str:
    """Return how many lines there are, in words."""
    return counted("LoanCells", "1 line", "{count} lines", number)


def count(number: int, *, tone: str = "text") -> LedgerCell:
    """Return a whole number for eyes; none is left empty."""
    return LedgerCell(shown_count(number) if number else "", tone=tone, plain=str(number))


def day(told: Day, *, tone: str = "text2") -> LedgerCell:
    """Return a day, empty for none."""
    return LedgerCell(show_day(told) if told else "", tone=tone)


def due(by: Day, today: Day, *, undated: bool = False) -> LedgerCell:
    """Return when something is due: how long ago, how soon, or the day; `undated` says that it never is."""
    if not by:
        return LedgerCell(said(_UNDATED) if undated else "", tone="text2")
    late = days_between(by, today)
    if late > 0:
        spoken = counted("LoanCells", "1 day overdue, {day}", "{count} days overdue, {day}", late)
        words = counted("LoanCells", "1 day", "{count} days", late)
        return LedgerCell(words, badge="red", concept="overdue", plain=spoken.replace("{day}", show_day(by)))
    if late == 0:
        return LedgerCell(said(_TODAY), badge="amber", concept="due_soon", plain=show_day(by))
    if -late <= SOON_DAYS:
        words = counted("LoanCells", "1 day left", "{count} days left", -late)
        return LedgerCell(words, badge="amber", concept="due_soon", plain=show_day(by))
    return LedgerCell(show_day(by), tone="text2")


def state(row: LineRow, wording: Wording) -> LedgerCell:
    """Return the state of a line, or what is not in order with it."""
    area, code = state_term(row.state, disputed=row.disputed, recalled=row.recalled)
    word = wording.term(area, code)
    if code in _STATES:
        tone, concept = _STATES[code]
        return LedgerCell(word, badge=tone, concept=concept)
    return LedgerCell(word, tone="text2")


def line_cells(row: LineRow, today: Day, wording: Wording) -> tuple[LedgerCell, ...]:
    """Return the cells of a line: number, form, loan, institution, person, granted, held, due, state."""
    is_open = row.state in {"out", "transit"}
    grey = "text" if row.state not in {"closed", "declined", "withdrawn"} else "text2"
    what = wording.term("form", row.form) or row.described
    why = unweighed_why(row.unknown_why, wording)
    person = name_on(wording.words, row.person, row.ended, row.ended_how, today)
    return (
        LedgerCell(row.number or row.described or row.code, tone=grey, bold=bool(row.number)),
        LedgerCell(what if row.number else "", tone="text2"),
        LedgerCell(row.code, tone=grey),
        LedgerCell(row.institution or person, tone=grey),
        LedgerCell(person if row.institution else "", tone="text2"),
        mass(row.granted_ug if row.granted_ug is not None else row.asked_ug, wording.unit, tone="text2"),
        mass(row.held, wording.unit, row.unweighed, why=why) if is_open else LedgerCell(""),
        due(row.by, today, undated=True) if is_open else LedgerCell(""),
        state(row, wording),
    )


def loan_cells(row: LoanRow, today: Day, wording: Wording) -> tuple[LedgerCell, ...]:
    """Return the cells of a loan: code, kind, institution, person, purpose, lines out, held, due."""
    grey = "text2" if row.closed else "text"
    if row.closed:
        stands = LedgerCell(said(_CLOSED, day=show_day(row.closed)), tone="text2")
    elif row.settled:
        stands = LedgerCell(said(_TO_CLOSE), badge="blue", concept="returned")
    else:
        stands = due(row.by, today, undated=bool(row.open))
    return (
        LedgerCell(row.code, tone=grey, bold=not row.closed, target=f"loan:{row.uid}"),
        LedgerCell(wording.term("loan_kind", row.kind), tone="text2"),
        LedgerCell(row.institution or row.person, tone=grey),
        LedgerCell(row.person if row.institution else "", tone="text2"),
        LedgerCell(row.purpose, tone="text2"),
        LedgerCell(
            said(_OPEN, open=shown_count(row.open), count=shown_count(row.lines)) if row.lines else "",
            tone="text2",
        ),
        mass(row.held, wording.unit, row.held_sum.unweighed) if row.open else LedgerCell(""),
        stands,
    )


def borrower_cells(row: BorrowerRow, heard: Day, today: Day, wording: Wording) -> tuple[LedgerCell, ...]:
    """Return the cells of a borrower: name, institution, open lines, overdue, held, next due, last heard of."""
    ended, how = row.fields.get("ended", 0), row.fields.get("ended_how", "")
    name = name_on(wording.words, row.name, ended, how, today)
    late = LedgerCell(shown_count(row.overdue), badge="red", concept="overdue") if row.overdue else LedgerCell("")
    return (
        LedgerCell(name, bold=True, tone="text2" if ended else "text"),
        LedgerCell(row.institution, tone="text2" if ended else "text"),
        count(row.lines),
        late,
        mass(row.held, wording.unit, row.held_sum.unweighed) if row.lines else LedgerCell(""),
        due(row.by, today) if row.lines else LedgerCell(""),
        day(heard),
    )


def due_cells(row: DueDay, today: Day, wording: Wording) -> tuple[LedgerCell, ...]:
    """Return the cells of what falls due: day, how soon, loan, institution, person, lines, held."""
    return (
        day(row.by, tone="text"),
        due(row.by, today) if days_between(row.by, today) > -SOON_DAYS else LedgerCell(""),
        LedgerCell(row.loan_code, target=f"loan:{row.loan}" if row.loan else ""),
        LedgerCell(row.institution or row.person),
        LedgerCell(row.person if row.institution else "", tone="text2"),
        count(row.lines),
        mass(row.held, wording.unit, row.held_sum.unweighed),
    )
