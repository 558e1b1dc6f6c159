"""A table parted by nothing but spaces is one column, so that nothing slips aside."""

from pathlib import Path

import pytest
from lunarcurator.exchange.reading import read_book
from lunarcurator.exchange.text_book import read_pasted

LEFT = """Sample    Mission     Weight (g)  Type
10017     Apollo 11   973         Basalt
10018     Apollo 11   213
10019                 297.0       Impact breccia
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_a_text_in_columns_of_spaces_is_one_column(tmp_path: Path, ends: str) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(LEFT.replace("\n", ends).encode())
    for book in (read_book(path), read_pasted(LEFT.replace("\n", ends))):
        assert [row.cells for row in book.sheets[0].rows()] == [(line,) for line in LEFT.splitlines()]
