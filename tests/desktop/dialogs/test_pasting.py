"""Pasting a block into a form: it is shown what goes where, it can be changed, and nothing else is written."""

from collections.abc import Mapping, Sequence
from itertools import permutations
from random import Random

import pytest
from lunarcurator.desktop.dialogs.form.grid_view import GridView
from lunarcurator.desktop.dialogs.form.paste_columns import PasteColumnsDialog
from lunarcurator.desktop.dialogs.form.paste_proposal import PasteProposal
from lunarcurator.desktop.dialogs.form.pasted_block import UNITS, is_mass, written
from lunarcurator.desktop.dialogs.form.pasted_headings import Says, has_headings, says
from lunarcurator.desktop.dialogs.loans.request_loan import RequestLoanDialog, open_request_loan
from lunarcurator.desktop.links import NOTHING
from lunarcurator.desktop.manual.helping import topics_of_dialog
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication

from tests.desktop.dialogs.bench import Bench
from tests.desktop.dialogs.pasted_requests import OUT, REQUESTS, STRAIGHT, UNIT, Pasted
from tests.desktop.dialogs.test_every_dialog import foreign, looked_at, manual_in, too_large
from tests.desktop.dialogs.test_every_dialog import long_bench as long_bench
from tests.desktop.pasting import asked, asks, choose, press, proposed, titled
from tests.desktop.raw_words import raw
from tests.desktop.tabbing import not_reached, unsaid

CONTROL = Qt.KeyboardModifier.ControlModifier
COLUMNS = "Number|Or what is wanted|Asked, mg|At least, mg|Goes|Used up|Category|Use"


def request(bench: Bench) -> RequestLoanDialog:
    dialog = bench.open(open_request_loan, NOTHING)
    assert isinstance(dialog, RequestLoanDialog)
    dialog.lines.view.start(0, 0)
    return dialog


def shown(dialog: PasteColumnsDialog, view: GridView) -> list[str]:
    """Where the columns go, as `Pasted` tells it."""
    keys = [column.key for column in view._grid.columns]
    told = []
    for row in dialog.rows:
        unit = f" {row.unit.currentText()}" if row.unit.isVisible() else ""
        at = row.goes.target
        told.append(keys[at] + unit if at >= 0 else UNIT if at == UNITS else OUT)
    return told


