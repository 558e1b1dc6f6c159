"""A row with nothing but a short figure in a collection of any numbers: a count or a page, and refused."""

import pytest
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.steps import planned

LIST = "Sample|Rock|Mass (g)\nBX-001|basalt|12\n{}||\nBX-002|gabbro|3\nBX-003|soil|4\n||\n2||"


def refused(session: StoreSession, text: str, collection: str = "new:Plain") -> list[str]:
    rows = planned(session, text, {"collection": collection}).rows
    return [row.number for row in rows if "import.lone_number" in {each.key for each in row.reasons}]


@pytest.mark.parametrize("figure", ["1", "7."])
def test_a_lone_figure_is_refused_where_any_text_is_a_number(session: StoreSession, figure: str) -> None:
    assert refused(session, LIST.format(figure)) == [figure, "2"]


@pytest.mark.parametrize(
    "text",
    [
        # Nothing but numbers, or hardly anything else.
        "Sample|Rock\n1|basalt\n2|\n3|",
        "Sample\n1\n2\n3",
        # A label is a piece of which nothing else is known.
        "Sample|Rock|Mass (g)\nBX-001|basalt|12\nBX-002|gabbro|4\nBX-003||",
        "Sample|Rock|Mass (g)\n1|basalt|12\n2|gabbro|4\n3|soil|1",
    ],
)
def test_other_rows_come_in(session: StoreSession, text: str) -> None:
    assert not refused(session, text)


def test_where_figures_are_no_numbers_their_rows_are_refused_as_such(session: StoreSession) -> None:
    text = "Sample|Rock|Mass (g)\n10017|basalt|12\n10018|gabbro|4\n1||"
    assert not refused(session, text, "Apollo")
