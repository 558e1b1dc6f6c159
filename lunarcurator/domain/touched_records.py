"""Which records an entry has touched so far, found by what stands in a field of theirs."""

from collections.abc import Iterable, Mapping

from lunarcurator.domain.facts import Scalar, Subject
from lunarcurator.domain.identity import Uid


class TouchedRecords:
    """Subjects by kind with their fields; a sheet of thousands of lines asks for each of them by its piece."""

    def __init__(self) -> None:
        self._fields: dict[Subject, dict[Uid, Mapping[str, Scalar]]] = {}
        self._holding: dict[Subject, dict[str, dict[Scalar, dict[Uid, None]]]] = {}

    def take(self, kind: Subject, uid: Uid, fields: Mapping[str, Scalar]) -> None:
        """Take in a subject as it stands now; `fields` are its own, so that later changes are seen in them."""
        self._fields.setdefault(kind, {})[uid] = fields
        for key, holding in self._holding.get(kind, {}).items():
            holding.setdefault(fields.get(key), {})[uid] = None

    def holding(self, kind: Subject, key: str, value: Scalar) -> Iterable[Uid]:
        """Return the subjects of a kind in whose field this value stands, or stood earlier in the entry."""
        known = self._holding.setdefault(kind, {})
        if key not in known:
            known[key] = {}
            for uid, fields in self._fields.get(kind, {}).items():
                known[key].setdefault(fields.get(key), {})[uid] = None
        return known[key].get(value, ())

    def named(self, kind: Subject, name: str) -> Iterable[Uid]:
        """Return the subjects of a kind that have, or had earlier in the entry, this name or code."""
        return [*self.holding(kind, "name", name), *self.holding(kind, "code", name)]

    def all(self, kind: Subject) -> Mapping[Uid, Mapping[str, Scalar]]:
        """Return the fields of each subject of a kind."""
        return self._fields.get(kind, {})

    def codes(self, kind: Subject) -> Iterable[str]:
        """Return the code of each subject of a kind that has one."""
        return [str(fields["code"]) for fields in self._fields.get(kind, {}).values() if fields.get("code")]
