"""The first person of a new store: somebody must be there before anything can be posted."""

import os
from typing import Final

from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import NOBODY, OperatorRef, ref_of
from lunarcurator.domain.operations import SetUpOperator
from lunarcurator.services.people import People
from lunarcurator.services.store_session import StoreSession

_VARIABLES: Final = ("LOGNAME", "USER", "LNAME", "USERNAME")


def make_first_operator(session: StoreSession, name: str = "") -> None:
    """Post the first operator of a store, by name or by the name this system knows; none if there is one."""
    if People(session).operators(retired=True):
        return
    act = Act(operation=SetUpOperator(name=name.strip() or system_user()), day=session.today)
    session.post(Posting(acts=(act,), operator=OperatorRef(ref_of(NOBODY))))


def system_user() -> str:
    """Return the name under which this person works on this machine."""
    return next((os.environ[each] for each in _VARIABLES if os.environ.get(each)), "Curator")
