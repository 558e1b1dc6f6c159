"""What a split dialog says of what its piece met and must not meet."""

from lunarcurator.desktop.dialogs.split import open_split
from lunarcurator.domain.facts import ExposureKind, Scope
from lunarcurator.domain.operations import Expose, Restrict
from lunarcurator.domain.status import Existence, Handling
from PySide6.QtWidgets import QWidget

from tests.desktop.dialogs.bench import Bench, enter


def test_a_mark_is_seen_before_the_cut_and_breaking_it_needs_authority(bench: Bench) -> None:
    bench.post(Restrict(samples=("15555,46",), handling=(Handling.NO_SAW,), reason="slab for magnetic work"))
    dialog = bench.open(open_split, bench.on("15555,46"))
    strip = dialog.findChild(QWidget, "restrictions")
    assert strip is not None
    assert strip.accessibleName() == "no saw slab for magnetic work"

    dialog.grid.show_rows([{"form": "Slab", "mass": "1.000"}])
    bench.type(dialog, "tool", "wire saw")
    bench.settle(dialog)
    assert dialog.approval.isVisible()
    assert [dialog.form.input_for(each).key for each in dialog.preview.findings] == ["method"]
    bench.press_act(dialog)
    enter(bench.qtbot, dialog.focusWidget(), "agreed with the committee")
    assert not dialog.primary_button.isEnabled()


def test_a_daughter_from_the_interior_is_free_of_what_met_the_outside(bench: Bench) -> None:
    assert "interior" not in [each.key for each in bench.open(open_split, bench.on("15555,46")).grid.model.columns]
    bench.post(
        Expose(samples=("15555,46",), kind=ExposureKind.SAW, scope=Scope.SURFACE, agent="steel", evidence="log 3"),
        day=20260401,
    )
    dialog = bench.open(open_split, bench.on("15555,46"))
    dialog.grid.show_rows(
        [{"form": "Chip", "mass": "1.000", "interior": "yes"}, {"form": "Chip", "mass": "2.000"}]
    )
    bench.settle(dialog)
    bench.act(dialog)
    assert bench.piece("15555,47").exposed == frozenset()
    assert bench.piece("15555,48").exposed == {ExposureKind.SAW}


def test_a_daughter_nobody_has_opens_a_case(bench: Bench) -> None:
    dialog = bench.open(open_split, bench.on("15555,46"))
    dialog.grid.show_rows([{"form": "Chip", "mass": "1.000", "place": "Nobody has it"}])
    bench.settle(dialog)
    assert "1 case is opened for what nobody has" in dialog.outcome.lines
    bench.act(dialog)
    piece = bench.piece("15555,47")
    assert (piece.existence, piece.place) == (Existence.EXISTS, None)
