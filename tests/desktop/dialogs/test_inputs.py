"""Inputs any dialog may ask for: words of a vocabulary, other pieces, quantities, people."""

from typing import ClassVar, override

import pytest
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.inputs import CertainDayInput
from lunarcurator.desktop.dialogs.form.number_inputs import NumberTextRefused, QuantityInput
from lunarcurator.desktop.dialogs.new_place import open_new_place
from lunarcurator.desktop.dialogs.piece_layouts import SIGHT, VOID
from lunarcurator.desktop.dialogs.register import open_register
from lunarcurator.desktop.links import NOTHING, Selection
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.identity import ref_of
from lunarcurator.domain.operations import Register, Reverse, Sight
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCompleter, QWidget

from tests.desktop.dialogs.bench import Bench
from tests.prompt_bot import bring_to_front


class Asking(ActDialog):
    """A dialog that asks for what no dialog of the window asks yet."""

    kind: ClassVar[str] = Sight.KIND

    @override
    def build(self) -> None:
        self.add_head()
        self.other = self.make.piece("other", "Other piece", required=True)
        self.depth = self.make.quantity("depth", "Depth, mm", places=3)
        self.seen_by = self.make.person("seen_by", "Seen by")
        self.kind_of = self.make.word("kind_of", "Kind", "atmosphere", ("nitrogen", "vacuum"), closed=True)
        self.form.add(self.other, self.depth)
        self.form.add(self.seen_by, self.kind_of)

    @override
    def heading(self) -> str:
        return self.subject

    @override
    def operations(self) -> tuple[Sight, ...]:
        return (Sight(samples=self.refs),)


def asking(bench: Bench) -> Asking:
    def made(context: object, selection: Selection, parent: QWidget | None) -> Asking:
        dialog = Asking(bench.context, selection, parent)
        dialog.open()
        return dialog

    return bench.open(made, bench.on("15555,46"))


