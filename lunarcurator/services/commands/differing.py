"""After a return: what differs or rests on no mass, which nobody should have to look up (R7)."""

from collections.abc import Iterable

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.lines import Line, LineMove, account
from lunarcurator.domain.operations import Operation
from lunarcurator.domain.operations.accounting import ReturnLine
from lunarcurator.domain.picture import Picture
from lunarcurator.services.asking import Balance
from lunarcurator.services.balance_words import balance_text
from lunarcurator.services.commands.console import Console
from lunarcurator.services.commands.line_texts import difference_text, trusted_text
from lunarcurator.services.desk import Desk
from lunarcurator.services.lending.records import picture_of
from lunarcurator.services.references import References
from lunarcurator.store.lookup import Lookup
from lunarcurator.store.reads.line_authority import authority_of_difference


def tell_differences(desk: Desk, console: Console, operations: Iterable[Operation]) -> None:
    """Tell of each return just posted what it was weighed on, what was not weighed, and what differs."""
    sheets = [each for each in operations if isinstance(each, ReturnLine)]
    with desk.database.snapshot() as connection:
        picture = picture_of(desk, connection)
        references = References(picture, Lookup(connection))
        for sheet in sheets:
            uid = references.on_the_desk(Subject.LINE, sheet.line).uid
            line = Line.of(picture.desk(Subject.LINE, uid))
            _tell_balances(picture, console, sheet, desk.today)
            name = sheet.sheet.name.strip()
            before = account(_before(line, name))
            if line.account.trusted_ug > before.trusted_ug:
                by_sheet = (each for each in line.moves if each.document == name)
                console.tell(trusted_text(console.words, line, by_sheet))
            ug = line.account.difference_ug - before.difference_ug
            if ug:
                authority = authority_of_difference(connection, uid)
                console.tell(difference_text(console.words, line, ug, authority))


def _before(line: Line, sheet: str) -> tuple[LineMove, ...]:
    return tuple(each for each in line.moves if each.document != sheet)


def _tell_balances(picture: Picture, console: Console, sheet: ReturnLine, today: Day) -> None:
    readings = (each.reading for each in sheet.pieces if each.reading is not None)
    names = dict.fromkeys(each.balance for each in readings if each.balance is not None)
    for uid in (uid for name in names for uid in picture.named(Subject.BALANCE, name)):
        balance = Balance.of(picture.desk(Subject.BALANCE, uid))
        console.state("cli.return.balance", told=balance_text(console.words, balance, today))
