"""How the journal tells what others entrusted to the lab, and what went home."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.operations import GiveBack, TakeIn
from lunarcurator.services.act_sentences.journal_sentence import JournalSentence, Names, Tell, names_of


def _take_in(act: TakeIn, names: Names) -> JournalSentence:
    facts = {"care": str(act.kind), "lender": names.name(act.lender), "count": len(act.samples)}
    return JournalSentence("journal.take_in", {**facts, "number": act.number, "document": act.document.name})


def _give_back(act: GiveBack, names: Names) -> JournalSentence:
    facts = {"loan": names.name(act.loan), "taken_by": act.taken_by, "document": act.document.name}
    if act.samples:
        return JournalSentence("journal.give_back_part", {**facts, "numbers": names_of(names, act.samples)})
    return JournalSentence("journal.give_back", facts)


TELLERS: Final[Mapping[str, Tell]] = MappingProxyType({TakeIn.KIND: _take_in, GiveBack.KIND: _give_back})
"""Who tells which kind of act."""
