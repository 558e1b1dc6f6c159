import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from lunarcurator.domain.numbering import NumberTextError, SampleNumber, Scheme
from lunarcurator.domain.words_folding import number_key

JOINTS = st.sampled_from([",", ", ", " ,", ".", "-", " - ", "/", " ", "，", "–", "\u00a0"])
splits = st.tuples(st.integers(0, 99_999), st.none() | st.integers(0, 9_999))
grains = st.builds(
    "YJ{}{:03}{}{}".format,
    st.sampled_from(["YX", "FM", "KL"]),
    st.integers(0, 999),
    st.just("") | st.integers(0, 99).map("{:02}".format),
    st.sampled_from(["", "GP"]),
)
codes = st.builds(
    "CE{}{}{:04}{}".format,
    st.sampled_from("56"),
    st.sampled_from("CZ"),
    st.sampled_from([0, 400, 800, 801]) | st.integers(0, 9999),
    st.sampled_from(["", "YJ"]) | grains,
)
odd_codes = st.builds("{}{}".format, codes, st.text("ABGPXY019", max_size=20))
# Printable signs of all scripts, and short texts in which figures, commas and spaces often meet.
texts = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=40) | st.text(
    "aAbB01,. -", min_size=1, max_size=12
).filter(lambda text: text.strip()[:1] not in {"", ","})
piece_chains = st.builds("{}{}".format, st.sampled_from("Aa1"), st.text("1,", max_size=7))


def full_width(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def written(split: tuple[int, int | None], joint: str = ",") -> str:
    generic, serial = split
    return f"{generic:05}" if serial is None else f"{generic:05}{joint}{serial}"


def plain_number(plain: Scheme, text: str) -> SampleNumber:
    try:
        return plain.parse(text)
    except NumberTextError:
        assume(False)
        raise


@given(split=splits, joint=JOINTS, wide=st.booleans())
def test_every_spelling_of_a_split_parses_to_the_same_number(
    apollo: Scheme, split: tuple[int, int | None], joint: str, wide: bool
) -> None:
    spelt = written(split, joint)
    number = apollo.parse(full_width(spelt) if wide else f"  {spelt} ")
    assert number == apollo.parse(written(split))
    assert number.canonical == written(split)


@given(split=splits)
def test_parse_and_print_of_a_split_are_inverse(apollo: Scheme, split: tuple[int, int | None]) -> None:
    number = apollo.parse(written(split))
    assert apollo.parse(number.canonical) == number
    assert number.family + number.rest == number.canonical
    if number.rest:
        assert apollo.parse(number.rest, apollo.parse(number.family)) == number


@given(split=splits)
def test_every_search_key_of_a_split_parses_to_it_or_to_its_zero_split(
    apollo: Scheme, split: tuple[int, int | None]
) -> None:
    number = apollo.parse(written(split))
    for key in apollo.spellings(number):
        found = apollo.parse(key)
        assert found == number or (apollo.is_zero_split(found) and found.family == number.canonical)
        assert number_key(key) == key


@given(one=splits, other=splits)
def test_splits_sort_as_their_figures_do(
    apollo: Scheme, one: tuple[int, int | None], other: tuple[int, int | None]
) -> None:
    keys = [apollo.parse(written(split)).sort_key for split in (one, other)]
    figures = [(generic, -1 if serial is None else serial) for generic, serial in (one, other)]
    assert (keys[0] < keys[1]) == (figures[0] < figures[1])
    assert (keys[0] == keys[1]) == (figures[0] == figures[1])
    assert {len(key) for key in keys} == {9}
    assert all(key.isascii() for key in keys)


@given(code=codes, wide=st.booleans())
def test_parse_and_print_of_a_code_are_inverse(change: Scheme, code: str, wide: bool) -> None:
    number = change.parse(code)
    assert number.canonical == code
    assert change.parse(full_width(code) if wide else code.lower()) == number
    assert [change.parse(key) for key in change.spellings(number)] == [number]
    if number.rest:
        assert change.parse(number.rest, change.parse(number.family)) == number


@given(one=codes | odd_codes, other=codes | odd_codes)
def test_codes_have_one_sort_key_each_and_families_stand_together(change: Scheme, one: str, other: str) -> None:
    first, second = change.parse(one), change.parse(other)
    assert (first.sort_key == second.sort_key) == (first.canonical == second.canonical)
    assert change.parse(first.canonical) == first
    if len(first.family) == 8 and first.family != second.family:
        family = change.parse(first.family).sort_key
        assert (first.sort_key < second.sort_key) == (family < second.sort_key)


@given(text=texts)
def test_parse_and_print_of_a_plain_text_are_inverse(plain: Scheme, text: str) -> None:
    number = plain_number(plain, text)
    assert plain.parse(number.canonical) == number
    assert number.family + number.rest == number.canonical
    assert plain.parse(f"  {text}\u3000") == number
    if number.rest:
        assert plain.parse(number.rest, plain.parse(number.family)) == number


@given(one=texts, other=texts)
def test_plain_texts_have_one_ascii_sort_key_each(plain: Scheme, one: str, other: str) -> None:
    first, second = plain_number(plain, one), plain_number(plain, other)
    assert (first.sort_key == second.sort_key) == (first.canonical == second.canonical)
    assert first.sort_key.isascii()
    if first.family != second.family:
        family = plain.parse(first.family).sort_key
        assert (first.sort_key < second.sort_key) == (family < second.sort_key)


@given(stem=st.sampled_from(["A", "Probe ", "样品-"]), one=st.integers(0, 10**9), other=st.integers(0, 10**9))
def test_plain_texts_sort_by_the_figures_in_them(plain: Scheme, stem: str, one: int, other: int) -> None:
    keys = [plain.parse(f"{stem}{figure}").sort_key for figure in (one, other)]
    assert (keys[0] < keys[1]) == (one < other)


@given(data=st.data(), used=st.sets(splits, min_size=1, max_size=30))
def test_the_next_split_is_never_a_used_one(
    apollo: Scheme, data: st.DataObject, used: set[tuple[int, int | None]]
) -> None:
    _assert_next_is_new(apollo, [apollo.parse(written(split)) for split in used], data)


@given(data=st.data(), used=st.sets(codes, min_size=1, max_size=30))
def test_the_next_code_is_never_a_used_one(change: Scheme, data: st.DataObject, used: set[str]) -> None:
    _assert_next_is_new(change, [change.parse(code) for code in used], data)


@given(data=st.data(), used=st.sets(piece_chains, min_size=1, max_size=30))
def test_the_next_plain_number_is_never_a_used_one(plain: Scheme, data: st.DataObject, used: set[str]) -> None:
    _assert_next_is_new(plain, [plain.parse(text) for text in used], data)


def _assert_next_is_new(scheme: Scheme, used: list[SampleNumber], data: st.DataObject) -> None:
    """Count as a store does: the highest serial whose scope and series are the asked ones."""
    parent = data.draw(st.sampled_from(used))
    for series in scheme.series_of(parent):
        scope = scheme.counting_scope(parent, series.code)
        serials = [n.serial for n in used if (n.scope, n.series) == (scope, series.counted_as)]
        highest = max((serial for serial in serials if serial is not None), default=None)
        if highest is not None and highest >= series.last:
            with pytest.raises(NumberTextError, match="series_full"):
                scheme.next_number(parent, series.code, highest)
            continue
        number = scheme.next_number(parent, series.code, highest)
        assert number not in used
        assert (number.scope, number.series) == (scope, series.counted_as)
        assert scheme.parse(number.canonical) == number
        assert number.serial is not None
        assert series.first <= number.serial <= series.last
