"""How the journal tells relations and statements."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.operations import Relate, StateFact
from lunarcurator.domain.statements import SpokenOf
from lunarcurator.services.act_sentences.journal_sentence import JournalSentence, Names, Tell


def _relate(act: Relate, names: Names) -> JournalSentence:
    facts = {"number": names.name(act.sample), "other": names.name(act.other), "kind": str(act.kind)}
    return JournalSentence("journal.relate", facts)


def _state_fact(act: StateFact, names: Names) -> JournalSentence:
    told = {"number": names.name(act.sample), "value": act.value, "source": act.source}
    if act.about is None:
        return JournalSentence("journal.state_fact", {**told, "field_name": act.field})
    fact = names.say(SpokenOf(act.field).word, {})
    return JournalSentence("journal.state_fact_of_act", {**told, "fact": fact, "entry": names.name(act.about)})


TELLERS: Final[Mapping[str, Tell]] = MappingProxyType({Relate.KIND: _relate, StateFact.KIND: _state_fact})
