"""Posting: acts are made exact, judged, booked and sealed in one transaction, or nothing happens (R12)."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext, suppress
from dataclasses import replace

from lunarcurator.domain.acts import Act, Authority, Posting
from lunarcurator.domain.booking.act import Done, perform
from lunarcurator.domain.booking.effective import effective_day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import NOBODY, OperatorRef, Uid, ref_of, uid_of
from lunarcurator.domain.ledger_state import LedgerState, Tables
from lunarcurator.domain.naming import as_told
from lunarcurator.domain.operations import AnnulEntry, AnnulOutcome, Operation, Reverse, SetUpOperator
from lunarcurator.domain.operations.accounting import EnterLoan
from lunarcurator.domain.pieces import Recorded
from lunarcurator.domain.rules.annulling import may_be_annulled
from lunarcurator.domain.rules.party_names import parties_are_no_numbers
from lunarcurator.domain.rules.people import may_change_roles
from lunarcurator.domain.rules.undoing import comes_back_soundly
from lunarcurator.domain.status import Role
from lunarcurator.services.changes import WIDE_FROM, ChangeSet
from lunarcurator.services.clock import Clock, clock_wrong, day_at
from lunarcurator.services.codec import encode_acts, must_be_a_day, normal, normal_text, storable
from lunarcurator.services.collecting import collecting_seldom
from lunarcurator.services.finding_documents import authority_not_found, not_found
from lunarcurator.services.lending.line_pieces import with_pieces
from lunarcurator.services.override_facts import TOLD, OverrideFacts
from lunarcurator.services.overrides import allows_himself, out_of_role, witnesses_himself
from lunarcurator.services.overrides import unanswered as unanswered
from lunarcurator.services.posted import Cancelled as Cancelled
from lunarcurator.services.posted import Posted as Posted
from lunarcurator.services.posted import Preview as Preview
from lunarcurator.services.posted import Progress as Progress
from lunarcurator.services.posted import Refused as Refused
from lunarcurator.services.posted import ShouldStop as ShouldStop
from lunarcurator.services.proposing import with_numbers
from lunarcurator.services.proposing_codes import with_code
from lunarcurator.services.references import References, UnclearReference, exact
from lunarcurator.services.rests_named import with_rest_named
from lunarcurator.services.rests_out import with_rest_out
from lunarcurator.services.telling_apart import told_apart
from lunarcurator.store.annulment import UnreadableError
from lunarcurator.store.database import Database
from lunarcurator.store.digests import Header
from lunarcurator.store.errors import StoreError
from lunarcurator.store.lookup import Lookup
from lunarcurator.store.posting import Transaction, entries_together, posting
from lunarcurator.store.rereading import NotReadBackError as NotReadBackError
from lunarcurator.store.source import StoreSource

PART = 1_000
"""Acts in one part of an entry: verify and undo stream part by part."""


class Poster:
    """Posts acts into one store; one of it per store, used from the writing lane only."""

    def __init__(
        self, database: Database, tables: Tables, clock: Clock, new_uid: Callable[[], Uid], time_zone: str
    ) -> None:
        self._database = database
        self._tables = tables
        self._clock = clock
        self._new_uid = new_uid
        self._time_zone = time_zone

    def post(
        self,
        wanted: Posting,
        progress: Progress = lambda _done, _total: None,
        should_stop: ShouldStop = lambda: False,
    ) -> Posted:
        """Post acts as one entry; raises `Refused`, `UnclearReference`, `StoreError` or `Cancelled`.

        `DamagedError` says that what the acts read is damaged, `NotReadBackError` that the program is at fault.
        """
        with posting(self._database, repair=_begins(wanted, AnnulEntry)) as transaction:
            work = self._worked(transaction, wanted, progress, should_stop)
            return work.seal(self.now_us())

    def post_together(
        self,
        wanted: Sequence[Posting],
        progress: Progress = lambda _done, _total: None,
        should_stop: ShouldStop = lambda: False,
    ) -> tuple[Posted, ...]:
        """Post several entries one after another, all or none, all recorded at one time; raises as `post` does.

        `progress` is told entries done and all entries; between two of them it can be stopped without a trace.
        """
        now, posted = self.now_us(), list[Posted]()
        with entries_together(self._database) as begin:
            for each in wanted:
                if should_stop():
                    raise Cancelled
                posted.append(self._worked(begin(), each, lambda _done, _total: None, should_stop).seal(now))
                progress(len(posted), len(wanted))
            if should_stop():
                raise Cancelled
        return tuple(posted)

    def _worked(
        self, transaction: Transaction, wanted: Posting, progress: Progress, should_stop: ShouldStop
    ) -> "_Work":
        with transaction.telling_damage():
            work = _Work(self, transaction, _in_normal_form(wanted))
            work.check_people()
            work.check_basis()
            if len(wanted.acts) == 1 and _begins(wanted, Reverse):
                work.reverse()
            elif len(wanted.acts) == 1 and _begins(wanted, AnnulEntry):
                work.annul()
            else:
                work.book(progress, should_stop)
            work.check_roles()
        return work

    def preview(self, wanted: Posting) -> Preview:
        """Judge acts against the store as it is, without writing; raises `UnclearReference`.

        Whether an entry can be taken back is judged where it is posted, and told by `undo_state`.
        """
        alone = [*_not_alone(wanted.acts)] if len(wanted.acts) > 1 else []
        if alone or _begins(wanted, Reverse):
            return Preview(tuple(wanted.acts), (), tuple(alone), tuple(alone))
        with self._database.snapshot() as connection:
            ledger = self.ledger(StoreSource(connection), 0)
            references = References(ledger, Lookup(connection))
            acts: list[Act] = []
            facts: list[Recorded] = []
            findings: list[Finding] = []
            for number, act in _numbered(wanted.acts):
                try:
                    exact = _exact(act, number, references, ledger)
                except UnclearReference:
                    if _cannot_be(findings):
                        break
                    raise
                done = perform(exact, ledger)
                acts.append(exact)
                facts += done.facts
                found = (*with_pieces(done.findings, ledger), *not_found(exact.operation))
                findings += (replace(each, act=number) for each in found)
            findings += authority_not_found(wanted.authority)
            findings += parties_are_no_numbers(wanted.authority, ledger)
            findings += out_of_role(wanted, findings, Lookup(connection))
            findings += witnesses_himself(wanted.authority, _named(wanted.witness, references, ledger), findings)
            findings = list(told_apart(findings, ledger))
        return Preview(tuple(acts), tuple(facts), tuple(findings), tuple(unanswered(wanted, findings)))

    def check_clock(self, now_us: int, last_us: int) -> None:
        """Refuse to record at a time that cannot be; a window may be open while its clock goes wrong."""
        for wrong in clock_wrong(now_us, last_us, self._time_zone):
            if wrong.strength is Strength.IMPOSSIBLE:
                raise StoreError(wrong.key, **dict(wrong.facts))

    def now_us(self) -> int:
        """Return the time by the desk's clock."""
        return self._clock.now_us()

    def ledger(self, source: StoreSource, seq: int) -> LedgerState:
        """Return an empty ledger state over a source, for the entry with this sequence."""
        return LedgerState(source, self._tables, self._new_uid, day_at(self._clock.now_us(), self._time_zone), seq)


