from copy import deepcopy
from typing import Any

import pytest
from lunarcurator.domain.numbering import Scheme, SchemeTableError

GOOD: dict[str, Any] = {
    "format": 1,
    "code": "toy",
    "label_key": "number.scheme.toy",
    "longest": 20,
    "parts": [
        {"name": "figure", "digits": [3, 3]},
        {"name": "piece", "joint": ",", "digits": [1, 2], "optional": True},
    ],
    "levels": ["figure", "piece"],
    "series": [
        {"code": "plain", "label_key": "number.series.ordinary", "counts": "piece", "first": 1, "last": 99}
    ],
    "hints": [
        {"hint_key": "number.hint.toy", "cases": [{"when": {"figure": ["1??", "2??"]}, "value": "$figure"}]}
    ],
    "examples": [{"written": "001, 2", "printed": "001,2"}],
}


def changed(path: str, value: object) -> dict[str, Any]:
    """The good table with the entry at a path such as `parts.0.name` replaced, or taken out for None."""
    table = deepcopy(GOOD)
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    inner: Any = table
    for step in way:
        inner = inner[step]
    if value is None:
        del inner[last]
    else:
        inner[last] = value
    return table


def test_the_good_table_is_taken() -> None:
    assert Scheme.from_table(GOOD).parse("001,2").serial == 2


@pytest.mark.parametrize(
    ("path", "value", "entry"),
    [
        ("format", 2, "format"),
        ("format", True, "format"),
        ("format", None, "format"),
        ("code", 7, "code"),
        ("code", None, "code"),
        ("label_key", None, "label_key"),
        ("longest", -1, "longest"),
        ("longest", "20", "longest"),
        ("parts", {}, "parts"),
        ("parts", [], "parts"),
        ("parts.0", "digits", "parts[0]"),
        ("parts.0.optional", True, "parts"),
        ("parts.0.repeat", True, "parts[0].repeat"),
        ("parts.0.name", "a name", "parts[0].name"),
        ("parts.0.name", "样", "parts[0].name"),
        ("parts.1.name", "figure", "parts[1].name"),
        ("parts.0.digits", None, "parts[0].name"),
        ("parts.0.letters", [1, 2], "parts[0].name"),
        ("parts.0.digits", [3], "parts[0].digits"),
        ("parts.0.digits", [0, 3], "parts[0].digits"),
        ("parts.0.digits", [4, 3], "parts[0].digits"),
        ("parts.0.digits", [1.5, 3], "parts[0].digits"),
        ("parts.1.optional", 1, "parts[1].optional"),
        ("parts.1.joint", 1, "parts[1].joint"),
        ("parts.1.after", "piece", "parts[1].after"),
        ("parts.1.jiont", ",", "parts[1].jiont"),
        ("levels", [], "levels"),
        ("levels", ["figure", "split"], "levels"),
        ("levels", [1], "levels"),
        ("levels", ["piece"], "levels"),
        ("lead", 7, "lead"),
        ("lead", [1], "lead"),
        ("parts.0.zeros", "yes", "parts[0].zeros"),
        ("parts.1", {"name": "piece", "joint": ",", "letters": [1, 2], "zeros": True}, "parts[1].zeros"),
        ("parts.0.spellings", {"001": ["one"]}, "parts[0].spellings"),
        ("parts.1", {"name": "piece", "letters": [1, 2], "spellings": {"ABC": ["x"]}}, "parts[1].spellings.ABC"),
        ("parts.1", {"name": "piece", "choice": ["A"], "spellings": {"B": ["x"]}}, "parts[1].spellings.B"),
        ("parts.1", {"name": "piece", "choice": ["A"], "spellings": {"A": [" "]}}, "parts[1].spellings.A"),
        (
            "parts.1",
            {"name": "piece", "choice": ["A", "B"], "spellings": {"A": "x", "B": "X"}},
            "parts[1].spellings.A",
        ),
        ("whole_zero", "split", "whole_zero"),
        ("series", {}, "series"),
        ("series.0.counts", "split", "series[0].counts"),
        ("series.0.first", None, "series[0].first"),
        ("series.0.first", 100, "series[0].last"),
        ("series.0.last", 100, "series[0].last"),
        ("series.0.of", ["split"], "series[0].of"),
        ("series.0.sets", [], "series[0].sets"),
        ("series.0.sets", {"split": "1"}, "series[0].sets.split"),
        ("series.0.counted_as", "high", "series[0].counted_as"),
        ("series.0.lable", "x", "series[0].lable"),
        ("hints.0.cases.0.when", None, "hints[0].cases[0].when"),
        ("hints.0.cases.0.when", {"split": "*"}, "hints[0].cases[0].when.split"),
        ("hints.0.cases.0.value", "$split", "hints[0].cases[0].value"),
        ("hints.0.cases.0.value", "$", "hints[0].cases[0].value"),
        ("hints.0.cases.0.vlaue", "x", "hints[0].cases[0].vlaue"),
        ("hints.0.hint_key", None, "hints[0].cases[0].hint_key"),
        ("hints.0.keys", "x", "hints[0].keys"),
        ("irregular", {"after": "figure", "letters_and_digits": [1, 9]}, "irregular"),
        ("irregular", {"after": "split", "letters_and_digits": [1, 9]}, "irregular.after"),
        ("irregular", {"after": "figure"}, "irregular.letters_and_digits"),
        ("labels", {"split": {"zh_CN": "分样"}}, "labels.split"),
        ("examples", [], "examples"),
        ("examples.0.printed", None, "examples[0].printed"),
        ("exmaples", [], "exmaples"),
    ],
)
def test_a_wrong_entry_is_named(path: str, value: object, entry: str) -> None:
    with pytest.raises(SchemeTableError) as refusal:
        Scheme.from_table(changed(path, value))
    assert refusal.value.key == "scheme.table_bad"
    assert refusal.value.facts["entry"] == entry
    assert refusal.value.facts["problem"]


