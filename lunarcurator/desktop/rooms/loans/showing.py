"""Reads what is chosen on the loan desk into its panel, and says what an action would act on."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QTimer

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.links import NOTHING, Selection
from lunarcurator.desktop.rooms.loans.panel import LoanPanel, target_uid
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import Moment
from lunarcurator.services.lending.browsing import LineRow
from lunarcurator.services.lending.records import agreement_record, borrower_record, line_record, loan_record
from lunarcurator.services.lending.rounds import RoundRecord, read_round
from lunarcurator.services.store_session import StoreSession


class Showing:
    """Keeps the panel at one record of the loan desk; what arrives late for another one is dropped.

    `told` is called whenever the panel has come to another record.
    """

    def __init__(self, context: AppContext, panel: LoanPanel, told: Callable[[], None]) -> None:
        self._context, self._panel, self._told = context, panel, told
        self.target = ""
        self._soon = QTimer(panel)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._show_now)
        self._next = ""

    def show_soon(self, target: str) -> None:
        """Show what a target names once the list in which it was chosen is painted.

        Who reads at the same moment takes the interpreter from the painting.
        """
        self._next = target
        self._soon.start(0)

    def show(self, target: str) -> None:
        """Show what a target names; "" shows nothing."""
        self._soon.stop()
        kind, uid = target_uid(target) if target else ("", Uid(""))
        if kind == "lines":
            self.target = target
            count = int(uid)
            self._context.lanes.read(
                lambda: None, lambda _none: self._panel.show_several(count), replaces="loansRoom.panel"
            )
            return
        session, words, moment = self._context.session, self._context.words, self._context.moment
        reads: dict[str, tuple[Callable[[], Any], Callable[[Any], None]]] = {
            "line": (lambda: line_record(session, words, uid, moment), self._panel.show_line),
            "loan": (lambda: loan_record(session, words, uid, moment), self._panel.show_loan),
            "person": (lambda: borrower_record(session, uid, moment), self._panel.show_borrower),
            "agreement": (lambda: agreement_record(session, words, uid, moment), self._panel.show_agreement),
            "round": (lambda: _round(session, uid, moment), self._panel.show_round),
        }
        if kind not in reads or not uid:
            self.target = ""
            self._context.lanes.read(lambda: None, lambda _none: self._nothing(), replaces="loansRoom.panel")
            return
        self.target = target
        work, shown = reads[kind]

        def arrived(record: Any) -> None:
            if record is not None:
                shown(record)
            else:
                self._panel.show_nothing()
            self._told()

        self._context.lanes.read(work, arrived, replaces="loansRoom.panel")

    def again(self) -> None:
        """Read anew what is shown."""
        if self.target and not self._soon.isActive():
            self.show(self.target)

    def close_down(self) -> None:
        """Read nothing more: the store is closed."""
        self._soon.stop()

    def _show_now(self) -> None:
        self.show(self._next)

    def _nothing(self) -> None:
        if not self.target:
            self._panel.show_nothing()


def _round(session: StoreSession, uid: Uid, moment: Moment) -> RoundRecord | None:
    """Return a round at a moment, None before it was opened."""
    try:
        return read_round(session, uid, moment=moment)
    except Refusal:
        return None


def of_lines(rows: Sequence[LineRow], loan: Uid | None = None) -> Selection:
    """Return what lines of a list are for an action: they, their pieces, the loan and borrower they share."""
    if not rows:
        return Selection(loan=loan) if loan else NOTHING
    loans, people = {row.loan for row in rows}, {row.borrower for row in rows}
    several = len(people) > 1
    return Selection(
        samples=tuple(row.sample for row in rows if row.sample),
        lines=tuple(row.uid for row in rows),
        loan=loans.pop() if len(loans) == 1 else loan,
        person=people.pop() if len(people) == 1 else None,
        several=several,
    )


def of_target(target: str) -> Selection:
    """Return what a row that leads to a loan, borrower, agreement or round is for an action."""
    kind, uid = target_uid(target) if target else ("", Uid(""))
    if not uid:
        return NOTHING
    made = {
        "loan": Selection(loan=uid),
        "person": Selection(person=uid),
        "agreement": Selection(agreement=uid),
        "round": Selection(round=uid),
    }
    return made.get(kind, NOTHING)
