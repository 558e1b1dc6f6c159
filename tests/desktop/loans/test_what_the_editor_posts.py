"""The button of the loan editor and of the return sheet names as many lines as are posted, whatever is typed."""

from collections.abc import Mapping, Sequence

import pytest
from lunarcurator.desktop.loan_editor.editor import LoanEditor
from lunarcurator.desktop.models.loan_grid import LoanGridModel
from lunarcurator.domain.operations import Reverse
from lunarcurator.domain.operations.requesting import RequestLoan
from lunarcurator.services.lending.browsing import LineWish, all_loans, find_lines

from tests.desktop.loans.test_editor import Lending
from tests.desktop.loans.test_editor import lending as lending
from tests.desktop.loans.test_return_sheet import KNOWN, opened, put


def type_rows(model: LoanGridModel, rows: Sequence[Mapping[str, str]]) -> None:
    keys = [each.key for each in model.columns]
    told = ((at, keys.index(key), text) for at, row in enumerate(rows) for key, text in row.items())
    model.write([(model.first + at, column, text) for at, column, text in told])


def begun(lending: Lending) -> LoanEditor:
    _, editor = lending.editor()
    editor.head.borrower.setCurrentIndex(1)
    lending.settle()
    return editor


def judged(lending: Lending, editor: LoanEditor) -> None:
    lending.qtbot.waitUntil(lambda: not lending.lanes.busy and not editor.lines._soon.isActive())
    lending.qtbot.waitUntil(
        lambda: (not lending.lanes.busy and editor.pending.judging.fresh) or not editor._posting()[0]
    )
    lending.settle()


def test_every_column_of_a_row_without_a_number_stands_in_the_way(lending: Lending) -> None:
    editor = begun(lending)
    model = editor.lines.model
    for column in model.columns:
        if column.proposed or column.key in {"sample", "described"}:
            continue
        text = column.words[0] if column.words else "5"
        model.show(())
        type_rows(model, [{"sample": "15558"}, {column.key: text}])
        judged(lending, editor)
        assert "2" in editor.side.next.text()
        assert not editor.side.next.isEnabled(), column.key
        assert "neither a number nor a description" in editor.side.obstacle.text()
        shown = [each.sentence for each in editor.side.findings.said or ()]
        assert any("fill in a number" in each for each in shown), column.key


def test_twelve_lines_are_announced_and_twelve_are_posted(lending: Lending) -> None:
    editor = begun(lending)
    rows = [{"sample": "15558"}, {}, {"described": "some glass", "use": "dating"}, {"sample": "15559"}]
    type_rows(editor.lines.model, [*rows, *({"described": f"soil {nth}"} for nth in range(9))])
    judged(lending, editor)
    assert editor.side.next.text().endswith(": 12")
    before = len(all_loans(lending.lab.session))
    if not editor.side.next.isEnabled():
        pytest.fail(editor.side.obstacle.text())
    editor.next()
    lending.qtbot.waitUntil(lambda: len(all_loans(lending.lab.session)) == before + 1)
    loan = max(all_loans(lending.lab.session), key=lambda each: each.id)
    ids, _ = find_lines(lending.lab.session, LineWish(lending.lab.session.today, loan=loan.uid))
    assert len(ids) == 12


def test_rows_asked_for_twice_are_named_as_the_grid_counts_them(lending: Lending) -> None:
    editor = begun(lending)
    type_rows(editor.lines.model, [{"sample": "15559"}, {}, {"sample": "15558"}, {}, {}, {"sample": "15558"}])
    judged(lending, editor)
    (said,) = [
        each for each in editor.side.findings.said or () if each.key == "request.asked_twice" or each.target
    ]
    assert "on lines 3 and 6" in said.sentence
    assert said.link == "Show line 6"


def test_a_new_request_begins_with_no_choice_of_the_one_before(lending: Lending) -> None:
    editor = begun(lending)
    usual = editor.head.kind.currentData()
    editor.head.kind.setCurrentIndex(editor.head.kind.findData("display"))
    type_rows(editor.lines.model, [{"sample": "15558"}])
    judged(lending, editor)
    for strip in list(editor.side.findings.strips):
        strip.why.setText("seen")
        strip.reason_edited.emit("seen")
    judged(lending, editor)
    before = len(all_loans(lending.lab.session))
    editor.next()
    lending.qtbot.waitUntil(lambda: len(all_loans(lending.lab.session)) == before + 1)
    lending.settle()
    assert editor.loan == max(all_loans(lending.lab.session), key=lambda each: each.id).uid
    editor.open_loan(None)
    lending.settle()
    assert (editor.head.kind.currentData(), editor.head.person, editor.head.purpose.text()) == (usual, None, "")


def test_a_loan_whose_request_is_undone_is_left(lending: Lending) -> None:
    room, editor = lending.editor()
    editor.head.borrower.setCurrentIndex(1)
    lending.settle()
    type_rows(editor.lines.model, [{"sample": "15558"}])
    judged(lending, editor)
    before = len(all_loans(lending.lab.session))
    editor.next()
    lending.qtbot.waitUntil(lambda: len(all_loans(lending.lab.session)) == before + 1)
    lending.settle()
    assert room.whole.currentWidget() is editor
    undone = lending.lab.post(Reverse(entry=str(lending.lab.session.head().seq)))
    lending.context.tell(undone.changes)
    lending.qtbot.waitUntil(lambda: room.whole.currentWidget() is not editor, timeout=10_000)


def test_a_number_that_is_still_looked_up_is_waited_for(lending: Lending) -> None:
    editor = begun(lending)
    type_rows(editor.lines.model, [{"sample": "15558"}])
    judged(lending, editor)
    assert editor.side.next.isEnabled()
    type_rows(editor.lines.model, [{}, {"sample": "15559"}])
    assert not editor.side.next.isEnabled()
    assert "looked up" in editor.side.obstacle.text()
    judged(lending, editor)
    posting, _ = editor._posting()
    assert posting is not None
    assert isinstance(act := posting.acts[0].operation, RequestLoan)
    assert len(act.lines) == 2
    assert editor.side.next.text().endswith(": 2")


def test_a_word_no_column_knows_stands_in_the_way(lending: Lending) -> None:
    editor = begun(lending)
    for column in editor.lines.model.columns:
        if column.closed:
            editor.lines.model.show(())
            type_rows(editor.lines.model, [{"sample": "15558", column.key: "zqx"}])
            judged(lending, editor)
            assert not editor.side.next.isEnabled()
            assert editor.side.obstacle.text() == "A cell cannot be read."


def test_a_fate_nobody_knows_is_not_taken_for_came_back(lending: Lending) -> None:
    sheet = opened(lending, KNOWN)
    for column in sheet.model.columns:
        if column.closed:
            put(sheet, 0, **{column.key: "maybe"})
            lending.settle()
            assert sheet.obstacle.text() == "A cell cannot be read."
            assert not sheet.next.isEnabled()
            put(sheet, 0, **{column.key: column.words[0]})
            assert sheet.obstacle.text() != "A cell cannot be read."


def test_the_bar_names_the_loan_that_is_open(lending: Lending) -> None:
    room, editor = lending.editor()
    assert room.selection_summary() == ""
    for loan in all_loans(lending.lab.session)[:2]:
        told: list[str] = []
        room.summarised.connect(lambda told=told: told.append(room.selection_summary()))
        room.open_loan(loan.uid)
        lending.settle()
        assert told[-1] == room.selection_summary() == editor.shown_code == loan.code
