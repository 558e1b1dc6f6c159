"""The loans of one piece as it stood at a moment: with or for whom, since when, due when, what was held."""

from dataclasses import dataclass
from typing import Any

from lunarcurator.domain.days import Day, said_day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.lines import Line, asked_back_by
from lunarcurator.domain.lending.loans import Loan
from lunarcurator.domain.lending.people import Person
from lunarcurator.domain.lending.terms import CareKind, LineState
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.numbering.sorting import text_key
from lunarcurator.services.lending.records import ledger_of
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads import loans
from lunarcurator.store.reads.dossier import homes
from lunarcurator.store.reads.inventory import local_ids
from lunarcurator.store.reads.past import place_paths_at
from lunarcurator.store.reads.piece import Lens
from lunarcurator.store.reads.rows import place_paths


@dataclass(frozen=True, slots=True)
class PieceLoan:
    """One line that names a piece; `held_ug` is what was out on it then, days are 0 where there is none.

    `is_out` says that the piece was out of the lab's hands then, and `home` is the place kept for it meanwhile;
    `itself` says that the line is of the piece and not of a part of it, and `issued_stated` is how the source
    words the day it left, where that day is not exact. `holder` is the borrower or, on the way, the shipment.
    What somebody entrusted to the lab has no borrower but a `lender`, the code of why it is here in `care`, and
    the day it came in `received`; `in_care` says that it was here for him then. `ended` and `ended_how` say since
    when and why the borrower answered for nothing any more, 0 and "" where he did. `asked_back` is the day by
    which what was recalled is asked back, 0 where nothing was; `disputed` says that lab and borrower disagree,
    and `lost` is the day on which it was reported as lost, while the borrower answers for it.
    """

    line: Uid
    loan: Uid | None
    code: str
    state: str
    person: str
    institution: str
    issued: Day
    issued_stated: str
    due: Day
    closed: Day
    held_ug: int
    unweighed: int
    is_out: bool
    holder: Uid | None = None
    home: str = ""
    itself: bool = False
    lender: str = ""
    care: str = ""
    received: Day = 0
    ended: Day = 0
    ended_how: str = ""
    asked_back: Day = 0
    disputed: bool = False
    lost: Day = 0
    lost_part: bool = False

    @property
    def issued_said(self) -> Day:
        """The day it left, as exactly as its source says it; 0 where nobody knows."""
        return said_day(self.issued, self.issued_stated)

    @property
    def in_care(self) -> bool:
        """Whether the piece was in the lab's care for its lender."""
        return self.state == LineState.IN_CARE


def loans_of_piece(session: StoreSession, piece: Uid, moment: Moment = NOW) -> tuple[PieceLoan, ...]:
    """Return the lines that named a piece at a moment, what is out first, then the latest issued."""
    day = session.day_of(moment)
    with session.database.snapshot() as connection:
        ledger = ledger_of(session, connection, moment)
        home = _home(connection, piece, moment)
        told = []
        for state in loans.lines_then(connection, piece, moment):
            line = Line.of(state)
            person, institution = _names(ledger, line)
            lender, care = _lender(ledger, line)
            ended, ended_how = _ended(ledger, line.borrower)
            told.append(
                PieceLoan(
                    line=line.uid,
                    loan=line.loan,
                    code=line.code,
                    state=str(line.state),
                    person=person,
                    institution=institution,
                    issued=line.issued,
                    issued_stated=line.issued_stated,
                    due=line.due or 0,
                    closed=line.closed,
                    held_ug=line.account.held_ug,
                    unweighed=line.account.unweighed,
                    is_out=line.is_open,
                    holder=line.shipment if line.state is LineState.TRANSIT else line.borrower,
                    home=home if line.is_open else "",
                    itself=line.sample == piece,
                    lender=lender,
                    care=care,
                    received=line.received,
                    ended=ended,
                    ended_how=ended_how,
                    asked_back=asked_back_by(line.by, line.recalled, day) if line.is_open else 0,
                    disputed=bool(line.disputed),
                    lost=line.reported_lost if line.duty_lasts else 0,
                    lost_part=line.lost_part,
                )
            )
    return tuple(
        sorted(told, key=lambda each: (not each.is_out, not each.in_care, -each.issued, text_key(each.code)))
    )


def _home(connection: Any, piece: Uid, moment: Moment) -> str:
    """Return the home a piece had at a moment: its path from the outermost place inwards."""
    kept = homes(connection, list(local_ids(connection, [piece])), Lens(connection, moment)).values()
    paths = place_paths(connection, kept) if moment.is_now else place_paths_at(connection, kept, moment)
    return " \u203a ".join(name for path in paths.values() for name in path)


def _names(ledger: LedgerState, line: Line) -> tuple[str, str]:
    """Return the names of who borrows and of the institution that answers for it; empty where nobody borrows."""
    if line.borrower is None:
        return "", ""
    person = ledger.record(Subject.PERSON, line.borrower)
    agreed = ledger.record(Subject.AGREEMENT, line.agreement).text("institution") if line.agreement else ""
    house = agreed or person.text("institution")
    return person.name, ledger.record(Subject.INSTITUTION, Uid(house)).name if house else ""


def _ended(ledger: LedgerState, borrower: Uid | None) -> tuple[Day, str]:
    """Return since when a person answers for nothing, and why; 0 and empty where nobody borrows."""
    if borrower is None:
        return 0, ""
    person = Person.of(ledger.record(Subject.PERSON, borrower))
    return person.ended, str(person.ended_how or "")


def _lender(ledger: LedgerState, line: Line) -> tuple[str, str]:
    """Return who entrusted the piece of a line to the lab, and the code of why; empty where the lab lends."""
    loan = Loan.of(ledger.record(Subject.LOAN, line.loan)) if line.loan else None
    if loan is None or loan.lender is None:
        return "", ""
    return ledger.record(Subject.INSTITUTION, loan.lender).name, str(loan.care or CareKind.LOAN_IN)
