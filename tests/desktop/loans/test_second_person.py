"""A second person on the loan desk proves himself by his PIN, and is another one than who acts."""

from lunarcurator.desktop.widgets.labels import LinkLabel
from lunarcurator.domain.identity import Uid
from lunarcurator.services.form_context import entry_uid
from lunarcurator.services.journal import entry_detail
from lunarcurator.services.people import Operator, People
from lunarcurator.services.verifying import verify
from PySide6.QtCore import Qt

from tests.desktop.loans.test_editor import Lending
from tests.desktop.loans.test_editor import lending as lending
from tests.desktop.loans.test_return_sheet import explain, opened, put
from tests.services.lending.lent_lab import KNOWN

PIN = "4711"


def witness(lending: Lending) -> Operator:
    person = People(lending.lab.session).named("W. Witness")
    assert person is not None
    return person


def test_a_wrong_pin_of_the_second_person_posts_nothing(lending: Lending) -> None:
    session, person = lending.lab.session, witness(lending)
    People(session).set_pin(person.uid, PIN)
    sheet = opened(lending, KNOWN)
    lending.context.act_as(lending.context.operator, lending.context.operator_name)
    lending.settle()
    put(sheet, 0, fate="Lost", stated="9", remarks="in the mail")
    lending.qtbot.keyClicks(sheet.head.findChild(object, "returnSheet.document"), "F-1")  # type: ignore[arg-type]
    approval = sheet.findings.approval
    lending.qtbot.waitUntil(approval.isVisible)
    approval.name.edit.setText("M. Manager")
    approval.document.edit.setText("Memo 7")
    approval.second.restore(person.uid)
    explain(lending, sheet)
    before = session.head().seq
    for typed in ("", "1234"):
        approval.pin.edit.clear()
        lending.qtbot.keyClicks(approval.pin.edit, typed)
        lending.qtbot.waitUntil(sheet.next.isEnabled)
        lending.qtbot.mouseClick(sheet.next, Qt.MouseButton.LeftButton)
        lending.settle()
        assert session.head().seq == before
        assert "This is not the PIN of W. Witness." in approval.pin.field._note.text()
    lending.qtbot.keyClicks(approval.pin.edit, PIN)
    lending.qtbot.waitUntil(sheet.next.isEnabled)
    lending.qtbot.mouseClick(sheet.next, Qt.MouseButton.LeftButton)
    lending.qtbot.waitUntil(lambda: session.head().seq == before + 1)
    lending.settle()
    assert approval.pin.text() == ""


def test_a_difference_is_accepted_on_the_sheet_by_somebody_with_authority(lending: Lending) -> None:
    session, person = lending.lab.session, witness(lending)
    sheet = opened(lending, KNOWN)
    lending.qtbot.keyClicks(sheet.head.findChild(object, "returnSheet.document"), "F-1")  # type: ignore[arg-type]
    put(sheet, 0, reading="12 mg", stated="12", confirmed="yes")
    assert sheet.account.missing == -3_000
    part = sheet.account.findChild(LinkLabel, "returnSheet.used")
    assert part is not None
    assert not part.isVisible()
    part = sheet.account.findChild(LinkLabel, "returnSheet.accepted")
    assert part is not None
    assert part.isVisible()
    part.activated.emit()
    assert [row["fate"] for row in sheet.model.texts()] == ["", "Accepted"]
    assert not part.isVisible()
    approval = sheet.findings.approval
    lending.qtbot.waitUntil(approval.isVisible)
    approval.name.edit.setText("M. Manager")
    approval.document.edit.setText("Memo 7")
    approval.second.restore(person.uid)
    explain(lending, sheet)
    before = session.head().seq
    lending.qtbot.mouseClick(sheet.next, Qt.MouseButton.LeftButton)
    lending.qtbot.waitUntil(lambda: session.head().seq == before + 1)
    lending.settle()
    uid = entry_uid(session, before + 1)
    told = entry_detail(session, lending.context.words, uid) if uid is not None else None
    assert told is not None
    assert told.entry.witness == "W. Witness"
    assert verify(session).sound


def test_who_acts_is_not_offered_as_the_second_person(lending: Lending) -> None:
    sheet = opened(lending, KNOWN)
    box = sheet.findings.approval.second.box

    def offered() -> list[str]:
        return [box.itemText(at) for at in range(box.count())]

    assert offered() == ["", "W. Witness"]
    person = witness(lending)
    lending.context.act_as(Uid(person.uid), person.name)
    lending.qtbot.waitUntil(lambda: offered() == ["", "A. Curator"])
