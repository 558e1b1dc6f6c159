"""A mass says whether it is exact, about, a bound or unknown; a share only what all its parts support."""

import pytest
from lunarcurator.domain.known_mass import (
    Booked,
    Bound,
    KnownMass,
    Share,
    beside_unweighed,
    finest,
    moved_mass,
    no_figure,
    own_mass,
    share_of,
    stated_mass,
    sum_of_all,
    sum_of_weighed,
)

GRAM = 1_000_000


@pytest.mark.parametrize(
    ("quality", "existence", "ug", "unweighed", "shown"),
    [
        ("measured", "exists", 402_750_000, 0, "402.750\u00a0g"),
        ("estimated", "exists", 150 * GRAM, 0, "~150.000\u00a0g"),
        ("upper_bound", "exists", 68 * GRAM, 0, "\u2264\u200968.000\u00a0g"),
        ("measured", "exists", 0, 0, "0.000\u00a0g"),
        ("measured", "lost", 5 * GRAM, 0, "5.000\u00a0g"),
        ("measured", "consumed", 0, 0, None),
        ("not_reconciled", "retired", 0, 0, None),
        ("unknown", "exists", 0, 0, None),
        ("nominal", "exists", 0, 0, None),
        ("not_applicable", "exists", 0, 0, None),
        ("unknown", "exists", 0, 1, None),
    ],
)
def test_what_a_piece_weighs_is_said_as_it_is_known(
    quality: str, existence: str, ug: int, unweighed: int, shown: str | None
) -> None:
    mass = own_mass(ug, unweighed, quality, existence, 1_000)
    assert (mass.shown() if mass else None) == shown


def test_a_mass_without_a_stated_resolution_shows_its_own_digits() -> None:
    mass = own_mass(1_500_000, 0, "stated", "exists", None)
    assert mass is not None
    assert (mass.shown(), mass.parts("mg")) == ("1.5\u00a0g", ("1\u202f500", ""))


def test_a_sum_is_a_bound_where_a_part_of_it_is_not_known() -> None:
    assert sum_of_weighed(7, 0, 0, 0, None) == KnownMass(7)
    assert sum_of_weighed(7, 2, 3, 0, None) == KnownMass(4, None, about=True, bound=Bound.AT_LEAST)
    assert sum_of_all(7, 0, 0, 0, None) == KnownMass(7)
    assert sum_of_all(7, 0, 2, 1, None) == KnownMass(5, None, bound=Bound.AT_LEAST)
    assert sum_of_all(7, 1, 0, 1, None) == KnownMass(7, None, about=True, bound=Bound.AT_LEAST)
    # Of a rock from which an unweighed piece was taken, no gram is certain any more.
    assert sum_of_all(7, 0, 7, 1, None) is None
    assert sum_of_all(0, 0, 0, 3, None) is None
    assert sum_of_weighed(7 * GRAM, 2, 0, 0, None).shown() == "~7\u00a0g"
    assert KnownMass(7 * GRAM, None, about=True, bound=Bound.AT_LEAST).shown() == "\u2265\u2009~7\u00a0g"


@pytest.mark.parametrize(
    ("ug", "of_ug", "shown"),
    [
        (96_300, 100_000, "96.3\u00a0%"),
        (100_000, 100_000, "100\u00a0%"),
        (99_999, 100_000, "99.9\u00a0%"),
        (1, 100_000, "0.1\u00a0%"),
        (0, 100_000, "0\u00a0%"),
        (100_250, 100_000, "100.3\u00a0%"),
        (50_000, 100_000, "50\u00a0%"),
    ],
)
def test_all_and_nothing_are_said_only_where_they_are_true(ug: int, of_ug: int, shown: str) -> None:
    assert Share(ug, of_ug).shown == shown


def test_a_share_needs_both_its_sides() -> None:
    held = KnownMass(5)
    assert share_of(held, 10) == Share(5, 10)
    assert share_of(KnownMass(5, about=True), 10) == Share(5, 10, about=True)
    assert share_of(held, 10, about=True) == Share(5, 10, about=True)
    assert Share(5, 10, about=True).shown == "~50\u00a0%"
    for lacking in (share_of(None, 10), share_of(held, None), share_of(held, 0)):
        assert lacking is None
    for bound in Bound:
        assert share_of(KnownMass(5, None, bound=bound), 10) is None


def test_a_mass_once_stated_is_said_as_it_was_stated() -> None:
    assert stated_mass(150 * GRAM, "estimated", None) == KnownMass(150 * GRAM, None, about=True)
    assert stated_mass(68 * GRAM, "upper_bound", 1_000) == KnownMass(68 * GRAM, 1_000, bound=Bound.AT_MOST)
    assert stated_mass(5, "measured", 1) == KnownMass(5, 1)
    assert stated_mass(0, "estimated", None) == KnownMass(0)
    assert stated_mass(None, "stated", None) is None


