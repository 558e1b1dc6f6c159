"""The lines of a text whose bytes make no sense in its encoding."""

from collections.abc import Iterator
from typing import NamedTuple


class Fault(NamedTuple):
    """The first byte of a line that makes no sense: the line (from 1), and the byte in hex."""

    row: int
    byte: str


def faults(content: bytes, encoding: str) -> Iterator[Fault]:
    """Yield the faults of a text, one for each line that has any; `encoding` is one without a mark."""
    at, line, said = 0, 1, 0
    while at < len(content):
        try:
            content[at:].decode(encoding)
        except UnicodeDecodeError as error:
            before = content[at : at + error.start].decode(encoding)
            line += before.count("\n") + before.count("\r") - before.count("\r\n")
            if line != said:
                yield Fault(line, f"0x{content[at + error.start]:02X}")
            at, said = at + error.end, line
        else:
            return
