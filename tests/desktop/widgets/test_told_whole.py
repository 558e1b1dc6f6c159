"""What a narrow column cuts is told whole to the pointer and to screen readers, numbers and texts alike."""

import re
from pathlib import Path

import pytest
from lunarcurator.desktop.models.sample_cells import Cell, CellWriter
from lunarcurator.desktop.widgets.ledger_model import Kind, LedgerColumn, LedgerModel
from lunarcurator.services.words import Words
from PySide6.QtCore import Qt

LONG = "CE5C0100YJYX132GP-00012,46"


@pytest.mark.parametrize("kind", ["text", "number"])
def test_a_ledger_tells_what_it_may_cut(kind: Kind) -> None:
    model = LedgerModel((LedgerColumn("Number", kind, 20),))
    model.set_rows(((LONG,),))
    index = model.index(0, 0)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == LONG
    assert str(index.data(Qt.ItemDataRole.AccessibleTextRole)).endswith(LONG)


@pytest.mark.parametrize("kind", ["date", "mass", "count"])
def test_a_ledger_says_no_figure_twice(kind: Kind) -> None:
    model = LedgerModel((LedgerColumn("Mass", kind, 20),))
    model.set_rows((("4.106",),))
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) is None


@pytest.mark.parametrize("kind", ["text", "badge"])
def test_a_list_of_samples_tells_its_numbers_and_badges(kind: str, words: Words) -> None:
    cell = Cell(LONG, kind=kind, plain=LONG, spoken=LONG)  # type: ignore[arg-type]
    assert CellWriter(words).tool_tip(cell) == LONG


def test_every_model_tells_its_cells_whole_when_pointed_at(project: Path) -> None:
    models = [
        (path, re.split(r"\n    (?:@override\n    )?def ", text.partition("    def data(self")[2])[0])
        for path in sorted((project / "lunarcurator" / "desktop").rglob("*.py"))
        if "    def data(self" in (text := path.read_text(encoding="utf-8"))
    ]
    assert len(models) > 12
    # Some say beside it which roles they answer; some leave the others to a general model, one of these.
    general = ("(LedgerModel)", "(ShapedRowsModel)")
    tells = {}
    for path, body in models:
        text = path.read_text(encoding="utf-8")
        left = any(each in text for each in general) and "return super().data(index, role)" in body
        tells[path] = left or "ToolTipRole" in (text if "_ANSWERED" in body else body)
    assert {"ledger_model.py", "shaped_rows.py"} <= {path.name for path, _ in models}
    assert not [str(path.relative_to(project)) for path, whole in tells.items() if not whole]
