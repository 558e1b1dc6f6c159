import io
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from lunarcurator.documents.html_renderer import render_html
from lunarcurator.documents.model import AboutLine, Column, ColumnKind, Document, MassFigure, Sheet, Wording
from lunarcurator.documents.rendering import RenderStopped

from tests.documents.making import document, rendered

NUMBER = Column("number", "Number")
MASS = Column("mass", "Mass now", ColumnKind.MASS, "g")
COUNT = Column("count", "Pieces", ColumnKind.INTEGER)


class Reader(HTMLParser):
    """Collects the cells of tables, the tags seen, and whether each is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs
        if tag != "meta":
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("td", "th"):
            self.rows[-1][-1] += data


def read(made: Document) -> Reader:
    reader = Reader()
    reader.feed(rendered(made, ".html").decode("utf-8"))
    reader.close()
    return reader


def test_a_list_of_nothing_says_so() -> None:
    assert read(document((NUMBER, COUNT), [])).rows == [["Number", "Pieces"], ["document.empty"]]


def test_a_year_is_no_count() -> None:
    year = Column("year", "Year", ColumnKind.YEAR)
    assert read(document((year, COUNT), [(2021, 2021)])).rows[1] == ["2021", "2\u202f021"]


def test_cells_are_shown_as_for_eyes() -> None:
    rows = [("15405,91", MassFigure(5_918_400_000, 1000), 1234), ("15405", None, None)]
    reader = read(document((NUMBER, MASS, COUNT), rows, totals=("Total", 5_918_400_000, 1234)))
    assert reader.rows == [
        ["Number", "Mass now (g)", "Pieces"],
        ["15405,91", "5\u202f918.400", "1\u202f234"],
        ["15405", "", ""],
        ["Total", "5\u202f918.4", "1\u202f234"],
    ]
    assert reader.open == []
    assert "tfoot" in reader.tags


def test_nothing_a_cell_says_becomes_part_of_the_page() -> None:
    nasty = '<script>alert(1)</script>"&amp;<img src=x onerror=y>'
    sheet = Sheet(nasty, (Column("n", nasty),), [(nasty,)])
    about = (AboutLine(nasty, nasty),)
    words = Wording(nasty, nasty, nasty, language=nasty)
    reader = read(Document(nasty, (sheet, Sheet("b", (NUMBER,), [])), about, words))
    assert reader.tags.isdisjoint({"script", "img", "link", "iframe"})
    assert reader.rows[:2] == [[nasty], [nasty]]
    assert not any(name.startswith(("on", "src")) for name, _ in reader.attributes)


def test_it_stands_alone_and_says_what_it_is() -> None:
    text = rendered(document((NUMBER,), [("1",)]), ".html").decode("utf-8")
    assert "http" not in text.replace('http-equiv="Content-Security-Policy"', "")
    assert "default-src 'none'" in text
    assert '<html lang="en">' in text
    assert "<dt>Store</dt><dd>apollo.lunar</dd>" in text
    assert "landscape" in text
    assert '" counter(page) "' in text
    assert '" counter(pages) "' in text


def test_figures_stand_to_the_right() -> None:
    text = rendered(document((NUMBER, MASS), [("1", 1_000_000)]), ".html").decode("utf-8")
    assert '<td>1</td><td class="figure">1</td>' in text


def test_it_can_be_called_off() -> None:
    made = document((NUMBER,), ((str(number),) for number in range(1000)))
    with pytest.raises(RenderStopped):
        render_html(made, io.BytesIO(), should_stop=lambda: True)


def test_a_language_is_named_as_pages_name_it() -> None:
    words = Wording("a", "b", "c", language="zh_CN")
    made = Document("a", (Sheet("b", (NUMBER,), []),), (), words)
    assert '<html lang="zh-CN">' in rendered(made, ".html").decode("utf-8")


def test_the_levels_of_an_outlined_sheet_are_seen() -> None:
    made = document((Column("number", "Number"),), [("    10017",)])
    sheet = replace(made.sheets[0], outlined=True)
    text = rendered(replace(made, sheets=(sheet,)), ".html").decode()
    assert '<table class="outlined">' in text
    assert "<td>    10017</td>" in text
    assert ".outlined td:first-child { white-space: pre-wrap; }" in text
