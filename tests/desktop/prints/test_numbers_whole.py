"""Numbers of pieces and lines stand on one line in every table of a paper, however much stands beside them."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from lunarcurator.desktop.paper.marks import Writing
from lunarcurator.desktop.paper.table_setting import table_strips
from lunarcurator.desktop.paper.typesetting import Typesetting
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.documents.model import Column, ColumnKind, MassFigure, Value
from lunarcurator.documents.papers.blocks import Table
from lunarcurator.documents.papers.template import context_of
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.words import Words

NUMBER, LINE = "CE5C0400YJFM00701", "L-2026-0001/12"
UPRIGHT, ACROSS = 17_400, 26_100
"""The width of the words on a sheet, in hundredths of a millimetre."""
CELLS: dict[ColumnKind, Value] = {
    ColumnKind.MASS: MassFigure(1_234_567, 1),
    ColumnKind.DAY: 20261124,
    ColumnKind.INTEGER: 12,
    ColumnKind.LENGTH: 123_456,
    ColumnKind.TEXT: "Remanufactured polished-section mount, altered by heating; see the condition report",
}


def tables() -> Iterator[tuple[str, int, tuple[Column, ...]]]:
    for path in sorted((resources_folder() / "documents").glob("*.json")):
        told = json.loads(path.read_text("utf-8"))
        for block in told["blocks"]:
            columns = block.get("columns") if block["block"] == "table" else None
            if columns and not block.get("ruled") and any(each["key"] == "number" for each in columns):
                width = ACROSS if "landscape" in told.get("page", "") else UPRIGHT
                for language in ("en", "zh_CN"):
                    words = Words.load(language, resources_folder() / "languages")
                    say = partial(words.text, context_of(path.stem, column=True))
                    yield path.stem, width, tuple(_column(each, say) for each in columns)


def _column(told: Any, say: Callable[[str], str]) -> Column:
    kind = ColumnKind(told.get("kind", "text"))
    return Column(told["key"], say(told["label"]), kind, "mg" if kind is ColumnKind.MASS else "")


@pytest.mark.parametrize(("paper", "width", "columns"), list(tables()))
def test_no_number_is_broken(appearance: Appearance, paper: str, width: int, columns: tuple[Column, ...]) -> None:
    assert appearance.look.fonts, "its fonts are those of the papers"
    row = tuple(
        {"number": NUMBER, "code": LINE}.get(each.key, CELLS.get(each.kind, CELLS[ColumnKind.TEXT]))
        for each in columns
    )
    strips = table_strips(Table(columns, (row,)), width, Typesetting(("Inter", "Noto Sans CJK SC")), 800)
    words = [mark.text for strip in strips for mark in strip.marks if isinstance(mark, Writing)]
    assert NUMBER in words, (paper, words)
    if "code" in {each.key for each in columns}:
        assert LINE in words, (paper, words)
