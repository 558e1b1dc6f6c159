"""Cuts the Chinese font of the bundle from the Noto Sans CJK of the machine that builds it.

No font file is kept with the source. What is cut is GB 2312 with its punctuation, and Latin for what stands
between; signs outside it come from the system the bundle runs on, where it has them. The cut has a name of its
own, so that it never stands in for the whole font of a system that has one.
`python packaging/chinese_font.py DIR` writes it.
"""

import logging
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from lunarcurator.services.licences import Part

FAMILY = "Lunar Curator Han"
PLACES = (
    Path("/usr/share/fonts/opentype/noto"),
    Path("/usr/share/fonts/noto-cjk"),
    Path("/usr/share/fonts/google-noto-sans-cjk-fonts"),
)
"""Where Debian, Arch and Fedora keep it."""
_FACE = "Noto Sans CJK SC"
_WEIGHTS = ("Regular", "Bold")
_LATIN = (range(0x20, 0x7F), range(0xA0, 0x180), range(0x2010, 0x2028), range(0x2030, 0x2040))
_OFL = (
    "This Font Software is licensed under the SIL Open Font License, Version 1.1.\n"
    "It is a cut of Noto Sans CJK SC, under another name; the whole font and the text of the licence come from\n"
    "https://github.com/notofonts/noto-cjk and https://openfontlicense.org."
)


def cut_fonts(folder: Path, places: tuple[Path, ...] = PLACES) -> list[Path]:
    """Write the cut of each weight into a folder and return the files; none where this system has no such font.

    A bundle for Linux must have it, because a clean-room workstation may have no Chinese font: FileNotFoundError.
    """
    sources = [place / f"NotoSansCJK-{weight}.ttc" for place in places for weight in _WEIGHTS]
    found = [each for each in sources if each.is_file()]
    if not found and sys.platform == "linux":
        raise FileNotFoundError("no Noto Sans CJK to cut the Chinese font from; on Debian: fonts-noto-cjk")
    folder.mkdir(parents=True, exist_ok=True)
    return [_cut(each, folder / f"han-{each.stem.rpartition('-')[2].lower()}.otf") for each in found]


def gb2312() -> frozenset[int]:
    """Return the signs of GB 2312 as code points."""
    rows = (bytes((first, second)) for first in range(0xA1, 0xF8) for second in range(0xA1, 0xFF))
    return frozenset(ord(sign) for each in rows for sign in each.decode("gb2312", "ignore"))


def licence(cut: Path) -> Part:
    """Return the entry of the cut in the table of licences, with the text the system keeps of it."""
    from fontTools.ttLib import TTFont

    with TTFont(cut, lazy=True) as font:
        version = str(font["name"].getDebugName(5) or "")
    kept = Path("/usr/share/doc/fonts-noto-cjk/copyright")
    text = kept.read_text("utf-8") if kept.is_file() else ""
    # Debian's text lists first, by name, what it left out of the sources: of no use to a reader.
    text = re.sub(r"Files-Excluded:\n(?: .*\n)+", "", text)
    number = re.sub(r"^Version (\S+?);?$", r"\1", version.partition(";")[0])
    return Part(f"{_FACE}, cut to GB 2312", number, "OFL-1.1", f"{_OFL}\n\n{text}".strip())


def _cut(source: Path, into: Path) -> Path:
    # It tells of every glyph, as soon as somebody turned the messages on, as PyInstaller does.
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTCollection

    with TTCollection(source, lazy=True) as collection:
        font = next(each for each in collection.fonts if each["name"].getDebugName(1).startswith(_FACE))
        options = Options(hinting=False, name_IDs=["*"], notdef_outline=True, prune_unicode_ranges=False)
        options.prune_codepage_ranges, options.layout_features = False, ["kern"]
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=_wanted())
        subsetter.subset(font)
        _rename(font, source.stem.rpartition("-")[2])
        font.save(into)
    return into


def _wanted() -> Iterator[int]:
    yield from gb2312()
    for each in _LATIN:
        yield from each


def _rename(font: object, style: str) -> None:
    """Give the cut its own name, everywhere a name stands."""
    bare = f"{FAMILY.replace(' ', '')}-{style}"
    said = {1: FAMILY, 2: style, 3: bare, 4: f"{FAMILY} {style}", 6: bare, 16: None, 17: None, 21: None, 22: None}
    names = font["name"]  # type: ignore[index]
    for record in [each for each in names.names if each.nameID in said]:
        text = said[record.nameID]
        if text is None or record.langID != 0x409:
            names.names.remove(record)
        else:
            record.string = text
    top = font["CFF "].cff  # type: ignore[index]
    top.fontNames = [bare]
    for each in top.topDictIndex:
        each.FamilyName, each.FullName = FAMILY, f"{FAMILY} {style}"


if __name__ == "__main__":
    for each in cut_fonts(Path(sys.argv[1])):
        print(each, each.stat().st_size)