def leave(bench: Bench, dialog: QWidget) -> None:
    """Go on to the next input, out of the list of completions that is in front."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        bench.qtbot.keyClick(popup, Qt.Key.Key_Escape)
    bring_to_front(dialog)
    focused = dialog.focusWidget()
    assert focused is not None
    bench.qtbot.keyClick(focused, Qt.Key.Key_Tab)


def offered(completer: QCompleter | None) -> list[str]:
    assert completer is not None
    model = completer.completionModel()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_another_piece_is_offered_by_its_beginning_and_said_once_it_is_known(bench: Bench) -> None:
    dialog = asking(bench)
    bench.type(dialog, "other", "1555")
    bench.settle(dialog)
    assert offered(dialog.other.edit.completer()) == ["15555,46", "15556"]
    assert dialog.other.found is None
    bench.type(dialog, "other", "15556")
    bench.settle(dialog)
    assert dialog.other.found is not None
    assert "whole rock" in bench.editor(dialog, "other").accessibleDescription().casefold()
    assert dialog.other.ref() == ref_of(dialog.other.found.uid)


def test_a_number_nobody_has_is_left_to_the_rules(bench: Bench) -> None:
    dialog = asking(bench)
    bench.type(dialog, "other", "99999")
    bench.settle(dialog)
    assert dialog.other.found is None
    assert dialog.other.ref() == "99999"
    bench.type(dialog, "other", "")
    assert dialog.other.ref() is None


def test_who_acts_is_not_offered_as_another_person(bench: Bench) -> None:
    dialog = asking(bench)
    names = [dialog.seen_by.box.itemText(at) for at in range(dialog.seen_by.box.count())]
    assert names == ["\u2013", "W. Witness"]
    assert dialog.seen_by.ref() is None
    bench.choose(dialog, "seen_by", "W. Witness")
    assert dialog.seen_by.ref() == ref_of(bench.operator("W. Witness"))


def test_a_closed_word_is_found_by_its_beginning_and_another_is_refused(bench: Bench) -> None:
    dialog = asking(bench)
    bench.type(dialog, "kind_of", "nit")
    leave(bench, dialog)
    assert dialog.kind_of.value() == "nitrogen"
    assert dialog.kind_of.word() == "Nitrogen"
    bench.type(dialog, "kind_of", "steam")
    bench.settle(dialog)
    assert bench.editor(dialog, "kind_of").parent().property("tone") == "red"
    assert not dialog.primary_button.isEnabled()


@pytest.mark.parametrize(
    ("typed", "places", "number"),
    [("", 3, None), ("12.5", 3, 12_500), ("\u221218,3", 1, -183), ("-.5", 1, -5), ("7", 0, 7), ("1.500", 1, 15)],
)
def test_a_quantity_is_a_whole_number_of_its_smallest_step(
    appearance: Appearance, typed: str, places: int, number: int | None
) -> None:
    shown = QuantityInput(appearance, "q", "Q", typed, places=places, signed=True)
    assert shown.number() == number
    assert shown.trouble() is None
    if number is not None:
        assert (
            QuantityInput(appearance, "q", "Q", shown.shown(number), places=places, signed=True).number() == number
        )


@pytest.mark.parametrize("typed", ["cold", "-3", "1.25", "1.2.3", "."])
def test_a_quantity_that_cannot_be_read_is_refused(appearance: Appearance, typed: str) -> None:
    shown = QuantityInput(appearance, "q", "Q", typed, places=1)
    with pytest.raises(NumberTextRefused):
        shown.number()
    assert shown.trouble() is not None


@pytest.mark.parametrize("typed", ["thin sec", "薄片", "thin_section"])
def test_a_form_is_found_by_its_word_in_any_language(bench: Bench, typed: str) -> None:
    dialog = bench.open(open_register, NOTHING)
    bench.type(dialog, "form", typed)
    assert "thin section" in [each.casefold() for each in offered(dialog.form_input.box.completer())]
    bench.type(dialog, "form", "薄片" if typed == "薄片" else "thin_section")
    leave(bench, dialog)
    assert dialog.form_input.value() == "thin_section"
    assert bench.editor(dialog, "form").text() == dialog.form_input.word()


def test_a_form_nobody_listed_stays_as_it_was_typed(bench: Bench) -> None:
    dialog = bench.open(open_register, NOTHING)
    bench.type(dialog, "form", "moon cake")
    leave(bench, dialog)
    assert dialog.form_input.value() == "moon cake"
    assert dialog.form_input.trouble() is None


def test_the_kind_of_a_place_is_typed_and_no_other_word_is_taken(bench: Bench) -> None:
    dialog = bench.open(open_new_place, Selection(places=(bench.place("Cabinet 9"),)))
    bench.type(dialog, "kind", "托盘")
    bench.type(dialog, "name", "Tray 7")
    bench.settle(dialog)
    assert dialog.place_kind.value() == "tray"
    bench.type(dialog, "kind", "bathtub")
    bench.settle(dialog)
    assert not dialog.primary_button.isEnabled()
    assert "none of the words" in bench.editor(dialog, "kind").parent().accessibleDescription()


def test_an_act_on_many_says_to_how_many_and_to_which(bench: Bench) -> None:
    dialog = bench.open(SIGHT.open, bench.on("15555,46", "15556"))
    assert dialog.windowTitle() == "2 pieces were seen"
    assert dialog.primary_button.text() == "Say that 2 pieces were seen"
    assert dialog.outcome.lines[0] == "Done to 2 pieces, in one entry: 15555,46 and 15556"


def test_an_act_on_one_piece_refuses_several_in_a_sentence(bench: Bench) -> None:
    dialog = VOID.open(bench.context, bench.on("15555,46", "15556"), None)
    assert dialog is not None
    bench.qtbot.waitUntil(lambda: dialog.findChild(QWidget, "cannotLoad") is not None)
    assert "2 are selected" in dialog.findChild(QWidget, "cannotLoad").accessibleName()
    assert not dialog.primary_button.isEnabled()
    dialog.reject()


def test_pieces_gone_meanwhile_are_told_and_left_out(bench: Bench) -> None:
    selection = bench.on("15555,46", "15556")
    last = bench.post(Register(collection="Apollo", number="15557", mission="Apollo 15"))
    selection = Selection(samples=(*selection.samples, *bench.on("15557").samples))
    bench.post(Reverse(entry=str(last.seq)))
    dialog = bench.open(SIGHT.open, selection)
    strip = dialog.findChild(QWidget, "leftOut")
    assert strip is not None
    assert strip.accessibleName() == "1 selected piece is no longer in the book and left out here."
    assert dialog.windowTitle() == "2 pieces were seen"


def test_a_day_whose_words_are_not_kept_is_refused_where_it_is_in_doubt(appearance: Appearance) -> None:
    due = CertainDayInput(appearance, "due", "Due")
    for text, refused in (("c. 1990", "day.text_doubted"), ("1990", None), ("", None)):
        due.restore(text)
        trouble = due.trouble()
        assert (trouble.key if trouble is not None else None) == refused
