"""A first row that only seems to explain the columns hides no piece: a number stays, others are refused."""

from lunarcurator.services.importing import Verdict
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.steps import planned

# In the last column, of words and figures, the first row seems to explain what follows.
INSIDE = "\n".join(
    [
        "Sample number|Mass (mg)|Storage location|Bag",
        "CE5C0100YJFM014|n.d.|Box 12|A. B.",
        "CE5C0100YJFM062|86.02|Vault|12",
        "CE5C0100YJFM105|86.8|Vault|A. B.",
    ]
)
ANSWERS = {"places": "keep", "collection": "Chang'e-5"}


def test_a_row_that_seems_to_explain_the_columns_and_says_a_number_is_a_piece(session: StoreSession) -> None:
    plan = planned(session, INSIDE, ANSWERS)
    assert ([row.row for row in plan.rows], plan.aside.rows) == ([2, 3, 4], ())


def test_a_row_that_explains_the_columns_is_refused(session: StoreSession) -> None:
    text = INSIDE.replace("CE5C0100YJFM014", "as on the label of the bag")
    plan = planned(session, text, {**ANSWERS, "titles": "row"})
    assert [row.row for row in plan.rows if row.acts] == [3, 4]
    assert plan.rows[0].verdict is Verdict.REFUSED
