from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunarcurator.domain.days import (
    UNKNOWN_DAY,
    UNKNOWN_DAY_KEY,
    DayTextError,
    certain_day,
    check_day,
    day_come,
    day_of,
    first_day,
    is_about,
    is_postable,
    is_precise,
    last_day,
    parse_day,
    show_day,
    to_date,
    words_of_day,
)
from lunarcurator.domain.moments import NOW, Moment, moment_at

precise = st.dates().map(day_of)
months = st.dates().map(lambda day: day_of(day) // 100 * 100)
years = st.dates().map(lambda day: day_of(day) // 10_000 * 10_000)
stated = st.one_of(precise, months, years)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1974-01-30", 19740130),
        ("1974-01", 19740100),
        ("1974", 19740000),
        (" 1974-1-3 ", 19740103),
        ("1974/01/30", 19740130),
        ("1974.01.30", 19740130),
        ("19740130", 19740130),
        ("1974\u201001\u201030", 19740130),
        ("１９７４－０１－３０", 19740130),
        ("1974-01-30T10:15", 19740130),
        ("1974-01-30 00:00:00", 19740130),
        ("1974年1月30日", 19740130),
        ("1974年1月", 19740100),
        ("30 January 1973", 19730130),
        ("30th of January 1973", 19730130),
        ("30-Jan-1973", 19730130),
        ("January 30, 1973", 19730130),
        ("Jan. 1973", 19730100),
        ("Sept 1970", 19700900),
        ("MAY 1974", 19740500),
        ("29 February 1972", 19720229),
        ("1974-01-XX", 19740100),
        ("1974-XX", 19740000),
        ("1974-XX-XX", 19740000),
        ("XXXX", 0),
        ("XXXX-XX-XX", 0),
    ],
)
def test_usual_spellings_of_a_day_are_read(text: str, day: int) -> None:
    assert parse_day(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("about January 1974", 19740100),
        ("c. 1974-01", 19740100),
        ("circa 1974", 19740000),
        ("~1974", 19740000),
        ("about early 1974", 19740000),
        ("1974-01~", 19740100),
        ("1974?", 19740000),
        ("1974-01-30%", 19740130),
        ("mid-January 1974", 19740100),
        ("约1974年1月", 19740100),
        ("about 30 January 1973", 19730130),
    ],
)
def test_about_gives_the_day_that_was_said(text: str, day: int) -> None:
    assert parse_day(text) == day


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1974-01-30", ""),
        ("30 January 1974", ""),
        ("1974-01", "1974-01"),
        (" 1974 ", "1974"),
        ("about 1974-01-30", "about 1974-01-30"),
        ("1974-01-30~", "1974-01-30~"),
        ("1974-01-30?", "1974-01-30?"),
        ("unknown", "unknown"),
    ],
)
def test_the_words_of_a_day_are_kept_unless_it_is_exact(text: str, words: str) -> None:
    assert words_of_day(text) == words


@pytest.mark.parametrize("text", ["unknown", "Unknown", "not known", "n.d.", "?", "未知"])
def test_words_for_unknown_are_the_unknown_day(text: str) -> None:
    assert parse_day(text) == UNKNOWN_DAY


@pytest.mark.parametrize("text", ["30/01/1973", "30.1.1973", "01/30/1973"])
def test_a_part_above_twelve_decides_what_is_the_day(text: str) -> None:
    assert parse_day(text) == 19730130


def test_equal_day_and_month_are_not_ambiguous() -> None:
    assert parse_day("04/04/1973") == 19730404


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("03/04/73", "day.text_ambiguous"),
        ("03/04/1973", "day.text_ambiguous"),
        ("30/01/73", "day.text_two_digit_year"),
        ("Jan 73", "day.text_two_digit_year"),
        ("", "day.text_empty"),
        ("  ", "day.text_empty"),
        ("1974-1975", "day.text_range"),
        ("1974/1975", "day.text_range"),
        ("197X", "day.text_range"),
        ("19XX", "day.text_range"),
        ("197X~", "day.text_range"),
        ("1974-XX-30", "day.text_unreadable"),
        ("1974-13-XX", "day.no_such_day"),
        ("1974\u20131975", "day.text_range"),
        ("late 1972 or early 1973", "day.text_range"),
        ("1973-02-29", "day.no_such_day"),
        ("1973-13-01", "day.no_such_day"),
        ("31 April 1973", "day.no_such_day"),
        ("1974-00-00", "day.no_such_day"),
        ("00/01/1974", "day.no_such_day"),
        ("0 January 1974", "day.no_such_day"),
        ("30/30/1973", "day.no_such_day"),
        ("0000", "day.no_such_day"),
        ("30 Foo 1974", "day.text_unreadable"),
        ("27059", "day.text_unreadable"),
        ("before 1974", "day.text_unreadable"),
        ("1974-01-30T10:15+01:00", "day.text_unreadable"),
    ],
)
def test_what_is_no_single_day_is_refused_with_its_reason(text: str, key: str) -> None:
    with pytest.raises(DayTextError) as refusal:
        parse_day(text)
    assert refusal.value.key == key
    assert refusal.value.facts["text"] == text


def test_an_ambiguous_day_names_both_parts() -> None:
    with pytest.raises(DayTextError) as refusal:
        parse_day("03/04/73")
    assert refusal.value.facts == {"text": "03/04/73", "first": 3, "second": 4}


