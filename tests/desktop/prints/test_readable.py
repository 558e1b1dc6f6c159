"""What a PDF gives as text is what stands on it: every paper, in both languages, read by another's reader."""

import ast
import io
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from lunarcurator.desktop.paper.labels import LabelPaper
from lunarcurator.desktop.paper.marks import Writing
from lunarcurator.desktop.paper.paper_pages import TICK, PaperPages
from lunarcurator.desktop.paper.press import pages_of, press
from lunarcurator.desktop.paper.printing import make_printer, print_pages, write_pdf
from lunarcurator.desktop.paper.table_setting import EMPTY_BOX
from lunarcurator.documents.papers.blocks import Check, Checks, PageFormat, Paper, Table, Text
from lunarcurator.documents.papers.html_paper import render_html_paper
from lunarcurator.documents.pdf_words import NO_SIGN, PdfUnreadError, with_words, words_in
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.operations import CheckPlace
from lunarcurator.domain.operations.accounting import OpenRound
from lunarcurator.domain.operations.issuing import RecallLines
from lunarcurator.services.exporting import Report, ReportNeeds, Wanted, export, paper_of_report
from lunarcurator.services.label_layouts import load_layouts
from lunarcurator.services.labels import Label
from lunarcurator.services.papers.making import paper_of, templates
from lunarcurator.services.papers.paper_context import PaperWanted
from lunarcurator.services.to_do.checks import checks
from lunarcurator.services.words import Words
from pypdf import PdfReader
from PySide6.QtGui import QFont, QPainter, QPdfWriter, QRawFont
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from tests.desktop.book import Book
from tests.documents.papers.filled import FOOT, WORDS
from tests.house.sources import PACKAGE, called, sources
from tests.services.ledgers.history import History, lived
from tests.services.papers.loan_lab import LoanLab, lent
from tests.services.papers.papers import MESSAGES, column, made, tables
from tests.services.papers.test_every_paper import SUBJECTS as OF_PIECES
from tests.services.papers.test_loan_papers import SUBJECTS as OF_LOANS
from tests.services.papers.test_loan_papers import TODAY

COUNTED = {"count_record": ""}
LOST = {"incident_record": "25-1"}
"""The case of the loss that is reported in that story, by its entry."""
ASKED = {"inventory_list": "R-1", "recall_letter": "Borrower A", "loan_status_report": "2026"}
FAMILIES = ("Inter", "Noto Sans CJK SC")
LANGUAGES = ("en", "zh_CN")


class _Nodes(HTMLParser):
    """The texts of a page, each with the elements it stands in."""

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"meta", "img", "path"}:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not {"style", "title"} & set(self.inside):
            self.found.append((self.inside[-1], data))


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def texts_of(page: str) -> list[tuple[str, str]]:
    nodes = _Nodes()
    nodes.feed(page)
    return nodes.found


def told_by_html(paper: Paper) -> Iterator[str]:
    """Yield what the page of a browser says, in its order, as a printed page writes it."""
    page = io.BytesIO()
    render_html_paper(paper, page)
    for tag, text in texts_of(page.getvalue().decode("utf-8")):
        if tag != "i":
            # A box is drawn on paper, and only its tick is a sign.
            yield bare(text.replace("\u2610 ", "").replace("\u2611", TICK).replace("\u2610", EMPTY_BOX))
            continue
        for part in text.split(" \u00b7 "):
            # Who signs: the word stands below the line, the name above it.
            yield from (bare(each) for each in part.split(": ", 1) if each)


def told_by_marks(pages: PaperPages) -> list[str]:
    return [
        bare("".join(mark.text for mark in pages.marks(page) if isinstance(mark, Writing)))
        for page in range(pages.pages)
    ]


def read_by_another(path: Path) -> list[str]:
    """Return what a reader of PDF files that is not ours finds on the pages, without spaces."""
    return [bare(page.extract_text()) for page in PdfReader(path).pages]


def carried(sign: str) -> bool:
    """Whether a bundle brings a sign along: in Inter, or in the Chinese font cut to GB 2312."""
    if QRawFont.fromFont(QFont("Inter")).supportsCharacter(ord(sign)):
        return True
    return bool(sign.encode("gb2312", "ignore"))


