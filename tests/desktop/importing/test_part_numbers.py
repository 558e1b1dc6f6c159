"""Numbers that this lab gives parts of stock: announced below the verdicts, and set in the question before."""

from pathlib import Path

from lunarcurator.desktop.dialogs.imports.pages import Step
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import NOBODY, OperatorRef, ref_of
from lunarcurator.domain.operations import SetUpOperator
from lunarcurator.services.journal import operators
from PySide6.QtWidgets import QComboBox, QLineEdit

from tests.desktop.book import Book
from tests.desktop.importing.conftest import Wizard


def reach(made: Wizard, step: Step) -> None:
    """Go on to a step."""
    for _ in Step:
        if made.dialog.step is not step:
            made.go_on()
    assert made.dialog.step is step


def test_numbers_of_this_lab_are_announced_and_can_be_set(bare_book: Book, tmp_path: Path) -> None:
    book = bare_book
    act = Act(operation=SetUpOperator(name="A. Curator"), day=20200101)
    book.session.post(Posting(acts=(act,), operator=OperatorRef(ref_of(NOBODY))))
    book.context.act_as(*operators(book.session)[0])
    path = tmp_path / "loans.csv"
    head = "使用责任人,申请单位,样品编码,申请数量(mg)"
    lent = [f"Borrower A,Institute B,CE5C0400,{mass}" for mass in (500, 100)]
    path.write_text("\n".join((head, *lent)), encoding="utf-8")
    made = Wizard(book, path)
    since = made.asked("lent_on").editor
    assert isinstance(since, QLineEdit)
    since.setText("2021-10-20")
    numbers = made.asked("part_numbers")
    assert numbers.answer() == "next"
    reach(made, Step.VERDICTS)
    assert "2 numbers are given by this lab." in made.said("importDialog.state")
    made.dialog.go_back()
    book.settle()
    assert made.dialog.step is Step.COLUMNS
    numbers = made.asked("part_numbers")
    assert isinstance(numbers.editor, QComboBox)
    numbers.editor.setEditText("3: CE5C0400YJFM007")
    reach(made, Step.VERDICTS)
    assert "1 number is given by this lab." in made.said("importDialog.state")
    made.go_on()
    book.qtbot.waitUntil(lambda: "Numbers given by this lab: 1." in made.said("importDialog.resultTold"))
