"""An entry on its way: asked about, answered for and posted, whatever comes in between."""

import threading
import weakref
from collections.abc import Callable
from contextlib import closing

import pytest
from lunarcurator.desktop.acting.pending_entry import PendingEntry
from lunarcurator.desktop.acting.reasons import Reasons
from lunarcurator.desktop.dialogs.form.approval import Approval
from lunarcurator.desktop.dialogs.form.witness_input import WitnessInput
from lunarcurator.desktop.history import History
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.findings import Strength, find
from lunarcurator.domain.identity import OperatorRef, PieceRef, Uid, ref_of
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import Operation, SetUpOperator, Sight
from lunarcurator.services.form_context import find_piece
from lunarcurator.services.people import FREE_TRIES, People
from lunarcurator.services.posted import Posted, Preview
from lunarcurator.services.store_session import StoreSession
from PySide6.QtCore import QObject

from tests.desktop.dialogs.bench import Bench
from tests.desktop.dialogs.conftest import bench as bench
from tests.still_clock import TODAY

PIN, WRONG = "4711", "1234"
WARNED = find(Strength.WARN, "split.no_daughters", "R12", "x")
FORBIDDEN = find(Strength.AUTHORITY, "sieve.no_fractions", "R5", "x")
IMPOSSIBLE = find(Strength.IMPOSSIBLE, "number.taken", "R1", "x")
LANES = pytest.mark.parametrize("long", [False, True], ids=["read", "background"])


class Desk(QObject):
    """Something with an entry on its way: what it says of it, in turn."""

    def __init__(self, bench: Bench, *acts: Operation, long: bool = False, of_history: bool = True) -> None:
        super().__init__()
        self.bench, self.acts = bench, acts or (Sight(samples=(PieceRef("15556"),)),)
        self.reasons = Reasons(self)
        self.said: list[str] = []
        self.posted: list[Posted] = []
        self.basis: tuple[tuple[Uid, int], ...] = ()
        self.pending = PendingEntry(
            bench.context, "desk", self.reasons, self._made, self, long=long, of_history=of_history
        )
        for name in ("judged", "refused", "proved", "barred"):
            getattr(self.pending, name).connect(lambda name=name: self.said.append(name))
        self.pending.posted.connect(self.posted.append)
        self.pending.busy_changed.connect(lambda busy: self.said.append("busy" if busy else "free"))

    def posting(self) -> Posting:
        """Return what would be posted."""
        return self.pending.posting([Act(operation=each, day=TODAY) for each in self.acts], basis=self.basis)

    def settle(self) -> None:
        """Wait until nothing more comes."""
        self.bench.qtbot.waitUntil(
            lambda: not self.bench.lanes.busy and not self.pending.judging._timer.isActive()
        )

    def judged(self) -> Preview:
        """Ask the rules and return what they say."""
        self.pending.judging.ask()
        self.settle()
        assert self.pending.preview is not None
        return self.pending.preview

    def _made(self) -> Callable[[], Posting] | None:
        if self.pending.nobody_acts or not self.acts:
            return None
        wanted = self.posting()
        return lambda: wanted


def ref(bench: Bench, name: str) -> OperatorRef:
    return OperatorRef(ref_of(bench.operator(name)))


def second(bench: Bench, desk: Desk, kind: type[Approval | WitnessInput]) -> Approval | WitnessInput:
    """Ask for a second person in one way or the other, and name W. Witness."""
    people, acting = People(bench.session).operators(), bench.context.operator
    look, person = bench.context.appearance, bench.operator("W. Witness")
    if kind is WitnessInput:
        watcher = desk.pending.watcher = WitnessInput(look, "Witness", people, acting)
        bench.qtbot.addWidget(watcher.field)
        bench.qtbot.addWidget(watcher.pin.field)
        watcher.restore(person)
        return watcher
    approval = desk.pending.approval = Approval(look, people, acting)
    bench.qtbot.addWidget(approval)
    approval.ask_for([FORBIDDEN])
    approval.second.restore(person)
    return approval


@LANES
def test_what_is_being_asked_when_somebody_else_begins_to_act_is_asked_for_him(bench: Bench, long: bool) -> None:
    desk = Desk(bench, long=long)
    desk.pending.judging.ask()
    bench.context.act_as(bench.operator("W. Witness"), "W. Witness")
    assert not desk.pending.judging.fresh
    desk.settle()
    assert desk.said == ["barred", "judged"]
    assert desk.pending.judging.judgement is not None
    assert desk.pending.judging.judgement.posting.operator == ref(bench, "W. Witness")


def test_nobody_is_asked_about_before_anything_was(bench: Bench) -> None:
    desk = Desk(bench)
    bench.context.act_as(bench.operator("W. Witness"), "W. Witness")
    desk.settle()
    assert desk.said == ["barred"]


