import pytest
from lunarcurator.domain.unweighed import Lack, MassSum, Unweighed, lack_of, sum_of


@pytest.mark.parametrize(
    ("unweighed", "suspense_ug", "quality", "lack"),
    [
        (0, 0, "measured", None),
        (0, 629_000_000, "measured", None),
        (1, 5_629_000_000, "not_reconciled", Lack.NOT_RECONCILED),
        (1, 1, "nominal", Lack.NOT_RECONCILED),
        (1, 0, "nominal", Lack.NOMINAL),
        (1, 0, "unknown", Lack.UNKNOWN),
        (1, 0, "", Lack.UNKNOWN),
    ],
)
def test_an_unweighed_piece_lacks_its_mass_in_exactly_one_way(
    unweighed: int, suspense_ug: int, quality: str, lack: Lack | None
) -> None:
    assert lack_of(unweighed, suspense_ug, quality) is lack
    found = sum_of(0, unweighed, suspense_ug, quality).unweighed
    assert found.total == unweighed
    assert [each for each in Lack if getattr(found, each)] == ([lack] if lack else [])


def test_sums_add_up_and_count_their_estimates() -> None:
    about, exact = sum_of(150, 0, 0, "estimated"), sum_of(7, 0, 0, "measured")
    assert about == MassSum(1, 150, 1)
    both = about.plus(exact).plus(sum_of(0, 1, 0, "nominal"))
    assert both == MassSum(3, 157, 1, Unweighed(nominal=1))
    assert both.plus(both).unweighed.total == 2
