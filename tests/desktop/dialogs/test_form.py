"""What all dialogs have from the shared form: drafts, stale pieces, late days, people, obstacles."""

import pytest
from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.form_dialog import FormDialog
from lunarcurator.desktop.dialogs.piece_layouts import ADD_NAME, VOID
from lunarcurator.desktop.dialogs.weigh import open_weigh
from lunarcurator.desktop.links import Link, Target
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import OperatorRef, ref_of
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations import AddName, Move, Reading, Register, Reverse, SetUpBalance, Weigh
from lunarcurator.services.drafts import Drafts
from lunarcurator.services.store_session import StoreSession
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from tests.desktop.dialogs.bench import Bench, enter


def press(bench: Bench, dialog: QWidget, name: str) -> None:
    button = dialog.findChild(QPushButton, name)
    assert button is not None, name
    button.setFocus()
    bench.qtbot.keyClick(button, Qt.Key.Key_Space)


def test_a_draft_survives_a_closed_dialog_and_is_offered_again(bench: Bench) -> None:
    dialog = bench.open(ADD_NAME.open, bench.on("15555,46"))
    bench.type(dialog, "name", "大斯科特")
    bench.type(dialog, "source", "label of 1971")
    bench.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    bench.qtbot.waitUntil(lambda: not bench.lanes.busy)

    again = bench.open(ADD_NAME.open, bench.on("15555,46"))
    assert bench.editor(again, "name").text() == ""
    press(bench, again, "resumeDraft")
    bench.settle(again)
    assert bench.editor(again, "name").text() == "大斯科特"
    assert bench.editor(again, "source").text() == "label of 1971"
    bench.act(again)
    assert Drafts(bench.session).all() == ()


def test_a_draft_is_kept_while_one_types_as_a_crash_would_find_it(bench: Bench) -> None:
    dialog = bench.open(ADD_NAME.open, bench.on("15555,46"))
    bench.type(dialog, "name", "Sco")
    bench.qtbot.waitUntil(lambda: bool(Drafts(bench.session).all()))

    kept = Drafts(bench.session).all()[0]
    assert kept.content["inputs"]["name"] == "Sco"
    bench.qtbot.waitUntil(lambda: "Draft kept" in dialog._draft.accessibleName())


def test_a_discarded_draft_is_gone(bench: Bench) -> None:
    dialog = bench.open(ADD_NAME.open, bench.on("15555,46"))
    bench.type(dialog, "name", "Scott")
    dialog.reject()
    bench.qtbot.waitUntil(lambda: not bench.lanes.busy)
    again = bench.open(ADD_NAME.open, bench.on("15555,46"))
    press(bench, again, "discardDraft")
    bench.qtbot.waitUntil(lambda: not bench.lanes.busy)
    assert Drafts(bench.session).all() == ()


def test_a_piece_that_changed_meanwhile_refuses_and_offers_to_reload(bench: Bench) -> None:
    dialog = bench.open(ADD_NAME.open, bench.on("15555,46"))
    bench.type(dialog, "name", "Great")
    bench.settle(dialog)
    uid = bench.on("15555,46").samples[0]
    bench.post(AddName(sample=ref_of(uid), name="Meanwhile"))

    before = len(bench.posted)
    bench.press_act(dialog)
    assert len(bench.posted) == before
    strips = [each for each in dialog.findChildren(QWidget) if "changed since" in each.accessibleName()]
    assert strips
    link = dialog.findChild(QWidget, "findingposting_staleLink")
    assert link is not None
    bench.qtbot.keyClick(link, Qt.Key.Key_Return)
    bench.qtbot.waitUntil(lambda: not bench.lanes.busy)
    bench.settle(dialog)
    assert bench.editor(dialog, "name").text() == "Great"
    bench.act(dialog)
    assert bench.accepted


def test_an_earlier_day_is_marked_late_and_posted_as_that_day(bench: Bench) -> None:
    dialog = bench.open(open_weigh, bench.on("15555,46"))
    bench.type(dialog, "net", "377.390")
    bench.type(dialog, "day", "2026-05-06")
    bench.settle(dialog)
    assert bench.editor(dialog, "day").accessibleDescription() == "Late entry"
    posted = bench.act(dialog)
    assert bench.entry(posted.seq).day == 20260506