class _Work:
    """One posting on its way through the transaction."""

    def __init__(self, poster: Poster, transaction: Transaction, wanted: Posting) -> None:
        self._poster = poster
        self._transaction = transaction
        self._wanted = wanted
        self._writer = transaction.writer
        self._ledger = poster.ledger(self._writer.source, self._writer.seq)
        self._lookup = transaction.lookup()
        self._references = References(self._ledger, self._lookup)
        self._findings: list[Finding] = []
        self._touched: dict[tuple[Subject, Uid], None] = {}
        self._exact: list[Act] = []
        self._reverses: Uid | None = None
        self._answers = OverrideFacts(frozenset(each.key for each in wanted.overrides))
        self._count = 0
        self._operator = NOBODY
        self._name = ""
        self._witness: Uid | None = None
        self._second = ""
        self._roles: dict[Uid, Role] | None = None

    def check_people(self) -> None:
        """R12: the operator is known and may post; the second person is somebody else."""
        wanted = self._wanted
        if not self._lookup.has_operators():
            return
        self._operator = self._references.operator(wanted.operator)
        self._witness = self._references.operator(wanted.witness) if wanted.witness else None
        findings = []
        # An auditor neither posts nor stands beside somebody who does.
        for uid, part in ((self._operator, "operator"), (self._witness, "witness")):
            if uid is None:
                continue
            state = self._ledger.record(Subject.OPERATOR, uid)
            name = state.name
            if state.integer("retired"):
                findings.append(find(Strength.IMPOSSIBLE, "operator.retired", "R12", "operator", uid, name=name))
            if state.text("role") == Role.AUDITOR:
                findings.append(find(Strength.IMPOSSIBLE, f"{part}.auditor", "R12", part, name=name))
        self._name = self._ledger.record(Subject.OPERATOR, self._operator).name
        if self._witness is not None:
            self._second = self._ledger.record(Subject.OPERATOR, self._witness).name
        if self._witness == self._operator:
            findings.append(find(Strength.IMPOSSIBLE, "witness.same", "R12", "witness"))
        if findings:
            raise Refused(findings)

    def _remember_roles(self) -> None:
        """Look who may do what before anything is posted that may change it."""
        if self._roles is None:
            self._roles = self._lookup.roles()

    def check_roles(self) -> None:
        """R12: refuse where somebody without authority changed who may do what, also by an undo."""
        if not self._roles:
            return
        name = self._ledger.record(Subject.OPERATOR, self._operator).name
        found = [*may_change_roles(self._operator, name, self._roles, self._lookup.roles())]
        if found:
            raise Refused(found)

    def check_basis(self) -> None:
        """Refuse when a piece changed since the poster looked at it."""
        for written, seen in self._wanted.basis:
            uid = uid_of(exact(ref_of(written)))
            now = self._transaction.last_seq(uid)
            if now is not None and now > seen:
                number = as_told(self._ledger, uid)
                raise Refused(
                    [
                        find(
                            Strength.IMPOSSIBLE,
                            "posting.stale",
                            "R12",
                            "",
                            f"entry:{now}",
                            number=number,
                            entry=now,
                        )
                    ]
                )

    def book(self, progress: Progress, should_stop: ShouldStop) -> None:
        """Book the acts in parts, each written before the next is looked at."""
        acts = self._wanted.acts
        if not acts:
            raise Refused([find(Strength.IMPOSSIBLE, "posting.empty", "R12")])
        with collecting_seldom() if len(acts) > PART else nullcontext():
            for at in range(0, len(acts), PART):
                if should_stop():
                    raise Cancelled
                self._book_part(acts[at : at + PART], at + 1 if len(acts) > 1 else 0)
                progress(min(at + PART, len(acts)), len(acts))
        if should_stop():
            raise Cancelled

    def _book_part(self, acts: Sequence[Act], first: int) -> None:
        """Book some acts; `first` is the number of the first of them, 0 where there is one act alone."""
        if alone := [*_not_alone(acts)][:1]:
            raise Refused(alone)
        if any(isinstance(act.operation, SetUpOperator) for act in acts):
            self._remember_roles()
        numbers = self._lookup.numbers_in(acts, self._ledger.tables)
        self._writer.source.warm(numbers, self._lookup.keys_in(acts))
        exact: list[Act] = []
        recorded: list[Recorded] = []
        before = len(self._findings)
        for number, act in enumerate(acts, start=first):
            try:
                made = _exact(act, number, self._references, self._ledger)
            except UnclearReference:
                if _cannot_be(self._findings):
                    break
                raise
            done: Done = perform(made, self._ledger)
            exact.append(made)
            recorded += done.facts
            found = [*with_pieces(done.findings, self._ledger), *not_found(made.operation)]
            found += out_of_role(self._wanted, done.findings, self._lookup)
            found += allows_himself(self._wanted.authority, self._name, done.findings)
            self._findings += (replace(each, act=number) for each in found)
        asked = self._findings[before:]
        self._findings += witnesses_himself(self._wanted.authority, self._second, asked)
        self._findings += authority_not_found(self._wanted.authority)
        self._findings += parties_are_no_numbers(self._wanted.authority, self._ledger)
        self._findings[before:] = told_apart(self._findings[before:], self._ledger)
        self._transaction.examine()
        standing = unanswered(self._wanted, self._findings[before:])
        if standing:
            raise Refused(standing)
        self._answers.take(self._findings[before:], self._ledger)
        touched = self._writer.add(encode_acts(exact), len(exact), recorded, self._ledger)
        # Of so many the store is asked at the end: to remember each of a long list takes memory.
        if len(self._touched) < WIDE_FROM:
            self._touched |= touched
        self._exact += exact[:1] if self._exact else exact
        self._count += len(exact)
        self._ledger.forget()

    def reverse(self) -> None:
        """Take an entry back; R19 and `ledger.md` 1.3: only while nothing later in force rests on it."""
        self._remember_roles()
        act = self._wanted.acts[0]
        operation = self._references.exact(act.operation)
        assert isinstance(operation, Reverse)  # noqa: S101 - `_worked` looked
        uid = uid_of(operation.entry)
        standing = self._transaction.standing(uid)
        if standing is None:
            raise Refused([find(Strength.IMPOSSIBLE, "ref.no_entry", "R20", "entry", text=operation.entry)])
        if standing.kind == AnnulEntry.KIND:
            cause = f"entry:{standing.seq}"
            raise Refused(
                [find(Strength.IMPOSSIBLE, "reverse.annulment", "R20", "entry", cause, entry=standing.seq)]
            )
        if not standing.stands:
            raise Refused(
                [
                    find(
                        Strength.IMPOSSIBLE,
                        "reverse.already",
                        "R20",
                        "entry",
                        f"entry:{standing.seq}",
                        entry=standing.seq,
                    )
                ]
            )
        if standing.obstacle is not None:
            later = standing.obstacle.seq
            key = "reverse.came_between" if standing.redo else "reverse.touched_later"
            told: dict[str, str | int] = {"entry": standing.seq, "later": later, "through": standing.shares}
            found = find(Strength.IMPOSSIBLE, key, "R19", "entry", f"entry:{later}", **told)
            raise Refused([found])
        self._check_reason(standing.seq)
        self._transaction.examine()
        exact = replace(act, operation=operation, day=act.day or standing.day)
        self._transaction.write_payload(encode_acts([exact]), 1)
        self._exact, self._count, self._reverses = [exact], 1, uid
        facts = self._transaction.reverse(uid)
        after = self._poster.ledger(self._transaction.source(), self._writer.seq)
        if unsound := [*comes_back_soundly(after, facts)]:
            raise Refused(unsound)

    def _check_reason(self, seq: int) -> None:
        """R12: the newest entry of whoever acts is undone without a word; any other wants a reason."""
        if self._wanted.reason.strip() or self._transaction.is_newest_of(seq, self._operator):
            return
        raise Refused([find(Strength.IMPOSSIBLE, "reverse.reason", "R12", "reason", f"entry:{seq}", entry=seq)])

    def annul(self) -> None:
        """Answer for an altered entry; R19, R20: only where it is altered, documented, with a second person."""
        self._remember_roles()
        act = self._wanted.acts[0]
        operation = self._references.exact(normal(act.operation))
        assert isinstance(operation, AnnulEntry)  # noqa: S101 - `_worked` looked
        uid = uid_of(operation.entry)
        looked = self._transaction.altered(uid)
        if looked is None:
            raise Refused([find(Strength.IMPOSSIBLE, "ref.no_entry", "R20", "entry", text=operation.entry)])
        day = act.day or self._ledger.today
        stated = normal_text(act.day_stated)
        judged = perform(Act(operation=operation, day=day), self._ledger).findings
        found = [*may_be_annulled(looked.entry, operation.outcome), *judged]
        found += out_of_role(self._wanted, judged, self._lookup)
        if stand := unanswered(self._wanted, found):
            raise Refused(stand)
        exact = Act(operation=replace(operation, as_found=looked.found), day=day, day_stated=stated)
        self._transaction.write_payload(encode_acts([exact]), 1)
        self._exact, self._count, self._findings = [exact], 1, found
        self._answers.take(found, self._ledger)
        try:
            if operation.outcome is AnnulOutcome.WITHDRAWN:
                self._reverses = uid
                self._transaction.withdraw(looked.entry.seq)
            else:
                self._transaction.let_stand(looked.entry.seq)
        except UnreadableError as error:
            raise Refused([*may_be_annulled(replace(looked.entry, readable=False), operation.outcome)]) from error

    def seal(self, now: int) -> Posted:
        """Write the entry itself, recorded now (us since 1970 UTC), and say what changed."""
        wanted = self._wanted
        overrides = {each.key: each.reason for each in wanted.overrides if each.key != TOLD}
        overrides |= self._answers.kept()
        before = self._transaction.last_recorded_us()
        self._poster.check_clock(now, before)
        if now < before:
            overrides["clock.backwards"] = str(before)
        authority = wanted.authority
        header = Header(
            uuid=self._ledger.new_uid(),
            recorded_us=now,
            kind=self._kind(),
            operator=self._operator,
            witness=self._witness,
            day=min(act.day for act in self._exact) if self._count == 1 else self._exact[0].day,
            day_stated=self._exact[0].day_stated if self._count == 1 else "",
            reason=wanted.reason.strip(),
            overrides=_json(overrides),
            authority=_json({"name": authority.name, "document": authority.document} if authority else {}),
            title=wanted.title,
            source=wanted.source,
            source_sha256=wanted.source_sha256,
            reverses=self._reverses,
            acts=self._count,
            parts=self._writer.parts,
        )
        written = self._writer.seal(header)
        changes = self._changes()
        return Posted(written.seq, written.uid, written.chain.hex(), changes, tuple(self._findings))

    def _kind(self) -> str:
        if self._wanted.source_sha256:
            return "import"
        return self._exact[0].operation.KIND if self._count == 1 else "batch"

    def _changes(self) -> ChangeSet:
        seq, ids = self._writer.seq, self._writer.ids
        taken_back = self._reverses is not None or self._kind() == AnnulEntry.KIND
        if taken_back or len(self._touched) >= WIDE_FROM:
            samples, places, records = self._lookup.touched(seq, WIDE_FROM)
        else:
            samples = tuple(ids.sample(uid) for kind, uid in self._touched if kind is Subject.SAMPLE)
            places = tuple(ids.place(uid) for kind, uid in self._touched if kind is Subject.PLACE)
            records = any(kind not in (Subject.SAMPLE, Subject.PLACE) for kind, _ in self._touched)
        if len(samples) >= WIDE_FROM:
            return ChangeSet(seq, (), (), places, records, wide=True)
        born = () if taken_back else tuple(filter(ids.is_new_sample, samples))
        return ChangeSet(seq, samples, born, places, records)


