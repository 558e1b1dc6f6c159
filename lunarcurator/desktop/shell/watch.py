"""What the shell watches while a store is open: other windows, idle hands, the background check."""

from typing import Final, override

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from lunarcurator.desktop.folders import remembered_path
from lunarcurator.desktop.shell.preferences import BACKUP_FOLDER, backup_days, backup_folders
from lunarcurator.desktop.shell.store_view import StoreView
from lunarcurator.desktop.shell.window_events import WindowEvents
from lunarcurator.domain.days import Day, show_day, to_date
from lunarcurator.domain.findings import Finding
from lunarcurator.services.backup_series import last_backup
from lunarcurator.services.clock import day_at
from lunarcurator.services.people import People
from lunarcurator.services.stores import HELD, damage_told, is_free, is_let_go, rest
from lunarcurator.services.verifying import (
    Verification,
    about_reach,
    about_witnesses,
    has_witness,
    remember,
    verify_witnessed,
)
from lunarcurator.services.watching import news

POLL_MS: Final = 1_500
IDLE_MINUTES: Final = 10
REST_AFTER_MS: Final = 20_000
_MOST_TOLD: Final = 10
"""So many findings stand in the tip of the status bar; `lunarcurator verify` lists more."""
_HANDS: Final = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel})


class Watch(WindowEvents):
    """Tells the context of entries from elsewhere, asks again who acts after some minutes, verifies behind.

    `damage_changed` carries what must be said of damage in the store as soon as it is found, nothing once it is
    repaired; nothing can be posted meanwhile.
    """

    damage_changed = Signal(object)
    rested = Signal(object)
    """What is to be said where the head of the store could not be written down; nothing where it was."""
    let_go = Signal()
    """Somebody else had the store when it was opened, and has it no more."""

    def __init__(self, store_view: StoreView, *, follows: bool = False, idle_minutes: int = IDLE_MINUTES) -> None:
        """Watch a store; it `follows` where somebody else has it open to post."""
        super().__init__(store_view)
        self._follows = follows
        self._store_view = store_view
        self._place = store_view.context
        self._seen = 0
        self._damage = self._place.session.damage
        self._unwitnessed = False
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._look)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(idle_minutes * 60_000)
        self._idle.timeout.connect(self._ask_again)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_AFTER_MS)
        self._rest.timeout.connect(self.lie_still)
        self._place.posted.connect(self._ours)
        self.rested.connect(self._look_for_witness)
        self._place.operator_changed.connect(self._idle.start)
        store_view.asked.connect(lambda key: self.check() if key == "verify_now" else None)

    def start(self) -> None:
        """Begin: note where the journal stands, find out who acts, and verify behind the window."""
        self._place.lanes.read(self._place.session.head, self._begin)
        self._place.lanes.read(lambda: People(self._place.session).alone(), self._alone)
        self.look_at_backups()
        self.check()

    def close_down(self) -> None:
        """Look at nothing more, because the store is left."""
        for timer in (self._poll, self._idle, self._rest):
            timer.stop()

    def look_at_backups(self) -> None:
        """Say when the last verified copy was made; older than the settings allow, it is a warning."""
        self._place.lanes.read(self._last_backup, self._show_backup)
        self._look_for_witness()

    def _look_for_witness(self) -> None:
        """Verify once more where that was done without a witness file and there is one by now."""
        if self._unwitnessed:
            session, folders = self._place.session, backup_folders(self._place.memory)
            self._place.lanes.read(
                lambda: has_witness(session, folders),
                lambda there: self.check() if there else None,
                replaces="witness",
            )

    def _last_backup(self) -> Day | None:
        session = self._place.session
        made = last_backup(session, backup_folders(self._place.memory))
        return day_at(int(made) * 1_000_000, session.time_zone) if made is not None else None

    def _show_backup(self, day: Day | None) -> None:
        status, memory = self._store_view.frame.status, self._place.memory
        if day is None:
            if backup_folders(memory):
                words = self.tr("No backup in the folder yet")
            elif remembered_path(memory, BACKUP_FOLDER):
                words = self.tr("The folder of backups is not there")
            else:
                words = self.tr("No backup folder yet")
            status.show_backup(words, sound=False)
            return
        age, most = _days(day, self._place.session.today), backup_days(memory)
        words = self.tr("Backup {day}") if age <= most else self.tr("Backup {day}, {age} days ago: make another")
        told = words.replace("{day}", show_day(day)).replace("{age}", str(age))
        status.show_backup(told, sound=age <= most)

    def check(self) -> None:
        """Verify the journal in the background lane and say so in the status bar."""
        status, session = self._store_view.frame.status, self._place.session
        folders = backup_folders(self._place.memory)
        self._unwitnessed = False
        status.show_check(self.tr("Verifying the journal"), sound=None)
        before = session.damage
        ticket = self._place.lanes.background(
            lambda ticket: verify_witnessed(
                session, progress=ticket.progress, should_stop=ticket.should_stop, folders=folders
            ),
            lambda result: self._checked(result, before),
            gives_way=True,
        )
        ticket.on_progress = lambda done, total: status.show_check(
            self.tr("Verifying the journal, {percent} %").replace("{percent}", str(100 * done // max(total, 1))),
            sound=None,
        )

    def _begin(self, head: object) -> None:
        self._seen = getattr(head, "seq", 0)
        self._poll.start()

    def _alone(self, operator: object) -> None:
        if operator is not None and self._place.operator is None:
            self._place.act_as(operator.uid, operator.name)  # type: ignore[attr-defined]

    def _look(self) -> None:
        session, seen = self._place.session, self._seen
        self._look_at_damage()
        if self._follows:
            self._place.lanes.read(lambda: is_free(session.path), self._heard_of_holder, replaces="held")
        elif session.read_only and session.bar.key == HELD:
            self._place.lanes.read(lambda: is_let_go(session.path), self._heard_of_holder, replaces="held")
        self._place.lanes.read(lambda: news(session, seen), self._heard, replaces="news")

    def _heard(self, changes: object) -> None:
        if changes is not None:
            self._seen = changes.seq  # type: ignore[attr-defined]
            self._place.changed.emit(changes)

    def _heard_of_holder(self, is_free: bool) -> None:
        # Whoever has a dialog or a menu open, or waits for a copy, goes on with it; this is asked again.
        is_at_work = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        if is_free and not is_at_work and not self._place.lanes.is_waited_for:
            self.let_go.emit()

    def _ours(self, posted: object) -> None:
        self._seen = max(self._seen, posted.seq)  # type: ignore[attr-defined]
        self._rest.start()

    def lie_still(self) -> None:
        """While nobody works, bring the log into the file: a copy by the file manager then lacks nothing."""
        session = self._place.session
        self._place.lanes.write(lambda _ticket: rest(session), self.rested.emit)

    def _ask_again(self) -> None:
        session = self._place.session
        self._place.lanes.read(lambda: People(session).alone(), self._forget)

    def _forget(self, alone: object) -> None:
        # With one operator and no PIN there is nobody else it could be.
        if alone is None:
            self._place.act_as(None, "")

    def _look_at_damage(self) -> None:
        """Tell of damage that was found, by verifying or by an act, or that is repaired."""
        found = self._place.session.damage
        if found != self._damage:
            self._damage = found
            self.damage_changed.emit(damage_told(self._place.session))
            self._place.look_again()

    def _checked(self, result: Verification, before: tuple[Finding, ...]) -> None:
        status, session = self._store_view.frame.status, self._place.session
        # Behind a posting that is under way: what comes after it is refused.
        self._place.lanes.write(
            lambda _ticket: remember(session, result, before), lambda _done: self._look_at_damage()
        )
        if not result.sound:
            sentence = self._place.words.say_finding(result.findings[0])
        elif not result.complete:
            sentence = self.tr("Journal verified, but entries are missing")
        elif result.is_witnessed:
            sentence = self.tr("Journal verified")
        else:
            sentence = self.tr("Journal verified, without a witness file")
            self._unwitnessed = True
        wrong = () if result.sound else (*result.findings[:_MOST_TOLD], *about_reach(result))
        told = [self._place.words.say_finding(each) for each in (*wrong, *about_witnesses(result))]
        status.show_check(sentence, sound=result.complete, more="\n".join(told))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _HANDS and self._idle.isActive():
            self._idle.start()
        return False


def _days(first: Day, last: Day) -> int:
    then, now = to_date(first), to_date(last)
    return (now - then).days if then is not None and now is not None else 0
