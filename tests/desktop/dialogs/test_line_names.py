"""Wherever a dialog names lines it says what they are of, in the order in which people count."""

import itertools
import re
from pathlib import Path

import pytest
from lunarcurator.desktop.dialogs.loans.decide_lines import open_decide_lines
from lunarcurator.desktop.dialogs.loans.issue_lines import open_issue_lines
from lunarcurator.desktop.dialogs.loans.layouts import EXTEND_LINES
from lunarcurator.desktop.dialogs.loans.line_dialog import names_told
from lunarcurator.desktop.dialogs.loans.loan_dialog import LoanDialog, lines_in
from lunarcurator.desktop.dialogs.loans.prepare_lines import open_prepare_lines
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.shell.dispatch import DIALOGS
from lunarcurator.desktop.shell.store_view import named
from lunarcurator.domain.acts import Override
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import LineRef, Uid
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Register
from lunarcurator.domain.operations.borrowing import SetUpPerson
from lunarcurator.domain.operations.kinds import act_fields
from lunarcurator.domain.operations.requesting import RequestLoan, Wanted
from lunarcurator.store.reads.records import records
from PySide6.QtWidgets import QLabel

from tests.desktop.dialogs.bench import Bench
from tests.desktop.dialogs.layouts import layouts
from tests.still_clock import TODAY

LOAN = f"L-{TODAY // 10_000}-001"
NUMBERS = ("15555,46", "15556,9", "15556,10", "15556,100")
_FOLDER = Path(__file__).parents[3] / "lunarcurator" / "desktop" / "dialogs" / "loans"
_NAMES_LINES = re.compile(r"lines_input\(|add_line\(|\"line\"|\"lines\"|LineRef")
# A request makes lines and names none; a change of a line shows the number in the cell where it is changed.
_SHOWS_ITSELF = {"add_lines", "request_loan", "enter_loan", "change_line"}
_SHARED = {"loan_dialog", "line_dialog", "named_lines", "wanted_grid", "return_grid", "demand_card"}
_OF_LAYOUTS = {"desk", "layouts", "line_layouts", "held_by_line"}
# They are about a whole round of an inventory, and tried in `test_borrowers.py`.
_ROUNDS = {"round_dialogs", "write_round", "writing_round"}
_NAMES_SOMEBODY = re.compile(r"_by$|^for_lab$|^body$")
_LAID_OUT = {
    layout.act.KIND
    for layout in layouts()
    if any(each.type is LineRef and each.name in itertools.chain(*layout.rows) for each in act_fields(layout.act))
}
_OWN = {
    path.stem
    for path in _FOLDER.glob("*.py")
    if _NAMES_LINES.search(path.read_text(encoding="utf-8"))
    if path.stem not in _SHOWS_ITSELF | _SHARED | _ROUNDS | _OF_LAYOUTS
}
OF_LINES = sorted(_LAID_OUT | _OWN)


@pytest.fixture
def bench(bench: Bench) -> Bench:
    """A request of ten lines and more, made out of the order of the numbers; one is only described."""
    mass = Mass.measured(5_000_000, 1000)
    for number in ("15556,100", "15556,9", "15556,10"):
        bench.post(Register(collection="Apollo", number=number, mission="Apollo 15", mass=mass, form="chip"))
    bench.post(SetUpPerson(name="Borrower A"))
    glass = tuple(Wanted(described=f"glass {n}") for n in range(1, 8))
    lines = tuple(Wanted(sample=each) for each in ("15556,100", "15556,9", "15555,46", "15556,10"))
    whys = tuple(Override(key=f"limit.{key}", reason="agreed") for key in ("over_mass", "new_borrower"))
    request = RequestLoan(borrower="Borrower A", purpose="ages", lines=(*lines, *glass))
    bench.post(request, overrides=whys)
    return bench


def on(bench: Bench, *lines: int) -> Selection:
    with bench.session.database.connect() as connection:
        uids = {row.state.code: row.state.uid for row in records(connection, Subject.LINE)}
        (loan,) = (row.state.uid for row in records(connection, Subject.LOAN))
    return Selection(lines=tuple(Uid(uids[f"{LOAN}/{each}"]) for each in lines), loan=loan)


