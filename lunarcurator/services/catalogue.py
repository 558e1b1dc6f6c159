"""The words of one language, read from the PO file that translators edit: no compiled file can be out of date.

A keyed sentence stands under its key (`about.as_of`), a text of the window under the class that says it, a text
of a paper under its template (`documents/loan_agreement`). English is what stands in the `msgid`.
"""

import re
from collections.abc import Mapping
from functools import cached_property, lru_cache
from gettext import c2py
from pathlib import Path
from types import MappingProxyType
from typing import Final

from lunarcurator.file_names import in_order
from lunarcurator.services.plural_rules import PluralRule
from lunarcurator.text_files import read_text

CATALOGUE: Final = "lunarcurator.po"
"""The file in the folder of each language."""
_TEXT: Final = r'(".*"(?:\n".*")*)'
_HEADER: Final = re.compile(rf'\nmsgid ""\nmsgstr {_TEXT}')
_FIELD: Final = re.compile(r"^([\w-]+): *(.*)$", re.MULTILINE)
_PLURAL: Final = re.compile(r"nplurals *= *(\d+) *; *plural *= *([^;]+)")
_SENTENCE: Final = re.compile(rf'\nmsgctxt ((?:""\n)?"[^"\n]*\.[^"\n]*")\nmsgid {_TEXT}\nmsgstr {_TEXT}')
_SPOKEN: Final = re.compile(
    r'\nmsgctxt ((?:""\n)?"[^"\n.]*")'
    rf"\nmsgid {_TEXT}(?:\nmsgid_plural {_TEXT})?((?:\nmsgstr(?:\[\d+\])? {_TEXT})+)"
)
_FORM: Final = re.compile(rf"msgstr\[\d+\] {_TEXT}")
_FUZZY: Final = re.compile(
    rf"(\n#,.*\bfuzzy\b.*(?:\n#.*)*\nmsgctxt {_TEXT}\nmsgid .*(?:\n[^#\n].*)*?)(?:\nmsgstr.*(?:\n\".*)*)+"
)
_MARK: Final = re.compile(r'"\n"|\\(.)')
_MARKS: Final = MappingProxyType({"n": "\n", "t": "\t", "r": "\r"})
_HEAD_OCTETS: Final = 4096

type Texts = Mapping[tuple[str, str], str | tuple[str, ...]]
"""Texts by what says them and their English; one that goes with a count has all its forms."""


class CatalogueError(ValueError):
    """A file that says no plural rule, or none that can be read."""


class Catalogue:
    """What is said in one language, read when it is first asked for: who only says sentences needs no texts."""

    def __init__(self, language: str, written: str) -> None:
        """Take what a file has; raises CatalogueError where it says no plural rule."""
        rule = _PLURAL.match(_fields(written).get("Plural-Forms", ""))
        if rule is None:
            msg = f"the catalogue of {language} has no Plural-Forms"
            raise CatalogueError(msg)
        self.language = language
        self.plural = PluralRule(int(rule[1]), c2py(rule[2]))
        # What a translator still has to look at is not translated.
        self._written = _FUZZY.sub(r'\1\nmsgstr ""', f"\n{written}")

    @cached_property
    def sentences(self) -> Mapping[str, str]:
        """The sentences by key, their gaps as they stand."""
        found = _SENTENCE.findall(self._written)
        return {_plain(key): _plain(said) or _plain(english) for key, english, said in found}

    @cached_property
    def texts(self) -> Texts:
        """What window and papers say."""
        texts: dict[tuple[str, str], str | tuple[str, ...]] = {}
        for context, quoted, plural, told, last in _SPOKEN.findall(self._written):
            english = _plain(quoted)
            if plural:
                forms = tuple(_plain(form) for form in _FORM.findall(told))
                texts[_plain(context), english] = forms if forms and all(forms) else (english, _plain(plural))
            else:
                texts[_plain(context), english] = _plain(last) or english
        return texts


def catalogue_of(language: str, folder: Path) -> Catalogue:
    """Return the catalogue of a language that has one in `folder`, read once until its file changes.

    Raises OSError if it is not there, UnicodeDecodeError or CatalogueError if it is none.
    """
    path = folder / language / CATALOGUE
    state = path.stat()
    return _read(path, state.st_mtime_ns, state.st_size)


def languages(folder: Path) -> tuple[str, ...]:
    """Return the names of the languages that have a catalogue in `folder`, sorted."""
    return tuple(path.parent.name for path in in_order(folder.glob(f"*/{CATALOGUE}")))


def language_names(folder: Path) -> dict[str, str]:
    """Return what each language of `folder` is called by those who speak it, by its code, sorted by code."""
    names = {}
    for language in languages(folder):
        with (folder / language / CATALOGUE).open("rb") as file:
            fields = _fields(file.read(_HEAD_OCTETS).decode("utf-8", "replace").replace("\r\n", "\n"))
        names[language] = fields.get("X-Language-Name", language)
    return names


@lru_cache(maxsize=8)
def _read(path: Path, _mtime_ns: int, _size: int) -> Catalogue:
    return Catalogue(path.parent.name, read_text(path))


def _fields(text: str) -> dict[str, str]:
    header = _HEADER.search(f"\n{text}")
    return dict(_FIELD.findall(_plain(header[1]))) if header else {}


def _plain(quoted: str) -> str:
    text = quoted[1:-1]
    return _MARK.sub(_unmarked, text) if "\\" in text or "\n" in text else text


def _unmarked(mark: re.Match[str]) -> str:
    return _MARKS.get(mark[1], mark[1]) if mark[1] else ""
