"""The columns of a workbook to edit: what stands in a cell of each, and what a cell that came back says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from types import MappingProxyType
from typing import Final

from lunarcurator.documents.edit_book import EditColumn, EditValue
from lunarcurator.documents.xlsx_text import excel_text
from lunarcurator.domain.days import UNKNOWN_DAY, show_day, to_date
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.fields import FIELDS, STATED_MASS, FieldKind
from lunarcurator.domain.mass import MassKind
from lunarcurator.domain.mass_display import plain_mass
from lunarcurator.exchange.cells import Cell, ErrorCell
from lunarcurator.services.exporting.report_context import mass_now
from lunarcurator.services.field_values import shown_thousandths
from lunarcurator.services.importing.cells.values import (
    CellRefused,
    day_value,
    length_value,
    mass_value,
    percent_value,
    plain,
    whole_value,
)
from lunarcurator.services.importing.columns.terms import Terms
from lunarcurator.services.words import Words
from lunarcurator.store.reads.rows import PieceRow

UID: Final = "uid"
LINE: Final = "line"
"""The loan line a borrower holds a piece on: locked, and only in a workbook made for a borrower."""
NUMBER: Final = "number"
PLACE: Final = "place"
STEP: Final = " \u203a "
NOT_STATED: Final = "not_stated"
"""How a condition is recorded of which nobody said anything; the cell of one is empty."""

_KINDS: Final = frozenset(
    {FieldKind.TEXT, FieldKind.TERM, FieldKind.PERCENT, FieldKind.DAY, FieldKind.INTEGER, FieldKind.LENGTH}
)
_FIELDS: Final = tuple(
    key
    for key, field in FIELDS.items()
    if field.editable and field.kind in _KINDS and key != "handling" and not key.startswith("core_")
)
EDITABLE_BY_SHEET: Final = (PLACE, STATED_MASS, *_FIELDS)
"""What can be edited in a workbook, in the order in which it is offered."""
USUAL: Final = (
    *("form", "class_name", "subclass", STATED_MASS, PLACE),
    *("condition", "access", "basic_use", "restriction", "remarks"),
)
"""What a workbook has where nobody chose."""
SHOWN: Final = ("mission", "custody", "existence")
"""What stands beside it to read, locked."""

_WIDTHS: Final[Mapping[str, int]] = {PLACE: 46, "remarks": 40, "restriction": 30, "form": 20}


@dataclass(frozen=True, slots=True)
class SheetWords:
    """What cells are worded with: the words of the window's language, terms in all languages, form labels."""

    words: Words
    terms: Terms
    forms: Mapping[str, str]

    def choices(self, key: str) -> tuple[str, ...]:
        """Return what a column offers to choose from; empty where anything may be typed."""
        if key == "form":
            return tuple(dict.fromkeys(self.forms.values()))
        return tuple(self.words.say(f"{key}.{term}") for term in FIELDS[key].terms if term != NOT_STATED)

    def header(self, key: str) -> str:
        """Return the header of a column, with the unit its figures are in."""
        if key == LINE:
            return self.words.say("roundtrip.line")
        area = "report" if key in (NUMBER, PLACE, *SHOWN) else "field"
        label = self.words.label(f"{area}.{key}")
        kind = FIELDS[key].kind if key in FIELDS else None
        unit = {FieldKind.PERCENT: "%", FieldKind.LENGTH: "mm"}.get(kind, "") if kind else ""
        unit = "g" if key == STATED_MASS else unit
        return f"{label} ({unit})" if unit else label

    def column(self, key: str, places: tuple[str, ...] = ()) -> EditColumn:
        """Return an editable column; `places` are the paths there are."""
        if key == PLACE:
            return EditColumn(key, self.header(key), _WIDTHS[PLACE], True, choices=places)
        if key == STATED_MASS:
            return EditColumn(key, self.header(key), 16, True)
        choices = self.choices(key) if FIELDS[key].kind is FieldKind.TERM else ()
        closed = bool(choices) and key != "form"
        return EditColumn(key, self.header(key), _WIDTHS.get(key, 18), True, choices=choices, closed=closed)

    def term(self, key: str, code: Scalar) -> str:
        """Return the word of a code, as the choices have it."""
        if key == "form":
            return self.forms.get(str(code), str(code))
        return self.words.say(f"{key}.{code}")


