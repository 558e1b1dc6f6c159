"""What holds for every numbering table: parse and print are inverse, sorting is total, the next number is new."""

import re
from functools import cache

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from lunarcurator.domain.numbering import IRREGULAR, NumberTextError, SampleNumber
from lunarcurator.domain.words_folding import number_key
from lunarcurator.services.schemes import Schemes

SCHEMES = {scheme.code: scheme for scheme in Schemes.load()}
every_scheme = pytest.mark.parametrize("code", SCHEMES)
slower = settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])


@cache
def changed_figures(text: str) -> st.SearchStrategy[str]:
    """Numbers like an example: each run of figures becomes another of the same or a neighbouring length."""

    def other(run: str) -> st.SearchStrategy[str]:
        return st.text("0123456789", min_size=max(1, len(run) - 1), max_size=len(run) + 1) | st.just(run)

    pieces = re.split("([0-9]+)", text)
    return st.tuples(*(other(each) if each.isdecimal() else st.just(each) for each in pieces)).map("".join)


@cache
def texts_of(code: str) -> st.SearchStrategy[str]:
    scheme = SCHEMES[code]
    examples = st.sampled_from([text for pair in scheme.examples for text in pair])
    return examples.flatmap(changed_figures)


@cache
def numbers_of(code: str) -> st.SearchStrategy[SampleNumber]:
    scheme = SCHEMES[code]

    def read(text: str) -> SampleNumber | None:
        try:
            return scheme.parse(text)
        except NumberTextError:
            return None

    found: st.SearchStrategy[SampleNumber | None] = texts_of(code).map(read)
    return found.filter(bool)  # type: ignore[return-value]


@every_scheme
@slower
@given(data=st.data())
def test_parse_and_print_are_inverse(code: str, data: st.DataObject) -> None:
    scheme = SCHEMES[code]
    number = data.draw(numbers_of(code))
    assert scheme.parse(number.canonical) == number
    assert number.family + number.rest == number.canonical
    family = scheme.parse(number.family)
    assert family.family == number.family
    # What the table cannot read is not guessed from its end.
    if number.rest and number.series != IRREGULAR:
        assert scheme.parse(number.rest, family) == number


@every_scheme
@slower
@given(data=st.data())
def test_what_is_read_of_any_text_is_read_again(code: str, data: st.DataObject) -> None:
    scheme = SCHEMES[code]
    text = data.draw(st.text(max_size=30) | texts_of(code) | st.text("ACFILOREXUWY0123456789,.- ", max_size=16))
    try:
        number = scheme.parse(text)
    except NumberTextError:
        assume(False)
        raise
    assert scheme.parse(number.canonical) == number
    assert number_key(number.canonical) in scheme.usual_keys(number)


@every_scheme
@slower
@given(data=st.data())
def test_sorting_is_total_and_families_stand_together(code: str, data: st.DataObject) -> None:
    scheme = SCHEMES[code]
    one, other, third = (data.draw(numbers_of(code)) for _ in range(3))
    assert (one.sort_key == other.sort_key) == (one.canonical == other.canonical)
    assert one.sort_key.isascii()
    low, middle, high = sorted((one, other, third), key=lambda number: number.sort_key)
    assert (low.family == high.family) <= (middle.family == low.family)
    assert scheme.parse(one.family).sort_key <= one.sort_key


@every_scheme
def test_the_family_of_every_example_sorts_before_its_pieces(code: str) -> None:
    scheme = SCHEMES[code]
    for written, _ in scheme.examples:
        number = scheme.parse(written)
        family = scheme.parse(number.family)
        assert (family == number) == (family.sort_key == number.sort_key)
        assert family.sort_key <= number.sort_key


@every_scheme
@slower
@given(data=st.data())
def test_the_next_number_is_never_a_used_one(code: str, data: st.DataObject) -> None:
    scheme = SCHEMES[code]
    used = data.draw(st.lists(numbers_of(code), min_size=1, max_size=12))
    parent = used[0]
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
        if number.serial == series.last:
            with pytest.raises(NumberTextError, match="series_full"):
                scheme.next_number(parent, series.code, number.serial)
            continue
        assert scheme.next_number(parent, series.code, number.serial).sort_key > number.sort_key


@every_scheme
@slower
@given(data=st.data())
def test_every_spelling_finds_the_number(code: str, data: st.DataObject) -> None:
    scheme = SCHEMES[code]
    number = data.draw(numbers_of(code))
    assert all(hint.key.startswith("number.hint.") for hint in scheme.decode(number))
    for key in scheme.spellings(number):
        assert number_key(key) == key
    assert set(scheme.usual_keys(number)) >= {number_key(number.canonical)}
    wide = "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in number.canonical)
    assert scheme.parse(wide) == number
