"""One line of a loan on the command line: a row of text, its equation below, and the same as JSON."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.days import Day, iso_day
from lunarcurator.domain.facts import or_none
from lunarcurator.domain.known_mass import Bound, KnownMass
from lunarcurator.domain.lending.held import (
    difference_of,
    ends_unknown,
    how_much_differs,
    moved_of,
    stated_before,
    trusted_of,
    went,
    wholes_of,
)
from lunarcurator.domain.lending.lines import Line, LineMove, asked_back_by
from lunarcurator.domain.lending.sub_samples import Reported, untold
from lunarcurator.domain.lending.terms import Step
from lunarcurator.domain.lending.working_days import days_between
from lunarcurator.services.commands.columns import filled
from lunarcurator.services.lending.browsing import LineRow
from lunarcurator.services.lending.differing import FoundOtherwise
from lunarcurator.services.lending.line_accounts import LineTold
from lunarcurator.services.lending.line_states import state_term
from lunarcurator.services.lending.nominal_texts import nominal_texts
from lunarcurator.services.lending.reaching import name_on
from lunarcurator.services.mass_words import by_size
from lunarcurator.services.words import Words

_PARTS: Final = (Step.CONSUMED, Step.RETURNED, Step.TRANSFERRED, Step.LOST)
"""What becomes of what left, in the order in which it is told."""
_GONE: Final = (Step.CONSUMED, Step.TRANSFERRED, Step.LOST)
"""The ways on which a whole piece may go whose mass nobody knew."""


def due_texts(row: LineRow, words: Words, today: Day, *, is_open: bool) -> tuple[str, str]:
    """Return when a line is due, and by when it is asked back; "" where it is not."""
    back = asked_back_by(row.by, row.recalled, today) if is_open else 0
    return (
        words.say("cli.loan_due", {"day": row.due}) if row.due else "",
        words.say("cli.loan_asked_back", {"day": back}) if back else "",
    )


def line_text(row: LineRow, told: LineTold, words: Words, today: Day, *, whose: bool) -> str:
    """Return a line in one row of text: number, piece, state, masses, when it is due, and who has it."""
    due, asked_back = due_texts(row, words, today, is_open=told.line.is_open)
    person = name_on(words, row.person, row.ended, row.ended_how, today)
    who = (person or row.institution) if whose else ""
    cells = [
        filled(row.code, 16),
        filled(row.number or row.described, 20),
        filled(_state(row, told, words, today), 10),
    ]
    return "  ".join(each for each in (*cells, *_masses(row, told, words), due, asked_back, who) if each).rstrip()


def _masses(row: LineRow, told: LineTold, words: Words) -> Iterator[str]:
    """Yield what was asked, granted and prepared, and what is held or why nobody knows it."""
    known = (
        ("asked", KnownMass(row.asked_ug or 0)),
        ("granted", KnownMass(row.granted_ug or 0)),
        ("prepared", told.prepared or KnownMass(0)),
        ("held", row.held),
    )
    yield from (words.say(f"cli.loan_mass.{key}", {"mass": by_size(mass)}) for key, mass in known if mass.ug)
    if row.unweighed and not row.held_ug:
        why = f"unknown_reason.{row.unknown_why}"
        why_told = words.say(why if words.has(why) else "unknown_reason.not_weighed")
        yield words.say("cli.loan_mass.unknown", {"why": why_told})


def line_notes(told: LineTold, words: Words) -> Iterator[str]:
    """Yield what stands below the row of a line: since when, its equation (R7), what closed it, what is wrong."""
    line, account = told.line, told.account
    asked = {"use": line.use, "category": line.category, "remarks": str(line.fields.get("remarks") or "")}
    yield from (words.say(f"cli.line.{key}", {"text": text}) for key, text in asked.items() if text)
    yield from _destroys(line, words)
    yield from _issued(told, words)
    if account.unweighed:
        yield words.say("cli.line.unweighed", {"count": account.unweighed})
    yield from _unsure(told, words)
    yield from _made(told, words)
    if line.lost:
        key = "cli.line.lost" if line.duty_lasts else "cli.line.was_lost"
        yield words.say(f"{key}_part" if line.lost_part else key, {"day": line.reported_lost})
    if line.closed:
        facts = {"day": line.closed, "by": str(line.closed_by), "document": told.document}
        yield words.say("cli.line.closed" if line.closed_by else "cli.line.ended", facts)
    elif line.disputed:
        yield words.say("cli.line.disputed", {"text": line.disputed})
    yield from _answers(told, words)
    if told.short_since:
        yield words.say("cli.line.short", {"day": told.short_since})


def _issued(told: LineTold, words: Words) -> Iterator[str]:
    """Yield since when a line is out, and its equation where it says masses."""
    if not told.line.issued:
        return
    if told.since:
        key = "cli.line.since_stated" if told.line.is_open else "cli.line.went_stated"
        yield words.say(key, {"text": told.since})
    else:
        yield words.say("cli.line.since" if told.line.is_open else "cli.line.went", {"day": told.line.issued})
    if told.says_masses:
        yield _equation(told, words)


def _made(told: LineTold, words: Words) -> Iterator[str]:
    """Yield the sub-samples the borrower reported with what became of them, and those of which nobody said it."""
    for each in told.made:
        facts = {"name": each.name, "ug": each.ug, "form": each.form, "became": became_text(words, each)}
        yield words.say("cli.line.sub_sample" if each.ug is not None else "cli.line.sub_sample_unweighed", facts)
    if missing := [each.name for each in untold(told.line)]:
        yield words.say("line.sub_samples_untold", {"line": told.line.code, "names": missing})


def became_text(words: Words, each: Reported) -> str:
    """Return what became of a sub-sample a borrower reported; "" while somebody has it."""
    return words.say(f"sub_sample_became.{each.became}") if each.became else ""


def _answers(told: LineTold, words: Words) -> Iterator[str]:
    """Yield what the borrower answered in inventories: the word, the mass stated, and why it was set aside."""
    for each in told.answers:
        parts = (
            words.say("round.set_aside", {"why": each.aside}) if each.aside else "",
            words.say(f"round_answer.{each.answer}") if each.answer else "",
            by_size(each.mass) if each.mass is not None else "",
            each.remarks,
        )
        facts = {"round": each.round, "day": each.day, "answer": "  ".join(part for part in parts if part)}
        yield words.say("cli.line.answer", facts)


def _unsure(told: LineTold, words: Words) -> Iterator[str]:
    """Yield what of the equation rests on no mass, or is not known, and what differs."""
    if ends_unknown(told.line):
        yield words.say("line.ended_unknown", {"line": told.line.code})
    yield from nominal_texts(words, told.line, told.nominal)
    yield from stated_texts(words, told.line)
    if told.account.trusted_ug:
        yield trusted_text(words, told.line, told.line.moves)
    if told.line.came_otherwise_ug:
        yield difference_text(words, told.line, told.line.came_otherwise_ug, told.authority)
    for each in told.found:
        yield found_text(words, told.line, each)


def _destroys(line: Line, words: Words) -> Iterator[str]:
    """Yield whether the use destroys anything, where somebody chose."""
    if line.destructive is not None:
        yield words.say("cli.line.destructive" if line.destructive else "cli.line.non_destructive")


def stated_texts(words: Words, line: Line) -> Iterator[str]:
    """Yield what a borrower had stated of each piece that came back of a line without a mass."""
    for each in stated_before(line):
        yield words.say("line.stated_before", {"line": line.code, "name": each.name, "ug": each.ug or 0})


def trusted_text(words: Words, line: Line, moves: Iterable[LineMove]) -> str:
    """Return how much of what came back on a line by these moves rests on no mass weighed or stated."""
    return words.say("line.came_unweighed", {"line": line.code, "mass": by_size(trusted_of(moves))})


def difference_text(words: Words, line: Line, ug: int, authority: str) -> str:
    """Return what our weighing found missing of a line, or too much, and how much was allowed; `ug` in ug.

    `authority` is who allowed the last difference beyond that; "" where the entry names nobody.
    """
    key = "cli.difference.less" if ug > 0 else "cli.difference.more"
    vague = "cli.difference.of_estimate" if line.left_as == Quality.ESTIMATED else "cli.difference.beyond"
    beyond = vague if line.tells_allowed else "cli.difference.unrecorded"
    taken = "cli.difference.within" if abs(ug) <= line.allowed_ug else beyond
    mass = by_size(how_much_differs(line, ug))
    facts = {"allowed_ug": line.allowed_ug, "policy": line.allowed_by, "authority": authority}
    return words.say(key, {"line": line.code, "mass": mass, "how": words.say(taken, facts)})


def found_text(words: Words, line: Line, found: FoundOtherwise) -> str:
    """Return by how much what was found again weighs otherwise than was said of it, and how much was allowed."""
    key = "cli.found.less" if found.ug > 0 else "cli.found.more"
    taken = "cli.difference.within" if abs(found.ug) <= found.allowed_ug else "cli.difference.beyond"
    facts = {"allowed_ug": found.allowed_ug, "policy": "", "authority": found.authority}
    mass = by_size(how_much_differs(line, found.ug))
    return words.say(key, {"line": line.code, "mass": mass, "how": words.say(taken, facts)})


def line_as_json(row: LineRow, told: LineTold) -> dict[str, Any]:
    """Return a line as JSON; masses in ug, days as yyyymmdd, None where there is none."""
    line, account = told.line, told.account
    return {
        "line": row.code,
        "loan": row.loan_code,
        "borrower": or_none(row.person),
        "lender": or_none(row.institution) if row.borrower is None else None,
        "number": or_none(row.number),
        "described": or_none(row.described),
        "state": row.state,
        "standing": str(told.standing) if told.standing else None,
        "mode": row.mode,
        "category": or_none(line.category),
        "destructive": line.destructive,
        "use": or_none(line.use),
        "minimum_ug": line.minimum_ug,
        "prepared_ug": told.prepared_ug,
        "sub_samples": [_sub_sample_as_json(each) for each in told.made],
        "asked_ug": row.asked_ug,
        "granted_ug": row.granted_ug,
        "issued_ug": _known_issued_ug(line),
        "held_ug": _held_ug(row),
        "held_at_most": told.is_at_most,
        **_gone_as_json(line),
        "returned_ug": account.returned_ug,
        "returned_unweighed_ug": account.trusted_ug,
        "returned_unweighed": told.unweighed_back,
        **_vague_as_json(told),
        "difference_ug": account.difference_ug,
        **_allowed_as_json(line),
        "found_otherwise": [_found_as_json(each) for each in told.found],
        "unweighed": row.unweighed,
        "issued": iso_day(row.issued),
        "issued_stated": or_none(told.since),
        "due": iso_day(row.due),
        "recalled": iso_day(row.recalled),
        "disputed": row.disputed,
        "lost": iso_day(line.reported_lost),
        "closed": iso_day(line.closed),
        "closed_by": str(line.closed_by) if line.closed_by else None,
        "closed_document": or_none(told.document),
        "short_since": iso_day(told.short_since),
        "inventories": _answers_as_json(told),
    }


def _sub_sample_as_json(each: Reported) -> dict[str, object]:
    """Return a sub-sample a borrower reported; what it `became` is None while somebody has it."""
    return {"name": each.name, "form": each.form or None, "ug": each.ug, "became": each.became or None}


def _answers_as_json(told: LineTold) -> list[dict[str, object]]:
    """Return what was answered for a line in inventories, the latest first."""
    return [
        {
            "round": each.round,
            "answer": each.answer or None,
            "found_ug": each.ug,
            "day": iso_day(each.day),
            "remarks": each.remarks,
            "aside": each.aside or None,
        }
        for each in told.answers
    ]


def _vague_as_json(told: LineTold) -> dict[str, list[str]]:
    """Return which figures are bounds, and which are, or rest on, estimates."""
    known: dict[str, KnownMass | None] = {"issued": told.issued, "held": told.held}
    known["returned"] = moved_of(told.line, Step.RETURNED)
    known |= {str(step): went(told.line, step) for step in _GONE}
    known["difference"] = difference_of(told.line)
    figures = [(f"{key}_ug", mass) for key, mass in known.items() if mass is not None and mass.ug]
    return {
        "at_most": [key for key, mass in figures if mass.bound is Bound.AT_MOST],
        "at_least": [key for key, mass in figures if mass.bound is Bound.AT_LEAST],
        "about": [key for key, mass in figures if mass.about],
    }


def _held_ug(row: LineRow) -> int | None:
    """Return what is out in ug, None where nobody knows it."""
    return None if row.unweighed and not row.held_ug else row.held_ug


def _gone_as_json(line: Line) -> dict[str, Any]:
    """Return what was used up, lost or passed on, and how many whole pieces of unknown mass went so."""
    masses = {f"{step}_ug": _gone_ug(line, step) for step in _GONE}
    pieces = {f"{step}_unweighed": wholes_of(line, step) for step in _GONE}
    return {**masses, **pieces, "ended_unknown": ends_unknown(line)}


def _gone_ug(line: Line, step: Step) -> int | None:
    """Return how much went this way, None where all of it was a piece nobody weighed."""
    mass = went(line, step)
    return mass.ug if mass is not None else None


def _known_issued_ug(line: Line) -> int | None:
    """Return how much left, None where nobody knew."""
    return line.account.issued_ug if line.account.issued_known else None


def _state(row: LineRow, told: LineTold, words: Words, today: Day) -> str:
    area, code = state_term(row.state, disputed=row.disputed, recalled=row.recalled)
    state = words.label(f"{area}.{code}")
    if not told.line.is_overdue(today):
        return state
    late = words.say("cli.line.overdue", {"count": days_between(row.by, today)})
    return f"{state}  {late}" if area == "line_standing" else late


def returned_text(words: Words, line: Line, unweighed: int) -> str:
    """Return what came back of a line: its mass, and how many pieces nobody had weighed or stated a mass of.

    What came back neither weighed nor stated stands in the mass, where the line was known to hold it.
    """
    key, account = "returned", line.account
    if unweighed:
        key = (
            "returned_with" if account.trusted_ug else "returned_and" if account.returned_ug else "came_unweighed"
        )
    return words.say(f"cli.line_part.{key}", {"mass": by_size(moved_of(line, Step.RETURNED)), "count": unweighed})


def _equation(told: LineTold, words: Words) -> str:
    """Return issued = held + consumed + returned + transferred + lost; parts that are nothing are left out."""
    parts = [_held(told, words)]
    for step in _PARTS:
        mass = moved_of(told.line, step)
        if step is Step.RETURNED and (mass.ug or told.unweighed_back):
            parts.append(returned_text(words, told.line, told.unweighed_back))
        elif mass.ug:
            parts.append(words.say(f"cli.line_part.{step}", {"mass": by_size(mass)}))
        if count := wholes_of(told.line, step) if step is not Step.RETURNED else 0:
            parts.append(words.say(f"line.gone_whole.{step}", {"count": count}))
    if told.account.difference_ug:
        parts.append(words.say("cli.line_part.difference", {"mass": by_size(difference_of(told.line))}))
    issued = by_size(told.issued) if told.issued else words.say("cli.line.issued_unknown")
    return words.say("cli.line.equation", {"issued": issued, "parts": " + ".join(parts)})


def _held(told: LineTold, words: Words) -> str:
    if told.held is None:
        return words.say("cli.line_part.held_unweighed", {"count": told.account.unweighed})
    return words.say("cli.line_part.held", {"mass": by_size(told.held)})


def _allowed_as_json(line: Line) -> dict[str, Any]:
    if not line.came_otherwise_ug or not line.tells_allowed:
        return {"difference_allowed_ug": None, "difference_allowed_by": None}
    return {"difference_allowed_ug": line.allowed_ug, "difference_allowed_by": line.allowed_by or None}


def _found_as_json(found: FoundOtherwise) -> dict[str, Any]:
    """Return what was found again and weighs otherwise than was said: of the difference of its line so much."""
    return {"difference_ug": found.ug, "allowed_ug": found.allowed_ug, "authority": found.authority or None}
