"""Which line a finding is about, where an act names several and the sentence does not say it."""

import re
from collections.abc import Sequence
from typing import Final

from lunarcurator.domain.findings import Finding
from lunarcurator.domain.operations import Operation
from lunarcurator.services.words import Words

_NTH: Final = re.compile(r"(?P<lines>\w+)\[(?P<n>\d+)\]")
_NAMES: Final = ("sample", "line", "described", "name")
"""What a line is called by, the first that is there."""


def line_of(operations: Sequence[Operation], words: Words, finding: Finding, sentence: str) -> str:
    """Return the words for the line of a finding, empty where there is only one or the sentence names it.

    Findings do not say which of several acts they are about: then nothing is said of lines either.
    """
    found = _NTH.match(finding.field)
    if found is None or len(operations) != 1:
        return ""
    lines, n = getattr(operations[0], found["lines"], ()), int(found["n"])
    if len(lines) < 2 or n >= len(lines):
        return ""
    name = next((str(told) for key in _NAMES if (told := getattr(lines[n], key, None))), "")
    if name and name in sentence:
        return ""
    return words.say("cli.of_line", {"n": n + 1, "name": name})
