from lunarcurator.desktop.dialogs.piece_layouts import ADD_NAME

from tests.desktop.dialogs.bench import Bench


def test_a_name_is_added_by_keyboard_and_the_piece_is_found_by_it(bench: Bench) -> None:
    dialog = bench.open(ADD_NAME.open, bench.on("15555,46"))

    bench.type(dialog, "name", "大斯科特 slab")
    bench.settle(dialog)
    assert dialog.primary_button.isEnabled()
    assert dialog.primary_button.text() == "Name it 大斯科特 slab"
    bench.act(dialog)

    assert bench.posted[-1].changes.samples
    assert bench.accepted


def test_a_missing_name_is_said_below_the_button_and_takes_no_act(bench: Bench) -> None:
    dialog = bench.open(ADD_NAME.open, bench.on("15555,46"))
    before = len(bench.posted)

    bench.press_act(dialog)

    assert not dialog.primary_button.isEnabled()
    assert "Name" in dialog.primary_button.accessibleDescription()
    assert len(bench.posted) == before
