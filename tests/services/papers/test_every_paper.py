import io
from pathlib import Path

import pytest
from lunarcurator.documents.papers.blocks import PageBreak
from lunarcurator.documents.papers.html_paper import render_html_paper
from lunarcurator.documents.papers.template import TemplateError, load_templates
from lunarcurator.documents.papers.xlsx_paper import render_xlsx_paper
from lunarcurator.documents.rendering import UnknownFormatError
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations import SetUpPlace
from lunarcurator.services.papers.gatherers import GATHERERS
from lunarcurator.services.papers.making import as_known_now, paper_names, templates, write_paper
from lunarcurator.services.papers.paper_context import PaperRefused, PaperWanted
from lunarcurator.services.words import Words
from openpyxl import load_workbook

from tests.services.ledgers.history import History
from tests.services.papers.papers import MESSAGES, made

SUBJECTS = {
    "accession_sheet": "15555",
    "blank_form": "split",
    "container_contents": "Lab",
    "count_record": "",
    "day_sheet": "",
    "dissection_log": "15555",
    "entry_sheet": "#20",
    "genealogy": "15555",
    "section_list": "15555",
    "split_record": "15555,1",
    "vault_inventory": "Vault 1",
}
"""What each paper is made of here; a paper about loans has its own tests."""


def test_every_template_has_its_gatherer_and_every_gatherer_its_template() -> None:
    assert sorted(templates()) == sorted(GATHERERS)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("key", sorted(set(SUBJECTS) - {"count_record"}))
def test_a_paper_is_made_in_both_languages_and_as_html_and_workbook(
    history: History, key: str, language: str
) -> None:
    paper = made(history, key, SUBJECTS[key], language)
    assert paper.foot.sequence == history.session.head().seq
    assert len(paper.foot.digest) == 64
    page, book = io.BytesIO(), io.BytesIO()
    render_html_paper(paper, page)
    render_xlsx_paper(paper, book)
    text = page.getvalue().decode("utf-8")
    assert paper.title in text
    assert paper.foot.digest in text
    shown = load_workbook(io.BytesIO(book.getvalue())).active
    assert shown is not None
    assert [shown.cell(row, 1).value for row in (1, 2)] == ["Lab", paper.title]
    assert not any(str(cell.value).startswith("=") for row in shown.iter_rows() for cell in row)


@pytest.mark.parametrize("key", sorted(templates()))
def test_a_paper_of_a_template_names_its_subject(key: str) -> None:
    words = Words.load("en", MESSAGES, strict=True)
    assert words.say(f"paper_subject.{templates()[key].subject}")


def test_papers_are_named_in_the_language_of_the_words() -> None:
    english, chinese = (Words.load(each, MESSAGES, strict=True) for each in ("en", "zh_CN"))
    titles = {each.key: each.title for each in paper_names(english)}
    assert titles["split_record"] == "Split record"
    assert {each.key: each.title for each in paper_names(chinese)}["split_record"] == "分样记录"
    assert list(titles.values()) == sorted(titles.values())


def test_the_same_picture_gives_the_same_cells_and_only_the_foot_has_the_clock(history: History) -> None:
    first = made(history, "genealogy", "15555")
    history.clock.us += 3_600_000_000
    later = made(history, "genealogy", "15555")
    assert later.blocks == first.blocks
    assert later.foot.printed != first.foot.printed
    books = []
    for paper in (first, later):
        stream = io.BytesIO()
        render_xlsx_paper(paper, stream)
        sheet = load_workbook(stream).active
        assert sheet is not None
        books.append([[cell.value for cell in row] for row in sheet.iter_rows()])
    assert books[0] == books[1]


def test_a_paper_of_another_day_says_that_day_and_what_was_known(history: History) -> None:
    moment = Moment(day=19720309, seq=20)
    paper = made(history, "accession_sheet", "15555", moment=moment)
    assert (paper.foot.sequence, paper.foot.day) == (20, "1972-03-09")
    wanted = as_known_now(history.session, PaperWanted("genealogy", moment=Moment(day=19720309)))
    assert wanted.moment == Moment(day=19720309, seq=history.session.head().seq)
    assert as_known_now(history.session, wanted) == wanted
    now = PaperWanted("genealogy")
    assert as_known_now(history.session, now) is now


@pytest.mark.parametrize("paper", ["entry_sheet", "split_record"])
def test_a_paper_of_an_entry_takes_its_number_with_and_without_its_sign(history: History, paper: str) -> None:
    seq = history.entries["split"].seq
    with_sign = made(history, paper, f"#{seq}")
    assert made(history, paper, str(seq)).blocks == with_sign.blocks
    assert made(history, paper, f" # {seq} ").blocks == with_sign.blocks


def test_a_number_of_a_piece_is_no_entry_unless_its_sign_says_so(history: History) -> None:
    """15555 is a rock, and #15555 no entry of this store."""
    with pytest.raises(PaperRefused) as caught:
        made(history, "split_record", "#15555")
    assert caught.value.key == "paper.no_entry"
    assert made(history, "split_record", "15555").blocks


def test_what_cannot_be_made_is_refused_with_its_sentence(history: History, tmp_path: Path) -> None:
    asked = (
        ("nothing", "", "paper.unknown"),
        ("genealogy", "", "paper.of_missing"),
        ("container_contents", " ", "paper.of_missing"),
        ("blank_form", "reverse", "paper.no_form"),
        ("entry_sheet", "#99999", "paper.no_entry"),
        ("split_record", "14321", "paper.never_divided"),
        ("split_record", "#3", "paper.no_split"),
        ("count_record", "7", "check.none"),
    )
    words = Words.load("en", MESSAGES, strict=True)
    for paper, of, key in asked:
        with pytest.raises((PaperRefused, TemplateError)) as caught:
            made(history, paper, of)
        assert caught.value.key == key
        assert words.say(caught.value.key, caught.value.facts)
    with pytest.raises(UnknownFormatError) as unknown:
        write_paper(made(history, "genealogy", "15555"), tmp_path / "paper.docx")
    assert words.say(unknown.value.key, unknown.value.facts)


def test_a_paper_is_written_whole_beside_what_was_there(history: History, tmp_path: Path) -> None:
    path = tmp_path / "paper.HTML"
    path.write_text("old", encoding="utf-8")
    write_paper(made(history, "genealogy", "15555"), path)
    assert "Genealogy of a sample" in path.read_text(encoding="utf-8")


def test_a_wrong_template_is_named(tmp_path: Path) -> None:
    right = '{"format": 1, "key": "a", "subject": "piece", "title": "A", "blocks": []}'
    (tmp_path / "a.json").write_text(right, encoding="utf-8")
    assert list(load_templates(tmp_path)) == ["a"]
    for name, text in (
        ("b", right),
        ("c", right.replace('"a"', '"c"').replace('"A"', '{"en": "A"}')),
        ("d", "{"),
        ("e", right.replace('"a"', '"e"').replace("[]", '[{"block": "song"}]')),
    ):
        (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
        with pytest.raises(TemplateError) as caught:
            load_templates(tmp_path)
        assert caught.value.facts["file"] == f"{name}.json"
        (tmp_path / f"{name}.json").unlink()


def test_a_lab_of_two_sites_or_none_does_not_stand_above_its_papers(history: History, empty: History) -> None:
    history.post(SetUpPlace(kind="site", name="Second site"))
    assert made(history, "genealogy", "15555").organisation == ""
    assert made(empty, "blank_form", "weigh").organisation == ""


def test_no_program_template_breaks_a_page_at_its_beginning(history: History) -> None:
    assert not isinstance(made(history, "day_sheet").blocks[0], PageBreak)
