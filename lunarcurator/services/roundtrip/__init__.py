"""The round trip: a workbook goes out to be edited, comes back, and what differs becomes operations."""

from lunarcurator.services.roundtrip.columns import EDITABLE_BY_SHEET, USUAL
from lunarcurator.services.roundtrip.comparing import CellChange, CellVerdict, RowChange, TakeBack
from lunarcurator.services.roundtrip.posting import NothingToTakeBack, accepted_acts, answered, post_back, warned
from lunarcurator.services.roundtrip.sending import export_to_edit
from lunarcurator.services.roundtrip.stamp import NotOurWorkbook
from lunarcurator.services.roundtrip.taking import take_back
from lunarcurator.services.roundtrip.telling import whose_word, write_differences
from lunarcurator.services.roundtrip.workbook_author import (
    BORROWERS_USUAL,
    BORROWERS_WORD,
    WorkbookAuthor,
    author_of,
)

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
    "WorkbookAuthor",
    "accepted_acts",
    "answered",
    "author_of",
    "export_to_edit",
    "post_back",
    "take_back",
    "warned",
    "whose_word",
    "write_differences",
]
