"""A header that means a vocabulary of this program may stand over words of another one."""

import pytest
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import Verdict

from tests.services.importing.steps import opened, planned


@pytest.mark.parametrize("header", ["Condition", "Access", "Title"])
def test_words_of_another_vocabulary_are_kept_beside_the_piece(desk: Desk, header: str) -> None:
    plan = planned(desk, f"Sample|{header}\n15016|Good\n15058|dusty\n15076|")
    assert [row.verdict for row in plan.rows] == [Verdict.NEW] * 3
    assert "Good" in str(plan.rows[0].acts)


def test_beside_a_word_that_is_known_the_others_are_mistakes(desk: Desk) -> None:
    plan = planned(desk, "Sample|Condition\n15016|pristine\n15058|pritsine")
    assert [row.verdict for row in plan.rows] == [Verdict.NEW, Verdict.REFUSED]


def test_a_column_that_says_nothing_stays_what_its_header_means(desk: Desk) -> None:
    _, reading = opened(desk, "Sample|Condition|Mass (g)\n15016||2\n15058||3")
    assert reading.mapping["Condition"] == "condition"


def test_a_description_that_names_no_form_is_kept_beside_the_piece_and_said(desk: Desk) -> None:
    plan = planned(desk, "Sample|Description\n15016|dark, with vesicles\n15058|chip")
    assert [row.verdict for row in plan.rows] == [Verdict.NEW] * 2
    assert "import.form_unknown" in plan.warnings
    assert "dark, with vesicles" in str(plan.rows[0].acts)
