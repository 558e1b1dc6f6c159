"""The lists of the loan desk that are read whole: loans, borrowers, agreements, due days, rounds."""

from collections.abc import Callable
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QWidget

from lunarcurator.desktop.actions import ACTIONS, words_of
from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.mass_units import DECIMALS, WIDER
from lunarcurator.desktop.models import loan_cells
from lunarcurator.desktop.panels.wording import Wording
from lunarcurator.desktop.rooms.loans.list_page import Listed, ListPage
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.desktop.widgets.ledger_model import Kind, LedgerCell, LedgerColumn
from lunarcurator.domain.days import Day, show_day
from lunarcurator.domain.lending.terms import AgreementState
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.services.lending.agreements import AgreementRow, agreement_rows, urgent_first
from lunarcurator.services.lending.browsing import (
    all_loans,
    borrowers,
)
from lunarcurator.services.lending.overview import Answers, all_rounds
from lunarcurator.services.lending.parties import heard_days
from lunarcurator.services.lending.reaching import name_on

_TONES: Final = MappingProxyType(
    {
        AgreementState.DRAFT: ("blue", "draft"),
        AgreementState.EXPIRED: ("red", "block"),
        AgreementState.EXPIRING: ("amber", "due_soon"),
    }
)
_ROUND_ACTS: Final = ("open_round", "write_round", "answer_round", "close_round")
type Heads = tuple[tuple[object, Kind, int], ...]

_LOANS: Final[Heads] = (
    (QT_TRANSLATE_NOOP("LoanPages", "Loan"), "text", 118),
    (QT_TRANSLATE_NOOP("LoanPages", "Kind"), "text", 90),
    (QT_TRANSLATE_NOOP("LoanPages", "Borrower"), "text", 0),
    (QT_TRANSLATE_NOOP("LoanPages", "Person"), "text", 130),
    (QT_TRANSLATE_NOOP("LoanPages", "Purpose"), "text", 0),
    (QT_TRANSLATE_NOOP("LoanPages", "Lines"), "text", 96),
    (QT_TRANSLATE_NOOP("LoanPages", "Held"), "mass", 126),
    (QT_TRANSLATE_NOOP("LoanPages", "Due"), "text", 138),
)
_BORROWERS: Final[Heads] = (
    (QT_TRANSLATE_NOOP("LoanPages", "Person"), "text", 190),
    (QT_TRANSLATE_NOOP("LoanPages", "Institution"), "text", 0),
    (QT_TRANSLATE_NOOP("LoanPages", "Lines out"), "count", 84),
    (QT_TRANSLATE_NOOP("LoanPages", "Overdue"), "text", 96),
    (QT_TRANSLATE_NOOP("LoanPages", "Held"), "mass", 126),
    (QT_TRANSLATE_NOOP("LoanPages", "Next due"), "text", 134),
    (QT_TRANSLATE_NOOP("LoanPages", "Last heard of"), "text", 116),
)
_AGREEMENTS: Final[Heads] = (
    (QT_TRANSLATE_NOOP("LoanPages", "Agreement"), "text", 130),
    (QT_TRANSLATE_NOOP("LoanPages", "Kind"), "text", 110),
    (QT_TRANSLATE_NOOP("LoanPages", "Institution"), "text", 0),
    (QT_TRANSLATE_NOOP("LoanPages", "Person"), "text", 160),
    (QT_TRANSLATE_NOOP("LoanPages", "From"), "text", 104),
    (QT_TRANSLATE_NOOP("LoanPages", "Until"), "text", 104),
    (QT_TRANSLATE_NOOP("LoanPages", "Lines out"), "count", 84),
    (QT_TRANSLATE_NOOP("LoanPages", "State"), "text", 124),
)
_ROUNDS: Final[Heads] = (
    (QT_TRANSLATE_NOOP("LoanPages", "Round"), "text", 150),
    (QT_TRANSLATE_NOOP("LoanPages", "Frozen"), "text", 110),
    (QT_TRANSLATE_NOOP("LoanPages", "Answers by"), "text", 110),
    (QT_TRANSLATE_NOOP("LoanPages", "Asked"), "count", 90),
    (QT_TRANSLATE_NOOP("LoanPages", "Complete"), "count", 90),
    (QT_TRANSLATE_NOOP("LoanPages", "Unanswered"), "count", 100),
    (QT_TRANSLATE_NOOP("LoanPages", "State"), "text", 0),
)


def said(source: object) -> str:
    """Return words of these lists in the window's language."""
    return QCoreApplication.translate("LoanPages", str(source))


def loans_page(context: AppContext, wording: Wording) -> ListPage:
    """Return the list of loans."""
    session = context.session

    def read() -> list[Listed]:
        moment, day = context.moment, session.day_of(context.moment)
        return [
            (f"loan:{row.uid}", loan_cells.loan_cells(row, day, wording)) for row in all_loans(session, moment)
        ]

    nothing = said(QT_TRANSLATE_NOOP("LoanPages", "No loan is like that."))
    name = said(QT_TRANSLATE_NOOP("LoanPages", "Loans"))
    return ListPage(
        context, columns_of(_LOANS, wording), name, read, nothing=nothing, object_name="loansRoom.loans"
    )


