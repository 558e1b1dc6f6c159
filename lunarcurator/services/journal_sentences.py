"""One sentence for each entry of the journal, told from its acts in the window's language."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from types import MappingProxyType
from typing import Any, Final

from lunarcurator.domain.acts import Act
from lunarcurator.domain.days import show_day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid, is_exact, ref_of, uid_of
from lunarcurator.domain.mass import Mass, MassKind
from lunarcurator.domain.mass_display import shown_mass_with_unit
from lunarcurator.domain.naming import is_called
from lunarcurator.domain.operations import (
    AddName,
    CancelPlan,
    Correct,
    CorrectPlace,
    Daughter,
    Describe,
    Move,
    OpenCollection,
    Operation,
    PlanSplit,
    PrintLabels,
    Reading,
    Register,
    RetirePlace,
    SetUpBalance,
    SetUpOperator,
    SetUpPlace,
    Sight,
    Split,
    Void,
    Weigh,
    WriteOff,
)
from lunarcurator.domain.operations.agreeing import DraftAgreement, RenewAgreement, TerminateAgreement
from lunarcurator.domain.operations.borrowing import EndResponsibility, SetUpInstitution, SetUpPerson
from lunarcurator.domain.operations.issuing import PackShipment
from lunarcurator.domain.operations.requesting import ChangeLine, ChangeLoan, DecideLines
from lunarcurator.services.act_sentences import TELLERS
from lunarcurator.services.act_sentences.changing import changed_facts
from lunarcurator.services.act_sentences.journal_sentence import JournalSentence
from lunarcurator.services.codec import decode_acts
from lunarcurator.services.field_values import shown_value
from lunarcurator.services.file_sources import source_named
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from lunarcurator.store.reads import journal
from lunarcurator.store.reads.changed_records import Change, changes_in
from lunarcurator.store.reads.journal import EntryRow

_MOST_NUMBERS: Final = 4
_EVERY: Final = 1 << 62
_CHANGING: Final = tuple(
    f'"{act.KIND}"'.encode()
    for act in (
        *(SetUpPerson, SetUpInstitution, DraftAgreement, SetUpBalance, SetUpOperator, OpenCollection),
        *(ChangeLine, ChangeLoan, DecideLines, PackShipment),
        *(RenewAgreement, TerminateAgreement, EndResponsibility),
    )
)
"""How acts are named in an entry that tell what they changed of records, which they may state otherwise."""
_MOST_FORMS: Final = 3
"""So many sentences an entry of several acts of one kind tells where they differ in what they do."""


def sentence_of(session: StoreSession, words: Words, seq: int) -> str:
    """Return the sentence of an entry by its sequence; empty for no such entry."""
    return sentences_of(session, words, (seq,)).get(seq, "")


def sentences_of(session: StoreSession, words: Words, seqs: Iterable[int]) -> dict[int, str]:
    """Return the sentences of these entries by sequence; entries that do not exist are left out."""
    with session.database.snapshot() as connection:
        rows = list(journal.rows(connection, list(seqs)))
        known = with_reversed(connection, rows)
        teller = teller_of(connection, words, known)
    return {row.seq: teller.tell(row) for row in rows}


def short_sentence_of(session: StoreSession, words: Words, seq: int, longest: int) -> str:
    """Return the sentence of an entry in at most so many signs where it can: with fewer numbers, each whole.

    Where the first number alone is too long it is the kind of act; empty for no such entry.
    """
    with session.database.snapshot() as connection:
        rows = list(journal.rows(connection, [seq]))
        known = with_reversed(connection, rows)
        teller = teller_of(connection, words, known)
    return teller.tell_within(rows[0], longest) if rows else ""


def with_reversed(connection: Any, rows: Iterable[EntryRow]) -> dict[int, EntryRow]:
    """Return rows by sequence together with the acts that undos and redos are about, which they quote."""
    known = {row.seq: row for row in rows}
    origins = journal.origins(connection, (row.seq for row in known.values() if row.reverses))
    for seq, (act, steps) in origins.items():
        known[seq] = replace(known[seq], origin=act, steps=steps)
    lacking = sorted({act for act, _ in origins.values()} - known.keys())
    return known | {row.seq: row for row in journal.rows(connection, lacking)}


def teller_of(connection: Any, words: Words, known: Mapping[int, EntryRow]) -> "Teller":
    """Return who tells these entries, with all they refer to."""
    changing = [seq for seq, row in known.items() if any(each in row.payload for each in _CHANGING)]
    changes = changes_in(connection, changing) if changing else {}
    # Lines are named too that an act changed without naming them: those under an agreement, or of a person.
    lines_changed = [ref_of(uid) for (_, uid), each in changes.items() if each.kind == Subject.LINE]
    payloads = [*(row.payload for row in known.values()), json.dumps(lines_changed).encode()]
    names = journal.names_in(connection, payloads)
    shared = journal.told_apart_in(connection, payloads)
    collections = journal.collections_in(connection, payloads) if shared else {}
    told = [seq for seq, row in known.items() if row.payload]
    lines, read_to = journal.lines_then_in(connection, payloads), journal.read_to_in(connection, told)
    return Teller(words, names, known, Then(shared, collections, lines, read_to, changes))


@dataclass(frozen=True, slots=True)
class Then:
    """What was so when entries were posted.

    `shared` has what a piece is called by its collection and the number that an act gave it, where a piece of
    another collection has that number too. `collections` has those of the pieces and lines beside which an act
    gives a number. `lines` says what loan lines were called from which entry on, where that changed: an entry is
    told of the piece it was about. `read_to` has to how many ug each balance read, by entry. `changes` says what
    entries changed of records, by entry and record.
    """

    shared: Mapping[tuple[Uid, str], str] = MappingProxyType({})
    collections: Mapping[Uid, Uid] = MappingProxyType({})
    lines: Mapping[Uid, Sequence[tuple[int, str]]] = MappingProxyType({})
    read_to: Mapping[int, Mapping[Uid, int]] = MappingProxyType({})
    changes: Mapping[tuple[int, Uid], Change] = MappingProxyType({})


NOTHING_THEN: Final = Then()


class Teller:
    """Tells entries in one language; `names` has the numbers and names of what their acts refer to.

    `then` knows what else names and figures were when an entry was posted.
    """

    def __init__(
        self, words: Words, names: Mapping[Uid, str], known: Mapping[int, EntryRow], then: Then = NOTHING_THEN
    ) -> None:
        self._words = words
        self._names = names
        self._known = known
        self._then = then
        self._seq = 0
        self._most = _EVERY
        self._tellers: Mapping[type[Any], Callable[[Any], JournalSentence]] = MappingProxyType(
            {
                AddName: self._add_name,
                CancelPlan: self._cancel_plan,
                Correct: self._correct,
                CorrectPlace: self._correct_place,
                Describe: self._describe,
                Move: self._move,
                OpenCollection: self._open_collection,
                PlanSplit: self._plan_split,
                PrintLabels: self._print_labels,
                Register: self._register,
                RetirePlace: lambda act: JournalSentence("journal.retire_place", {"place": self._name(act.place)}),
                SetUpBalance: self._set_up_balance,
                SetUpOperator: self._set_up_operator,
                SetUpPlace: self._set_up_place,
                Sight: self._sight,
                Split: self._split,
                Void: lambda act: JournalSentence("journal.void", {"number": self._name(act.sample)}),
                Weigh: self._weigh,
                WriteOff: lambda act: JournalSentence(
                    "journal.write_off", {"number": self._name(act.sample), "ug": act.ug}
                ),
            }
        )

    def tell(self, row: EntryRow) -> str:
        """Return the sentence of an entry."""
        say = self._words.say
        self._seq = row.seq
        if row.kind == "reverse":
            return self._reverse(self._known.get(row.seq, row))
        if row.kind == "import":
            file, sheet = source_named(row.source)
            return say("journal.import", {"file": file, "sheet": sheet, "pieces": row.pieces})
        if not row.payload:
            return row.title or say("journal.batch_long", {"acts": row.acts})
        acts = decode_acts(row.payload)
        if row.kind == "batch":
            return self._batch(row, acts)
        operation = acts[0].operation
        return self.tell_act(operation)

    def tell_acts(self, row: EntryRow, most: int) -> tuple[str, ...]:
        """Return the sentences of the first `most` acts of an entry of several, none for another."""
        if row.kind != "batch" or not row.payload:
            return ()
        self._seq = row.seq
        return tuple(self.tell_act(act.operation) for act in decode_acts(row.payload)[:most])

    def tell_within(self, row: EntryRow, longest: int) -> str:
        """Return the sentence of an entry with as many of its numbers as leave it at most so long, or its kind."""
        try:
            for most in range(_MOST_NUMBERS, 0, -1):
                self._most = most
                sentence = self.tell(row)
                if len(sentence) <= longest:
                    return sentence
        finally:
            self._most = _EVERY
        return self._words.label(f"operation.{row.kind}")

    def tell_act(self, operation: Operation) -> str:
        """Return the sentence of one act; a Reverse only names its entry."""
        told = self._told(operation)
        if told is None:
            return self._words.label(f"operation.{operation.KIND}")
        return self._words.say(told.key, {key: self._in_short(fact) for key, fact in told.facts.items()})

    def _in_short(self, fact: object) -> object:
        """Return a list with no more numbers or names than are wanted, and how many there are besides."""
        if not isinstance(fact, tuple) or len(fact) <= self._most:
            return fact
        joint = "list.joint_of_numbers" if any("," in str(each) for each in fact) else "list.joint"
        first = self._words.say(joint).join(fact[: self._most])
        return (self._words.say("list.more", {"first": first, "rest": len(fact) - self._most}),)

    def _told(self, operation: Operation) -> JournalSentence | None:
        """Return what is told of an act, None where its kind alone is."""
        own = self._tellers.get(type(operation))
        if own is not None:
            return own(operation)
        teller = TELLERS.get(operation.KIND)
        return teller(operation, self) if teller is not None else None

    def _reverse(self, row: EntryRow) -> str:
        """Name the act itself and how it stands since: however often it was undone and done again."""
        act = self._known.get(row.origin or 0)
        if act is None:
            return self._words.say("journal.reverse_entry", {"entry": row.reverses or 0})
        first, later = (
            ("journal.redo", "journal.redo_again")
            if row.steps % 2 == 0
            else ("journal.reverse", "journal.reverse_again")
        )
        return self._words.say(first if row.steps < 3 else later, {"what": self.tell(act)})

    def _batch(self, row: EntryRow, acts: Sequence[Act]) -> str:
        if row.title:
            return row.title
        kinds = {act.operation.KIND for act in acts}
        if len(kinds) > 1:
            return self._words.say(
                "journal.batch", {"first": self.tell_act(acts[0].operation), "more": row.acts - 1}
            )
        forms = list(self._forms(acts))
        told = reduce(
            lambda front, each: self._words.say("journal.batch_both", {"front": front, "next": each}), forms
        )
        more = row.acts - len(forms)
        return self._words.say("journal.batch_alike", {"first": told, "more": more}) if more else told

    def _forms(self, acts: Sequence[Act]) -> Iterator[str]:
        """Yield the first sentence of each form that acts of one kind have: what one does and the first does not.

        A part taken back is not of the kind of a whole, nor a return with a use of one without.
        """
        seen: set[tuple[str, frozenset[str]] | None] = set()
        for act in acts:
            told = self._told(act.operation)
            form = (told.key, frozenset(key for key, value in told.facts.items() if value)) if told else None
            if form not in seen and len(seen) < _MOST_FORMS:
                seen.add(form)
                yield self.tell_act(act.operation)

    def name(self, ref: str | None) -> str:
        """Return the number or name behind a reference, empty for none."""
        return self._name(ref) if ref else ""

    def given(self, within: str, number: str) -> str:
        """Return what a piece is called that an act gives a number, in a collection or beside a piece or line."""
        if not is_exact(within):
            return number
        uid = uid_of(within)
        return self._then.shared.get((self._then.collections.get(uid, uid), number), number)

    def change(self, ref: str | None) -> Change | None:
        """Return what the entry that is told changed of a record, None where nothing is known of that.

        In the shortest form nothing is told but whose record it was.
        """
        if not ref or not is_exact(ref) or self._most < 2:
            return None
        return self._then.changes.get((self._seq, uid_of(ref)))

    def changes(self, kind: Subject) -> Sequence[tuple[str, Change]]:
        """Return what the entry that is told changed of each record of a kind, with its name, in order.

        In the shortest form nothing is told but whose record it was.
        """
        found = self._then.changes.items() if self._most > 1 else ()
        return [
            (self._name(ref_of(uid)), each) for (seq, uid), each in found if seq == self._seq and each.kind == kind
        ]

    def say(self, key: str, facts: Mapping[str, object]) -> str:
        """Return a sentence or a word of the language."""
        return self._words.say(key, facts)

    def _name(self, ref: str) -> str:
        if not is_exact(ref):
            return ref
        uid = uid_of(ref)
        then = [name for seq, name in self._then.lines.get(uid, ()) if seq <= self._seq and name]
        return then[-1] if then else self._names.get(uid, "") or "?"

    def _numbers(self, refs: Iterable[str]) -> tuple[str, ...]:
        return tuple(self._name(ref) for ref in refs)

    def _add_name(self, act: AddName) -> JournalSentence:
        facts = {"number": self._name(act.sample), "name": act.name, "kind": str(act.kind)}
        return JournalSentence("journal.add_name", facts)

    def _cancel_plan(self, act: CancelPlan) -> JournalSentence:
        return JournalSentence("journal.cancel_plan", {"entry": self._name(act.plan)})

    def _correct(self, act: Correct) -> JournalSentence:
        old, new = (shown_value(self._words, act.field, value) for value in (act.old, act.new))
        facts = {"field_name": act.field, "number": self._name(act.sample), "old": old, "new": new}
        return JournalSentence("journal.correct", facts)

    def _correct_place(self, act: CorrectPlace) -> JournalSentence:
        old, new = (shown_value(self._words, act.field, value, place=True) for value in (act.old, act.new))
        facts = {"field_name": act.field, "place": self._name(act.place), "old": old, "new": new}
        return JournalSentence("journal.correct_place", facts)

    def _describe(self, act: Describe) -> JournalSentence:
        said = tuple(
            f"{self._words.say(f'field.{each.field}')} {shown_value(self._words, each.field, each.value)}"
            for each in act.values
        )
        return JournalSentence("journal.describe", {"number": self._name(act.sample), "fields": said})

    def _move(self, act: Move) -> JournalSentence:
        things = self._numbers((*act.places, *act.samples))
        return JournalSentence("journal.move", {"things": things, "place": self._name(act.to)})

    def _open_collection(self, act: OpenCollection) -> JournalSentence:
        known = (each for _, each in self.changes(Subject.COLLECTION) if each.was.get("code") == act.code.strip())
        change = next(known, None)
        if change is not None:
            missions = [self._mission(key, change) for key in change.fields if change.has_changed(key)]
            joined = self._words.say("list.joint_of_numbers").join(missions)
            facts = {"name": change.was["name"], "missions": joined}
            return JournalSentence("journal.change_collection", facts)
        names = tuple(mission.name or mission.code for mission in act.missions)
        return JournalSentence("journal.open_collection", {"name": act.name, "missions": ", ".join(names)})

    def _mission(self, key: str, change: Change) -> str:
        """Return what an entry changed of a mission of a collection, which stands under a key."""
        now, before = (json.loads(str(each.get(key) or "{}")) for each in (change.fields, change.was))
        code = key.partition("/")[2]
        name, former = now["name"] or code, before.get("name") or code
        opened = now["opened"] if now["opened"] != before.get("opened") else 0
        facts = {
            "name": name,
            "before": former if before and former != name else "",
            "opened": show_day(opened) if opened else "",
        }
        return self._words.say("journal.mission", facts)

    def _plan_split(self, act: PlanSplit) -> JournalSentence:
        parent = self._name(act.parent)
        daughters = tuple(self._rest(daughter.number, act.parent) for daughter in act.daughters)
        facts = {"number": parent, "count": len(daughters), "daughters": daughters}
        return JournalSentence("journal.plan_split", facts)

    def _print_labels(self, act: PrintLabels) -> JournalSentence:
        printed = (*act.samples, *act.places)
        return JournalSentence("journal.print_labels", {"count": len(printed), "numbers": self._numbers(printed)})

    def about(self, act: Register) -> str:
        """Return form and mass of a piece that is registered, as far as they are stated."""
        form = self._term("form", act.form)
        return ", ".join(part for part in (form, self._mass(act.mass, act.original)) if part)

    def _register(self, act: Register) -> JournalSentence:
        return JournalSentence(
            "journal.register", {"number": self.given(act.collection, act.number), "what": self.about(act)}
        )

    def _mass(self, mass: Mass, original: Mass | None) -> str:
        if mass.ug is None and original is not None and original.ug is not None:
            return self._words.say("journal.originally", {"mass": self.mass(original)})
        return self.mass(mass)

    def mass(self, mass: Mass) -> str:
        """Return a mass as an act states it, "" for one without a figure; a nominal one says that it is."""
        shown = shown_mass_with_unit(mass)
        is_nominal = mass.kind is MassKind.NOMINAL and shown
        return self._words.say("report.nominal", {"mass": shown}) if is_nominal else shown

    def _set_up_balance(self, act: SetUpBalance) -> JournalSentence:
        facts = {**changed_facts(act, act.balance, self), "name": act.name, "resolution": act.resolution_ug}
        if act.retired and self._says(act.balance, "retired"):
            return JournalSentence("journal.retire_balance", {**facts, "retired": ""})
        if act.balance is None:
            return JournalSentence("journal.set_up_balance", facts)
        if act.calibrated and self._says(act.balance, "calibrated"):
            return JournalSentence("journal.calibrate", {**facts, "day": act.calibrated, "calibrated": ""})
        return JournalSentence("journal.change_balance", facts)

    def _set_up_operator(self, act: SetUpOperator) -> JournalSentence:
        facts = {**changed_facts(act, act.operator, self), "name": act.name}
        if act.retired and self._says(act.operator, "retired"):
            return JournalSentence("journal.retire_operator", {**facts, "retired": ""})
        if act.operator is None:
            return JournalSentence("journal.set_up_operator", {"name": act.name, "role": str(act.role)})
        change = self.change(act.operator)
        if change is not None and not change.fields:
            return JournalSentence("journal.set_up_operator_again", facts)
        return JournalSentence("journal.change_operator", facts)

    def _says(self, ref: str | None, field: str) -> bool:
        """Tell whether an act that states a field is about it: it states those too that stay as they are."""
        change = self.change(ref)
        return change is None or field in change.fields

    def _set_up_place(self, act: SetUpPlace) -> JournalSentence:
        parent = self._name(act.parent) if act.parent else ""
        return JournalSentence("journal.set_up_place", {"kind": act.kind, "name": act.name, "parent": parent})

    def _sight(self, act: Sight) -> JournalSentence:
        place = self._name(act.place) if act.place else ""
        return JournalSentence("journal.sight", {"numbers": self._numbers(act.samples), "place": place})

    def _split(self, act: Split) -> JournalSentence:
        parent = self._name(act.parent)
        daughters = tuple(self._daughter(daughter, act.parent) for daughter in act.daughters)
        key = "journal.divide" if act.retires else "journal.split"
        return JournalSentence(key, {"number": parent, "count": len(daughters), "daughters": daughters})

    def _daughter(self, daughter: Daughter, parent: str) -> str:
        mass = self._reading(daughter.reading) if daughter.reading else self.mass(daughter.mass)
        return f"{self._rest(daughter.number, parent)} {mass}".strip()

    def _rest(self, number: str, parent: str) -> str:
        """Return what tells a daughter from its family: ",46" of 15555,46 beside 15555 or 15555,1."""
        family, comma, rest = number.partition(",")
        told = self._name(parent).partition(",")[0]
        return f",{rest}" if comma and rest and is_called(told, family) else self.given(parent, number)

    def _weigh(self, act: Weigh) -> JournalSentence:
        step = self._read_to(act.reading)
        facts = {
            "number": self._name(act.sample),
            "mass": self._reading(act.reading),
            "resolution": shown_mass_with_unit(step, "mg") if step else "",
        }
        return JournalSentence("journal.weigh", facts)

    def _reading(self, reading: Reading) -> str:
        """Return a mass as finely as it was read."""
        net = reading.net_ug
        if net is None and reading.gross_ug is not None:
            net = reading.gross_ug - (reading.tare_ug or 0)
        return shown_mass_with_unit(net, resolution_ug=self._read_to(reading)) if net is not None else ""

    def _read_to(self, reading: Reading) -> int | None:
        """Return the last place of a reading in ug: as it says itself, or as its balance read then."""
        if reading.resolution_ug or not reading.balance or not is_exact(reading.balance):
            return reading.resolution_ug
        return self._then.read_to.get(self._seq, {}).get(uid_of(reading.balance))

    def _term(self, prefix: str, code: str) -> str:
        key = f"{prefix}.{code}"
        return self._words.say(key) if code and self._words.has(key) else code
