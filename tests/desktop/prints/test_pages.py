"""What stands on the pages of a paper: nothing outside, heads on each, codes that read, Chinese that shows."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from lunarcurator.desktop.paper.block_setting import BlockSetting
from lunarcurator.desktop.paper.marks import CLOSE, WIDE, Box, Mark, Modules, Photo, Rule, Size, Writing
from lunarcurator.desktop.paper.paper_pages import LayoutStopped, PaperPages
from lunarcurator.desktop.paper.press import pages_of, press
from lunarcurator.desktop.paper.printing import PaperError
from lunarcurator.desktop.paper.typesetting import Typesetting
from lunarcurator.documents.model import Column, ColumnKind, MassFigure
from lunarcurator.documents.papers import blocks
from lunarcurator.documents.papers.blocks import CodeKind, PageFormat, Paper
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.codes import modules_of
from lunarcurator.services.papers.blank_forms import form_names
from lunarcurator.services.papers.making import paper_of
from lunarcurator.services.papers.paper_context import PaperWanted
from lunarcurator.services.words import Words
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from tests.desktop.book import Book
from tests.documents.papers.facts import EVERYTHING
from tests.documents.papers.filled import ALL, FOOT, WORDS, filled
from tests.services.papers.test_every_paper import SUBJECTS

FAMILIES = ("Inter", "Noto Sans CJK SC")


def paper(
    *given: blocks.Block, page: PageFormat = PageFormat.A4, title: str = "A paper", record: str = "L-7"
) -> Paper:
    return Paper("trial", title, record, given, FOOT, WORDS, page)


def table(rows: int, *, ruled: bool = False) -> blocks.Table:
    columns = (
        Column("number", "Number"),
        Column("mass", "Mass", ColumnKind.MASS, "g"),
        Column("remarks", "Remarks", width=40),
    )
    told = tuple((f"15555,{at}", MassFigure(at * 1_234_500, 100), "left over " * (at % 9)) for at in range(rows))
    total = ("Sum", MassFigure(sum(at * 1_234_500 for at in range(rows)), 100), None)
    return blocks.Table(columns, told, total, ruled=ruled)


def marks(pages: PaperPages) -> Iterator[tuple[int, Mark]]:
    for page in range(pages.pages):
        yield from ((page, mark) for mark in pages.marks(page))


def words(pages: PaperPages, page: int) -> list[str]:
    return [mark.text for mark in pages.marks(page) if isinstance(mark, Writing)]


def outside(pages: PaperPages) -> list[Mark]:
    """Return the marks that stand outside their page, right or below."""
    wide, high = pages.size
    found: list[Mark] = []
    for _, mark in marks(pages):
        right, below = mark.x, mark.y
        if isinstance(mark, Writing) and not mark.right:
            right += pages._types.width(mark.text, mark.size, bold=mark.bold)
        elif isinstance(mark, Rule):
            right, below = (mark.x, mark.y + mark.length) if mark.down else (mark.x + mark.length, mark.y)
        elif isinstance(mark, Box | Modules):
            right, below = mark.x + mark.side, mark.y + mark.side
        elif isinstance(mark, Photo):
            right, below = mark.x + mark.width, mark.y + mark.height
        if right > wide - 1_000 or below > high - 900 or mark.x < 900 or mark.y < 900:
            found.append(mark)
    return found


@pytest.mark.parametrize("page", list(PageFormat))
@pytest.mark.parametrize("ruled", [False, True])
def test_nothing_stands_outside_a_page_of_any_size(qapp: QApplication, page: PageFormat, ruled: bool) -> None:
    long = blocks.Text("CE5C0400YJYX132GP" * 30 + "\n" + "岩石样品" * 200)
    whole = paper(table(200, ruled=ruled), long, page=page, title="A title that is very long " * 6)
    pages = PaperPages(whole, FAMILIES)
    assert pages.pages > 3
    assert outside(pages) == []


def test_a_long_table_has_its_header_on_every_page_and_each_row_once(qapp: QApplication) -> None:
    pages = PaperPages(paper(table(150)), FAMILIES)
    assert pages.pages > 3
    for page in range(pages.pages):
        assert words(pages, page).count("Mass (g)") == 1
        assert f"Page {page + 1} of {pages.pages}" in words(pages, page)
        foot = [text for text in words(pages, page) if "head" in text]
        assert len(foot) == 1
    every = [text for page in range(pages.pages) for text in words(pages, page)]
    assert [every.count(f"15555,{at}") for at in range(150)] == [1] * 150
    assert all("No. L-7" in words(pages, page) for page in range(1, pages.pages))


def test_laying_out_says_how_far_it_is_and_is_called_off(qapp: QApplication) -> None:
    told: list[tuple[int, int]] = []
    PaperPages(paper(table(1_000)), FAMILIES, lambda done, total: told.append((done, total)))
    assert told[0] == (250, 1_000)
    assert told[-1] == (1_000, 1_000)
    with pytest.raises(LayoutStopped):
        PaperPages(paper(table(1_000)), FAMILIES, should_stop=lambda: True)


def test_masses_of_a_column_stand_on_one_decimal_point(qapp: QApplication) -> None:
    pages = PaperPages(paper(table(20)), FAMILIES)
    points = {mark.x for _, mark in marks(pages) if isinstance(mark, Writing) and mark.text.startswith(".")}
    assert len(points) == 1
    fronts = {mark.x for _, mark in marks(pages) if isinstance(mark, Writing) and mark.figure and mark.right}
    assert fronts == points


def test_a_heading_never_ends_a_page_and_nobody_signs_an_empty_one(qapp: QApplication) -> None:
    signed = blocks.Signatures((blocks.Signature("Curator", "A. Curator"),))
    for rows in range(20, 60):
        text = blocks.Text("\n".join(f"Line {at}" for at in range(rows)))
        pages = PaperPages(paper(text, blocks.Heading("What follows"), blocks.Text("Follows"), signed), FAMILIES)
        for page in range(pages.pages):
            told = words(pages, page)
            assert ("What follows" in told) == ("Follows" in told)
            assert "Curator" not in told or "Follows" in told


@pytest.mark.parametrize("close", [False, True])
@pytest.mark.parametrize("words_of_name", [1, 8, 20, 60])
def test_a_name_of_any_length_stands_below_what_is_signed_as(
    qapp: QApplication, words_of_name: int, close: bool
) -> None:
    name = " ".join(["L-2026-005/1", *["Responsible"] * words_of_name])
    one, other = blocks.Signature("Receiver", name, name), blocks.Signature("Sender")
    setting = BlockSetting(17_000, Typesetting(FAMILIES), WORDS, CLOSE if close else WIDE)
    for strip in setting.strips(blocks.Signatures((one, other))):
        told = [mark for mark in strip.marks if isinstance(mark, Writing)]
        for above, below in itertools.combinations(sorted(told, key=lambda mark: mark.y), 2):
            if abs(above.x - below.x) < 1:
                assert below.y - above.y >= min(above.size, below.size), (above, below)
        assert all(0 <= mark.y <= strip.height for mark in told)


def test_a_long_name_stands_whole_above_its_rule_and_all_sign_one_page(qapp: QApplication) -> None:
    name = "Professor Maria Magdalena Responsible of the Institute"
    lines = tuple(blocks.Signature(f"Role {at}", name if at == 1 else "") for at in range(1, 4))
    for rows in range(30, 50):
        text = blocks.Text("\n".join(f"Line {at}" for at in range(rows)))
        pages = PaperPages(paper(text, blocks.Signatures(lines)), FAMILIES)
        on = [page for page in range(pages.pages) if any("Role" in each for each in words(pages, page))]
        assert len(on) == 1
        told = words(pages, on[0])
        assert {"Role 1", "Role 2", "Role 3"} <= set(told)
        assert set(name.split()) <= {word for each in told for word in each.split()}


def test_a_day_is_never_broken(qapp: QApplication) -> None:
    others = (Column(f"c{n}", "What", width=30) for n in range(6))
    columns = (Column("day", "Day", ColumnKind.DAY, width=4), *others)
    row = (20260506, *("a longer text that goes on" for _ in range(6)))
    pages = PaperPages(paper(blocks.Table(columns, (row,), ruled=True)), FAMILIES)
    assert "2026-05-06" in {each.replace("\u2010", "-") for each in words(pages, 0)}


def test_every_block_is_set_and_a_broken_page_begins_anew(qapp: QApplication, tmp_path: Path) -> None:
    pages = PaperPages(filled(tmp_path, ALL, EVERYTHING), FAMILIES)
    told = [set(words(pages, page)) for page in range(pages.pages)]
    assert any("Box 1 of 15555" in page for page in told)
    assert not any({"Box 1 of 15555", "Box 2 of 2"} <= page for page in told)
    kinds = {type(mark) for _, mark in marks(pages)}
    assert kinds == {Writing, Rule, Box, Modules, Photo}
    assert outside(pages) == []
    shown = next(page for page, mark in marks(pages) if isinstance(mark, Photo))
    assert pages.image(shown, 60).width() == pages.size.width * 60 // 2540


def test_columns_that_ask_for_more_than_the_page_share_it(qapp: QApplication) -> None:
    columns = tuple(Column(f"c{at}", "Unbreakable" * 2) for at in range(14))
    wide = blocks.Table(columns, (("value",) * 14,))
    assert outside(PaperPages(paper(wide), FAMILIES)) == []


def test_no_word_of_a_header_and_no_number_is_broken_for_long_texts(qapp: QApplication) -> None:
    labels = (
        "Institution",
        "Borrower",
        "Loan number",
        "Number",
        "Form",
        "Described as",
        "Issued",
        "Due",
        "Recalled for",
    )
    columns = tuple(Column(each, each, ColumnKind.DAY if each == "Issued" else ColumnKind.TEXT) for each in labels)
    house = "Astronaut Ellison S. Onizuka Space Center"
    row = (house, house, "L-2021-058", "CE5C0800YJYX005GP", "", "", 20211020, None, None)
    made = PaperPages(paper(blocks.Table(columns, (row,) * 3), page=PageFormat.A4_LANDSCAPE), FAMILIES)
    told = " ".join(words(made, 0)).replace("\u2010", "-")
    for whole in ("Described", "Recalled", "Due", "Form", "L-2021-058", "CE5C0800YJYX005GP", "2021-10-20"):
        assert whole in told.split(), whole


@pytest.mark.parametrize("kind", list(CodeKind))
def test_a_code_on_a_page_reads_back(qapp: QApplication, kind: CodeKind) -> None:
    text = "ab" * 32
    pages = PaperPages(paper(blocks.Code(kind, text, "Head", modules_of(kind, text))), FAMILIES)
    assert [each.text for each in zxingcpp.read_barcodes(pages.image(0, 150))] == [text]


def test_chinese_is_drawn_and_not_boxes_for_what_is_missing(qapp: QApplication, tmp_path: Path) -> None:
    first, second = (
        pages_of(replace(paper(blocks.Text(text)), words=replace(WORDS, language="zh_CN"))).image(0, 100)
        for text in ("岩石", "土壤")
    )
    assert first != second
    path = tmp_path / "paper.pdf"
    press(paper(blocks.Text("岩石样品")), path)
    assert path.read_bytes().startswith(b"%PDF")


def test_a_chinese_paper_without_a_chinese_font_is_refused_and_no_boxes_are_printed(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    chinese = replace(paper(), words=replace(WORDS, language="zh_CN"))
    assert pages_of(chinese).pages == 1
    monkeypatch.setattr(QFontDatabase, "families", lambda _system: [])
    with pytest.raises(PaperError) as caught:
        press(chinese, tmp_path / "paper.pdf")
    assert caught.value.key == "paper.no_chinese_font"
    assert not (tmp_path / "paper.pdf").exists()
    assert pages_of(paper()).pages == 1


def test_signs_that_no_font_has_are_named(qapp: QApplication, tmp_path: Path) -> None:
    assert press(paper(blocks.Text("岩石 é …")), tmp_path / "whole.pdf") == ""
    assert press(paper(blocks.Text("岩石 𓀁 𓀀 𓀁")), tmp_path / "boxes.pdf") == "𓀀𓀁"
    assert (tmp_path / "boxes.pdf").exists()


def test_a_paper_without_anything_is_one_page(qapp: QApplication) -> None:
    pages = PaperPages(replace(paper(record=""), organisation="Laboratory of a test"), FAMILIES)
    assert pages.pages == 1
    assert "Laboratory of a test" in words(pages, 0)
    assert "Page 1 of 1" in words(pages, 0)
    wide = PaperPages(paper(record="a very long record number " * 4), FAMILIES)
    assert outside(wide) == []


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_nothing_stands_outside_any_page_of_the_book(book: Book, language: str) -> None:
    said = Words.load(language, resources_folder() / "languages", strict=True)
    asked = [PaperWanted(key, of) for key, of in SUBJECTS.items() if key != "count_record"]
    asked += [PaperWanted("blank_form", kind) for kind, _ in form_names(said)]
    for wanted in asked:
        pages = pages_of(paper_of(book.session, said, wanted))
        assert outside(pages) == [], wanted


def blank_forms(book: Book, language: str) -> dict[str, PaperPages]:
    said = Words.load(language, resources_folder() / "languages")
    # Most labs have a name, which stands above the title.
    forms = {kind: paper_of(book.session, said, PaperWanted("blank_form", kind)) for kind, _ in form_names(said)}
    return {kind: pages_of(replace(form, organisation="Laboratory of a test")) for kind, form in forms.items()}


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_blank_form_is_one_page_but_for_the_two_that_ask_most(bare_book: Book, language: str) -> None:
    forms = blank_forms(bare_book, language)
    two = {"register", "return_line"}
    assert {kind for kind, pages in forms.items() if pages.pages > 1} == two
    assert {forms[kind].pages for kind in two} == {2}
    # No table to write in goes on from page to page: the second begins with the title of one, not with its header.
    for kind in two:
        bold = [mark for mark in forms[kind].marks(1) if isinstance(mark, Writing) and mark.bold]
        assert min(bold, key=lambda mark: mark.y).size is Size.HEADING, kind


def test_what_is_closer_has_room_to_write_and_letters_as_large_as_ever(bare_book: Book) -> None:
    forms = blank_forms(bare_book, "en")
    close, wide = forms["dissect"], forms["weigh"]
    words = ([mark for mark in each.marks(0) if isinstance(mark, Writing)] for each in (close, wide))
    sizes = [{mark.size for mark in each if not mark.faint} for each in words]
    assert sizes[0] == sizes[1]
    assert CLOSE.written >= 600 < CLOSE.line
