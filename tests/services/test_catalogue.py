"""The reader of PO files takes what translators' tools write, and what it cannot trust it says in English."""

import os
from pathlib import Path

import polib
import pytest
from lunarcurator.services.catalogue import CATALOGUE, CatalogueError, catalogue_of, language_names, languages
from lunarcurator.services.plural_rules import ENGLISH_PLURAL, PluralRule
from lunarcurator.services.words import Words

POLISH = (
    "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 \"\n\"|| n%100>14) ? 1 : 2);"
)  # fmt: skip
HEADER = (
    f'# Translators of trial\n#, no-wrap\nmsgid ""\nmsgstr ""\n"Language: xx\\n"\n"Plural-Forms: {POLISH}\\n"\n'
)
ENTRIES = r"""
# A remark.
#. Extracted remark
#: file.py:12
#, python-brace-format, no-wrap
msgctxt "a.wrapped"
msgid ""
"One \"sentence\", "
"in two lines.\n"
"And a tab\there, a back\\slash."
msgstr ""
"Jedno \"zdanie\",\n"
"C:\\new"

#, fuzzy
#| msgctxt "a.unsure"
#| msgid "Before"
msgctxt "a.unsure"
msgid "After"
msgstr "Nie wiadomo"

#, python-brace-format, fuzzy
msgctxt "Room"
msgid ""
"1 "
"row"
msgid_plural "{count} rows"
msgstr[0] "1 wiersz"
msgstr[1] "{count} wiersze"
msgstr[2] ""
"{count} "
"wierszy"

msgctxt "Room"
msgid "1 piece"
msgid_plural "{count} pieces"
msgstr[0] "1 sztuka"
msgstr[1] "{count} sztuki"
msgstr[2] "{count} sztuk"

msgctxt "Room"
msgid "1 line"
msgid_plural "{count} lines"
msgstr[0] ""
msgstr[1] ""
msgstr[2] ""

msgctxt "Room"
msgid "Not yet"
msgstr ""

msgctxt "Room"
msgid "Close"
msgstr "Zamknij"

#~ msgctxt "a.gone"
#~ msgid "Gone"
#~ msgstr "Nie ma"

#, fuzzy
#~ msgctxt "Room"
#~ msgid "Gone too"
#~ msgstr "Nie ma"
"""


def put(folder: Path, text: str, language: str = "xx") -> Path:
    path = folder / language / CATALOGUE
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return path


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_what_tools_write_is_read(tmp_path: Path, end: str, mark: str) -> None:
    put(tmp_path, mark + (HEADER + ENTRIES).replace("\n", end))
    found = catalogue_of("xx", tmp_path)
    assert found.language == "xx"
    assert found.sentences == {"a.wrapped": 'Jedno "zdanie",\nC:\\new', "a.unsure": "After"}
    assert found.texts == {
        ("Room", "1 row"): ("1 row", "{count} rows"),
        ("Room", "1 piece"): ("1 sztuka", "{count} sztuki", "{count} sztuk"),
        ("Room", "1 line"): ("1 line", "{count} lines"),
        ("Room", "Not yet"): "Not yet",
        ("Room", "Close"): "Zamknij",
    }
    assert found.plural.forms == 3
    assert [found.plural.place_of(count) for count in (0, 1, 2, 5, 12, 22, 112)] == [2, 0, 1, 2, 2, 1, 2]


@pytest.mark.parametrize("width", [0, 20, 78])
def test_a_library_reads_the_same_and_writes_what_is_read(tmp_path: Path, width: int) -> None:
    path = put(tmp_path, HEADER + ENTRIES)
    book = polib.pofile(str(path), wrapwidth=width)
    seen = {each.msgctxt for each in book if not each.obsolete and "." in each.msgctxt}
    before = catalogue_of("xx", tmp_path)
    assert before.sentences.keys() == seen
    book.save(str(path))
    os.utime(path, ns=(1, 1))
    after = catalogue_of("xx", tmp_path)
    assert after is not before
    assert (after.sentences, after.texts) == (before.sentences, before.texts)


def test_a_file_is_read_once_until_it_changes(tmp_path: Path) -> None:
    path = put(tmp_path, HEADER + ENTRIES)
    first = catalogue_of("xx", tmp_path)
    assert catalogue_of("xx", tmp_path) is first
    path.write_text(HEADER + ENTRIES.replace("Zamknij", "Zamkniete"), encoding="utf-8")
    assert catalogue_of("xx", tmp_path).texts["Room", "Close"] == "Zamkniete"


@pytest.mark.parametrize("text", ["", ENTRIES, 'msgid ""\nmsgstr "Language: xx\\n"\n'])
def test_a_file_without_a_plural_rule_is_no_catalogue(tmp_path: Path, text: str) -> None:
    put(tmp_path, text)
    with pytest.raises(CatalogueError):
        catalogue_of("xx", tmp_path)


def test_a_language_is_found_by_its_folder_and_called_as_its_header_says(tmp_path: Path) -> None:
    put(tmp_path, HEADER.replace("Language: xx", "X-Language-Name: Język"), "pl")
    put(tmp_path, HEADER, "en")
    put(tmp_path, "", "aa")
    (tmp_path / "empty").mkdir()
    assert languages(tmp_path) == ("aa", "en", "pl")
    assert language_names(tmp_path) == {"aa": "aa", "en": "en", "pl": "Język"}


@pytest.mark.parametrize(
    ("count", "form"), [(0, "sztuk"), (1, "sztuka"), (2, "sztuki"), (5, "sztuk"), (-2, "sztuki"), (22, "sztuki")]
)
def test_a_gap_takes_the_form_of_its_language(count: int, form: str, tmp_path: Path) -> None:
    put(tmp_path, HEADER)
    rule = catalogue_of("xx", tmp_path).plural
    words = Words({"a.b": "{n:plural:sztuka|sztuki|sztuk}"}, "xx", plural=rule, strict=True)
    assert words.say("a.b", {"n": count}) == form


@pytest.mark.parametrize(("count", "said"), [(0, "0 pieces"), (1, "1 piece"), (2, "2 pieces")])
def test_an_english_sentence_among_others_keeps_to_the_rule_of_english(count: int, said: str) -> None:
    for rule in (ENGLISH_PLURAL, PluralRule(1, lambda _count: 0), PluralRule(3, lambda _count: 2)):
        assert Words({"a.b": "{n:count:piece|pieces}"}, "xx", plural=rule).say("a.b", {"n": count}) == said


def test_a_text_of_a_template_is_said_as_the_catalogue_has_it(tmp_path: Path) -> None:
    put(tmp_path, HEADER + ENTRIES)
    words = Words.load("xx", tmp_path)
    assert [words.text("Room", each) for each in ("Close", "Not yet", "Unheard")] == [
        "Zamknij",
        "Not yet",
        "Unheard",
    ]
