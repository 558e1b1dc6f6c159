"""From what somebody wrote to exactly one piece, place, person or entry (R18)."""

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Any, Final, Protocol, get_type_hints

from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.facts import DESK_SUBJECTS, Subject
from lunarcurator.domain.identity import (
    AgreementRef,
    BalanceRef,
    CaseRef,
    CheckRef,
    CollectionRef,
    EntryRef,
    InstitutionRef,
    LineRef,
    LoanRef,
    OperatorRef,
    OrderRef,
    PersonRef,
    PieceRef,
    PlaceRef,
    RoundRef,
    ShipmentRef,
    Uid,
    entry_number,
    exact_form,
    is_exact,
    ref_of,
    uid_of,
)
from lunarcurator.domain.igsn import igsn_keys
from lunarcurator.domain.ledger_state import LedgerState, Record
from lunarcurator.domain.lending.lines import PROMISED, Line
from lunarcurator.domain.lending.people import Institution, Person
from lunarcurator.domain.lending.terms import LineState
from lunarcurator.domain.naming import as_told, bodies_of, body_meant, in_full, numbers_meant, numbers_of
from lunarcurator.domain.numbering import NumberTextError, usual_keys
from lunarcurator.domain.numbering.slips import slips_of
from lunarcurator.domain.operations import Operation
from lunarcurator.domain.pieces import BODY_SIGN
from lunarcurator.domain.resting import REFERENCES, leaves
from lunarcurator.domain.status import Existence
from lunarcurator.domain.words_folding import number_key, plain_code, unquoted

_ANSWERING: Final = PROMISED | {LineState.LOST}
"""The states in which a line answers for its piece: promised, out, or reported lost and not released."""
OTHER_NAME: Final = "ref.other_name"
MERGED: Final = "ref.merged"
SEVERAL: Final = "ref.several_pieces"
SEVERAL_NAMED: Final = "ref.other_names"
"""Pieces of several collections have the number; `number` writes each so that it names only it."""
"""What a text is that is a former or other name of one piece: a question to whoever acts on it."""


class UnclearReference(Refusal):
    """A reference names nothing, or more than one thing, or a piece by a name that asks to be confirmed."""


@dataclass(frozen=True, slots=True)
class Meant:
    """The piece or thing of the desk a text names, with its official number; `asks` is what acting on it confirms.

    Who reads goes on; who acts is asked once, and answers with the number.
    """

    text: str
    uid: Uid
    number: str
    asks: UnclearReference | None = field(default=None, compare=False)

    @property
    def otherwise(self) -> bool:
        """Whether it was named by a former or other name."""
        return self.asks is not None


class Named(Protocol):
    """What the store answers about names beyond the ledger state."""

    def collections(self) -> Mapping[str, Uid]:
        """Return the collections in the book by code."""

    def entry_uid(self, seq: int) -> Uid | None:
        """Return the uid of an entry by its sequence."""

    def on_the_desk(self, kind: Subject) -> Sequence[Record]:
        """Return all of a kind in order of their names."""


def exact(text: str) -> str:
    """Return a reference to what has no name (any more) as entries write it; raises `UnclearReference`."""
    form = exact_form(text)
    if not is_exact(form):
        raise UnclearReference("ref.not_exact", text=text)
    return form


