"""Writes single cells with the habits of some laboratory."""

from collections.abc import Callable, Collection
from datetime import date, datetime, time
from decimal import Decimal
from random import Random
from typing import Final

from tests.services.importing.true_lists.collection import TO_UG, Kind, Piece
from tests.services.importing.true_lists.grid import Column, Said
from tests.services.importing.true_lists.words import UNITS, UNKNOWN

HABITS: Final = (
    "banner", "blank_rows_in_front", "blank_columns_in_front", "two_row_header", "units_row", "unit_in_cells",
    "no_unit", "unit_column", "foreign", "shuffled", "decimal_comma", "thousands", "numbers_as_figures",
    "loose_numbers", "totals", "end_mark", "signature", "ditto", "continuing_blanks", "continuing_inside",
    "merged_groups", "side_by_side", "counter", "second_mass", "notes_between", "titles", "hidden_rows",
    "hidden_column", "coloured", "padded", "full_width", "day_cells", "day_texts", "unknown_words", "header_again",
    "parent_column", "split_columns", "mission_column", "blank_rows_between", "about", "masses_as_text",
    "many_columns", "no_parents_listed", "empty_column", "upper_headers", "starred_headers", "backwards",
    "subtotals", "other_unit",
    "mixed_units", "apostrophes", "stars_on_masses", "prefixed_numbers", "extra_columns", "struck", "comments",
    "page_footers", "count", "mass_twice", "decimal_numbers", "odd_remarks", "long_list", "read_me_sheet",
    "second_table", "merged_titles", "unnamed_column",
)  # fmt: skip
MONTHS: Final = [date(2000, month, 1).strftime("%B") for month in range(1, 13)]


