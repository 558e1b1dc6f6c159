import pytest
from lunarcurator.services.closing import Closing, Verdict


def closing(
    before: int | None = 100,
    daughters: int = 0,
    recovered: int = 0,
    after: int | None = None,
    attrition: int = 0,
    unweighed: int = 0,
    tolerance: int = 3,
) -> Closing:
    return Closing(before, daughters, recovered, after, attrition, unweighed, tolerance)


def test_what_is_left_over_is_shown_and_missing_until_somebody_takes_it() -> None:
    open_end = closing(daughters=30, recovered=5, after=60)
    assert (open_end.remainder_ug, open_end.missing_ug, open_end.verdict) == (5, 5, Verdict.MISSING)
    taken = closing(daughters=30, recovered=5, after=60, attrition=5)
    assert (taken.missing_ug, taken.verdict, taken.closes) == (0, Verdict.EXACT, True)


@pytest.mark.parametrize(
    ("after", "verdict"),
    [
        (70, Verdict.EXACT),
        (67, Verdict.WITHIN),
        (73, Verdict.WITHIN),
        (66, Verdict.MISSING),
        (74, Verdict.EXTRA),
    ],
)
def test_the_balances_explain_as_much_as_their_tolerance(after: int, verdict: Verdict) -> None:
    told = closing(daughters=30, after=after)
    assert told.verdict is verdict
    assert told.closes is (verdict in {Verdict.EXACT, Verdict.WITHIN})


def test_a_rest_that_is_not_weighed_is_known_by_difference() -> None:
    told = closing(daughters=30, attrition=1)
    assert (told.verdict, told.rest_ug, told.remainder_ug, told.missing_ug) == (Verdict.BY_DIFFERENCE, 69, None, 0)


def test_more_than_there_was_is_too_much_even_without_a_reading_after() -> None:
    told = closing(daughters=130)
    assert (told.verdict, told.missing_ug, told.closes) == (Verdict.EXTRA, -30, False)


def test_an_unknown_mass_before_has_nothing_to_close() -> None:
    told = closing(before=None, daughters=30, after=60)
    assert (told.verdict, told.remainder_ug, told.rest_ug, told.missing_ug, told.closes) == (
        Verdict.NO_BEFORE,
        None,
        None,
        0,
        True,
    )


def test_pieces_without_a_mass_take_the_rest() -> None:
    told = closing(daughters=30, after=60, unweighed=1)
    assert (told.verdict, told.remainder_ug, told.closes) == (Verdict.BLIND, None, True)
    assert told.taken_ug == 10


def test_pieces_without_a_mass_leave_an_upper_bound_where_the_rest_is_not_weighed() -> None:
    told = closing(daughters=30, unweighed=1)
    assert (told.verdict, told.taken_ug, told.closes) == (Verdict.AT_MOST, 0, True)


def test_nobody_knows_what_pieces_without_a_mass_take_of_an_unknown_one() -> None:
    assert closing(before=None, after=60, unweighed=1).taken_ug == 0
    assert closing(daughters=30, after=60).taken_ug == 0


def test_pieces_without_a_mass_do_not_explain_too_much() -> None:
    told = closing(daughters=60, after=60, unweighed=1)
    assert told.verdict is Verdict.EXTRA


def test_what_is_kept_is_never_less_than_nothing_and_what_was_lost_only_known_where_all_is_weighed() -> None:
    assert Closing(10, 14, 0, None, 0, 0, 0).kept_ug == 0
    assert Closing(10, 4, 0, None, 0, 0, 0).kept_ug == 6
    assert Closing(None, 4, 0, None, 0, 0, 0).kept_ug is None
    assert not Closing(10, 4, 0, None, 0, 0, 0).knows_attrition
    assert Closing(10, 4, 0, None, 1, 0, 0).knows_attrition
    assert Closing(10, 4, 0, 6, 0, 0, 0).knows_attrition
