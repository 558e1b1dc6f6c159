"""Acts that state anew what is on record of something: what they leave out they would empty.

The window shows what is on record and posts all of it. Whoever writes an act by hand writes all of it too.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from lunarcurator.domain.operations import OPERATIONS
from lunarcurator.domain.operations.kinds import ActField, act_fields


class _Whole(NamedTuple):
    """How an act states a record anew.

    `names` is the field that names the record; without it the record is new. What is stated are the fields of the
    row in the field `row`, or of the act itself where that is empty, and of these `only` some where it names any.
    """

    names: str
    row: str = ""
    only: tuple[str, ...] = ()


_WHOLE: Final[Mapping[str, _Whole]] = MappingProxyType(
    {
        "set_up_operator": _Whole("operator"),
        "set_up_balance": _Whole("balance"),
        "set_up_institution": _Whole("institution"),
        "set_up_person": _Whole("person"),
        "draft_agreement": _Whole("agreement"),
        "restrict": _Whole("samples", only=("handling",)),
        "change_line": _Whole("line", row="wanted"),
    }
)


def row_stated_anew(kind: str) -> str:
    """Return the field of an act that holds a row which it states anew, "" where there is none."""
    return _WHOLE[kind].row if kind in _WHOLE else ""


class LeftOut(NamedTuple):
    """What an act leaves out that it would empty: fields of a row, or of the act itself where `row` is empty."""

    row: str
    fields: tuple[ActField, ...]


def left_out(kind: str, said: Mapping[str, Any]) -> LeftOut:
    """Return what an act leaves out of all that it states anew; `said` are its fields by name, as written.

    The value of a row is a mapping of its own fields. A new record has no fields that could be emptied.
    """
    whole = _WHOLE.get(kind)
    if whole is None or not _says_something(said.get(whole.names)):
        return LeftOut("", ())
    stated, written = OPERATIONS[kind], said
    if whole.row:
        field = next(each for each in act_fields(stated) if each.name == whole.row)
        stated, written = field.type, said.get(whole.row) or {}
    wanted = [each for each in act_fields(stated) if not whole.only or each.name in whole.only]
    return LeftOut(whole.row, tuple(each for each in wanted if each.name not in written))


def _says_something(told: Any) -> bool:
    return any(map(_says_something, told)) if isinstance(told, (list, tuple)) else bool(str(told or "").strip())