def _exact(act: Act, number: int, references: References, ledger: LedgerState) -> Act:
    """Return an act with what it names made exact; what cannot be is raised with the number of the act."""
    try:
        return _made_exact(act, references, ledger)
    except Refusal as refusal:
        refusal.act = number
        raise


def _named(operator: OperatorRef | None, references: References, ledger: LedgerState) -> str:
    """Return the name of an operator, "" where nobody, or nobody known, is named."""
    with suppress(UnclearReference):
        return ledger.record(Subject.OPERATOR, references.operator(operator)).name if operator else ""
    return ""


def _cannot_be(findings: Iterable[Finding]) -> bool:
    """Return whether an act before cannot be: what is named after it may be what it would have made."""
    return any(each.strength is Strength.IMPOSSIBLE for each in findings)


def _made_exact(act: Act, references: References, ledger: LedgerState) -> Act:
    must_be_a_day(act.day, "day")
    stated = normal_text(act.day_stated) if act.day_stated else ""
    operation = act.operation
    if isinstance(operation, EnterLoan) and stated and not operation.since_stated:
        # A loan of long ago tells by itself how its source words the day.
        operation = replace(operation, since_stated=stated)
    exact = Act(operation=references.exact(normal(operation)), day=act.day, day_stated=stated)
    day = effective_day(exact, ledger)
    numbered = with_code(with_numbers(exact.operation, ledger), day if act.day else 0, ledger)
    named = with_rest_named(with_rest_out(numbered, day, ledger), ledger)
    return Act(operation=named, day=day, day_stated=stated)


