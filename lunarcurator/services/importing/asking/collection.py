"""Asks into which collection a file goes, where no column of it says so."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final, override

from lunarcurator.domain.numbering import Scheme
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Looking, Question, Told
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.non_record_rows.said_rows import reads_number
from lunarcurator.services.importing.target import known_targets
from lunarcurator.services.store_session import StoreSession

if TYPE_CHECKING:
    from lunarcurator.services.importing.preparing import Prepared

_LOOKED_AT: Final = 200


class WhichCollection(Told):
    """Into which collection a file goes, where no column of it says so.

    The only one that is open is proposed where its numbering reads most of the numbers. A new one may be named.
    """

    name = "collection"
    free, hint = True, "import.hint.collection"

    @override
    def typed(self, text: str) -> str:
        return f"{Choice.NEW}{text}" if text else ""

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        prepared, target = sheet.prepared, sheet.target
        if target is None:
            yield self.ask({}, choices=_choices(sheet.session))
        elif not (prepared.collection or any(map(target.is_named, prepared.said_where()))):
            fits = _fits(prepared, target.scheme)
            asked = self.ask({}, choices=_choices(sheet.session))
            yield self.proposed(sheet.session, target.code, must=True) if fits else asked

    def proposed(self, session: StoreSession, code: str, *, must: bool = False) -> Question:
        """Return the question where the file speaks of one collection."""
        asked = self.ask({}, choices=_choices(session), key="import.ask.collection_proposed")
        return replace(asked, proposed=code, must=must)

    def taken(self, sheet: Looking) -> Question | None:
        """Return the question with the collection pieces would go into; None where none do."""
        if sheet.reading.says_places_alone:
            return None
        return None if sheet.target is None else self.proposed(sheet.session, sheet.target.code)


COLLECTION: Final = WhichCollection()


def _choices(session: StoreSession) -> tuple[str, ...]:
    return (*known_targets(session), Choice.NEW)


def _fits(prepared: "Prepared", scheme: Scheme) -> bool:
    """Tell whether a numbering system reads most of the first numbers: else most rows would be refused."""
    at = next(index for index, column in enumerate(prepared.columns) if column.target in ("generic", "number"))
    told = [plain(row.cells[at]) for row in islice(prepared.table.rows(), _LOOKED_AT)]
    return sum(map(reads_number([scheme]), told)) * 2 > len(told)