def said(dialog: LoanDialog) -> str:
    """All that a dialog says in words."""
    return "\n".join(each.text() for each in dialog.findChildren(QLabel) if each.isVisibleTo(dialog))


def column(dialog: LoanDialog, key: str = "sample") -> list[str]:
    model = dialog.lines.model
    at = [each.key for each in model.columns].index(key)
    return [model.text(row, at) or model.hint_at(row, at) for row in range(len(dialog.lines.rows()))]


@pytest.mark.parametrize("key", OF_LINES)
def test_a_dialog_says_what_a_line_is_of(bench: Bench, key: str) -> None:
    dialog = bench.open(named(DIALOGS[key]), on(bench, 2))
    assert dialog.named is not None
    if key == "receive_shipment":
        # Empty it means all that is in the shipment.
        bench.type(dialog, "lines", f"{LOAN}/2")
        bench.settle(dialog)
    assert dialog.named.numbers == ("15556,9",)
    assert "15556,9" in said(dialog) or column(dialog) == ["15556,9"]


@pytest.mark.parametrize("opener", [open_decide_lines, open_prepare_lines, open_issue_lines])
def test_lines_stand_in_the_order_of_their_numbers(bench: Bench, opener: object) -> None:
    dialog = bench.open(opener, on(bench, 11, 4, 10, 3, 2, 1))
    assert column(dialog) == [*NUMBERS, "glass 6", "glass 7"]
    assert column(dialog, "line") == [f"{LOAN}/{each}" for each in (3, 2, 4, 1, 10, 11)]


@pytest.mark.parametrize("key", OF_LINES)
def test_who_did_something_is_nobody_until_somebody_says_it(bench: Bench, key: str) -> None:
    """A name that stands there unasked is posted as a choice that nobody made."""
    dialog = bench.open(named(DIALOGS[key]), on(bench, 2))
    who = {name: each for name, each in dialog.form.inputs.items() if _NAMES_SOMEBODY.search(name)}
    assert {name: each.text() for name, each in who.items()} == dict.fromkeys(who, "")
    assert who or key not in {"extend_lines", "transfer_line", "hand_over", "receive_shipment"}


def test_a_line_that_is_typed_is_looked_up(bench: Bench) -> None:
    dialog = bench.open(EXTEND_LINES.open, on(bench))
    bench.type(dialog, "lines", f"{LOAN}/2, {LOAN}/4, {LOAN}/99")
    bench.settle(dialog)
    assert dialog.input("lines").note == "15556,9; 15556,10"
    bench.type(dialog, "lines", "")
    assert dialog.input("lines").note.startswith("by number, such as")


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("L-1/1, L-1/2", ("L-1/1", "L-1/2")),
        ("L-1/1 L-1/2;L-1/3\uff0cL-1/4", ("L-1/1", "L-1/2", "L-1/3", "L-1/4")),
        ("L-1/1,L-1/2", ("L-1/1", "L-1/2")),
        ("10086,5", ("10086,5",)),
        ("10086,5, 10087,12", ("10086,5", "10087,12")),
        ("10086,5 10087,12", ("10086,5", "10087,12")),
        ("L-1/1,10086,5", ("L-1/1", "10086,5")),
        ("CE5C0400,CE5C0800", ("CE5C0400", "CE5C0800")),
        ("Practice soil 2,4; L-1/2", ("Practice soil 2,4", "L-1/2")),
        (" , ; ", ()),
    ],
)
def test_the_comma_within_a_number_parts_nothing(typed: str, named: tuple[str, ...]) -> None:
    assert lines_in(typed) == named


def test_a_comma_within_a_number_parts_no_name_of_a_sub_sample() -> None:
    assert names_told("15555,12, a;b,c", ()) == ("15555,12", "a", "b", "c")


def test_what_is_decided_names_the_pieces(bench: Bench) -> None:
    dialog = bench.open(open_decide_lines, on(bench, 2, 4))
    bench.type(dialog, "body", "committee")
    bench.settle(dialog)
    assert dialog.outcome.lines[1] == "Pieces: 15556,9 and 15556,10"
    first, second = map(dict, dialog.lines.rows())
    dialog.lines.show_rows([first, {**second, "sample": "15555,46"}])
    bench.settle(dialog)
    assert dialog.named.numbers == ("15556,9", "15555,46"), "a piece that is typed goes before the one asked for"
