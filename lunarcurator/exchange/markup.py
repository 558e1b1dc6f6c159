"""Follows the tags of a piece of markup, one after another, and refuses what could harm: a document type."""

from collections.abc import Callable, Iterable
from xml.parsers import expat


def follow_tags(
    pieces: Iterable[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Tell of each tag as it starts and ends, and of the text between; raises ValueError for what is no markup."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _refuse_doctype
    if end is not None:
        parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error


def _refuse_doctype(*_: object) -> None:
    # Entities, which can grow without bound, are declared in a document type and nowhere else.
    raise ValueError("a workbook declares no document type")
