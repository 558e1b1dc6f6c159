"""An answer on the command line is one to a question of the sheet, or it is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Ended

FAMILY = 'Number,Parent,Mission,Mass now (g)\n15405,,Apollo 15,45\n"15405,1",15405,,25'


@pytest.mark.parametrize("answer", ["fill:Number=yes", "fill:Foo=yes", "unit:Mission=mg", "titles=beside"])
def test_an_answer_to_what_is_not_asked_is_refused(run: Callable[..., Ended], store: str, answer: str) -> None:
    Path("family.csv").write_text(FAMILY, encoding="utf-8")
    said = ("import", "family.csv", "--into", store, "--accept-proposal", "--dry-run")
    asked = ("--answer", "daughters=left_over")
    ended = run(*said, *asked, "--answer", answer)
    assert (ended.code, "is not asked of" in ended.err) == (4, True)
    assert run(*said, *asked).code == 0


def test_the_unit_of_a_column_may_be_said_whatever_its_header_says(run: Callable[..., Ended], store: str) -> None:
    Path("family.csv").write_text('Number,Mission,Mass now (g)\n"15405,1",Apollo 15,45', encoding="utf-8")
    said = ("import", "family.csv", "--into", store, "--accept-proposal", "--make-parents")
    assert run(*said, "--answer", "unit:Mass now (g)=mg").code == 0
    assert "0.045" in run("show", store, "15405,1").out


def test_an_answer_that_ends_its_question_is_one(run: Callable[..., Ended], store: str) -> None:
    Path("tags.csv").write_text("Tag,Box,Mass (g)\n10017,1,5\n10018,1,6\n", encoding="utf-8")
    said = ("import", "tags.csv", "--into", store, "--accept-proposal", "--dry-run")
    assert "number" in run(*said).err
    assert run(*said, "--map", "Tag=number", "--answer", "collection=Apollo").code == 0


def test_what_a_profile_says_may_be_answered_otherwise(run: Callable[..., Ended], store: str) -> None:
    Path("types.csv").write_text("Tag,Mission,Weight\n10017,Apollo 11,5\n10018,,6\n10019,,6\n", encoding="utf-8")
    said = ("import", "types.csv", "--into", store)
    answers = ("--answer", "fill:Mission=yes", "--answer", "unit:Weight=g")
    kept = run(*said, *answers, "--map", "Tag=number", "--accept-proposal", "--save-profile", "tags")
    assert kept.code == 0
    again = run(*said, "--answer", "fill:Mission=no", "--answer", "unit:Weight=mg", "--dry-run")
    assert "is not asked" not in again.err
