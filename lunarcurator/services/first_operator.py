"""The first person of a new store: somebody must be there before anything can be posted."""

import os
from typing import Final

from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import NOBODY, OperatorRef, ref_of
from lunarcurator.domain.operations import SetUpOperator
from lunarcurator.services.desk import Desk
from lunarcurator.services.people import People

_VARIABLES: Final = ("LOGNAME", "USER", "LNAME", "USERNAME")


def make_first_operator(desk: Desk, name: str = "") -> None:
    """Post the first operator of a store, by name or by the name this system knows; none if there is one."""
    if People(desk).operators(retired=True):
        return
    act = Act(operation=SetUpOperator(name=name.strip() or system_user()), day=desk.today)
    desk.post(Posting(acts=(act,), operator=OperatorRef(ref_of(NOBODY))))


def system_user() -> str:
    """Return the name under which this person works on this machine."""
    return next((os.environ[each] for each in _VARIABLES if os.environ.get(each)), "Curator")
