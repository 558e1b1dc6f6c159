"""Puts together the tables by which acts are judged, from the program's resources."""

from lunarcurator.domain.ledger_state import Tables
from lunarcurator.domain.lending.policy import UnreadPolicies
from lunarcurator.domain.lending.working_days import WorkCalendar
from lunarcurator.services.policies import Policies, PolicyError
from lunarcurator.services.schemes import Schemes
from lunarcurator.services.vocabularies import Vocabularies


def load_tables(
    schemes: Schemes | None = None,
    vocabularies: Vocabularies | None = None,
    policies: Policies | PolicyError | None = None,
) -> Tables:
    """Return the tables of these schemes, vocabularies and policies, by default the program's own.

    In the place of policies that cannot be read stands why: whatever needs one is refused with it.
    Raises `SchemeTableError`, `VocabularyError` or `PolicyError` naming the file and the entry that is wrong.
    """
    known = schemes if schemes is not None else Schemes.load()
    words = vocabularies if vocabularies is not None else Vocabularies.load()
    lending = policies if policies is not None else Policies.load()
    return Tables(
        schemes={scheme.code: scheme for scheme in known},
        place_kinds=words.place_kinds,
        unweighable=words.unweighable,
        unweighable_reasons=words.unweighable_reasons,
        forms=words.form_words,
        policies=lending.policies if not isinstance(lending, PolicyError) else UnreadPolicies(lending),
        calendar=lending.calendar if not isinstance(lending, PolicyError) else WorkCalendar(),
    )
