"""The words a lab may choose from: forms, kinds of place, atmospheres and materials, read from `resources/`."""

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal, Self

import msgspec

from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.forms import FormWords, word_key
from lunarcurator.domain.mass import UnknownReason
from lunarcurator.domain.place_kinds import PlaceKind, PlaceKinds
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.words import Words, languages

type _Key = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]*$")]


class VocabularyError(Refusal):
    """A vocabulary that cannot be used; the facts `file`, `entry` and `problem` say where and why."""


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One word of a vocabulary: the key that is recorded, and the message key under which people see it."""

    key: _Key
    label_key: str


class Form(Term, frozen=True, forbid_unknown_fields=True):
    """What a piece is; where it cannot be weighed, `reason` says why.

    `codes` are its abbreviations, `spellings` other words for it than its labels.
    """

    weighable: bool
    reason: UnknownReason | None = None
    codes: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()


class _Place(Term, frozen=True, forbid_unknown_fields=True):
    within: tuple[_Key, ...]
    top: bool
    holds_pieces: bool


class _Forms(msgspec.Struct, forbid_unknown_fields=True):
    format: Literal[1]
    code_prefixes: tuple[str, ...]
    forms: tuple[Form, ...]


class _Places(msgspec.Struct, forbid_unknown_fields=True):
    format: Literal[1]
    places: tuple[_Place, ...]


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
        place_kinds: PlaceKinds,
        atmospheres: Mapping[str, Term],
        materials: Mapping[str, Term],
        code_prefixes: tuple[str, ...] = (),
    ) -> None:
        self.forms = MappingProxyType(dict(forms))
        self.place_kinds: PlaceKinds = MappingProxyType(dict(place_kinds))
        self.atmospheres = MappingProxyType(dict(atmospheres))
        self.materials = MappingProxyType(dict(materials))
        codes = {code: form.key for form in forms.values() for code in form.codes}
        self.form_words = FormWords(MappingProxyType(_words_of(forms)), MappingProxyType(codes), code_prefixes)

    @classmethod
    def load(cls, folder: Path | None = None) -> Self:
        """Load the tables of a folder, by default of the program's own `vocabularies` resources.

        Raises `VocabularyError` naming the file and the entry that is wrong.
        """
        place = folder if folder is not None else resources_folder() / "vocabularies"
        forms = _decoded(place / "forms.json", _Forms)
        places = _decoded(place / "places.json", _Places)
        kinds = _once(place / "places.json", "places", places.places)
        _check_forms(place / "forms.json", forms)
        _check_places(place / "places.json", kinds)
        return cls(
            _once(place / "forms.json", "forms", forms.forms),
            {
                key: PlaceKind(key, frozenset(kind.within), kind.top, kind.holds_pieces)
                for key, kind in kinds.items()
            },
            _terms(place / "atmospheres.json", _Atmospheres, lambda table: table.atmospheres),
            _terms(place / "materials.json", _Materials, lambda table: table.materials),
            forms.code_prefixes,
        )

    @property
    def unweighable(self) -> frozenset[str]:
        """The forms whose mass is only nominal: sections, mounts, butts (`domain.md` 4)."""
        return frozenset(key for key, form in self.forms.items() if not form.weighable)

    @property
    def unweighable_reasons(self) -> Mapping[str, str]:
        """Why the mass of each unweighable form is not known."""
        return MappingProxyType({key: str(form.reason) for key, form in self.forms.items() if form.reason})

    def form_of_code(self, text: str) -> str | None:
        """Return the form a catalogue's code such as `GM-PI` or `PIPM 74X44U` begins with, or None."""
        return self.form_words.of_code(text)


def _words_of(forms: Mapping[str, Form]) -> dict[str, str]:
    """Return every word for a form, in all languages of the program, with its key."""
    folder = resources_folder() / "messages"
    tables = [Words.load(name, folder) for name in languages(folder)]
    words: dict[str, str] = {}
    for form in forms.values():
        labels = [table.say(form.label_key) for table in tables if table.has(form.label_key)]
        for text in (form.key, *labels, *form.spellings):
            words.setdefault(word_key(text), form.key)
    return words


def _decoded[T](path: Path, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except msgspec.ValidationError as error:
        problem, _, entry = str(error).partition(" - at ")
        raise _bad(path, entry.strip("`$.") or "file", problem) from error
    except (OSError, msgspec.DecodeError) as error:
        raise _bad(path, "file", str(error)) from error


def _terms[T](path: Path, kind: type[T], terms: Callable[[T], tuple[Term, ...]]) -> Mapping[str, Term]:
    return _once(path, path.stem, terms(_decoded(path, kind)))


def _once[T: Term](path: Path, name: str, terms: Iterable[T]) -> dict[str, T]:
    known: dict[str, T] = {}
    for index, term in enumerate(terms):
        if term.key in known:
            raise _bad(path, f"{name}[{index}]", f"{term.key} stands twice")
        known[term.key] = term
    return known


def _check_forms(path: Path, table: _Forms) -> None:
    seen: set[str] = set()
    for index, form in enumerate(table.forms):
        if form.weighable is not (form.reason is None):
            raise _bad(path, f"forms[{index}].reason", "a form has a reason exactly where it is not weighable")
        for code in form.codes:
            if code in seen or not re.fullmatch(r"[A-Z]+", code):
                raise _bad(path, f"forms[{index}].codes", f"{code!r} is no code of capital letters of its own")
            seen.add(code)


def _check_places(path: Path, kinds: Mapping[str, _Place]) -> None:
    reachable = {key for key, kind in kinds.items() if kind.top}
    for index, kind in enumerate(kinds.values()):
        unknown = sorted(set(kind.within) - kinds.keys())
        if unknown:
            raise _bad(path, f"places[{index}].within", f"{unknown[0]} is no kind of place")
    while grown := {key for key, kind in kinds.items() if reachable & set(kind.within)} - reachable:
        reachable |= grown
    for index, key in enumerate(kinds):
        if key not in reachable:
            raise _bad(path, f"places[{index}].within", f"{key} can stand nowhere")


def _bad(path: Path, entry: str, problem: str) -> VocabularyError:
    return VocabularyError("vocabulary.file_bad", file=path.name, entry=entry, problem=problem)
