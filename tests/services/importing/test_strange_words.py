"""A header that means a vocabulary of this program may stand over words of another one."""

import pytest
from lunarcurator.services.importing import Verdict
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.steps import planned


@pytest.mark.parametrize("header", ["Condition", "Access", "Title"])
def test_words_of_another_vocabulary_are_refused_until_somebody_keeps_them_beside_the_piece(
    session: StoreSession, header: str
) -> None:
    text = f"Sample|{header}\n15016|Good\n15058|dusty\n15076|"
    plan = planned(session, text)
    assert [row.verdict for row in plan.rows] == [Verdict.REFUSED, Verdict.REFUSED, Verdict.NEW]
    assert plan.rows[0].reasons[0].key == "field.unknown_term"
    kept = planned(session, text, choices={header: "other"})
    assert [row.verdict for row in kept.rows] == [Verdict.NEW] * 3
    assert "Good" in str(kept.rows[0].acts)


def test_a_description_that_names_no_form_is_kept_beside_the_piece_and_said(session: StoreSession) -> None:
    plan = planned(session, "Sample|Description\n15016|dark, with vesicles\n15058|chip")
    assert [row.verdict for row in plan.rows] == [Verdict.NEW] * 2
    assert "import.form_unknown" in plan.warnings
    assert "dark, with vesicles" in str(plan.rows[0].acts)