def lines(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """What rows say of number, asked and least; nothing may stand in any other column."""
    others = [
        text for row in rows for key, text in row.items() if key not in {"sample", "optimum_ug", "minimum_ug"}
    ]
    assert not any(others), others
    return ["|".join((row["sample"], row["optimum_ug"], row["minimum_ug"])) for row in rows]


@pytest.mark.parametrize("pasted", REQUESTS, ids=lambda each: each.block)
def test_a_pasted_request_shows_where_its_columns_go_and_enter_takes_it(bench: Bench, pasted: Pasted) -> None:
    dialog = request(bench)
    step = asked(bench.qtbot, dialog.lines.view, pasted.text)
    assert tuple(shown(step, dialog.lines.view)) == pasted.goes
    count = pasted.goes.count(OUT) if pasted.left is None else pasted.left
    told = "" if not count else f"{count} column{'s are' if count > 1 else ' is'} left out."
    assert step._findings.text() == told
    assert step.unclear.isVisible() == pasted.unclear
    assert dialog.lines.rows() == (), "nothing is pasted yet"
    press(bench.qtbot, step, Qt.Key.Key_Return)
    assert lines(dialog.lines.rows()) == list(pasted.rows)
    assert asks(dialog.lines.view) == (count == len(pasted.goes)), "it stays open where there is nothing to paste"


@pytest.mark.parametrize("pasted", STRAIGHT, ids=lambda each: each.block)
def test_what_leaves_no_doubt_is_pasted_at_once(bench: Bench, pasted: Pasted) -> None:
    dialog = request(bench)
    QGuiApplication.clipboard().setText(pasted.text)
    bench.qtbot.keyClick(dialog.lines.view, Qt.Key.Key_V, CONTROL)
    assert not asks(dialog.lines.view)
    assert lines(dialog.lines.rows()) == list(pasted.rows)


def test_titles_of_the_grid_ask_nothing_in_any_order(bench: Bench) -> None:
    dialog = request(bench)
    view = dialog.lines.view
    view.paste(titled(view, "15558\ta chip\t50\t20\tBy weight\tyes\tlibrary\tSIMS"))
    view.start(1, 3)
    view.paste("Use\tAsked, mg\tNumber\nXRD\t5\t15559")
    assert not asks(view)
    first, second = dialog.lines.rows()
    assert "|".join(first.values()) == "15558|a chip|50|20|By weight|yes|library|SIMS"
    assert (second["sample"], second["optimum_ug"], second["use"], second["minimum_ug"]) == (
        "15559",
        "5",
        "XRD",
        "",
    )


@pytest.mark.parametrize(
    "block",
    ["Number|Asked/15558|5", "Number|Asked, g/15558|5", "Number|Use|Other/15558|SIMS|x", "Number|Number/15558|1"],
)
def test_what_is_nearly_a_title_asks(bench: Bench, block: str) -> None:
    dialog = request(bench)
    step = asked(bench.qtbot, dialog.lines.view, block.replace("|", "\t").replace("/", "\n"))
    assert step.isVisible()
    press(bench.qtbot, step, Qt.Key.Key_Escape)
    assert dialog.lines.rows() == ()


def test_escape_and_cancel_paste_nothing(bench: Bench) -> None:
    dialog = request(bench)
    view = dialog.lines.view
    with bench.qtbot.assertNotEmitted(view.pasted):
        press(bench.qtbot, asked(bench.qtbot, view, "Sample\tMass (mg)\n15558\t50"), Qt.Key.Key_Escape)
        assert not asks(view)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        step = asked(bench.qtbot, view, "Sample\tMass (mg)\n15558\t50")
        bench.qtbot.mouseClick(step.cancel_button, Qt.MouseButton.LeftButton)
    assert not asks(view)
    assert dialog.lines.rows() == ()
    assert dialog.isVisible()


def test_a_held_enter_takes_nothing_nobody_has_seen(bench: Bench) -> None:
    dialog = request(bench)
    step = asked(bench.qtbot, dialog.lines.view, "Sample\tMass (mg)\n15558\t50")
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
    QApplication.sendEvent(step.focusWidget(), held)
    assert asks(dialog.lines.view)
    assert dialog.lines.rows() == ()
    press(bench.qtbot, step, Qt.Key.Key_Enter)
    assert lines(dialog.lines.rows()) == ["15558|50 mg|"]


def test_a_scan_takes_nothing_and_changes_no_choice(bench: Bench) -> None:
    dialog = request(bench)
    step = asked(bench.qtbot, dialog.lines.view, "Sample\tMass (mg)\tRemark\n15558\t50\tx")
    before = proposed(step)
    for part in (step.rows[0].target, step.rows[1].unit, step.headed, step.primary_button):
        part.setFocus()
        bench.qtbot.keyClicks(part, "15559,12")
        press(bench.qtbot, step, Qt.Key.Key_Return)
        assert asks(dialog.lines.view), part.objectName()
    assert proposed(step) == before
    assert dialog.lines.rows() == ()
    press(bench.qtbot, step, Qt.Key.Key_Escape)


def test_the_keyboard_begins_at_the_mass_that_nothing_speaks_for(bench: Bench) -> None:
    dialog = request(bench)
    step = asked(bench.qtbot, dialog.lines.view, "Sample\tRemark\tMass (g)\tMass (mg)\n15558\tx\t0.05\t50")
    assert step.focusWidget() is step.rows[2].target
    assert step.unclear.text() == (
        "Nothing says which column goes to “Asked, mg”. Choose one, or pieces are asked for whole."
    )
    choose(bench.qtbot, step, 3, "Asked, mg")
    assert not step.unclear.isVisible()
    assert proposed(step) == ["Number", "leave out", "leave out", "Asked, mg / mg"]
    press(bench.qtbot, step, Qt.Key.Key_Return)
    assert lines(dialog.lines.rows()) == ["15558|50 mg|"]
    assert dialog.lines.field.editor.accessibleDescription().startswith(
        "Left out of what was pasted: “Remark”, “Mass (g)”."
    )


def test_a_mass_that_is_given_its_column_by_hand_has_the_unit_behind_it(bench: Bench) -> None:
    dialog = request(bench)
    block = "Number\tMass\tUnit\tMinimum\tUnit\n15558\t20\tmg\t0.005\tg"
    step = asked(bench.qtbot, dialog.lines.view, block)
    choose(bench.qtbot, step, 1, "Asked, mg")
    press(bench.qtbot, step, Qt.Key.Key_Return)
    assert lines(dialog.lines.rows()) == ["15558|20 mg|0.005 g"]


def test_units_chosen_by_hand_count_for_every_row(bench: Bench) -> None:
    dialog = request(bench)
    step = asked(
        bench.qtbot,
        dialog.lines.view,
        "Sample\tMass\tPart\n15558\t5\tg\n15559\t6\t\n15560\t\twhole\n15565\t\twhole",
    )
    assert proposed(step) == ["Number", "Asked, mg / mg", "leave out"]
    choose(bench.qtbot, step, 2, "unit of the masses")
    assert proposed(step) == ["Number", "Asked, mg / as written", "unit of the masses"]
    press(bench.qtbot, step, Qt.Key.Key_Return)
    assert lines(dialog.lines.rows())[:2] == ["15558|5 g|", "15559|6 ?|"]


def test_units_left_out_by_hand_leave_figures_in_none(bench: Bench) -> None:
    dialog = request(bench)
    block = "Sample\tAsked\tUnit\tMinimum\n15558\t0.2\tg\t0.1\n15559\t500 mg\tg\t0.25"
    step = asked(bench.qtbot, dialog.lines.view, block)
    choose(bench.qtbot, step, 2, "leave out")
    assert proposed(step) == ["Number", "Asked, mg / not said", "leave out", "At least, mg / not said"]
    press(bench.qtbot, step, Qt.Key.Key_Return)
    assert lines(dialog.lines.rows()) == ["15558|0.2 ?|0.1 ?", "15559|500 mg|0.25 ?"]


def test_a_unit_chosen_by_hand_beside_another_is_told(bench: Bench) -> None:
    dialog = request(bench)
    block = "Sample\tAsked\tUnit\tMinimum\n15558\t200\tmg\t0.1\n15559\t0.5\tg\t0.2"
    step = asked(bench.qtbot, dialog.lines.view, block)
    step.rows[3].unit.setFocus()
    step.rows[3].unit.setCurrentText("g")
    step.rows[3].unit.activated.emit(step.rows[3].unit.currentIndex())
    assert step.unclear.text() == "“Minimum” has another unit than the column of units, which counts."


def test_a_mass_among_words_is_told(bench: Bench) -> None:
    dialog = request(bench)
    block = "Number\tMass (mg)\tUse\n15558\t50\tdating\n15559\t\t15 mg\n15560\t30\tSEM"
    step = asked(bench.qtbot, dialog.lines.view, block)
    assert step.unclear.text() == "Masses would stand among words: 15 mg."
    choose(bench.qtbot, step, 2, "leave out")
    assert not step.unclear.isVisible()


def test_two_columns_never_go_to_one(bench: Bench) -> None:
    dialog = request(bench)
    step = asked(bench.qtbot, dialog.lines.view, "Sample\tMass (g)\tRequested (mg)\n15558\t12.5\t50")
    choose(bench.qtbot, step, 1, "Asked, mg")
    assert proposed(step) == ["Number", "Asked, mg / g", "leave out"], "what was passed over came back"
    choose(bench.qtbot, step, 1, "Use")
    assert proposed(step) == ["Number", "Use", "Asked, mg / mg"]
    choose(bench.qtbot, step, 2, "Use")
    assert proposed(step) == ["Number", "leave out", "Use"]
    targets = [each.target for each in step.goes if each.target >= 0]
    assert len(set(targets)) == len(targets)


def test_whatever_is_chosen_in_whatever_order_no_two_go_to_one(bench: Bench) -> None:
    dialog = request(bench)
    step = asked(bench.qtbot, dialog.lines.view, "Sample\tMass (g)\tRequested (mg)\tUse\n15558\t12.5\t50\tSIMS")
    chance = Random(7)
    for _ in range(400):
        box = chance.choice(step.rows).target
        at = chance.randrange(box.count())
        box.setCurrentIndex(at)
        box.activated.emit(at)
        assert box.currentIndex() == at, "what somebody chose stands"
        targets = [each.target for each in step.goes if each.target >= 0]
        assert len(set(targets)) == len(targets), proposed(step)


def test_a_column_becomes_a_unit_by_choice_and_no_unit_where_no_mass_stands_before_it(bench: Bench) -> None:
    dialog = request(bench)
    step = asked(bench.qtbot, dialog.lines.view, "Sample\tAmount\tIn\n15558\t0.02\tg\n15559\t5\t")
    assert proposed(step) == ["Number", "Asked, mg / as written", "unit of the masses"]
    choose(bench.qtbot, step, 1, "Use")
    assert step.left_out == ("In",)
    assert step._findings.text() == "1 column is left out."
    choose(bench.qtbot, step, 1, "At least, mg")
    assert step.left_out == ()
    step.rows[1].unit.setCurrentText("kg")
    press(bench.qtbot, step, Qt.Key.Key_Return)
    assert lines(dialog.lines.rows()) == ["15558||0.02 g", "15559||5 kg"]


def test_the_tick_says_whether_the_first_row_is_one_of_headings(bench: Bench) -> None:
    dialog = request(bench)
    step = asked(bench.qtbot, dialog.lines.view, "Soil A\t50\nSoil B\t20")
    assert not step.headed.isChecked()
    assert step.primary_button.text() == "Paste 2 rows"
    assert [row.heading.text() for row in step.rows] == ["Column 1", "Column 2"]
    step.headed.setFocus()
    bench.qtbot.keyClick(step.headed, Qt.Key.Key_Space)
    assert [row.heading.text() for row in step.rows] == ["Soil A", "50"]
    assert step.primary_button.text() == "Paste 1 row"
    assert proposed(step) == ["leave out", "leave out"]
    assert not step.primary_button.isEnabled()
    press(bench.qtbot, step, Qt.Key.Key_Return)
    assert asks(dialog.lines.view)
    bench.qtbot.keyClick(step.headed, Qt.Key.Key_Space)
    press(bench.qtbot, step, Qt.Key.Key_Return)
    assert lines(dialog.lines.rows()) == ["Soil A|50 mg|", "Soil B|20 mg|"]


def test_what_was_left_out_is_said_beside_what_is_wrong_with_a_row(bench: Bench) -> None:
    """The message that a row is empty hid the one that all masses were left out."""
    dialog = request(bench)
    step = asked(
        bench.qtbot, dialog.lines.view, "Sample\tMass (mg)\tMass (g)\n15558\t50\t0.05\n\t20\t0.02\n15559\t1\t1"
    )
    press(bench.qtbot, step, Qt.Key.Key_Return)
    bench.settle(dialog)
    told = dialog.lines.field.editor.accessibleDescription()
    assert "Row 2" in told
    assert "Left out of what was pasted: “Mass (mg)”, “Mass (g)”." in told
    dialog.lines.view.start(1, 0)
    dialog.lines.view.take_out()
    bench.settle(dialog)
    told = dialog.lines.field.editor.accessibleDescription()
    assert told == "Left out of what was pasted: “Mass (mg)”, “Mass (g)”."
    for _ in range(2):
        dialog.lines.model.take_back()
    bench.settle(dialog)
    assert "Left out" not in dialog.lines.field.editor.accessibleDescription()


def test_cells_copied_out_of_a_grid_go_back_into_their_columns(bench: Bench) -> None:
    dialog = request(bench)
    view = dialog.lines.view
    view.paste(titled(view, '15558\ta chip\t50\t20\tBy weight\tyes\tlibrary\tSIMS, "fast"\n\t\t7\t\t\t\t\tXRD'))
    before = dialog.lines.rows()
    view.selectAll()
    bench.qtbot.keyClick(view, Qt.Key.Key_C, CONTROL)
    view.start(2, 0)
    bench.qtbot.keyClick(view, Qt.Key.Key_V, CONTROL)
    assert not asks(view)
    assert dialog.lines.rows() == (*before, *before)
    view.start(0, 1)
    bench.qtbot.keyClick(view, Qt.Key.Key_V, CONTROL)
    assert asks(view), "in other columns it is a block like any other"


def test_the_first_column_without_headings_goes_where_the_cursor_is(bench: Bench) -> None:
    dialog = request(bench)
    view = dialog.lines.view
    view.start(0, 7)
    step = asked(bench.qtbot, view, "dating\tno\nages\tyes")
    assert proposed(step) == ["Use", "Used up"]
    press(bench.qtbot, step, Qt.Key.Key_Return)
    assert [(row["use"], row["destructive"]) for row in dialog.lines.rows()] == [("dating", "no"), ("ages", "yes")]


@pytest.mark.parametrize(
    ("block", "headed"),
    [
        ("Form|Mass/Chip|1", True),
        ("Sample|Whatever/15558|x", True),
        ("A|B/15558|50", False),
        ("Soil A|No/Soil B|Yes", False),
        ("no/yes", False),
        ("Sample", False),
        ("Chip|1x/Slab|2", False),
        ("Chip|/Slab|2", False),
        ("Chip|six grams/Slab|2", False),
        ("The amount left|Remark/5 mg|x", True),
        ("Amount of 2025|Sample/5|x", False),
    ],
)
def test_a_first_row_is_one_of_headings_where_it_names_what_stands_below(
    bench: Bench, block: str, headed: bool
) -> None:
    columns = request(bench).rows.columns()
    assert has_headings([row.split("|") for row in block.split("/")], columns) == headed


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("Amount requested (mg)", Says.ASKED),
        ("asked for", Says.ASKED),
        ("Sample mass requested", Says.ASKED),
        ("Minimum amount requested", Says.LEAST),
        ("at least (mg)", Says.LEAST),
        ("Weight, g", Says.MASS),
        ("µg", Says.MASS),
        ("Sample No.", Says.SAMPLE),
        ("Samples requested", Says.SAMPLE),
        ("ID", Says.NUMBER),
        ("样品编号", Says.SAMPLE),
        ("申请量", Says.ASKED),
        ("最少质量（毫克）", Says.LEAST),
        ("质量", Says.MASS),
        *(
            (heading, Says.NOTHING)
            for heading in (
                "",
                "Sample mass",
                "Total mass (g)",
                "Mass consumed (mg)",
                "Remaining amount",
                "Number requested",
                "Requested by",
                "Date requested",
                "Minimum size",
                "Mg",
                "样品质量",
                "剩余质量",
                "申请人",
                "Parent sample",
                "Unit",
                "Sample (g)",
            )
        ),
    ],
)
def test_a_heading_says_what_it_says_and_with_any_other_word_nothing(heading: str, told: Says) -> None:
    assert says(heading) == told