def test_what_is_at_most_something_is_not_counted_as_that_much_beside_what_is_open() -> None:
    assert sum_of_weighed(900, 0, 150, 0, None) == KnownMass(900, bound=Bound.AT_MOST)
    for told in (sum_of_weighed(900, 0, 150, 1, None), sum_of_all(900, 0, 150, 1, None)):
        assert told == KnownMass(750, bound=Bound.AT_LEAST)
    for told in (
        sum_of_weighed(900, 2, 150, 0, None),
        sum_of_all(900, 2, 150, 0, None),
        sum_of_all(900, 2, 150, 3, None),
    ):
        assert told == KnownMass(750, about=True, bound=Bound.AT_LEAST)
    assert sum_of_weighed(150, 0, 150, 1, None) == KnownMass(150, bound=Bound.AT_MOST)


@pytest.mark.parametrize(
    ("told", "key"),
    [
        ((0, "not_reconciled", "retired", "not_reconciled"), "existence.retired"),
        ((0, "nominal", "consumed", "section"), "existence.consumed"),
        ((1, "unknown", "exists", "sealed"), "unknown_reason.sealed"),
        ((1, "nominal", "exists", "section"), "unknown_reason.section"),
        ((1, "nominal", "exists", ""), "quality.nominal"),
        ((0, "not_applicable", "exists", ""), "quality.not_applicable"),
        ((1, "", "", ""), "mass.unknown"),
    ],
)
def test_why_there_is_no_mass_has_one_answer(told: tuple[int, str, str, str], key: str) -> None:
    why = no_figure(*told)
    assert why.key == key
    assert why.is_gone is key.startswith("existence.")


def test_a_sum_has_the_digits_of_its_parts() -> None:
    assert finest() is None
    assert finest(None, 0, None) is None
    assert finest(1_000, None, 10) == 10
    assert sum_of_weighed(15_000_000, 0, 0, 0, 10_000).shown() == "15.00\u00a0g"


def test_nothing_booked_beside_unweighed_pieces_is_no_figure() -> None:
    assert Booked().has_figure
    assert Booked(5, 2).has_figure
    assert not Booked(0, 2).has_figure
    assert Booked(1, 2, 3, 4).plus(Booked(1, 1, 1, 1)) == Booked(2, 3, 4, 5)


@pytest.mark.parametrize(
    ("known", "told"),
    [
        (KnownMass(777_000), "\u2265\u20090.777"),
        (KnownMass(777_000, about=True), "\u2265\u2009~0.777"),
        (KnownMass(777_000, bound=Bound.AT_LEAST), "\u2265\u20090.777"),
        (KnownMass(777_000, bound=Bound.AT_MOST), None),
        (KnownMass(0), None),
    ],
)
def test_beside_what_nobody_weighed_a_sum_is_a_lower_bound_or_unknown(known: KnownMass, told: str | None) -> None:
    whole = beside_unweighed(known, 1)
    assert (None if whole is None else whole.shown().removesuffix("\u00a0g")) == told
    assert beside_unweighed(known, 0) == known


SIGNED = {
    Booked(7): "",
    Booked(7, 1): "≥ ",
    Booked(7, 1, in_figure=1): "",
    Booked(7, -1): "≤ ",
    Booked(7, 0, 3): "≤ ",
    Booked(7, 0, 0, 1): "~",
    Booked(7, 1, 0, 1): "≥ ~",
    Booked(7, 0, 3, 1): "~",
    Booked(7, 1, 3): "~",
    Booked(0, 0, 0, 1): "",
}


@pytest.mark.parametrize("booked", SIGNED)
def test_what_is_booked_keeps_its_figure_and_has_the_sign_of_what_it_leaves_open(booked: Booked) -> None:
    assert (booked.known.ug, booked.known.sign) == (booked.ug, SIGNED[booked])


@pytest.mark.parametrize(
    ("ug", "sign"),
    [(120, ""), (-150, "~"), (-30, "~"), (30, "~")],
    ids=["all of it came home weighed", "all of it went as judged", "what was found missing", "too much"],
)
def test_what_a_weighing_finds_is_no_figure_and_what_is_weighed_whole_is_one(ug: int, sign: str) -> None:
    before, after = KnownMass(150, 1, about=True), KnownMass(120, 1)
    assert moved_mass(KnownMass(ug, 1), before, after, found=True).sign == sign


def test_what_a_weighing_finds_of_a_bound_is_bounded_and_what_is_weighed_whole_is_a_figure() -> None:
    before, after = KnownMass(150, 1, bound=Bound.AT_MOST), KnownMass(120, 1)
    told = [moved_mass(KnownMass(ug, 1), before, after, found=True).sign for ug in (120, -150, -30)]
    assert told == ["", "≤ ", "≤ "]
