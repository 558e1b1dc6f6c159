"""The loan editor over what somebody entrusted to the lab: whose it is, two steps, and giving it back."""

import pytest
from lunarcurator.desktop.dialogs.form.layout import LayoutForm
from lunarcurator.desktop.dialogs.loans.layouts import CHANGE_LOAN
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.loan_editor.editor import LoanEditor
from lunarcurator.domain.lending.terms import CareKind, DocumentKind
from lunarcurator.domain.mass import Mass, UnknownReason
from lunarcurator.domain.operations import GiveBack, Register, TakeIn
from lunarcurator.domain.operations.borrowing import Attached, SetUpInstitution
from lunarcurator.domain.status import Title
from lunarcurator.services.lending.browsing import all_loans
from PySide6.QtWidgets import QWidget

from tests.desktop.loans.test_editor import Lending
from tests.desktop.loans.test_editor import lending as lending

DAY = 20220301
NOBODY_WEIGHED = Mass.unknown(UnknownReason.NOT_WEIGHED)
PAPER = Attached(kind=DocumentKind.RECEIPT, name="E-1")
WORDS = {CareKind.LOAN_IN: "Loan in", CareKind.CARE: "In care", CareKind.EVIDENCE: "Evidence"}


def taken_in(lending: Lending, kind: CareKind, due: int = 20270601) -> LoanEditor:
    """Open what Museum Two entrusted: two pieces, one of them without a form."""
    lab = lending.lab
    lab.post(SetUpInstitution(name="Museum Two", country="FR"), day=DAY)
    for number, form in (("15598", "chip"), ("15599", "")):
        mass = Mass.measured(5_000_000, 1_000)
        held = {"title": Title.HELD_FOR, "form": form, "place": "C1"}
        lab.post(Register(collection="A", number=number, mission="M", mass=mass, **held), day=DAY)
    told = {"lender": "Museum Two", "samples": ("15598", "15599"), "document": PAPER, "due": due}
    lab.post(TakeIn(number="IN-1", kind=kind, purpose="a case", **told), day=DAY)
    return opened(lending)


def opened(lending: Lending, code: str = "IN-1") -> LoanEditor:
    room, editor = lending.editor()
    room.open_loan(next(each.uid for each in all_loans(lending.lab.session) if each.code == code))
    lending.settle()
    return editor


def tools(editor: LoanEditor) -> list[str]:
    """The tools of the lines that are offered."""
    named = (f"loanEditor.{key}" for key in ("pick", "place", "paste", "scan"))
    found = (editor.lines.findChild(QWidget, each) for each in named)
    return [each.objectName() for each in found if each is not None and each.isVisible()]


def sentence(editor: LoanEditor) -> str:
    """What stands above the next step; the hyphens of a day do not break there."""
    return editor.side.sentence.text().replace("\u2010", "-")


@pytest.mark.parametrize("kind", list(CareKind))
def test_what_is_in_care_names_its_lender_its_steps_and_the_way_back(lending: Lending, kind: CareKind) -> None:
    editor = taken_in(lending, kind)
    assert editor.head.whom.text() == f"{WORDS[kind]} · Museum Two · a case"
    assert editor.head.care_steps.isVisible()
    assert not editor.head.steps.isVisible()
    assert editor.head.change.isVisible()
    assert editor.head.care_steps.accessibleName() == "In care"
    card = {each.label: each.value for each in editor.side.card.lines}
    assert card == {"Here as": WORDS[kind], "Taken in": "2022-03-01", "Document": "E-1"}
    assert editor.side.card.accessibleName().startswith("Museum Two, ")
    assert [each.document.name for each in editor.documents.kept] == ["E-1"]
    assert sentence(editor) == "In the lab's care: 2 lines, to give back by 2027-06-01."
    assert editor.side.next.text() == "Give back…"
    editor.side.next.click()
    assert lending.asked[-1] == "give_back"


