"""The settings that the program relies on; others are the lab's, and what they say is nothing to verify."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from lunarcurator.store.blank import FORMAT_NOTE
from lunarcurator.store.histories import DIGITS, HISTORIES, NO_LINK, Span, is_understood, written_spans
from lunarcurator.store.verify.journal import store_id
from lunarcurator.store.verify.reader import Reader
from lunarcurator.store.verify.report import Report

_ZONE: Final = re.compile(r"[A-Za-z][\w+-]*(/[A-Za-z][\w+-]*)*", re.ASCII)
"""A name as all time zones have, of parts that are divided by a stroke."""


def _is_identity(value: str) -> bool:
    return len(bytes.fromhex(value)) == 16


def _is_zone(value: str) -> bool:
    # Whether this machine knows a zone of that name says nothing about the store.
    return bool(_ZONE.fullmatch(value))


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
    """Report where a store says that it goes on after entries, or without some, and its journal says otherwise."""
    row = reader.first("SELECT value FROM setting WHERE key = ?", HISTORIES)
    told = row[0] if row is not None else ""
    if not isinstance(told, str) or not is_understood(told) or not _in_journal(reader, _spans(reader, told)):
        report.flaw("verify.setting", field="setting.value", cause=f"setting:{HISTORIES}", name=HISTORIES)


def _spans(reader: Reader, told: str) -> tuple[Span, ...]:
    return written_spans(store_id(reader).hex(), told)


def _in_journal(reader: Reader, spans: Sequence[Span]) -> bool:
    if len({span.history for span in spans}) < len(spans):
        return False
    return all(
        old.first <= new.first
        and _chain(reader, new.first) == new.chain
        and old.known == max((new.first, *(mark.seq for mark in old.given_up)))
        and all(_chain(reader, mark.seq) != mark.chain for mark in old.given_up)
        for old, new in pairwise(spans)
    )


def _chain(reader: Reader, seq: int) -> object:
    if not seq:
        return NO_LINK
    chain = reader.value("SELECT lower(hex(chain)) FROM entry WHERE seq = ?", seq)
    return chain[:DIGITS] if isinstance(chain, str) else None


def _holds(is_right: Callable[[str], bool], value: object) -> bool:
    """Tell whether a value is right."""
    try:
        return isinstance(value, str) and is_right(value)
    except ValueError:
        return False
