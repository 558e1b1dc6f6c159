"""The unit of this workstation: what is shown, what a bare figure means, what collections keep for themselves."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.desktop.dialogs.weigh import open_weigh
from lunarcurator.desktop.mass_units import MassUnits, units_of
from lunarcurator.desktop.models.sample_cells import CellWriter
from lunarcurator.desktop.models.sample_columns import COLUMNS
from lunarcurator.desktop.panels.wording import Wording
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.services.collections import KnownCollections
from lunarcurator.services.words import Words
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.desktop.dialogs.bench import Bench
from tests.desktop.remembered import Remembered
from tests.desktop.samples.bench import SampleBench
from tests.desktop.samples.test_models import ROW
from tests.store.making import new_lab, rock

KNOWN = KnownCollections.load()


@pytest.mark.parametrize(
    ("remembered", "mission", "form", "held_ug", "expected"),
    [
        ({}, "Apollo 15", "chip", 5_000_000, ("g", "g", "g")),
        ({}, "Apollo 15", "powder", 5_000, ("g", "g", "mg")),
        ({}, "Apollo 15", "powder", None, ("g", "g", "mg")),
        ({}, "Apollo 15", "powder", 5_000_000, ("g", "g", "g")),
        ({}, "Chang'e-5", "chip", 5_000_000, ("g", "mg", "mg")),
        ({"massUnit": "ug"}, "Apollo 15", "powder", 5_000, ("ug", "ug", "ug")),
        ({"massUnit": "ug"}, "Chang'e-5", "powder", 5_000, ("ug", "mg", "mg")),
        ({"massUnit": "g", "massUnit.collections": "0"}, "Chang'e-5", "powder", 5_000, ("g", "g", "g")),
        ({"massUnit": "stone"}, "Apollo 15", "chip", None, ("g", "g", "g")),
    ],
)
def test_lists_have_one_unit_and_a_piece_that_of_its_collection(
    remembered: dict[str, str], mission: str, form: str, held_ug: int | None, expected: tuple[str, str, str]
) -> None:
    units = MassUnits.chosen(Remembered(remembered), KNOWN)
    assert (units.in_lists, units.of(mission), units.typed(mission, form, held_ug)) == expected


def test_a_draft_keeps_the_units_it_was_typed_in() -> None:
    units = MassUnits.chosen(Remembered({"massUnit": "mg"}), KNOWN)
    assert MassUnits.of_draft(units.kept()) == units
    assert MassUnits.of_draft({}) == MassUnits()
    assert MassUnits.of_draft({"units": "stone", "own_units": {"Chang'e-5": "stone"}}) == MassUnits()


def test_the_collections_of_the_program_that_have_a_unit_of_their_own() -> None:
    assert units_of(KNOWN) == {"Chang'e-5": "mg", "Chang'e-6": "mg"}


@pytest.mark.parametrize(
    ("unit", "shown", "plain", "spoken", "header"),
    [
        ("g", "4.106", "4.106", "4.106 grams", "Own mass, g"),
        ("mg", "4\u202f106", "4106", "4106 milligrams", "Own mass, mg"),
        ("ug", "4\u202f106\u202f000", "4106000", "4106000 micrograms", "Own mass, µg"),
    ],
)
def test_cells_header_and_clipboard_are_in_the_same_unit(
    words: Words, unit: str, shown: str, plain: str, spoken: str, header: str
) -> None:
    writer = CellWriter(words, unit)
    cell = writer.cell(ROW, COLUMNS["own"])
    assert (cell.text + cell.fraction, cell.plain, cell.spoken) == (shown, plain, spoken)
    assert writer.header(COLUMNS["own"]) == header


def test_the_words_of_a_panel_carry_their_unit(words: Words) -> None:
    wording = Wording(words, "mg")
    assert wording.figure(1_731_200, 100) == "1\u202f731.2\u00a0mg"
    assert wording.cell(1_731_200, 100).plain == "1731.2"
    assert wording.headed("Change") == "Change, mg"


@pytest.fixture
def bench(qtbot: QtBot, appearance: Appearance, words: Words, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(qtbot, appearance, words, tmp_path / "units.lunar")
    made.furnish()
    yield made
    made.close()
    assert not made.faults


@pytest.mark.parametrize(("unit", "figure"), [("g", "364.746"), ("mg", "364746"), ("ug", "364746000")])
def test_a_bare_figure_means_the_unit_of_the_label_and_goes_on_meaning_it_in_a_draft(
    bench: Bench, unit: str, figure: str
) -> None:
    bench.context.units = MassUnits(unit)
    dialog = bench.open(open_weigh, bench.on("15555,46"))
    caption = dialog.net.field.caption
    assert caption == f"Net, {'µg' if unit == 'ug' else unit}"
    bench.type(dialog, "net", "364.746 g")
    assert dialog.net.ug() == 364_746_000, "another unit can be typed"
    bench.type(dialog, "net", figure)
    assert dialog.net.ug() == 364_746_000
    dialog.reject()
    bench.qtbot.waitUntil(lambda: not bench.lanes.busy)

    bench.context.units = MassUnits("mg" if unit == "g" else "g")
    again = bench.open(open_weigh, bench.on("15555,46"))
    button = again.findChild(QPushButton, "resumeDraft")
    assert button is not None
    button.click()
    bench.settle(again)
    assert (again.net.value(), again.net.ug()) == (figure, 364_746_000)
    assert again.net.field.caption == caption


@pytest.mark.parametrize(("unit", "least", "wider"), [("g", 3, 0), ("mg", 1, 28), ("ug", 0, 56)])
def test_a_column_of_masses_is_as_wide_as_its_unit_needs(
    qtbot: QtBot, appearance: Appearance, words: Words, tmp_path: Path, unit: str, least: int, wider: int
) -> None:
    path = tmp_path / "wide.lunar"
    lab = new_lab(path)
    lab.post(rock("15555"))
    lab.session.close()
    memory = Remembered({"massUnit": unit})
    bench = SampleBench(qtbot, appearance, words, path, memory)
    header, columns = bench.room.view.header(), [each.key for each in bench.room.view.columns]
    assert bench.room.tree.decimals == least
    at = columns.index("original")
    assert header.sectionSize(at) == appearance.look.metrics.px(COLUMNS["original"].width + wider)
    bench.room.layout_of_tree.save()
    kept = [key for key in memory if key.endswith(".columns")]
    assert kept == ["samples.columns" if unit == "g" else f"samples.{unit}.columns"]
    bench.close()
    assert not bench.faults
