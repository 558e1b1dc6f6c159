"""What a word typed into the search of the journal may stand for, in any language of the program."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.days import UNKNOWN_DAY, Day, DayTextError, first_day, last_day, parse_day
from lunarcurator.domain.operations import OPERATIONS
from lunarcurator.domain.words_folding import fold, unquoted
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.catalogue import languages
from lunarcurator.services.clock import span_of
from lunarcurator.services.words import Words
from lunarcurator.store.reads.journal_text import Term

KINDS: Final = (*OPERATIONS, "batch", "import")
_OTHER_SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "affiliation": "set_up_person",
        "agreement_recalled": "terminate_agreement",
        "calibrate": "set_up_balance",
        "change_agreement": "draft_agreement",
        "change_balance": "set_up_balance",
        "change_collection": "open_collection",
        "change_institution": "set_up_institution",
        "change_operator": "set_up_operator",
        "change_person": "set_up_person",
        "change_shipment": "pack_shipment",
        "change_shipment_details": "pack_shipment",
        "decided_line": "decide_lines",
        "dispute_settled": "dispute_line",
        "divide": "split",
        "limit_lifted": "limit_borrower",
        "mission": "open_collection",
        "originally": "register",
        "redo": "reverse",
        "redo_again": "reverse",
        "responsibility_lines_passed": "end_responsibility",
        "responsibility_lines_recalled": "end_responsibility",
        "responsibility_passed": "end_responsibility",
        "responsibility_recalled": "end_responsibility",
        "retire_balance": "set_up_balance",
        "retire_operator": "set_up_operator",
        "return_ends": "return_line",
        "unrestrict": "restrict",
    }
)
"""Sentences of the journal that are not called as the kind of act is of which they tell."""
_GAP: Final = re.compile(r"\{\w+(?::(?:(?:if|count|plural):([^}]*)|[^}]*))?\}")
"""A gap of a sentence, with the words that it brings along."""
_WORDED: Final = re.compile(r"\{\w+:(?:word|named):(\w+)\}")
_WORDED_IN_PARTS: Final = ("form", "field", "agreement_kind", "institution_type")
"""Vocabularies whose words stand in facts that are texts already."""
_WARNED: Final = "warned."
_DAY: Final = re.compile(r"[12]\d{3}-\d{2}(?:-\d{2})?")
_PUNCTUATION: Final = "“”„‘’«»()[]:;!?。，；：（）「」"


def searched(typed: str, zone: str) -> tuple[Term, tuple[Term, ...]]:
    """Return what was typed as one phrase, and its words apart; a number in quotes is the number.

    A day is one by the clock of the lab in its time `zone`.
    """
    bare = unquoted(typed.strip())
    words = (word.strip(_PUNCTUATION) for word in typed.split())
    return _term(bare, zone), tuple(_term(word, zone) for word in words if word)


def kind_of_sentence(key: str) -> str:
    """Return of which kind of act a sentence of the journal tells, "" for none."""
    name = key.removeprefix("journal.").partition(".")[0]
    if name in _OTHER_SENTENCES:
        return _OTHER_SENTENCES[name]
    return max((kind for kind in KINDS if name == kind or name.startswith(f"{kind}_")), key=len, default="")


def _term(typed: str, zone: str) -> Term:
    folded = fold(typed)
    kinds = frozenset(kind for kind, words in _words_of_kinds() if _has(words, folded))
    codes = frozenset(code for code, words in _words_of_codes() if _has(words, folded))
    unsaid = (
        (kind, each.name) for kind, act in OPERATIONS.items() for each in fields(act) if each.default in codes
    )
    findings = frozenset(key for key, words in _words_of_findings() if _has(words, folded))
    return Term(typed, kinds, codes, tuple(unsaid), findings, *_when(typed, zone))


def _when(typed: str, zone: str) -> tuple[tuple[Day, Day] | None, tuple[int, int]]:
    """Return the first and last day that a day or month means, and from when to before when they are."""
    try:
        first = parse_day(typed) if _DAY.fullmatch(typed) else UNKNOWN_DAY
    except DayTextError:
        first = UNKNOWN_DAY
    if first == UNKNOWN_DAY:
        return None, (0, 0)
    last = last_day(first)
    return (first, last), span_of(first_day(first), last, zone)


def _has(words: str, folded: str) -> bool:
    """Return whether words have this one or one that begins with it."""
    return bool(folded) and f" {folded}" in words


@lru_cache(maxsize=1)
def _words_of_kinds() -> tuple[tuple[str, str], ...]:
    """Return the kinds of act, each with all that its name and its sentences say in any language, folded."""
    told: dict[str, list[str]] = {kind: [kind.replace("_", " ")] for kind in KINDS}
    for table in _tables():
        for key in table:
            if key.startswith("journal."):
                told[kind_of_sentence(key)].append(_GAP.sub(_words_of_gap, table[key]))
        for kind in KINDS:
            told[kind].append(table[f"operation.{kind}"])
    return tuple((kind, _folded(texts)) for kind, texts in told.items())


@lru_cache(maxsize=1)
def _words_of_codes() -> tuple[tuple[str, str], ...]:
    """Return the codes that sentences of the journal word, each with its words in any language, folded."""
    told: dict[str, list[str]] = {}
    for table in _tables():
        sentences = [text for key, text in table.items() if key.startswith("journal.")]
        lists = {*_WORDED_IN_PARTS, *(name for text in sentences for name in _WORDED.findall(text))}
        for key, text in table.items():
            name, _, code = key.partition(".")
            if name in lists:
                told.setdefault(code, []).append(text)
    return tuple((code, _folded(texts)) for code, texts in told.items())


@lru_cache(maxsize=1)
def _words_of_findings() -> tuple[tuple[str, str], ...]:
    """Return the keys of findings, each with what is said of it beside an entry in any language, folded.

    What is no finding is among them: no entry has it.
    """
    told: dict[str, list[str]] = {}
    for table in _tables():
        for key, text in table.items():
            if f"{_WARNED}{key}" not in table:
                told.setdefault(key.removeprefix(_WARNED), []).append(_GAP.sub(_words_of_gap, text))
    return tuple((key, _folded(texts)) for key, texts in told.items())


def _words_of_gap(gap: re.Match[str]) -> str:
    return f" {(gap[1] or '').replace('|', ' ')} "


def _folded(texts: Iterable[str]) -> str:
    return "".join(f" {fold(text)} \n" for text in texts)


def _tables() -> Iterator[Mapping[str, str]]:
    folder = resources_folder() / "languages"
    return (Words.load(name, folder).table for name in languages(folder))
