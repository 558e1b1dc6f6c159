"""How the journal tells annulments."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.operations import AnnulEntry
from lunarcurator.services.act_sentences.journal_sentence import JournalSentence, Names, Tell


def _annul_entry(act: AnnulEntry, names: Names) -> JournalSentence:
    return JournalSentence("journal.annul_entry", {"entry": names.name(act.entry), "outcome": str(act.outcome)})


TELLERS: Final[Mapping[str, Tell]] = MappingProxyType({AnnulEntry.KIND: _annul_entry})
