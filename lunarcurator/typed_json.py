"""Reads JSON, and what JSON holds, as values of a type, from any thread.

msgspec learns the fields of a type when it first reads one. Where two threads do so at the same moment, one finds
them half learnt, and the process ends (seen with 0.22). So a type is learnt by one thread at a time.
"""

from collections.abc import Hashable
from functools import lru_cache
from threading import Lock
from typing import Any, Final, cast

import msgspec

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
    with _LEARNING:
        return _decoder(cast("Hashable", kind))


@lru_cache(maxsize=512)
def _decoder(kind: Hashable) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(cast("type[Any]", kind))
