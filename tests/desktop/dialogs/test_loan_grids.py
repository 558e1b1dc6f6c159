"""The grids of the plain loan dialogs: every column in sight as they open, in each language and text size."""

import os
from pathlib import Path

import pytest
from lunarcurator.desktop.dialogs.form.column_widths import fitted
from lunarcurator.desktop.dialogs.form.grid_view import GridView
from lunarcurator.desktop.mass_units import MassUnits

from tests.desktop.dialogs.bench import Bench
from tests.desktop.dialogs.test_every_dialog import gone, open_dialog
from tests.desktop.dialogs.test_every_dialog import long_bench as long_bench

WITH_GRIDS = (
    *("request_loan", "add_lines", "change_line", "decide_lines", "prepare_lines", "issue_lines", "enter_loan"),
    *("report_sub_samples", "return_line", "answer_round"),
)


@pytest.mark.parametrize("key", WITH_GRIDS)
def test_no_grid_of_the_loan_desk_scrolls_sideways(long_bench: Bench, key: str) -> None:
    dialog = open_dialog(long_bench, key)
    # The screen of the tests is smaller than any on which this is used.
    px = long_bench.context.appearance.look.metrics.px
    dialog.resize(px(dialog.size_at_first.width()), px(dialog.size_at_first.height()))
    long_bench.settle(dialog)
    folder = os.environ.get("LUNAR_PICTURES")
    if folder:
        dialog.grab().save(str(Path(folder) / f"{key}_{px(100)}.png"))
    grids = dialog.findChildren(GridView)
    assert grids
    for grid in grids:
        header = grid.horizontalHeader()
        widths = [grid.columnWidth(number) for number in range(header.count())]
        assert sum(widths) == grid.viewport().width(), (
            key,
            widths,
            grid.viewport().width(),
            [header.sectionSizeHint(n) for n in range(header.count())],
        )
        cut = [number for number in range(header.count()) if widths[number] < header.sectionSizeHint(number)]
        assert cut == [], (
            key,
            widths,
            grid.viewport().width(),
            [header.sectionSizeHint(n) for n in range(header.count())],
        )
        assert grid.horizontalScrollBar().maximum() == 0
    gone(long_bench, dialog)


@pytest.mark.parametrize("long_bench", [(100, "en", "light")], ids=["100-en"], indirect=True)
@pytest.mark.parametrize(
    "key", [*WITH_GRIDS, "report_use", "report_loss", "report_mass", "find_again", "transfer_line"]
)
def test_every_mass_asked_for_on_the_loan_desk_is_in_the_unit_chosen(long_bench: Bench, key: str) -> None:
    long_bench.context.units = MassUnits("ug")
    dialog = open_dialog(long_bench, key)
    captions = [each.field.caption for each in dialog.form.inputs.values()]
    heads = [each.label for grid in dialog.findChildren(GridView) for each in grid.model().columns]
    told = [each for each in (*captions, *heads) if each.endswith((", g", ", mg", ", µg"))]
    assert all(each.endswith(", µg") for each in told), told
    assert told or key in {"transfer_line", "issue_lines"}
    gone(long_bench, dialog)


def test_columns_share_the_room_there_is() -> None:
    assert fitted([100, 50, 120], [60, 40, 80], 300, (2,)) == [100, 50, 150]
    assert fitted([100, 50], [60, 40], 171, (0, 1)) == [111, 60]
    assert fitted([100, 50, 120], [60, 40, 80], 225, (2,)) == [80, 45, 100]
    assert fitted([100, 50], [60, 40], 90, (0,)) == [60, 40]
    assert fitted([60, 40], [60, 40], 90, (0,)) == [60, 40]
    assert fitted([], [], 90, ()) == []