def holds(paper: Paper, path: Path) -> None:
    """Hold that the PDF of a paper says what stands on it, and what its page in a browser says."""
    assert press(paper, path) == ""
    reader = PdfReader(path)
    read = read_by_another(path)
    ticks = sum(each.count(TICK) for each in read)
    assert [each.replace(TICK, "") for each in read] == told_by_marks(pages_of(paper))
    assert [bare(each) for each in words_in(path.read_bytes())] == read
    whole = "".join(read)
    assert [sign for sign in sorted(set(whole)) if not carried(sign)] == []
    missing = [each for each in told_by_html(paper) if each not in whole]
    assert missing == []
    assert ticks == sum(each.startswith(TICK) for each in told_by_html(paper))
    assert reader.metadata is not None
    assert reader.metadata.title == f"{paper.title} {paper.record}".strip()
    root = reader.trailer["/Root"]
    assert root["/Lang"] == paper.words.language.replace("_", "-")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] is not None


def pieces(folder: Path) -> History:
    return lived(folder / "history.lunar")


def counted(folder: Path) -> History:
    history = pieces(folder)
    numbers = column(tables(made(history, "container_contents", "CAB-1"))[0], "number")
    history.post(CheckPlace(place="Cabinet 1", missing=tuple(map(str, numbers))))
    assert checks(history.session)
    return history


def loans(folder: Path) -> LoanLab:
    return lent(folder / "lent.lunar")


def granted(folder: Path) -> LoanLab:
    lab = LoanLab.make(folder / "asked.lunar")
    lab.furnish()
    lab.agree()
    lab.request()
    return lab


def asked(folder: Path) -> LoanLab:
    lab = loans(folder)
    lab.post(RecallLines(lines=("L-1/1",), by=20261201, why="needed"))
    lab.post(OpenRound(number="R-1", frozen=TODAY, deadline=20270131))
    return lab


STORIES: dict[str, tuple[Callable[[Path], History], dict[str, str]]] = {
    "pieces": (pieces, {key: of for key, of in OF_PIECES.items() if key != "count_record"}),
    "count": (counted, COUNTED),
    "loans": (loans, {**OF_LOANS, **LOST}),
    "granted": (granted, {"pick_list": "L-1"}),
    "asked": (asked, ASKED),
}


def test_every_paper_there_is_is_read() -> None:
    assert {key for _, papers in STORIES.values() for key in papers} == set(templates())


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("story", sorted(STORIES))
def test_a_pdf_says_what_stands_on_it_and_what_the_page_of_a_browser_says(
    qapp: QApplication, tmp_path: Path, story: str, language: str
) -> None:
    make, papers = STORIES[story]
    book = make(tmp_path)
    try:
        for key, of in papers.items():
            holds(made(book, key, of, language), tmp_path / f"{key}.pdf")
    finally:
        book.session.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_blank_form_says_what_stands_on_it(bare_book: Book, tmp_path: Path, language: str) -> None:
    words = Words.load(language, MESSAGES, strict=True)
    for kind in ("register", "issue_lines"):
        holds(paper_of(bare_book.session, words, PaperWanted("blank_form", kind)), tmp_path / f"{kind}.pdf")


def paper_has_rows(paper: Paper) -> bool:
    return all(block.rows for block in paper.blocks if isinstance(block, Table))


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_on_pages_says_what_stands_on_them_and_what_its_page_in_a_browser_says(
    qapp: QApplication, tmp_path: Path, language: str
) -> None:
    lab = asked(tmp_path)
    words = Words.load(language, MESSAGES, strict=True)
    path, page = tmp_path / "report.pdf", tmp_path / "report.html"
    written = 0
    try:
        for report in Report:
            wanted = Wanted(report)
            try:
                paper = paper_of_report(lab.session, words, wanted)
            except ReportNeeds:
                continue
            holds(paper, path)
            page.unlink(missing_ok=True)
            export(lab.session, words, wanted, page)
            whole = "".join(read_by_another(path))
            texts = texts_of(page.read_text("utf-8"))
            # A table without rows has no head on paper.
            tags = {"td", "th"} if paper_has_rows(paper) else {"td"}
            cells = [bare(text) for tag, text in texts if tag in tags]
            assert [each for each in cells if each.replace("\u2610", EMPTY_BOX) not in whole] == [], report
            written += 1
    finally:
        lab.session.close()
    assert written > len(Report) / 2


def label(number: str, marks: str = "") -> Label:
    return Label(
        Uid("0" * 32),
        number,
        number,
        "\u5ca9\u7247 Slab",
        "364.746 \u00b1 0.02 mg  2024-06-02",
        "A-1 \u203a B",
        marks,
    )


