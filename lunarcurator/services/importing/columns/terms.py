"""Terms as people write them: by code, or by the word any of the program's languages has for it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Self

from lunarcurator.domain.fields import FIELDS, FieldKind
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.importing.cells.values import CellRefused
from lunarcurator.services.importing.columns.mapping import folded
from lunarcurator.services.vocabularies import Vocabularies
from lunarcurator.services.words import Words, languages

_CLOSED: Final = tuple(key for key, field in FIELDS.items() if field.kind is FieldKind.TERM and field.terms)


class Terms:
    """Finds the code of a term by any of its spellings."""

    def __init__(self, codes: Mapping[str, Mapping[str, str]], vocabularies: Vocabularies) -> None:
        self._codes = MappingProxyType({field: MappingProxyType(dict(known)) for field, known in codes.items()})
        self._vocabularies = vocabularies

    @classmethod
    def load(cls, vocabularies: Vocabularies | None = None) -> Self:
        """Return the terms of the field table and of a vocabulary of forms, by default ours, in all languages."""
        folder = resources_folder() / "messages"
        tables = [Words.load(name, folder) for name in languages(folder)]
        codes: dict[str, dict[str, str]] = {}
        for field in _CLOSED:
            terms = FIELDS[field].terms
            known = {folded(term.replace("_", " ")): term for term in terms}
            for words in tables:
                known |= {folded(words.say(f"{field}.{term}")): term for term in terms}
            codes[field] = known
        return cls(codes, vocabularies if vocabularies is not None else Vocabularies.load())

    def term(self, field: str, text: str) -> str:
        """Return the code of a term of a closed vocabulary; raises `CellRefused`."""
        found = self._codes[field].get(_key(text))
        if found is None:
            raise CellRefused("field.unknown_term", field_name=field, value=text)
        return found

    def form(self, text: str, *, coded: bool = False) -> str | None:
        """Return the form of a word or a code, or None; in a `coded` list a code may stand anywhere."""
        words = self._vocabularies.form_words
        return words.named(text) or (words.of_code(text) if coded else None)

    def weighs(self, form: str) -> bool:
        """Tell whether pieces of a form are weighed; of what has none nobody knows."""
        return bool(form) and form not in self._vocabularies.unweighable

    def is_form_word(self, text: str) -> bool:
        """Tell whether a text is a form's own word, so that nothing is lost where only its code is kept."""
        return self._vocabularies.form_words.word(text) is not None


def _key(text: str) -> str:
    return folded(text.replace("_", " "))
