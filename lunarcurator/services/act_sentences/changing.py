"""How the journal tells what an act changed of a record, which may state more than that: field by field."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from lunarcurator.domain.days import show_day
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.identity import Uid, is_exact, ref_of, uid_of
from lunarcurator.domain.lending.people import AFFILIATION, CONTACT, OTHER_NAME, Held
from lunarcurator.domain.lending.terms import LineMode, LineState
from lunarcurator.domain.mass_display import shown_mass_with_unit, unit_by_size
from lunarcurator.domain.operations.requesting import Wanted
from lunarcurator.domain.typed_records import entries_of
from lunarcurator.services.act_labels import area_of
from lunarcurator.services.act_sentences.journal_sentence import Names
from lunarcurator.store.reads.changed_records import Change

EMPTIED: Final = "\u2013"
_LISTS: Final[Mapping[str, str]] = MappingProxyType(
    {"names": OTHER_NAME, "contacts": CONTACT, "affiliations": AFFILIATION}
)
"""Under which prefix the items of a list stand on record."""


def changed_facts(act: Any, ref: str | None, names: Names) -> dict[str, object]:
    """Return the text of each field of an act that it changed of a record, a sign for what it emptied.

    What stays is "", and everything is where the record is new; `before` is the name of a renamed one.
    """
    change = names.change(ref) or Change({})
    told = {each.name: _told(each.name, act, change, names) for each in fields(act)}
    return {**told, "before": change.before}


def changed_where_known(names: Names, ref: str | None) -> Callable[..., bool]:
    """Return what tells whether an act changed any of some fields of a record, of whatever it states.

    Where nothing is known of that, all that an act states counts as changed.
    """
    change = names.change(ref)
    return change.has_changed if change is not None else _is_stated


def _is_stated(*_fields: str) -> bool:
    return True


def _told(name: str, act: Any, change: Change, names: Names) -> str:
    prefix = _LISTS.get(name)
    if prefix is None:
        return _plain(name, getattr(act, name), change, names) if change.has_changed(name) else ""
    touched = [value for key, value in change.fields.items() if key.startswith(prefix)]
    # That a former name stays among the others goes with the name itself.
    kept = [change.before] if name == "names" and change.before in touched else []
    if touched == kept:
        return ""
    if name == "affiliations":
        return _listed([_affiliation(each, names) for each in entries_of(Held, change.fields, prefix)], names)
    return _listed([*map(str.strip, getattr(act, name)), *kept], names)


def _listed(texts: Iterable[str], names: Names) -> str:
    said = [each for each in texts if each]
    joint = "list.joint_of_numbers" if any("," in each for each in said) else "list.joint"
    return names.say(joint, {}).join(said) or EMPTIED


def _plain(name: str, value: Any, change: Change, names: Names) -> str:
    """Return the text of a value, "" where another act of the entry made it another one."""
    stated = uid_of(value) if isinstance(value, str) and is_exact(value) else value
    stated = stated.strip() if isinstance(stated, str) else stated
    return (_text(name, value, names) or EMPTIED) if (stated or None) == (change.fields[name] or None) else ""


def _text(name: str, value: Any, names: Names) -> str:
    if isinstance(value, bool):
        return names.say("value.yes" if value else "value.no", {})
    if isinstance(value, StrEnum):
        return names.say(f"{area_of(type(value))}.{value}", {})
    if isinstance(value, int):
        shown = shown_mass_with_unit(value, unit_by_size(value)) if name.endswith("_ug") else show_day(value)
        return shown if value else ""
    return names.name(value) if value and is_exact(value) else (value or "").strip()


def _affiliation(held: Held, names: Names) -> str:
    facts = {
        "institution": names.name(ref_of(held.institution)),
        "role": str(held.role),
        "since": show_day(held.since) if held.since else "",
        "until": show_day(held.until) if held.until else "",
    }
    return names.say("journal.affiliation", facts)


def changed_wish(wanted: Wanted, line: str, names: Names) -> dict[str, object]:
    """Return the text of each field that an act changed of what a line asks for, a sign for what it emptied.

    `fell` is the decision that holds no longer because of it, "" for none.
    """
    change = names.change(line) or Change({})
    told = changed_facts(wanted, line, names)
    piece, before = (_piece_of(each) for each in ({**change.was, **change.fields}, change.was))
    told["sample"] = (names.name(ref_of(piece)) if piece else EMPTIED) if piece != before else ""
    told["mode"] = (
        names.say(f"{area_of(LineMode)}.{change.fields['mode']}", {}) if change.has_changed("mode") else ""
    )
    chosen = change.has_changed("destructive", "non_destructive")
    told["destructive"] = _yes_or_no(wanted.destructive, names) if chosen else ""
    fell = str(change.was.get("state") or "") if change.has_changed("state") else ""
    return {**told, "fell": names.say(f"{area_of(LineState)}.{fell}", {}) if fell else ""}


def _piece_of(fields: Mapping[str, Scalar]) -> Uid | None:
    piece = fields.get("sample") or fields.get("source")
    return Uid(str(piece)) if piece else None


def _yes_or_no(value: bool | None, names: Names) -> str:
    return EMPTIED if value is None else names.say("value.yes" if value else "value.no", {})
