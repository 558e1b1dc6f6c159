"""A language with three plural forms, made of English by the tests: what is not of the catalogue is seen at once.

Each letter of a sentence is another one, and each form of a count says which it is: ₁ goes with 1, ₂ with 2, 3, 4
and 22, ₃ with all else, as in Polish.
"""

import re
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

import polib
import pytest
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.catalogue import CATALOGUE

LANGUAGE = "x_test"
NAME = "Третий"
FORMS = "₁₂₃"
PLURAL = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
_LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_OTHER = "абцдефгхийклмнопярстувшчузАБЦДЕФГХИЙКЛМНОПЯРСТУВШЧУЗ"
_LETTERS = str.maketrans(_LATIN, _OTHER)
_GAP = re.compile(r"\{\{|\}\}|\{(?:[^{}]|\{[^{}]*\})*\}")
_WORD = re.compile(r"[A-Za-z]{2,}")


def speak(folder: Path, patch: pytest.MonkeyPatch) -> Path:
    """Put the language beside the program's own, for as long as the test, and return the folder of languages."""
    resources = folder / "resources"
    shutil.copytree(resources_folder(), resources)
    languages = resources / "languages"
    (languages / LANGUAGE).mkdir()
    _catalogue().save(str(languages / LANGUAGE / CATALOGUE))
    for name, module in list(sys.modules.items()):
        if name.startswith("lunarcurator.") and callable(getattr(module, "resources_folder", None)):
            patch.setattr(module, "resources_folder", lambda: resources)
    return languages


def _catalogue() -> polib.POFile:
    book = polib.pofile(str(resources_folder() / "languages" / "en" / CATALOGUE), wrapwidth=0)
    book.metadata |= {"Language": LANGUAGE, "X-Language-Name": NAME, "Plural-Forms": PLURAL}
    for each in book:
        if each.msgid_plural:
            forms = (each.msgid, each.msgid_plural, each.msgid_plural)
            each.msgstr_plural = {at: spelt(form) + FORMS[at] for at, form in enumerate(forms)}
        else:
            each.msgstr = spelt(each.msgid)
    return book


def spelt(text: str) -> str:
    """Return a sentence with other letters; its gaps stay, but for what they say themselves."""
    between = _GAP.split(text)
    gaps = [*map(_gap, _GAP.findall(text)), ""]
    return "".join(part.translate(_LETTERS) + gap for part, gap in zip(between, gaps, strict=True))


def _gap(gap: str) -> str:
    name, _, spec = gap.strip("{}").partition(":")
    kind, _, rest = spec.partition(":")
    if kind in {"count", "plural"}:
        one, many = rest.translate(_LETTERS).split("|")
        return f"{{{name}:{kind}:{one}₁|{many}₂|{many}₃}}"
    return f"{{{name}:if:{rest.translate(_LETTERS)}}}" if kind == "if" else gap


def foreign(texts: Iterable[str], data: str) -> set[str]:
    """Return the words that are neither of the language nor among the data, which stand apart by spaces."""
    known = set(data.split())
    return {word for text in texts for word in _WORD.findall(text)} - known
