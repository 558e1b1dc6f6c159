"""Brings the catalogue of words up to date: `uv run python packaging/catalogue.py`.

Sentences with a key are written in `resources/languages/en/lunarcurator.po` by hand, texts of the window in the
source beside what shows them, texts of papers in `resources/documents/`. This collects them, adds what is new to
every language and drops what nobody says any more. A translation whose English changed stays, marked as fuzzy,
until a translator has looked at it; until then the program says it in English.
"""

import difflib
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, get_type_hints
from xml.etree import ElementTree

import msgspec
import polib
from lunarcurator.documents.papers.template import ColumnPart, Worded, context_of, load_templates

ROOT = Path(__file__).parent.parent
LANGUAGES = ROOT / "resources" / "languages"
PAPERS = ROOT / "resources" / "documents"
FILE = "lunarcurator.po"
ALIKE = 0.6
"""How like its new English the old one must be, for its translation to be worth a look."""


class Text(NamedTuple):
    """Something the program says: who says it, in English, and the form for many where it goes with a count."""

    context: str
    english: str
    plural: str = ""


def main() -> int:
    """Write each catalogue anew and say what is left to translate."""
    wanted = texts()
    for path in sorted(LANGUAGES.glob(f"*/{FILE}")):
        written, told = updated(path, wanted)
        path.write_text(written, encoding="utf-8", newline="\n")
        print(f"{path.parent.name}: {told}")
    return 0


def texts() -> list[Text]:
    """Return all that the program says, in the order of the catalogue."""
    keyed = polib.pofile(str(LANGUAGES / "en" / FILE))
    sentences = (Text(entry.msgctxt, entry.msgid) for entry in keyed if "." in entry.msgctxt)
    return sorted({*sentences, *of_window(), *of_papers()})


def of_window() -> Iterator[Text]:
    """Yield the texts of the window as Qt's own collector finds them in the source."""
    collector = next(Path(sys.executable).parent.glob("pyside6-lupdate*"))
    files = sorted(str(file) for file in (ROOT / "lunarcurator" / "desktop").rglob("*.py"))
    with tempfile.TemporaryDirectory(prefix="lunarcurator-catalogue-") as folder:
        found = Path(folder) / "window.ts"
        command = [str(collector), "-locations", "none", "-tr-function-alias", "translate+=counted"]
        subprocess.run([*command, *files, "-ts", str(found)], check=True, capture_output=True, timeout=120)
        contexts = list(ElementTree.parse(found).getroot().iter("context"))  # noqa: S314 - written just now
    for context in contexts:
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            yield Text(name, message.findtext("source") or "", message.findtext("comment") or "")


def of_papers() -> Iterator[Text]:
    """Yield the texts that the templates of papers print."""
    for key, template in load_templates(PAPERS).items():
        yield from _printed(key, template)


def _printed(key: str, part: msgspec.Struct) -> Iterator[Text]:
    kinds = get_type_hints(type(part))
    for name in part.__struct_fields__:
        value = getattr(part, name)
        if kinds[name] is Worded and value:
            yield Text(context_of(key, column=isinstance(part, ColumnPart)), value)
        inner = value if isinstance(value, tuple) else (value,)
        for each in inner:
            if isinstance(each, msgspec.Struct):
                yield from _printed(key, each)


def updated(path: Path, wanted: Iterable[Text]) -> tuple[str, str]:
    """Return a catalogue that says just what is wanted, as it is to be written, and what changed in it."""
    book = polib.pofile(str(path), wrapwidth=0)
    known = {
        Text(entry.msgctxt or "", entry.msgid, entry.msgid_plural): entry for entry in book if not entry.obsolete
    }
    asked = sorted(wanted)
    gone = sorted(known.keys() - {*asked})
    entries = [known.get(text) or _entry(text, _before(text, gone), known, path.parent.name) for text in asked]
    _give_all_forms(book, entries)
    new, unsure = len([text for text in asked if text not in known]), len([each for each in entries if each.fuzzy])
    book[:], book.header = entries, "The words of Lunar Curator, brought up to date by packaging/catalogue.py."
    return f"{book}", f"{len(entries)} texts, {new} new, {len(gone)} gone, {unsure} fuzzy"


def _give_all_forms(book: polib.POFile, entries: Iterable[polib.POEntry]) -> None:
    """Give each counted text the forms of its language, empty where there are none yet."""
    told = re.match(r"nplurals *= *(\d+)", book.metadata["Plural-Forms"])
    for entry in entries:
        if entry.msgid_plural and told:
            entry.msgstr_plural = {at: entry.msgstr_plural.get(at, "") for at in range(int(told[1]))}


def _before(text: Text, gone: list[Text]) -> Text | None:
    """Return what an English that is new replaces: the same key, or what is most like it where it is said."""
    there = {each.english: each for each in gone if each.context == text.context}
    if "." in text.context:
        return next(iter(there.values()), None)
    close = difflib.get_close_matches(text.english, there, n=1, cutoff=ALIKE)
    return there[close[0]] if close else None


def _entry(text: Text, before: Text | None, known: dict[Text, polib.POEntry], language: str) -> polib.POEntry:
    entry = polib.POEntry(msgctxt=text.context, msgid=text.english, msgid_plural=text.plural)
    if before is None or language == "en":
        return entry
    old = known[before]
    if bool(before.plural) == bool(text.plural):
        entry.msgstr, entry.msgstr_plural = old.msgstr, old.msgstr_plural
    entry.previous_msgid, entry.flags, entry.tcomment = before.english, ["fuzzy"], old.tcomment
    return entry


if __name__ == "__main__":
    raise SystemExit(main())
