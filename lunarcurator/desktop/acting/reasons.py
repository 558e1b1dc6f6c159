"""The reasons somebody gives for going on in spite of what the rules find, each for what it was typed for."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

import msgspec
from PySide6.QtCore import QObject, Signal

from lunarcurator.domain.acts import Override, Posting
from lunarcurator.domain.findings import Finding
from lunarcurator.typed_json import decode

type Subjects = frozenset[tuple[str, ...]]
"""What findings of one key are about: of each the numbers, names and other texts that its sentence says."""


class _Kept(msgspec.Struct):
    """A reason in a draft, and what it was typed for."""

    why: str
    about: list[tuple[str, ...]] = msgspec.field(name="for")


class Reasons(QObject):
    """Keeps the reason for each key of findings.

    It answers every finding of that key there was when it was typed, and no other: once another piece, person or
    document is found in the same way, it is forgotten, and `forgotten` says so.
    """

    forgotten = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._given: dict[str, str] = {}
        self._typed_for: dict[str, Subjects] = {}
        self._found: Mapping[str, Subjects] = {}
        self._at_posting: dict[str, Subjects] = {}

    def of(self, key: str) -> str:
        """Return the reason given for findings of a key, "" for none."""
        return self._given.get(key, "")

    def give(self, key: str, text: str) -> None:
        """Keep a reason for the findings of a key as they stand now."""
        self._given[key] = text
        self._typed_for[key] = self._found.get(key) or self._at_posting.get(key) or frozenset()

    def given(self) -> Mapping[str, str]:
        """Return the reasons by the key of what they answer."""
        return {key: text for key, text in self._given.items() if text.strip()}

    def kept(self) -> Mapping[str, str]:
        """Return the reasons as a draft keeps them: each with what it was typed for, as a text."""
        return {
            key: json.dumps({"why": text, "for": sorted(self._typed_for.get(key, ()))}, ensure_ascii=False)
            for key, text in self.given().items()
        }

    def take_up(self, kept: Mapping[str, str]) -> None:
        """Take up the reasons of a draft; one of an older draft, which says not for what, is asked for anew."""
        for key, written in kept.items():
            try:
                told = decode(written, _Kept)
            except (msgspec.DecodeError, msgspec.ValidationError):
                continue
            self._given[key], self._typed_for[key] = told.why, frozenset(told.about)

    def forget(self) -> None:
        """Forget every reason: what is asked about now is another record."""
        self._given.clear()
        self._typed_for.clear()
        self._at_posting.clear()
        self.forgotten.emit()

    def overrides(self) -> tuple[Override, ...]:
        """Return all reasons given."""
        return tuple(Override(key=key, reason=text.strip()) for key, text in self.given().items())

    def of_what_is_found(self, posting: Posting) -> Posting:
        """Return a posting without reasons for what is found no more: none of them goes into the journal."""
        found = {*self._found, *self._at_posting}
        return replace(posting, overrides=tuple(each for each in posting.overrides if each.key in found))

    def judge(self, findings: Iterable[Finding]) -> bool:
        """Take what the rules find now, and tell whether a reason was forgotten for that."""
        self._found = _by_key(findings)
        return self._compare(self._found)

    def judge_refusal(self, findings: Iterable[Finding]) -> None:
        """Take what only a posting found: it is not found where the same is judged anew."""
        found = _by_key(findings)
        self._at_posting |= found
        self._compare(found)

    def _compare(self, found: Mapping[str, Subjects]) -> bool:
        others = [key for key in self._given if not found.get(key, frozenset()) <= self._typed_for[key]]
        for key in others:
            del self._given[key], self._typed_for[key]
        if others:
            self.forgotten.emit()
        return bool(others)


def _by_key(findings: Iterable[Finding]) -> dict[str, Subjects]:
    """Return what the findings of each key are about: masses, counts and days are not what they are about."""
    about: dict[str, set[tuple[str, ...]]] = {}
    for each in findings:
        subject = tuple(value for _, value in each.facts if isinstance(value, str))
        about.setdefault(each.key, set()).add(subject)
    return {key: frozenset(subjects) for key, subjects in about.items()}
