"""Taking codes whole that begin as a scheme's codes do but go on in a way its table cannot read."""

from typing import Final

from lunarcurator.domain.numbering.pattern import Pattern
from lunarcurator.domain.numbering.sorting import BEYOND, sort_key
from lunarcurator.domain.numbering.table import Irregular, Table
from lunarcurator.domain.numbering.values import SampleNumber

IRREGULAR: Final = "irregular"


class IrregularCodes:
    """Reads irregular codes by a table's rule: an identifier first, to be warned about, never rejected."""

    def __init__(self, table: Table, rule: Irregular) -> None:
        self._scheme = table.code
        self._rule = rule
        self._start_parts = table.parts_up_to(rule.after)
        self._start = Pattern(self._start_parts)
        self._family_parts = table.parts_up_to(table.levels[0])
        self._family = Pattern(self._family_parts)

    def read(self, written: str) -> SampleNumber | None:
        """Return the code as a number of series "irregular", or None when it does not begin as it should."""
        code = written.upper()
        start = self._start.read_start(code) if code.isascii() and code.isalnum() else None
        if start is None:
            return None
        unread = len(code) - len(self._start.print(start))
        if not self._rule.shortest <= unread <= self._rule.longest:
            return None
        family = self._family.read_start(code)
        shown = self._family.print(family) if family else code
        return SampleNumber(
            scheme=self._scheme,
            canonical=code,
            family=shown,
            rest=code.removeprefix(shown),
            series=IRREGULAR,
            serial=None,
            key_of=self._sort_key,
        )

    def _sort_key(self, code: str) -> str:
        family = self._family.read_start(code)
        parts = self._family_parts if family else self._start_parts
        return f"{sort_key(parts, family or self._start.read_start(code) or {})}{BEYOND}{code}"
