"""Numbers that any museum may have do not say by themselves into which collection they go."""

import pytest
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import Question

from tests.services.importing.steps import asked, planned


def collection_asked(desk: Desk, *numbers: str) -> Question | None:
    return asked(desk, "\n".join(["Inv. No.|Mass (g)", *(f"{number}|12.5" for number in numbers)])).get(
        "collection"
    )


@pytest.mark.parametrize(
    "numbers", [("A 1234", "A 1235"), ("U1359", "U1360"), ("C-2041", "C-2042"), ("33456", "33457"), ("5", "6")]
)
def test_a_letter_and_a_figure_or_a_figure_alone_may_be_anybodys(desk: Desk, numbers: tuple[str, str]) -> None:
    question = collection_asked(desk, *numbers)
    assert question is not None
    assert question.must


@pytest.mark.parametrize(
    ("numbers", "collection"),
    [
        (("A0105", "C0002"), "Hayabusa2"),
        (("A0105-15", "A0105-16"), "Hayabusa2"),
        (("U2170A1", "W7013A8"), "Cosmic dust"),
        (("10003", "15555"), "Apollo"),
        (("33456,1", "33456,2"), "Apollo"),
        (("ALH 84001", "LAR 12095"), "Antarctic"),
    ],
)
def test_numbers_that_hardly_anybody_else_has_say_where_they_go(
    desk: Desk, numbers: tuple[str, str], collection: str
) -> None:
    assert collection_asked(desk, *numbers) is None
    text = "\n".join(["Inv. No.|Mass (g)", *(f"{number}|12.5" for number in numbers)])
    assert planned(desk, text).collection == collection