class References:
    """Makes the references of operations exact, in the ledger state of the entry being posted."""

    def __init__(self, ledger: LedgerState, named: Named) -> None:
        self._ledger = ledger
        self._named = named
        self._finders: Mapping[Any, Callable[[str], Uid]] = MappingProxyType(
            {
                PieceRef: self.piece,
                PlaceRef: self.place,
                OperatorRef: self.operator,
                BalanceRef: self.balance,
                CollectionRef: self.collection,
                EntryRef: self.entry,
                **{ref: partial(self._to_act_on, kind) for ref, (kind, _) in _BY_NAME.items()},
            }
        )

    def exact(self, operation: Operation) -> Operation:
        """Return the operation with every reference exact; `UnclearReference` names the one that is not."""
        exact: Operation = self._walk(operation)
        return exact

    def piece(self, text: str) -> Uid:
        """Return the piece to act on, by its number in any spelling, optionally `COLLECTION:NUMBER`.

        Any other name of a piece is a question: `UnclearReference` says which number to confirm it by (R18).
        """
        chosen, spelled = self._chosen(text)
        found = self._in_any(chosen, spelled, text) or self._in_any(chosen, unquoted(spelled), text)
        known = [] if found else self._known(chosen, spelled)
        found = found or self._otherwise_spelt(known, spelled)
        if len(found) == 1:
            return found[0]
        if found:
            raise UnclearReference(
                SEVERAL, text=text, number=", ".join(in_full(self._ledger, each) for each in found)
            )
        if known:
            key = OTHER_NAME if len(known) == 1 else SEVERAL_NAMED
            raise UnclearReference(key, text=text, number=numbers_of(self._ledger, known))
        if near := self._near(chosen, unquoted(spelled)):
            raise UnclearReference("ref.near", text=text, number=", ".join(near))
        raise UnclearReference("ref.no_piece", text=text)

    def meant(self, text: str) -> Meant:
        """Return the piece a text names: by its number, else by another name that only it has.

        Raises `UnclearReference` where it names none, or several. Everything that looks a piece up asks here.
        """
        asks = None
        try:
            uid = self.piece(text)
        except UnclearReference as unclear:
            known = self._known(*self._chosen(text))
            if unclear.key != OTHER_NAME or len(known) != 1:
                raise
            # Not the one that was raised, which holds on to the connection it was raised on.
            uid, asks = known[0], UnclearReference(unclear.key, **unclear.facts)
        return Meant(text, uid, as_told(self._ledger, uid), asks)

    def read(self, text: str) -> Meant:
        """Return the piece a text names to somebody who only reads, as `meant` does.

        The number of a piece that was merged names that piece, and `number` is that of what it was merged into.
        """
        try:
            return self.meant(text)
        except UnclearReference as unclear:
            if unclear.key != MERGED:
                raise
            asks = UnclearReference(unclear.key, **unclear.facts)
        return Meant(text, Uid(str(asks.facts["piece"])), str(asks.facts["number"]), asks)

    def _chosen(self, text: str) -> tuple[Sequence[Uid], str]:
        """Return the collections in which a text is looked for, and what is left of it to look for."""
        code, _, rest = text.partition(":")
        collections = self._collections()
        named = {name.casefold(): uid for name, uid in collections.items()}.get(unquoted(code).casefold())
        if rest.strip() and named is not None:
            return (named,), rest.strip()
        return tuple(collections.values()), text.strip()

    def _known(self, chosen: Sequence[Uid], spelled: str) -> list[Uid]:
        """Return the pieces with this as a former or other name, or as a number otherwise spelt."""
        keys = (*usual_keys(spelled, self._ledger.tables.schemes.values()), *igsn_keys(spelled))
        found = (self._ledger.known_as((key,)) for key in keys)
        there = ([uid for uid in each if self._ledger.piece(uid).book.collection in chosen] for each in found)
        return next((each for each in there if each), [])

    def _otherwise_spelt(self, known: Sequence[Uid], spelled: str) -> list[Uid]:
        """Return those whose number itself it is, in other case or with other signs between."""
        keys = usual_keys(spelled, self._ledger.tables.schemes.values())
        pieces = [self._ledger.piece(uid) for uid in known]
        mine = [each for each in pieces if number_key(each.number_text) in keys]
        found = (self._official(each.book.collection, each.number_text) for each in mine)
        return list(dict.fromkeys(uid for uid in found if uid is not None))

    def place(self, text: str) -> Uid:
        """Return the place of a code, of a name that only one place has, or of a path of names."""
        steps = [step.strip() for step in text.replace("›", ">").split(">")]
        found = self._ledger.named(Subject.PLACE, steps[-1])
        for level, step in enumerate(reversed(steps[:-1]), start=1):
            found = [uid for uid in found if self._ancestor_name(uid, level) == step]
        return _only(found, "ref.no_place", text)

    def operator(self, text: str) -> Uid:
        """Return the operator of this name, or of this exact reference where he is in the book."""
        form = exact_form(text)
        if is_exact(form):
            self._must_stand(Subject.OPERATOR, uid_of(form))
            return uid_of(form)
        return _only(self._ledger.named(Subject.OPERATOR, text.strip()), "ref.no_operator", text)

    def balance(self, text: str) -> Uid:
        """Return the balance of this name."""
        return _only(self._ledger.named(Subject.BALANCE, text.strip()), "ref.no_balance", text)

    def collection(self, text: str) -> Uid:
        """Return the collection of this code or name."""
        return _only(self._ledger.named(Subject.COLLECTION, text.strip()), "ref.no_collection", text)

    def entry(self, text: str) -> Uid:
        """Return the entry with this sequence in the store."""
        seq = entry_number(text)
        uid = self._named.entry_uid(seq) if seq is not None else None
        if uid is None:
            raise UnclearReference("ref.no_entry", text=text)
        return uid

    def on_the_desk(self, kind: Subject, text: str) -> Meant:
        """Return the loan, line, person or other thing of the desk a text names, by its name in any spelling.

        The number of a piece names the line on which it is promised or out. By another name, of a person, an
        institution or a piece, it `asks`. Raises `UnclearReference` where it names none, or several: then it says
        which. Whoever looks one up asks here.
        """
        form = exact_form(text)
        if is_exact(form):
            self._must_stand(kind, uid_of(form))
            return Meant(text, uid_of(form), self._called(kind, uid_of(form)))
        found, asks = self.in_any_spelling(kind, text), False
        if not found and kind is Subject.LINE:
            found, asks = self._lines_of_piece(text)
        elif not found:
            found, asks = self._known_as(kind, text), True
        if not found:
            raise UnclearReference(_MISSING[kind], text=text)
        if len(found) > 1:
            raise UnclearReference("ref.several_named", text=text, names=self._told_apart(kind, found))
        (uid,), name = found, self._called(kind, found[0])
        key = "ref.line_of_piece" if kind is Subject.LINE else OTHER_NAME
        return Meant(text, uid, name, UnclearReference(key, text=text, number=name) if asks else None)

    def in_any_spelling(self, kind: Subject, text: str) -> list[Uid]:
        """Return what of a kind has this name or code, else in other case or with other signs between."""
        exact = self._ledger.named(kind, text.strip()) or self._ledger.named(kind, plain_code(text))
        if exact or not plain_code(text):
            return exact
        return self._with_key(kind, text, lambda uid: {self._called(kind, uid), self._label(kind, uid)})

    def _known_as(self, kind: Subject, text: str) -> list[Uid]:
        """Return the people or institutions of another name."""
        if kind not in _OTHER_NAMES:
            return []
        of = _OTHER_NAMES[kind]
        return self._with_key(kind, text, lambda uid: set(of(self._ledger.record(kind, uid)).names))

    def _lines_of_piece(self, text: str) -> tuple[list[Uid], bool]:
        """Return the lines that answer for a piece now, and whether another name of it was said."""
        with suppress(UnclearReference):
            meant = self.meant(text)
            mine = self._ledger.related(Subject.LINE, "sample", meant.uid)
            lines = [Line.of(self._ledger.record(Subject.LINE, each)) for each in mine]
            there = [each for each in lines if each.state in _ANSWERING]
            # Of a part that was lost before, a line answers beside the one on which the piece goes out again.
            whole = [each for each in there if not each.lost_part]
            return [each.uid for each in whole or there], meant.otherwise
        return [], False

    def _with_key(self, kind: Subject, text: str, names: Callable[[Uid], set[str]]) -> list[Uid]:
        key, found = number_key(plain_code(text)), []
        for uid in (state.uid for state in self._named.on_the_desk(kind)):
            # What stands on the desk now may not have stood at the moment of the ledger state.
            with suppress(KeyError):
                if key in map(number_key, names(uid)) and uid in self._ledger.named(kind, self._called(kind, uid)):
                    found.append(uid)
        return found

    def _called(self, kind: Subject, uid: Uid) -> str:
        state = self._ledger.record(kind, uid)
        return state.code or state.name

    def _label(self, kind: Subject, uid: Uid) -> str:
        """Return what tells one of two people of one name apart: the name with the institution."""
        person = Person.of(self._ledger.record(kind, uid)) if kind is Subject.PERSON else None
        name = self._called(kind, uid)
        house = person.institution_on(self._ledger.today) if person is not None else None
        return f"{name} \u00b7 {self._called(Subject.INSTITUTION, house)}" if house is not None else name

    def _told_apart(self, kind: Subject, found: Sequence[Uid]) -> str:
        """Return the names of several things, with their exact references where nothing else tells them apart."""
        labels = [self._label(kind, uid) for uid in found]
        if len(set(labels)) < len(labels):
            labels = [f"{label} ({ref_of(uid)})" for label, uid in zip(labels, found, strict=True)]
        return ", ".join(labels)

    def _to_act_on(self, kind: Subject, text: str) -> Uid:
        meant = self.on_the_desk(kind, text)
        if meant.asks is not None:
            raise meant.asks
        return meant.uid

    def _collections(self) -> Mapping[str, Uid]:
        return {**self._named.collections(), **self._ledger.collections()}

    def _in_any(self, collections: Iterable[Uid], spelled: str, text: str) -> list[Uid]:
        found: list[Uid] = []
        former: list[UnclearReference] = []
        for each in collections:
            try:
                uid = self._official(each, spelled)
            except UnclearReference as unclear:
                # What only was a number in one collection may be one in another.
                if unclear.key not in (OTHER_NAME, SEVERAL_NAMED):
                    raise
                former.append(unclear)
            else:
                found += [uid] if uid is not None else []
        if former and not found:
            raise UnclearReference(former[0].key, **{**former[0].facts, "text": text})
        return found

    def _official(self, collection: Uid, spelled: str) -> Uid | None:
        body = body_meant(self._ledger, collection, spelled)
        if body is not None:
            return body
        for name in numbers_meant(self._ledger, collection, spelled):
            held = [claim.sample for claim in self._ledger.claimed(collection, name) if claim.in_force]
            if held:
                return self._holder(name, held)
        return None

    def _holder(self, name: str, held: list[Uid]) -> Uid:
        """Return the piece that has a number now; one that only had it, or ended, asks to be called by another."""
        now = [uid for uid in held if self._ledger.piece(uid).number_text == name]
        if not now:
            had = list(dict.fromkeys(held))
            key = OTHER_NAME if len(had) == 1 else SEVERAL_NAMED
            raise UnclearReference(key, text=name, number=numbers_of(self._ledger, had))
        piece = self._ledger.piece(now[-1])
        if piece.existence is Existence.MERGED and piece.parents:
            into = as_told(self._ledger, piece.parents[0][0])
            raise UnclearReference(MERGED, text=name, number=into, piece=piece.uid)
        bodies = bodies_of(self._ledger, piece)
        if bodies:
            labels = [piece.body, *(self._ledger.piece(each).body for each in bodies)]
            told = ", ".join(name + BODY_SIGN + label for label in labels)
            raise UnclearReference("ref.several_bodies", text=name, bodies=told)
        return piece.uid

    def _near(self, collections: Iterable[Uid], spelled: str) -> list[str]:
        """Return the numbers in the book from which one parts only by digits that changed places."""
        near: dict[str, None] = {}
        for collection in collections:
            scheme = self._ledger.scheme(collection)
            for each in slips_of(spelled):
                # A slip may lead to what is no number in this scheme.
                with suppress(NumberTextError):
                    name = scheme.parse(each).canonical
                    if any(held.in_force for held in self._ledger.claimed(collection, name)):
                        near[name] = None
        return list(near)

    def _ancestor_name(self, uid: Uid, level: int) -> str:
        at: Uid | None = uid
        for _ in range(level):
            at = self._ledger.place(at).parent if at is not None else None
        return self._ledger.place(at).name if at is not None else ""

    def _walk(self, value: Any) -> Any:
        """Return a value with exact references; the same object where all of them were."""
        kind: Any = type(value)
        changed = {}
        for name, finders in _hints(kind):
            told = getattr(value, name)
            if told is None:
                continue
            found = exact(told) if name in _OUT_OF_BOOK else self._field(finders, told)
            if found is not told:
                changed[name] = found
        return replace(value, **changed) if changed else value

    def _field(self, kind: Any, value: Any) -> Any:
        if not isinstance(value, tuple):
            return self._walk(value) if kind is None else self._ref(kind, value)
        exact = tuple(map(self._walk if kind is None else partial(self._ref, kind), value))
        return value if all(map(operator.is_, exact, value)) else exact

    def _ref(self, kind: Any, text: str) -> str:
        form = exact_form(text)
        if not is_exact(form):
            return ref_of(self._finders[kind](text))
        if kind in _ON_THE_DESK:
            self._must_stand(_ON_THE_DESK[kind], uid_of(form))
        return form

    def _must_stand(self, kind: Subject, uid: Uid) -> None:
        """Refuse what was set up and undone since, or never was: nothing can be said of it any more."""
        try:
            self._ledger.record(kind, uid)
        except KeyError:
            raise UnclearReference("ref.not_set_up", kind=str(kind)) from None


