"""The round trip: a workbook goes out to be edited, comes back, and what differs becomes operations."""

from lunarcurator.services.roundtrip.columns import EDITABLE_BY_SHEET, USUAL
from lunarcurator.services.roundtrip.comparing import CellChange, CellVerdict, RowChange, TakeBack
from lunarcurator.services.roundtrip.posting import NothingToTakeBack, accepted_acts, answered, post_back, warned
from lunarcurator.services.roundtrip.sending import export_to_edit
from lunarcurator.services.roundtrip.stamp import NotOurWorkbook
from lunarcurator.services.roundtrip.taking import take_back
from lunarcurator.services.roundtrip.telling import whose_word, write_differences
from lunarcurator.services.roundtrip.voices import BORROWERS_USUAL, BORROWERS_WORD, Voice, voice_of

__all__ = [
    "BORROWERS_USUAL",
    "BORROWERS_WORD",
    "EDITABLE_BY_SHEET",
    "USUAL",
    "CellChange",
    "CellVerdict",
    "NotOurWorkbook",
    "NothingToTakeBack",
    "RowChange",
    "TakeBack",
    "Voice",
    "accepted_acts",
    "answered",
    "export_to_edit",
    "post_back",
    "take_back",
    "voice_of",
    "warned",
    "whose_word",
    "write_differences",
]
