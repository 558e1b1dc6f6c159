"""A piece is found in a dialog by any of its names; what is not its number is asked about before an act."""

import ast
from pathlib import Path

import pytest
from lunarcurator.desktop.dialogs.check_place import open_check_place
from lunarcurator.desktop.dialogs.compose import open_compose
from lunarcurator.desktop.dialogs.correct_identity import open_correct_identity
from lunarcurator.desktop.dialogs.expose import open_expose
from lunarcurator.desktop.dialogs.move import open_move
from lunarcurator.desktop.dialogs.piece_layouts import ADOPT, CORRECT_BIRTH, MERGE, RELATE, SWAP_NUMBERS
from lunarcurator.desktop.dialogs.register import open_register
from lunarcurator.desktop.dialogs.renumber import open_renumber
from lunarcurator.desktop.links import NOTHING, Selection
from lunarcurator.desktop.widgets.labels import LinkLabel
from lunarcurator.domain.facts import NameKind
from lunarcurator.domain.identity import PieceRef, ref_of
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import AddName, Daughter, Mission, OpenCollection, Register, Split
from lunarcurator.domain.operations.kinds import act_fields
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.desktop.dialogs.bench import Bench, enter
from tests.desktop.dialogs.layouts import layouts

ROCK, CHIP = "Practice rock 1", "Practice rock 1,2"
ASKS = f"“great grey” is another name of {CHIP}. Write {CHIP} to act on it."
OPENERS = {
    "adopt": (ADOPT.open, "parent"),
    "correct_birth": (CORRECT_BIRTH.open, "parent"),
    "correct_identity": (open_correct_identity, "other"),
    "merge": (MERGE.open, "into"),
    "register": (open_register, "parent"),
    "relate": (RELATE.open, "other"),
    "renumber": (open_renumber, "parent"),
    "swap_numbers": (SWAP_NUMBERS.open, "other"),
}
"""Every dialog that asks for one more piece, and the input in which it does."""


@pytest.fixture
def bench(bench: Bench) -> Bench:
    """The small lab with a rock and a chip whose numbers are words, and another name of the chip."""
    mission = Mission(code="P", name="Practice", opened=20200101)
    mass = Mass.measured(5_000_000, 1000)
    bench.post(
        OpenCollection(code="Practice", name="Practice", scheme="plain", missions=(mission,)),
        Register(collection="Practice", number=ROCK, mission="P", mass=mass, form="chip", place="C-08"),
        Register(collection="Practice", number=CHIP, mission="P", mass=mass, form="chip", place="C-09"),
        AddName(sample=CHIP, name="Great Grey", kind=NameKind.INFORMAL, source="a list"),
    )
    return bench


def made_by(name: str) -> set[str]:
    """The dialogs that make an input of a kind."""
    folder = Path(__file__).parents[3] / "lunarcurator" / "desktop"
    return {
        path.stem
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name
        if ast.unparse(node.func.value).endswith("make")
    }


def laid_out(kind: object, *, several: bool) -> set[str]:
    """The acts whose layouts ask for a piece, or for several."""
    return {
        layout.act.KIND
        for layout in layouts()
        for each in act_fields(layout.act)
        if (each.type, each.several) == (kind, several)
        if any(each.name in row for row in layout.rows)
    }


def test_every_dialog_that_asks_for_a_piece_is_tried_here() -> None:
    own = made_by("piece") - {"kind_inputs"}, made_by("pieces") - {"kind_inputs"}
    assert own[0] | laid_out(PieceRef, several=False) == set(OPENERS)
    assert own[1] | laid_out(PieceRef, several=True) == {"expose", "give_back", "take_in"}


def test_no_window_looks_a_piece_up_by_itself() -> None:
    """What is typed is read by `piece_meant`, and acted on as it stands, which the rules ask about."""
    folder = Path(__file__).parents[3] / "lunarcurator"
    acting = {"shell/dispatch.py", "dialogs/form/weighed_divide.py"}
    found = {
        path.relative_to(folder / "desktop").as_posix()
        for path in (folder / "desktop").rglob("*.py")
        if "find_piece" in path.read_text(encoding="utf-8")
    }
    assert found == acting
    elsewhere = {
        path.name
        for path in (folder / "services").rglob("*.py")
        if ".known_as(" in path.read_text(encoding="utf-8") or "numbers_meant" in path.read_text(encoding="utf-8")
    }
    assert elsewhere == {"references.py"}


