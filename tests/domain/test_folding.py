import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunarcurator.domain.words_folding import fold, number_key, plain_code, unquoted


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Olivine  BASALT", "olivine basalt"),
        ("玄武岩", "玄 武 岩"),
        ("玄武岩 Basalt碎片", "玄 武 岩 basalt 碎 片"),
        ("Straße", "strasse"),
        ("ＡＢＣ１２", "abc12"),
        ("ﬁnes", "fines"),
        ("かぐや", "か ぐ や"),
        ("𠀀a", "𠀀 a"),
        ("달 암석", "달 암석"),
        ("", ""),
    ],
)
def test_texts_fold_to_what_the_index_holds(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    "text",
    ["15555,46", "15555, 46", "15555-46", "15555 46", "15555.46", "15555/46", " 15555,46 ", "１５５５５，４６"],
)
def test_all_spellings_of_a_number_share_one_key(text: str) -> None:
    assert number_key(text) == "15555,46"


@pytest.mark.parametrize("text", ["15555\u201046", "15555\u221246", "15555、46", "15555\u202f46"])
def test_signs_meant_for_eyes_share_the_key_too(text: str) -> None:
    assert number_key(text) == "15555,46"


QUOTED = [
    '"12013,10"',
    "“12013,10”",
    "'12013,10",
    "’12013,10",
    "‘12013,10’",
    "\ufeff'12013,10 ",
    "＇12013,10",
    " ′12013,10",
]


@pytest.mark.parametrize("text", QUOTED)
def test_the_text_mark_of_a_spreadsheet_is_no_part_of_a_number(text: str) -> None:
    assert unquoted(text) == "12013,10"


@pytest.mark.parametrize("text", ["A'", "12013,10", "'", '""', ""])
def test_what_stands_behind_a_number_belongs_to_it(text: str) -> None:
    assert unquoted(text) == text


def test_a_code_is_read_in_full_width_signs() -> None:
    assert plain_code("’Ｌ－２０２１－００１／１\u3000") == "L-2021-001/1"


def test_a_split_alone_keeps_its_separator() -> None:
    assert number_key(",46") == ",46"
    assert number_key("46") == "46"


def test_names_are_keyed_without_case() -> None:
    assert number_key("Great Scott") == number_key("GREAT-SCOTT") == "great,scott"


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40))
def test_keying_twice_changes_nothing(text: str) -> None:
    assert number_key(number_key(text)) == number_key(text)


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_word_is_found_among_others(one: str, other: str) -> None:
    assert set(fold(one).split()) <= set(fold(f"{one} {other}").split())