def _numbered(acts: Sequence[Act]) -> Iterator[tuple[int, Act]]:
    """Yield acts with their numbers, 0 for one that is alone."""
    return enumerate(acts, start=1 if len(acts) > 1 else 0)


def _in_normal_form(wanted: Posting) -> Posting:
    """Return a posting with what it says beside its acts in normal form; raises `OperationTextError`."""
    authority = wanted.authority
    return replace(
        wanted,
        operator=OperatorRef(normal_text(wanted.operator)),
        witness=OperatorRef(normal_text(wanted.witness)) if wanted.witness else None,
        reason=normal_text(wanted.reason),
        overrides=tuple(replace(each, reason=normal_text(each.reason)) for each in wanted.overrides),
        authority=authority
        and Authority(name=normal_text(authority.name), document=normal_text(authority.document)),
        title=normal_text(wanted.title),
        # Nobody typed the name of a file, and some systems let it hold what no text can.
        source=normal_text(storable(wanted.source)),
    )


def _begins(wanted: Posting, kind: type[Operation]) -> bool:
    return any(isinstance(act.operation, kind) for act in wanted.acts[:1])


def _not_alone(acts: Iterable[Act]) -> Iterator[Finding]:
    """R20: to take an entry back, or to annul one, is posted by itself."""
    for act in acts:
        if isinstance(act.operation, Reverse | AnnulEntry):
            key = "reverse.alone" if isinstance(act.operation, Reverse) else "annul.alone"
            yield find(Strength.IMPOSSIBLE, key, "R20", "entry")


def _json(told: dict[str, str]) -> str:
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