LONG = (
    "Sample\tMass of the whole sample as it was weighed in the year before (g)\tMass (mg)"
    "\t样品的申请用途与拟采用的分析方法说明\n"
    "15558\t12.5\t50\t" + "二次离子质谱与电子探针联合分析" * 6
)


def test_the_step_is_as_every_dialog_is(long_bench: Bench) -> None:
    dialog = request(long_bench)
    step = asked(long_bench.qtbot, dialog.lines.view, LONG)
    language = long_bench.context.words.language
    assert manual_in(language).place_of(*topics_of_dialog(step)) is not None
    cut = {f"cut: {label.text()}" for row in step.rows for label in (row.heading, row.cells)}
    assert set(looked_at(step)) <= cut, "only what stands in the block is cut, and told whole when pointed at"
    assert too_large(step) == []
    assert foreign(long_bench, step) == []
    assert raw(step, language) == []
    assert unsaid(step) == []
    assert not_reached(long_bench.qtbot, step) == []
    assert not_reached(long_bench.qtbot, step, back=True) == []
    assert len({row.target.accessibleName() for row in step.rows}) == len(step.rows)
    assert len({row.target.x() for row in step.rows}) == len({row.unit.x() for row in step.rows}) == 1
    press(long_bench.qtbot, step, Qt.Key.Key_Escape)


