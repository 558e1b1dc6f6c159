"""What a check found, with a ceiling: a thousand altered rows are told by the first and a count."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from lunarcurator.domain.findings import Finding, Strength, find

if TYPE_CHECKING:
    from lunarcurator.store.verify.answers import Answers

type Progress = Callable[[int, int], None]

LIMIT = 200
"""Findings told one by one; more are counted."""


@dataclass(slots=True)
class Report:
    """Collects findings; what is impossible in a whole store is a flaw, what is only worth knowing a note.

    What `answers` answer for is a note too: who verifies is told of it every time.
    """

    store: Path = Path()
    """The file that is looked at, for the sentences that tell it from others."""
    findings: list[Finding] = field(default_factory=list)
    flaws: int = 0
    answers: "Answers | None" = None
    first_entry: int | None = None
    """The first entry of which something is not as it was posted, None where nothing was found."""
    not_finished: set[str] = field(default_factory=set)
    """The parts of the store, by their names in the words, that could not be compared to their end."""
    _told: set[tuple[str, str, str]] = field(default_factory=set)

    def flaw(self, key: str, *, field: str = "", cause: str = "", **facts: str | int) -> None:
        """Take in something that cannot be in a whole store; `field` is table.column, `cause` entry or piece."""
        answered = self.answers.to(key, cause) if self.answers is not None else None
        if answered is None:
            self._take(Strength.IMPOSSIBLE, key, field, cause, facts)
        else:
            seq, by = answered
            self.note("verify.annulled", field="entry", cause=f"entry:{seq}", entry=seq, by=by.seq, day=by.day)

    def entry_flaw(self, key: str, seq: int, column: str, **facts: str | int) -> None:
        """Take in that an entry is not as it was posted, seen in a column of a hashed table."""
        if self.first_entry is None or seq < self.first_entry:
            self.first_entry = seq
        self.flaw(key, field=column, cause=f"entry:{seq}", entry=seq, **facts)

    def unfinished(self, part: str, error: Exception) -> None:
        """Take in that a part of the store could not be compared to its end, and what stood in the way."""
        self.not_finished.add(part)
        problem = str(error) or type(error).__name__
        self.flaw("verify.not_finished", field="file", cause=f"part:{part}", part=part, problem=problem)

    def note(self, key: str, *, field: str = "", cause: str = "", **facts: str | int) -> None:
        """Take in something a reader should know although nothing is wrong."""
        self._take(Strength.WARN, key, field, cause, facts)

    def merge(self, other: "Report") -> None:
        """Take in everything another check found, damaged tables first: they explain the rest."""
        tables = [each for each in other.findings if each.key == "verify.table_damaged"]
        self.findings = [*tables, *self.findings]
        for finding in other.findings:
            if finding not in tables and len(self.findings) < LIMIT:
                self.findings.append(finding)
        self.flaws += other.flaws
        self.not_finished |= other.not_finished

    def done(self) -> tuple[Finding, ...]:
        """Return the flaws, then the notes, and at the end how many flaws were not told one by one."""
        flaws = [each for each in self.findings if each.strength is Strength.IMPOSSIBLE]
        notes = [each for each in self.findings if each.strength is not Strength.IMPOSSIBLE]
        untold = self.flaws - len(flaws)
        if untold > 0:
            flaws.append(find(Strength.IMPOSSIBLE, "verify.more", "", count=untold))
        return (*flaws, *notes)

    def _take(self, strength: Strength, key: str, place: str, cause: str, facts: dict[str, str | int]) -> None:
        if (key, place, cause) in self._told:
            return
        if strength is Strength.IMPOSSIBLE:
            self.flaws += 1
        if len(self.findings) < LIMIT:
            self._told.add((key, place, cause))
            self.findings.append(find(strength, key, "", place, cause, **_sayable(facts)))


def _sayable(facts: dict[str, str | int]) -> dict[str, str | int]:
    """Return facts that every console and file can be told: a text may hold bytes that were never one."""
    return {
        name: value if isinstance(value, int) else str(value).encode("utf-8", "replace").decode()
        for name, value in facts.items()
    }
