"""What a command says: results on standard output, sentences about trouble on standard error."""

import getpass
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import Final, TextIO

from lunarcurator.documents.papers.blocks import Paper
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.findings import Finding
from lunarcurator.services.words import Words
from lunarcurator.standard_streams import is_typed_into

MOST_FINDINGS: Final = 50
"""So many findings are listed; the rest is counted."""


type Press = Callable[[Paper, Path], str]
"""Writes a paper as PDF and returns the signs no font has; made by what knows pages, loaded for that alone."""


type Whose = Callable[[Finding, str], str]
"""Returns what is said before the sentence of a finding: the line it is about, or nothing."""


class Exit(IntEnum):
    """How a command ended."""

    DONE = 0
    USAGE = 2
    REFUSED = 3
    FAULT = 4
    OPEN = 5
    STOPPED = 130


class UsageRefused(Refusal):
    """The command line does not say what is wanted, or what does not go together."""


@dataclass(frozen=True, slots=True)
class Console:
    """Where a command reads and writes, in which language, and what makes pages for it."""

    words: Words
    out: TextIO
    err: TextIO
    stdin: TextIO
    ask: Callable[[str], str] = field(default=getpass.getpass)
    press: Press | None = None

    def tell(self, text: str) -> None:
        """Write a line of the result."""
        self.out.write(f"{text}\n")

    def state(self, key: str, **facts: object) -> None:
        """Write a sentence of the result."""
        self.tell(self.words.say(key, facts))

    def tell_json(self, value: object) -> None:
        """Write a value as JSON, its keys in a fixed order."""
        self.tell(json.dumps(value, ensure_ascii=False, indent=2))

    def write_pages(self, press: Press, paper: Paper, path: Path) -> None:
        """Write a paper as PDF, and warn of signs that are boxes in it."""
        boxes = press(paper, path)
        if boxes:
            self.warn("print.boxes", file=path.name, signs=boxes[:MOST_FINDINGS])

    def complain(self, refusal: Refusal) -> None:
        """Write the sentence of a refusal as trouble."""
        self.err.write(f"{self.words.say(refusal.key, refusal.facts)}\n")

    def warn(self, key: str, **facts: object) -> None:
        """Write a sentence as trouble."""
        self.err.write(f"{self.words.say(key, facts)}\n")

    def warn_text(self, sentence: str) -> None:
        """Write a sentence that is worded already as trouble."""
        self.err.write(f"{sentence}\n")

    def refuse(self, findings: Iterable[Finding], whose: Whose) -> None:
        """Write as trouble what stands in the way of an act, and how much it is."""
        found = tuple(findings)
        self.warn("posting.refused", count=len({self._sentence(each, whose) for each in found}))
        self.list_findings(found, whose)

    def list_findings(self, findings: Iterable[Finding], whose: Whose = lambda _finding, _sentence: "") -> None:
        """Write findings as trouble, each once, with its strength; `whose` names the line one is about."""
        sentences = dict.fromkeys(self._sentence(finding, whose) for finding in findings)
        for sentence in [*sentences][:MOST_FINDINGS]:
            self.err.write(f"- {sentence}\n")
        if len(sentences) > MOST_FINDINGS:
            self.warn("cli.more_findings", rest=len(sentences) - MOST_FINDINGS)

    def progress(self, done: int, total: int) -> None:
        """Show how far a long act is, where a person watches."""
        if self.err.isatty():
            self.err.write(f"\r{done:,} / {total:,}" if total else f"\r{done:,}")
            if done == total:
                self.err.write("\n")
            self.err.flush()

    def piped(self) -> bytes:
        """Return all of standard input as its bytes: what they mean is for whoever reads them."""
        buffer = getattr(self.stdin, "buffer", None)
        told: str | bytes = self.stdin.read() if buffer is None else buffer.read()
        return told.encode("utf-8", "surrogatepass") if isinstance(told, str) else told

    def watched(self) -> bool:
        """Tell whether a person is there to be asked."""
        return is_typed_into(self.stdin)

    def _sentence(self, finding: Finding, whose: Whose) -> str:
        strength, sentence = self.words.say(f"strength.{finding.strength}"), self.words.say_finding(finding)
        return f"{strength}: {whose(finding, sentence)}{sentence}"
