"""Who decided is nobody's name from before, and what a body only recommends says so wherever one decides."""

from dataclasses import replace

import pytest
from lunarcurator.desktop.dialogs.loans.decide_lines import DecideLinesDialog
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.acts import Act, Override, Posting
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import OperatorRef, Uid, ref_of
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.operations.requesting import DecideLines, RequestLoan, Wanted
from lunarcurator.services.browsing import Browsing
from lunarcurator.services.searching import Searching
from lunarcurator.store.reads.records import records

from tests.journeys.conftest import Window


def line(window: Window, code: str) -> Line:
    with window.store_view.context.session.database.connect() as connection:
        found = [Line.of(row.state) for row in records(connection, Subject.LINE)]
    return next(each for each in found if each.code == code)


def begun(window: Window, *codes: str) -> DecideLinesDialog:
    selection = Selection(lines=tuple(line(window, code).uid for code in codes))
    dialog = DecideLinesDialog(window.store_view.context, selection, window.frame)
    window.qtbot.addWidget(dialog)
    dialog.show()
    window.qtbot.waitUntil(lambda: dialog.built, timeout=5000)
    window.wait_quiet()
    return dialog


def judged(window: Window, dialog: DecideLinesDialog, body: str) -> None:
    dialog.body.edit.setText(body)
    window.qtbot.waitUntil(lambda: dialog.pending.judging.fresh, timeout=10_000)
    window.wait_quiet()


def lines(window: Window) -> list[Line]:
    with window.store_view.context.session.database.connect() as connection:
        return [Line.of(row.state) for row in records(connection, Subject.LINE)]


def asked(window: Window) -> str:
    """Return a line that waits for its decision, of a policy that names no bodies."""
    return next(each.code for each in lines(window) if each.state == "requested")


def clast(window: Window) -> Uid:
    """Return a clast of Chang'e-5 that nobody has asked for."""
    session, taken = window.store_view.context.session, {each.sample for each in lines(window)}
    hits = Searching(session, Browsing(session)).search("CE5C").hits
    return next(hit.row.uid for hit in hits if hit.row.uid not in taken and "YJYX" in hit.row.number)


def in_turn(window: Window) -> str:
    """Ask for a clast of Chang'e-5, about which three bodies speak in turn, and return its line."""
    place = window.store_view.context
    out = next(each for each in lines(window) if each.state == "out")
    with place.session.database.connect() as connection:
        (loan,) = (row.state for row in records(connection, Subject.LOAN) if row.state.uid == out.loan)
    act = RequestLoan(
        borrower=ref_of(out.borrower),
        agreement=ref_of(Uid(loan.text("agreement"))),
        purpose="dating",
        lines=(Wanted(sample=ref_of(clast(window))),),
    )
    before = {each.code for each in lines(window)}
    acts, operator = (Act(operation=act, day=place.session.today),), OperatorRef(ref_of(place.operator))
    posting = Posting(acts=acts, operator=operator)
    found = place.session.preview(posting).findings
    reasons = tuple(Override(key=each.key, reason="so it is") for each in found)
    place.tell(place.session.post(replace(posting, overrides=reasons)).changes)
    window.wait_quiet()
    return next(each.code for each in lines(window) if each.code not in before)


@pytest.mark.slow
def test_nobody_is_named_from_the_decision_before_and_the_keyboard_begins_there(window: Window) -> None:
    code = asked(window)
    dialog = begun(window, code)
    assert dialog.body.value() == ""
    window.qtbot.waitUntil(lambda: dialog.focusWidget() is dialog.body.edit, timeout=5000)
    judged(window, dialog, "CNSA")
    dialog.forget()
    dialog.reject()
    again = begun(window, code)
    assert again.body.value() == ""


@pytest.mark.slow
def test_what_a_body_only_recommends_is_noted_in_button_rows_effects_and_entry(window: Window) -> None:
    code = in_turn(window)
    dialog = begun(window, code)
    policies = dialog.choices.policies
    assert code in policies
    order = policies[code].decided_by
    assert len(order) > 1, "a policy by which bodies speak in turn"
    column = [each.key for each in dialog.lines.model.columns].index("decision")
    judged(window, dialog, order[0])
    assert dialog.primary_button.text().startswith(f"Note what {order[0]} says")
    assert dialog.lines.model.columns[column].label == "Recommendation"
    assert dialog.lines.model.text(0, column) == "Recommended"
    assert dialog.outcome.lines[0].startswith(f"Note what {order[0]} says")
    assert order[-1] in dialog.outcome.lines[0]
    assert not any("reserved" in each for each in dialog.outcome.lines)
    judged(window, dialog, order[-1])
    assert dialog.primary_button.text() == "Decide lines"
    assert dialog.lines.model.text(0, column) == "Approved"
    judged(window, dialog, order[0])
    dialog.submit()
    window.qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=10_000)
    window.wait_quiet()
    assert line(window, code).state == "requested"
    last = window.store_view.context.session.head()
    assert last.seq
    assert isinstance(dialog.operations()[0], DecideLines)
