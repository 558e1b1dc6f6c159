"""An entry that somebody is about to post: what the rules find of it, who answers for that, and its posting."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from lunarcurator.desktop.acting.judging import Judging, Work
from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.lanes import Ticket
from lunarcurator.domain.acts import Act, Override, Posting
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.findings import Finding, Strength
from lunarcurator.domain.identity import NOBODY, OperatorRef, Uid, ref_of
from lunarcurator.services.overrides import unanswered
from lunarcurator.services.people import People, PinRefused
from lunarcurator.services.posted import Posted, Preview, Refused
from lunarcurator.services.store_session import StoreSession

if TYPE_CHECKING:
    from lunarcurator.desktop.dialogs.form.approval import Approval
    from lunarcurator.desktop.dialogs.form.witness_input import WitnessInput

type Overrides = Callable[[Sequence[Finding]], tuple[Override, ...]]
type Make = Callable[[], Callable[[], Posting | None] | None]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was asked of the rules, what they say of it, and what `more` was read of that on the lane."""

    posting: Posting
    preview: Preview
    more: Any


class PendingEntry(QObject):
    """Asks the rules while somebody types, has the second person prove himself, and posts.

    `overrides` returns the reasons given for findings, those for these at least. Where somebody may allow what is
    forbidden, or watches, `approval` and `watcher` ask for it.

    `make` says on the interface thread what would be posted: a function that makes it on the lane, from acts that
    `posting` puts together with all that goes around them. It is None where nothing is to be judged yet, and may
    return None where there is nothing to post. `more` is read of each preview on the lane.

    `judged` says that the rules were asked, or that there is nothing to ask them; `refused` that they, or the
    posting, were refused: by `findings`, or by a `refusal`. `posted` carries what was posted, `proved` tells that
    the second person is who he says, and `barred` that somebody else acts or another day is shown. What is posted
    `of_history` cites the history that is entered, and takes it on. With `repairs` a damaged store is posted to.
    """

    judged = Signal()
    refused = Signal()
    posted = Signal(object)
    proved = Signal()
    barred = Signal()
    busy_changed = Signal(bool)

    def __init__(
        self,
        context: AppContext,
        name: str,
        overrides: Overrides,
        make: Make,
        parent: QObject,
        *,
        of_history: bool = True,
        long: bool = False,
    ) -> None:
        super().__init__(parent)
        self._context, self._overrides, self._make = context, overrides, make
        self._of_history = of_history
        self._judging = Judging(context.lanes, name, self._work, self, long=long)
        self._judging.judged.connect(self._judged)
        self._judging.refused.connect(self._not_judged)
        self._stale: list[Judgement] = []
        self._asks = False
        self._then: Callable[[], object] | None = None
        self.more: Callable[[Preview], Any] = _nothing_more
        self.approval: Approval | None = None
        self.watcher: WitnessInput | None = None
        self.repairs = False
        self.judgement: Judgement | None = None
        self.findings: tuple[Finding, ...] = ()
        self.refusal: Refusal | None = None
        self.busy = False
        context.moment_changed.connect(self.barred)
        context.operator_changed.connect(self._other_operator)

    @property
    def preview(self) -> Preview | None:
        """What the rules said last of what would be posted, None while they said nothing."""
        return self.judgement.preview if self.judgement is not None else None

    @property
    def fresh(self) -> bool:
        """Whether what is found is found of what is typed now."""
        return self._judging.fresh

    @property
    def nobody_acts(self) -> bool:
        """Whether it is not said yet who acts."""
        return self._context.operator is None

    @property
    def shut(self) -> str:
        """Why nothing at all can be posted here, whatever it is; "" where something can."""
        session = self._context.session
        if session.read_only and not (self.repairs and session.may_repair):
            return self._context.words.say(session.bar.key, session.bar.facts)
        if not self._context.moment.is_now:
            return self.tr("The window shows another day. Return to today first.")
        return ""

    @property
    def unreasoned(self) -> list[Finding]:
        """The findings that have no reason yet, or that no reason can answer."""
        given = {each.key for each in self._overrides(self.findings)}
        return [each for each in self.findings if each.key not in given or _blocks(each)]

    @property
    def unanswered(self) -> list[Finding]:
        """The findings that stand in the way after the reasons and the authority given by now."""
        return unanswered(self.posting(()), self.findings)

    @property
    def blocked(self) -> bool:
        """Whether a finding stands in the way that nobody can answer."""
        return any(_blocks(each) for each in self.findings)

    def in_the_way(self, blocked: str) -> str:
        """Return what stands in the way of posting what was judged, `blocked` where no reason helps."""
        if self.shut:
            return self.shut
        if self.nobody_acts:
            return self.tr("Say who acts first.")
        if self.preview is None or not self.fresh:
            return self.tr("The rules are being asked.")
        if any(_blocks(each) for each in self.preview.findings):
            return blocked
        return self.tr("Say why, for what is found.") if self.preview.open_findings else ""

    def posting(
        self, acts: Sequence[Act], *, reason: str = "", basis: tuple[tuple[Uid, int], ...] = ()
    ) -> Posting:
        """Return acts with who acts, what was said of the findings by now, and the source of the history."""
        context, allowing, second = self._context, self._allowing(), self._second()
        history = context.history if self._of_history else None
        return Posting(
            acts=acts,
            operator=OperatorRef(ref_of(context.operator or NOBODY)),
            witness=OperatorRef(ref_of(second.witness)) if second and second.witness else None,
            reason=reason,
            overrides=self._overrides(self.findings),
            authority=allowing.authority if allowing else None,
            basis=basis,
            source=history.cited(context.words) if history else "",
        )

    def ask(self) -> None:
        """Judge now."""
        self._asks = True
        self._judging.ask()

    def follow(self) -> None:
        """Judge soon: something that is posted has changed."""
        self._asks, self._then, self.refusal = True, None, None
        self._judging.ask_soon()

    def begin_anew(self) -> None:
        """Judge now, as if nothing had been found yet."""
        self.findings, self.refusal = (), None
        self.ask()

    def forget(self) -> None:
        """Let go of what was judged, and let nothing arrive that is being judged."""
        self._judging.stop()
        # To let go of thousands of acts takes long enough to be felt: that is left to the lane that asks next.
        if self.judgement is not None:
            self._stale.append(self.judgement)
        self.judgement = None

    def stop(self) -> None:
        """Judge no more, whoever acts."""
        self._asks, self._then = False, None
        self.forget()

    def when_judged(self, then: Callable[[], object]) -> None:
        """Go on once what is typed is judged: now, or when that arrives; a change meanwhile forgets it."""
        if self.fresh:
            then()
        else:
            self._then = then
            self.ask()

    def post(self, posting: Posting) -> None:
        """Post, once the second person has proved himself."""
        self.prove(lambda: self.write(posting))

    def prove(self, then: Callable[[], object]) -> None:
        """Go on once the second person proved himself by his PIN; at once where nobody has to.

        Nothing is begun while something is on its way.
        """
        if self.busy:
            return
        second = self._second()
        if second is None or second.witness is None:
            then()
            return
        people, witness, pin = People(self._context.session), second.witness, second.pin.text()

        def proved(right: bool) -> None:
            self._set_busy(False)
            if right:
                self.proved.emit()
                then()
            else:
                second.refuse_pin()

        def failed(error: Exception) -> None:
            self._set_busy(False)
            if isinstance(error, PinRefused):
                second.refuse_pin(self._context.words.say(error.key, error.facts))
            else:
                self.fail(error)

        self._set_busy(True)
        self._context.lanes.write(lambda _ticket: people.prove(witness, pin), proved, failed)

    def write(self, posting: Posting, *, goes_on: bool = True) -> Ticket:
        """Post at once and return the ticket of that; a history stays where it is unless it `goes_on`."""
        self._set_busy(True)
        of_history = self._of_history and goes_on
        return self._context.post(posting, self._written, self._not_written, of_history=of_history)

    def fail(self, error: Exception) -> None:
        """Take what was raised: a refusal is announced by `refused`, anything else is a fault."""
        if isinstance(error, Refused):
            self.findings, self.refusal = error.findings, None
        elif isinstance(error, Refusal):
            self.findings, self.refusal = (), error
        else:
            self._then = None
            self._context.lanes.fault.emit(error)
            return
        self.refused.emit()

    def _work(self) -> Work | None:
        made, session, more, stale = self._make(), self._context.session, self.more, self._stale
        if made is None:
            self._judged(None)
            return None
        return lambda: _judgement(session, made, more, stale)

    def _judged(self, found: Judgement | None) -> None:
        self.judgement, self.refusal = found, None
        self.findings = found.preview.findings if found is not None else ()
        self.judged.emit()
        self._go_on()

    def _not_judged(self, error: Exception) -> None:
        self.judgement, self.findings = None, ()
        self.fail(error)
        self._go_on()

    def _go_on(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()

    def _written(self, posted: Posted) -> None:
        self._set_busy(False)
        self.posted.emit(posted)

    def _not_written(self, error: Exception) -> None:
        self._set_busy(False)
        self.fail(error)

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.busy_changed.emit(busy)

    def _other_operator(self) -> None:
        """Somebody else acts: what is typed has not changed, and is judged anew for him."""
        if self._asks:
            self._judging.ask()
        self.barred.emit()

    def _allowing(self) -> "Approval | None":
        return self.approval if self.approval is not None and self.approval.asked else None

    def _second(self) -> "Approval | WitnessInput | None":
        """Return where the second person is named: with the authority, else as a witness of the act."""
        allowing = self._allowing()
        return allowing if allowing is not None and allowing.witness is not None else self.watcher


def overrides_of(reasons: Mapping[str, str], keys: Iterable[str]) -> tuple[Override, ...]:
    """Return the reasons given for these keys of findings, each once."""
    given = {key: reasons.get(key, "").strip() for key in keys}
    return tuple(Override(key=key, reason=reason) for key, reason in given.items() if reason)


def _blocks(finding: Finding) -> bool:
    return finding.strength is Strength.IMPOSSIBLE


def _nothing_more(_preview: Preview) -> None:
    """Most surfaces read nothing more of a preview."""


def _judgement(
    session: StoreSession,
    made: Callable[[], Posting | None],
    more: Callable[[Preview], Any],
    stale: list[Judgement],
) -> Judgement | None:
    """Ask the rules, on any thread."""
    stale.clear()
    posting = made()
    if posting is None:
        return None
    preview = session.preview(posting)
    return Judgement(posting, preview, more(preview))
