"""Chooses the renderer of a document by the end of a file's name."""

from types import MappingProxyType
from typing import BinaryIO, Final, Protocol

from lunarcurator.documents.csv_renderer import render_csv
from lunarcurator.documents.html_renderer import render_html
from lunarcurator.documents.model import Document
from lunarcurator.documents.rendering import Progress, Stop, UnknownFormatError


class Renderer(Protocol):
    """Writes a document to a seekable stream of bytes, telling how far it is; raises RenderStopped."""

    def __call__(
        self, document: Document, stream: BinaryIO, *, progress: Progress = ..., should_stop: Stop = ...
    ) -> None:
        """Write the document."""
        ...


_WORKBOOK: Final = ".xlsx"
_RENDERERS: Final = MappingProxyType[str, Renderer](
    {".csv": render_csv, ".html": render_html, ".htm": render_html}
)

SUFFIXES: Final = (_WORKBOOK, *_RENDERERS)
"""The file name endings a document can be written as."""


def renderer_for(suffix: str) -> Renderer:
    """Return the renderer for an ending such as ".xlsx"; raises UnknownFormatError for any other."""
    if suffix.lower() == _WORKBOOK:
        # The library of workbooks takes 0.2 s to load, and no start of the window needs it.
        from lunarcurator.documents.xlsx_renderer import render_xlsx

        return render_xlsx
    try:
        return _RENDERERS[suffix.lower()]
    except KeyError:
        raise UnknownFormatError("document.format_unknown", suffix=suffix) from None
