"""The acts of `borrower` that change somebody who is known: what is not named stays as it is."""

from argparse import Namespace
from collections.abc import Sequence

from lunarcurator.domain.days import certain_day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import InstitutionRef, PersonRef, ref_of
from lunarcurator.domain.lending.people import Institution, Person, former_name
from lunarcurator.domain.lending.terms import InstitutionType, PersonRole
from lunarcurator.domain.operations.borrowing import Affiliation, SetUpInstitution, SetUpPerson
from lunarcurator.services.commands.console import Console, Exit, UsageRefused
from lunarcurator.services.commands.lending import post_act
from lunarcurator.services.commands.opening import reading
from lunarcurator.services.lending.naming import desk_to_act_on
from lunarcurator.services.lending.parties import parties


def change_person(told: Namespace, console: Console) -> Exit:
    """Add contacts, other names and an affiliation to a person, take some away, or mend the name."""
    with reading(told.store, console) as session:
        uid = desk_to_act_on(session, Subject.PERSON, told.name).uid
        person = parties(session).person(uid)
        assert person is not None, "a person who was just found is in the book"  # noqa: S101
    if not told.at and (told.since or told.until):
        raise UsageRefused("cli.affiliation_needs_at")
    there = Affiliation(
        institution=InstitutionRef(told.at),
        role=PersonRole(told.role),
        since=certain_day(told.since) if told.since else 0,
        until=certain_day(told.until) if told.until else 0,
    )
    wanted = SetUpPerson(
        person=PersonRef(ref_of(person.uid)),
        name=told.new_name or person.name,
        names=_changed(person.names, told.other_name, told.drop_name),
        affiliations=(there,) if told.at else (),
        contacts=_changed(person.contacts, told.contact, told.drop_contact),
        remarks=person.remarks if told.remarks is None else told.remarks,
    )
    return _post(wanted, person, told, console)


def change_institution(told: Namespace, console: Console) -> Exit:
    """Add other names to an institution, take some away, or mend what is said of it."""
    with reading(told.store, console) as session:
        uid = desk_to_act_on(session, Subject.INSTITUTION, told.name).uid
        house = parties(session).institution(uid)
        assert house is not None, "an institution that was just found is in the book"  # noqa: S101
    wanted = SetUpInstitution(
        institution=InstitutionRef(ref_of(house.uid)),
        name=told.new_name or house.name,
        names=_changed(house.names, told.other_name, told.drop_name),
        country=house.country if told.country is None else told.country,
        type=InstitutionType(told.type) if told.type else house.type,
        address=house.address if told.address is None else told.address,
        remarks=house.remarks if told.remarks is None else told.remarks,
        retired=house.retired,
    )
    return _post(wanted, house, told, console)


def _post(
    wanted: SetUpPerson | SetUpInstitution, known: Person | Institution, told: Namespace, console: Console
) -> Exit:
    """Post the change, and say where the former name stays among the others."""
    ended = post_act(wanted, told, console)
    former = former_name(known.name, wanted.name, wanted.names)
    if ended is Exit.DONE and former:
        console.state("cli.former_name_kept", name=wanted.name, former=former)
    return ended


def _changed(known: Sequence[str], more: Sequence[str], gone: Sequence[str]) -> tuple[str, ...]:
    """Return a list of texts with some added and some taken away; `UsageRefused` for one not there."""
    dropped = [each.strip() for each in gone]
    for each in dropped:
        if each not in known:
            raise UsageRefused("cli.nothing_to_drop", text=each, known=list(known))
    return (*(each for each in known if each not in dropped), *more)
