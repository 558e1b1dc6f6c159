"""In which order the rows of a file are posted."""

from lunarcurator.services.importing.judging.order import parents_first
from lunarcurator.services.importing.plan import PlannedRow, Verdict
from lunarcurator.services.importing.rows import ReadRow


def order(*parents: str) -> list[int]:
    read = [ReadRow(at, f"N{at}", parent=parent) for at, parent in enumerate(parents)]
    rows = [PlannedRow(each.row, each.shown, Verdict.NEW) for each in read]
    return parents_first(read, rows)


def test_rows_stay_in_the_order_of_the_file_where_no_parent_comes_with_them() -> None:
    assert order("in the book", "", "in the book", "") == [0, 1, 2, 3]


def test_a_parent_comes_before_its_daughters() -> None:
    assert order("N2", "", "", "N0") == [1, 2, 0, 3]