def test_a_table_that_is_no_object_is_refused() -> None:
    with pytest.raises(SchemeTableError) as refusal:
        Scheme.from_table([GOOD])
    assert refusal.value.facts["entry"] == "table"


@pytest.mark.parametrize("choices", [[], ["A", "a"], ["A", ""], "AB", [1]])
def test_choices_are_different_texts(choices: object) -> None:
    table = changed("parts.0", {"name": "figure", "choice": choices})
    if choices == "AB":
        assert Scheme.from_table(table | {"hints": []}).parse("ab,1").canonical == "AB,1"
        return
    with pytest.raises(SchemeTableError) as refusal:
        Scheme.from_table(table)
    assert refusal.value.facts["entry"] == "parts[0].choice"


def test_only_the_last_part_can_repeat() -> None:
    table = changed("parts.1.repeat", True)
    table["parts"].append({"name": "end", "joint": "/", "digits": [1, 1], "optional": True})
    with pytest.raises(SchemeTableError) as refusal:
        Scheme.from_table(table)
    assert refusal.value.facts["entry"] == "parts"


def test_only_figures_can_be_counted_or_repeat() -> None:
    for entry, part in (
        ("series[0].counts", {"name": "piece", "joint": ",", "letters": [1, 2], "optional": True}),
        ("parts[1].repeat", {"name": "piece", "joint": ",", "text": [1, 2], "repeat": True}),
        ("parts[1].repeat", {"name": "piece", "digits": [1, 2], "repeat": True}),
    ):
        with pytest.raises(SchemeTableError) as refusal:
            Scheme.from_table(changed("parts.1", part))
        assert refusal.value.facts["entry"] == entry


def test_a_series_code_is_used_once() -> None:
    with pytest.raises(SchemeTableError) as refusal:
        Scheme.from_table(changed("series", GOOD["series"] * 2))
    assert refusal.value.facts["entry"] == "series[0].code"


def test_free_text_is_counted_where_it_is_a_figure_a_series_reaches() -> None:
    table = changed("parts.1", {"name": "piece", "joint": ",", "text": [1, 9], "optional": True})
    scheme = Scheme.from_table(table)
    serials = {text: scheme.parse(f"001,{text}").serial for text in ("7", "07", "99", "100", "b", "7b", "٧")}
    assert serials == {"7": 7, "07": 7, "99": 99, "100": None, "b": None, "7b": None, "٧": None}
    assert scheme.parse("001,b").series == ""
    assert scheme.next_number(scheme.parse("001"), "plain", 7).canonical == "001,8"


def test_figures_that_may_begin_with_zeros_are_different_numbers() -> None:
    table = changed("parts.1", {"name": "piece", "joint": ",", "digits": [1, 3], "zeros": True, "optional": True})
    scheme = Scheme.from_table(table)
    keys = [scheme.parse(f"001,{text}").sort_key for text in ("7", "07", "8", "010", "11")]
    assert keys == sorted(set(keys))


def test_a_word_before_a_number_is_left_off_only_where_a_number_follows() -> None:
    scheme = Scheme.from_table(
        changed("parts.0", {"name": "figure", "letters": [3, 3]}) | {"lead": ["rock", "ABC"]}
    )
    assert scheme.parse("Rock rock: xyz,1").canonical == "XYZ,1"
    assert scheme.parse("abc").canonical == "ABC"
    assert scheme.parse("ABC DEF").canonical == "DEF"
