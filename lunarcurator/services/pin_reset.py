"""A forgotten PIN: who may reset it, beside whom, and the entry that says so.

A PIN belongs to one person and is set by nobody else. An authority resets a forgotten one beside a second person;
where no authority is left who could prove to be one, whoever can prove himself agrees to it, and where nobody can,
the entry in the journal is all there is.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from lunarcurator.domain.acts import Act, Override, Posting
from lunarcurator.domain.identity import OperatorRef, Uid, ref_of
from lunarcurator.domain.operations import SetUpOperator
from lunarcurator.domain.rules.people import AUTHORITIES
from lunarcurator.domain.status import Role
from lunarcurator.services.people import Operator, People, PinRefused
from lunarcurator.services.posted import Posted
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words


@dataclass(frozen=True, slots=True)
class ResetWays:
    """Who may reset the PIN of an operator, and who may be the second person; each proves himself by his PIN.

    Without authorities the owner of the PIN acts, unproved. Without second persons nobody stands beside.
    """

    authorities: tuple[Operator, ...]
    seconds: tuple[Operator, ...]

    def seconds_beside(self, authority: Uid) -> tuple[Operator, ...]:
        """Return who may be the second person beside an authority."""
        return tuple(each for each in self.seconds if each.uid != authority)


def reset_ways(people: Iterable[Operator], owner: Uid) -> ResetWays:
    """Return the ways to reset a PIN; only people who work here and can prove themselves count."""
    proving = [each for each in people if each.has_pin and not each.retired and each.uid != owner]
    authorities = tuple(each for each in proving if each.role in AUTHORITIES)
    return ResetWays(authorities, tuple(each for each in proving if each.role is not Role.AUDITOR))


def reset_pin(
    session: StoreSession, words: Words, owner: Uid, by: Uid, *, witness: Uid | None = None, reason: str = ""
) -> Posted:
    """Take a forgotten PIN away and leave an entry that says so; who calls has proved `by` and `witness`.

    Raises `PinRefused` where somebody else has to do it or to stand beside, or where no reason is given, and what
    `StoreSession.post` raises.
    """
    people = People(session)
    operator = next((each for each in people.operators() if each.uid == owner), None)
    if operator is None or not operator.has_pin:
        raise PinRefused("pin.nothing_to_reset")
    if not reason.strip():
        raise PinRefused("pin.reset_reason")
    _check_people(reset_ways(people.operators(), owner), owner, by, witness)
    unchanged = SetUpOperator(name=operator.name, role=operator.role, operator=OperatorRef(ref_of(owner)))
    posted = session.post(
        Posting(
            acts=(Act(operation=unchanged, day=session.today),),
            operator=OperatorRef(ref_of(by)),
            witness=OperatorRef(ref_of(witness)) if witness else None,
            reason=words.say("pin.reset_entry", {"name": operator.name, "reason": reason.strip()}),
            overrides=(Override(key="operator.nothing_changed", reason=reason.strip()),),
        )
    )
    people.clear_pin(owner)
    return posted


def _check_people(ways: ResetWays, owner: Uid, by: Uid, witness: Uid | None) -> None:
    allowed = [each.uid for each in ways.authorities] or [owner]
    if by not in allowed:
        names = [each.name for each in ways.authorities]
        raise PinRefused("pin.reset_by", names=names) if names else PinRefused("pin.reset_by_owner")
    seconds = ways.seconds_beside(by)
    if seconds and witness not in [each.uid for each in seconds]:
        raise PinRefused("pin.reset_second", names=[each.name for each in seconds])
