"""How a list was read, as a report of its rows carries it: checked against all it was written with."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, Final

import msgspec

from lunarcurator.domain.days import Day
from lunarcurator.services.importing.columns.mapping import DEPTH_RANGE, LOAN_TARGETS, OTHER, targets
from lunarcurator.services.importing.profiles import KINDS, Lasting
from lunarcurator.typed_json import decode

_DIGITS: Final = 16
_WRITTEN: Final = re.compile(r"(?P<digest>[0-9a-f]{16}) (?P<told>\{.*\})")


@dataclass(frozen=True)
class ReadAs:
    """What columns were taken for, by their places among those that a report has of the file, and what was said.

    `answers` are those that hold for any row; `days` are the effective days that were typed, by mission, under ""
    that of all.
    """

    lasting: Lasting
    answers: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, Day] = field(default_factory=dict)

    def written(self, headers: Sequence[str]) -> str:
        """Return all this as one text that is good for just these headers of the file."""
        said = {name: value for name, value in self.lasting.lasting().items() if value}
        whole = {"lasting": said, "answers": dict(self.answers), "days": dict(self.days)}
        # White space in a cell is read folded, and a long text wraps where some stands.
        told = msgspec.json.format(msgspec.json.encode(whole), indent=0).decode().replace("  ", " \\u0020")
        return f"{_digest(told, headers)} {told}"

    def on(self, columns: Sequence[str]) -> dict[str, Any]:
        """Return what lasts by the names of these columns; what nothing is said of is taken for nothing."""
        found = self.lasting.renamed({str(at): name for at, name in enumerate(columns)})
        return replace(found, mapping={**dict.fromkeys(columns, OTHER), **found.mapping}).lasting()


def read_as(text: str, headers: Sequence[str]) -> ReadAs | None:
    """Return what a text says that was written for these headers, None where it is not that, or says nonsense."""
    found = _WRITTEN.fullmatch(text)
    if found is None or found["digest"] != _digest(found["told"], headers):
        return None
    try:
        said = decode(found["told"], ReadAs)
    except (msgspec.MsgspecError, RecursionError):
        return None
    lasting = said.lasting
    known = {*targets(), DEPTH_RANGE, *LOAN_TARGETS}
    taken = {*lasting.mapping.values(), *lasting.constants}
    return said if lasting.kind in KINDS and taken <= known else None


def _digest(told: str, headers: Sequence[str]) -> str:
    return sha256(msgspec.json.encode([told, *headers])).hexdigest()[:_DIGITS]
