"""Booking of what the desk needs before the first piece: collections, operators, balances."""

import json
from collections.abc import Iterator

from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Scalar, Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import NOBODY, Uid, uid_or_none
from lunarcurator.domain.ledger_state import LedgerState, Record
from lunarcurator.domain.operations import Mission, OpenCollection, SetUpBalance, SetUpOperator
from lunarcurator.domain.rules.records import changes_something, may_change_nothing


def book_collection(operation: OpenCollection, day: Day, ledger: LedgerState) -> Booked:
    """Book a new collection, or further missions of one; its scheme and title never change."""
    code = operation.code.strip()
    findings, known = [*_is_named(operation, ledger)], _collection_of(ledger, code)
    state = ledger.record(Subject.COLLECTION, known) if known else Record(NOBODY)
    changes = dict(_mission(each, state) for each in operation.missions)
    if known is None:
        changes |= {
            "code": code,
            "name": operation.name.strip(),
            "scheme": operation.scheme,
            "title": str(operation.title),
        }
    else:
        changes = {key: value for key, value in changes.items() if state.fields.get(key) != value}
        if (state.text("scheme"), state.title) != (operation.scheme, str(operation.title)):
            findings.append(
                find(Strength.IMPOSSIBLE, "collection.exists", "R1", "code", known, code=operation.code)
            )
        elif not changes and not findings:
            findings.append(find(Strength.IMPOSSIBLE, "collection.same", "R1", "code", known, code=operation.code))
    if blocked(findings):
        return refused(findings)
    uid = known or uid_or_none(operation.revives) or ledger.new_uid()
    return Booked((touch(Subject.COLLECTION, uid, day, **changes),), tuple(findings))


def _collection_of(ledger: LedgerState, code: str) -> Uid | None:
    """Return the collection of exactly this code, None where there is none."""
    named = ledger.named(Subject.COLLECTION, code)
    return next((uid for uid in named if ledger.record(Subject.COLLECTION, uid).code == code), None)


def _is_named(operation: OpenCollection, ledger: LedgerState) -> Iterator[Finding]:
    """R1: a collection and its missions have their codes, and its numbers a scheme that is there."""
    if not operation.code.strip() or not operation.name.strip():
        yield find(Strength.IMPOSSIBLE, "collection.needs_name", "R1", "code")
    if not all(each.code.strip() for each in operation.missions):
        yield find(Strength.IMPOSSIBLE, "collection.mission_needs_code", "R1", "missions")
    if not ledger.has_scheme(operation.scheme):
        scheme = operation.scheme
        yield find(Strength.IMPOSSIBLE, "collection.scheme_unknown", "R1", "scheme", scheme=scheme)


def _mission(mission: Mission, collection: Record) -> tuple[str, Scalar]:
    """Return the field of a mission and what it says; the day it was opened stays where the act says none."""
    key = f"mission/{mission.code.strip()}"
    before = json.loads(collection.text(key) or "{}")
    said = {"name": mission.name, "opened": mission.opened or before.get("opened", 0)}
    return key, json.dumps(said, ensure_ascii=False, sort_keys=True)


def book_operator(operation: SetUpOperator, day: Day, ledger: LedgerState) -> Booked:
    """Book an operator's name and role; the PIN is kept elsewhere and never enters the journal."""
    uid = uid_or_none(operation.operator)
    changes: dict[str, Scalar] = {
        "name": operation.name.strip(),
        "role": str(operation.role),
        "retired": 1 if operation.retired else 0,
    }
    before = ledger.record(Subject.OPERATOR, uid) if uid else Record(NOBODY)
    booked = _named(Subject.OPERATOR, uid, changes, day, ledger, "operator")
    findings = [*booked.findings]
    if uid and not blocked(findings):
        # That a PIN was reset stands in the reason of an entry that changes nothing else.
        findings += may_change_nothing(before, changes, "operator.nothing_changed", "operator")
    return refused(findings) if blocked(findings) else Booked(booked.facts, tuple(findings))


def book_balance(operation: SetUpBalance, day: Day, ledger: LedgerState) -> Booked:
    """Book a balance and its latest calibration; masses in ug."""
    uid = uid_or_none(operation.balance)
    before = ledger.record(Subject.BALANCE, uid) if uid else Record(NOBODY)
    changes: dict[str, Scalar] = {
        "name": operation.name.strip(),
        "resolution_ug": operation.resolution_ug,
        "uncertainty_ug": operation.uncertainty_ug,
        "calibrated": operation.calibrated,
        "calibration_due": operation.calibration_due,
        "certificate": operation.certificate.strip() or None,
        "retired": 1 if operation.retired else 0,
        "retired_day": _retired_day(before, day) if operation.retired else None,
    }
    booked = _named(Subject.BALANCE, uid, changes, day, ledger, "balance")
    findings = [*booked.findings, *_reads_soundly(operation)]
    if uid and not blocked(findings):
        findings += changes_something(before, changes, "balance")
    return refused(findings) if blocked(findings) else Booked(booked.facts, tuple(findings))


def _reads_soundly(operation: SetUpBalance) -> Iterator[Finding]:
    """R8 and R19: a balance has a last place, and is due for calibration after it was calibrated."""
    if operation.resolution_ug < 1 or operation.uncertainty_ug < 0:
        yield find(Strength.IMPOSSIBLE, "balance.resolution", "R8", "resolution_ug")
    due, done = operation.calibration_due, operation.calibrated
    if due is not None and done is not None and due < done:
        yield find(Strength.IMPOSSIBLE, "balance.due_before_calibration", "R19", "calibration_due")


def _retired_day(before: Record, day: Day) -> Scalar:
    """Return since when a balance is retired: one retired already was so on its own day."""
    return before.fields.get("retired_day") if before.fields.get("retired") else day


def _named(
    kind: Subject, uid: Uid | None, changes: dict[str, Scalar], day: Day, ledger: LedgerState, word: str
) -> Booked:
    findings: list[Finding] = []
    name = str(changes["name"])
    if not name:
        findings.append(find(Strength.IMPOSSIBLE, f"{word}.needs_name", "R12", "name"))
    twins = [each for each in ledger.alike(kind, name) if each != uid]
    if twins:
        known = ledger.record(kind, twins[0]).name
        findings.append(find(Strength.IMPOSSIBLE, f"{word}.name_taken", "R1", "name", twins[0], name=known))
    if blocked(findings):
        return refused(findings)
    recorded = ledger.record(kind, uid).fields if uid else {}
    said = {key: value for key, value in changes.items() if recorded.get(key) != value}
    return Booked((touch(kind, uid or ledger.new_uid(), day, **said),), tuple(findings))
