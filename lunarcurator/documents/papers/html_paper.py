"""Writes a paper as one page of HTML that stands alone, prints well and runs nothing."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import singledispatch
from html import escape
from typing import BinaryIO, Final

from lunarcurator.documents.model import Column
from lunarcurator.documents.papers import blocks
from lunarcurator.documents.papers.blocks import Foot, Paper, PaperWords
from lunarcurator.documents.plain_text import shown

_STYLE: Final = """
:root { color-scheme: light; }
body { font: 13px/1.45 Inter, "Noto Sans CJK SC", "Segoe UI", sans-serif; color: #000; margin: 24px auto;
  max-width: 190mm; }
header { display: flex; justify-content: space-between; align-items: baseline; border-bottom: 2px solid #000; }
h1 { font-size: 21px; margin: 0 0 4px; } header b { font-size: 15px; } h2 { font-size: 15px; margin: 18px 0 6px; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; margin: 6px 0; }
th, td { padding: 3px 8px; text-align: left; vertical-align: top; border-bottom: 1px solid #bbb; }
thead th { border-bottom: 1px solid #000; vertical-align: bottom; }
table.ruled th, table.ruled td { border: 1px solid #777; } tr.blank td { height: 22px; }
tfoot td { font-weight: 600; border-top: 1px solid #000; } .figure { text-align: right; white-space: nowrap; }
dl { display: grid; gap: 6px 20px; margin: 8px 0; } dt { color: #444; font-size: 11px; }
dd { margin: 0; overflow-wrap: anywhere; min-height: 18px; } dd.line { border-bottom: 1px solid #000; }
p.small { font-size: 11px; } .write { border-bottom: 1px solid #000; height: 26px; }
.signatures { display: grid; grid-template-columns: 1fr 1fr; gap: 22px 28px; margin: 22px 0; }
.signatures i { display: block; font-style: normal; border-top: 1px solid #000; font-size: 11px;
  margin-top: 30px; }
.checks { display: grid; gap: 3px 20px; } figure { display: flex; gap: 14px; align-items: center; margin: 10px 0; }
figure img { max-width: 100%; max-height: 90mm; } figcaption { overflow-wrap: anywhere; }
footer { border-top: 1px solid #999; margin-top: 24px; padding-top: 4px; font-size: 10px; color: #444;
  overflow-wrap: anywhere; }
@page { size: PAGE_SIZE; margin: 14mm; @bottom-right { content: PAGE_OF_PAGES; font-size: 9px; } }
@media print { body { margin: 0; max-width: none; font-size: 10pt; } thead { display: table-header-group; }
  tfoot { display: table-row-group; } tr, .signatures, figure { break-inside: avoid; }
  .break { break-before: page; } }
"""
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_META: Final = f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
_KINDS: Final = ((b"\x89PNG", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))


def render_html_paper(paper: Paper, stream: BinaryIO) -> None:
    """Write the paper as UTF-8 HTML; the same paper gives the same bytes."""
    for piece in _page(paper):
        stream.write(piece.encode("utf-8"))


def _page(paper: Paper) -> Iterator[str]:
    title = escape(paper.title)
    pages = '"' + escape(paper.words.page).replace("{page}", '" counter(page) "') + '"'
    style = _STYLE.replace("PAGE_SIZE", paper.page.value.replace("_", " ").replace("a4", "A4"))
    style = style.replace("PAGE_OF_PAGES", pages.replace("{pages}", '" counter(pages) "'))
    yield f'<!DOCTYPE html>\n<html lang="{escape(paper.words.language.replace("_", "-"))}">\n<head>\n{_META}'
    yield f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    if paper.organisation:
        yield f"<p>{escape(paper.organisation)}</p>\n"
    record = f"<b>{escape(paper.words.record)} {escape(paper.record)}</b>" if paper.record else ""
    yield f"<header><h1>{title}</h1>{record}</header>\n"
    for block in paper.blocks:
        yield from _written(block, paper.words)
    yield f"<footer>{escape(foot_line(paper.foot, paper.words))}</footer>\n</body>\n</html>\n"


def foot_line(foot: Foot, words: PaperWords) -> str:
    """Return what stands at the foot of a paper: store, entry, day, digest, and when it was printed."""
    told = words.foot.format(store=foot.store, sequence=foot.sequence, day=foot.day, digest=foot.digest)
    return " · ".join(part for part in (told, f"{words.printed} {foot.printed}" if foot.printed else "") if part)


@singledispatch
def _written(block: blocks.Block, _words: PaperWords) -> Iterator[str]:
    msg = f"nobody can write {type(block).__name__}"
    raise AssertionError(msg)


@_written.register
def _(block: blocks.Heading, _words: PaperWords) -> Iterator[str]:
    yield f"<h2>{escape(block.text)}</h2>\n"


@_written.register
def _(block: blocks.Fields, _words: PaperWords) -> Iterator[str]:
    cells = (
        f"<div><dt>{escape(each.label)}</dt><dd{_line_class(each)}>{escape(each.text)}</dd></div>"
        for each in block.entries
    )
    yield f'<dl style="grid-template-columns: repeat({block.columns}, 1fr)">{"".join(cells)}</dl>\n'


def _line_class(each: blocks.Entry) -> str:
    return ' class="line"' if each.line and not each.text else ""


@_written.register
def _(block: blocks.Table, _words: PaperWords) -> Iterator[str]:
    if not block.rows and not block.blank and block.empty:
        yield f"<p>{escape(block.empty)}</p>\n"
        return
    yield f"<table{' class=ruled' if block.ruled else ''}>\n<thead><tr>"
    yield "".join(_cell(column.header, column, "th") for column in block.columns) + "</tr></thead>\n<tbody>\n"
    for row in block.rows:
        yield _row((shown(value, column) for value, column in zip(row, block.columns, strict=True)), block)
    empty = "".join("<td></td>" for _ in block.columns)
    yield f'<tr class="blank">{empty}</tr>\n' * block.blank + "</tbody>\n"
    if block.totals:
        told = (shown(value, column) for value, column in zip(block.totals, block.columns, strict=True))
        yield f"<tfoot>\n{_row(told, block)}</tfoot>\n"
    yield "</table>\n"


def _row(cells: Iterable[str], block: blocks.Table) -> str:
    told = "".join(_cell(text, column, "td") for text, column in zip(cells, block.columns, strict=True))
    return f"<tr>{told}</tr>\n"


def _cell(text: str, column: Column, tag: str) -> str:
    mark = ' class="figure"' if column.is_figure else ""
    return f"<{tag}{mark}>{escape(text)}</{tag}>"


@_written.register
def _(block: blocks.Text, _words: PaperWords) -> Iterator[str]:
    mark = ' class="small"' if block.small else ""
    yield from (f"<p{mark}>{escape(each)}</p>\n" for each in block.text.split("\n") if each)


@_written.register
def _(block: blocks.Signatures, words: PaperWords) -> Iterator[str]:
    yield '<div class="signatures">\n'
    for line in block.lines:
        told = (f"{words.name}: {line.name}", f"{words.day}: {line.day}", words.signature)
        yield f"<div>{escape(line.role)}<i>{escape(' · '.join(told))}</i></div>\n"
    yield "</div>\n"


@_written.register
def _(block: blocks.Checks, _words: PaperWords) -> Iterator[str]:
    if block.label:
        yield f"<p>{escape(block.label)}</p>\n"
    boxes = "".join(f"<div>{'☑' if each.ticked else '☐'} {escape(each.label)}</div>" for each in block.boxes)
    yield f'<div class="checks" style="grid-template-columns: repeat({block.columns}, 1fr)">{boxes}</div>\n'


@_written.register
def _(block: blocks.Lines, _words: PaperWords) -> Iterator[str]:
    yield f"<p>{escape(block.label)}</p>\n" + '<div class="write"></div>\n' * block.count


@_written.register
def _(block: blocks.Code, _words: PaperWords) -> Iterator[str]:
    size = len(block.modules) + 2
    dark = "".join(
        f"M{column + 1} {row + 1}h1v1h-1z"
        for row, line in enumerate(block.modules)
        for column, on in enumerate(line)
        if on
    )
    yield f'<figure><svg width="22mm" height="22mm" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
    yield f'<path d="{dark}"/></svg><figcaption>{escape(block.caption)}</figcaption></figure>\n'


@_written.register
def _(block: blocks.Picture, words: PaperWords) -> Iterator[str]:
    kind = next((name for begin, name in _KINDS if block.data.startswith(begin)), "")
    shown_as = f'<img alt="" src="data:{kind};base64,{b64encode(block.data).decode()}">' if kind else ""
    told = f"{block.caption} · {block.file} · {words.checksum} {block.sha256}"
    yield f"<figure>{shown_as}<figcaption>{escape(told)}</figcaption></figure>\n"


@_written.register
def _(_block: blocks.PageBreak, _words: PaperWords) -> Iterator[str]:
    yield '<div class="break"></div>\n'
