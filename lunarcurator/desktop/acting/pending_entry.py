"""An entry that somebody is about to post: what the rules find of it, who answers for that, and its posting."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lunarcurator.desktop.acting.judging import Judging, Make
from lunarcurator.desktop.acting.reasons import Reasons
from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.lanes import Ticket
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.findings import Finding, Strength
from lunarcurator.domain.identity import NOBODY, OperatorRef, Uid, ref_of
from lunarcurator.domain.resting import operation_fields
from lunarcurator.services.overrides import unanswered
from lunarcurator.services.people import People, PinRefused
from lunarcurator.services.posted import Posted, Preview, Refused

if TYPE_CHECKING:
    from lunarcurator.desktop.dialogs.form.approval import Approval
    from lunarcurator.desktop.dialogs.form.witness_input import WitnessInput


class PendingEntry(QObject):
    """Asks the rules while somebody types, has the second person prove himself, and posts.

    `make` says what would be posted, as `Judging` has it, from acts that `posting` puts together with all that
    goes around them. `reasons` are those given for findings; all are forgotten once this is about other records
    than before. Where somebody may allow what is forbidden, or watches, `approval` and `watcher` ask for it.

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
        reasons: Reasons,
        make: Make,
        parent: QObject,
        *,
        of_history: bool = True,
        long: bool = False,
    ) -> None:
        super().__init__(parent)
        self._context, self._reasons, self._of_history = context, reasons, of_history
        self.judging = Judging(context, name, make, self, long=long)
        self.judging.judged.connect(self._judged)
        self.judging.refused.connect(self._not_judged)
        self.approval: Approval | None = None
        self.watcher: WitnessInput | None = None
        self.repairs = False
        self.findings: tuple[Finding, ...] = ()
        self.refusal: Refusal | None = None
        self.busy = False
        self._about: Mapping[tuple[str, str], Collection[str]] | None = None
        context.moment_changed.connect(self.barred)
        # What is judged has been asked anew by then.
        context.operator_changed.connect(self.barred)

    @property
    def preview(self) -> Preview | None:
        """What the rules said last of what would be posted, None while they said nothing."""
        return self.judging.judgement.preview if self.judging.judgement is not None else None

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
        given = self._reasons.given()
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
        """Return what stands in the way of posting what was judged, `blocked` where no reason helps.

        What was refused before a rule could judge it is one of those: nothing more is being asked then.
        """
        if self.shut:
            return self.shut
        if self.nobody_acts:
            return self.tr("Say who acts first.")
        if self.refusal is not None and self.judging.fresh:
            return blocked
        if self.preview is None or not self.judging.fresh:
            return self.tr("The rules are being asked.")
        if any(_blocks(each) for each in self.preview.findings):
            return blocked
        return self.tr("Say why, for what is found.") if self.preview.open_findings else ""

    def posting(
        self, acts: Sequence[Act], *, reason: str = "", basis: tuple[tuple[Uid, int], ...] = ()
    ) -> Posting:
        """Return acts with who acts, what was said of the findings by now, and the source of the history."""
        context, second = self._context, self._second()
        history = context.history if self._of_history else None
        return Posting(
            acts=acts,
            operator=OperatorRef(ref_of(context.operator or NOBODY)),
            witness=OperatorRef(ref_of(second.witness)) if second and second.witness else None,
            reason=reason,
            overrides=self._reasons.overrides(),
            authority=self.approval.authority if self.approval is not None else None,
            basis=basis,
            source=history.cited(context.words) if history else "",
        )

    def follow(self) -> None:
        """Judge soon: something that is posted has changed."""
        self.refusal = None
        self.judging.ask_soon()

    def post(self, posting: Posting) -> None:
        """Post, once the second person has proved himself."""
        self.prove(lambda: self.write(posting))

    def prove(self, then: Callable[[], object]) -> None:
        """Go on once the second person proved himself by his PIN; at once where nobody has to.

        Nothing is begun while something is on its way.
        """
        second = self._second()
        if self.busy:
            return
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

        def written(posted: Posted) -> None:
            self._set_busy(False)
            self.posted.emit(posted)

        def failed(error: Exception) -> None:
            self._set_busy(False)
            self.fail(error)

        self._set_busy(True)
        answered = self._reasons.of_what_is_found(posting)
        return self._context.post(answered, written, failed, of_history=self._of_history and goes_on)

    def fail(self, error: Exception) -> None:
        """Take what was raised: a refusal is announced by `refused`, anything else is a fault."""
        if isinstance(error, Refused):
            self.findings, self.refusal = error.findings, None
            self._reasons.judge_refusal(error.findings)
        elif isinstance(error, Refusal):
            self.findings, self.refusal = (), error
        else:
            self._context.lanes.fault.emit(error)
            return
        self.refused.emit()

    def _judged(self) -> None:
        self.refusal = None
        preview = self.preview
        self.findings = preview.findings if preview is not None else ()
        about = _about(preview.acts) if preview is not None else self._about
        is_another = self._about is not None and about is not None and _is_another(self._about, about)
        self._about = about
        forgot = self._reasons.judge(self.findings) if preview is not None else False
        if is_another:
            self._reasons.forget()
        self.judged.emit()
        if is_another or forgot:
            # What was judged counted the reasons that are gone by now.
            self.follow()

    def _not_judged(self, error: Exception) -> None:
        self.findings = ()
        self.fail(error)

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.busy_changed.emit(busy)

    def _second(self) -> "Approval | WitnessInput | None":
        """Return where the second person is named: with the authority, else as a witness of the act."""
        return self.approval if self.approval is not None and self.approval.witness else self.watcher


def _about(acts: Iterable[Act]) -> Mapping[tuple[str, str], Collection[str]]:
    """Return what each field of acts names of the records they are about, each once.

    On which balance something was read says nothing of what it is about.
    """
    about: dict[tuple[str, str], dict[str, None]] = {}
    for act in acts:
        operation = act.operation
        for field, subject in operation_fields(operation.KIND).items():
            if "." in field or subject == Subject.BALANCE:
                continue
            named = getattr(operation, field)
            refs = named if isinstance(named, tuple) else (named,)
            about.setdefault((operation.KIND, field), {}).update(dict.fromkeys(filter(None, refs)))
    return about


def _is_another(
    before: Mapping[tuple[str, str], Collection[str]], now: Mapping[tuple[str, str], Collection[str]]
) -> bool:
    """Tell whether acts are about other records than before: a field names others, or nothing named is the same.

    What names nothing is about a new record, and about another one as soon as it names one.
    """
    if any(before.get(field) and refs and set(before[field]).isdisjoint(refs) for field, refs in now.items()):
        return True
    named_before = {ref for refs in before.values() for ref in refs}
    named_now = {ref for refs in now.values() for ref in refs}
    return named_before.isdisjoint(named_now) and named_before != named_now


def _blocks(finding: Finding) -> bool:
    return finding.strength is Strength.IMPOSSIBLE
