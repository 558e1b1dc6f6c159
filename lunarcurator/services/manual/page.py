"""One page of the manual: Markdown whose headings name, in braces, what they answer."""

import re
from dataclasses import dataclass
from typing import Final

_HEADING: Final = re.compile(r"^(#{1,3}) +(.*?)(?: *\{([^{}]*)\})? *$")
_LINK: Final = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_MARKS: Final = re.compile(r"\[([^\]]*)\]\([^)\s]*\)|[*`|]|^\s*(?:-|\d+\.|>)\s|^\|?[-:| ]+\|$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a page by its key, and the anchor of a section, empty for its beginning."""

    page: str
    anchor: str = ""

    @classmethod
    def read(cls, link: str) -> "Place":
        """Read a link of the manual: `page` or `page#anchor`."""
        page, _, anchor = link.partition("#")
        return cls(page, anchor)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its text up to the next heading; its anchor is the first of its topics."""

    title: str
    level: int
    topics: tuple[str, ...]
    text: str

    @property
    def anchor(self) -> str:
        """The name a link reaches the section by; empty where nothing is said."""
        return self.topics[0] if self.topics else ""

    @property
    def plain(self) -> str:
        """The text without its marks, for search and for what is shown of a hit."""
        return " ".join(_MARKS.sub(lambda found: found.group(1) or " ", self.text).split())


@dataclass(frozen=True, slots=True)
class Page:
    """A page by its key (its path without ending), in the language it is written in."""

    key: str
    language: str
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """The heading of the page."""
        return self.sections[0].title

    @property
    def markdown(self) -> str:
        """The page without the braces of its headings, as it is shown."""
        return "\n".join(f"{'#' * each.level} {each.title}\n{each.text}" for each in self.sections)

    @property
    def links(self) -> tuple[str, ...]:
        """Where the page leads, in order."""
        return tuple(_LINK.findall(self.markdown))


def read_page(key: str, language: str, text: str) -> Page:
    """Read a page; raises ValueError where it does not begin with its heading."""
    sections: list[Section] = []
    head: tuple[str, int, tuple[str, ...]] | None = None
    lines: list[str] = []
    for line in [*text.splitlines(), "# "]:
        found = _HEADING.match(line)
        if found is None:
            lines.append(line)
            continue
        if head is not None:
            sections.append(Section(*head, "\n".join(lines)))
        elif any(each.strip() for each in lines):
            break
        lines = []
        head = (found[2], len(found[1]), tuple((found[3] or "").split()))
    if not sections:
        msg = f"the page {key} does not begin with its heading"
        raise ValueError(msg)
    return Page(key, language, tuple(sections))
