"""The round trip: a workbook goes out to be edited, comes back, and what differs becomes operations."""

from lunarcurator.services.roundtrip.columns import EDITABLE_BY_SHEET, USUAL
from lunarcurator.services.roundtrip.comparing import CellChange, CellVerdict, RowChange, TakeBack
from lunarcurator.services.roundtrip.posting import NothingToTakeBack, post_back
from lunarcurator.services.roundtrip.sending import export_to_edit
from lunarcurator.services.roundtrip.stamp import NotOurWorkbook
from lunarcurator.services.roundtrip.taking import take_back
from lunarcurator.services.roundtrip.telling import write_differences

__all__ = [
    "EDITABLE_BY_SHEET",
    "USUAL",
    "CellChange",
    "CellVerdict",
    "NotOurWorkbook",
    "NothingToTakeBack",
    "RowChange",
    "TakeBack",
    "export_to_edit",
    "post_back",
    "take_back",
    "write_differences",
]