def test_what_stands_in_the_way_by_itself_is_said_in_its_order(bench: Bench) -> None:
    desk, who = Desk(bench), bench.context.operator
    pending = desk.pending
    pending.follow()
    assert pending.in_the_way("blocked") == "The rules are being asked."
    desk.settle()
    assert (pending.in_the_way("blocked"), pending.judging.fresh) == ("", True)
    bench.context.act_as(None, "")
    assert pending.preview is None
    assert pending.in_the_way("blocked") == "Say who acts first."
    bench.context.show_moment(Moment(20030101))
    assert pending.in_the_way("blocked") == "The window shows another day. Return to today first."
    bench.context.show_moment(NOW)
    bench.context.act_as(who, "A. Curator")
    assert pending.in_the_way("blocked") == "The rules are being asked."
    assert desk.said.count("barred") == 4


def test_findings_wait_for_their_reasons(bench: Bench) -> None:
    desk = Desk(bench)
    pending = desk.pending
    pending.findings = (WARNED, FORBIDDEN)
    assert (pending.unreasoned, pending.unanswered) == ([WARNED, FORBIDDEN], [WARNED, FORBIDDEN])
    desk.reasons.give(WARNED.key, " because ")
    desk.reasons.give(FORBIDDEN.key, " because ")
    assert (pending.unreasoned, pending.unanswered, pending.blocked) == ([], [FORBIDDEN], False)
    approval = second(bench, desk, Approval)
    assert isinstance(approval, Approval)
    approval.name.restore("M. Manager")
    approval.document.restore("Memo 7")
    assert pending.unanswered == []
    assert {each.reason for each in pending.posting(()).overrides} == {"because"}
    pending.findings = (WARNED, IMPOSSIBLE)
    desk.reasons.give(IMPOSSIBLE.key, "because")
    assert (pending.unreasoned, pending.unanswered, pending.blocked) == ([IMPOSSIBLE], [IMPOSSIBLE], True)


def test_a_reason_given_for_one_record_answers_for_no_other(bench: Bench) -> None:
    desk = Desk(bench)
    told: list[str] = []
    desk.reasons.forgotten.connect(lambda: told.append("others"))
    for samples, others in (
        (("15556",), []),
        (("15556", "15555,46"), []),
        (("15555,46",), []),
        (("15556",), ["others"]),
    ):
        told.clear()
        desk.acts = (Sight(samples=tuple(map(PieceRef, samples))),)
        desk.judged()
        assert told == others, samples
        assert desk.pending.judging.fresh


def test_a_reason_given_for_a_new_record_answers_for_none_that_is_there(bench: Bench) -> None:
    desk = Desk(bench)
    told: list[str] = []
    desk.reasons.forgotten.connect(lambda: told.append("others"))
    for operator, others in ((None, []), (ref(bench, "W. Witness"), ["others"]), (None, ["others"])):
        told.clear()
        desk.acts = (SetUpOperator(operator=operator, name="Somebody new"),)
        desk.judged()
        assert told == others, operator


def test_what_the_rules_cannot_read_is_refused(bench: Bench) -> None:
    desk = Desk(bench, Sight(samples=(PieceRef("99999,1"),)))
    desk.pending.judging.ask()
    desk.settle()
    assert desk.said == ["refused"]
    assert desk.pending.refusal is not None
    assert (desk.pending.preview, desk.pending.findings) == (None, ())
    desk.acts = (Sight(samples=(PieceRef("15556"),)),)
    desk.pending.follow()
    assert desk.pending.refusal is None
    desk.settle()
    assert desk.said == ["refused", "judged"]


def test_a_stale_basis_posts_nothing_and_leaves_what_was_judged(bench: Bench) -> None:
    desk = Desk(bench)
    desk.basis = ((find_piece(bench.session, "15556"), 1),)
    preview, before = desk.judged(), bench.session.head().seq
    desk.pending.post(desk.posting())
    desk.settle()
    assert [each.key for each in desk.pending.findings] == ["posting.stale"]
    assert desk.said == ["judged", "busy", "free", "refused"]
    assert (desk.pending.blocked, desk.pending.preview) == (True, preview)
    assert bench.session.head().seq == before
    desk.basis = ()
    desk.judged()
    assert desk.pending.findings == ()
    desk.pending.post(desk.posting())
    desk.settle()
    assert [each.seq for each in desk.posted] == [before + 1]


@pytest.mark.parametrize("kind", [Approval, WitnessInput])
def test_a_second_person_with_a_wrong_pin_posts_nothing(bench: Bench, kind: type[Approval | WitnessInput]) -> None:
    bench.set_pin("W. Witness", PIN)
    desk, before = Desk(bench), bench.session.head().seq
    person = second(bench, desk, kind)
    for tried in range(1, FREE_TRIES + 2):
        person.pin.restore(WRONG)
        desk.pending.post(desk.posting())
        desk.settle()
        assert ("Type it again." if tried <= FREE_TRIES else "Wait") in person.pin.field._note.text()
        assert person.pin.text() == ""
    assert (desk.posted, bench.session.head().seq) == ([], before)
    assert set(desk.said) == {"busy", "free"}


