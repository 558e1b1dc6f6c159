"""In which encodings the bytes of a text that is no UTF-8 make sense, by charset-normalizer."""

from itertools import islice
from typing import Final, NamedTuple

# What East Asian and western spreadsheet programs write; of two that read alike the first is named.
_ENCODINGS: Final = (
    "gb18030",
    "cp1252",
    "cp932",
    "big5",
    "euc_kr",
    "cp1250",
    "cp1251",
    "cp1253",
    "koi8_r",
    "cp866",
)
_OF_TWO_BYTES: Final = frozenset({"gb18030", "cp932", "big5", "euc_kr"})
_LINES: Final = 1_000
_BYTES: Final = 64 * 1024
# Where more make sense of it, a text says nothing of its encoding.
_MOST: Final = 3
_MANY: Final = 20
"""A whole line among more faulty ones than this may read as UTF-8 by chance."""


class Mixed(NamedTuple):
    """A row that is written in UTF-8, in a file of which others are not, and what these may be written in."""

    row: int
    others: tuple[str, ...]


def mixed_with(content: bytes) -> Mixed | None:
    """Tell whether whole rows of a file are UTF-8 and others in another encoding; None where all are alike."""
    good, whole, faulty = 0, 0, []
    for number, line in enumerate(content.splitlines(), start=1):
        if line.isascii():
            continue
        try:
            line.decode()
        except UnicodeDecodeError:
            faulty.append(line)
        else:
            good, whole = good or number, whole + 1
    others = readable_as(b"\n".join(faulty))
    # Signs of two bytes make up lines that read as UTF-8 too, but never most of them.
    enough = whole * (1 if _OF_TWO_BYTES & {*others} else _MANY) >= len(faulty)
    return Mixed(good, others) if whole and enough else None


def readable_as(content: bytes) -> tuple[str, ...]:
    """Return the encodings in which a text makes sense, the likeliest first; none where it may be in many."""
    # Only a text that is no UTF-8 needs the library.
    from charset_normalizer import from_bytes

    telling = b"\n".join(islice((line for line in content.splitlines() if not line.isascii()), _LINES))[:_BYTES]
    found = from_bytes(telling, cp_isolation=[*_ENCODINGS])
    alike = ({each.encoding, *each.could_be_from_charset} for each in found)
    names = tuple(next(name for name in _ENCODINGS if name in each) for each in alike)
    return names if len(names) <= _MOST else ()
