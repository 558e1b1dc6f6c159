"""How the journal tells annulments."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.operations import AnnulEntry
from lunarcurator.services.act_sentences.told import Names, Tell, Told


def _annul_entry(act: AnnulEntry, names: Names) -> Told:
    return Told("journal.annul_entry", {"entry": names.name(act.entry), "outcome": str(act.outcome)})


TELLERS: Final[Mapping[str, Tell]] = MappingProxyType({AnnulEntry.KIND: _annul_entry})
