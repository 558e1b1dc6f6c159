"""Writes a document as one page of HTML that stands alone, prints well and runs nothing."""

from collections.abc import Iterator
from html import escape
from typing import BinaryIO, Final

from lunarcurator.documents.model import Column, Document, Sheet, Value
from lunarcurator.documents.plain_text import shown
from lunarcurator.documents.rendering import Progress, Stop, Watch, never, unseen

_STYLE: Final = """
:root { color-scheme: light; }
body { font: 13px/1.45 Inter, "Noto Sans CJK SC", "Segoe UI", sans-serif; color: #1a1d21; margin: 24px; }
h1 { font-size: 20px; margin: 0 0 16px; }
h2 { font-size: 15px; margin: 24px 0 8px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 3px 10px; text-align: left; vertical-align: top; border-bottom: 1px solid #dfe2e6; }
thead th { background: #eceef1; border-bottom: 1px solid #9aa1a9; vertical-align: bottom; }
tbody tr:nth-child(even) { background: #f6f7f9; }
tfoot td { font-weight: 600; border-top: 1px solid #9aa1a9; }
.figure { text-align: right; white-space: nowrap; }
.outlined td:first-child { white-space: pre-wrap; }
dl { display: grid; grid-template-columns: max-content auto; gap: 2px 16px; margin: 0; }
dt { color: #555c64; } dd { margin: 0; overflow-wrap: anywhere; }
@page { size: A4 landscape; margin: 12mm; @bottom-center { content: PAGE_OF_PAGES; font-size: 9px; } }
@media print {
  body { margin: 0; font-size: 10px; } thead { display: table-header-group; } tfoot { display: table-row-group; }
  tr { break-inside: avoid; } thead th, tbody tr:nth-child(even) { print-color-adjust: exact; }
}
"""

# Nothing is fetched and nothing is run, whatever a cell says.
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_META: Final = f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'


def render_html(
    document: Document, stream: BinaryIO, *, progress: Progress = unseen, should_stop: Stop = never
) -> None:
    """Write the document as UTF-8 HTML, what it says about itself last; raises RenderStopped when called off."""
    watch = Watch(progress, should_stop)
    for piece in _page(document, watch):
        stream.write(piece.encode("utf-8"))


def _page(document: Document, watch: Watch) -> Iterator[str]:
    title = escape(document.title)
    style = _STYLE.replace("PAGE_OF_PAGES", _page_of_pages(document.wording.page))
    yield f'<!DOCTYPE html>\n<html lang="{escape(_tag(document.wording.language))}">\n<head>\n{_META}'
    yield f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
    for sheet in document.sheets:
        if len(document.sheets) > 1:
            yield f"<h2>{escape(sheet.name)}</h2>\n"
        yield from _table(sheet, watch, document.wording.empty)
    yield f"<h2>{escape(document.wording.about)}</h2>\n<dl>\n"
    for label, value in document.about:
        yield f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>\n"
    yield "</dl>\n</body>\n</html>\n"


def _table(sheet: Sheet, watch: Watch, empty: str) -> Iterator[str]:
    head = "".join(_cell(column.header, column, "th") for column in sheet.columns)
    if sheet.preface:
        yield f"<p>{escape(' '.join(sheet.preface))}</p>\n"
    kind = ' class="outlined"' if sheet.outlined else ""
    yield f"<table{kind}>\n<thead><tr>{head}</tr></thead>\n<tbody>\n"
    told = False
    for row in watch.rows(sheet.rows):
        told = True
        yield _row(row, sheet)
    if not told:
        yield f'<tr><td colspan="{len(sheet.columns)}">{escape(empty)}</td></tr>\n'
    yield "</tbody>\n"
    totals = tuple(sheet.totals)
    if totals:
        yield f"<tfoot>\n{_row(totals, sheet)}</tfoot>\n"
    yield "</table>\n"


def _row(row: tuple[Value, ...], sheet: Sheet) -> str:
    cells = (_cell(shown(value, column), column) for value, column in zip(row, sheet.columns, strict=True))
    return f"<tr>{''.join(cells)}</tr>\n"


def _cell(text: str, column: Column, tag: str = "td") -> str:
    mark = ' class="figure"' if column.is_figure else ""
    return f"<{tag}{mark}>{escape(text)}</{tag}>"


def _page_of_pages(template: str) -> str:
    """Return the words of a page's foot as a CSS content list, with counters for the numbers."""
    quoted = template.replace("\\", "").replace('"', "'").replace("<", "")
    return f'"{quoted}"'.replace("&P", '" counter(page) "').replace("&N", '" counter(pages) "')


def _tag(language: str) -> str:
    """Return the name of a language as pages know it: zh-CN for zh_CN."""
    return language.replace("_", "-")