def test_a_balance_types_its_own_line_into_the_fields_for_masses(bench: Bench) -> None:
    dialog = bench.open(open_weigh, bench.on("15555,46"))
    bench.type(dialog, "net", "S D   377.390 g")
    bench.settle(dialog)
    assert "not at rest" in bench.editor(dialog, "net").accessibleDescription()
    bench.type(dialog, "net", "G     +   377.390 g")
    bench.settle(dialog)
    assert "told apart" in bench.editor(dialog, "net").accessibleDescription()
    bench.type(dialog, "net", "S S   377.390 g")
    bench.qtbot.keyClick(bench.editor(dialog, "net"), Qt.Key.Key_Return)
    bench.editor(dialog, "day").setFocus()
    bench.settle(dialog)
    assert bench.editor(dialog, "net").text() == "377.390 g"
    posted = bench.act(dialog)
    assert bench.entry(posted.seq)


def test_a_day_that_cannot_be_read_is_refused_in_a_sentence(bench: Bench) -> None:
    dialog = bench.open(open_weigh, bench.on("15555,46"))
    bench.type(dialog, "net", "377.390")
    bench.type(dialog, "day", "03/04/73")
    bench.settle(dialog)
    assert not dialog.primary_button.isEnabled()
    assert "Write" in bench.editor(dialog, "day").accessibleDescription()
    assert bench.editor(dialog, "day").text() == "03/04/73"


def test_a_day_to_come_is_blocked_without_a_field_for_a_reason(bench: Bench) -> None:
    dialog = bench.open(open_weigh, bench.on("15555,46"))
    bench.type(dialog, "net", "377.390")
    bench.type(dialog, "day", "2030-01-01")
    bench.settle(dialog)
    assert not dialog.primary_button.isEnabled()
    assert dialog._findings.accessibleName() == "1 block"
    assert (
        dialog.findChild(QWidget, "findingday_in_futureWhy") is None
        or not dialog.findChild(QWidget, "findingday_in_futureWhy").isVisible()
    )


def test_an_overridden_warning_stands_in_the_journal(bench: Bench) -> None:
    dialog = bench.open(open_weigh, bench.on("15555,46"))
    bench.type(dialog, "net", "377.000")
    bench.settle(dialog)
    assert not dialog.primary_button.isEnabled()
    bench.press_act(dialog)
    enter(bench.qtbot, dialog.focusWidget(), "flake lost in 2020, see page 12")
    posted = bench.act(dialog)
    assert "flake lost" in bench.entry(posted.seq).overrides
    assert bench.piece("15555,46").held_ug == 377_000_000


def test_another_day_in_the_window_stops_every_act(bench: Bench) -> None:
    dialog = bench.open(open_weigh, bench.on("15555,46"))
    bench.type(dialog, "net", "377.390")
    bench.settle(dialog)
    bench.context.show_moment(Moment(day=20200101))
    dialog._tell()
    assert not dialog.primary_button.isEnabled()
    assert "Return to today" in dialog.primary_button.accessibleDescription()


def test_nobody_acting_is_said_below_the_button(bench: Bench) -> None:
    bench.context.act_as(None, "")
    dialog = bench.open(open_weigh, bench.on("15555,46"))
    bench.type(dialog, "net", "377.390")
    bench.settle(dialog)
    assert not dialog.primary_button.isEnabled()
    assert "who acts" in dialog.primary_button.accessibleDescription()


def test_a_gross_reading_takes_the_tare_the_book_has_of_the_vial(bench: Bench) -> None:
    uid = bench.on("15555,46").samples[0]
    bench.post(Move(to="V-1", samples=(ref_of(uid),)))
    dialog = bench.open(open_weigh, bench.on("15555,46"))
    bench.type(dialog, "gross", "379.390")
    bench.settle(dialog)
    assert "377.39" in bench.editor(dialog, "net").placeholderText()
    bench.act(dialog)
    assert bench.piece("15555,46").held_ug == 377_390_000