CELLS = ("15558", "Soil A", "50", "50 mg", "O.05 g", "fifty", "yes", "library", "SIMS", "g", "2026-01-05", "-")
HEADS = ("Sample", "No.", "Mass (g)", "Mass (mg)", "Requested (mg)", "Sample mass", "mg", "Use", "Unit", "Remark")


def proposals(bench: Bench, cells: Sequence[str], *, headed: bool) -> list[PasteProposal]:
    """What is proposed for every block of three different columns."""
    columns = dict(enumerate(request(bench).rows.columns()))
    below = [] if not headed else [["15558", "50", "20"]]
    return [PasteProposal(columns, 0, [list(row), *below], headed) for row in permutations(cells, 3)]


def test_without_headings_nothing_is_put_among_words_and_no_mass_without_its_unit_passes_unseen(
    bench: Bench,
) -> None:
    for each in proposals(bench, CELLS, headed=False):
        targets = [goes.target for goes in each.goes if goes.target >= 0]
        assert len(set(targets)) == len(targets), each.block
        for at, goes in enumerate(each.goes[1:], 1):
            column, (cell,) = each.open_columns.get(goes.target), each.pasted[at].cells
            assert column is None or column.kind == "mass" or cell in column.words, each.block
        if each.is_sure:
            masses = [text for _, at, text in written(each.pasted, each.goes, each.open_columns) if at in {2, 3}]
            assert all(is_mass(text, with_unit=True) for text in masses), each.block


def test_only_what_a_heading_says_alone_is_taken_for_what_is_asked(bench: Bench) -> None:
    for each in proposals(bench, HEADS, headed=True):
        asked_for = [at for at, goes in enumerate(each.goes) if goes.target == each.asked]
        requested = [at for at, pasted in enumerate(each.pasted) if pasted.heading == "Requested (mg)"]
        bare = [at for at, pasted in enumerate(each.pasted) if says(pasted.heading) == Says.MASS]
        others = [at for at in range(3) if each.may_be_mass(at)]
        assert asked_for == (requested or (bare if others == bare and len(bare) == 1 else [])), each.block
        assert not each.is_sure, each.block
