"""The loan editor on another day, what a line may say besides a number, and the documents of a loan."""

from lunarcurator.desktop.loan_editor.editor import LoanEditor
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.operations.requesting import RequestLoan, Wanted
from lunarcurator.services.lending.browsing import all_loans
from PySide6.QtCore import Qt

from tests.desktop.loans.test_editor import Lending
from tests.desktop.loans.test_editor import lending as lending
from tests.services.lending.lent_lab import KNOWN


def type_day(lending: Lending, editor: LoanEditor, text: str) -> None:
    editor.head.day.edit.clear()
    lending.qtbot.keyClicks(editor.head.day.edit, text)
    lending.settle()


def test_a_request_is_entered_for_an_earlier_day_and_judged_as_of_it(lending: Lending) -> None:
    room, editor = lending.editor()
    editor.head.choose(lending.lab.known(Subject.PERSON, "Borrower A"))
    editor.lines.take([KNOWN])
    lending.qtbot.waitUntil(lambda: lending.states(editor) == ["On loan"])
    type_day(lending, editor, "nonsense")
    assert "cannot be read" in editor.side.obstacle.text()
    type_day(lending, editor, "2020-06-01")
    lending.qtbot.waitUntil(lambda: lending.states(editor) == ["Free"])
    assert editor.head.day.note.text().startswith("Late entry")
    lending.qtbot.waitUntil(lambda: "Draft kept" in editor.kept.text())
    room.leave_editor()
    room.open_loan(None)
    lending.settle()
    assert editor.head.day.day == 20200601
    lending.qtbot.waitUntil(lambda: editor.side.next.isEnabled() or bool(editor.side.findings.strips))
    for strip in editor.side.findings.strips:
        strip.why.setText("so it is")
        strip.reason_edited.emit("so it is")
    lending.qtbot.waitUntil(lambda: editor.side.next.isEnabled())
    editor.next()
    lending.qtbot.waitUntil(lambda: editor.loan is not None)
    lending.settle()
    assert max(all_loans(lending.lab.session), key=lambda each: each.id).code.startswith("L-2020-")
    type_day(lending, editor, "2020-07-01")
    editor.next()
    assert (lending.asked[-1], room.selection.day) == ("decide_lines", 20200701)


def test_a_line_may_say_its_category_or_describe_what_is_wanted(lending: Lending) -> None:
    _, editor = lending.editor()
    keys = [each.key for each in editor.lines.model.columns]
    editor.lines.model.write([(0, 0, "15558"), (0, keys.index("category"), "library")])
    editor.lines.model.write([(1, keys.index("described"), "a basalt chip")])
    lending.qtbot.waitUntil(lambda: len(editor.lines.wanted()[0]) == 2)
    piece, described = editor.lines.wanted()[0]
    assert (piece.category, described.described, described.sample) == ("library", "a basalt chip", None)
    head = [editor.lines.model.headerData(at, Qt.Orientation.Horizontal) for at in range(len(keys))]
    assert head[:2] == ["Number", "What it is"]


def test_a_changed_mass_that_cannot_be_read_is_left_out_and_told(lending: Lending) -> None:
    lending.lab.post(RequestLoan(borrower="Borrower B", lines=(Wanted(sample="15558"),)), day=20220101)
    room, editor = lending.editor()
    room.open_loan(max(all_loans(lending.lab.session), key=lambda each: each.id).uid)
    lending.settle()
    at = [each.key for each in editor.lines.model.columns].index("optimum_ug")
    editor.lines.model.write([(0, at, "a lot")])
    assert editor.lines.changes() == []
    assert editor.lines.unreadable == 1
    assert editor.side.obstacle.text() == "A cell cannot be read."
    editor.lines.take(["15559"])
    told = "The rules are asked without 1 red row."
    lending.qtbot.waitUntil(lambda: told in [each.sentence for each in editor.side.findings.said or ()])