def test_nothing_is_typed_into_a_loan_in_and_only_its_own_step_is_offered(lending: Lending) -> None:
    editor = taken_in(lending, CareKind.EVIDENCE, due=0)
    assert tools(editor) == []
    model = editor.lines.model
    assert model.rowCount() == 2
    assert not model.can_change(2, 0)
    editor.lines.take(["15558"])
    assert model.texts() == ()
    what = [each.key for each in model.columns].index("what")
    assert [model.text(row, what) for row in range(2)] == ["Chip", "Form not stated"]
    assert [act for act, button in editor.steps.buttons.items() if button.isVisible()] == ["give_back"]
    assert not editor.steps.more.isVisible()
    assert sentence(editor) == "In the lab's care: 2 lines."


def test_a_part_that_went_home_leaves_the_rest_and_the_whole_ends_the_loan(lending: Lending) -> None:
    taken_in(lending, CareKind.CARE)
    back = {"loan": "IN-1", "taken_by": "a courier", "document": PAPER}
    lending.lab.post(GiveBack(samples=("15598",), **back), day=20220501)
    editor = opened(lending)
    assert sentence(editor) == "In the lab's care: 1 line, to give back by 2027-06-01."
    assert editor.head.care_steps.accessibleName() == "In care"
    lending.lab.post(GiveBack(**back), day=20220601)
    editor = opened(lending)
    assert editor.head.care_steps.accessibleName() == "Given back"
    assert {each.label: each.value for each in editor.side.card.lines}["Given back"] == "2022-06-01"
    assert sentence(editor) == "This loan is closed."


def test_what_is_said_of_a_loan_in_is_changed_in_the_window(lending: Lending) -> None:
    editor = taken_in(lending, CareKind.EVIDENCE)
    editor.head.change.click()
    assert lending.asked[-1] == "change_loan"
    dialog = CHANGE_LOAN.open(lending.context, Selection(loan=editor.loan), None)
    assert isinstance(dialog, LayoutForm)
    dialog.show()
    lending.qtbot.waitUntil(lambda: dialog.built)
    assert dialog.input("loan").edit.text() == "IN-1 · Museum Two"
    dialog.input("purpose").edit.setText("another case")
    lending.qtbot.waitUntil(dialog.primary_button.isEnabled)
    with lending.qtbot.waitSignal(dialog.finished):
        dialog.primary_button.click()
    assert opened(lending).head.whom.text() == "Evidence · Museum Two · another case"


def test_another_loan_is_offered_its_own_again(lending: Lending) -> None:
    editor = taken_in(lending, CareKind.LOAN_IN)
    room = lending.rooms[-1]
    room.open_loan(next(each.uid for each in all_loans(lending.lab.session) if each.code != "IN-1"))
    lending.settle()
    assert editor.head.steps.isVisible()
    assert not editor.head.care_steps.isVisible()
    assert len(tools(editor)) == 4
    assert editor.steps.buttons["return_line"].isVisible()
    assert not editor.steps.buttons["give_back"].isVisible()
    assert editor.lines.model.rowCount() == editor.lines.model.first + 1


def test_the_totals_tell_what_came_in_and_what_nobody_weighed(lending: Lending) -> None:
    assert taken_in(lending, CareKind.LOAN_IN).totals.text().replace("\xa0", " ") == (
        "2 lines \u00b7 10 000 mg taken in".replace("10 000", "10\u202f000")
    )
    lab = lending.lab
    for number, loan in (("15600", "IN-2"), ("15601", "IN-3"), ("15602", "IN-3")):
        held = {"title": Title.HELD_FOR, "form": "chip", "place": "C1"}
        lab.post(Register(collection="A", number=number, mission="M", mass=NOBODY_WEIGHED, **held), day=DAY)
        if number != "15601":
            pieces = ("15600",) if loan == "IN-2" else ("15601", "15602")
            lab.post(TakeIn(number=loan, lender="Museum Two", samples=pieces, document=PAPER), day=DAY)
    assert opened(lending, "IN-2").totals.text() == "1 line \u00b7 1 piece of unknown mass"
    assert opened(lending, "IN-3").totals.text() == "2 lines \u00b7 2 pieces of unknown mass"
    other = next(each.code for each in all_loans(lab.session) if each.code[:2] != "IN")
    # Of a whole piece no mass was asked, which is not nought.
    assert opened(lending, other).totals.text() == "1 line \u00b7 4.000\u00a0mg out"
