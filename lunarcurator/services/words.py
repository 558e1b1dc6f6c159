"""The sentences of one language: message keys and their facts in, words out."""

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.findings import Finding
from lunarcurator.services.catalogue import Texts, catalogue_of, languages
from lunarcurator.services.languages import language_for
from lunarcurator.services.plural_rules import ENGLISH_PLURAL, PluralRule
from lunarcurator.services.sentences import SentenceFormatter

_SENTENCE_END: Final = re.compile(r"\.(?=\s|$)|。")
_SIGNS: Final = frozenset({"sign", "left_sign", "original_sign"})
"""Facts that say how surely another one is known."""
_OPEN: Final = re.compile("…+")

type Facts = Mapping[str, object] | Iterable[tuple[str, object]]


class NoWordsError(LookupError):
    """The table has no sentence for a key, or the facts given do not fit the sentence."""


class Words:
    """The sentences of one language, by message key.

    A key without a sentence, or a sentence its facts do not fit, is a fault of the program: it is shown as
    key and facts, because a curator at work is not to be stopped by it. With `strict`, as in the tests, it
    raises NoWordsError.
    """

    def __init__(
        self,
        tables: Mapping[str, str],
        language: str,
        *,
        texts: Callable[[], Texts] = dict,
        plural: PluralRule = ENGLISH_PLURAL,
        strict: bool = False,
    ) -> None:
        self._tables, self._texts = tables, texts
        self.language = language
        self._strict = strict
        self._learnt: Mapping[str, str] = {}
        self._formatter = SentenceFormatter(self.say, self.has, plural)

    @classmethod
    def load(cls, language: str, folder: Path, *, strict: bool = False) -> "Words":
        """Read a language's sentences from `folder`, English where it has none of that language.

        `language` may carry a region and an encoding (zh_CN.UTF-8). Raises OSError if even English is not there,
        UnicodeDecodeError or CatalogueError if a file is no catalogue.
        """
        name = language_for(language, languages(folder))
        catalogue = catalogue_of(name, folder)
        return cls(
            catalogue.sentences, name, texts=lambda: catalogue.texts, plural=catalogue.plural, strict=strict
        )

    def say(self, key: str, facts: Facts | None = None) -> str:
        """Return the sentence of a key with its gaps filled; masses among the facts are integer ug."""
        told = dict(facts or {})
        try:
            return self._learnt.get(key) or self._formatter.vformat(self._tables[key], (), told)
        except (LookupError, ValueError, TypeError, AttributeError) as trouble:
            if self._strict:
                msg = f"{key}: {trouble!r} with {told}"
                raise NoWordsError(msg) from trouble
            return _bare(key, told)

    def say_finding(self, finding: Finding) -> str:
        """Return the sentence of a rule's finding."""
        return self.say(finding.key, finding.facts)

    def warned(self, key: str, facts: Mapping[str, object] = MappingProxyType({})) -> str:
        """Return in few words what was warned of and done all the same.

        Where the table has no such words it is the first sentence of the warning. Facts that are not on record, or
        that the sentence of today cannot tell, are left open.
        """
        if self.has(f"warned.{key}"):
            return self.say(f"warned.{key}")
        if key not in self._tables:
            return self.say("warned.unknown", {"key": key})
        said = ""
        for literal, gap, spec, _ in Formatter().parse(self._tables[key]):
            before, *after = _SENTENCE_END.split(literal, maxsplit=1)
            said += before
            if after:
                break
            said += "" if gap is None else self._filled(gap, spec or "", facts)
        return _OPEN.sub("…", said)

    def _filled(self, gap: str, spec: str, facts: Mapping[str, object]) -> str:
        if gap in _SIGNS and gap not in facts:
            return ""  # Kept before signs were facts.
        try:
            return self._formatter.format_field(facts[gap], spec)
        except (LookupError, ValueError, TypeError, AttributeError):
            return "…"

    def label(self, key: str) -> str:
        """Return a word of the table as it stands by itself: with a capital where the language has them."""
        word = self.say(key)
        return word[:1].upper() + word[1:]

    def text(self, context: str, english: str) -> str:
        """Return an English text of a template in this language; in English where the catalogue has it not."""
        found = self._texts().get((context, english))
        return found if isinstance(found, str) else english

    def has(self, key: str) -> bool:
        """Tell whether the table has a sentence for a key."""
        return key in self._learnt or key in self._tables

    @property
    def table(self) -> Mapping[str, str]:
        """The sentences as they stand, with their gaps, by key."""
        return self._tables

    def learn(self, labels: Mapping[str, str]) -> None:
        """Take over the plain words a lab's tables bring for their codes, in place of those learnt before."""
        self._learnt = dict(labels)


def _bare(key: str, facts: Mapping[str, object]) -> str:
    told = ", ".join(f"{name}: {value}" for name, value in facts.items())
    return f"{key} ({told})" if told else key
