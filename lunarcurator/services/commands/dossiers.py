"""What `show` tells beyond the plain facts of a piece: exposures, marks, relations, statements, what is open."""

from collections.abc import Iterator
from typing import Any

from lunarcurator.domain.days import iso_day, show_day
from lunarcurator.domain.temperature import show_temperature
from lunarcurator.services.disputed_facts import Disputed, Stated
from lunarcurator.services.dossier import Dossier, Met, Open, Related
from lunarcurator.services.field_values import shown_value
from lunarcurator.services.words import Words


def dossier_as_json(told: Dossier) -> dict[str, Any]:
    """Return a dossier as part of the JSON of `show --json`; temperatures in mK, lengths in um."""
    return {
        "exposures": [_met_as_json(each) for each in told.exposures],
        "temperature_mk": told.temperature_mk,
        "handling": list(told.handling),
        "restriction": told.restriction,
        "core": dict(told.core),
        "sections": [
            {"number": each.number, "form": each.form, "set": each.set, "home": list(each.home)}
            for each in told.sections
        ],
        "relations": [_relation_as_json(each) for each in told.related],
        "statements": list(_statements_as_json(told)),
        "body_of": told.body_of.number if told.body_of is not None else None,
        "bodies": [each.number for each in told.bodies],
        "owner": told.owner,
        "passed_by": told.passed_by or None,
        "identity_doubt": told.identity_doubt,
        "cases": [_case_as_json(each) for each in told.cases],
        "orders": [_open_as_json(each) for each in told.orders],
        "number_given_by": told.numbered_by.seq if told.numbered_by is not None else None,
        "number_meanings": [each.as_json() for each in told.meanings],
    }


def _statements_as_json(told: Dossier) -> Iterator[dict[str, Any]]:
    for each in told.disputed:
        yield from (_said_as_json(each, said) for said in each.statements)


def _relation_as_json(each: Related) -> dict[str, Any]:
    return {"kind": each.kind, "number": each.number, "source": each.source, "said_of_this": each.forth}


def dossier_lines(told: Dossier, words: Words) -> Iterator[tuple[str, str]]:
    """Yield what a dossier says as label and text, nothing for what it does not say."""
    yield from _number_lines(told, words)
    yield from _kept_lines(told, words)
    for section in told.sections:
        parts = (section.number, _form(section.form, words), section.set, " › ".join(section.home))
        yield words.say("cli.section"), _beside(*parts)
    yield from _kin_lines(told, words)
    yield from _disputed_lines(told, words)
    if told.owner:
        by = words.say(f"transfer_kind.{told.passed_by}") if told.passed_by else ""
        yield words.say(told.owner_label), _beside(told.owner, by)
    for case in told.cases:
        yield words.say("cli.case"), _beside(_open(case, words.say(f"case_kind.{case.what}")), _lost(case, words))
    for order in told.orders:
        yield words.say("cli.order"), _open(order, words.say(f"order_state.{order.what}"))


def _kept_lines(told: Dossier, words: Words) -> Iterator[tuple[str, str]]:
    """Yield how a piece may be handled, what it met, and how it lay in its core."""
    say = words.say
    if told.identity_doubt:
        yield say("field.identity_doubt"), say(f"identity_doubt.{told.identity_doubt}")
    if told.handling:
        marks = ", ".join(say(f"handling.{code}") for code in told.handling)
        yield say("field.handling"), _beside(marks, told.restriction)
    if told.temperature_mk is not None:
        yield say("field.temperature_mk"), show_temperature(told.temperature_mk)
    for met in told.exposures:
        yield say("cli.met"), _met(met, words)
    for key, value in told.core:
        yield say(f"field.{key}"), shown_value(words, key, value)


def _kin_lines(told: Dossier, words: Words) -> Iterator[tuple[str, str]]:
    """Yield the bodies that share the number, and the pieces that belong together with this one."""
    if told.body_of is not None:
        yield words.say("cli.body_of"), told.body_of.number
    for body in told.bodies:
        yield words.say("cli.body"), body.number
    for each in told.related:
        text = f"{words.say(f'relation_kind.{each.kind}')} {each.number}"
        yield words.say("cli.related"), _beside(text, each.source)


def _disputed_lines(told: Dossier, words: Words) -> Iterator[tuple[str, str]]:
    for disputed in told.disputed:
        label = disputed.label(words)
        if recorded := disputed.in_the_record(words):
            yield label, words.say("statement.recorded", {"value": recorded})
        for said in disputed.statements:
            notes = said.notes(words)
            yield label, words.say("cli.said", {"value": said.value, "source": said.source, "notes": notes})


def _beside(*parts: str) -> str:
    """Return the parts that say something, side by side."""
    return " · ".join(part for part in parts if part)


def _number_lines(told: Dossier, words: Words) -> Iterator[tuple[str, str]]:
    if told.numbered_by is not None:
        yield words.say("cli.number_given"), words.say("cli.number_given_by", {"entry": told.numbered_by.seq})
    for each in told.meanings:
        yield words.say("cli.number_meanings"), each.told(words)


def _met(met: Met, words: Words) -> str:
    since = met.since.text(words)
    inherited = words.say("cli.inherited", {"number": met.origin_number}) if met.origin is not None else ""
    parts = (
        words.say(f"exposure_kind.{met.kind}"),
        met.agent,
        words.say(f"scope.{met.scope}"),
        f"{since} – {show_day(met.until)}" if met.until else since,
        met.place_name,
        show_temperature(met.temperature_mk) if met.temperature_mk is not None else "",
        met.evidence,
        inherited,
    )
    return " · ".join(part for part in parts if part)


def _said_as_json(disputed: Disputed, said: Stated) -> dict[str, Any]:
    compared = said.compared
    return {
        "field": disputed.field,
        "of_entry": disputed.entry.seq if disputed.entry is not None else None,
        "value": said.value,
        "source": said.source,
        "chosen": said.chosen,
        "compared_with": compared.than if compared is not None else None,
        "difference_ug": compared.difference_ug if compared is not None else None,
    }


def _met_as_json(met: Met) -> dict[str, Any]:
    return {
        "kind": met.kind,
        "agent": met.agent,
        "scope": met.scope,
        "since": met.since.edtf,
        "until": iso_day(met.until),
        "place": met.place_name,
        "temperature_mk": met.temperature_mk,
        "evidence": met.evidence,
        "inherited_from": met.origin_number or None,
    }


def _form(form: str, words: Words) -> str:
    return words.say(f"form.{form}") if words.has(f"form.{form}") else form


def _open(each: Open, what: str) -> str:
    return " · ".join(part for part in (each.code, what, each.text) if part)


def _lost(case: Open, words: Words) -> str:
    """Return how many pieces of a loss are missing, empty for any other case."""
    return words.say("case.missing_of", {"missing": case.missing, "count": case.pieces}) if case.pieces else ""


def _case_as_json(each: Open) -> dict[str, Any]:
    lost = {"pieces": each.pieces, "missing": each.missing} if each.pieces else {}
    return {**_open_as_json(each), **lost}


def _open_as_json(each: Open) -> dict[str, Any]:
    return {"code": each.code, "what": each.what, "text": each.text}
