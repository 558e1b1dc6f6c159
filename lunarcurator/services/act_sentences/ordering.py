"""How the journal tells the way of a work order."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.operations import AdvanceOrder
from lunarcurator.services.act_sentences.journal_sentence import JournalSentence, Names, Tell


def _advance_order(act: AdvanceOrder, names: Names) -> JournalSentence:
    facts = {"order": names.name(act.order), "state": str(act.state), "assigned": act.assigned}
    return JournalSentence("journal.advance_order", facts)


TELLERS: Final[Mapping[str, Tell]] = MappingProxyType({AdvanceOrder.KIND: _advance_order})
