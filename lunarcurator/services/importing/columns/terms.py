"""Terms as people write them: by code, or by the word any of the program's languages has for it."""

from typing import Final

from lunarcurator.domain.fields import FIELDS, FieldKind
from lunarcurator.services.importing.cells.values import CellRefused
from lunarcurator.services.importing.columns.mapping import folded
from lunarcurator.services.spellings import Spellings
from lunarcurator.services.vocabularies import Vocabularies

_CLOSED: Final = tuple(key for key, field in FIELDS.items() if field.kind is FieldKind.TERM and field.terms)


class Terms:
    """Finds the code of a term by any of its spellings; `forms` are the words for what a piece is."""

    def __init__(self, vocabularies: Vocabularies) -> None:
        spellings = Spellings.load()
        self.forms = vocabularies.form_words
        self._unweighable = vocabularies.unweighable
        self._codes = {
            (field, folded(word)): term
            for field in _CLOSED
            for term in FIELDS[field].terms
            for word in spellings.of(f"{field}.{term}")
        }

    def term(self, field: str, text: str) -> str:
        """Return the code of a term of a closed vocabulary; raises `CellRefused`."""
        found = self._codes.get((field, folded(text.replace("_", " "))))
        if found is None:
            raise CellRefused("field.unknown_term", field_name=field, value=text)
        return found

    def weighs(self, form: str) -> bool:
        """Tell whether pieces of a form are weighed; of what has none nobody knows."""
        return bool(form) and form not in self._unweighable
