"""Hidden identities and the references by which a person or a program names a thing."""

import re
import unicodedata
from functools import lru_cache
from typing import Annotated, Final, NewType

Uid = NewType("Uid", str)
"""A uuid as 32 lower-case hexadecimal digits; the identity of a sample, entry, place, operator or balance."""

PieceRef = NewType("PieceRef", str)
"""A piece: `#` and its uid, or any spelling of its number, or `COLLECTION:NUMBER`."""

PlaceRef = NewType("PlaceRef", str)
"""A place: `#` and its uid, its code, or its path of names joined by ` > `."""

OperatorRef = NewType("OperatorRef", str)
"""An operator: `#` and its uid, or the name."""

BalanceRef = NewType("BalanceRef", str)
"""A balance: `#` and its uid, or the name."""

CollectionRef = NewType("CollectionRef", str)
"""A collection: `#` and its uid, or its code."""

EntryRef = NewType("EntryRef", str)
"""A journal entry: `#` and its uid, or its number in this store."""

OrderRef = NewType("OrderRef", str)
"""A work order: `#` and its uid, or its number."""

CheckRef = NewType("CheckRef", str)
"""A count of a place: `#` and its uid, or its number."""

CaseRef = NewType("CaseRef", str)
"""A case: `#` and its uid, or its number."""

InstitutionRef = NewType("InstitutionRef", str)
"""An institution: `#` and its uid, or its name."""

PersonRef = NewType("PersonRef", str)
"""A person who borrows: `#` and its uid, or the name."""

AgreementRef = NewType("AgreementRef", str)
"""A loan agreement: `#` and its uid, or its number."""

LoanRef = NewType("LoanRef", str)
"""A loan: `#` and its uid, or its number."""

LineRef = NewType("LineRef", str)
"""A line of a loan: `#` and its uid, or the number of the loan, `/` and that of the line."""

ShipmentRef = NewType("ShipmentRef", str)
"""A shipment: `#` and its uid, or its number."""

RoundRef = NewType("RoundRef", str)
"""An inventory round: `#` and its uid, or its number."""

FOREIGN_NAME: Final = "foreign name"
"""Marks the type of a text that is what others call a piece, or what a piece is called besides its number."""

ForeignName = Annotated[str, FOREIGN_NAME]
"""What others call a piece. The rules ask of each field of this type that it is no official number (R1, R18)."""

PARTY_NAME: Final = "party name"
"""Marks the type of a text that names somebody: a person, an institution, a committee or a firm."""

PartyName = Annotated[str, PARTY_NAME]
"""What a person, an institution, a committee or a firm is called. The rules ask that it is no number (R1)."""

LABEL_AS_FOUND: Final = "label as found"
"""Marks the type of a text that stands on a vial, true or not; nothing takes it for the name of a piece."""

LabelAsFound = Annotated[str, LABEL_AS_FOUND]
"""What a label says, true or not, kept as it was found."""

NOBODY: Final = Uid("0" * 32)
"""Stands where an operator is asked for and none exists yet: only the first entry of a store."""


def ref_of(uid: Uid) -> str:
    """Return the exact reference `#uid`."""
    return f"#{uid}"


def entry_number(text: str) -> int | None:
    """Return the number of an entry, written as `106` or as papers write it, `#106`; None for another text.

    Spaces that part its thousands are left out.
    """
    before, _, figures = _SPACES.sub("", unicodedata.normalize("NFKC", text)).rpartition("#")
    is_number = not before and figures.isdecimal() and len(figures) < _MOST_FIGURES
    return int(figures) if is_number else None


# An act asks eight times for the same few references.
@lru_cache(maxsize=4_096)
def is_exact(ref: str) -> bool:
    """Tell whether a reference already carries a uid, written as entries write it."""
    return len(ref) == 33 and _EXACT.fullmatch(ref) is not None


def exact_form(ref: str) -> str:
    """Return an exact reference as entries write it; any other text as it is.

    Programs and people write a uid in capitals, in full width, in groups, in braces: what is digested is one form,
    because what comes back from the store is that form too.
    """
    if is_exact(ref):
        return ref
    sign, _, written = unicodedata.normalize("NFKC", ref).strip().partition("#")
    exact = f"#{_UID_FILLER.sub('', written).lower()}"
    return exact if not sign and is_exact(exact) else ref


def uid_of(ref: str) -> Uid:
    """Return the uid inside an exact reference; ValueError if the reference is a spelling."""
    if not is_exact(ref):
        msg = f"not an exact reference: {ref}"
        raise ValueError(msg)
    return Uid(ref[1:])


def uid_or_none(ref: str | None) -> Uid | None:
    """Return the uid inside an exact reference, None where none is given; ValueError if it is a spelling."""
    return uid_of(ref) if ref else None


_SPACES: Final = re.compile(r"\s+")
_MOST_FIGURES: Final = 18
_EXACT: Final = re.compile("#[0-9a-f]{32}")
_UID_FILLER: Final = re.compile(r"[\s{}()\u00ad\u200b\u2010-\u2015\u2060\u2212\ufeff-]+")
