import dataclasses

import pytest
from lunarcurator.domain.mass import LARGEST_UG, Mass, MassError, MassKind, UnknownReason

FIGURED = [MassKind.STATED, MassKind.REPORTED, MassKind.ESTIMATED, MassKind.NOMINAL]


def test_each_constructor_makes_its_kind() -> None:
    made = {
        MassKind.MEASURED: Mass.measured(30_000_000, 1000),
        MassKind.STATED: Mass.stated(30_000_000),
        MassKind.REPORTED: Mass.reported(30_000_000, 1000),
        MassKind.ESTIMATED: Mass.estimated(30_000_000),
        MassKind.NOMINAL: Mass.nominal(1000, reason=UnknownReason.SECTION),
        MassKind.UNKNOWN: Mass.unknown("sealed"),
        MassKind.NOT_APPLICABLE: Mass.not_applicable(),
    }
    assert {kind: mass.kind for kind, mass in made.items()} == {kind: kind for kind in MassKind}


def test_only_a_figure_that_counts_makes_a_mass_known() -> None:
    known = [Mass.measured(1, 1), Mass.stated(0), Mass.reported(1), Mass.estimated(1)]
    assert all(mass.known for mass in known)
    blind = [Mass.nominal(1000), Mass.unknown("epoxy"), Mass.not_applicable()]
    assert not any(mass.known for mass in blind)


def test_range_reaches_from_one_microgram_to_twelve_kilograms_and_beyond() -> None:
    assert Mass.stated(1).ug == 1
    assert Mass.stated(12 * 10**9).ug == 12 * 10**9
    assert Mass.stated(LARGEST_UG).ug == LARGEST_UG


def test_unknown_is_not_zero() -> None:
    assert Mass.unknown("not_weighed").ug is None
    assert Mass.unknown("not_weighed") != Mass.stated(0)


def test_a_mass_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Mass.stated(1).ug = 2  # type: ignore[misc]


@pytest.mark.parametrize("kind", FIGURED)
@pytest.mark.parametrize("ug", [None, -1, LARGEST_UG + 1, 1.0, True, "1"])
def test_a_figure_is_a_whole_number_of_micrograms(kind: MassKind, ug: object) -> None:
    with pytest.raises(MassError):
        Mass(kind, ug)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [MassKind.UNKNOWN, MassKind.NOT_APPLICABLE])
def test_what_has_no_figure_takes_none_and_no_resolution(kind: MassKind) -> None:
    reason = "sealed" if kind is MassKind.UNKNOWN else ""
    with pytest.raises(MassError):
        Mass(kind, 0, reason=reason)
    with pytest.raises(MassError):
        Mass(kind, None, 1, reason)


@pytest.mark.parametrize("resolution", [0, -1, 1.5, True, LARGEST_UG + 1])
def test_a_resolution_is_at_least_one_whole_microgram(resolution: object) -> None:
    with pytest.raises(MassError):
        Mass.stated(5, resolution)  # type: ignore[arg-type]


def test_a_measured_mass_has_a_resolution() -> None:
    with pytest.raises(MassError):
        Mass(MassKind.MEASURED, 5)


def test_reasons_belong_to_unknown_and_nominal_only() -> None:
    with pytest.raises(MassError):
        Mass(MassKind.UNKNOWN)
    with pytest.raises(MassError):
        Mass.unknown("mislaid")
    with pytest.raises(MassError):
        Mass(MassKind.STATED, 5, reason="sealed")


def test_a_kind_is_one_of_the_seven() -> None:
    with pytest.raises(MassError):
        Mass("stated", 5)  # type: ignore[arg-type]


def test_a_contradiction_is_a_value_error() -> None:
    assert issubclass(MassError, ValueError)