@pytest.mark.parametrize("kind", [Approval, WitnessInput])
def test_a_second_person_who_proved_himself_stands_in_the_entry(
    bench: Bench, kind: type[Approval | WitnessInput]
) -> None:
    bench.set_pin("W. Witness", PIN)
    desk = Desk(bench)
    second(bench, desk, kind).pin.restore(PIN)
    desk.pending.post(desk.posting())
    desk.pending.post(desk.posting())
    desk.settle()
    assert desk.said == ["busy", "free", "proved", "busy", "free"]
    (posted,) = desk.posted
    assert bench.entry(posted.seq).witness is not None


def test_an_approval_nobody_is_asked_for_takes_no_part(bench: Bench) -> None:
    desk = Desk(bench)
    approval = second(bench, desk, Approval)
    assert isinstance(approval, Approval)
    assert desk.posting().witness == ref(bench, "W. Witness")
    approval.hide()
    assert (desk.posting().witness, desk.posting().authority) == (None, None)


@LANES
def test_a_judgement_that_arrives_after_the_end_is_told_to_nobody(bench: Bench, long: bool) -> None:
    desk = Desk(bench, long=long)
    then: list[str] = []
    desk.pending.judging.when_judged(lambda: then.append("late"))
    desk.pending.judging.stop()
    bench.context.act_as(bench.operator("W. Witness"), "W. Witness")
    desk.settle()
    assert (desk.said, then) == (["barred"], [])
    assert (desk.pending.judging.judgement, desk.pending.judging.fresh) == (None, False)


def test_what_waits_for_the_rules_goes_on_once_and_is_forgotten_by_a_change(bench: Bench) -> None:
    desk = Desk(bench)
    then: list[str] = []
    desk.pending.judging.when_judged(lambda: then.append("first"))
    desk.settle()
    desk.judged()
    assert then == ["first"]
    desk.pending.judging.when_judged(lambda: then.append("fresh"))
    assert then == ["first", "fresh"]
    desk.pending.follow()
    desk.pending.judging.when_judged(lambda: then.append("changed"))
    desk.pending.follow()
    desk.settle()
    assert then == ["first", "fresh"]
    desk.acts = ()
    desk.pending.follow()
    desk.pending.judging.when_judged(lambda: then.append("nothing"))
    assert then == ["first", "fresh", "nothing"]
    assert desk.pending.preview is None


def test_a_fault_while_judging_or_posting_is_no_finding(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(bench)

    def broken(*_given: object) -> None:
        raise ZeroDivisionError

    wanted = desk.posting()
    monkeypatch.setattr(bench.session, "preview", broken)
    monkeypatch.setattr(bench.session, "post", broken)
    desk.pending.judging.ask()
    desk.settle()
    desk.pending.post(wanted)
    desk.settle()
    assert [type(each) for each in bench.faults] == [ZeroDivisionError] * 2
    bench.faults.clear()
    assert desk.said == ["busy", "free"]
    assert (desk.pending.findings, desk.pending.refusal, desk.pending.busy) == ((), None, False)


@pytest.mark.parametrize(("of_history", "goes_on"), [(True, True), (True, False), (False, True)])
def test_the_history_is_cited_and_taken_on_where_that_is_meant(
    bench: Bench, of_history: bool, goes_on: bool
) -> None:
    bench.context.enter_history(History(20200101, source="Register", sheet=7))
    desk = Desk(bench, of_history=of_history)
    desk.pending.write(desk.posting(), goes_on=goes_on)
    desk.settle()
    (posted,) = desk.posted
    assert ("Register" in bench.entry(posted.seq).source) == of_history
    assert bench.context.history is not None
    assert bench.context.history.sheet == (8 if of_history and goes_on else 7)


def test_what_was_judged_is_let_go_on_the_lane_and_not_by_the_window(bench: Bench) -> None:
    class Many:
        """Stands for what thousands of lines leave behind."""

    desk, gone = Desk(bench, long=True), list[int]()

    def more(_preview: Preview) -> Many:
        made = Many()
        weakref.finalize(made, lambda: gone.append(threading.get_ident()))
        return made

    desk.pending.judging.more = more
    desk.judged()
    desk.pending.judging.forget()
    assert (desk.pending.judging.judgement, gone) == (None, [])
    desk.judged()
    assert len(gone) == 1
    assert gone[0] != threading.get_ident()


def test_a_store_that_may_only_be_read_says_so(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(StoreSession.open(bench.session.path, read_only=True)) as read_only:
        monkeypatch.setattr(bench.context, "session", read_only)
        pending = Desk(bench).pending
        assert pending.shut == bench.context.words.say(read_only.bar.key, read_only.bar.facts)
        assert pending.in_the_way("") == pending.shut
        pending.repairs = True
        assert pending.shut