def test_a_first_weighing_draws_on_what_is_not_reconciled(bench: Bench) -> None:
    dialog = bench.open(open_weigh, bench.on("15556"))
    bench.type(dialog, "net", "1,540.5")
    bench.settle(dialog)
    bench.type(dialog, "net", "1540.500")
    bench.settle(dialog)
    assert any("not reconciled" in line for line in dialog.outcome.lines)
    bench.act(dialog)
    piece = bench.piece("15556")
    assert (piece.held_ug, piece.suspense_ug) == (1_540_500_000, 1_800_000)


def test_a_weighing_without_a_balance_is_measured_by_its_last_digit(bench: Bench) -> None:
    dialog = bench.open(open_weigh, bench.on("15555,46"))
    bench.choose(dialog, "balance", "\u2013")
    bench.type(dialog, "net", "377.39")
    bench.act(dialog)
    assert bench.piece("15555,46").resolution_ug == 10_000


@pytest.mark.parametrize("on", ["B3", "Sure", "\u2013"])
@pytest.mark.parametrize("net", ["377.39", "377.388", "377.37", "377.36", "377.3", "377"])
def test_the_dialog_agrees_with_the_book_where_the_rule_does(bench: Bench, on: str, net: str) -> None:
    """Also where another balance, certain to something else, read it before."""
    told = {"resolution_ug": 1_000, "calibrated": 20260101, "calibration_due": 20271231}
    bench.post(SetUpBalance(name="Sure", uncertainty_ug=20_000, **told))  # type: ignore[arg-type]
    bench.post(Weigh(sample="15555,46", reading=Reading(net_ug=377_390_000, balance="Sure")))
    dialog = bench.open(open_weigh, bench.on("15555,46"))
    bench.choose(dialog, "balance", on)
    bench.type(dialog, "net", net)
    act = Act(operation=dialog.operations()[0], day=bench.session.today)
    curator = OperatorRef("A. Curator")
    preview = bench.session.preview(Posting(acts=(act,), operator=curator))
    said = dialog._verdict(dialog._net())[0]
    differs = any(each.key in {"weigh.gained", "weigh.lost"} for each in preview.findings)
    assert said.startswith("Differs" if differs else "Agrees"), (said, preview.findings)


def test_the_size_of_a_dialog_is_remembered(bench: Bench) -> None:
    dialog = bench.open(ADD_NAME.open, bench.on("15555,46"))
    dialog.resize(777, 555)
    bench.qtbot.waitUntil(lambda: dialog.width() == 777)
    dialog.reject()
    again = bench.open(ADD_NAME.open, bench.on("15555,46"))
    assert (again.width(), again.height()) == (777, 555)


def test_a_piece_whose_entry_was_undone_is_told_and_nothing_can_be_typed(bench: Bench) -> None:
    selection = bench.on("15555,46")
    entry = bench.session.head().seq
    bench.post(Reverse(entry=str(entry)))
    dialog = open_weigh(bench.context, selection, None)
    assert dialog is not None
    bench.qtbot.waitUntil(lambda: dialog.findChild(QWidget, "cannotLoad") is not None)
    assert not dialog.primary_button.isEnabled()
    dialog.reject()


def test_a_dialog_closed_while_it_still_asks_is_gone_quietly(bench: Bench) -> None:
    dialog = open_weigh(bench.context, bench.on("15555,46"), None)
    assert dialog is not None
    dialog.reject()
    bench.qtbot.waitUntil(lambda: not bench.lanes.busy)
    dialog = bench.open(open_weigh, bench.on("15555,46"))
    bench.type(dialog, "net", "377.1")
    dialog.reject()
    bench.qtbot.waitUntil(lambda: not bench.lanes.busy)
    assert not bench.faults


def test_a_finding_leads_to_the_entry_that_causes_it_and_the_draft_stays(bench: Bench) -> None:
    bench.post(Weigh(sample="15555,46", reading=Reading(net_ug=377_390_000, balance="B3")))
    went: list[Link] = []
    bench.context.went.connect(went.append)
    dialog = bench.open(VOID.open, bench.on("15555,46"))
    bench.type(dialog, "reason", "entered twice")
    bench.settle(dialog)
    link = dialog.findChild(QWidget, "findingvoid_touched_laterLink")
    assert link is not None
    bench.qtbot.keyClick(link, Qt.Key.Key_Return)
    bench.qtbot.waitUntil(lambda: bool(went))
    bench.qtbot.waitUntil(lambda: not bench.lanes.busy)
    assert went[0].target is Target.ENTRY
    assert bench.results == [0]
    assert [each.kind for each in Drafts(bench.session).all()] == ["void"]


