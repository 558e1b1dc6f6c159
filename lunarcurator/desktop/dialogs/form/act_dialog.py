"""The dialog by which somebody acts: it previews while one types, posts, and closes when the entry stands."""

from collections.abc import Callable, Sequence
from typing import override

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from lunarcurator.desktop.acting.pending_entry import PendingEntry
from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.effects import Effects
from lunarcurator.desktop.dialogs.form.form_dialog import FormDialog, Loaded
from lunarcurator.desktop.dialogs.form.leading import Leading
from lunarcurator.desktop.dialogs.form.obstacles import (
    Obstacle,
    finding_obstacle,
    missing_obstacle,
    summary,
    trouble_obstacle,
)
from lunarcurator.desktop.dialogs.form.witness_input import WitnessInput
from lunarcurator.desktop.links import Link, Selection, Target
from lunarcurator.desktop.widgets.enter import is_enter
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.findings import Finding, Strength
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.operations import Operation
from lunarcurator.services.form_context import entry_uid
from lunarcurator.services.posted import Posted, Preview
from lunarcurator.services.posted_masses import adjusted, in_unit
from lunarcurator.services.references import OTHER_NAME


class ActDialog(FormDialog):
    """A dialog that ends in one entry. A dialog of its own kind says what it asks and what it posts.

    It overrides `build` (rows of inputs), `operations` (what is posted), `heading` and `primary` (words), and
    where it has more to show `effects` and `shown`. `checked` comes after each judgement. `after` is called with
    what was posted, such as to print labels. `watcher` asks who watched, outside of authority. With `stays` the
    dialog does not close by an entry; with `repairs` it posts into a damaged store too. What is booked to
    adjustment is announced below the effects, unless with `tells_adjustment` they say it.
    """

    checked = Signal()

    tells_adjustment = False
    stays = False
    repairs = False

    def __init__(
        self,
        context: AppContext,
        selection: Selection,
        parent: QWidget | None,
        *,
        after: Callable[[Posted], None] | None = None,
    ) -> None:
        self._after = after
        self.watcher: WitnessInput | None = None
        super().__init__(context, selection, parent)
        self.outcome = Effects(self.appearance, self.tr("What will happen"))
        self.pending = PendingEntry(
            context, self.kind, self.form.answers.reasons, self._work, self, of_history=self.asks_day
        )
        self.pending.repairs = self.repairs
        self.pending.judged.connect(self._judged)
        self.pending.refused.connect(self._refused)
        self.pending.posted.connect(self._arrived)
        self.pending.barred.connect(self._tell)
        context.operator_changed.connect(self._offer_second)
        self.pending.busy_changed.connect(self._set_busy)
        self._leading = Leading(self.form, self.pending.judging, self._barrier, self.focusNextChild, self)
        self.confirmed.connect(self.submit)
        self.next_asked.connect(lambda: self._leading.to_obstacle())
        for keys in self._shortcuts:
            keys.activated.connect(self._pressed)

    @property
    def preview(self) -> Preview | None:
        """What the rules said last of the act."""
        return self.pending.preview

    def operations(self) -> tuple[Operation, ...]:
        """Return what is posted; called only while every input can be read and nothing needed is missing."""
        raise AssertionError("every dialog posts something")

    def primary(self) -> str:
        """Return the words of the act: verb, object, number."""
        return self.heading()

    def effects(self, preview: Preview) -> Sequence[str]:
        """Return what will happen, in sentences."""
        del preview
        return ()

    def mass_told(self, ug: int) -> str:
        """Return ug that nobody typed as the dialog tells masses."""
        return in_unit(self.wording.unit)(ug)

    def shown(self, preview: Preview) -> None:
        """Show more of a judgement than its findings and effects."""

    def edited(self) -> None:
        """Follow a change of an input at once, without asking the store."""

    def lacking(self) -> str:
        """Return in a sentence what the form as a whole still lacks, "" for nothing."""
        return ""

    def posted(self, posted: Posted) -> None:
        """Go on after an entry, in a dialog that stays open."""
        del posted

    def lead(self, field: str) -> None:
        """Open the act that has a field which a finding asks for and this form has not."""
        raise AssertionError(f"nothing leads to {field}")

    def recheck(self) -> None:
        """Judge again, after something changed that is no input."""
        self._changed()

    def reload(self) -> None:
        """Read the store again and keep what was typed."""

        def arrived(loaded: Loaded) -> None:
            self.form_context = loaded.form_context
            self.pending.findings = ()
            self.pending.judging.ask()

        self.read(arrived)

    @override
    def begin(self) -> None:
        self.panel.addWidget(self.outcome)
        self.panel.addWidget(self.late)
        self.panel.addStretch(1)
        self.form.changed.connect(self._changed)
        self.form.answers.changed.connect(self._answered)
        self.form.answers.followed.connect(self._follow)
        self.approval.changed.connect(self._answered)
        self.pending.approval, self.pending.watcher = self.approval, self.watcher
        if self.watcher is not None:
            self.watcher.pin.changed.connect(self._answered)
        self._follow_edit()
        self._tell()
        self.pending.judging.ask()

    @override
    def resumed(self) -> None:
        self.pending.judging.ask()

    def submit(self) -> None:
        """Post what the form says, or lead to what is in its way; judges first what was not judged yet."""
        if not self.built or self.busy:
            return
        self.form.settle()
        self.pending.judging.when_judged(self._submit_judged)

    def _submit_judged(self) -> None:
        if self._barrier() is not None or self.preview is None:
            self._tell()
            self._leading.to_obstacle()
        else:
            self.pending.post(self._posting(self.preview.acts))

    def _changed(self) -> None:
        self.pending.follow()
        self._follow_edit()
        self.touch()
        self._tell()

    def _follow_edit(self) -> None:
        self.edited()
        if self.day.trouble() is None:
            said = self.day.value() or not self.day_note
            late = bool(self.asks_day and said and self.day.day() < self.context.session.today)
            self.day.set_note(self.tr("Late entry") if late else self.day_note)
            self.late.setVisible(late)
        self.form.fit_rows()

    def _answered(self) -> None:
        self.touch()
        self._tell()

    def _work(self) -> Callable[[], Posting] | None:
        if not self.built or self.form.troubles() or self._unfinished() or self.lacking():
            return None
        day, stated = self.day.day(), self.day.stated()
        acts = tuple(Act(operation=each, day=day, day_stated=stated) for each in self.operations())
        wanted = self._posting(acts)
        return lambda: wanted

    def _unfinished(self) -> bool:
        # No rule reads the reason of the entry: what will happen can be told before it is typed.
        missing = self.form.missing()
        return missing is not None and missing is not self.reason

    def _posting(self, acts: Sequence[Act]) -> Posting:
        basis = tuple((piece.uid, piece.last_seq) for piece in self.form_context.pieces)
        return self.pending.posting(acts, reason=self.reason.value(), basis=basis)

    def _judged(self) -> None:
        preview = self.preview
        self.form.show_findings(self.pending.findings)
        if preview is None:
            self.outcome.wait(self.tr("Told here as soon as all that is needed is filled in."))
        else:
            self._show_outcome(preview)
        self._tell()
        self.checked.emit()

    def _show_outcome(self, preview: Preview) -> None:
        if self.pending.blocked:
            self.outcome.wait(self.tr("Nothing, as long as a rule stands in the way."))
        else:
            self.outcome.show_lines([*self._bulk(), *self.effects(preview), *self._adjusted(preview)])
        self.shown(preview)
        if not self._touched:
            # What the rules say at once is part of what the dialog opens with.
            self._growing.start()

    def _refused(self) -> None:
        error = self.pending.refusal
        if error is None:
            self.form.show_findings(self.pending.findings)
            self._tell()
            self._leading.to_obstacle()
            return
        self.form.show_findings(())
        self.outcome.wait(self.tr("Nothing, as long as a rule stands in the way."))
        if error.key == OTHER_NAME or not self.form.show_refusal(error):
            about = self.form.input_saying(str(error.facts.get("text", "")))
            self.pending.findings = (_as_finding(error, about.key if about is not None else ""),)
            self.form.show_findings(self.pending.findings)
        self._tell()
        self.checked.emit()

    def _offer_second(self) -> None:
        if self.built:
            self.approval.offer(self.form_context.operators, self.context.operator)

    def _tell(self) -> None:
        """Show where the form stands: footer, authority, primary and what is in its way."""
        if not self.built:
            return
        self.approval.ask_for(self.pending.findings)
        obstacle = self._barrier()
        self.set_findings(*summary(self.pending.findings, self.pending.unreasoned))
        sentence = obstacle.sentence if obstacle else ""
        self.set_primary(self.primary(), enabled=obstacle is None and not self.busy, obstacle=sentence)

    def _adjusted(self, preview: Preview) -> tuple[str, ...]:
        """Say what is booked to adjustment, which nobody types."""
        return () if self.tells_adjustment else adjusted(preview.facts, self.words, self.mass_told)

    def _bulk(self) -> tuple[str, ...]:
        """Say to how many an act is done, and to which, where it is more than one."""
        pieces, places = self.form_context.pieces, self.chosen_places
        if len(pieces) + len(places) < 2:
            return ()
        names = [*(piece.number for piece in pieces), *(card.name for card in places)]
        return (self.words.say("dialog.done_to", {"what": self.subject, "numbers": names}),)

    def _barrier(self) -> Obstacle | None:
        if outside := self._outside():
            return Obstacle(outside)
        troubles = self.form.troubles()
        if troubles:
            return trouble_obstacle(troubles[0][0])
        missing = self.form.missing()
        if missing is not None:
            return missing_obstacle(missing)
        if lacking := self.lacking():
            return Obstacle(lacking)
        return self._in_the_way() if self.pending.judging.fresh else None

    def _in_the_way(self) -> Obstacle | None:
        pending = self.pending
        if pending.refusal is not None:
            return Obstacle(self.words.say(pending.refusal.key, pending.refusal.facts))
        found = finding_obstacle(pending.unreasoned)
        if found is None and self.approval.asked:
            lacking = self.approval.missing()
            return missing_obstacle(lacking) if lacking is not None else None
        if found is None and self.watcher is not None and self.watcher.missing() is not None:
            return missing_obstacle(self.watcher.pin)
        return finding_obstacle(pending.findings) if found is None and pending.unanswered else found

    def _outside(self) -> str:
        if self.pending.shut:
            return self.pending.shut
        nobody = self.pending.nobody_acts and self.form_context.operators
        return self.tr("Nobody acts here yet. Say first who acts.") if nobody else ""

    def _arrived(self, posted: Posted) -> None:
        self.forget()
        if self._after is not None:
            self._after(posted)
        if self.stays:
            self.posted(posted)
        else:
            self.accept()

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.cancel_button.setEnabled(not busy)
        self._tell()

    def _pressed(self) -> None:
        """Lead to what is in the way where the keys of the act find it disabled."""
        if self.built and not self.busy and not self.primary_button.isEnabled():
            self.form.settle()
            if self._barrier() is None:
                self.submit()
            else:
                self._leading.to_obstacle()

    def _follow(self, finding: Finding) -> None:
        if finding.key == "posting.stale":
            self.reload()
            return
        if finding.key == OTHER_NAME:
            told = dict(finding.facts)
            self.form.put_instead(str(told["text"]), str(told["number"]))
            return
        if finding.field in self.form.answers.leads:
            self.lead(finding.field)
            return
        seq, session = int(finding.cause.removeprefix("entry:")), self.context.session

        def found(uid: Uid | None) -> None:
            if uid is not None:
                self.reject()
                self.context.go(Link(Target.ENTRY, uid))

        self.inquire(lambda: entry_uid(session, seq), found)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not is_enter(event):
            super().keyPressEvent(event)
        elif self.built and not self.busy:
            self._leading.enter()

    @override
    def reject(self) -> None:
        # While an entry is on its way its end is awaited: it stands whole, or nothing happened.
        if not self.busy:
            super().reject()

    @override
    def done(self, result: int) -> None:
        self.pending.judging.stop()
        super().done(result)


def _as_finding(error: Refusal, field: str) -> Finding:
    facts = tuple((name, fact) for name, fact in error.facts.items() if isinstance(fact, str | int))
    return Finding(Strength.IMPOSSIBLE, error.key, facts, "", field)
