"""A sign that seldom parts columns does where nothing else can, and no two of them."""

from pathlib import Path

import pytest
from lunarcurator.exchange.delimiter import sniff_delimiter
from lunarcurator.exchange.pasted import read_pasted
from lunarcurator.exchange.reading import read_book


@pytest.mark.parametrize("sign", ["^", "~", "\u00a6", ":", "#", "!"])
def test_a_sign_that_each_line_holds_as_often_parts_the_columns(tmp_path: Path, sign: str) -> None:
    text = "Sample^Weight (g)^SiO2\n15999^1.5^44\n\n15998^^45\n".replace("^", sign)
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    book = read_book(path)
    assert book.delimiter == sign
    assert next(row.cells for row in book.sheets[0].rows()) == ("Sample", "Weight (g)", "SiO2")
    assert read_pasted(text).delimiter == sign


@pytest.mark.parametrize(
    "text",
    [
        "Sample^Weight\n15999^1.5^2\n",
        "Sample^Weight\n15999\n",
        "Sample^Weight",
        "Sample^Weight!Type\n15999^1.5!Basalt\n",
        "Time\n12:30\n12:31\n",
        "12:30\n12:31\n",
        "5~10\n10~15\n",
        "Owner: Lab\nKeeper: Somebody\n",
        "Sample ^\n15999 ^\n",
        "Sample\n15999\n",
    ],
)
def test_what_may_mean_anything_else_leaves_one_column(text: str) -> None:
    assert sniff_delimiter(text) == ","


def test_what_parts_columns_everywhere_goes_before() -> None:
    assert sniff_delimiter("Sample^no;Weight^g\n15999^a;1.5^b\n") == ";"
