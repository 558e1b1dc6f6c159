"""Layouts of label paper, read from `resources/labels/`: rolls with one label a page, and sheets of many."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal

import msgspec

from lunarcurator.domain.errors import Refusal
from lunarcurator.file_names import in_order
from lunarcurator.resources_folder import resources_folder
from lunarcurator.text_files import read_text
from lunarcurator.typed_json import decode

type _Length = Annotated[int, msgspec.Meta(gt=0, le=100_000)]
type _Offset = Annotated[int, msgspec.Meta(ge=0, le=100_000)]


class LayoutError(Refusal):
    """A layout that cannot be used; the facts `file` and `problem` say which and why."""


class Size(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A size in hundredths of a millimetre."""

    width: _Length
    height: _Length


class Margin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the first label begins, in hundredths of a millimetre."""

    left: _Offset
    top: _Offset


class Gap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is free between labels, in hundredths of a millimetre."""

    across: _Offset
    down: _Offset


class LabelLayout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of label paper; all lengths are hundredths of a millimetre.

    `code` is the side of the code, `number_text` and `text` are heights of letters. Words stand beside the code,
    or, on what is as small as the top of a vial, the number alone below it.
    """

    format: Literal[1]
    key: str
    label_key: str
    page: Size
    label: Size
    margin: Margin
    gap: Gap
    columns: Annotated[int, msgspec.Meta(ge=1, le=100)]
    rows: Annotated[int, msgspec.Meta(ge=1, le=100)]
    padding: _Offset
    code: _Length
    number_text: _Length
    text: _Length
    words: Literal["beside", "below"] = "beside"

    @property
    def labels_a_page(self) -> int:
        """How many labels a page holds."""
        return self.columns * self.rows

    @property
    def is_sheet(self) -> bool:
        """Whether a page holds several labels, so that one may begin further down."""
        return self.labels_a_page > 1

    def origin(self, place: int) -> tuple[int, int]:
        """Return where the label at a place of the page (0 first, row by row) begins: from left and top."""
        row, column = divmod(place, self.columns)
        left = self.margin.left + column * (self.label.width + self.gap.across)
        return left, self.margin.top + row * (self.label.height + self.gap.down)


def load_layouts(folder: Path | None = None) -> Mapping[str, LabelLayout]:
    """Return every layout by key, in the order of their files; raises `LayoutError` for one that is not right."""
    where = folder or resources_folder() / "labels"
    found: dict[str, LabelLayout] = {}
    for path in in_order(where.glob("*.json")):
        layout = _read(path)
        if layout.key != path.stem:
            raise LayoutError("label_layout.wrong", file=path.name, problem=f"key {layout.key}")
        found[layout.key] = layout
    return MappingProxyType(found)


def places_named(text: str, places: int) -> frozenset[int]:
    """Return the places of a sheet, from 0, that a person names from 1 on: "1-5, 9"; raises `LayoutError`."""
    found: set[int] = set()
    for part in text.replace("\u2013", "-").replace("，", ",").replace("、", ",").split(","):
        first, dash, last = (each.strip() for each in part.partition("-"))
        if not first and not dash:
            continue
        ends = (first, last if dash else first)
        if not all(each.isascii() and each.isdecimal() for each in ends):
            raise LayoutError("label_layout.used_unclear", text=part.strip())
        begin, end = (int(each) for each in ends)
        if not 1 <= begin <= end <= places:
            raise LayoutError("label_layout.used_outside", text=part.strip(), places=places)
        found.update(range(begin - 1, end))
    return frozenset(found)


def _read(path: Path) -> LabelLayout:
    try:
        layout = decode(read_text(path), LabelLayout)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise LayoutError("label_layout.wrong", file=path.name, problem=str(error)) from error
    left, top = layout.origin(layout.labels_a_page - 1)
    if left + layout.label.width > layout.page.width or top + layout.label.height > layout.page.height:
        raise LayoutError("label_layout.too_large", file=path.name)
    below = layout.number_text if layout.words == "below" else 0
    if layout.code + below + 2 * layout.padding > layout.label.height:
        raise LayoutError("label_layout.code_too_large", file=path.name)
    return layout
