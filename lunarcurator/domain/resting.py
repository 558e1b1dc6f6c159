"""What refers to what, in one table, and so what rests on what (`ledger.md` 1.3).

An entry may be taken back only while nothing later rests on it. A later entry rests on it where

1. it touches the same piece, place or record; or
2. one of its facts, or who stands behind it, names a place or record that the entry touched; or
3. it touches a record that names, itself or through others, a record that the entry *made* or *changed*: a line
   rests on its loan, the loan on its agreement, the agreement on its person, the person on the institution. So
   whoever sends out a line relies on the signature of the agreement it is under without touching the agreement.

A record relies on another being there wherever it names it. It relies on the state of the other only where the
table says that it stands *under* it, and never on what only describes it (`DESCRIBES`): what rules read may change
their answer. Where that is not known it is taken to rest. An act touches each piece and line it names, so that
these are never looked for through records.

A few fields name a record by its number or name as somebody wrote it (`TEXTS`), because what they name may be on
paper only. Where the book has a record so named, the act rests on it. Any other text is what somebody said, and
stands whatever becomes of the book.

Labels, sightings and counts rest on nothing they looked at (`HARMLESS`): they never stand in the way of what is
undone about a piece, or changed about a place. But a sighting or count says in which place something was seen or
looked for, and the journal and the cases would speak of no place at all without it: so a place is not taken out
of the book, by undoing what set it up, under a sighting or count that names it.

What was undone can be done again only while nothing it rests on came, went or changed since, and nothing came that
would rest on it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final, get_args, get_type_hints

from lunarcurator.domain.facts import Scalar, Subject
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
)
from lunarcurator.domain.operations import OPERATIONS
from lunarcurator.domain.words_folding import plain_code

ENTRY: Final = "entry"
"""Stands for the journal where an operation names an earlier entry of it."""

REFERENCES: Final[Mapping[Any, str]] = MappingProxyType(
    {
        PieceRef: Subject.SAMPLE,
        PlaceRef: Subject.PLACE,
        OperatorRef: Subject.OPERATOR,
        BalanceRef: Subject.BALANCE,
        CollectionRef: Subject.COLLECTION,
        OrderRef: Subject.ORDER,
        CheckRef: Subject.CHECK,
        CaseRef: Subject.CASE,
        InstitutionRef: Subject.INSTITUTION,
        PersonRef: Subject.PERSON,
        AgreementRef: Subject.AGREEMENT,
        LoanRef: Subject.LOAN,
        LineRef: Subject.LINE,
        ShipmentRef: Subject.SHIPMENT,
        RoundRef: Subject.ROUND,
        EntryRef: ENTRY,
    }
)
"""What each type of reference names: a field of an operation says by its type what it refers to."""

HARMLESS: Final = frozenset({"sight", "check_place", "print_labels", "annul_entry"})
"""Kinds of act that never stand in the way of an undo (`ledger.md` 1.3), unless it takes away their place."""


@dataclass(frozen=True, slots=True)
class ByText:
    """What a field of an operation `names` by its number or name as written; `under` as in `Kept`."""

    names: Subject
    under: bool = False


TEXTS: Final[Mapping[tuple[str, str], ByText]] = MappingProxyType(
    {
        ("send_to_display", "agreement"): ByText(Subject.AGREEMENT, under=True),
        ("plan_split", "request"): ByText(Subject.LOAN),
        ("plan_split", "assigned"): ByText(Subject.OPERATOR),
        ("advance_order", "assigned"): ByText(Subject.OPERATOR),
    }
)
"""The fields, by kind of operation and name, that name a record by a text; a test looks for one missing here."""

DESCRIBES: Final = frozenset(
    {
        *("name", "code", "remarks", "address", "purpose", "tracking"),
        *("othername/", "contact/", "document/"),
    }
)
"""Fields by which a record is found, reached or described; no rule reads them of a record that another names."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A field in which a record keeps the uid of another: its `key`, and what it `names`.

    A key that ends with `/` stands before a uid of its own for each value. The uid stands in the value: as it is,
    or several with spaces between them, or as the `member` of the JSON object, or objects, kept there. With
    `in_key` it is the end of the key. `under` says that the record relies on the state of what it names, not only
    on its being there.
    """

    key: str
    names: Subject
    under: bool = False
    member: str = ""
    in_key: bool = False


RECORDS: Final[Mapping[Subject, tuple[Kept, ...]]] = MappingProxyType(
    {
        Subject.SAMPLE: (Kept("collection", Subject.COLLECTION), Kept("body_of", Subject.SAMPLE)),
        Subject.ORDER: (
            Kept("parent", Subject.SAMPLE),
            Kept("jotted", Subject.BALANCE, under=True, member="balance"),
        ),
        Subject.CHECK: (Kept("place", Subject.PLACE),),
        Subject.CASE: (
            Kept("sample", Subject.SAMPLE),
            Kept("samples", Subject.SAMPLE),
            Kept("other", Subject.SAMPLE),
            Kept("parent", Subject.SAMPLE),
            Kept("place", Subject.PLACE),
            Kept("check", Subject.CHECK),
            Kept("line", Subject.LINE),
        ),
        Subject.PERSON: (
            Kept("institution", Subject.INSTITUTION, under=True),
            Kept("affiliation/", Subject.INSTITUTION, under=True, member="institution"),
        ),
        Subject.AGREEMENT: (
            Kept("person", Subject.PERSON, under=True),
            Kept("cosigner", Subject.PERSON, under=True),
            Kept("institution", Subject.INSTITUTION, under=True),
            Kept("renews", Subject.AGREEMENT, under=True),
            Kept("renewed_by", Subject.AGREEMENT, under=True),
        ),
        Subject.LOAN: (
            Kept("borrower", Subject.PERSON, under=True),
            Kept("co/", Subject.PERSON),
            Kept("agreement", Subject.AGREEMENT, under=True),
            Kept("lender", Subject.INSTITUTION, under=True),
        ),
        Subject.LINE: (
            Kept("loan", Subject.LOAN, under=True),
            Kept("borrower", Subject.PERSON, under=True),
            Kept("agreement", Subject.AGREEMENT, under=True),
            # What a line was under before it passed to another: it went out under that.
            Kept("passed/", Subject.PERSON, under=True, member="person"),
            Kept("passed/", Subject.AGREEMENT, under=True, member="agreement"),
            Kept("came_from", Subject.LINE),
            Kept("passed_to", Subject.LINE),
            Kept("shipment", Subject.SHIPMENT, under=True),
            Kept("sample", Subject.SAMPLE),
            Kept("source", Subject.SAMPLE),
            Kept("back/", Subject.SAMPLE, in_key=True),
            Kept("reported/", Subject.PERSON, member="person"),
            Kept("round", Subject.ROUND),
            Kept("round/", Subject.ROUND, in_key=True),
            Kept("round/", Subject.PERSON, member="borrower"),
            Kept("answer/", Subject.ROUND, in_key=True),
        ),
        Subject.ROUND: (
            Kept("collections", Subject.COLLECTION),
            Kept("expects/", Subject.PERSON, in_key=True),
            Kept("answered/", Subject.PERSON, in_key=True),
            Kept("besides/", Subject.PERSON, in_key=True),
        ),
    }
)
"""Each field of a record that refers to another record; a test looks for one that is missing."""

TOUCHED: Final = frozenset({Subject.SAMPLE, Subject.LINE})
"""What an act names of these it also touches: they are never looked for through the records that name them."""

NAMED: Final = (
    frozenset(kept.names for kind, table in RECORDS.items() if kind is not Subject.SAMPLE for kept in table)
    - TOUCHED
)
"""The kinds of thing that are looked for in the records naming them."""


def naming(kinds: Iterable[Subject]) -> list[Subject]:
    """Return the kinds of record on the desk that may name one of these kinds."""
    wanted = set(kinds)
    return [
        kind
        for kind, table in RECORDS.items()
        if kind is not Subject.SAMPLE and any(kept.names in wanted for kept in table)
    ]


def keys_naming(kinds: Iterable[Subject]) -> list[str]:
    """Return the keys under which records on the desk may name one of these kinds."""
    wanted = set(kinds)
    return sorted({kept.key for kind in naming(wanted) for kept in RECORDS[kind] if kept.names in wanted})


def named_in(kind: Subject, told: Mapping[str, Scalar]) -> Iterator[tuple[Kept, Uid]]:
    """Yield what the fields of a record name: by which row of the table, and the uid."""
    for kept in RECORDS.get(kind, ()):
        if not kept.key.endswith("/"):
            keys: Iterable[str] = (kept.key,)
        else:
            keys = (key for key in told if key.startswith(kept.key))
        for key in keys:
            value = told.get(key)
            if value:
                yield from ((kept, uid) for uid in _uids(kept, key, str(value)))


def carries(changes: Iterable[str]) -> bool:
    """Tell whether one of the fields set is more than a description, so that something may rest on it."""
    return any(key not in DESCRIBES and f"{key.partition('/')[0]}/" not in DESCRIBES for key in changes)


def named_by_text(kind: str, told: Mapping[str, Any]) -> Iterator[tuple[ByText, str]]:
    """Yield what an operation, as its entry keeps it, names by a text: by which row of the table, and the text."""
    for (each, field), by in TEXTS.items():
        if each == kind and told.get(field):
            yield by, plain_code(str(told[field]))


@lru_cache(maxsize=256)
def operation_fields(kind: str) -> Mapping[str, str]:
    """Return the fields of an operation that refer to something, by their path, and what each names."""
    return MappingProxyType(dict(_fields(OPERATIONS[kind])))


def _uids(kept: Kept, key: str, value: str) -> Iterator[Uid]:
    if kept.in_key:
        yield Uid(key.removeprefix(kept.key))
    elif kept.member:
        told = json.loads(value)
        for each in told if isinstance(told, list) else [told]:
            if each.get(kept.member):
                yield Uid(each[kept.member])
    else:
        yield from map(Uid, value.split())


def _fields(kind: Any, path: str = "") -> Iterator[tuple[str, str]]:
    hints = get_type_hints(kind)
    for each in fields(kind):
        for leaf in leaves(hints[each.name]):
            if leaf in REFERENCES:
                yield f"{path}{each.name}", REFERENCES[leaf]
            elif is_dataclass(leaf):
                yield from _fields(leaf, f"{path}{each.name}.")


def leaves(hint: Any) -> list[Any]:
    """Return the types a type hint is made of, down to the innermost."""
    inner = get_args(hint)
    return [leaf for each in inner for leaf in leaves(each)] if inner else [hint]
