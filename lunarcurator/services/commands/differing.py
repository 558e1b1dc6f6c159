"""After a return: what differs or rests on no mass, which nobody should have to look up (R7)."""

from collections.abc import Iterable

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.operations import Operation
from lunarcurator.domain.operations.accounting import ReturnLine
from lunarcurator.services.balance_words import balance_text
from lunarcurator.services.commands.console import Console
from lunarcurator.services.commands.line_texts import difference_text, found_text, trusted_text
from lunarcurator.services.form_context import Balance
from lunarcurator.services.lending.differing import differed
from lunarcurator.services.lending.records import ledger_of
from lunarcurator.services.store_session import StoreSession


def tell_differences(session: StoreSession, console: Console, operations: Iterable[Operation], seq: int) -> None:
    """Tell of each return just posted what it was weighed on, what was not weighed, and what differs."""
    with session.database.snapshot() as connection:
        ledger = ledger_of(session, connection)
        for sheet in operations:
            if isinstance(sheet, ReturnLine):
                _tell_balances(ledger, console, sheet, session.today)
    for each in differed(session, seq):
        if each.trusted.ug:
            console.tell(trusted_text(console.words, each.line, each.moves))
        if each.ug:
            console.tell(difference_text(console.words, each.line, each.ug, each.authority))
        for again in each.found:
            console.tell(found_text(console.words, each.line, again))


def _tell_balances(ledger: LedgerState, console: Console, sheet: ReturnLine, today: Day) -> None:
    readings = (each.reading for each in sheet.pieces if each.reading is not None)
    names = dict.fromkeys(each.balance for each in readings if each.balance is not None)
    for uid in (uid for name in names for uid in ledger.named(Subject.BALANCE, name)):
        balance = Balance.of(ledger.record(Subject.BALANCE, uid))
        console.state("cli.return.balance", told=balance_text(console.words, balance, today))
