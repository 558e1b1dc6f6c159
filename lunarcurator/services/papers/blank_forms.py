"""A blank form of any operation, for the day the computer is down: made from the operation's own fields."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import Field, fields, is_dataclass
from enum import StrEnum
from types import MappingProxyType, UnionType
from typing import Any, Final, NamedTuple, Union, get_args, get_origin, get_type_hints

from lunarcurator.documents.papers.filling import Facts, Row
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import OPERATIONS
from lunarcurator.domain.operations.weighing import Reading
from lunarcurator.services.act_labels import field_label_with_unit
from lunarcurator.services.act_options import area_of
from lunarcurator.services.papers.paper_context import PaperContext, PaperRefused
from lunarcurator.services.words import Words

OF_THE_PROGRAM: Final = frozenset({"proposed", "confirmed", "layout", "last_seen", "sha256", "as_found"})
"""Fields the program fills by itself; nobody writes them by hand."""
OF_A_SHEET: Final = ("register", "other")
"""What a sheet that came in had besides, which is no field of a form; elsewhere *other* is the other piece."""

_NOT_IN_ROWS: Final = frozenset({"series", "interior", "unaccounted", "area_um2", "condition", "stated_to_ug"})
"""What is rarely said of one of several, and would make the columns too narrow to write in."""
_VALUES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"dissect": ("depth_top_um", "depth_bottom_um", "colour"), "sieve": ("sieve_min_um", "sieve_max_um")}
)
"""Further fields that an operation wants of each daughter."""
_SHORT_CHOICE: Final = 14
"""With more answers than this a line is left to write one of them."""
_BESIDE: Final = 3
_TURNED_OVER: Final = 2
_FEWEST, _USUAL, _MOST_ON_TWO, _MOST = 3, 5, 10, 14
"""So many rows a table has: at least; where the form takes two pages anyhow, and there at most; at most."""
_CHOICE_HIGH, _BOXES_HIGH = 610, 555
_TITLE_HIGH: Final = 880
_HEADS_HIGH: Final = ((7, 1_620), (5, 1_160), (0, 700))
"""How high the header of a table is, by the least number of its columns: the narrower, the more lines."""
_WIDEST: Final = 12


class _Room(NamedTuple):
    """In 1/100 mm: what an operation has of a page below the name of a lab, and what is taken by hand-writing.

    `signed` is what the lines to sign take, `line` a row of fields, `row` one of a table.
    """

    page: int
    signed: int
    line: int
    row: int


_WIDE: Final = _Room(22_200, 7_480, 1_210, 780)
_CLOSE: Final = _Room(22_320, 6_520, 1_090, 660)
"""As close as people can write; whoever lays a form out does it where it then fits one page, and only there."""
_OF_A_PIECE: Final = frozenset({"number", "mission", "parent", "form", "mass", "original", "place", "remarks"})
"""What is asked of each piece where a table of all its fields would leave no room to write."""
_NOT_ON_PAPER: Final = frozenset({"print_labels", "reverse"})


def blank_form(context: PaperContext) -> Facts:
    """Gather the fields of an operation to be written by hand: lines, boxes, and grids for what comes in rows."""
    kind = context.wanted.of.strip()
    known = forms_there_are()
    if kind not in known:
        raise PaperRefused("paper.no_form", operation=kind, known=list(known))
    asked = tuple(_asked(OPERATIONS[kind]))
    lines = tuple(_line(name, context) for name, kind_ in asked if _is_line(kind_))
    flags = tuple(_flag(name, context) for name, kind_ in asked if _one(kind_) is bool)
    choices = tuple(_choice(name, kind_, context) for name, kind_ in asked if _is_choice(kind_))
    taken = bool(flags) * (_CHOICE_HIGH + -(-len(flags) // 2) * _BOXES_HIGH)
    taken += sum(_CHOICE_HIGH + -(-len(_boxes_of(each)) // 4) * _BOXES_HIGH for each in choices)
    grids = {name: kind_ for name, kind_ in asked if _is_grid(kind_)}
    told = {"operation": context.words.label(f"operation.{kind}"), "kind": kind}
    return Facts(
        "",
        told,
        {
            "lines": lines,
            "flags": flags,
            "choices": choices,
            "grids": _grids(grids, context, kind, (-(-len(lines) // _BESIDE), taken)),
        },
    )


def forms_there_are() -> tuple[str, ...]:
    """Return the operations that have a form on paper."""
    return tuple(kind for kind in OPERATIONS if kind not in _NOT_ON_PAPER)


def form_names(words: Words) -> tuple[tuple[str, str], ...]:
    """Return the operations that have a form, each with its word, in the order of the words."""
    known = [(kind, words.label(key)) for kind in forms_there_are() if words.has(key := f"operation.{kind}")]
    return tuple(sorted(known, key=lambda each: each[1]))


def names_on_forms() -> tuple[str, ...]:
    """Return the names of all fields that stand on forms, each once; every one has a word."""
    found: dict[str, None] = {}
    for kind in forms_there_are():
        for name, hint in _asked(OPERATIONS[kind]):
            found[name] = None
            found |= dict.fromkeys(inner for inner, _ in _columns(hint))
    return tuple(found)


def _asked(operation: Any) -> Iterator[tuple[str, Any]]:
    hints = get_type_hints(operation)
    own: tuple[Field[Any], ...] = fields(operation)
    kind = getattr(operation, "KIND", "")
    left = (each.name for each in own if each.name not in OF_THE_PROGRAM and (kind, each.name) != OF_A_SHEET)
    return ((name, hints[name]) for name in left)


def _one(hint: Any) -> Any:
    """Return the type of a field with what may be left out taken off."""
    hint = getattr(hint, "__value__", hint)
    if get_origin(hint) in (Union, UnionType):
        kinds = [each for each in get_args(hint) if each is not type(None)]
        return _one(kinds[0]) if len(kinds) == 1 else str
    return hint


def _inner(hint: Any) -> Any:
    """Return what a field holds several of, or None."""
    one = _one(hint)
    return _one(get_args(one)[0]) if get_origin(one) is tuple else None


def _is_choice(hint: Any) -> bool:
    kind = _inner(hint) or _one(hint)
    return isinstance(kind, type) and issubclass(kind, StrEnum) and len(kind) <= _SHORT_CHOICE


def _is_grid(hint: Any) -> bool:
    kind = _inner(hint) or _one(hint)
    return (is_dataclass(kind) and kind is not Mass) or (_inner(hint) is not None and not _is_choice(hint))


def _is_line(hint: Any) -> bool:
    return not _is_choice(hint) and not _is_grid(hint) and _one(hint) is not bool


def _line(name: str, context: PaperContext) -> Row:
    return {"label": field_label_with_unit(context.words, name), "text": "", "line": "line"}


def _flag(name: str, context: PaperContext) -> Row:
    return {"label": field_label_with_unit(context.words, name), "ticked": ""}


def _choice(name: str, hint: Any, context: PaperContext) -> Row:
    kind = _inner(hint) or _one(hint)
    boxes = tuple({"label": context.term(area_of(kind), each.value), "ticked": ""} for each in kind)
    return {"label": field_label_with_unit(context.words, name), "boxes": boxes}


def _boxes_of(choice: Row) -> tuple[object, ...]:
    boxes = choice["boxes"]
    return boxes if isinstance(boxes, tuple) else ()


def _grids(
    hints: Mapping[str, Any], context: PaperContext, operation: str, above: tuple[int, int]
) -> tuple[Row, ...]:
    """Return the tables of a form, with as many rows to write in as a page has for them.

    `above` them stand so many rows of fields, and boxes to tick that take so much, in 1/100 mm.
    Lists of one column stand side by side, and a lone one three times beside itself.
    """
    columns = {name: _grid_columns(name, hint, context, operation) for name, hint in hints.items()}
    lists = [name for name, hint in hints.items() if _inner(hint) is not None and len(columns[name]) == 1]
    tables: list[tuple[str, tuple[Row, ...], bool]] = []
    if lists:
        beside = tuple(columns[name][0] for name in lists)
        if len(lists) == 1:
            beside = tuple({**beside[0], "key": f"{lists[0]}{at or ''}"} for at in range(_BESIDE))
        tables.append(("", beside, True))
    tables += [
        (field_label_with_unit(context.words, name), columns[name], _inner(hint) is not None)
        for name, hint in hints.items()
        if name not in lists
    ]
    rows = _rows_for(tables, *above)
    return tuple(
        {"label": title, "columns": wide, "written": str(rows if several else 1)}
        for title, wide, several in tables
    )


type _Table = tuple[str, tuple[Row, ...], bool]


def _rows_for(tables: Sequence[_Table], lines: int, boxes: int) -> int:
    """Return how many rows each table of several has: on one page, where people write closer if need be.

    Too few to be of use are no reason for a single page.
    """
    several = sum(many for _, _, many in tables)
    if not several:
        return _MOST
    for room in (_WIDE, _CLOSE):
        empty = sum(_height(table, 0, room) for table in tables)
        rows = (room.page - room.signed - lines * room.line - boxes - empty) // (room.row * several)
        if rows >= _FEWEST:
            return min(rows, _MOST)
    taken = lines * _WIDE.line + boxes
    most = range(_MOST_ON_TWO, _USUAL, -1)
    return next((each for each in most if _takes_two_pages(tables, taken, each)), _USUAL)


def _takes_two_pages(tables: Sequence[_Table], taken: int, rows: int) -> bool:
    """Tell whether a form has two pages; no table of it is parted between them."""
    pages, bottom = 1, taken
    for table in tables:
        high = _height(table, rows, _WIDE)
        if bottom + high > _WIDE.page:
            pages, bottom = pages + 1, 0
        bottom += high
    return pages + (bottom + _WIDE.signed > _WIDE.page) == _TURNED_OVER


def _height(table: _Table, rows: int, room: _Room) -> int:
    """Return how high a table is with so many rows to write in, in 1/100 mm; one of no several has one."""
    title, wide, several = table
    head = next(high for least, high in _HEADS_HIGH if len(wide) >= least)
    return bool(title) * _TITLE_HIGH + head + room.row * (rows if several else 1)


def _grid_columns(name: str, hint: Any, context: PaperContext, operation: str) -> tuple[Row, ...]:
    names = list(dict.fromkeys(inner for inner, _ in _columns(hint))) or [name]
    if name == "daughters":
        names[1:1] = _VALUES.get(operation, ())
    if len(names) > _WIDEST:
        names = [each for each in names if each in _OF_A_PIECE]
    return tuple({"key": each, "label": field_label_with_unit(context.words, each)} for each in names)


def _columns(hint: Any) -> Iterator[tuple[str, Any]]:
    """Yield the fields of what stands in rows; of a reading beside a mass only the balance is asked."""
    kind = _inner(hint) or _one(hint)
    if not is_dataclass(kind) or kind is Mass:
        return
    asked = dict(_asked(kind))
    for name, inner in asked.items():
        if _one(inner) is Reading:
            yield from (("balance", str),) if "mass" in asked else (("net_ug", int), ("balance", str))
        elif not is_dataclass(_inner(inner)) and (_inner(hint) is None or name not in _NOT_IN_ROWS):
            yield name, inner
