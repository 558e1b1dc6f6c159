from dataclasses import replace
from pathlib import Path

import pytest
from lunarcurator.documents.model import MassFigure, NoMass, Value
from lunarcurator.documents.papers import blocks as made
from lunarcurator.documents.papers.filling import FactLackingError, Facts
from lunarcurator.domain.known_mass import Bound

from tests.documents.papers.facts import EVERYTHING
from tests.documents.papers.filled import ALL, PIXEL, filled

MOST, LEAST = (MassFigure(70_000, bound=each) for each in (Bound.AT_MOST, Bound.AT_LEAST))


def test_every_block_is_filled_and_what_has_no_fact_is_left_out(tmp_path: Path) -> None:
    paper = filled(tmp_path, ALL, EVERYTHING)
    assert (paper.title, paper.record) == ("Trial of 15555", "L-7")
    kinds = [type(block).__name__ for block in paper.blocks]
    assert kinds == [
        "Heading", "Fields", "Table", "Table", "Text", "Text", "Signatures", "Checks", "Checks", "Lines", "Code",
        "Picture", "Picture", "PageBreak", "Heading", "Table", "PageBreak", "Heading", "Table",
    ]  # fmt: skip
    fields = paper.blocks[1]
    assert isinstance(fields, made.Fields)
    assert fields.entries == (
        made.Entry("Form", "slab"),
        made.Entry("Order", "", line=True),
        made.Entry("Depth", "12 mm"),
        made.Entry("To write", "", line=True),
    )
    text = [block.text for block in paper.blocks if isinstance(block, made.Text)]
    assert text == ["First.\nSecond of 15555.", "No owner."]
    signed = paper.blocks[6]
    assert signed == made.Signatures((made.Signature("Borrower", "slab", "15555"),))
    checks = paper.blocks[7]
    assert isinstance(checks, made.Checks)
    assert [(box.label, box.ticked) for box in checks.boxes] == [
        ("whole", True), ("broken", False), ("dented", True), ("dry", False),
    ]  # fmt: skip
    code, picture = paper.blocks[10], paper.blocks[11]
    assert isinstance(code, made.Code)
    assert (code.kind, code.text, code.modules) == (made.CodeKind.QR, "15555", ((True, False), (True, True)))
    assert picture == made.Picture("a.png", "cd" * 32, "Face", PIXEL)


@pytest.mark.parametrize(
    ("cells", "total"),
    [
        ([MassFigure(84_000, 1_000), MassFigure(70_000, 1_000), "not stated"], "\u2265 0.154, 1 unknown"),
        (["not stated", "nominal"], "unknown"),
        ([MassFigure(84_000, 1_000), NoMass("consumed"), None, "", "Not yet set"], MassFigure(84_000, 1_000)),
        ([None, NoMass("consumed")], None),
        ([MassFigure(84_000, 1_000, about=True), MassFigure(70_000)], MassFigure(154_000, 1_000, about=True)),
        ([MassFigure(84_000), MOST], MassFigure(154_000, bound=Bound.AT_MOST)),
        ([MassFigure(84_000), LEAST], MassFigure(154_000, bound=Bound.AT_LEAST)),
        ([MassFigure(84_000, 1_000), LEAST, "not stated"], "\u2265 0.154, 1 unknown"),
        ([MOST, "not stated"], "unknown"),
    ],
)
def test_a_sum_that_lacks_a_mass_says_so(tmp_path: Path, cells: list[Value], total: Value) -> None:
    columns = [{"key": "n", "label": "N", "kind": "integer", "sum": True},
               {"key": "w", "label": "W", "kind": "mass", "unit": "g", "sum": True}]  # fmt: skip
    rows = [{"n": 1, "w": each} for each in cells]
    facts = replace(EVERYTHING, rows={**EVERYTHING.rows, "lacking": rows})
    (table,) = filled(tmp_path, [{"block": "table", "rows": "lacking", "columns": columns}], facts).blocks
    assert isinstance(table, made.Table)
    assert table.totals == (len(cells), total)


def test_sums_add_figures_and_tell_what_they_lack(tmp_path: Path) -> None:
    table = filled(tmp_path, ALL, EVERYTHING).blocks[2]
    assert isinstance(table, made.Table)
    assert [column.key for column in table.columns] == ["number", "mass", "count", "day"]
    assert table.totals == ("Sum", "\u2265 3.500, 1 unknown", 3, None)
    assert (table.blank, table.ruled) == (2, True)
    nothing = filled(tmp_path, ALL, EVERYTHING).blocks[3]
    assert isinstance(nothing, made.Table)
    assert (nothing.rows, nothing.totals, nothing.empty) == ((), (), "Nothing at all.")


def test_blocks_for_each_row_take_the_facts_of_the_row_first(tmp_path: Path) -> None:
    blocks = filled(tmp_path, ALL, EVERYTHING).blocks
    headings = [block.text for block in blocks if isinstance(block, made.Heading)]
    assert headings == ["About 15555", "Box 1 of 15555", "Box 2 of 2"]
    inner = [block for block in blocks if isinstance(block, made.Table)][2:]
    assert [[column.label for column in table.columns] for table in inner] == [["Seal"], ["Seal"]]
    assert [table.rows for table in inner] == [(("A1",),), ()]


@pytest.mark.parametrize(
    "block",
    [
        {"block": "text", "text": "{nobody}"},
        {"block": "table", "rows": "nobody", "columns": []},
        {"block": "table", "rows": "masses", "columns": [{"key": "nobody", "label": "A"}]},
        {"block": "fields", "fields": [{"label": "A", "fact": "nobody"}]},
        {"block": "table", "rows": "strange", "columns": [{"key": "a", "label": "A"}]},
    ],
)
def test_a_fact_nobody_gave_is_a_fault(tmp_path: Path, block: object) -> None:
    with pytest.raises(FactLackingError):
        filled(tmp_path, [block], EVERYTHING)


def test_a_first_column_that_is_summed_keeps_its_sum(tmp_path: Path) -> None:
    columns = [{"key": "n", "label": "N", "kind": "integer", "sum": True},
               {"key": "w", "label": "W", "kind": "mass", "unit": "g", "sum": True}]  # fmt: skip
    block = {"block": "table", "rows": "rows", "columns": columns}
    rows = ({"n": 2, "w": "not weighed"}, {"n": 3, "w": None})
    (table,) = filled(tmp_path, [block], Facts("", {"number": "1"}, {"rows": rows})).blocks
    assert isinstance(table, made.Table)
    assert table.totals == (5, "unknown")


def test_what_must_be_settled_is_said_not_to_be(tmp_path: Path) -> None:
    field = {"label": "Use", "fact": "use", "must": True}
    free = {"label": "Remarks", "fact": "remarks"}
    key = {"key": "due", "label": "Due", "kind": "day", "must": True}
    blocks: list[object] = [
        {"block": "fields", "fields": [field, free]},
        {"block": "table", "rows": "lines", "columns": [key]},
    ]
    facts = Facts("1", {"number": "1", "use": "", "remarks": ""}, {"lines": ({"due": None}, {"due": 20270101})})
    fields, table = filled(tmp_path, blocks, facts).blocks
    assert isinstance(fields, made.Fields)
    assert [each.text for each in fields.entries] == ["Not yet set", ""]
    assert isinstance(table, made.Table)
    assert table.rows == (("Not yet set",), (20270101,))
