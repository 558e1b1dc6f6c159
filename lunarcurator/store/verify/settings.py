"""The settings that the program relies on; others are the lab's, and what they say is nothing to verify."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from lunarcurator.store.blank import FORMAT_NOTE
from lunarcurator.store.histories import DIGITS, HISTORIES, Span, is_understood, spans_of
from lunarcurator.store.verify.reader import Reader
from lunarcurator.store.verify.report import Report


def _is_identity(value: str) -> bool:
    return len(bytes.fromhex(value)) == 16


def _is_zone(value: str) -> bool:
    return bool(ZoneInfo(value).key)


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit()


_RIGHT: Final[Mapping[str, Callable[[str], bool]]] = MappingProxyType(
    {
        "format": lambda value: value == FORMAT_NOTE,
        "made_us": _is_number,
        "store_id": _is_identity,
        "time_zone": _is_zone,
    }
)


def check_settings(reader: Reader, report: Report) -> None:
    """Report each setting that every store has, and that is missing or says what the program never wrote."""
    for key, is_right in _RIGHT.items():
        row = reader.first("SELECT value FROM setting WHERE key = ?", key)
        if row is None or not _holds(is_right, row[0]):
            report.flaw("verify.setting", field="setting.value", cause=f"setting:{key}", name=key)
    check_histories(reader, report)


def check_histories(reader: Reader, report: Report) -> None:
    """Report where a store says that it goes on after an entry which its journal does not have."""
    row = reader.first("SELECT value FROM setting WHERE key = ?", HISTORIES)
    told = row[0] if row is not None else ""
    if not isinstance(told, str) or not is_understood(told) or not _in_journal(reader, spans_of("", told)):
        report.flaw("verify.setting", field="setting.value", cause=f"setting:{HISTORIES}", name=HISTORIES)


def _in_journal(reader: Reader, spans: Sequence[Span]) -> bool:
    for old, new in pairwise(spans):
        chain = (
            reader.value("SELECT lower(hex(chain)) FROM entry WHERE seq = ?", new.first)
            if new.first
            else "0" * DIGITS
        )
        if old.first > new.first or not isinstance(chain, str) or chain[:DIGITS] != new.chain:
            return False
    return True


def _holds(is_right: Callable[[str], bool], value: object) -> bool:
    """Tell whether a value is right; for no zone of that name Python raises what it meets on the way there."""
    try:
        return isinstance(value, str) and is_right(value)
    except (ValueError, LookupError, OSError):
        return False
