"""The collector of garbage during long work."""

import gc

from lunarcurator.services.collecting import collecting_seldom


def test_a_block_within_a_block_changes_nothing_and_ends_nothing() -> None:
    usual = gc.get_threshold()
    with collecting_seldom():
        seldom = gc.get_threshold()
        with collecting_seldom():
            assert gc.get_threshold() == seldom != usual
        assert gc.get_threshold() == seldom
    assert gc.get_threshold() == usual
