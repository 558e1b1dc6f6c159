"""Answers of several parts in the wizard: names of boxes without one."""

from collections.abc import Callable

from lunarcurator.desktop.dialogs.imports.answers import Answer
from lunarcurator.desktop.dialogs.imports.pages import Step
from PySide6.QtWidgets import QComboBox, QLineEdit

from tests.desktop.importing.conftest import Wizard

BOXES = "|1|2|3\nA|15555,7|15555,8|\nB|60025,1||60025,2\n|||\n|1|2|3\nA|70180,1|70180,2|\nB|70180,3||70180,4"

type Open = Callable[..., Wizard]


def answer_to(made: Wizard, question: str) -> Answer:
    return next(each for each in made.pages.questions.answers if each.question.id == question)


def choose(made: Wizard, question: str, said: str) -> None:
    editor = answer_to(made, question).editor
    if isinstance(editor, QLineEdit):
        editor.setText(said)
        return
    assert isinstance(editor, QComboBox)
    if editor.isEditable():
        editor.setEditText(said)
    else:
        editor.setCurrentIndex(editor.findData(said))


def test_boxes_without_a_name_want_one_each(wizard: Open) -> None:
    made = wizard(text=BOXES)
    choose(made, "place_columns", "yes")
    made.go_on()
    choose(made, "within", "Lab > Room 1")
    choose(made, "boxes", "FB-1")
    made.go_on()
    answer = answer_to(made, "boxes")
    assert made.dialog.step is Step.QUESTIONS
    assert answer.editor.property("tone") == "red"
    choose(made, "boxes", "FB-1; FB-2")
    made.go_on()
    assert made.dialog.step is Step.VERDICTS
    assert {verdict for verdict, _ in made.rows()} == {"New"}
