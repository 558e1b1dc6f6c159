"""Acts on the cold and on seals are offered where something is cold or sealed, and say why not elsewhere."""

from lunarcurator.desktop.act_availability import needs_met, why_not
from lunarcurator.desktop.actions import ACTIONS, Needs
from lunarcurator.services.selection_status import SelectionStatus

HERE = {"existence": frozenset({"exists"}), "custody": frozenset({"here"})}


def test_only_what_is_in_the_cold_is_taken_out_of_it() -> None:
    warm, cold = needs_met(SelectionStatus(**HERE)), needs_met(SelectionStatus(**HERE, cold=True))
    assert why_not(ACTIONS["take_out"].needs, warm) == "Only for pieces kept in the cold."
    assert why_not(ACTIONS["take_out"].needs, cold) == ""
    assert Needs.COLD not in ACTIONS["freeze"].needs


def test_only_what_is_sealed_is_opened_in_places_and_in_samples() -> None:
    sealed = needs_met(SelectionStatus(sealed=True), places=True)
    assert why_not(ACTIONS["open_sealed"].needs, sealed) == ""
    assert why_not(ACTIONS["open_sealed"].needs, needs_met(SelectionStatus(**HERE, sealed=True))) == ""
    assert "sealed container" in why_not(ACTIONS["open_sealed"].needs, needs_met(SelectionStatus(**HERE)))


def test_what_happened_to_a_lent_piece_is_recorded_but_it_is_not_frozen() -> None:
    lent = needs_met(SelectionStatus(frozenset({"exists"}), frozenset({"loan"})))
    assert why_not(ACTIONS["expose"].needs, lent) == ""
    assert why_not(ACTIONS["freeze"].needs, lent) != ""
