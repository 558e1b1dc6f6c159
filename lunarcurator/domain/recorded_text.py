"""A field of a subject, read by its name."""

from collections.abc import Mapping
from typing import Protocol

from lunarcurator.domain.facts import Scalar


class OnRecord(Protocol):
    """A subject with what is on record of it."""

    @property
    def fields(self) -> Mapping[str, Scalar]:
        """The fields by name; one that is not there, or None, is not recorded."""


class RecordedText:
    """The text on record of a subject under the name of the attribute; empty where nothing is recorded."""

    def __set_name__(self, owner: type, name: str) -> None:
        """Take the name of the attribute for that of the field."""
        self._name = name

    def __get__(self, subject: OnRecord, owner: type) -> str:
        """Return the text on record."""
        value = subject.fields.get(self._name)
        return "" if value is None else str(value)
