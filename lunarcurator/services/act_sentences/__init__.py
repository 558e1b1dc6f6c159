"""How the journal tells the acts of a lab: one module for each family of acts, one function for each kind."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.services.act_sentences import (
    accounting,
    annulling,
    borrowing,
    checking,
    conditioning,
    cutting,
    entrusting,
    exposing,
    identifying,
    leaving,
    lending,
    ordering,
    relating,
)
from lunarcurator.services.act_sentences.journal_sentence import Tell

TELLERS: Final[Mapping[str, Tell]] = MappingProxyType(
    {
        **accounting.TELLERS,
        **annulling.TELLERS,
        **entrusting.TELLERS,
        **borrowing.TELLERS,
        **checking.TELLERS,
        **conditioning.TELLERS,
        **cutting.TELLERS,
        **exposing.TELLERS,
        **identifying.TELLERS,
        **leaving.TELLERS,
        **lending.TELLERS,
        **ordering.TELLERS,
        **relating.TELLERS,
    }
)
"""Who tells which kind of act."""
