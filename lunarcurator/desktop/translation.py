"""The window's words in another language, read straight from the `.ts` file that translators edit."""

from pathlib import Path
from typing import Final, override
from xml.etree import ElementTree

from PySide6.QtCore import QLocale, QObject, QTranslator

from lunarcurator.file_names import in_order
from lunarcurator.services.languages import FALLBACK, language_for

_PREFIX: Final = "lunarcurator_"


class SourceTranslator(QTranslator):
    """Answers from a `.ts` file; unfinished messages stay in English. No compiled file can be out of date."""

    def __init__(self, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: dict[tuple[str, str], str] = {}
        for context in ElementTree.parse(file).getroot().iter("context"):  # noqa: S314 - only our own resources
            name = context.findtext("name") or ""
            for message in context.iter("message"):
                translation = message.find("translation")
                if translation is not None and translation.get("type") is None and translation.text:
                    self._words[name, message.findtext("source") or ""] = translation.text

    @override
    def isEmpty(self) -> bool:
        return not self._words

    @override
    def translate(
        self,
        context: str,
        sourceText: str,
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str:
        del disambiguation, n
        return self._words.get((context, sourceText), sourceText)


def menu_language() -> str:
    """Return the language of the system's menus, which on Windows need not be that of its dates and numbers."""
    return next(iter(QLocale.system().uiLanguages()), FALLBACK)


def window_language(wanted: str, folder: Path) -> str:
    """Return the language the window speaks for a wish: one that has a file, else the English of its source."""
    there = (file.stem.removeprefix(_PREFIX) for file in in_order(folder.glob(f"{_PREFIX}*.ts")))
    return language_for(wanted, (FALLBACK, *there))


def translator_for(wanted: str, folder: Path, parent: QObject | None = None) -> SourceTranslator | None:
    """Return the translator of the language nearest to a wish, or None where that is English."""
    language = window_language(wanted, folder)
    return SourceTranslator(folder / f"{_PREFIX}{language}.ts", parent) if language != FALLBACK else None
