"""One record of the loan desk whole: what stands there, who it is with, how it stands, and its history."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState, Record
from lunarcurator.domain.lending.agreements import Agreement
from lunarcurator.domain.lending.borrower_standing import BorrowerStanding, standing_of
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.loans import Loan
from lunarcurator.domain.lending.nominal_back import NominalBack, nominal_back
from lunarcurator.domain.lending.people import Institution, Person
from lunarcurator.domain.lending.rounds import LineAnswer, answers_for
from lunarcurator.domain.lending.shipments import Shipment
from lunarcurator.domain.lending.terms import AgreementState
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services.journal import JournalEntry, journal_entries
from lunarcurator.services.lending.agreements import state_on
from lunarcurator.services.lending.browsing import LineRow, LineWish
from lunarcurator.services.lending.taken_in import TakenIn, taken_in
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from lunarcurator.store.past_source import PastSource
from lunarcurator.store.reads import loans
from lunarcurator.store.source import StoreSource

RECENT = 12
"""So many entries of a history are told at first."""


@dataclass(frozen=True, slots=True)
class BorrowerRecord:
    """A borrower with how he stands today, the institution, and the state of each agreement.

    Of a loan or an agreement the institution is that of the agreement, which answers for what is lent.
    """

    person: Person
    institution: Institution | None
    standing: BorrowerStanding
    agreements: tuple[tuple[Agreement, AgreementState], ...]


@dataclass(frozen=True, slots=True)
class LineRecord:
    """A line with its row, the loan it belongs to, the shipment it left in, and what was told of it.

    `answers` are those of inventories, the latest first; `nominal` are pieces that came back with a nominal mass.
    """

    row: LineRow
    line: Line
    loan: Loan | None
    shipment: Shipment | None
    history: tuple[JournalEntry, ...]
    answers: tuple[LineAnswer, ...] = ()
    nominal: tuple[NominalBack, ...] = ()


@dataclass(frozen=True, slots=True)
class LoanRecord:
    """A loan with who borrows, the agreement and its state today, its lines' local ids, and its history.

    A loan in has a `lender` and what was `taken_in` in place of all that.
    """

    loan: Loan
    borrower: BorrowerRecord | None
    agreement: Agreement | None
    agreement_state: AgreementState | None
    ids: tuple[int, ...]
    history: tuple[JournalEntry, ...]
    lender: Institution | None = None
    taken_in: TakenIn | None = None


@dataclass(frozen=True, slots=True)
class AgreementRecord:
    """An agreement with its state today, the co-signer's name, who answers under it, and its history.

    `renews` and `renewed_by` are the agreement it took the place of, and the one that took its.
    """

    agreement: Agreement
    state: AgreementState
    cosigner: str
    borrower: BorrowerRecord | None
    history: tuple[JournalEntry, ...]
    renews: Agreement | None = None
    renewed_by: Agreement | None = None


def ledger_of(session: StoreSession, connection: Any, moment: Moment = NOW) -> LedgerState:
    """Return the ledger state of a store for reading, its loan desk at a moment: nothing new may be made in it."""

    def no_uid() -> Uid:
        raise AssertionError("reading makes nothing new")

    source = StoreSource(connection) if moment.is_now else PastSource(connection, session.lens(connection, moment))
    return LedgerState(source, session.tables, no_uid, session.day_of(moment), 0)


def answers_in(ledger: LedgerState, line: Line) -> tuple[LineAnswer, ...]:
    """Return what was answered for a line in inventories, the latest first."""
    return answers_for(line, lambda round_: ledger.record(Subject.ROUND, round_).code)


def borrower_record(session: StoreSession, uid: Uid, moment: Moment = NOW) -> BorrowerRecord | None:
    """Return a borrower as he stood at a moment, None where nobody of this identity is in the book."""
    with session.database.snapshot() as connection:
        return _borrower(ledger_of(session, connection, moment), uid)


def line_record(session: StoreSession, words: Words, uid: Uid, moment: Moment = NOW) -> LineRecord | None:
    """Return a line as it stood at a moment, None where it was not in the book."""
    with session.database.snapshot() as connection:
        ledger, lens = ledger_of(session, connection, moment), session.lens(connection, moment)
        state = _known(ledger, Subject.LINE, uid)
        ids = loans.line_ids(connection, (uid,), lens)
        if state is None or not ids:
            return None
        line, row = Line.of(state), loans.line_rows(connection, ids, lens)[ids[0]]
        loan = _known(ledger, Subject.LOAN, line.loan)
        shipment = _known(ledger, Subject.SHIPMENT, line.shipment)
        seqs = loans.touched(connection, (uid,), RECENT, moment)
        answers = answers_in(ledger, line)
        nominal = nominal_back(line, ledger)
    return LineRecord(
        row,
        line,
        Loan.of(loan) if loan else None,
        Shipment.of(shipment) if shipment else None,
        journal_entries(session, words, seqs, uid),
        answers,
        nominal,
    )


def loan_record(session: StoreSession, words: Words, uid: Uid, moment: Moment = NOW) -> LoanRecord | None:
    """Return a loan at a moment, None where it was not in the book; its lines in the order of their numbers."""
    day = session.day_of(moment)
    with session.database.snapshot() as connection:
        ledger = ledger_of(session, connection, moment)
        state = _known(ledger, Subject.LOAN, uid)
        if state is None:
            return None
        loan = Loan.of(state)
        wish = LineWish(day, loan=uid, sort="code")
        ids = loans.find_lines(connection, wish, session.lens(connection, moment))
        told = _known(ledger, Subject.AGREEMENT, loan.agreement)
        borrower = _borrower(ledger, loan.borrower, told) if loan.borrower else None
        house = _known(ledger, Subject.INSTITUTION, loan.lender)
        came = taken_in(connection, ledger, loan, moment) if loan.lender else None
        seqs = loans.touched(connection, (uid,), RECENT, moment)
    agreement = Agreement.of(told) if told else None
    return LoanRecord(
        loan=loan,
        borrower=borrower,
        agreement=agreement,
        agreement_state=state_on(session, agreement, day) if agreement else None,
        ids=tuple(ids),
        history=journal_entries(session, words, seqs, uid),
        lender=Institution.of(house) if house else None,
        taken_in=came,
    )


def agreement_record(
    session: StoreSession, words: Words, uid: Uid, moment: Moment = NOW
) -> AgreementRecord | None:
    """Return an agreement as it stood at a moment, None where it was not in the book."""
    with session.database.snapshot() as connection:
        ledger = ledger_of(session, connection, moment)
        state = _known(ledger, Subject.AGREEMENT, uid)
        if state is None:
            return None
        agreement = Agreement.of(state)
        cosigner = _known(ledger, Subject.PERSON, agreement.cosigner)
        borrower = _borrower(ledger, agreement.person, state) if agreement.person else None
        others = [_known(ledger, Subject.AGREEMENT, each) for each in (agreement.renews, agreement.renewed_by)]
        seqs = loans.touched(connection, (uid,), RECENT, moment)
    renews, renewed_by = (Agreement.of(each) if each else None for each in others)
    return AgreementRecord(
        agreement,
        state_on(session, agreement, session.day_of(moment)),
        cosigner.name if cosigner else "",
        borrower,
        journal_entries(session, words, seqs, uid),
        renews,
        renewed_by,
    )


def lines_of(session: StoreSession, uids: Iterable[Uid]) -> tuple[Line, ...]:
    """Return these lines as they stand now; those not in the book are left out."""
    with session.database.snapshot() as connection:
        ledger = ledger_of(session, connection)
        found = (_known(ledger, Subject.LINE, uid) for uid in uids)
        return tuple(Line.of(state) for state in found if state is not None)


def _borrower(ledger: LedgerState, uid: Uid, agreement: Record | None = None) -> BorrowerRecord | None:
    state = _known(ledger, Subject.PERSON, uid)
    if state is None:
        return None
    standing = standing_of(ledger, uid, ledger.today)
    agreements = tuple((each.agreement, each.state) for each in standing.agreements)
    agreed = _known(ledger, Subject.INSTITUTION, Agreement.of(agreement).institution) if agreement else None
    house = Institution.of(agreed) if agreed else standing.institution
    return BorrowerRecord(standing.person, house, standing, agreements)


def _known(ledger: LedgerState, kind: Subject, uid: Uid | None) -> Record | None:
    if uid is None:
        return None
    try:
        state = ledger.record(kind, uid)
    except KeyError:
        return None
    return state if state.fields else None
