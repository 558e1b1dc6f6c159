"""How the journal tells the way of a work order."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.operations import AdvanceOrder
from lunarcurator.services.act_sentences.told import Names, Tell, Told


def _advance_order(act: AdvanceOrder, names: Names) -> Told:
    facts = {"order": names.name(act.order), "state": str(act.state), "assigned": act.assigned}
    return Told("journal.advance_order", facts)


TELLERS: Final[Mapping[str, Tell]] = MappingProxyType({AdvanceOrder.KIND: _advance_order})
