"""The words a lab may choose from: forms, kinds of place, atmospheres and materials, read from `resources/`."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Final, Literal, Self

import msgspec

from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.forms import FormWords, word_key
from lunarcurator.domain.mass import UnknownReason
from lunarcurator.domain.place_kinds import PlaceKind, PlaceKinds
from lunarcurator.exchange.errors import sheet_error_from
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.catalogue import languages
from lunarcurator.services.words import Words
from lunarcurator.text_files import read_text
from lunarcurator.typed_json import decode

type _Key = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]*$")]

VOCABULARIES: Final = ("forms", "places", "atmospheres", "materials")
"""The names of the tables, which are also the names of their files."""

_CODE: Final = re.compile("[A-Z]+")


class VocabularyError(Refusal):
    """A vocabulary that cannot be used; the facts `file`, `folder`, `entry` and `problem` say where and why."""


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One word of a vocabulary: the key that is recorded, and the message key under which people see it.

    A lab's own word brings its `label` itself, by language; English must be among them.
    """

    key: _Key
    label_key: str = ""
    label: Mapping[str, str] = msgspec.field(default_factory=dict)


class Form(Term, frozen=True, forbid_unknown_fields=True):
    """What a piece is; where it cannot be weighed, `reason` says why; `divisible` unless it only goes whole.

    `codes` are its abbreviations, `spellings` other words for it than its labels.
    """

    weighable: bool = True
    reason: UnknownReason | None = None
    divisible: bool = True
    codes: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()


class Place(Term, frozen=True, forbid_unknown_fields=True):
    """A kind of place: the kinds it may stand in, whether it stands at the top, whether it holds pieces."""

    within: tuple[_Key, ...] = ()
    top: bool = False
    holds_pieces: bool = True


class _Forms(msgspec.Struct, forbid_unknown_fields=True):
    format: Literal[1]
    forms: tuple[Form, ...]
    code_prefixes: tuple[str, ...] = ()


class _Places(msgspec.Struct, forbid_unknown_fields=True):
    format: Literal[1]
    places: tuple[Place, ...]


class _Atmospheres(msgspec.Struct, forbid_unknown_fields=True):
    format: Literal[1]
    atmospheres: tuple[Term, ...]


class _Materials(msgspec.Struct, forbid_unknown_fields=True):
    format: Literal[1]
    materials: tuple[Term, ...]


class Vocabularies:
    """The vocabularies of this program, each by key in the order in which people choose; immutable."""

    def __init__(
        self,
        forms: Mapping[str, Form],
        places: Mapping[str, Place],
        atmospheres: Mapping[str, Term],
        materials: Mapping[str, Term],
        code_prefixes: tuple[str, ...] = (),
    ) -> None:
        self.forms = MappingProxyType(dict(forms))
        self.places = MappingProxyType(dict(places))
        self.place_kinds: PlaceKinds = MappingProxyType({key: _kind(each) for key, each in places.items()})
        self.atmospheres = MappingProxyType(dict(atmospheres))
        self.materials = MappingProxyType(dict(materials))
        codes = {code: form.key for form in forms.values() for code in form.codes}
        self.form_words = FormWords(MappingProxyType(_words_of(forms)), MappingProxyType(codes), code_prefixes)

    @classmethod
    def load(cls, *folders: Path) -> Self:
        """Load the tables of the folders, by default of the program's own `vocabularies` resources.

        The first folder has all four tables, a later one those it wants: a word with the key of an earlier one
        takes its place, any other is added behind. Raises `VocabularyError` naming the file and the wrong entry.
        """
        places = folders or (resources_folder() / "vocabularies",)
        forms = _layers(places, "forms", _Forms)
        form_rows = _merged(forms, "forms", "form", lambda table: table.forms)
        _check_forms(form_rows)
        kinds = _layers(places, "places", _Places)
        place_rows = _merged(kinds, "places", "place_kind", lambda table: table.places)
        _check_places(place_rows)
        airs = _layers(places, "atmospheres", _Atmospheres)
        stuffs = _layers(places, "materials", _Materials)
        return cls(
            _terms(form_rows),
            _terms(place_rows),
            _terms(_merged(airs, "atmospheres", "atmosphere", lambda table: table.atmospheres)),
            _terms(_merged(stuffs, "materials", "material", lambda table: table.materials)),
            tuple(dict.fromkeys(prefix for _, table in forms for prefix in table.code_prefixes)),
        )

    @property
    def unweighable(self) -> frozenset[str]:
        """The forms whose mass is only nominal: sections, mounts, butts (`domain.md` 4)."""
        return frozenset(key for key, form in self.forms.items() if not form.weighable)

    @property
    def unweighable_reasons(self) -> Mapping[str, str]:
        """Why the mass of each unweighable form is not known."""
        return MappingProxyType({key: str(form.reason) for key, form in self.forms.items() if form.reason})

    @property
    def indivisible(self) -> frozenset[str]:
        """The forms that go out and come back whole: sections, mounts, disks, hardware (R16)."""
        return frozenset(key for key, form in self.forms.items() if not form.divisible)

    def form_of_code(self, text: str) -> str | None:
        """Return the form a catalogue's code such as `GM-PI` or `PIPM 74X44U` begins with, or None."""
        return self.form_words.of_code(text)

    def labels(self, language: str) -> Mapping[str, str]:
        """Return the words the tables bring themselves, by message key, in a language or else in English."""
        every: tuple[Mapping[str, Term], ...] = (self.forms, self.places, self.atmospheres, self.materials)
        own = (term for terms in every for term in terms.values() if term.label)
        return {term.label_key: term.label.get(language) or term.label["en"] for term in own}


