"""After a return: the difference that was taken with it, which nobody should have to look up (R7)."""

from collections.abc import Iterable

from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.terms import Step
from lunarcurator.domain.operations import Operation
from lunarcurator.domain.operations.accounting import ReturnLine
from lunarcurator.services.commands.console import Console
from lunarcurator.services.commands.line_texts import difference_text
from lunarcurator.services.desk import Desk
from lunarcurator.services.lending.records import picture_of


def tell_differences(desk: Desk, console: Console, operations: Iterable[Operation]) -> None:
    """Tell of each return sheet that was just posted what our weighing found missing, and what was allowed."""
    sheets = [each for each in operations if isinstance(each, ReturnLine)]
    with desk.database.snapshot() as connection:
        picture = picture_of(desk, connection)
        for sheet in sheets:
            (uid,) = picture.named(Subject.LINE, sheet.line.strip())
            line = Line.of(picture.desk(Subject.LINE, uid))
            mine = [each for each in line.moves if each.document == sheet.sheet.name.strip()]
            ug = sum(each.ug for each in mine if each.step is Step.DIFFERENCE)
            if ug:
                console.tell(difference_text(console.words, line.code, ug, line.allowed_ug))
