"""An ampersand in a name is shown, wherever Qt would make a key of the letter after it."""

import ast
from collections.abc import Callable, Iterator

import pytest
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.as_it_is import CheckBox, as_it_is
from lunarcurator.desktop.widgets.buttons import Button, RailButton
from lunarcurator.desktop.widgets.cards import Choice, EmptyState
from lunarcurator.desktop.widgets.chips import Chip, SegmentedControl
from lunarcurator.desktop.widgets.labels import Label, LinkLabel
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.house.sources import PACKAGE, Source, called, sources

NAME = "R&D & Söhne"
MADE: dict[str, Callable[[Appearance], QWidget]] = {
    "button": lambda _look: Button(NAME),
    "rail": lambda look: RailButton(look, "place", NAME),
    "chip": lambda look: Chip(look, NAME),
    "segments": lambda look: SegmentedControl(look, (NAME, "B"), "Rows", object_name="rows"),
    "choice": lambda look: EmptyState(look, "A", "B", (Choice("place", NAME, "C", "", "first"),), object_name="e"),
    "tick": lambda _look: CheckBox(NAME),
    "link": lambda look: LinkLabel(look, NAME),
}
KINDS = ("QCheckBox", "QPushButton", "QRadioButton", "QGroupBox", "QCommandLinkButton")
TEXTS = {"QAction": 0, "addAction": 0, "addTab": 0, "setTabText": 1, "insertTab": 1}
SAFE = ("as_it_is", "tr", "translate")


@pytest.mark.parametrize("kind", MADE)
def test_a_button_of_each_kind_shows_the_ampersand_and_makes_no_key_of_it(
    qtbot: QtBot, appearance: Appearance, kind: str
) -> None:
    whole = MADE[kind](appearance)
    qtbot.addWidget(whole)
    buttons = [whole] if isinstance(whole, QAbstractButton) else whole.findChildren(QAbstractButton)
    button = next(each for each in buttons if each.text())
    assert button.text() == NAME
    assert button.shortcut().isEmpty()
    assert QAbstractButton.text(button) in {as_it_is(NAME), ""}, "what Qt draws itself is doubled"
    if kind in {"button", "tick"}:
        # These take their size from what Qt makes of the text, and the others from what they paint.
        assert button.sizeHint().width() >= button.fontMetrics().horizontalAdvance(NAME)


def test_a_caption_beside_its_field_shows_the_ampersand(qtbot: QtBot, appearance: Appearance) -> None:
    label, field = Label(appearance, NAME), QLineEdit()
    qtbot.addWidget(label)
    qtbot.addWidget(field)
    alone = label.sizeHint()
    label.setBuddy(field)
    assert label.text() == as_it_is(NAME)
    assert label.sizeHint() == alone
    label.setText("A&B")
    assert (label.text(), label.accessibleName()) == ("A&&B", "A&B")


def test_nobody_gives_qt_a_text_that_it_would_eat_an_ampersand_of() -> None:
    own = PACKAGE / "desktop" / "widgets" / "as_it_is.py"
    assert [told for each in sources(PACKAGE / "desktop") if each.path != own for told in eaten(each)] == []


def eaten(source: Source) -> Iterator[str]:
    """Yield the calls that hand a text to Qt as it is, and the classes of buttons that do."""
    actions = {target for node in ast.walk(source.tree) for target in named_actions(node)}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef) and is_bare_button(node):
            yield f"{source.at(node)}: class {node.name}"
        if isinstance(node, ast.Call) and hands_over(node, actions):
            yield f"{source.at(node)}: {ast.unparse(node)}"


def named_actions(node: ast.AST) -> Iterator[str]:
    """Yield the names an action just made is given."""
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and called(node.value) == "QAction":
        yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def is_bare_button(node: ast.ClassDef) -> bool:
    """Tell whether a class is one of Qt's buttons without the class that shows words as they are."""
    bases = {each.id for each in node.bases if isinstance(each, ast.Name)}
    own_text = any(isinstance(each, ast.FunctionDef) and each.name == "text" for each in node.body)
    return bool({"QAbstractButton", *KINDS} & bases) and "SaysAsItIs" not in bases and not own_text


def hands_over(node: ast.Call, actions: set[str]) -> bool:
    """Tell whether a call makes one of Qt's own buttons, or gives it a text that was not made fit."""
    at = TEXTS.get(called(node))
    return called(node) in KINDS or (at is not None and len(node.args) > at and not safe(node.args[at], actions))


def safe(text: ast.expr, actions: set[str]) -> bool:
    """Tell whether a text was made fit, is a word of the program alone, or is no text but an action."""
    if isinstance(text, ast.Call):
        return called(text) in {*SAFE, "_make_action"}
    if isinstance(text, ast.Subscript):
        return ast.unparse(text.value).endswith("actions_by_key")
    return isinstance(text, ast.Name) and text.id in {*actions, "made"}