def shown_of(row: PieceRow, key: str, words: SheetWords) -> str:
    """Return what stands in a cell that is only there to be read."""
    if key == "mission":
        return row.mission
    code = row.custody if key == "custody" else row.values.get(key)
    return words.words.say(f"{key}.{code}") if code else ""


def recorded(row: PieceRow, key: str) -> Scalar:
    """Return what the book says of a column: a path of names, ug, or the recorded value; None for nothing."""
    if key == PLACE:
        return STEP.join(row.place) or None
    if key == STATED_MASS:
        known = mass_now(row)
        return known.ug if known else None
    value = row.values.get(key)
    return None if value in ("", NOT_STATED) else value


def cell_of(row: PieceRow, key: str, words: SheetWords) -> EditValue:
    """Return what stands in the cell of a piece: numbers as numbers, days as days, codes in words."""
    if key == STATED_MASS:
        known = mass_now(row)
        return Decimal(plain_mass(known.ug, "g", known.resolution_ug)) if known else None
    return _cell(key, recorded(row, key), words)


def _cell(key: str, value: Scalar, words: SheetWords) -> EditValue:
    kind = FIELDS[key].kind if key in FIELDS else FieldKind.TEXT
    if value is None:
        return None
    if kind is FieldKind.TERM:
        return words.term(key, value)
    if not isinstance(value, int):
        return str(value)
    if kind is FieldKind.PERCENT:
        return Decimal(value).scaleb(-3)
    if kind is FieldKind.LENGTH:
        return Decimal(shown_thousandths(value))
    return _day(value) if kind is FieldKind.DAY else value


def _day(value: int) -> date | str | None:
    return to_date(value) or (show_day(value) if value != UNKNOWN_DAY else None)


def text_of(key: str, value: Scalar, words: SheetWords) -> str:
    """Return a value as the difference view shows it."""
    if value is None:
        return ""
    if key == STATED_MASS and isinstance(value, int):
        return plain_mass(value, "g")
    shown = _cell(key, value, words)
    return shown.isoformat() if isinstance(shown, date) else str(shown)


def read_cell(key: str, cell: Cell, before: Scalar, words: SheetWords) -> Scalar:
    """Return what a cell that came back says, None for an empty one; raises a `Refusal` for what it cannot.

    A text that reads as it went out says what was recorded `before`, also where spaces or signs were lost.
    """
    text = plain(cell)
    if not text:
        return None
    if isinstance(cell, ErrorCell):
        raise CellRefused("import.cell_error", text=text)
    if text == plain(excel_text(text_of(key, before, words), "")):
        return before
    if key == STATED_MASS:
        return _mass(cell, text)
    kind = FIELDS[key].kind if key in FIELDS else FieldKind.TEXT
    if kind is FieldKind.TERM:
        return _term(key, text, words)
    return _OF_KIND.get(kind, _text)(cell)


def _text(cell: Cell) -> Scalar:
    return cell.strip() if isinstance(cell, str) else plain(cell)


def _percent(cell: Cell) -> Scalar:
    found = percent_value(cell)
    return found[0] if found else None


_OF_KIND: Final[Mapping[FieldKind, Callable[[Cell], Scalar]]] = MappingProxyType(
    {
        FieldKind.PERCENT: _percent,
        FieldKind.DAY: day_value,
        FieldKind.INTEGER: whole_value,
        FieldKind.LENGTH: partial(length_value, unit="mm"),
    }
)
"""How what was typed is read, by the kind of its column; any other is text."""


def says_estimated(key: str, cell: Cell) -> bool:
    """Tell whether a readable cell that came back is a mass judged without a balance: "~49", "49 est."."""
    said = mass_value(cell, "g") if key == STATED_MASS and isinstance(cell, str) else None
    return said is not None and said.kind is MassKind.ESTIMATED


def _term(key: str, text: str, words: SheetWords) -> str:
    if key == "form":
        labels = {label.casefold(): code for code, label in words.forms.items()}
        return labels.get(text.casefold()) or words.terms.forms.named(text) or text
    return words.terms.term(key, text)


def _mass(cell: Cell, text: str) -> int:
    mass = mass_value(cell, "g")
    if mass is None or not mass.ug:
        raise CellRefused("roundtrip.no_mass", text=text)
    return mass.ug
