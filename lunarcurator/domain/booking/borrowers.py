"""Booking of those who borrow: institutions, people, contacts confirmed, and restrictions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch
from lunarcurator.domain.days import Day, last_day
from lunarcurator.domain.facts import Fact, Scalar, Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of, uid_or_none
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.people import (
    AFFILIATION,
    CONTACT,
    LIMIT,
    OTHER_NAME,
    Held,
    Limit,
    Person,
    former_name,
    leading,
)
from lunarcurator.domain.lending.working_days import days_after
from lunarcurator.domain.operations.borrowing import (
    Affiliation,
    ConfirmContact,
    LimitBorrower,
    SetUpInstitution,
    SetUpPerson,
)
from lunarcurator.domain.rules.affiliations import leaves_nothing_open
from lunarcurator.domain.rules.borrowers import (
    day_is_known,
    ends_in_order,
    has_no_twin,
    heard_since,
    is_named,
    is_no_others_name,
    is_still_there,
)
from lunarcurator.domain.rules.records import changes_something
from lunarcurator.domain.typed_records import entries_of, entry_text, texts


def book_institution(operation: SetUpInstitution, day: Day, ledger: LedgerState) -> Booked:
    """Book an institution, or what changed of one; `names` are all its other names."""
    uid = uid_or_none(operation.institution)
    name = operation.name.strip()
    known = ledger.record(Subject.INSTITUTION, uid).fields if uid else {}
    findings = [
        *is_named(name, "institution"),
        *has_no_twin(ledger, Subject.INSTITUTION, name, uid),
        *is_no_others_name(ledger, Subject.INSTITUTION, operation.names, _other_names(known), uid),
    ]
    changes: dict[str, Scalar] = {
        "name": name,
        "country": operation.country.strip() or None,
        "type": str(operation.type),
        "address": operation.address.strip() or None,
        "remarks": operation.remarks.strip() or None,
        "retired": 1 if operation.retired else 0,
        **_listed(OTHER_NAME, _with_former(operation.names, known, name), known, ledger),
    }
    return _set_up(Subject.INSTITUTION, uid, known, changes, findings, day, ledger)


def book_person(operation: SetUpPerson, day: Day, ledger: LedgerState) -> Booked:
    """Book a person, or what changed of one; names and contacts are all there are, affiliations are added."""
    uid = uid_or_none(operation.person)
    known = ledger.record(Subject.PERSON, uid).fields if uid else {}
    name = operation.name.strip()
    findings = [
        *is_named(name, "person"),
        *has_no_twin(ledger, Subject.PERSON, name, uid),
        *is_no_others_name(ledger, Subject.PERSON, operation.names, _other_names(known), uid),
        *ends_in_order(operation.affiliations),
    ]
    held = _affiliations(operation.affiliations, known, ledger)
    if uid:
        person = Person.of(ledger.record(Subject.PERSON, uid))
        findings += leaves_nothing_open(ledger, person, entries_of(Held, held, AFFILIATION), day)
    changes: dict[str, Scalar] = {
        "name": name,
        "remarks": operation.remarks.strip() or None,
        **_listed(OTHER_NAME, _with_former(operation.names, known, name), known, ledger),
        **_listed(CONTACT, operation.contacts, known, ledger),
        **held,
    }
    if any(known.get(key) != value for key, value in held.items()):
        changes |= _houses(entries_of(Held, held, AFFILIATION), ledger.today)
    booked = _set_up(Subject.PERSON, uid, known, changes, findings, day, ledger)
    if not booked.facts:
        return booked
    places = dict.fromkeys(uid_of(each.institution) for each in operation.affiliations)
    more = [touch(Subject.INSTITUTION, each, day) for each in places]
    return Booked((*booked.facts, *more), booked.findings)


def book_confirm_contact(operation: ConfirmContact, day: Day, ledger: LedgerState) -> Booked:
    """Book that a person was heard of on the day (audit finding 4)."""
    uid = uid_of(operation.person)
    person = Person.of(ledger.record(Subject.PERSON, uid))
    findings = [*day_is_known(day), *is_still_there(person, day), *heard_since(person, day)]
    if not operation.how.strip():
        findings.append(find(Strength.IMPOSSIBLE, "contact.needs_how", "R12", "how"))
    changes: dict[str, Scalar] = {"confirmed": day, "confirmed_how": operation.how.strip()}
    findings += changes_something(person, changes, "how") if not blocked(findings) else ()
    if blocked(findings):
        return refused(findings)
    return Booked((touch(Subject.PERSON, uid, day, **changes),))


def book_limit(operation: LimitBorrower, day: Day, ledger: LedgerState) -> Booked:
    """Book a restriction on a person or an institution from the day on, or lift one on the day."""
    findings = list(_limit_is_sound(operation, day))
    if findings:
        return refused(findings)
    kind = Subject.PERSON if operation.person else Subject.INSTITUTION
    uid = uid_of(operation.person or operation.institution or "")
    state = ledger.record(kind, uid)
    text, lifts = operation.text.strip(), operation.lifts.strip()
    open_now = {each.text: each for each in entries_of(Limit, state.fields, LIMIT) if not each.lifted}
    name = state.name
    if lifts:
        if lifts not in open_now:
            return refused(
                [find(Strength.IMPOSSIBLE, "limit.none_such", "R12", "lifts", uid, name=name, text=lifts)]
            )
        lifted = replace(open_now[lifts], lifted=day)
        return Booked((touch(kind, uid, day, **{LIMIT + lifted.uid: entry_text(lifted)}),))
    if text in open_now:
        return refused([find(Strength.IMPOSSIBLE, "limit.known", "R12", "text", uid, name=name, text=text)])
    noted = Limit(ledger.new_uid(), operation.kind, text, day, operation.until, 0)
    return Booked((touch(kind, uid, day, **{LIMIT + noted.uid: entry_text(noted)}),))


def _limit_is_sound(operation: LimitBorrower, day: Day) -> Iterator[Finding]:
    if bool(operation.person) is bool(operation.institution):
        yield find(Strength.IMPOSSIBLE, "limit.of_whom", "R12", "person")
    if bool(operation.text.strip()) is bool(operation.lifts.strip()):
        yield find(Strength.IMPOSSIBLE, "limit.needs_text", "R12", "text")
    if operation.until and operation.until < day:
        yield find(Strength.IMPOSSIBLE, "limit.ends_before", "R19", "until", until=operation.until, day=day)


def _set_up(
    kind: Subject,
    uid: Uid | None,
    known: Mapping[str, Scalar],
    changes: Mapping[str, Scalar],
    findings: list[Finding],
    day: Day,
    ledger: LedgerState,
) -> Booked:
    """Return the touch that says what is new; refused where nothing is."""
    said = {key: value for key, value in changes.items() if known.get(key) != value}
    if not said and not blocked(findings):
        findings.append(find(Strength.IMPOSSIBLE, "record.nothing_changed", "R12", "name", uid or ""))
    if blocked(findings):
        return refused(findings)
    facts: tuple[Fact, ...] = (touch(kind, uid or ledger.new_uid(), day, **said),)
    return Booked(facts, tuple(findings))


def _other_names(known: Mapping[str, Scalar]) -> list[str]:
    return [text for _, text in texts(known, OTHER_NAME)]


def _with_former(names: tuple[str, ...], known: Mapping[str, Scalar], name: str) -> tuple[str, ...]:
    return (*names, former_name(str(known.get("name") or ""), name, names))


def _listed(
    prefix: str, texts: Iterable[str], known: Mapping[str, Scalar], ledger: LedgerState
) -> dict[str, Scalar]:
    """Return the fields of a list of texts: what is there stays where it is, what is not wanted is emptied."""
    wanted = list(dict.fromkeys(each.strip() for each in texts if each.strip()))
    there = {str(value): key for key, value in known.items() if key.startswith(prefix) and value}
    gone: dict[str, Scalar] = {key: None for text, key in there.items() if text not in wanted}
    return gone | {f"{prefix}{ledger.new_uid()}": each for each in wanted if each not in there}


def _affiliations(
    wanted: tuple[Affiliation, ...], known: Mapping[str, Scalar], ledger: LedgerState
) -> dict[str, Scalar]:
    """Return the fields of affiliations: an open one of the same place and role is carried on, others are new."""
    there = {held.uid: held for held in entries_of(Held, known, AFFILIATION)}
    for each in wanted:
        place = uid_of(each.institution)
        same = (
            held
            for held in there.values()
            if (held.institution, held.role) == (place, each.role) and not held.until
        )
        held = next(same, None) or Held(ledger.new_uid(), place, each.role, 0, 0)
        there[held.uid] = replace(held, since=each.since or held.since, until=each.until)
    return {AFFILIATION + held.uid: entry_text(held) for held in there.values()}


def _houses(held: Sequence[Held], today: Day) -> dict[str, Scalar]:
    """Return the institution that counts without an end, and which one counts before, until it begins to.

    What is read of many people at once is read of these fields.
    """
    last, now = leading([each for each in held if not each.until]), leading(_there(held, today))
    if now == last:
        return {"institution": last, "institution_before": None, "institution_from": None}
    ends = (days_after(last_day(each.until), 1) for each in held if each.until)
    days = sorted(each for each in (*ends, *(one.since for one in held)) if each > today)
    begins = next((day for day in days if leading(_there(held, day)) == last), None)
    return {"institution": last, "institution_before": now, "institution_from": begins}


def _there(held: Iterable[Held], day: Day) -> list[Held]:
    return [each for each in held if each.holds_on(day)]
