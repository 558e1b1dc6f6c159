"""A sentence before it is worded, and who knows the names in it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from lunarcurator.domain.facts import Subject
from lunarcurator.store.reads.changed_records import Change


@dataclass(frozen=True, slots=True)
class JournalSentence:
    """A sentence to be worded: its key and facts."""

    key: str
    facts: Mapping[str, object]


class Names(Protocol):
    """Knows what references stand for."""

    def name(self, ref: str | None) -> str:
        """Return the number or name behind a reference, empty for none."""

    def given(self, within: str, number: str) -> str:
        """Return what a piece is called that an act gives a number, in a collection or beside a piece or line."""

    def change(self, ref: str | None) -> Change | None:
        """Return what the entry that is told changed of a record, None where nothing is known of that."""

    def changes(self, kind: Subject) -> Sequence[tuple[str, Change]]:
        """Return what the entry that is told changed of each record of a kind, with its name, in order."""

    def say(self, key: str, facts: Mapping[str, object]) -> str:
        """Return a sentence or a word of the language."""


type Tell = Callable[[Any, Names], JournalSentence]


def names_of(names: Names, refs: Iterable[str]) -> tuple[str, ...]:
    """Return the numbers or names behind references, in order."""
    return tuple(names.name(ref) for ref in refs)


def in_case(case: str | None, names: Names) -> str:
    """Return the code of the case an act belongs to, empty for one of its own."""
    return names.name(case) if case is not None else ""
