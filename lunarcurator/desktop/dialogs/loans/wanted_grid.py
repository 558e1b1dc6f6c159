"""The grid in which one says what a request asks for, line by line."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication

from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.form.typed_mass import typed_mass
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import PieceRef
from lunarcurator.domain.lending.policy import Policy
from lunarcurator.domain.lending.terms import LineMode
from lunarcurator.domain.mass_display import plain_mass
from lunarcurator.domain.mass_text import MassTextError
from lunarcurator.domain.operations.requesting import Wanted
from lunarcurator.services.words import Words

UNIT: Final = "mg"
"""The unit of masses on the loan desk where none is typed; Chinese requests are in mg with steps of 0.1."""


class WantedRows:
    """Reads the rows of a grid of wanted lines, and writes them."""

    def __init__(self, words: Words, policies: Iterable[Policy] = ()) -> None:
        self._modes = {words.label(f"line_mode.{mode}").casefold(): mode for mode in LineMode}
        self._mode_words = tuple(words.label(f"line_mode.{mode}") for mode in LineMode)
        self._yes = words.say("dialog.yes")
        self._categories = tuple(sorted({key for each in policies for key in each.categories}))

    def columns(self) -> tuple[GridColumn, ...]:
        """Return the columns: what is asked, how much, and how it goes."""
        return (
            GridColumn("sample", QCoreApplication.translate("WantedRows", "Number"), 150, number=True),
            GridColumn("described", QCoreApplication.translate("WantedRows", "Or what is wanted"), 150),
            GridColumn(
                "optimum_ug", QCoreApplication.translate("WantedRows", "Asked, mg"), 90, "mass", mass_trouble
            ),
            GridColumn(
                "minimum_ug", QCoreApplication.translate("WantedRows", "At least, mg"), 100, "mass", mass_trouble
            ),
            GridColumn("mode", QCoreApplication.translate("WantedRows", "Goes"), 100, words=self._mode_words),
            GridColumn("destructive", QCoreApplication.translate("WantedRows", "Used up"), 80, words=(self._yes,)),
            GridColumn(
                "category", QCoreApplication.translate("WantedRows", "Category"), 80, words=self._categories
            ),
            GridColumn("use", QCoreApplication.translate("WantedRows", "Use"), 0),
        )

    def wanted(self, row: Mapping[str, str]) -> Wanted:
        """Return what a row asks for."""
        number = row["sample"].strip()
        return Wanted(
            sample=PieceRef(number) if number else None,
            described=row["described"].strip(),
            mode=self._modes.get(row["mode"].strip().casefold()),
            optimum_ug=mass_ug(row["optimum_ug"]),
            minimum_ug=mass_ug(row["minimum_ug"]),
            destructive=bool(row["destructive"].strip()),
            category=row["category"].strip(),
            use=row["use"].strip(),
        )

    def texts(self, wanted: Wanted, number: str) -> Mapping[str, str]:
        """Return how a wanted line stands in the grid; `number` is that of its piece."""
        return {
            "sample": number,
            "described": wanted.described,
            "optimum_ug": mass_text(wanted.optimum_ug),
            "minimum_ug": mass_text(wanted.minimum_ug),
            "mode": self._mode_words[list(LineMode).index(wanted.mode)] if wanted.mode else "",
            "destructive": self._yes if wanted.destructive else "",
            "category": wanted.category,
            "use": wanted.use,
        }


def rows_of(numbers: Sequence[str]) -> list[Mapping[str, str]]:
    """Return the rows that only name these pieces."""
    return [{"sample": number} for number in numbers]


def mass_ug(text: str) -> int | None:
    """Return a typed mass in ug, None for none; raises `MassTextError`."""
    return typed_mass(text, unit=UNIT).ug if text.strip() else None


def last_place(text: str) -> int:
    """Return the last place to which a typed mass is stated, in ug, 0 for none; raises `MassTextError`."""
    return typed_mass(text, unit=UNIT).resolution_ug or 0 if text.strip() else 0


def mass_text(ug: int | None) -> str:
    """Return a mass in ug as it stands in a cell."""
    return plain_mass(ug, UNIT) if ug is not None else ""


def mass_trouble(text: str) -> Refusal | None:
    """Return what is wrong with the text of a mass, or None."""
    try:
        mass_ug(text)
    except MassTextError as error:
        return error
    return None
