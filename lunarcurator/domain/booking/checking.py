"""Booking of counts: a count changes nothing but what is known to have been seen."""

from collections import Counter
from collections.abc import Iterator

from lunarcurator.domain.booking.cases import open_case
from lunarcurator.domain.booking.exposing import standing_in_at
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch, touch_piece
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import CheckResult, CheckVerdict, Fact, Scalar, Sighting, Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of, uid_or_none
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.operations import CheckPlace
from lunarcurator.domain.rules.dates import not_before_birth
from lunarcurator.domain.rules.places import is_usable


def book_check_place(operation: CheckPlace, day: Day, ledger: LedgerState) -> Booked:
    """Book a count: sightings of what was seen, and a case for each piece not seen where the book has it."""
    place = uid_of(operation.place)
    findings: list[Finding] = [*is_usable(ledger, place, day, "place", day + 1)]
    if blocked(findings):
        return refused(findings)
    verdicts = _verdicts(operation)
    findings += _accounts_for_all(operation, ledger, place, day)
    findings += _seen_somewhere(operation, ledger, day)
    findings += _names_what_is_extra(operation, ledger, day)
    if blocked(findings):
        return refused(findings)
    check = ledger.new_uid()
    name = f"{ledger.place(place).text('name')} {ledger.seq}"
    counts: dict[str, Scalar] = dict(Counter(str(verdict) for verdict, _ in verdicts.values()))
    counts["extra"] = len(operation.extra)
    counts |= {"name": name, "code": str(ledger.seq), "place": place, "day": day}
    facts: list[Fact] = [
        touch(Subject.CHECK, check, day, **counts, remarks=operation.remarks.strip()),
        touch(Subject.PLACE, place, day),
    ]
    cases = 0
    for uid, (verdict, seen) in verdicts.items():
        expected = ledger.at(uid, day).place
        facts += [touch_piece(uid, day), CheckResult(uid, day, check, verdict, expected, seen)]
        where = expected if verdict is CheckVerdict.SEEN else seen
        if where is not None:
            facts.append(Sighting(uid, day, where))
        if verdict is not CheckVerdict.SEEN:
            cases += 1
            facts.append(open_case(ledger, str(verdict), day, cases, sample=uid, check=check, place=place))
    for each in operation.extra:
        cases += 1
        said: dict[str, Scalar] = {
            "check": check,
            "place": place,
            "text": each.text.strip(),
            "remarks": each.remarks.strip(),
        }
        if each.sample is not None:
            said["sample"] = uid = uid_of(each.sample)
            expected = ledger.at(uid, day).place
            facts += [touch_piece(uid, day), CheckResult(uid, day, check, CheckVerdict.EXTRA, expected, place)]
            facts.append(Sighting(uid, day, place))
        facts.append(open_case(ledger, "extra", day, cases, **said))
    return Booked(tuple(facts), tuple(findings))


def _verdicts(operation: CheckPlace) -> dict[Uid, tuple[CheckVerdict, Uid | None]]:
    """Return what was found of each piece: its verdict, and where it was seen if not where it was expected."""
    found: dict[Uid, tuple[CheckVerdict, Uid | None]] = {}
    for each in operation.seen:
        found[uid_of(each)] = (CheckVerdict.SEEN, None)
    for seen in operation.elsewhere:
        found[uid_of(seen.sample)] = (CheckVerdict.ELSEWHERE, uid_of(seen.place))
    for each in operation.missing:
        found[uid_of(each)] = (CheckVerdict.MISSING, None)
    return found


def _accounts_for_all(operation: CheckPlace, ledger: LedgerState, place: Uid, day: Day) -> Iterator[Finding]:
    """R3: each piece expected in the place has exactly one answer; what is not expected there is extra."""
    expected = dict.fromkeys(standing_in_at(ledger, place, day))
    told = Counter(_answered(operation))
    name = ledger.place(place).name
    for uid, times in told.items():
        number = ledger.piece(uid).number_text
        if times > 1:
            yield find(Strength.IMPOSSIBLE, "check.twice", "R3", "seen", uid, number=number)
        elif uid not in expected:
            yield find(Strength.IMPOSSIBLE, "check.not_expected", "R3", "seen", uid, number=number, place=name)
    for extra in (uid_or_none(each.sample) for each in operation.extra):
        if extra in expected:
            number = ledger.piece(extra).number_text
            yield find(Strength.IMPOSSIBLE, "check.expected_here", "R3", "extra", extra, number=number, place=name)
    if open_ := [uid for uid in expected if uid not in told]:
        numbers = ", ".join(ledger.piece(uid).number_text for uid in open_[:5])
        yield find(
            Strength.IMPOSSIBLE, "check.unanswered", "R3", "seen", open_[0], count=len(open_), numbers=numbers
        )


def _answered(operation: CheckPlace) -> Iterator[Uid]:
    """Yield the pieces with an answer: seen there, seen elsewhere, or missing."""
    elsewhere = (seen.sample for seen in operation.elsewhere)
    yield from (uid_of(each) for each in (*operation.seen, *elsewhere, *operation.missing))


def _seen_somewhere(operation: CheckPlace, ledger: LedgerState, day: Day) -> Iterator[Finding]:
    """R3: what was seen elsewhere was seen in a place in use, which is not the one the book has."""
    for each in operation.elsewhere:
        uid, place = uid_of(each.sample), uid_of(each.place)
        yield from is_usable(ledger, place, day, "elsewhere", day + 1)
        if ledger.at(uid, day).place == place:
            number, name = ledger.piece(uid).number_text, ledger.place(place).name
            yield find(Strength.IMPOSSIBLE, "check.there", "R3", "elsewhere", uid, number=number, place=name)


def _names_what_is_extra(operation: CheckPlace, ledger: LedgerState, day: Day) -> Iterator[Finding]:
    """R1: what is extra is a piece of the book, once, or something whose label or looks are told."""
    named: set[Uid] = set()
    for each in operation.extra:
        if each.sample is None:
            if not each.text.strip() and not each.remarks.strip():
                yield find(Strength.IMPOSSIBLE, "check.extra_unnamed", "R1", "extra")
            continue
        uid = uid_of(each.sample)
        if uid in named:
            number = ledger.piece(uid).number_text
            yield find(Strength.IMPOSSIBLE, "check.twice", "R3", "extra", uid, number=number)
        named.add(uid)
        yield from not_before_birth(ledger, uid, day, "extra")