class Hand:
    """How somebody writes single cells: `habits` are his, and each has chances of its own from the seed."""

    def __init__(self, seed: int, habits: Collection[str]) -> None:
        self._seed, self._habits = seed, frozenset(habits)
        self._rngs: dict[str, Random] = {}

    def does(self, habit: str) -> bool:
        return habit in self._habits

    def rng(self, name: str) -> Random:
        return self._rngs.setdefault(name, Random(f"{self._seed}:{name}"))

    kind: Kind
    unit: str

    def _cell(self, column: Column, piece: Piece, count: int) -> Said:
        said: Said
        match column.field:
            case "":
                return None
            case "counter":
                return count
            case "extra":
                return self._extra(column)
            case "count":
                return piece.count
            case "again":
                return None if piece.mass_ug is None else float(Decimal(piece.mass_ug) / TO_UG[column.unit])
            case "number":
                return self._number(piece.number)
            case "generic":
                return self._number(piece.family)
            case "split":
                split = piece.split
                return int(split) if split.isdecimal() and self.does("numbers_as_figures") else split
            case "parent":
                return self._number(piece.parent) if piece.parent else None
            case "unit":
                return column.unit or UNITS[self.unit][0]
            case "mass" | "mass_now" | "original":
                return self._mass(column, piece)
            case "day":
                return self._day(column, piece.day)
        said = str(getattr(piece, column.field))
        if column.field == "form":
            said = said.replace("_", " ")
        if column.field == "remarks":
            return said
        return self._padded(said)

    def _extra(self, column: Column) -> Said:
        rng = self.rng("extra_columns")
        if "(" in column.header or "%" in column.header:
            return rng.choice([1.5, 20, 0.25, None])
        return rng.choice(["A. B.", "yes", "x", None, "A. B.", 12])

    def _padded(self, said: str) -> str:
        if self.does("padded") and self.rng("padded").random() < 0.4:
            return self.rng("padded").choice(
                [f"  {said}", f"{said} ", f"\u00a0{said}", f"{said}\u3000", said.replace(" ", "  ")]
            )
        return said

    def _number(self, number: str) -> Said:
        if self.does("decimal_numbers") and self.kind.code == "Apollo" and "," in number:
            return float(number.replace(",", "."))
        if number.isdecimal() and self.does("numbers_as_figures"):
            return self.rng("numbers_as_figures").choice([int(number), float(number)])
        if self.does("loose_numbers") and "," in number and self.kind.code in ("Apollo", "Antarctic"):
            joint = self.rng("loose_numbers").choice([", ", "-", ",", " ,"])
            number = number.replace(",", joint)
        if self.does("full_width") and self.rng("full_width").random() < 0.3:
            number = "".join(chr(ord(sign) + 0xFEE0) if sign.isdigit() else sign for sign in number)
        if self.does("apostrophes"):
            number = f"'{number}"
        if self.does("prefixed_numbers") and self.kind.code != "Probes":
            number = f"{Random(self._seed).choice(['Sample ', '#', 'No. '])}{number}"
        return self._padded(number)

    def _figure(self, ug: int) -> Said:
        value = Decimal(ug) / TO_UG[self.unit]
        text = f"{value:f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        if not (
            self.does("decimal_comma")
            or self.does("thousands")
            or self.does("masses_as_text")
            or self._says_units_in("cells")
        ):
            return int(value) if value == int(value) else float(value)
        whole, _, decimals = text.partition(".")
        if self.does("thousands") and len(whole) > 3:
            if not hasattr(self, "_thousands"):
                self._thousands = self.rng("thousands").choice(
                    [" ", "\u202f", "'"] if self.does("decimal_comma") else [",", ",", " ", "'"]
                )
            whole = f"{int(whole):,}".replace(",", self._thousands)
        point = "," if self.does("decimal_comma") else "."
        return whole + (point + decimals if decimals else "")

    def _mass(self, column: Column, piece: Piece) -> Said:
        ug = piece.original_ug if column.field == "original" else piece.mass_ug
        if ug is None:
            return self.rng("unknown_words").choice(UNKNOWN) if self.does("unknown_words") else None
        if self.does("mixed_units") and self.rng("mixed_units").random() < 0.2:
            unit = self.rng("mixed_units").choice(["g", "mg"])
            said = f"{(Decimal(ug) / TO_UG[unit]).normalize():f} {unit}"
            return said.replace(".", ",") if self.does("decimal_comma") else said
        figure = self._figure(ug)
        if self.does("stars_on_masses") and self.rng("stars_on_masses").random() < 0.1:
            figure = f"{figure}{self.rng('stars_on_masses').choice(['*', ' (?)', ' [1]', '¹', ' a'])}"
        if self.does("about") and self.rng("about").random() < 0.2:
            figure = f"{self.rng('about').choice(['~', 'ca. ', '约', '≈'])}{figure}"
        if self._says_units_in("cells"):
            rng = self.rng("unit_in_cells")
            figure = f"{figure}{rng.choice(['', ' '])}{rng.choice(UNITS[self.unit])}"
        if isinstance(figure, str) and self.does("full_width") and self.rng("full_width").random() < 0.2:
            figure = "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in figure)
        return self._padded(figure) if isinstance(figure, str) else figure

    def _day(self, column: Column, day: date) -> Said:
        if self.does("day_cells"):
            return datetime.combine(day, time())
        if not self.does("day_texts"):
            return day.isoformat()
        if not hasattr(self, "_day_form"):
            self._day_form = self.rng("day_texts").choice(DAYS)
        form, day_first = self._day_form
        column.day_first = day_first
        return form(day)


DAYS: Final[tuple[tuple[Callable[[date], str], bool], ...]] = (
    (lambda day: f"{day.day:02}/{day.month:02}/{day.year}", True),
    (lambda day: f"{day.month}/{day.day}/{day.year}", False),
    (lambda day: f"{day.day}.{day.month}.{day.year}", True),
    (lambda day: f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}", True),
    (lambda day: f"{MONTHS[day.month - 1]} {day.day}, {day.year}", False),
    (lambda day: f"{day.year}年{day.month}月{day.day}日", False),
    (lambda day: f"{day.year}{day.month:02}{day.day:02}", False),
    (lambda day: f"{day.year}/{day.month}/{day.day}", False),
    (lambda day: f"{day.day:02}-{MONTHS[day.month - 1][:3]}-{day.year}", True),
    (lambda day: f"{day.day:02}-{day.month:02}-{day.year}", True),
    (lambda day: f"{day.isoformat()} 00:00:00", True),
)
