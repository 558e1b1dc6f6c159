"""How the journal tells sieving, dissection, sections and composites."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.operations import Compose, Dissect, MakeSections, Sieve
from lunarcurator.services.act_sentences.journal_sentence import JournalSentence, Names, Tell, names_of


def _sieve(act: Sieve, names: Names) -> JournalSentence:
    numbers = tuple(names.given(act.parent, each.number) for each in act.daughters)
    key = "journal.sieve_all" if act.all_sieved else "journal.sieve"
    return JournalSentence(key, {"number": names.name(act.parent), "count": len(numbers), "daughters": numbers})


def _dissect(act: Dissect, names: Names) -> JournalSentence:
    numbers = tuple(names.given(act.parent, each.number) for each in act.daughters)
    facts = {"number": names.name(act.parent), "pass_number": act.dissection_pass}
    return JournalSentence("journal.dissect", {**facts, "count": len(numbers), "daughters": numbers})


def _make_sections(act: MakeSections, names: Names) -> JournalSentence:
    facts = {"number": names.name(act.parent), "numbers": act.numbers.strip(), "form": act.form}
    return JournalSentence("journal.make_sections", facts)


def _compose(act: Compose, names: Names) -> JournalSentence:
    parts = names_of(names, (each.sample for each in act.parts))
    return JournalSentence("journal.compose", {"number": names.given(act.collection, act.number), "parts": parts})


TELLERS: Final[Mapping[str, Tell]] = MappingProxyType(
    {
        Sieve.KIND: _sieve,
        Dissect.KIND: _dissect,
        MakeSections.KIND: _make_sections,
        Compose.KIND: _compose,
    }
)
