"""The flow of a piece's mass: one equation that closes for every piece on every day."""

import pytest
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import Weigh
from lunarcurator.domain.pieces import PieceState
from lunarcurator.services.mass_flow import MassFlow, Way, flow_of
from lunarcurator.services.pieces import piece_view

from tests.services.records.vault import Vault, read


def flow(vault: Vault, number: str, moment: Moment = NOW) -> MassFlow | None:
    view = piece_view(vault.session, vault.piece(number), moment)
    assert view is not None
    return view.flow


@pytest.mark.parametrize("number", ["15555", "15555,46", "15555,48", "15555,133", "15415", "15500"])
def test_what_a_piece_began_with_and_all_changes_are_what_it_has(vault: Vault, number: str) -> None:
    found = flow(vault, number)
    assert found is not None
    assert found.closes
    view = piece_view(vault.session, vault.piece(number))
    assert view is not None
    assert found.now_ug == view.state.held_ug


def test_a_split_and_a_weighing_are_told_apart(vault: Vault) -> None:
    assert flow(vault, "15555,46") == MassFlow(
        False,
        402_750_000,
        ((Way.DAUGHTERS, -25_110_000), (Way.ATTRITION, -238_000), (Way.ADJUSTMENT, -12_000)),
        377_390_000,
    )
    assert flow(vault, "15500") == MassFlow(True, 150_000_000, (), 150_000_000)
    assert flow(vault, "15415") == MassFlow(True, 269_400_000, ((Way.UNRECONCILED, -269_400_000),), 0)


def test_a_piece_without_a_booked_mass_has_no_flow(vault: Vault) -> None:
    assert flow(vault, "15555,211") is None
    assert flow_of((), PieceState(vault.piece("15500"))) is None


def test_what_a_piece_began_with_that_nobody_weighed_then_is_not_nought(vault: Vault) -> None:
    vault.post(Weigh(sample="15555,211", reading=read(2)))
    assert flow(vault, "15555,211") == MassFlow(
        False, 0, ((Way.UNMEASURED, 2_000_000),), 2_000_000, began_known=False
    )
