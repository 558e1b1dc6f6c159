"""The rows of a table are those that say anything."""

from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.table import Table


def test_the_rows_of_a_table_are_those_that_say_anything() -> None:
    rows = [Row(2, ("1", None)), Row(3, (None, " ")), Row(4, (None, "2"))]
    table = Table(("a", "b"), sheet=Sheet("S", hidden=False, source=lambda: iter(rows)))
    assert [row.number for row in table.rows()] == [2, 4]
