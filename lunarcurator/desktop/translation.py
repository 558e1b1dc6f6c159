"""The window's words in another language, from the same catalogue as all sentences."""

from pathlib import Path
from typing import override

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator

from lunarcurator.domain.mass_display import shown_count
from lunarcurator.services.catalogue import Catalogue, catalogue_of, languages
from lunarcurator.services.languages import FALLBACK, language_for


class CatalogueTranslator(QTranslator):
    """Answers Qt from a catalogue; what is not translated stays in English."""

    def __init__(self, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts, self._plural = catalogue.texts, catalogue.plural

    @override
    def isEmpty(self) -> bool:
        return not self._texts

    @override
    def translate(
        self,
        context: str,
        sourceText: str,
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str:
        del disambiguation
        found = self._texts.get((context, sourceText), sourceText)
        return found if isinstance(found, str) else self._plural.choose(found, n)


def counted(context: str, one: str, other: str, count: int) -> str:
    """Return a text in the form that the window's language has for a count, with {count} filled.

    `one` and `other` are the two forms of English, `context` names who says it.
    """
    text = QCoreApplication.translate(context, one, other, abs(count))
    if text == one and abs(count) != 1:
        text = other  # English needs no translator.
    return text.replace("{count}", shown_count(count))


def menu_language() -> str:
    """Return the language of the system's menus, which on Windows need not be that of its dates and numbers."""
    return next(iter(QLocale.system().uiLanguages()), FALLBACK)


def translator_for(wanted: str, folder: Path, parent: QObject | None = None) -> CatalogueTranslator | None:
    """Return the translator of the language nearest to a wish, or None where that is English."""
    language = language_for(wanted, languages(folder))
    return CatalogueTranslator(catalogue_of(language, folder), parent) if language != FALLBACK else None
