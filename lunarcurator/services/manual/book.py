"""All pages of the manual in one language; what is not translated stands in English."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lunarcurator.file_names import in_order
from lunarcurator.services.languages import FALLBACK, language_for
from lunarcurator.services.manual.page import Page, Place, read_page

CONTENTS: Final = "contents"
"""The page that leads to all others, in their order."""


@dataclass(frozen=True, slots=True)
class Manual:
    """The pages by key, in the order of the contents; `language` is the one that was found for the wish."""

    language: str
    pages: Mapping[str, Page]

    @classmethod
    def load(cls, wanted: str, folder: Path, inserts: Mapping[str, str] | None = None) -> "Manual":
        """Read the manual in the language nearest to a wish.

        `inserts` are texts the program makes itself, such as the table of keys; they stand in for `{{name}}`.
        """
        language = language_for(wanted, sorted(each.name for each in folder.iterdir() if each.is_dir()))
        pages: dict[str, Page] = {}
        for spoken in dict.fromkeys((FALLBACK, language)):
            for path in in_order((folder / spoken).rglob("*.md")):
                key = path.relative_to(folder / spoken).with_suffix("").as_posix()
                pages[key] = read_page(key, spoken, _filled(path.read_text("utf-8"), inserts or {}))
        order = (Place.read(link).page for link in pages[CONTENTS].links)
        first = dict.fromkeys(key for key in (CONTENTS, *order) if key in pages)
        return cls(language, {key: pages[key] for key in (*first, *(pages.keys() - first.keys()))})

    def place_of(self, *topics: str) -> Place | None:
        """Return where the first of these topics that is answered stands: its page and section; None for none."""
        for topic in topics:
            for page in self.pages.values():
                for section in page.sections:
                    if topic in section.topics:
                        return Place(page.key, section.anchor)
        return None

    def topics(self) -> frozenset[str]:
        """Return everything some page answers."""
        return frozenset(
            topic for page in self.pages.values() for section in page.sections for topic in section.topics
        )

    def holds(self, place: Place) -> bool:
        """Tell whether a place is in the manual."""
        page = self.pages.get(place.page)
        if page is None:
            return False
        return not place.anchor or any(place.anchor == each.anchor for each in page.sections)


def _filled(text: str, inserts: Mapping[str, str]) -> str:
    for name, made in inserts.items():
        text = text.replace("{{" + name + "}}", made)
    return text
