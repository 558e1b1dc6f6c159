"""What a record of answered findings says of them: their facts, so that it names what each was about for ever."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from lunarcurator.domain.findings import Finding
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.naming import as_told
from lunarcurator.services.telling_apart import piece_meant
from lunarcurator.services.words import Words

TOLD: Final = "findings.told"
"""Where, beside the reasons of an entry, the facts of the findings stand that they answer, by the same keys."""
_MOST: Final = 20
_OF, _FACTS, _SAID, _MORE = "of", "facts", "said", "more"
_NAMING: Final = ("number", "name", "line", "balance", "document")
"""Facts by which a finding says what it is about, where its cause is no piece."""

type About = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class OverrideFacts:
    """Gathers what an entry keeps of the findings that were answered by reasons for these `keys`.

    Of one key the first 20 that differ are kept, the others are counted.
    """

    keys: frozenset[str]
    _told: dict[str, dict[str, None]] = field(default_factory=dict)

    def take(self, findings: Iterable[Finding], ledger: LedgerState) -> None:
        """Take in findings, as the ledger state knows by now what they are about."""
        for each in (each for each in findings if each.key in self.keys):
            said = _json({_OF: _subject(each, ledger), _FACTS: dict(each.facts)})
            self._told.setdefault(each.key, {})[said] = None

    def kept(self) -> dict[str, str]:
        """Return what stands beside the reasons, nothing where nothing was answered."""
        told = {
            key: {_SAID: [json.loads(each) for each in list(said)[:_MOST]], _MORE: max(len(said) - _MOST, 0)}
            for key, said in self._told.items()
        }
        return {TOLD: _json(told)} if told else {}


def override_sentences(words: Words, overrides: Mapping[str, str], pieces: Iterable[str] = ()) -> About:
    """Return what was warned of and done all the same, each finding in words beside the reason that was given.

    `pieces` are those of the entry as they are called today: another of the same number may have come since.

    Entries of before facts were kept say it once for each kind, with the facts left open.
    """
    told = json.loads(overrides.get(TOLD, "{}"))
    called = {each.partition(":")[2]: each for each in pieces if ":" in each}
    rows: list[tuple[str, str]] = []
    for key, reason in overrides.items():
        if key == TOLD:
            continue
        known = told.get(key, {_SAID: [{_OF: "", _FACTS: {}}], _MORE: 0})
        rows += ((_sentence(words, key, each, called), reason) for each in known[_SAID])
        if known[_MORE]:
            rows.append((words.say("warned.more", {"count": known[_MORE]}), reason))
    return tuple(rows)


def _sentence(words: Words, key: str, said: Mapping[str, Any], called: Mapping[str, str]) -> str:
    facts = {name: called.get(fact, fact) for name, fact in said[_FACTS].items()}
    # Entries of before said of some findings what they are about among their facts alone.
    of = called.get(said[_OF], said[_OF]) or _named_in(facts)
    what = words.warned(key, facts)
    return what if not of or of in what else words.say("warned.of", {"of": of, "what": what})


def _subject(finding: Finding, ledger: LedgerState) -> str:
    """Return what a finding is about: the number of its piece, else what its facts name; "" where nothing is."""
    facts = dict(finding.facts)
    piece = piece_meant(finding.cause, str(facts.get("line", "")), ledger)
    if piece is not None and piece.number_text:
        return as_told(ledger, piece.uid)
    return _named_in(facts)


def _named_in(facts: Mapping[str, Any]) -> str:
    return next((str(facts[key]) for key in _NAMING if facts.get(key)), "")


def _json(told: object) -> str:
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
