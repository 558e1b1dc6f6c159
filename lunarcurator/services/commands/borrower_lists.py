"""The commands that list those who borrow and the agreements with them: `borrowers` and `agreements`."""

from argparse import Namespace
from typing import Any

from lunarcurator.domain.days import Day, show_day
from lunarcurator.domain.lending.people import Person
from lunarcurator.services.commands.console import Console, Exit
from lunarcurator.services.commands.opening import reading
from lunarcurator.services.desk import Desk
from lunarcurator.services.lending.agreements import AgreementRow, agreement_rows, expiring, owed_signatures
from lunarcurator.services.lending.browsing import BorrowerRow
from lunarcurator.services.lending.browsing import borrowers as all_borrowers
from lunarcurator.services.lending.parties import Parties, parties
from lunarcurator.services.lending.standing import standing, standing_lines
from lunarcurator.services.references import UnclearReference
from lunarcurator.services.words import Words


def borrowers(told: Namespace, console: Console) -> Exit:
    """List everybody who borrows with what is out; of one by name, tell how he stands."""
    with reading(told.store, console) as desk:
        if told.name:
            return _card(desk, told, console)
        rows = all_borrowers(desk)
        if told.json:
            console.tell_json(_with_head(desk, "borrowers", [_borrower_as_json(each) for each in rows]))
            return Exit.DONE
        for each in rows:
            out = console.words.say("cli.borrower_out", {"lines": each.lines, "overdue": each.overdue})
            console.tell(f"{each.name:<26} {each.institution:<34} {out}".rstrip())
        console.state("cli.borrowers_listed", count=len(rows))
    return Exit.DONE


def agreements(told: Namespace, console: Console) -> Exit:
    """List the agreements: all, those that end soon, or those whose signature is owed."""
    with reading(told.store, console) as desk:
        rows = _chosen(desk, told)
        if told.json:
            console.tell_json(_with_head(desk, "agreements", [_agreement_as_json(each) for each in rows]))
            return Exit.DONE
        for each in rows:
            console.tell(_agreement_text(each, console.words))
        console.state("cli.agreements_listed", count=len(rows))
    return Exit.DONE


def _chosen(desk: Desk, told: Namespace) -> list[AgreementRow]:
    if told.unsigned:
        return owed_signatures(desk, told.within or 0)
    return expiring(desk, told.within) if told.expiring or told.within is not None else agreement_rows(desk)


def _card(desk: Desk, told: Namespace, console: Console) -> Exit:
    known = parties(desk)
    person = _person(known, told.name)
    stands = standing(desk, person.uid)
    lines = standing_lines(stands, console.words) if stands else ()
    if told.json:
        facts = [{"tone": each.tone, "text": each.text} for each in lines]
        head = {"as_of": show_day(desk.today), "entry": desk.head().seq, "name": person.name}
        console.tell_json({**head, "standing": facts})
        return Exit.DONE
    console.tell(f"{person.name}  {known.name(person.institution)}".rstrip())
    for each in lines:
        console.tell(f"  {each.text}")
    return Exit.DONE


def _person(known: Parties, text: str) -> Person:
    """Return the person of a name or of another name; raises `UnclearReference` for none or several."""
    name = text.strip().casefold()
    found = [each for each in known.people if name in {one.casefold() for one in (each.name, *each.names)}]
    if len(found) != 1:
        key = "ref.several" if found else "ref.no_person"
        raise UnclearReference(key, text=text, count=len(found))
    return found[0]


def _agreement_text(row: AgreementRow, words: Words) -> str:
    held = row.agreement
    state = words.label(f"agreement_state.{row.state}")
    due = words.say("cli.signature_due", {"day": row.signature_due}) if row.signature_due else ""
    head = f"{held.code:<14} {show_day(held.until):<11} {state:<12} {row.person:<26}"
    return f"{head} {row.institution}  {due}".rstrip()


def _agreement_as_json(row: AgreementRow) -> dict[str, Any]:
    held = row.agreement
    return {
        "number": held.code,
        "kind": str(held.kind),
        "person": row.person,
        "institution": row.institution,
        "state": str(row.state),
        "since": held.since,
        "until": held.until,
        "days_left": row.days_left,
        "approved": _none(held.approved),
        "signed": _none(held.signed),
        "signature_due": _none(row.signature_due),
        "terminated": _none(held.terminated),
    }


def _borrower_as_json(row: BorrowerRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "institution": row.institution or None,
        "lines": row.lines,
        "overdue": row.overdue,
        "held_ug": row.held_ug,
        "unweighed": row.unweighed,
    }


def _with_head(desk: Desk, key: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"as_of": show_day(desk.today), "entry": desk.head().seq, key: rows}


def _none(day: Day) -> Day | None:
    return day or None
