"""A blank form of any operation, for the day the computer is down: made from the operation's own fields."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from lunarcurator.documents.papers.filling import Facts, Row
from lunarcurator.domain.operations import OPERATIONS
from lunarcurator.domain.operations.kinds import ActField, Kind, act_fields
from lunarcurator.services.act_labels import area_of, field_label_with_unit
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
    called = {each.name: field_label_with_unit(context.words, each.name, kind) for each in asked}
    lines = tuple(_line(called[each.name]) for each in asked if _is_line(each))
    flags = tuple(_flag(called[each.name]) for each in asked if each.kind is Kind.FLAG)
    choices = tuple(_choice(each, called[each.name], context) for each in asked if _is_choice(each))
    taken = bool(flags) * (_CHOICE_HIGH + -(-len(flags) // 2) * _BOXES_HIGH)
    taken += sum(_CHOICE_HIGH + -(-len(_boxes_of(each)) // 4) * _BOXES_HIGH for each in choices)
    grids = tuple(each for each in asked if _is_grid(each))
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
        for each in _asked(OPERATIONS[kind]):
            found |= dict.fromkeys((each.name, *_columns(each)))
    return tuple(found)


def _asked(kind: Any) -> Iterator[ActField]:
    """Yield the fields of an operation, or of a record inside one, that somebody writes by hand."""
    own = getattr(kind, "KIND", "")
    for each in act_fields(kind):
        if each.name not in OF_THE_PROGRAM and (own, each.name) != OF_A_SHEET:
            yield each


def _is_record(field: ActField) -> bool:
    return field.kind in {Kind.RECORD, Kind.READING}


def _is_choice(field: ActField) -> bool:
    return field.kind is Kind.CHOICE and len(field.type) <= _SHORT_CHOICE


def _is_grid(field: ActField) -> bool:
    return _is_record(field) or (field.several and not _is_choice(field))


def _is_line(field: ActField) -> bool:
    return not _is_choice(field) and not _is_grid(field) and field.kind is not Kind.FLAG


def _line(label: str) -> Row:
    return {"label": label, "text": "", "line": "line"}


def _flag(label: str) -> Row:
    return {"label": label, "ticked": ""}


def _choice(field: ActField, label: str, context: PaperContext) -> Row:
    area = area_of(field.type)
    boxes = tuple({"label": context.term(area, each.value), "ticked": ""} for each in field.type)
    return {"label": label, "boxes": boxes}


def _boxes_of(choice: Row) -> tuple[object, ...]:
    boxes = choice["boxes"]
    return boxes if isinstance(boxes, tuple) else ()


def _grids(
    fields: Sequence[ActField], context: PaperContext, operation: str, above: tuple[int, int]
) -> tuple[Row, ...]:
    """Return the tables of a form, with as many rows to write in as a page has for them.

    `above` them stand so many rows of fields, and boxes to tick that take so much, in 1/100 mm.
    Lists of one column stand side by side, and a lone one three times beside itself.
    """
    columns = {each.name: _grid_columns(each, context, operation) for each in fields}
    lists = [each.name for each in fields if each.several and len(columns[each.name]) == 1]
    tables = [("", _side_by_side(lists, columns), True)] if lists else []
    tables += [
        (field_label_with_unit(context.words, each.name, operation), columns[each.name], each.several)
        for each in fields
        if each.name not in lists
    ]
    rows = _rows_for(tables, *above)
    return tuple(
        {"label": title, "columns": wide, "written": str(rows if several else 1)}
        for title, wide, several in tables
    )


def _side_by_side(lists: Sequence[str], columns: Mapping[str, tuple[Row, ...]]) -> tuple[Row, ...]:
    """Return the columns of lists that have one each, those of a lone list several times."""
    beside = tuple(columns[name][0] for name in lists)
    if len(lists) > 1:
        return beside
    return tuple({**beside[0], "key": f"{lists[0]}{at or ''}"} for at in range(_BESIDE))


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


def _grid_columns(field: ActField, context: PaperContext, operation: str) -> tuple[Row, ...]:
    names = list(dict.fromkeys(_columns(field)))
    if not names:
        label = field_label_with_unit(context.words, field.name, operation)
        return ({"key": field.name, "label": label},)
    if field.name == "daughters":
        names[1:1] = _VALUES.get(operation, ())
    if len(names) > _WIDEST:
        names = [each for each in names if each in _OF_A_PIECE]
    return tuple({"key": each, "label": field_label_with_unit(context.words, each)} for each in names)


def _columns(field: ActField) -> Iterator[str]:
    """Yield the names of what stands in rows; of a reading beside a mass only the balance is asked."""
    if not _is_record(field):
        return
    asked = tuple(_asked(field.type))
    has_mass = any(each.name == "mass" for each in asked)
    for each in asked:
        if each.kind is Kind.READING and not each.several:
            yield from ("balance",) if has_mass else ("net_ug", "balance")
        elif not (_is_record(each) and each.several) and not (field.several and each.name in _NOT_IN_ROWS):
            yield each.name