@lru_cache(maxsize=64)
def _hints(kind: type[Any]) -> tuple[tuple[str, Any], ...]:
    """Return the fields that hold or contain references: name, and the kind of reference or None for parts."""
    hints = get_type_hints(kind)
    return tuple(
        (each.name, next((leaf for leaf in leaves(hints[each.name]) if leaf in REFERENCES), None))
        for each in fields(kind)
        if _matters(hints[each.name])
    )


_OUT_OF_BOOK: Final = frozenset({"revives"})
"""References to what is out of the book, because the act brings it back."""
_BY_NAME: Final = MappingProxyType(
    {
        OrderRef: (Subject.ORDER, "ref.no_order"),
        CheckRef: (Subject.CHECK, "ref.no_check"),
        CaseRef: (Subject.CASE, "ref.no_case"),
        InstitutionRef: (Subject.INSTITUTION, "ref.no_institution"),
        PersonRef: (Subject.PERSON, "ref.no_person"),
        AgreementRef: (Subject.AGREEMENT, "ref.no_agreement"),
        LoanRef: (Subject.LOAN, "ref.no_loan"),
        LineRef: (Subject.LINE, "ref.no_line"),
        ShipmentRef: (Subject.SHIPMENT, "ref.no_shipment"),
        RoundRef: (Subject.ROUND, "ref.no_round"),
    }
)
_MISSING: Final[Mapping[Subject, str]] = MappingProxyType(dict(_BY_NAME.values()))
_OTHER_NAMES: Final[Mapping[Subject, Callable[[Record], Person | Institution]]] = MappingProxyType(
    {Subject.PERSON: Person.of, Subject.INSTITUTION: Institution.of}
)
_ON_THE_DESK: Final = MappingProxyType(
    {ref: Subject(kind) for ref, kind in REFERENCES.items() if kind in DESK_SUBJECTS}
)


def _matters(hint: Any) -> bool:
    return any(leaf in REFERENCES or is_dataclass(leaf) for leaf in leaves(hint))


def _only(found: list[Uid], key: str, text: str) -> Uid:
    if not found:
        raise UnclearReference(key, text=text)
    if len(found) > 1:
        raise UnclearReference("ref.several", text=text, count=len(found))
    return found[0]
