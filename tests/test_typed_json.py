"""Typed values are read from any thread: a type is learnt by one of them, whole, before another reads by it."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Annotated, Any

import msgspec
import pytest
from lunarcurator.typed_json import convert, decode, decoder_of

THREADS = 3

type _Count = Annotated[int, msgspec.Meta(ge=0)]
type _Share = Annotated[int, msgspec.Meta(ge=0, le=100_000)]


def fresh_type() -> Any:
    """Return a type that nothing was read by yet, with fields that take Python to learn."""
    return msgspec.defstruct("Fresh", [(each, _Count if each < "m" else _Share, 0) for each in "abcdwxyz"])


@pytest.fixture
def hasty_threads() -> Iterator[None]:
    """Let threads take turns as often as they can, so that they meet wherever they may."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("hasty_threads")
def test_threads_that_first_read_one_type_at_the_same_moment_all_read_it() -> None:
    with ThreadPoolExecutor(THREADS) as threads:
        for _ in range(500):
            kind, together = fresh_type(), Barrier(THREADS)

            def read(how: int, kind: Any = kind, together: Barrier = together) -> Any:
                together.wait()
                return decode('{"a": 5, "z": 7}', kind) if how else convert({"a": 5, "z": 7}, kind)

            assert {(each.a, each.z) for each in threads.map(read, range(THREADS))} == {(5, 7)}


def test_what_does_not_fit_is_refused_and_a_decoder_is_made_once() -> None:
    kind = fresh_type()
    with pytest.raises(msgspec.ValidationError):
        decode('{"a": -1}', kind)
    with pytest.raises(msgspec.ValidationError):
        convert({"a": -1}, kind)
    with pytest.raises(msgspec.DecodeError):
        decode("{", kind)
    assert decoder_of(kind) is decoder_of(kind)
