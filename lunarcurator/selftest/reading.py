"""Reads PDF files back: what their glyphs say must be what the same paper says as a page of a browser."""

import re
from html import unescape
from pathlib import Path
from typing import Final

from lunarcurator.documents.pdf_words import NO_SIGN, words_in
from lunarcurator.file_names import in_order
from lunarcurator.selftest.failing import StepError

_NO_TEXT: Final = re.compile(r"<style.*?</style>|<title.*?</title>|<i>.*?</i>", re.DOTALL)
"""What no page shows, and the words below the lines to sign on, which paper sets otherwise."""
_BOX: Final = re.compile("[\u2610\u2611]")
_MINUTE: Final = re.compile(r"(?<=\d{4}-\d\d-\d\d)\d\d:\d\d")
"""The two are printed one after the other, and a minute may end in between."""


def read_back(paper: Path, page: Path) -> None:
    """Hold that a PDF says all that the page of a browser says of the same paper; raises `StepError`."""
    written = "".join(_bare(each) for each in words_in(paper.read_bytes()))
    shown = re.split(r"<[^>]*>", _NO_TEXT.sub("", page.read_text("utf-8")))
    texts = [told for each in shown if (told := _bare(_BOX.sub("", unescape(each))))]
    missing = [each for each in texts if each not in written]
    if missing or not texts:
        raise StepError(f"{paper.name} does not say {missing[:3] or 'anything'}")


def read_all_back(folder: Path) -> None:
    """Hold that each page of each PDF in a folder says something, and that no glyph on it is a box."""
    for paper in in_order(folder.rglob("*.pdf")):
        pages = words_in(paper.read_bytes())
        if not pages or not all(map(_bare, pages)):
            raise StepError(f"{paper.name} has a page that says nothing")
        if any(NO_SIGN in page for page in pages):
            raise StepError(f"{paper.name} has a glyph that says nothing")


def _bare(text: str) -> str:
    return _MINUTE.sub("", "".join(text.split()))
