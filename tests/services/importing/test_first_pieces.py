"""The first pieces of a list as they are shown before it comes in: nothing that further rows may change."""

import pytest
from lunarcurator.services.importing import answered
from lunarcurator.services.importing.first_pieces import facts_of, first_pieces
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words

from tests.conftest import PROJECT
from tests.services.importing.steps import opened

FAMILY = "Number|Parent|Mission|Current mass (g)\n15405||Apollo 15|45\n15405,1|15405||25"
LONG = "\n".join((FAMILY, *(f"{at}||Apollo 15|2" for at in range(15500, 16001)), "15405,2|15405||7"))


def masses(session: StoreSession, text: str, answer: str) -> list[list[str]]:
    """Return what is told of the masses of the first pieces."""
    source, reading = opened(session, text)
    if answer:
        reading = answered(reading, "daughters", answer)
    words = Words.load("en", PROJECT / "resources" / "languages", strict=True)
    told = (facts_of(row, words) for row in first_pieces(session, source, reading))
    return [[f"{name} {said}".replace("\xa0", " ") for name, said in facts if "mass" in name] for facts in told]


@pytest.mark.parametrize(
    ("text", "answer", "parent", "daughter"),
    [
        (FAMILY, "with_daughters", ["original mass 45 g", "mass 20 g"], ["mass 25 g"]),
        (FAMILY, "left_over", ["original mass 70 g", "mass 45 g"], ["mass 25 g"]),
        (FAMILY, "", [], ["mass 25 g"]),
        (LONG, "with_daughters", ["original mass 45 g"], ["original mass 25 g"]),
        (LONG, "left_over", ["mass 45 g"], ["mass 25 g"]),
    ],
)
def test_masses_are_told_as_far_as_the_list_settles_them(
    session: StoreSession, text: str, answer: str, parent: list[str], daughter: list[str]
) -> None:
    assert masses(session, text, answer)[:2] == [parent, daughter]


def test_the_day_from_which_a_piece_counts_is_told(session: StoreSession) -> None:
    text = "Number|Mission|Weight (g)|Received\n10017|Apollo 11|5|1999-04-03\n10018|Apollo 11|6|"
    words = Words.load("en", PROJECT / "resources" / "languages", strict=True)
    told = [dict(facts_of(row, words)) for row in first_pieces(session, *opened(session, text))]
    assert [each["effective day"] for each in told] == ["1999-04-03", "1969-07-26"]
