import ast
from pathlib import Path

import pytest
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.findings import Strength, find
from lunarcurator.domain.mass import Mass
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.catalogue import CATALOGUE, languages
from lunarcurator.services.languages import language_for
from lunarcurator.services.words import NoWordsError, Words

from tests.house.sources import PACKAGE, called, sources

TABLE = {
    "custody.loan": "on loan",
    "day.unknown": "unknown",
    "list.joint": ", ",
    "list.joint_of_numbers": "; ",
    "list.last": "{first} and {last}",
    "list.more": "{first} and {rest:number} more",
    "mass.unknown": "unknown",
    "unknown_reason.epoxy": "in epoxy",
}


def said(sentence: str, **facts: object) -> str:
    return Words({**TABLE, "k": sentence}, "en", strict=True).say("k", facts)


@pytest.mark.parametrize(
    ("sentence", "facts", "expected"),
    [
        ("{number} stays", {"number": "15405,91"}, "15405,91 stays"),
        ("{what}", {"what": None}, ""),
        ("{m:mass}", {"m": 4_106_000}, "4.106\u00a0g"),
        ("{m:mass:mg}", {"m": 80_000}, "80\u00a0mg"),
        ("{m:mass:{unit}}", {"m": 80_000, "unit": "mg"}, "80\u00a0mg"),
        ("{m:mass}", {"m": -212_000}, "\u22120.212\u00a0g"),
        ("{m:mass}", {"m": Mass.estimated(150_000_000, 10_000_000)}, "~150\u00a0g"),
        ("{m:mass}", {"m": Mass.unknown("epoxy")}, "in epoxy"),
        ("{m:mass}", {"m": Mass.not_applicable()}, "unknown"),
        ("{m:mass}", {"m": None}, "unknown"),
        ("{d:day}", {"d": 19740130}, "1974-01-30"),
        ("{d:day}", {"d": 19740100}, "1974-01"),
        ("{d:day}", {"d": 0}, "unknown"),
        ("{n:number}", {"n": 150_000}, "150\u202f000"),
        ("{n:count:piece|pieces}", {"n": 1}, "1 piece"),
        ("{n:count:piece|pieces}", {"n": 0}, "0 pieces"),
        ("{n:count:piece|pieces}", {"n": 2229}, "2\u202f229 pieces"),
        ("{n:count:件}", {"n": 1}, "1 件"),
        ("{n:count:件}", {"n": 12}, "12 件"),
        ("there {n:plural:is|are}", {"n": 1}, "there is"),
        ("there {n:plural:is|are}", {"n": 3}, "there are"),
        ("it is {c:word:custody}", {"c": "loan"}, "it is on loan"),
        ("{p:percent}", {"p": 100_000}, "100\u00a0%"),
        ("{p:percent}", {"p": 99_500}, "99.5\u00a0%"),
        ("{p:percent}", {"p": -20}, "\u22120.02\u00a0%"),
        ("{b:bytes}", {"b": 999}, "999\u00a0B"),
        ("{b:bytes}", {"b": 1000}, "1.0\u00a0kB"),
        ("{b:bytes}", {"b": 2_350_000}, "2.3\u00a0MB"),
        ("{b:bytes}", {"b": 12_000_000_000}, "12.0\u00a0GB"),
        ("moved{w:if: by }", {"w": ""}, "moved"),
        ("moved{w:if: (by |)}", {"w": "hand"}, "moved (by hand)"),
        ("{w:when:it weighs {w}|nobody knows}", {"w": "2 g"}, "it weighs 2 g"),
        ("{w:when:it weighs {w}|nobody knows}", {"w": ""}, "nobody knows"),
        ("all{w:when: of it: {n}}", {"w": False, "n": 1}, "all"),
        ("{all:list}", {"all": ()}, ""),
        ("{all:list}", {"all": ("a",)}, "a"),
        ("{all:list}", {"all": ("a", "b", "c")}, "a, b and c"),
        ("{all:list}", {"all": ("15405,91", "15405,92", "15405,93")}, "15405,91; 15405,92 and 15405,93"),
        ("{all:list:2}", {"all": ("a", "b", "c", "d")}, "a, b and 2 more"),
        ("{all:list:2}", {"all": ("a", "b")}, "a and b"),
    ],
)
def test_a_gap_is_filled_as_its_spec_says(sentence: str, facts: dict[str, object], expected: str) -> None:
    assert said(sentence, **facts) == expected


def test_a_refusal_among_the_facts_is_a_sentence_of_its_own() -> None:
    words = Words({"row": "Row {row}: {why}", "mass.bad": "“{text}” is no mass."}, "en", strict=True)
    assert words.say("row", {"row": 7, "why": Refusal("mass.bad", text="x")}) == "Row 7: “x” is no mass."


def test_a_finding_is_said_with_its_facts() -> None:
    words = Words({"number.taken": "{number} is taken."}, "en", strict=True)
    finding = find(Strength.IMPOSSIBLE, "number.taken", "R1", "number", "piece", number="15405,91")
    assert words.say_finding(finding) == "15405,91 is taken."


def test_a_label_stands_by_itself_with_a_capital() -> None:
    words = Words({"custody.loan": "on loan", "custody.none": ""}, "en", strict=True)
    assert (words.label("custody.loan"), words.label("custody.none")) == ("On loan", "")
    assert (words.has("custody.loan"), words.has("custody.moon")) == (True, False)