@pytest.mark.parametrize("key", list(load_layouts()))
@pytest.mark.parametrize("number", ["15555,46", "L-2023-001", "CE5C0400YJYX132GP-14321"])
def test_a_label_says_its_number(qapp: QApplication, tmp_path: Path, key: str, number: str) -> None:
    labels = LabelPaper(load_layouts()[key], [label(number), label("10002", "No saw")], FAMILIES, language="zh_CN")
    write_pdf(labels, tmp_path / "written.pdf", "Labels")
    printer = make_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert print_pages(labels, printer)
    whole = load_layouts()[key].words != "below"
    for name in ("written.pdf", "printed.pdf"):
        read = "".join(read_by_another(tmp_path / name))
        assert number in read
        assert "10002" in read
        assert ("\u5ca9\u7247Slab" in read, "364.746\u00b10.02mg" in read, "A-1\u203aB" in read) == (whole,) * 3
        assert ("Nosaw" in read) == whole
        assert PdfReader(tmp_path / name).trailer["/Root"]["/Lang"] == "zh-CN"


ARABIC = "\u0627\u0644\u0639\u0631\u0628\u064a\u0629"
HARD = (
    "L-2023-001 A-1 2025-04-24 (a\u2013b) 20mg 12.345 \u00b1 0,02 \u00b5g",
    "3\u00d74 beside 3x4 and 0x10, 1:2, 1/2, -> and => and \u2192, fi ff ffi, \u201cq\u201d, \u02ee",
    "\u6708\u7403\u6837\u54c1 20 mg \u5ca9\u77f3 12-3 \u91d1\uff1b \u2f49 \u2f7c \u2fa6",
    "\u03bc beside \u00b5, \u2126 beside \u03a9, e\u0301 beside \u00e9, \u2010 beside - and \u2011,",
    "A\u00a0B C\u202fD soft\u00adhyphen, zero\u200bwidth, \u0394\u2083, 10\u207b\u00b3, \u2265, \u2212",
    ARABIC,
)


def test_signs_that_share_a_glyph_or_have_one_by_a_feature_say_what_was_set(
    qapp: QApplication, tmp_path: Path
) -> None:
    told = tuple(Text(f"{line} {again}") for again in ("", "again") for line in HARD)
    paper = Paper("trial", "Hard - signs", "L-7", told, FOOT, WORDS, PageFormat.A4)
    press(paper, tmp_path / "hard.pdf")
    (ours,) = (bare(each) for each in words_in((tmp_path / "hard.pdf").read_bytes()))
    (read,) = read_by_another(tmp_path / "hard.pdf")
    for each in HARD:
        said = bare(re.sub("[\u00ad\u200b]", "", each))
        assert ours.count(said) == 2
        # The other reader turns Arabic round.
        assert read.count(said) == 2 or each is ARABIC


def test_a_tick_is_read_and_an_empty_box_is_none(qapp: QApplication, tmp_path: Path) -> None:
    boxes = Checks("Pick", (Check("One", ticked=True), Check("Two", ticked=False)), 2)
    path = tmp_path / "ticks.pdf"
    press(Paper("trial", "A", "", (boxes,), FOOT, WORDS, PageFormat.A4), path)
    assert f"Pick{TICK}OneTwo" in read_by_another(path)[0]


def test_a_sign_no_font_has_says_that_it_is_none(qapp: QApplication, tmp_path: Path) -> None:
    paper = Paper("trial", "A \U00013000 B", "", (), FOOT, WORDS, PageFormat.A4)
    assert press(paper, tmp_path / "box.pdf") == "\U00013000"
    assert f"A{NO_SIGN}B" in read_by_another(tmp_path / "box.pdf")[0]


def test_what_is_no_pdf_of_qt_is_told(qapp: QApplication, tmp_path: Path) -> None:
    for data in (b"", b"%PDF-1.4\n", b"%PDF-1.4\nstartxref\n9\n%%EOF\n"):
        with pytest.raises(PdfUnreadError):
            words_in(data)
    path = tmp_path / "page.pdf"
    press(Paper("trial", "A", "", (), FOOT, WORDS, PageFormat.A4), path)
    with pytest.raises(PdfUnreadError):
        with_words(path.read_bytes(), [])


def test_glyphs_nobody_told_of_say_what_qt_knows(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    writer = QPdfWriter(str(path))
    with QPainter(writer) as painter:
        painter.drawText(100, 100, "Moon")
    assert words_in(path.read_bytes()) == ["Moon"]
    assert words_in(with_words(path.read_bytes(), [["one"]])) == ["Moon"]
    assert words_in(with_words(path.read_bytes(), [list("Mars")])) == ["Mars"]
    assert words_in(with_words(path.read_bytes(), [list("Maps")])) == ["Maps"]


def test_words_on_pages_are_painted_in_one_place_that_remembers_them() -> None:
    painting = [
        source.at(node)
        for source in sources(PACKAGE / "desktop" / "paper")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and called(node) in {"drawText", "drawStaticText", "drawTextItem", "newPage"}
    ]
    assert len(painting) == 2
    assert all("telling.py" in each for each in painting)
