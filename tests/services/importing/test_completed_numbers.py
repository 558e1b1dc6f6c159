"""What is asked of the masses of parents goes by numbers as rows are read in the end, however they are written."""

from collections.abc import Mapping, Sequence

import pytest
from lunarcurator.services.importing import (
    Profiles,
    Reading,
    Source,
    Told,
    answered,
    guess_reading,
    mapped,
    plan_reading,
    post_import,
    questions,
)
from lunarcurator.services.importing.target import choose_target
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads.matching import known_pieces

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.steps import planned

WAYS: Mapping[str, tuple[str, tuple[str, ...], str]] = {
    "whole": ("Number|Parent|Mass (g)\n15405,6011|15405|100\n15405,6012|15405,6011|20", (), ""),
    "columns": ("Generic|Specific|Parent|Mass (g)\n15405|6011||100\n15405|6012|6011|20", (), ""),
    "answer": ("Split|Parent|Mass (g)\n,6011|15405|100\n,6012|15405,6011|20", (), "15405"),
    "figures": ("Split|Parent|Mass (g)\n6011|15405|100\n6012|15405,6011|20", (), "15405"),
    "row": ("Split|Parent|Mass (g)\nOf: 15405||\n6011||100\n6012|15405,6011|20", ("2",), ""),
    "alike": ("Split|Parent|Mass (g)\nOf: 15405||\n,6011||100\n,6012|15405,6011|20", ("A=Of: #",), ""),
    "rows": ("Number|Parent|Mass (g)\n15405||\n15405,6011||100\n15405,6012|,6011|20", ("A=#",), ""),
    "names": (
        "Number|Mass (g)\n15405|\n15405,6011|100\n15405,6011 Butt|\n15405,6012|20",
        ("A=#", "A=#,# Butt"),
        "",
    ),
    "ends": ("Number|Parent|Mass (g)\n15405,6011|15405|100\n,6012|15405,6011|20", (), ""),
    "deep": ("Number|Parent|Mass (g)\n,6011|15405|100\n,6012|15405,6011|20", (), ""),
}


def of(
    session: StoreSession, text: str, families: tuple[str, ...] = (), family: str = ""
) -> tuple[Source, Reading]:
    source = Source.pasted(text.replace("|", "\t"))
    reading = guess_reading(session, source, Profiles.load(), said=Told(families=families))
    for name, target in (("Number", "number"), ("Split", "specific")):
        if name in reading.columns:
            reading = mapped(reading, name, target)
    for question, answer in (("collection", "Apollo"), ("family", family), ("from_book", "take_out")):
        reading = answered(reading, question, answer) if answer else reading
    return source, reading


def asked_of(session: StoreSession, source: Source, reading: Reading) -> set[str]:
    return {each.id for each in questions(session, source, reading)} & {"daughters", "from_book"}


def grams(session: StoreSession, numbers: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Return the grams and the parent of pieces by the book."""
    uid = choose_target(session, "Apollo").uid
    assert uid is not None
    with session.database.snapshot() as connection:
        known = known_pieces(connection, uid, numbers)
    return {number: ((piece.mass_ug or 0) // 1_000_000, piece.parent) for number, piece in known.items()}


@pytest.fixture
def whole(session: StoreSession) -> None:
    text = "Number|Mission|Current mass (g)\n15405|Apollo 15|500"
    post_import(session, planned(session, text), OPERATOR)


@pytest.mark.usefixtures("whole")
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("said", "whole_g", "cut_g"), [("with_daughters", 400, 80), ("left_over", 380, 100)])
def test_it_is_asked_whether_masses_are_with_their_daughters(
    session: StoreSession, way: str, said: str, whole_g: int, cut_g: int
) -> None:
    source, reading = of(session, *WAYS[way])
    assert asked_of(session, source, reading) == {"daughters", "from_book"}
    post_import(session, plan_reading(session, source, answered(reading, "daughters", said)), OPERATOR)
    assert grams(session, ("15405", "15405,6011", "15405,6012")) == {
        "15405": (whole_g, ""),
        "15405,6011": (cut_g, "15405"),
        "15405,6012": (20, "15405,6011"),
    }


@pytest.mark.usefixtures("whole")
@pytest.mark.parametrize(
    ("text", "families", "family"),
    [
        ("Split|Mass (g)\n,7|5", (), "15405"),
        ("Split|Mass (g)\n15405|\n,7|5", ("A=#",), ""),
        ("Number|Mass (g)\n15405,0|\n15405,7|5", ("A=#,0",), ""),
        ("Number|Parent|Mass (g)\n15405,7|15405,0|5", (), ""),
    ],
)
def test_it_is_asked_whether_a_daughter_is_in_the_mass_of_the_book(
    session: StoreSession, text: str, families: tuple[str, ...], family: str
) -> None:
    assert asked_of(session, *of(session, text, families, family)) == {"from_book"}


@pytest.mark.parametrize(
    "text",
    [
        "Number|Parent|Mass (g)\n15405||100\n15405,7|15405,0|5",
        "Number|Parent|Mass (g)\n15405,0||100\n15405,7|15405|5",
        "Generic|Specific|Mass (g)\n15405|0|100\n15405|7|5",
    ],
)
def test_a_whole_that_is_called_its_split_0_has_its_daughters(session: StoreSession, text: str) -> None:
    assert asked_of(session, *of(session, text)) == {"daughters"}


@pytest.mark.parametrize(
    ("text", "families", "family"),
    [
        ("Split|Mass (g)\n,7|5\n,8|6\n|3", (), "15405"),
        ("Split|Mass (g)\n15405|\n,7|5\n,8|6", ("A=#",), ""),
        ("Number|Mass (g)\n15405,9|4\n15405|\n,7|5", ("3",), ""),
        ("Number|Mass (g)|Words\n15405||the rock\n,7|5|\n,8|6|", ("2",), ""),
    ],
)
def test_nothing_is_asked_where_only_daughters_have_masses(
    session: StoreSession, text: str, families: tuple[str, ...], family: str
) -> None:
    assert asked_of(session, *of(session, text, families, family)) == set()


def test_in_a_collection_that_is_not_known_numbers_are_compared_as_they_stand(session: StoreSession) -> None:
    for way, asked in (("whole", {"daughters"}), ("rows", {"daughters"}), ("row", set())):
        source, reading = of(session, *WAYS[way])
        assert asked_of(session, source, answered(reading, "collection", "none such")) == asked
