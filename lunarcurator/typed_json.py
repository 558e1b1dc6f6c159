"""Reads JSON, and what JSON holds, as values of a type, from any thread.

msgspec learns the fields of a type when it first reads one. Where two threads do so at the same moment, one finds
them half learnt, and the process ends (seen with 0.22). So a type is learnt by one thread at a time.
"""

from threading import Lock
from typing import Any, Final

import msgspec

_DECODERS: Final[dict[Any, msgspec.json.Decoder[Any]]] = {}
_LEARNING: Final = Lock()


def decode[T](text: str | bytes, kind: type[T]) -> T:
    """Return the value of a type of a JSON text; raises `msgspec.DecodeError` or `UnicodeDecodeError`."""
    return decoder_of(kind).decode(text)


def convert[T](value: object, kind: type[T]) -> T:
    """Return the value of a type that decoded JSON describes; raises `msgspec.ValidationError`."""
    decoder_of(kind)
    return msgspec.convert(value, kind)


def decoder_of[T](kind: type[T]) -> msgspec.json.Decoder[T]:
    """Return what reads JSON as values of a type, for those who read many."""
    known = _DECODERS.get(kind)
    if known is not None:
        return known
    with _LEARNING:
        return _DECODERS.setdefault(kind, msgspec.json.Decoder(kind))