@pytest.mark.parametrize("name", sorted(OPENERS))
def test_a_spelling_names_the_piece_and_another_name_asks(bench: Bench, name: str) -> None:
    opener, key = OPENERS[name]
    dialog = bench.open(opener, bench.on(ROCK))
    asked = dialog.form.inputs[key]
    for spelt in ("practice  ROCK 1.2", "'Practice-rock 1-2"):
        bench.type(dialog, key, spelt)
        bench.qtbot.waitUntil(lambda: asked.found is not None)
        assert asked.ref() == ref_of(bench.piece(CHIP).uid)
        assert CHIP in asked.note
    bench.type(dialog, key, "great grey")
    bench.qtbot.waitUntil(lambda: asked.note == ASKS)
    assert asked.found.number == CHIP
    assert asked.ref() == "great grey"


def use(bench: Bench, dialog: QWidget) -> None:
    """Answer the question of a dialog by its link, by keyboard."""
    bench.settle(dialog)
    assert dialog._obstacle.text() == ASKS
    (link,) = [
        each for each in dialog.findChildren(LinkLabel) if each.isVisible() and each.text() == f"Use {CHIP}"
    ]
    link.setFocus()
    bench.qtbot.keyClick(link, Qt.Key.Key_Return)
    bench.settle(dialog)


def test_the_question_is_answered_once(bench: Bench) -> None:
    dialog = bench.open(MERGE.open, bench.on(ROCK))
    bench.type(dialog, "into", "great grey")
    use(bench, dialog)
    assert bench.editor(dialog, "into").text() == CHIP
    bench.act(dialog)
    assert bench.piece(CHIP).held_ug == 10_000_000


def test_a_row_of_a_grid_is_answered_in_its_cell(bench: Bench) -> None:
    dialog = bench.open(open_compose, bench.on(ROCK))
    dialog.parts.show_rows([*dialog.parts.rows(), {"sample": "great grey"}])
    bench.type(dialog, "number", "Mix 1")
    bench.qtbot.waitUntil(lambda: "great grey" in dialog._known)
    use(bench, dialog)
    assert [row["sample"] for row in dialog.parts.rows()] == [ROCK, CHIP]
    bench.press_act(dialog)
    enter(bench.qtbot, dialog.focusWidget(), "weighed once it is dry")
    bench.act(dialog)
    assert bench.piece("Mix 1").form == "composite"


def test_one_of_several_pieces_in_a_line_is_answered_alone(bench: Bench) -> None:
    bench.post(Split(parent=ROCK, daughters=(Daughter(mass=Mass.measured(1_000_000, 1000)),)))
    dialog = bench.open(open_expose, bench.on(ROCK))
    bench.choose(dialog, "kind", "Air")
    bench.choose(dialog, "scope", "Outer surface")
    bench.type(dialog, "interior", "practice rock 1,3; great grey")
    use(bench, dialog)
    assert dialog.interior.value() == f"practice rock 1,3; {CHIP}"


def test_a_scan_that_is_another_name_is_taken_by_a_second_enter(bench: Bench) -> None:
    dialog = bench.open(open_move, NOTHING)
    for text in ("practice ROCK-1", "great grey"):
        bench.type(dialog, "scan", text)
        bench.qtbot.keyClick(bench.editor(dialog, "scan"), Qt.Key.Key_Return)
        bench.settle(dialog)
    scan = bench.editor(dialog, "scan")
    assert [each.number for each in dialog.form_context.pieces] == [ROCK]
    assert (dialog.scan.note, scan.text(), scan.selectedText()) == (ASKS, CHIP, CHIP)
    bench.qtbot.keyClick(scan, Qt.Key.Key_Return)
    bench.settle(dialog)
    assert [each.number for each in dialog.form_context.pieces] == [ROCK, CHIP]
    assert ASKS not in dialog.scan.note
    bench.type(dialog, "scan", "C-08")
    bench.qtbot.keyClick(scan, Qt.Key.Key_Return)
    bench.settle(dialog)
    assert dialog.to.place().name == "Cabinet 8"


def test_a_count_knows_a_piece_by_any_name(bench: Bench) -> None:
    dialog = bench.open(open_check_place, Selection(places=(bench.place("Cabinet 8"),)))
    for label in ("great grey", f"practice:{ROCK}"):
        bench.type(dialog, "scan", label)
        bench.qtbot.keyClick(bench.editor(dialog, "scan"), Qt.Key.Key_Return)
        bench.settle(dialog)
    assert [row["text"] for row in dialog.extra.rows()] == ["great grey"]
    assert dialog.list.unanswered == 2, "of three pieces the rock was seen"
    dialog.list.say_rest_missing()
    bench.settle(dialog)
    assert f"“great grey” is another name of {CHIP} and is recorded as {CHIP}" in dialog.outcome.lines
    assert dialog.operations()[0].extra[0].sample == ref_of(bench.piece(CHIP).uid)