@dataclass(frozen=True, slots=True)
class _Row[T: Term]:
    """A word with the place it was read from, for what is found wrong later."""

    term: T
    path: Path
    entry: str

    def wrong(self, name: str, problem: str) -> VocabularyError:
        return _bad(self.path, f"{self.entry}.{name}", problem)


def _kind(place: Place) -> PlaceKind:
    return PlaceKind(place.key, frozenset(place.within), place.top, place.holds_pieces)


def _words_of(forms: Mapping[str, Form]) -> dict[str, str]:
    """Return every word for a form, in all languages of the program, with its key."""
    folder = resources_folder() / "languages"
    tables = [Words.load(name, folder) for name in languages(folder)]
    words: dict[str, str] = {}
    for form in forms.values():
        labels = [table.say(form.label_key) for table in tables if table.has(form.label_key)]
        for text in (form.key, *labels, *form.label.values(), *form.spellings):
            words.setdefault(word_key(text), form.key)
    return words


def _layers[T](folders: Iterable[Path], name: str, kind: type[T]) -> list[tuple[Path, T]]:
    """Read one table from each folder that has it; the first folder must."""
    paths = [folder / f"{name}.json" for folder in folders]
    return [(path, _decoded(path, kind)) for path in paths if path is paths[0] or path.exists()]


def _decoded[T](path: Path, kind: type[T]) -> T:
    try:
        written = read_text(path)
        json.loads(written)  # says in which line a file is broken, which the quick reader does not
        return decode(written, kind)
    except msgspec.ValidationError as error:
        problem, _, entry = str(error).partition(" - at ")
        raise _bad(path, entry.strip("`$.") or "file", problem) from error
    except json.JSONDecodeError as error:
        raise _bad(path, f"line {error.lineno}, column {error.colno}", error.msg) from error
    except PermissionError as error:
        refused = sheet_error_from(error, path)
        raise VocabularyError(refused.key, **refused.facts, folder=str(path.parent)) from error
    except (OSError, ValueError, RecursionError) as error:
        raise _bad(path, "file", str(error)) from error


def _merged[T, W: Term](
    layers: Iterable[tuple[Path, T]], name: str, area: str, terms: Callable[[T], tuple[W, ...]]
) -> dict[str, _Row[W]]:
    merged: dict[str, _Row[W]] = {}
    for path, table in layers:
        merged |= _once(path, name, area, terms(table))
    return merged


def _once[W: Term](path: Path, name: str, area: str, terms: Iterable[W]) -> dict[str, _Row[W]]:
    known: dict[str, _Row[W]] = {}
    for index, term in enumerate(terms):
        row = _Row(_labelled(term, area), path, f"{name}[{index}]")
        if term.key in known:
            raise _bad(path, row.entry, f"{term.key} stands twice")
        if not term.label_key and not term.label.get("en"):
            raise row.wrong("label", f"{term.key} needs a word in English (en)")
        known[term.key] = row
    return known


def _labelled[W: Term](term: W, area: str) -> W:
    return term if term.label_key else msgspec.structs.replace(term, label_key=f"{area}.{term.key}")


def _terms[W: Term](rows: Mapping[str, _Row[W]]) -> dict[str, W]:
    return {key: row.term for key, row in rows.items()}


def _check_forms(rows: Mapping[str, _Row[Form]]) -> None:
    seen: dict[str, str] = {}
    for row in rows.values():
        form = row.term
        if form.weighable is not (form.reason is None):
            raise row.wrong("reason", "a form has a reason exactly where it is not weighable")
        for code in form.codes:
            if not _CODE.fullmatch(code):
                raise row.wrong("codes", f"{code!r} is no code of capital letters")
            if code in seen:
                raise row.wrong("codes", f"{code!r} is the code of {seen[code]} already")
            seen[code] = form.key


def _check_places(rows: Mapping[str, _Row[Place]]) -> None:
    reachable = {key for key, row in rows.items() if row.term.top}
    for row in rows.values():
        unknown = sorted(set(row.term.within) - rows.keys())
        if unknown:
            raise row.wrong("within", f"{unknown[0]} is no kind of place")
    while grown := {key for key, row in rows.items() if reachable & set(row.term.within)} - reachable:
        reachable |= grown
    for key, row in rows.items():
        if key not in reachable:
            raise row.wrong("within", f"{key} can stand nowhere")


def _bad(path: Path, entry: str, problem: str) -> VocabularyError:
    return VocabularyError(
        "vocabulary.file_bad", file=path.name, folder=str(path.parent), entry=entry, problem=problem
    )
