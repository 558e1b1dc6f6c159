"""The manual as it is read: pages, topics, languages, search, and links that lead somewhere."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunarcurator.services.commands.names import REPORTS
from lunarcurator.services.manual import Manual, Place, find
from lunarcurator.services.manual.page import read_page

from tests.house.test_text import AVOIDED


@pytest.fixture(scope="module", params=["en", "zh_CN"])
def manual(request: pytest.FixtureRequest, resources: Path) -> Manual:
    return Manual.load(
        request.param, resources / "manual", {"keys": "| Action | Keys |\n|---|---|\n| Undo | F9 |"}
    )


def write(folder: Path, language: str, **pages: str) -> None:
    for key, text in pages.items():
        path = folder / language / f"{key}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_every_link_leads_to_a_page_and_a_section(manual: Manual) -> None:
    wrong = [
        f"{page.language}/{page.key}: {link}"
        for page in manual.pages.values()
        for link in page.links
        if not manual.holds(Place.read(link))
    ]
    assert not wrong


def test_every_page_is_reached_from_the_contents(manual: Manual) -> None:
    reached, waiting = set(), ["contents"]
    while waiting:
        key = waiting.pop()
        reached.add(key)
        waiting += [
            Place.read(link).page for link in manual.pages[key].links if Place.read(link).page not in reached
        ]
    assert reached == set(manual.pages)


def test_every_rule_and_every_report_has_its_page(manual: Manual) -> None:
    wanted = {f"R{number}" for number in range(1, 22)} | {f"report.{name}" for name in REPORTS}
    assert wanted <= manual.topics()
    assert manual.place_of("R8") == Place("rules/R8", "R8")


def test_a_topic_is_answered_once(manual: Manual) -> None:
    told = [topic for page in manual.pages.values() for section in page.sections for topic in section.topics]
    assert sorted(told) == sorted(set(told))


def test_what_is_asked_for_by_several_topics_is_answered_by_the_first_known(manual: Manual) -> None:
    assert manual.place_of("nothing like it", "sieve") == Place("cutting", "sieve")
    assert manual.place_of("nothing like it") is None
    assert not manual.holds(Place("nothing like it"))
    assert manual.holds(Place("cutting"))


def test_what_the_program_makes_stands_in_its_page(manual: Manual) -> None:
    assert "| Undo | F9 |" in manual.pages["keys"].markdown
    assert not any("{" in page.markdown for page in manual.pages.values())


def test_chinese_has_the_first_hour_the_rooms_and_every_group_of_dialogs(resources: Path) -> None:
    manual = Manual.load("zh_CN", resources / "manual")
    english = sorted(page.key for page in manual.pages.values() if page.language == "en")
    assert english == []


def test_both_languages_answer_the_same_topics(resources: Path) -> None:
    chinese = Manual.load("zh_CN", resources / "manual")
    assert Manual.load("en", resources / "manual").topics() == chinese.topics()


def test_search_wants_every_word_and_prefers_headings(resources: Path) -> None:
    manual = Manual.load("en", resources / "manual")
    assert find(manual, "sieve")[0].place == Place("cutting", "sieve")
    assert find(manual, "R9")[0].place == Place("rules/R9", "R9")
    assert find(manual, "balance zzz") == ()
    assert find(manual, "  ") == ()
    for hit in find(manual, "journal"):
        assert hit.title
        assert manual.holds(hit.place)


def test_search_finds_chinese_without_spaces(resources: Path) -> None:
    hits = find(Manual.load("zh_CN", resources / "manual"), "分样")
    assert hits
    assert any(hit.place.page == "cutting" for hit in hits)


def test_a_hit_shows_the_text_around_its_word(tmp_path: Path) -> None:
    long = "word " * 40
    write(
        tmp_path, "en", contents="# Contents\n[A](a)", a=f"# A {{a}}\n{long}needle {long}\n## Needle\nnothing here"
    )
    first, second = find(Manual.load("en", tmp_path), "needle")
    assert first.title == "A · Needle"
    assert "needle" in second.excerpt
    assert second.excerpt.startswith("… ")
    assert second.excerpt.endswith(" …")


def test_a_word_of_the_pages_heading_alone_does_not_bring_its_other_sections(tmp_path: Path) -> None:
    write(tmp_path, "en", contents="# Contents\n[A](a)", a="# Needle {a}\ntext\n## Other {b}\nmore")
    assert [hit.place.anchor for hit in find(Manual.load("en", tmp_path), "needle")] == ["a"]


def test_a_page_not_translated_stands_in_english(tmp_path: Path) -> None:
    write(
        tmp_path, "en", contents="# Contents\n[A](a) [B](b)", a="# A {a}\nhere", b="# B {b}\nhere", stray="# S\n"
    )
    write(tmp_path, "zh_CN", a="# 甲 {a}\n这里")
    manual = Manual.load("zh", tmp_path)
    assert manual.language == "zh_CN"
    assert [manual.pages[key].language for key in ("a", "b")] == ["zh_CN", "en"]
    assert list(manual.pages) == ["contents", "a", "b", "stray"]


def test_a_page_begins_with_its_heading() -> None:
    with pytest.raises(ValueError, match="page a "):
        read_page("a", "en", "text first\n# A")
    with pytest.raises(ValueError, match="page a "):
        read_page("a", "en", "")
    assert read_page("a", "en", "\n# A\n## B {b c}\n`x` **y** [z](q)").sections[1].plain == "x y z"


@given(st.text())
def test_any_query_can_be_asked(text: str) -> None:
    page = read_page("a", "en", "# A {a}\nsome words")
    found = find(Manual("en", {"contents": page, "a": page}), text)
    assert {each.place.page for each in found} <= {"a"}


def test_the_manual_uses_the_words_of_the_house(resources: Path) -> None:
    pages = Manual.load("en", resources / "manual").pages.values()
    # What is typed as it stands, such as a part of a sheet, is no word of ours.
    lines = [(page.key, re.sub(r"`[^`]*`", "", line)) for page in pages for line in page.markdown.splitlines()]
    found = [f"{key}: {line}" for key, line in lines if AVOIDED.search(line)]
    assert not found
