"""The commands that list those who borrow and the agreements with them: `borrowers` and `agreements`."""

from argparse import Namespace
from typing import Any

from lunarcurator.domain.days import Day, iso_day, show_day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.moments import Moment
from lunarcurator.services.commands.columns import in_columns
from lunarcurator.services.commands.console import Console, Exit
from lunarcurator.services.commands.opening import moment_of, reading
from lunarcurator.services.lending.agreements import AgreementRow, agreement_rows, expiring, owed_signatures
from lunarcurator.services.lending.borrower_standing import standing, standing_lines
from lunarcurator.services.lending.browsing import BorrowerRow
from lunarcurator.services.lending.browsing import borrowers as all_borrowers
from lunarcurator.services.lending.naming import desk_meant
from lunarcurator.services.lending.parties import parties
from lunarcurator.services.lending.reaching import name_on
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words


def borrowers(told: Namespace, console: Console) -> Exit:
    """List everybody who borrows with what is out; of one by name, tell how he stands."""
    with reading(told.store, console) as session:
        moment = moment_of(session, told.as_of)
        if told.name:
            return _card(session, told, console, moment)
        rows = all_borrowers(session, moment)
        if told.json:
            console.tell_json(_with_head(session, moment, "borrowers", [_borrower_as_json(each) for each in rows]))
            return Exit.DONE
        say = console.words.say
        told_out = [say("cli.borrower_out", {"lines": each.lines, "overdue": each.overdue}) for each in rows]
        day = session.day_of(moment)
        named = [(_name(each, console.words, day), each.institution) for each in rows]
        for line in in_columns([(*each, out) for each, out in zip(named, told_out, strict=True)]):
            console.tell(line)
        console.state("cli.borrowers_listed", count=len(rows))
    return Exit.DONE


def agreements(told: Namespace, console: Console) -> Exit:
    """List the agreements: all, those that end soon, or those whose signature is owed."""
    with reading(told.store, console) as session:
        moment = moment_of(session, told.as_of)
        rows = _chosen(session, told, moment)
        if told.json:
            console.tell_json(
                _with_head(session, moment, "agreements", [_agreement_as_json(each) for each in rows])
            )
            return Exit.DONE
        for line in in_columns([_agreement_cells(each, console.words, session.day_of(moment)) for each in rows]):
            console.tell(line)
        console.state("cli.agreements_listed", count=len(rows))
    return Exit.DONE


def _chosen(session: StoreSession, told: Namespace, moment: Moment) -> list[AgreementRow]:
    if told.unsigned:
        return owed_signatures(session, told.within or 0, moment)
    if told.expiring or told.within is not None:
        return expiring(session, told.within, moment)
    return agreement_rows(session, moment)


def _card(session: StoreSession, told: Namespace, console: Console, moment: Moment) -> Exit:
    known = parties(session, moment)
    uid = desk_meant(session, Subject.PERSON, told.name, moment).uid
    person = known.person(uid)
    assert person is not None, "a person who was just found is in the book"  # noqa: S101
    stands = standing(session, uid, moment)
    lines = standing_lines(stands, console.words) if stands else ()
    if told.json:
        facts = [{"tone": each.tone, "text": each.text} for each in lines]
        head = {"as_of": show_day(session.day_of(moment)), "entry": session.head().seq, "name": person.name}
        console.tell_json({**head, "standing": facts})
        return Exit.DONE
    console.tell(f"{person.name}  {known.name(known.house_of(person))}".rstrip())
    for each in lines:
        console.tell(f"  {each.text}")
    return Exit.DONE


def _name(row: BorrowerRow, words: Words, day: Day) -> str:
    return name_on(words, row.name, row.fields.get("ended", 0), row.fields.get("ended_how", ""), day)


def _agreement_cells(row: AgreementRow, words: Words, day: Day) -> tuple[str, ...]:
    held = row.agreement
    state = words.label(f"agreement_state.{row.state}")
    due = words.say("cli.signature_due", {"day": row.signature_due}) if row.signature_due else ""
    by = words.say("cli.renewed_by", {"agreement": row.successor}) if row.successor else ""
    person = name_on(words, row.person, row.ended, row.ended_how, day)
    return (held.code, show_day(held.until), state, person, row.institution, due or by)


def _agreement_as_json(row: AgreementRow) -> dict[str, Any]:
    held = row.agreement
    return {
        "number": held.code,
        "kind": str(held.kind),
        "person": row.person,
        "institution": row.institution,
        "state": str(row.state),
        "renewed_by": row.successor or None,
        "since": iso_day(held.since),
        "until": iso_day(held.until),
        "days_left": row.days_left,
        "approved": iso_day(held.approved),
        "signed": iso_day(held.signed),
        "signature_due": iso_day(row.signature_due),
        "terminated": iso_day(held.terminated),
        "ended": iso_day(row.ended),
        "ended_how": row.ended_how or None,
    }


def _borrower_as_json(row: BorrowerRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "institution": row.institution or None,
        "lines": row.lines,
        "overdue": row.overdue,
        "held_ug": None if row.held_sum.unweighed and not row.held_sum.ug else row.held_sum.ug,
        "held_at_most_ug": row.held_sum.bounded_ug,
        "unweighed": row.held_sum.unweighed,
    }


def _with_head(session: StoreSession, moment: Moment, key: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"as_of": show_day(session.day_of(moment)), "entry": session.head().seq, key: rows}
