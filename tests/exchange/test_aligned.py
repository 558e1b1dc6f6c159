"""Tables parted by nothing but spaces are refused: where a cell ends is not certain, and nothing slips aside."""

from pathlib import Path

import pytest
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.reading import read_book
from lunarcurator.exchange.text_book import read_pasted
from lunarcurator.exchange.text_probe import probe_text

LEFT = """Sample    Mission     Weight (g)  Type
10017     Apollo 11   973         Basalt
10018     Apollo 11   213
10019                 297.0       Impact breccia
"""
RULED = LEFT.replace("Type\n", "Type\n------    ---------   ----------  ----\n")
TITLED = f"List of rocks\n{RULED}Total                 1483\n"
RIGHT = """  Sample  Mission     Weight (g)  Type
   10017  Apollo 11        973.0  Basalt
   10018  Apollo 11        213.0
"""
TWO = "Sample    Weight\n10017     1.5\n10018     2.5\n"
WITH_COMMAS = "Sample     Weight, g\n10017,12   1.5\n10017,13   2.5\n"


@pytest.mark.parametrize("text", [LEFT, RULED, TITLED, RIGHT, TWO, WITH_COMMAS])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_a_text_in_columns_of_spaces_is_refused_with_a_sentence(tmp_path: Path, text: str, ends: str) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(text.replace("\n", ends).encode())
    with pytest.raises(SheetError) as refused:
        read_book(path)
    assert (refused.value.key, refused.value.facts) == ("sheet.is_aligned", {"file": "list.txt"})
    with pytest.raises(SheetError) as refused:
        read_pasted(text.replace("\n", ends))
    assert refused.value.key == "sheet.is_aligned"


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("This is about rocks.  It has sentences.  Some have gaps.\nAnother line.\nAnd a third.  Two.\n", ","),
        ("ID,Remarks\n10017,two  spaces\n10018,and  here\n10019,x  y\n", ","),
        ("ID,  Mission,  Weight\n10017,  Apollo 11,  973\n10018,  Apollo 11,  213\n", ","),
        ("ID ;  Mission\n10017 ;  Apollo 11\n10018 ;  Apollo 11\n", ";"),
        ("Names\nA  Person\nB  Person\nC  Person\nD\n", ","),
        ("ID  Mission\n10017  Apollo 11\n", ","),
        ("10017 Apollo 11 973\n10018 Apollo 11 213\n10019 Apollo 11 297\n", ","),
        ("ID\tMission  no\n10017\tApollo  11\n10018\tApollo  11\n", "\t"),
    ],
)
def test_other_texts_are_not_taken_for_such(tmp_path: Path, text: str, delimiter: str) -> None:
    path = tmp_path / "list.txt"
    path.write_text(text)
    assert read_book(path).delimiter == read_pasted(text).delimiter == delimiter


def test_a_person_may_say_what_parts_it_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(LEFT)
    book = read_book(path, delimiter=";")
    assert next(book.sheets[0].rows()).cells == (LEFT.splitlines()[0],)
    assert probe_text(path).rows[0].cells == (LEFT.splitlines()[0],)