def borrowers_page(context: AppContext, wording: Wording) -> ListPage:
    """Return the list of those who borrow."""
    session = context.session

    def read() -> list[Listed]:
        moment, day = context.moment, session.day_of(context.moment)
        found, heard = borrowers(session, moment), heard_days(session, moment)
        return [
            (f"person:{row.uid}", loan_cells.borrower_cells(row, heard.get(row.uid, 0), day, wording))
            for row in found
        ]

    nothing = said(QT_TRANSLATE_NOOP("LoanPages", "Nobody is like that."))
    name = said(QT_TRANSLATE_NOOP("LoanPages", "Borrowers"))
    return ListPage(
        context, columns_of(_BORROWERS, wording), name, read, nothing=nothing, object_name="loansRoom.borrowers"
    )


def agreements_page(context: AppContext, wording: Wording) -> ListPage:
    """Return the list of agreements."""
    session = context.session

    def read() -> list[Listed]:
        rows = urgent_first(agreement_rows(session, context.moment))
        day = session.day_of(context.moment)
        return [(f"agreement:{row.agreement.uid}", _agreement(row, day, wording)) for row in rows]

    nothing = said(QT_TRANSLATE_NOOP("LoanPages", "No agreement is like that."))
    name = said(QT_TRANSLATE_NOOP("LoanPages", "Agreements"))
    return ListPage(
        context,
        columns_of(_AGREEMENTS, wording),
        name,
        read,
        nothing=nothing,
        object_name="loansRoom.agreements",
    )


def rounds_page(context: AppContext, wording: Wording, ask: Callable[[str], None]) -> ListPage:
    """Return the list of inventory rounds under the acts on them, which `ask` is told by key."""
    session = context.session
    above = QWidget()
    px = context.appearance.look.metrics.px
    row = FlowLayout(px(6), above)
    row.setContentsMargins(px(16), px(8), px(16), px(8))
    for key in _ROUND_ACTS:
        if key in ACTIONS:
            button = Button(words_of(ACTIONS[key]), dense=True, object_name=f"loansRoom.rounds.{key}")
            button.setEnabled(key == "write_round" or (not session.read_only and context.moment.is_now))
            button.clicked.connect(lambda _on=False, key=key: ask(key))
            context.moment_changed.connect(
                lambda moment, key=key, button=button: button.setEnabled(
                    key == "write_round" or (not session.read_only and moment.is_now)
                )
            )
            row.addWidget(button)

    def read() -> list[Listed]:
        return [(f"round:{each.uid}", _round(each)) for each in all_rounds(session, context.moment)]

    nothing = said(QT_TRANSLATE_NOOP("LoanPages", "No inventory round was opened yet."))
    name = said(QT_TRANSLATE_NOOP("LoanPages", "Inventory rounds"))
    return ListPage(
        context,
        columns_of(_ROUNDS, wording),
        name,
        read,
        nothing=nothing,
        object_name="loansRoom.rounds",
        above=above,
    )


def columns_of(heads: Heads, wording: Wording) -> list[LedgerColumn]:
    """Return the columns of a list from its heads, in the window's language, masses in its unit."""
    return [column_of(said(label), kind, width, wording) for label, kind, width in heads]


def column_of(label: str, kind: Kind, width: int, wording: Wording) -> LedgerColumn:
    """Return a column, `width` in pixels at 100 %; one of masses has its unit in the header and room for it."""
    if kind != "mass":
        return LedgerColumn(label, kind, width)
    return LedgerColumn(wording.headed(label), kind, width + WIDER[wording.unit], DECIMALS[wording.unit])


def _agreement(row: AgreementRow, day: Day, wording: Wording) -> tuple[LedgerCell, ...]:
    each, word = row.agreement, wording.term("agreement_state", str(row.state))
    old = row.state is AgreementState.EXPIRED and not row.lines
    tone = "" if old else _TONES.get(row.state, ("", ""))[0]
    state = LedgerCell(word, badge=tone, concept=_TONES[row.state][1]) if tone else LedgerCell(word, tone="text2")
    return (
        LedgerCell(each.code, bold=True),
        LedgerCell(wording.term("agreement_kind", str(each.kind)), tone="text2"),
        LedgerCell(row.institution),
        LedgerCell(name_on(wording.words, row.person, row.ended, row.ended_how, day), tone="text2"),
        loan_cells.day(each.since),
        loan_cells.day(each.until),
        loan_cells.count(row.lines),
        state,
    )


def _round(each: Answers) -> tuple[LedgerCell, ...]:
    silent = each.asked - each.answered
    closed = said(QT_TRANSLATE_NOOP("LoanPages", "closed {day}"))
    running = said(QT_TRANSLATE_NOOP("LoanPages", "Running"))
    state = (
        LedgerCell(closed.replace("{day}", show_day(each.closed)), tone="text2")
        if each.closed
        else LedgerCell(running, badge="blue", concept="today")
    )
    return (
        LedgerCell(each.code, bold=True),
        loan_cells.day(each.frozen),
        loan_cells.day(each.deadline),
        LedgerCell(shown_count(each.asked)),
        LedgerCell(shown_count(each.answered)),
        LedgerCell(shown_count(silent), tone="tones.amber.ink" if silent else "text2"),
        state,
    )
