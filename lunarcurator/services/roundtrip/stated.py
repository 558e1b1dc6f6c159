"""What was stated of a piece since a workbook went out, so that taking it back again states nothing twice."""

import re
from dataclasses import dataclass
from typing import Final

from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.facts import Statement
from lunarcurator.domain.fields import STATED_MASS
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.mass import MassKind
from lunarcurator.domain.mass_display import plain_mass
from lunarcurator.domain.mass_text import parse_mass

_OF_A_ROW: Final = re.compile(r".+, [0-9]+", re.DOTALL)
"""A source as a workbook that comes back gives it: the file, whatever it was called, and the row."""


def source_of_row(file: str, row: int, who: str = "") -> str:
    """Return how what a row says names its source; `who` is a borrower whose word it is."""
    return f"{who}, {file}, {row}" if who else f"{file}, {row}"


def stated_mass(ug: int, *, estimated: bool = False) -> str:
    """Return a mass as a statement keeps it; what was judged without a balance is never stated as weighed."""
    return f"~{plain_mass(ug)} g" if estimated else f"{plain_mass(ug)} g"


@dataclass(frozen=True, slots=True)
class StatedSince:
    """Answers what workbooks stated since entry `seq`: the lab's own, or those of the borrower `who`.

    A mass a borrower reports of a line is stated by his document and not by a row of it: never the lab's word.
    """

    ledger: LedgerState
    seq: int
    who: str = ""

    def entry(self, uid: Uid, key: str, said: str) -> int | None:
        """Return the entry that last stated a field of a piece where it says this, masses as one; else None."""
        told = [
            (each.seq, each.fact.value)
            for each in self.ledger.history(uid)
            if each.seq > self.seq
            and isinstance(each.fact, Statement)
            and each.fact.field == key
            and self._is_ours(each.fact.source)
        ]
        seq, value = max(told, default=(0, ""))
        return seq if seq and _value(key, value) == _value(key, said) else None

    def _is_ours(self, source: str) -> bool:
        return bool(_OF_A_ROW.fullmatch(source)) and source.startswith(f"{self.who}, " if self.who else "")


def _value(key: str, text: str) -> str | tuple[int | None, bool] | None:
    if key != STATED_MASS:
        return text
    try:
        said = parse_mass(text)
    except Refusal:
        return None
    return said.ug, said.kind is MassKind.ESTIMATED
