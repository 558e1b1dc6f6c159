"""Nobody acts, and then somebody does: everything of a loan that waited for that follows at once."""

from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services.people import People

from tests.desktop.loans.test_editor import Lending
from tests.desktop.loans.test_editor import lending as lending
from tests.desktop.loans.test_return_sheet import opened, put
from tests.services.lending.lent_lab import OTHER

FIRST = "Say who acts first."
PAST = "The window shows another day. Return to today first."


def nobody(lending: Lending) -> tuple[Uid, str]:
    """Let nobody act; return who did."""
    person = People(lending.office.session).operators()[0]
    lending.context.act_as(None, "")
    return person.uid, person.name


def test_the_loan_editor_goes_on_as_soon_as_somebody_acts(lending: Lending) -> None:
    who = nobody(lending)
    _, editor = lending.editor()
    editor.head.borrower.setCurrentIndex(1)
    editor.lines.take(["15558"])
    lending.qtbot.waitUntil(lambda: editor.side.obstacle.text() == FIRST, timeout=10_000)
    assert not editor.side.next.isEnabled()
    lending.context.act_as(*who)
    assert editor.side.obstacle.text() != FIRST
    lending.qtbot.waitUntil(lambda: bool(editor.side.findings._asked), timeout=10_000)
    lending.context.act_as(None, "")
    assert editor.side.obstacle.text() == FIRST
    assert not editor.side.next.isEnabled()


def test_the_return_sheet_goes_on_as_soon_as_somebody_acts(lending: Lending) -> None:
    who = nobody(lending)
    sheet = opened(lending, OTHER)
    put(sheet, 0, reading="4 mg", confirmed="yes")
    lending.qtbot.keyClicks(sheet.head._document, "F-2022-1")
    assert sheet.obstacle.text() == FIRST
    lending.context.act_as(*who)
    assert sheet.obstacle.text() == "The rules are being asked."
    lending.qtbot.waitUntil(lambda: bool(sheet.findings.said), timeout=10_000)
    lending.context.act_as(None, "")
    assert sheet.obstacle.text() == FIRST
    assert not sheet.next.isEnabled()


def test_what_can_be_done_on_the_desk_of_an_inventory_follows_who_acts(lending: Lending) -> None:
    room = lending.room()
    session = room.round_desk
    who = nobody(lending)
    buttons = [session.acts["answer_round"], *session.points.ways.values()]
    assert not any(each.isEnabled() for each in buttons)
    lending.context.act_as(*who)
    assert all(each.isEnabled() for each in buttons)


def test_nothing_is_posted_from_the_loan_editor_while_another_day_is_shown(lending: Lending) -> None:
    _, editor = lending.editor()
    editor.head.borrower.setCurrentIndex(1)
    editor.lines.take(["15558"])
    lending.qtbot.waitUntil(lambda: editor.pending.preview is not None, timeout=10_000)
    before = editor.side.obstacle.text()
    lending.context.show_moment(Moment(20220101))
    assert editor.side.obstacle.text() == PAST
    assert not editor.side.next.isEnabled()
    lending.context.show_moment(NOW)
    lending.qtbot.waitUntil(lambda: editor.side.obstacle.text() == before, timeout=10_000)


def test_nothing_is_posted_from_the_return_sheet_while_another_day_is_shown(lending: Lending) -> None:
    sheet = opened(lending, OTHER)
    put(sheet, 0, reading="4 mg", confirmed="yes")
    lending.qtbot.keyClicks(sheet.head._document, "F-2022-1")
    lending.qtbot.waitUntil(lambda: sheet.pending.preview is not None, timeout=10_000)
    before, sequence = sheet.obstacle.text(), lending.lab.session.head().seq
    lending.context.show_moment(Moment(20220101))
    assert sheet.obstacle.text() == PAST
    sheet.post()
    lending.settle()
    assert lending.lab.session.head().seq == sequence
    lending.context.show_moment(NOW)
    lending.qtbot.waitUntil(lambda: sheet.obstacle.text() == before, timeout=10_000)
