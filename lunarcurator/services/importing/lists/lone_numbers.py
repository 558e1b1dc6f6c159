"""Rows that say nothing but a short figure where numbers stand: a running count, or the page of a print."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from lunarcurator.domain.findings import Strength, find
from lunarcurator.services.importing.rows import ReadRow
from lunarcurator.services.importing.target import ANY, Target

_COUNT: Final = re.compile(r"[-–—(\[]*\s*\d{1,4}\s*[-–—)\].]*")


def refuse_lone(target: Target, read: Sequence[ReadRow]) -> None:
    """Refuse such rows where any text is a number and most rows say more than theirs."""
    if target.scheme.code != ANY:
        return
    nothing = ReadRow(0, "")
    # Few rows are so short, and only these are compared.
    short = [row for row in read if _COUNT.fullmatch(row.shown)]
    lone = [row for row in short if replace(row, row=0, shown="", number=None) == nothing]
    for row in lone if len(lone) * 2 <= len(read) else ():
        row.problems += (find(Strength.IMPOSSIBLE, "import.lone_number", "R1", "number", text=row.shown),)
