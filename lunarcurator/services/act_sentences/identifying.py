"""How the journal tells acts of identity: other numbers, other parents, one piece or several."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.mass_display import shown_mass_with_unit
from lunarcurator.domain.naming import is_called
from lunarcurator.domain.operations import (
    AddBody,
    Adopt,
    CorrectBirth,
    CorrectIdentity,
    Dissolve,
    Merge,
    Renumber,
    Revive,
    SwapNumbers,
)
from lunarcurator.services.act_sentences.journal_sentence import JournalSentence, Names, Tell, names_of


def _renumber(act: Renumber, names: Names) -> JournalSentence:
    now = names.name(act.sample)
    number = now if is_called(now, act.number) else act.number
    return JournalSentence(
        "journal.renumber", {"former": act.former or now, "number": number, "parent": names.name(act.parent)}
    )


def _swap_numbers(act: SwapNumbers, names: Names) -> JournalSentence:
    return JournalSentence(
        "journal.swap_numbers", {"number": names.name(act.sample), "other": names.name(act.other)}
    )


def _merge(act: Merge, names: Names) -> JournalSentence:
    return JournalSentence("journal.merge", {"number": names.name(act.sample), "into": names.name(act.into)})


def _dissolve(act: Dissolve, names: Names) -> JournalSentence:
    parts = (*(names.given(act.sample, each.number) for each in act.daughters), *names_of(names, act.into))
    return JournalSentence(
        "journal.dissolve", {"number": names.name(act.sample), "count": len(parts), "parts": parts}
    )


def _adopt(act: Adopt, names: Names) -> JournalSentence:
    return JournalSentence("journal.adopt", {"number": names.name(act.sample), "parent": names.name(act.parent)})


def _correct_birth(act: CorrectBirth, names: Names) -> JournalSentence:
    number = names.name(act.sample)
    if act.born is not None:
        return JournalSentence("journal.correct_birth_day", {"number": number, "day": act.born})
    mass = shown_mass_with_unit(act.mass) if act.mass is not None else ""
    return JournalSentence(
        "journal.correct_birth", {"number": number, "mass": mass, "parent": names.name(act.parent)}
    )


def _revive(act: Revive, names: Names) -> JournalSentence:
    return JournalSentence("journal.revive", {"number": names.name(act.sample)})


def _add_body(act: AddBody, names: Names) -> JournalSentence:
    return JournalSentence("journal.add_body", {"number": names.name(act.sample), "body": act.body})


def _correct_identity(act: CorrectIdentity, names: Names) -> JournalSentence:
    return JournalSentence(
        "journal.correct_identity", {"number": names.name(act.sample), "other": names.name(act.other)}
    )


TELLERS: Final[Mapping[str, Tell]] = MappingProxyType(
    {
        Renumber.KIND: _renumber,
        SwapNumbers.KIND: _swap_numbers,
        Merge.KIND: _merge,
        Dissolve.KIND: _dissolve,
        Adopt.KIND: _adopt,
        CorrectBirth.KIND: _correct_birth,
        Revive.KIND: _revive,
        AddBody.KIND: _add_body,
        CorrectIdentity.KIND: _correct_identity,
    }
)
"""Who tells which kind of act."""