@pytest.mark.parametrize(("day", "shown"), [(19740130, "1974-01-30"), (19740100, "1974-01"), (19740000, "1974")])
def test_a_day_shows_as_precisely_as_it_is_known(day: int, shown: str) -> None:
    assert show_day(day) == shown


def test_an_unknown_day_shows_as_the_key_of_its_word() -> None:
    assert show_day(UNKNOWN_DAY) == UNKNOWN_DAY_KEY


@given(stated)
def test_reading_what_was_shown_gives_the_same_day(day: int) -> None:
    assert parse_day(show_day(day)) == day


@given(st.dates())
def test_a_date_comes_back_from_its_day(calendar_date: date) -> None:
    assert to_date(day_of(calendar_date)) == calendar_date
    assert is_precise(day_of(calendar_date))


def test_the_time_of_a_datetime_is_left_out() -> None:
    assert day_of(datetime(1974, 1, 30, 23, 59)) == 19740130  # noqa: DTZ001


@pytest.mark.parametrize("day", [19740100, 19740000, UNKNOWN_DAY])
def test_an_imprecise_day_is_no_date(day: int) -> None:
    assert not is_precise(day)
    assert to_date(day) is None


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (19740130, 19740130, 19740130),
        (19740100, 19740101, 19740131),
        (19720200, 19720201, 19720229),
        (19730200, 19730201, 19730228),
        (19740000, 19740101, 19741231),
        (UNKNOWN_DAY, 10101, 99991231),
    ],
)
def test_a_period_reaches_from_its_first_to_its_last_day(day: int, first: int, last: int) -> None:
    assert (first_day(day), last_day(day)) == (first, last)


@given(st.one_of(stated, st.just(UNKNOWN_DAY)))
def test_bounds_of_a_period_are_days_of_the_calendar(day: int) -> None:
    assert day <= first_day(day) <= last_day(day)
    assert is_precise(check_day(first_day(day)))
    assert is_precise(check_day(last_day(day)))


@given(st.one_of(stated, st.just(UNKNOWN_DAY)))
def test_a_day_of_the_calendar_passes_the_check(day: int) -> None:
    assert check_day(day) == day


@pytest.mark.parametrize(
    "day", [-1, 1, 5, 100, 19740001, 19741300, 19740132, 19730229, 100_000_101, True, 19740130.0]
)
def test_an_integer_that_is_no_day_is_refused(day: int) -> None:
    with pytest.raises(DayTextError):
        check_day(day)


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_is_refused(text: str) -> None:
    try:
        day = parse_day(text)
    except DayTextError:
        return
    assert check_day(day) == day


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (20311399, 20311231, 20311231),
        (20310231, 20310228, 20310228),
        (20310005, 20310105, 20310105),
        (-5, 10101, 10101),
        (300000101, 99991231, 99991231),
        (2**63 - 1, 99991231, 99991231),
    ],
)
def test_what_is_no_day_is_shown_as_written_and_counts_as_the_day_next_to_it(
    day: int, first: int, last: int
) -> None:
    assert show_day(day) == str(day)
    assert to_date(day) is None
    assert (first_day(day), last_day(day)) == (first, last)
    assert not is_postable(day)


@pytest.mark.parametrize("day", [UNKNOWN_DAY, 15000000, 15000101, 20240100, 20240229, 22001231])
def test_a_day_of_the_years_that_may_be_spoken_of_may_be_posted(day: int) -> None:
    assert is_postable(day)


@pytest.mark.parametrize("day", [1, 10101, 14991231, 22010000, 20230229])
def test_a_day_of_no_calendar_or_of_no_such_year_may_not_be_posted(day: int) -> None:
    assert not is_postable(day)


def test_a_day_has_come_once_its_period_has_begun() -> None:
    for text, day in (("2026-05-10", 20260510), ("2026", 20260000), ("2026-05", 20260500), ("1970", 19700000)):
        assert day_come(text, 20260510) == day
    for text in ("2026-05-11", "2026-06", "2027"):
        with pytest.raises(DayTextError) as refused:
            day_come(text, 20260510)
        assert (refused.value.key, refused.value.facts["today"]) == ("day.in_future", 20260510)


def test_the_moment_of_a_period_that_has_not_ended_is_now() -> None:
    assert moment_at(20260509, 20260510) == Moment(20260509)
    assert moment_at(20260400, 20260510) == Moment(20260430)
    for day in (20260510, 20260500, 20260000):
        assert moment_at(day, 20260510) is NOW


@pytest.mark.parametrize("text", ["c. 1974", "About 1974-01", "~ 1974", "late 1974", "大约 1974年"])
def test_a_day_with_a_word_before_it_is_told_from_the_day_alone(text: str) -> None:
    assert is_about(text)
    assert not is_about("1974")


def test_a_day_whose_words_are_not_kept_is_no_day_somebody_doubts() -> None:
    assert [certain_day(each) for each in ("1990", "1990-02", "unknown")] == [19900000, 19900200, 0]
    for doubted in ("c. 1990", "about 1990-02", "early 1990"):
        with pytest.raises(DayTextError) as raised:
            certain_day(doubted)
        assert (raised.value.key, raised.value.facts) == ("day.text_doubted", {"text": doubted})
