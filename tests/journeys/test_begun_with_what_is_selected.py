"""Every act of the loan desk begins with what is selected: lines, or those of a loan that wait for it."""

from typing import Any

import pytest
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.grid import GridInput
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.shell.dispatch import DIALOGS
from lunarcurator.desktop.shell.store_view import named
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.lines import Line
from lunarcurator.services.lending.choices import AWAITED
from lunarcurator.store.reads.records import records

from tests.journeys.conftest import Window, demonstration, started, store, window  # noqa: F401

ONE_LINE = {"dispute_line", "report_use", "report_loss", "report_mass", "report_sub_samples", "transfer_line"}
ONE_LINE |= {"return_line", "change_line"}
SHIPMENTS = {"hand_over", "receive_shipment"}


def lines(window: Window) -> list[Line]:  # noqa: F811
    with window.store_view.context.session.database.connect() as connection:
        return [Line.of(row.state) for row in records(connection, Subject.LINE)]


def begun(window: Window, key: str, selection: Selection) -> ActDialog:  # noqa: F811
    dialog = named(DIALOGS[key])(window.store_view.context, selection, window.frame)
    assert isinstance(dialog, ActDialog)
    window.qtbot.addWidget(dialog)
    window.qtbot.waitUntil(lambda: dialog.built, timeout=5000)
    window.wait_quiet()
    return dialog


def named_in(dialog: ActDialog) -> set[str]:
    """Return the lines that stand in a dialog as it begins."""
    inputs = dialog.form.inputs
    told: Any = inputs.get("lines") or inputs.get("line") or inputs["wanted"]
    if isinstance(told, GridInput):
        return {row["line"] for row in told.rows()}
    return {each.strip() for each in told.value().split(",") if each.strip()}


def wanted(key: str, found: list[Line]) -> set[str]:
    codes = {line.code for line in found}
    return codes if key not in ONE_LINE or len(codes) == 1 else set()


@pytest.fixture
def loans(window: Window) -> Any:  # noqa: F811
    window.store_view.show_room("loans")
    window.wait_quiet()
    return window.store_view.room


@pytest.mark.slow
@pytest.mark.parametrize("key", sorted(AWAITED.keys() - SHIPMENTS))
def test_an_act_begins_with_the_selected_lines_or_with_those_of_the_loan_that_wait(
    window: Window,  # noqa: F811
    key: str,
) -> None:
    known = lines(window)
    for loan in {line.loan for line in known}:
        waiting = [line for line in known if line.loan == loan and line.state in AWAITED[key]]
        assert named_in(begun(window, key, Selection(loan=loan))) == wanted(key, waiting)
    some = known[1:2]
    assert named_in(begun(window, key, Selection(lines=tuple(line.uid for line in some)))) == {some[0].code}


@pytest.mark.parametrize("key", sorted(SHIPMENTS))
def test_an_act_on_a_shipment_begins_with_that_of_what_is_selected(window: Window, key: str) -> None:  # noqa: F811
    travelling = next(line for line in lines(window) if line.state == "transit")
    for selection in (Selection(loan=travelling.loan), Selection(lines=(travelling.uid,))):
        dialog = begun(window, key, selection)
        assert dialog.form.inputs["shipment"].text() == travelling.shipment
        if key == "receive_shipment":
            assert named_in(dialog) == set(), "all that is in it"


def test_what_stands_in_the_work_of_today_is_what_an_act_is_for(window: Window, loans: Any) -> None:  # noqa: F811
    known, today = lines(window), loans.lists.today
    met = set()
    for at, row in enumerate(today.today.rows):
        today.setCurrentIndex(today.today.index(at, 0))
        kind, _, uid = row.target.partition(":")
        told = {
            "loan": loans.selection.loan,
            "agreement": loans.selection.agreement,
            "round": loans.selection.round,
        }
        assert told.get(kind) == (uid if row.kind == "todo" else None)
        met.add(kind if row.kind == "todo" else "")
    assert {"", "loan", "agreement"} <= met
    out = next(line for line in known if line.state == "out")
    row = next(at for at, each in enumerate(today.today.rows) if each.target == f"loan:{out.loan}")
    today.setCurrentIndex(today.today.index(row, 0))
    loans.buttons["return_line"].click()
    window.wait_quiet()
    codes = {line.code for line in known if line.loan == out.loan and line.state in AWAITED["return_line"]}
    assert {each["line"] for each in loans.sheet.model.texts()} == codes


def test_a_new_request_begins_with_the_borrower_and_the_agreement(window: Window) -> None:  # noqa: F811
    person = lines(window)[0].borrower
    with window.store_view.context.session.database.connect() as connection:
        agreement = next(row.state.uid for row in records(connection, Subject.AGREEMENT))
    for key in ("request_loan", "enter_loan"):
        dialog = begun(window, key, Selection(person=person, agreement=agreement))
        assert (dialog.borrower.value(), dialog.agreement.value()) == (person, agreement)
