"""The pin rule: a weighing stays what was read, whatever is entered late before it (`ledger.md` 1.2, last row)."""

from lunarcurator.domain.accounts import Account
from lunarcurator.domain.booking.lines import Known, Lines, side
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Weighing
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.picture import Picture


def pin(picture: Picture, lines: Lines, uid: Uid, day: Day) -> None:
    """Undo, on the day of the next later weighing, what these lines change in the piece before it.

    The counter side is the account on which that weighing booked its own difference, so that the late record
    explains part of it. Days are compared, not sequences: a late entry on the weighing's day counts after it.
    """
    ug, unweighed = lines.held_change(uid, day)
    if not ug and not unweighed:
        return
    weighing = next((each.fact for each in picture.later(uid, day) if isinstance(each.fact, Weighing)), None)
    if weighing is None:
        return
    then = picture.at(uid, weighing.day)
    counter = Account.UNMEASURED if weighing.counter is Account.UNMEASURED else Account.ADJUSTMENT
    lines.move(
        weighing.day, side(then), side(then, counter), ug, unweighed, known=Known(then.quality), reason="pinned"
    )
