"""Columns that say step by step where a piece stands, found by their headers; a person says if they are places."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final, override

from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Chosen, Looking, Question, Reading
from lunarcurator.services.importing.columns.headers import bare
from lunarcurator.services.importing.columns.mapping import AS_LOANS, OTHER

# From the outermost inwards; a position in a box is a container of its own.
_KINDS: Final = (
    ("building", ("building", "bldg", "bldg.", "建筑", "大楼", "楼", "здание", "gebäude", "bâtiment")),
    (
        "room",
        (
            "room",
            "room no",
            "room no.",
            "lab",
            "房间",
            "房间号",
            "实验室",
            "库房",
            "室",
            "комната",
            "raum",
            "salle",
        ),
    ),
    ("vault", ("vault", "хранилище", "tresorraum")),
    ("freezer", ("freezer", "freezer no", "freezer no.", "冰箱", "冷柜", "低温冰箱")),
    (
        "cabinet",
        ("cabinet", "cabinet no", "cabinet no.", "cupboard", "柜", "柜号", "样品柜", "шкаф", "schrank", "armoire"),
    ),
    ("safe", ("safe", "сейф", "保险柜", "tresor", "coffre")),
    ("desiccator", ("desiccator", "dessicator", "干燥器", "干燥柜")),
    ("glove_box", ("glove box", "glovebox", "手套箱")),
    ("shelf", ("shelf", "shelf no", "shelf no.", "层", "层号", "полка", "fach", "étagère")),
    ("rack", ("rack", "rack no", "rack no.", "架", "架号", "regal", "стеллаж")),
    ("drawer", ("drawer", "drawer no", "drawer no.", "抽屉", "抽屉号", "屉", "ящик", "schublade", "tiroir")),
    ("tray", ("tray", "tray no", "tray no.", "托盘")),
    ("box", ("box", "box no", "box no.", "盒", "盒号", "样品盒", "коробка", "schachtel", "boîte")),
    ("container", ("position", "pos", "pos.", "slot", "well", "位置", "孔位", "格位", "позиция", "platz")),
)
_FOUND: Final = MappingProxyType({word: at for at, (_, words) in enumerate(_KINDS) for word in words})
_RANKED: Final = tuple(kind for kind, _ in _KINDS)


def kind_named(name: str) -> str:
    """Return the kind of place a name of several words begins with, as “Box 12” does; empty for any other."""
    first, *further = name.casefold().split() or [""]
    return _RANKED[_FOUND[first]] if further and first in _FOUND else ""


def place_levels(columns: Sequence[str], mapping: Mapping[str, str], *, least: int = 2) -> dict[str, str]:
    """Return the columns that say steps of a place, the outermost first, each with its kind; none below `least`.

    None where a list says places in one column, or a kind of step twice: that of home, and that of now.
    """
    if "place" in mapping.values():
        return {}
    found: dict[int, str] = {}
    for column in columns:
        rank = _FOUND.get(bare(column))
        if rank in found:
            return {}
        if rank is not None and mapping.get(column, OTHER) == OTHER:
            found[rank] = column
    return {found[rank]: _RANKED[rank] for rank in sorted(found)} if len(found) >= least else {}


class PlaceColumns(Chosen):
    """Whether columns of rooms, cabinets and boxes become places, if no profile says."""

    name = "place_columns"
    options = (Choice.YES, Choice.KEEP)

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        reading = sheet.reading
        steps = () if reading.levels or reading.kind == AS_LOANS else tuple(reading.steps)
        if steps and reading.says_pieces:
            yield self.ask({"count": len(steps), "columns": " > ".join(steps)})

    def settled(self, reading: Reading) -> Reading:
        """Return a reading in which the columns are steps of places, if so answered."""
        if self.said(reading.answers) is not Choice.YES or reading.levels:
            return reading
        return replace(reading, levels=MappingProxyType(reading.steps))


PLACE_COLUMNS: Final = PlaceColumns()
