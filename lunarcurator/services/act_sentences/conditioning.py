"""How the journal tells what changed the condition of pieces, and how they must not be handled."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.operations import ChangeCondition, Freeze, OpenSealed, Restrict, TakeOut
from lunarcurator.services.act_sentences.journal_sentence import JournalSentence, Names, Tell, names_of


def _open_sealed(act: OpenSealed, names: Names) -> JournalSentence:
    return JournalSentence(
        "journal.open_sealed", {"place": names.name(act.place), "meets": str(act.meets), "gas": act.gas}
    )


def _freeze(act: Freeze, names: Names) -> JournalSentence:
    facts = {"numbers": names_of(names, act.samples), "kelvin": act.temperature_mk // 1000}
    return JournalSentence("journal.freeze", {**facts, "place": names.name(act.to)})


def _take_out(act: TakeOut, names: Names) -> JournalSentence:
    return JournalSentence(
        "journal.take_out", {"numbers": names_of(names, act.samples), "place": names.name(act.to)}
    )


def _change_condition(act: ChangeCondition, names: Names) -> JournalSentence:
    facts = {"numbers": names_of(names, act.samples), "condition": str(act.condition), "reason": act.reason}
    return JournalSentence("journal.change_condition", facts)


def _restrict(act: Restrict, names: Names) -> JournalSentence:
    numbers = names_of(names, act.samples)
    if not act.handling:
        return JournalSentence("journal.unrestrict", {"numbers": numbers})
    first, *others = (str(each) for each in act.handling)
    return JournalSentence("journal.restrict", {"numbers": numbers, "handling": first, "more": len(others)})


TELLERS: Final[Mapping[str, Tell]] = MappingProxyType(
    {
        OpenSealed.KIND: _open_sealed,
        Freeze.KIND: _freeze,
        TakeOut.KIND: _take_out,
        ChangeCondition.KIND: _change_condition,
        Restrict.KIND: _restrict,
    }
)