def test_the_next_step_below_the_button_leads_to_the_input_that_is_missing(bench: Bench) -> None:
    dialog = bench.open(VOID.open, bench.on("15555,46"))
    step = dialog.findChild(QWidget, "nextStep")
    assert step is not None
    bench.qtbot.keyClick(step, Qt.Key.Key_Return)
    assert dialog.focusWidget() is bench.editor(dialog, "reason")


def test_what_is_in_the_way_is_scrolled_into_sight(bench: Bench) -> None:
    dialog = bench.open(VOID.open, bench.on("15555,46"))
    dialog.resize(dialog.minimumSizeHint().width(), 220)
    bench.press_act(dialog)
    edit = bench.editor(dialog, "reason")
    assert dialog.focusWidget() is edit
    bench.qtbot.waitUntil(lambda: not edit.visibleRegion().isEmpty())


def test_a_read_only_store_says_so_and_posts_nothing(bench: Bench) -> None:
    selection = bench.on("15555,46")
    reading = StoreSession.open(bench.session.path, read_only=True)
    context = AppContext(reading, bench.lanes, bench.context.words, bench.context.appearance, bench.memory)
    context.act_as(bench.context.operator, "A. Curator")
    dialog = ADD_NAME.open(context, selection, None)
    assert isinstance(dialog, FormDialog)
    bench.qtbot.waitUntil(lambda: dialog.built)
    bench.type(dialog, "name", "Scott")
    bench.settle(dialog)
    assert not dialog.primary_button.isEnabled()
    assert "read-only" in dialog.primary_button.accessibleDescription()
    dialog.reject()
    bench.qtbot.waitUntil(lambda: not bench.lanes.busy)
    reading.close()


def test_a_mass_is_told_to_what_the_balance_reads_wherever_the_dialog_tells_it(bench: Bench) -> None:
    told = {"resolution_ug": 100, "calibrated": 20260101, "calibration_due": 20271231}
    bench.post(SetUpBalance(name="Fine", **told))  # type: ignore[arg-type]
    bench.post(Weigh(sample="15555,46", reading=Reading(net_ug=377_389_500, balance="Fine")))
    dialog = bench.open(open_weigh, bench.on("15555,46"))
    bench.choose(dialog, "balance", "Fine")
    bench.type(dialog, "gross", "377.1190")
    bench.type(dialog, "tare", "0")
    masses = [each.mass for each in dialog.figures.rows]
    assert masses == ["377.3895\u00a0g", "377.1190\u00a0g", "\u22120.2705\u00a0g"]
    assert "377.1190\u00a0g" in dialog.primary_button.text()
    assert dialog.net.edit.placeholderText() == "377.1190\u00a0g"
    act = Act(operation=dialog.operations()[0], day=bench.session.today)
    preview = bench.session.preview(Posting(acts=(act,), operator=OperatorRef("A. Curator")))
    effects = dialog.effects(preview)
    assert "377.1190\u00a0g" in effects[0]
    assert dialog._adjusted(preview) == ("0.2705\u00a0g missing, booked to adjustment",)
    lost = next(each for each in preview.findings if each.key == "weigh.lost")
    said = bench.context.words.say(lost.key, lost.facts)
    assert f"explain {dialog.figures.verdict.partition('than the ')[2].partition(' the')[0]}." in said


def test_an_estimate_is_told_with_its_sign_beside_what_is_read(bench: Bench) -> None:
    bench.post(
        Register(
            number="15999", collection="Apollo", mission="Apollo 15", form="chip", mass=Mass.estimated(150_000_000)
        )
    )
    dialog = bench.open(open_weigh, bench.on("15999"))
    assert dialog.figures.rows[0].mass == "~150\u00a0g"
