"""The catalogue of words: up to date, whole in every language, and read as translators' tools read it."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from types import ModuleType

import polib
import pytest
from lunarcurator.services.catalogue import CATALOGUE, catalogue_of, languages

from tests.conftest import PROJECT

FOLDER = PROJECT / "resources" / "languages"
LANGUAGES = languages(FOLDER)
OTHERS = sorted({*LANGUAGES} - {"en"})
COUNTS = range(201)
_FORMS = re.compile(r"\{\w+:(?:count|plural):([^{}]*)\}")
_MNEMONIC = re.compile(r"&(\w)")
HEAD = 'msgid ""\nmsgstr ""\n"Language: x_test\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(PROJECT / "packaging"))
    import catalogue

    yield catalogue
    sys.modules.pop("catalogue", None)


def entries(language: str) -> polib.POFile:
    return polib.pofile(str(FOLDER / language / CATALOGUE))


def gaps(text: str) -> list[str]:
    """The gaps of a text of the window or of a paper, which have no specs."""
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def test_the_catalogue_is_up_to_date(command: ModuleType) -> None:
    wanted = command.texts()
    assert len(wanted) > 7000
    for language in LANGUAGES:
        path = FOLDER / language / CATALOGUE
        written, told = command.updated(path, wanted)
        same = written == path.read_text("utf-8")
        assert same, f"run packaging/catalogue.py, and translate what is new: {language}: {told}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_program_reads_what_translators_see(language: str) -> None:
    read = catalogue_of(language, FOLDER)
    seen = entries(language)
    sentences = {each.msgctxt: each.msgstr or each.msgid for each in seen if "." in each.msgctxt}
    texts = {(each.msgctxt, each.msgid): said(each) for each in seen if "." not in each.msgctxt}
    assert read.sentences == sentences
    assert read.texts == texts


def said(entry: polib.POEntry) -> str | tuple[str, ...]:
    if not entry.msgid_plural:
        return entry.msgstr or entry.msgid
    forms = tuple(entry.msgstr_plural[at] for at in sorted(entry.msgstr_plural))
    return forms if all(forms) else (entry.msgid, entry.msgid_plural)


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_says_everything_and_is_sure_of_it(language: str) -> None:
    unsaid = [f"{each.msgctxt}: {each.msgid}" for each in entries(language) if not each.translated()]
    assert not unsaid


@pytest.mark.parametrize("language", OTHERS)
def test_a_text_of_window_or_paper_keeps_its_gaps(language: str) -> None:
    wrong = [
        f"{each.msgctxt}: {each.msgid}"
        for each in entries(language)
        if "." not in each.msgctxt and not each.msgid_plural and gaps(each.msgid) != gaps(each.msgstr)
    ]
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_counted_text_has_every_form_and_says_the_count_where_there_are_several(language: str) -> None:
    rule = catalogue_of(language, FOLDER).plural
    counts = [{count for count in COUNTS if rule.place_of(count) == place} for place in range(rule.forms)]
    for each in entries(language):
        if not each.msgid_plural:
            continue
        wanted = {*gaps(each.msgid_plural)}
        forms = list(each.msgstr_plural.values()) if language != "en" else [each.msgid, each.msgid_plural]
        assert len(forms) == rule.forms, each
        for form, of in zip(forms, counts, strict=True):
            assert wanted - {*gaps(form)} <= ({"count"} if len(of) == 1 else set()), each
            assert {*gaps(form)} <= wanted, each


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_counted_gap_has_as_many_forms_as_its_language(language: str) -> None:
    read = catalogue_of(language, FOLDER)
    wrong = [
        f"{key}: {forms}"
        for key, sentence in read.sentences.items()
        for forms in _FORMS.findall(sentence)
        if len(forms.split("|")) != read.plural.forms
    ]
    assert not wrong


@pytest.mark.parametrize("language", OTHERS)
def test_a_menu_keeps_the_letter_of_its_key(language: str) -> None:
    wrong = [
        f"{each.msgid}: {each.msgstr}"
        for each in entries(language)
        if "." not in each.msgctxt
        and [letter.upper() for letter in _MNEMONIC.findall(each.msgid)] != _MNEMONIC.findall(each.msgstr)
    ]
    assert not wrong


def test_every_text_of_the_window_is_of_a_class_or_of_a_table_that_asks_for_it(command: ModuleType) -> None:
    files = (PROJECT / "lunarcurator" / "desktop").rglob("*.py")
    written = "\n".join(file.read_text(encoding="utf-8") for file in files)
    asked = {*re.findall(r"^class (\w+)", written, re.MULTILINE)}
    asked |= {*re.findall(r'(?:\.translate|\bcounted)\(\s*"(\w+)"', written)}
    assert {each.context for each in command.of_window()} <= asked


def test_what_is_new_is_added_what_is_gone_dropped_and_what_changed_marked(
    command: ModuleType, tmp_path: Path
) -> None:
    folder = tmp_path / "x_test"
    folder.mkdir()
    path = folder / CATALOGUE
    path.write_text(
        f'{HEAD}\nmsgctxt "a.key"\nmsgid "One sentence"\nmsgstr "Eins"\n\n'
        '# By hand.\nmsgctxt "Room"\nmsgid "Take the piece back"\nmsgstr "Zwei"\n\n'
        'msgctxt "Room"\nmsgid "1 piece"\nmsgid_plural "{count} pieces"\nmsgstr[0] "a"\nmsgstr[1] "b"\n\n'
        'msgctxt "Room"\nmsgid "Nobody says this"\nmsgstr "Drei"\n',
        encoding="utf-8",
    )
    text = command.Text
    wanted = [
        text("a.key", "Another sentence"),
        text("Room", "Take the pieces back"),
        text("Room", "1 piece", "{count} pieces"),
        text("Room", "Entirely new"),
        text("Hall", "1 row", "{count} rows"),
    ]
    written, told = command.updated(path, wanted)
    assert told == "5 texts, 4 new, 3 gone, 2 fuzzy"
    path.write_text(written, encoding="utf-8")
    found = {(each.msgctxt, each.msgid): each for each in polib.pofile(str(path))}
    assert list(found) == sorted(found)
    assert (found["a.key", "Another sentence"].msgstr, found["a.key", "Another sentence"].fuzzy) == ("Eins", True)
    assert found["a.key", "Another sentence"].previous_msgid == "One sentence"
    changed = found["Room", "Take the pieces back"]
    assert (changed.msgstr, changed.fuzzy, changed.tcomment) == ("Zwei", True, "By hand.")
    assert found["Room", "1 piece"].msgstr_plural == {0: "a", 1: "b"}
    assert found["Hall", "1 row"].msgstr_plural == {0: "", 1: ""}
    assert found["Room", "Entirely new"].msgstr == ""
    assert command.updated(path, wanted)[0] == written
    read = catalogue_of("x_test", tmp_path)
    assert read.sentences == {"a.key": "Another sentence"}
    assert read.texts["Room", "Take the pieces back"] == "Take the pieces back"
    assert read.texts["Room", "1 piece"] == ("a", "b")
    assert read.texts["Hall", "1 row"] == ("1 row", "{count} rows")
