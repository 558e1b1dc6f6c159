"""Lists of what needs a hand, and the result of a count with its two signatures."""

from collections.abc import Iterable, Iterator, Sequence

from lunarcurator.documents.model import AboutLine, Column, Document, Say, Sheet, Value, wording
from lunarcurator.documents.reports.about import Circumstances, about_lines

type Row = tuple[Value, ...]

_LINE = "_" * 32


def listing(
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Row],
    say: Say,
    circumstances: Circumstances,
    *,
    language: str = "en",
    outlined: bool = False,
) -> Document:
    """Make a document of one list; columns and cells are worded already; `outlined` as in `Sheet`."""
    sheet = Sheet(title, tuple(columns), rows, outlined=outlined)
    return Document(title, (sheet,), about_lines(say, title, circumstances), wording(say, language))


def signed_listing(
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    counted: Sequence[AboutLine],
    say: Say,
    circumstances: Circumstances,
    *,
    language: str = "en",
) -> Document:
    """Make the list of a count: what differs, then a line to sign on for each of two people.

    `counted` is told beside the circumstances: which count, and what it found.
    """
    sheet = Sheet(title, tuple(columns), (*rows, *_signatures(len(columns), say)))
    about = (*about_lines(say, title, circumstances), *counted)
    return Document(title, (sheet,), about, wording(say, language))


def _signatures(width: int, say: Say) -> Iterator[Row]:
    for key in ("report.signed_counter", "report.signed_witness"):
        yield (None,) * width
        yield (say(key), _LINE, *(None,) * (width - 2))
