"""How the journal tells exposures."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.operations import Expose
from lunarcurator.services.act_sentences.journal_sentence import JournalSentence, Names, Tell, names_of


def _expose(act: Expose, names: Names) -> JournalSentence:
    things = names_of(names, (*act.places, *act.samples))
    return JournalSentence("journal.expose", {"things": things, "kind": str(act.kind), "agent": act.agent})


TELLERS: Final[Mapping[str, Tell]] = MappingProxyType({Expose.KIND: _expose})
