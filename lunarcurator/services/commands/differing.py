"""After a return: what differs or rests on no mass, which nobody should have to look up (R7)."""

from collections.abc import Iterable

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.operations import Operation
from lunarcurator.domain.operations.accounting import ReturnLine
from lunarcurator.domain.picture import Picture
from lunarcurator.services.asking import Balance
from lunarcurator.services.balance_words import balance_text
from lunarcurator.services.commands.console import Console
from lunarcurator.services.commands.line_texts import difference_text, trusted_text
from lunarcurator.services.desk import Desk
from lunarcurator.services.lending.differing import differed
from lunarcurator.services.lending.records import picture_of


def tell_differences(desk: Desk, console: Console, operations: Iterable[Operation], seq: int) -> None:
    """Tell of each return just posted what it was weighed on, what was not weighed, and what differs."""
    with desk.database.snapshot() as connection:
        picture = picture_of(desk, connection)
        for sheet in operations:
            if isinstance(sheet, ReturnLine):
                _tell_balances(picture, console, sheet, desk.today)
    for each in differed(desk, seq):
        if each.trusted.ug:
            console.tell(trusted_text(console.words, each.line, each.moves))
        if each.ug:
            console.tell(difference_text(console.words, each.line, each.ug, each.authority))


def _tell_balances(picture: Picture, console: Console, sheet: ReturnLine, today: Day) -> None:
    readings = (each.reading for each in sheet.pieces if each.reading is not None)
    names = dict.fromkeys(each.balance for each in readings if each.balance is not None)
    for uid in (uid for name in names for uid in picture.named(Subject.BALANCE, name)):
        balance = Balance.of(picture.desk(Subject.BALANCE, uid))
        console.state("cli.return.balance", told=balance_text(console.words, balance, today))
