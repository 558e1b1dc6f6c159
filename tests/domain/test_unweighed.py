import pytest
from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.unweighed import LACKS, MassSum, Unweighed, lack_of, sum_of


@pytest.mark.parametrize(
    ("unweighed", "suspense_ug", "quality", "lack"),
    [
        (0, 0, "measured", None),
        (0, 629_000_000, "measured", None),
        (1, 5_629_000_000, "not_reconciled", Quality.NOT_RECONCILED),
        (1, 1, "nominal", Quality.NOT_RECONCILED),
        (1, 0, "nominal", Quality.NOMINAL),
        (1, 0, "unknown", Quality.UNKNOWN),
        (1, 0, "", Quality.UNKNOWN),
    ],
)
def test_an_unweighed_piece_lacks_its_mass_in_exactly_one_way(
    unweighed: int, suspense_ug: int, quality: str, lack: Quality | None
) -> None:
    assert lack_of(unweighed, suspense_ug, quality) is lack
    found = sum_of(0, unweighed, suspense_ug, quality, None).unweighed
    assert found.total == unweighed
    assert [each for each in LACKS if getattr(found, each)] == ([lack] if lack else [])


def test_sums_add_up_and_count_their_estimates() -> None:
    about, exact = sum_of(150, 0, 0, "estimated", None), sum_of(7, 0, 0, "measured", None)
    assert about == MassSum(1, 150, 1)
    both = about.plus(exact).plus(sum_of(0, 1, 0, "nominal", None))
    assert both == MassSum(3, 157, 1, Unweighed(nominal=1))
    assert both.plus(both).unweighed.total == 2


def test_the_mass_of_all_is_a_lower_bound_beside_what_nobody_weighed() -> None:
    unweighed = sum_of(0, 1, 0, "unknown", None)
    weighed = sum_of(5_000_000, 0, 0, "measured", 1_000)
    at_most = sum_of(9_000_000, 0, 0, "upper_bound", 1_000)
    assert (weighed.whole or weighed.known).shown() == "5.000\u00a0g"
    assert (weighed.plus(unweighed).whole or weighed.known).shown() == "\u2265\u20095.000\u00a0g"
    assert unweighed.whole is None
    assert at_most.plus(unweighed).whole is None
