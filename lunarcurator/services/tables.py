"""Puts together the tables by which acts are judged, from the program's resources."""

from lunarcurator.domain.picture import Tables
from lunarcurator.services.schemes import Schemes
from lunarcurator.services.vocabularies import Vocabularies


def load_tables(schemes: Schemes | None = None, vocabularies: Vocabularies | None = None) -> Tables:
    """Return the tables of these schemes and vocabularies, by default the program's own.

    Raises `SchemeTableError` or `VocabularyError` naming the file and the entry that is wrong.
    """
    known = schemes if schemes is not None else Schemes.load()
    words = vocabularies if vocabularies is not None else Vocabularies.load()
    return Tables(
        schemes={scheme.code: scheme for scheme in known},
        place_kinds=words.place_kinds,
        unweighable=words.unweighable,
        unweighable_reasons=words.unweighable_reasons,
        forms=words.form_words,
    )
