"""The first rows of a report as texts, so that a person sees the sheet before it is written."""

from dataclasses import dataclass
from itertools import islice

from lunarcurator.documents.plain_text import plain
from lunarcurator.services.exporting import Wanted, opened_report
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words


@dataclass(frozen=True, slots=True)
class PreviewColumn:
    """One column a report can have: its key, its header, whether its cells stand to the right.

    An `optional` one is only there where it is asked for.
    """

    key: str
    header: str
    is_figure: bool
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """The columns of a report, its first rows as the file will say them, and how many rows there are."""

    title: str
    columns: tuple[PreviewColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int


def preview(session: StoreSession, words: Words, wanted: Wanted, most: int) -> Preview:
    """Return the first `most` rows of a report with all its columns."""
    with opened_report(session, words, wanted, every=True) as opened:
        document = opened.document
        sheet = document.sheets[0]
        rows = tuple(
            tuple(plain(value, column) for value, column in zip(row, sheet.columns, strict=True))
            for row in islice(sheet.rows, most)
        )
        columns = tuple(
            PreviewColumn(each.key, each.header, each.is_figure, each.optional) for each in sheet.columns
        )
        return Preview(document.title, columns, rows, opened.total)
