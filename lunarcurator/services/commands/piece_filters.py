"""Filters of pieces as they are typed, AXIS=VALUE: a value that no piece can have is refused."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.moments import NOW
from lunarcurator.domain.status import Condition, Custody, Existence
from lunarcurator.services.commands.console import UsageRefused
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from lunarcurator.store.reads.filters import MARKS, NEVER_MET, Axis, PieceFilter
from lunarcurator.store.reads.inventory import collection_codes, pieces_in_order

_CODES: Final[Mapping[Axis, type[StrEnum]]] = MappingProxyType(
    {Axis.EXISTENCE: Existence, Axis.CUSTODY: Custody, Axis.CONDITION: Condition}
)
_FIXED: Final[Mapping[Axis, tuple[str, ...]]] = MappingProxyType(
    {
        Axis.MASS: (str(Quality.UNKNOWN), str(Quality.NOT_RECONCILED)),
        Axis.NEVER: tuple(NEVER_MET),
        Axis.NOT_KNOWN: tuple(NEVER_MET),
        Axis.MARKED: MARKS,
    }
)


def piece_filter(session: StoreSession, words: Words, text: str) -> PieceFilter:
    """Return a filter typed as AXIS=VALUE; a collection is named by its code, others by code or by word.

    Raises `UsageRefused`, which lists what there is.
    """
    name, _, value = text.partition("=")
    value = value.strip()
    if name not in [str(each) for each in Axis] or not value:
        raise UsageRefused("cli.no_filter", filter=text, known=[str(each) for each in Axis])
    axis = Axis(name)
    if axis is Axis.COLLECTION:
        return _collection(session, value)
    if axis is Axis.FORM:
        return _form(session, value)
    codes = _FIXED[axis] if axis in _FIXED else [str(each) for each in _CODES[axis]]
    area = "quality" if axis is Axis.MASS else str(axis)
    for code in codes:
        if value.casefold() in {code, _worded(words, f"{area}.{code}", code).casefold()}:
            return PieceFilter(axis, code)
    raise UsageRefused("cli.no_filter_value", value=value, axis=str(axis), known=list(codes))


def _worded(words: Words, key: str, code: str) -> str:
    return words.say(key) if words.has(key) else code


def _collection(session: StoreSession, value: str) -> PieceFilter:
    with session.database.connect() as connection:
        codes = collection_codes(connection)
    found = next((id_ for id_, code in codes.items() if code == value), None)
    if found is None:
        raise UsageRefused("cli.no_collection", collection=value, known=sorted(codes.values()))
    return PieceFilter(Axis.COLLECTION, str(found))


def _form(session: StoreSession, value: str) -> PieceFilter:
    """Return a filter of a form in any spelling; also of one that no vocabulary has any more but some piece."""
    forms = session.tables.forms
    wanted = PieceFilter(Axis.FORM, forms.named(value) or value)
    if wanted.value != value or value in forms.words.values():
        return wanted
    with session.database.connect() as connection:
        if not pieces_in_order(connection, NOW, (wanted,)):
            known = sorted({*forms.words.values()})
            raise UsageRefused("cli.no_filter_value", value=value, axis=str(Axis.FORM), known=known)
    return wanted
