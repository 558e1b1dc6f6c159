"""How the journal tells what changed the condition of pieces, and how they must not be handled."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.operations import ChangeCondition, Freeze, OpenSealed, Restrict, TakeOut
from lunarcurator.services.act_sentences.told import Names, Tell, Told, names_of


def _open_sealed(act: OpenSealed, names: Names) -> Told:
    return Told("journal.open_sealed", {"place": names.name(act.place), "meets": str(act.meets), "gas": act.gas})


def _freeze(act: Freeze, names: Names) -> Told:
    facts = {"numbers": names_of(names, act.samples), "kelvin": act.temperature_mk // 1000}
    return Told("journal.freeze", {**facts, "place": names.name(act.to)})


def _take_out(act: TakeOut, names: Names) -> Told:
    return Told("journal.take_out", {"numbers": names_of(names, act.samples), "place": names.name(act.to)})


def _change_condition(act: ChangeCondition, names: Names) -> Told:
    facts = {"numbers": names_of(names, act.samples), "condition": str(act.condition), "reason": act.reason}
    return Told("journal.change_condition", facts)


def _restrict(act: Restrict, names: Names) -> Told:
    numbers = names_of(names, act.samples)
    if not act.handling:
        return Told("journal.unrestrict", {"numbers": numbers})
    first, *others = (str(each) for each in act.handling)
    return Told("journal.restrict", {"numbers": numbers, "handling": first, "more": len(others)})


TELLERS: Final[Mapping[str, Tell]] = MappingProxyType(
    {
        OpenSealed.KIND: _open_sealed,
        Freeze.KIND: _freeze,
        TakeOut.KIND: _take_out,
        ChangeCondition.KIND: _change_condition,
        Restrict.KIND: _restrict,
    }
)
