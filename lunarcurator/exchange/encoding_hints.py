"""In which encoding the bytes of a text that is no UTF-8 would make sense."""

import re
from typing import Final, NamedTuple

_STRANGE: Final = re.compile(r"[^\W\d_a-zA-Z]{3}")
_KANA: Final = re.compile("[\u3041-\u30ff]")
_HALF_KANA: Final = re.compile("[\uff61-\uff9f]")
_CHINESE: Final = re.compile("[\u3400-\u9fff]")
_HANGUL: Final = re.compile("[\uac00-\ud7a3]")
_WITHIN_A_WORD: Final = re.compile("(?<=[A-Za-z])[\u3400-\u9fff]|[\u3400-\u9fff](?=[A-Za-z])")
_SURELY: Final = 12
"""So many Hangul are no chance: three of five bytes of everyday Chinese could be read as one."""
_CYRILLIC: Final = re.compile("[\u0410-\u044f\u0401\u0451]{3,}")
_COMMON: Final = "\u043e\u0430\u0435\u0438\u043d\u0442\u0441\u0440\u0432\u043b"
_TOGETHER: Final = re.compile(rb"[\x80-\xff]{2}")
_OF_TWO_BYTES: Final = ("euc_kr", "gb18030", "big5")
_MANY: Final = 20
"""A whole line among more faulty ones than this may read as UTF-8 by chance."""


class Mixed(NamedTuple):
    """A row that is written in UTF-8, in a file of which others are not, and what these seem to be written in."""

    row: int
    other: str


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
    other = readable_as(b"\n".join(faulty), "utf-8")
    # Signs of two bytes make up lines that read as UTF-8 too, but never most of them.
    enough = whole >= len(faulty) if other in _OF_TWO_BYTES else whole * _MANY >= len(faulty)
    return Mixed(good, other) if whole and enough else None


def readable_as(content: bytes, encoding: str) -> str:
    """Name a common encoding in which every byte of the file would make sense; empty if there is none."""
    # Where no two such bytes stand together, each of them is a sign of its own.
    apart = not _TOGETHER.search(content)
    for other, makes_sense in _OTHERS:
        if other != encoding and not (apart and other in _OF_TWO_BYTES):
            try:
                text = content.decode(other)
            except UnicodeDecodeError:
                continue
            if makes_sense(text):
                return other
    return ""


def _looks_japanese(text: str) -> bool:
    """Tell whether kana stand in a text, and none of the half width, which misread signs turn into."""
    return len(_KANA.findall(text)) > 1 and not _HALF_KANA.search(text)


def _looks_chinese(text: str) -> bool:
    """Tell whether Chinese signs are everyday ones, and stand in no latin word as misread accents do."""
    signs = _CHINESE.findall(text)
    if len(_WITHIN_A_WORD.findall(text)) * 2 > len(signs):
        return False
    return sum(map(_is_everyday, signs)) * 2 >= len(signs)


def _is_surely_chinese(text: str) -> bool:
    """Tell whether four of five Chinese signs are everyday ones, as of another encoding misread they never are."""
    signs = _CHINESE.findall(text)
    return _looks_chinese(text) and sum(map(_is_everyday, signs)) * 5 >= len(signs) * 4


def _is_everyday(sign: str) -> bool:
    # The first level of GB 2312 has the 3,755 signs in daily use, in rows 16 to 55.
    try:
        return 0xB0 <= sign.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False


def _looks_korean(text: str) -> bool:
    """Tell whether Hangul stand in a text and no Chinese sign, which Chinese bytes would turn into with them."""
    return len(_HANGUL.findall(text)) >= _SURELY and not _CHINESE.search(text)


def _looks_traditional(text: str) -> bool:
    """Tell whether the Chinese signs of a text are those in daily use where they are written in full."""
    signs = _CHINESE.findall(text)
    return bool(signs) and sum(map(_is_everyday_in_full, signs)) * 10 >= len(signs) * 9


def _is_everyday_in_full(sign: str) -> bool:
    # The first level of Big5 has the 5,401 signs in daily use.
    try:
        return 0xA4 <= sign.encode("big5")[0] <= 0xC6
    except UnicodeEncodeError:
        return False


def _looks_western(text: str) -> bool:
    """Tell whether accents stand singly in latin words, as they do in no alphabet of another kind."""
    return not _STRANGE.search(text)


def _looks_russian(text: str) -> bool:
    """Tell whether Cyrillic words are written as words are, and most of their letters are the commonest ones."""
    words = _CYRILLIC.findall(text)
    letters = "".join(words).casefold()
    written = sum(word[1:].islower() or word.isupper() for word in words)
    common = sum(letter in _COMMON for letter in letters)
    return len(words) > 1 and written * 5 >= len(words) * 4 and common * 2 >= len(letters)


# Asked in this order when a file is not UTF-8: what East Asian and western spreadsheet programs write.
_OTHERS: Final = (
    ("cp1251", _looks_russian),
    ("koi8_r", _looks_russian),
    ("cp866", _looks_russian),
    ("shift_jis", _looks_japanese),
    ("cp932", _looks_japanese),
    ("euc_kr", _looks_korean),
    ("gb18030", _is_surely_chinese),
    ("big5", _looks_traditional),
    ("gb18030", _looks_chinese),
    ("cp1252", _looks_western),
)