@pytest.mark.parametrize(
    ("sentence", "facts"),
    [
        ("{number}", {}),
        ("{m:mass}", {"m": "heavy"}),
        ("{m:mass:stone}", {"m": 1}),
        ("{m:weight}", {"m": 1}),
        ("{c:word:custody}", {"c": "moon"}),
        ("{all:list}", {"all": 5}),
        ("{path.anchor}", {"path": Path("/")}),
        ("{}", {}),
    ],
)
def test_what_does_not_fit_is_shown_bare_and_never_stops_the_work(sentence: str, facts: dict[str, object]) -> None:
    words = Words({**TABLE, "k": sentence}, "en")
    assert words.say("k", facts).startswith(("k", "custody.moon"))
    with pytest.raises(NoWordsError):
        said(sentence, **facts)


def test_a_key_without_a_sentence_is_shown_with_its_facts() -> None:
    words = Words({}, "en")
    assert words.say("mass.bad", {"text": "x", "row": 7}) == "mass.bad (text: x, row: 7)"
    assert words.say("mass.bad") == "mass.bad"


def test_a_table_is_found_for_the_nearest_language(tmp_path: Path) -> None:
    for name, word in (("en", "here"), ("zh_CN", "在库")):
        path = tmp_path / name / CATALOGUE
        path.parent.mkdir()
        header = 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
        path.write_text(f'{header}\nmsgctxt "custody.here"\nmsgid "here"\nmsgstr "{word}"\n', "utf-8")
    assert languages(tmp_path) == ("en", "zh_CN")
    assert Words.load("zh_CN.UTF-8", tmp_path).say("custody.here") == "在库"
    assert Words.load("zh-Hans", tmp_path).language == "zh_CN"
    assert Words.load("C", tmp_path).say("custody.here") == "here"
    assert Words.load("fr_FR.UTF-8", tmp_path).language == "en"


@pytest.mark.parametrize(
    "wanted", ["zh_CN", "zh_CN.UTF-8", "zh-cn", "zh", "zh-Hans", "zh_Hans_CN", "zh_SG", "zh_CN@pinyin"]
)
def test_every_spelling_of_chinese_is_chinese(wanted: str) -> None:
    assert language_for(wanted, ("en", "zh_CN")) == "zh_CN"


def test_the_same_region_goes_before_the_same_tongue() -> None:
    assert language_for("zh-TW", ("en", "zh_CN", "zh_TW")) == "zh_TW"
    assert language_for("zh", ("en", "zh_CN", "zh_TW")) == "zh_CN"


@pytest.mark.parametrize("wanted", ["", "C", "POSIX", "fr_FR.UTF-8", "en_GB@euro", "zhuang"])
def test_what_no_table_speaks_is_english(wanted: str) -> None:
    assert language_for(wanted, ("en", "zh_CN")) == "en"


def test_the_tables_of_the_project_load(resources: Path) -> None:
    for language in languages(resources / "languages"):
        assert Words.load(language, resources / "languages").label("custody.here")


def test_a_refusal_tells_its_key_and_facts_in_a_log() -> None:
    assert str(Refusal("number.taken", number="15405,91", row=7)) == "number.taken (number='15405,91', row=7)"
    assert str(Refusal("number.empty")) == "number.empty"


def test_words_in_tests_are_strict(words: Words) -> None:
    with pytest.raises(NoWordsError):
        words.say("moon.cheese")


def test_a_field_somebody_mistyped_is_named_as_he_typed_it(resources: Path) -> None:
    words = Words.load("en", resources / "languages", strict=True)
    assert "“remote”" in words.say("correct.not_correctable", {"field_name": "remote"})
    assert "“form”" in words.say("correct.not_correctable", {"field_name": "form"})


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("a.short", "Signed copy without a checksum"),
        ("a.long", "… lines of … are still out until …"),
        ("a.one", "Nothing can be lent"),
        ("a.bare", "No sentence, of …"),
        ("a.unheard", "not known (a.unheard)"),
    ],
)
def test_what_was_warned_of_is_said_without_its_facts_and_never_as_a_key(key: str, said: str) -> None:
    table = {
        "warned.a.short": "Signed copy without a checksum",
        "warned.unknown": "not known ({key})",
        "a.short": "{document} has no checksum. Choose the file itself.",
        "a.long": "{count:number}{more:if: and |} lines of {person} are still out until {due:day}. Ask for them.",
        "a.one": "Nothing can be lent.",
        "a.bare": "No sentence, of {person}",
    }
    assert Words(table, "en", strict=True).warned(key) == said


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_warning_of_the_table_has_words_of_its_own_when_only_its_key_is_on_record(language: str) -> None:
    words = Words.load(language, resources_folder() / "languages", strict=True)
    told = {key: words.warned(key) for key in warnings()}
    assert len(told) >= 90
    assert not {key: said for key, said in told.items() if key in said or "{" in said or not said.strip("… ")}


def warnings() -> set[str]:
    """The keys of findings of the domain that somebody may go on in spite of, as far as the source spells them."""
    calls = (
        node
        for each in sources(PACKAGE / "domain")
        for node in ast.walk(each.tree)
        if isinstance(node, ast.Call) and called(node) == "find"
    )
    return {
        part.value
        for call in calls
        if not any(isinstance(each, ast.Attribute) and each.attr == "IMPOSSIBLE" for each in call.args)
        for part in call.args[1:2]
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }


def test_a_record_of_before_signs_were_facts_says_its_masses_without_one(words: Words) -> None:
    facts = {"number": "15555", "ug": 150_000_000, "limit_ug": 5_000_000, "policy": "P"}
    assert words.warned("limit.over_mass", facts).startswith("150\u00a0g of 15555 is asked")
    assert words.warned("limit.over_mass", facts | {"sign": "~"}).startswith("~150\u00a0g of 15555 is asked")
