"""Searching the manual: every word must be in a section; words in a heading weigh most."""

from dataclasses import dataclass
from typing import Final

from lunarcurator.domain.words_folding import fold
from lunarcurator.services.manual.book import CONTENTS, Manual
from lunarcurator.services.manual.page import Page, Place, Section

_BEFORE: Final = 24
_SHOWN: Final = 80


@dataclass(frozen=True, slots=True)
class Hit:
    """A section that has all words: where it is, its heading (with its page's), and the text around the first."""

    place: Place
    title: str
    excerpt: str


def find(manual: Manual, query: str) -> tuple[Hit, ...]:
    """Return the sections that have all words of the query, the best first, each page in its order."""
    words = tuple(dict.fromkeys(fold(query).split()))
    if not words:
        return ()
    found: list[tuple[int, Hit]] = []
    for page in manual.pages.values():
        if page.key == CONTENTS:
            continue
        for section in page.sections:
            weight = _weight(page, section, words)
            if weight:
                found.append((weight, _hit(page, section, words[0])))
    # A stable sort: what weighs the same stays in the order of the contents.
    return tuple(hit for _, hit in sorted(found, key=lambda each: -each[0]))


def _weight(page: Page, section: Section, words: tuple[str, ...]) -> int:
    title, text = fold(f"{section.title} {' '.join(section.topics)}"), fold(section.plain)
    whole = f"{title} {text} {fold(page.title)}"
    if not all(word in whole for word in words):
        return 0
    heading = sum(word in title for word in words)
    # A word of the page's heading alone brings its first section only.
    if not heading and not any(word in text for word in words):
        return 0
    return 1 + 10 * heading + min(sum(text.count(word) for word in words), 5)


def _hit(page: Page, section: Section, word: str) -> Hit:
    title = section.title if section is page.sections[0] else f"{page.title} · {section.title}"
    text = section.plain
    at = max(text.casefold().find(word) - _BEFORE, 0)
    start = text.find(" ", at) + 1 if at else 0
    shown = text[start : start + _SHOWN]
    head, tail = ("… " if start else ""), (" …" if start + _SHOWN < len(text) else "")
    return Hit(Place(page.key, section.anchor), title, f"{head}{shown}{tail}")
