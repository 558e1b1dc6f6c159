"""How a borrower stands, told in sentences: one card wherever a borrower is chosen, and on the command line."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lunarcurator.domain.days import Day, earliest, last_day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.borrower_standing import (
    AgreementStanding,
    BorrowerStanding,
    OutTogether,
    by_on,
    standing_of,
)
from lunarcurator.domain.lending.lines import asked_back_by
from lunarcurator.domain.lending.rounds import RoundAsked
from lunarcurator.domain.lending.terms import AgreementState
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services.lending.records import ledger_of
from lunarcurator.services.mass_words import by_size
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words

type Tone = Literal["plain", "amber", "red"]


@dataclass(frozen=True, slots=True)
class StandingLine:
    """One sentence of the card; its tone says whether it is worth a look (amber) or stands in the way (red)."""

    tone: Tone
    text: str
    cause: Uid | None = None


def standing(session: StoreSession, person: Uid, moment: Moment = NOW) -> BorrowerStanding | None:
    """Return how a person stood at a moment, None where nobody of this identity is in the book."""
    with session.database.snapshot() as connection:
        ledger = ledger_of(session, connection, moment)
        try:
            known = ledger.record(Subject.PERSON, person)
        except KeyError:
            return None
        return standing_of(ledger, person, ledger.today) if known.fields else None


def standing_lines(told: BorrowerStanding, words: Words) -> tuple[StandingLine, ...]:
    """Return the card of a borrower: what stands in the way first, then what is worth a look, then the rest."""
    lines = [*_in_the_way(told, words), *_worth_a_look(told, words), *_plain(told, words)]
    order = {"red": 0, "amber": 1, "plain": 2}
    return tuple(sorted(lines, key=lambda each: order[each.tone]))


def _in_the_way(told: BorrowerStanding, words: Words) -> Iterator[StandingLine]:
    person = told.person
    if not person.is_answerable(told.day):
        yield StandingLine("red", _ended(told, words), person.uid)
    if told.overdue:
        first = min(told.overdue, key=lambda each: last_day(by_on(each, told.day)))
        by = by_on(first, told.day)
        facts = {"count": len(told.overdue), "line": first.code, "due": by}
        yield StandingLine("red", words.say("standing.overdue", facts), first.uid)
    if told.recalled:
        days = [asked_back_by(each.by, each.recalled, told.day) for each in told.recalled]
        by = earliest(days)
        first = told.recalled[days.index(by)]
        facts = {"count": len(told.recalled), "by": by}
        yield StandingLine("red", words.say("standing.recalled", facts), first.uid)
    if told.lost:
        first = min(told.lost, key=lambda each: each.reported_lost)
        facts = {"count": len(told.lost), "line": first.code, "day": first.reported_lost}
        yield StandingLine("red", words.say("standing.lost", facts), first.uid)
    for each in told.asked:
        if each.late:
            yield StandingLine("red", words.say("standing.asked", asked_facts(each)), each.round.uid)


def _ended(told: BorrowerStanding, words: Words) -> str:
    """Say that a person answers for nothing any more, and what is out in that name all the same: in one breath."""
    facts: dict[str, object] = {"ended": told.person.ended, "how": str(told.person.ended_how)}
    if not told.lines:
        return words.say("standing.ended", facts)
    key = "standing.ended_unweighed" if told.out.unweighed else "standing.ended_out"
    return words.say(key, {**facts, **_facts_of(told.out)})


def _facts_of(out: OutTogether) -> dict[str, object]:
    return {"count": out.lines, "mass": by_size(out.mass), "unweighed": out.unweighed}


def _worth_a_look(told: BorrowerStanding, words: Words) -> Iterator[StandingLine]:
    for each in told.agreements:
        yield _agreement(each, told.day, words)
    if not told.agreements:
        yield StandingLine("red", words.say("standing.no_agreement"))
    for each_round in told.asked:
        if not each_round.late:
            yield StandingLine("amber", words.say("standing.asked", asked_facts(each_round)), each_round.round.uid)
    if told.stale:
        key = "standing.stale" if told.heard else "standing.never_heard"
        yield StandingLine("amber", words.say(key, {"heard": told.heard}), told.person.uid)
    for owed in told.owed:
        facts = {"what": str(owed.item.what), "loan": owed.loan.code, "due": owed.item.due}
        yield StandingLine("amber", words.say("standing.owes", facts), owed.loan.uid)
    for limit in told.limits:
        facts = {"kind": str(limit.kind), "text": limit.text, "until": limit.until}
        key = "standing.limit_until" if limit.until else "standing.limit"
        yield StandingLine("amber", words.say(key, facts), told.person.uid)


def asked_facts(asked: RoundAsked) -> dict[str, str | int]:
    """Return what sentences say of an inventory that still lacks answers."""
    told = asked.round
    return {
        "round": told.code,
        "count": asked.unanswered,
        "lines": asked.lines,
        "deadline": told.deadline,
    }


def _agreement(each: AgreementStanding, day: Day, words: Words) -> StandingLine:
    held, holds = each.agreement, each.holds
    if each.state is AgreementState.RENEWED:
        told = {
            "agreement": held.code,
            "by": holds.code,
            "state": str(each.holds_as),
            "until": holds.until_on(day),
        }
        renewed_tone: Tone = "red" if each.is_lapsed else "plain"
        key = "standing.agreement_renewed" if each.open_lines else "standing.agreement_renewed_idle"
        return StandingLine(renewed_tone, words.say(key, {**told, "count": len(each.open_lines)}), holds.uid)
    ends = held.terminated if each.state is AgreementState.TERMINATED else held.until_on(day)
    tone: Tone = "plain"
    if each.state is AgreementState.EXPIRING and held.renewed_by is None:
        tone = "amber"
    if each.is_lapsed:
        tone = "red"
    facts = {"agreement": held.code, "state": str(each.state), "until": ends, "count": len(each.open_lines)}
    key = "standing.agreement" if each.open_lines else "standing.agreement_idle"
    return StandingLine(tone, words.say(key, facts), held.uid)


def _plain(told: BorrowerStanding, words: Words) -> Iterator[StandingLine]:
    if told.received.lines and told.person.is_answerable(told.day):
        key = "standing.holds_unweighed" if told.received.unweighed else "standing.holds"
        yield StandingLine("plain", words.say(key, _facts_of(told.received)), told.person.uid)
    if told.on_way.lines and told.person.is_answerable(told.day):
        key = "standing.on_way_unweighed" if told.on_way.unweighed else "standing.on_way"
        yield StandingLine("plain", words.say(key, _facts_of(told.on_way)), told.person.uid)
    if not told.lines:
        yield StandingLine("plain", words.say("standing.holds_nothing"))
    if told.heard and not told.stale:
        yield StandingLine("plain", words.say("standing.heard", {"heard": told.heard}), told.person.uid)
