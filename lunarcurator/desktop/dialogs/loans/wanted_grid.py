"""The grid in which one says what a request asks for, line by line."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication

from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.form.pasted_headings import Says
from lunarcurator.desktop.dialogs.loans.typed_masses import TypedMasses
from lunarcurator.domain.identity import PieceRef
from lunarcurator.domain.lending.policy import Policy
from lunarcurator.domain.lending.terms import LineMode
from lunarcurator.domain.operations.requesting import Wanted
from lunarcurator.services.words import Words


class WantedRows:
    """Reads the rows of a grid of wanted lines, and writes them."""

    def __init__(self, words: Words, masses: TypedMasses, policies: Iterable[Policy] = ()) -> None:
        self.masses = masses
        self._modes = {words.label(f"line_mode.{mode}").casefold(): mode for mode in LineMode}
        self._mode_words = tuple(words.label(f"line_mode.{mode}") for mode in LineMode)
        self._destroys = {words.say("dialog.yes").casefold(): True, words.say("dialog.no").casefold(): False}
        self.destroying = tuple(words.say(key) for key in ("dialog.yes", "dialog.no"))
        self._categories = tuple(sorted({key for each in policies for key in each.categories}))

    def columns(self) -> tuple[GridColumn, ...]:
        """Return the columns: what is asked, how much, and how it goes."""
        return (
            GridColumn("sample", QCoreApplication.translate("WantedRows", "Number"), 150, number=True),
            GridColumn("described", QCoreApplication.translate("WantedRows", "Or what is wanted"), 150),
            self.masses.column(
                "optimum_ug", QCoreApplication.translate("WantedRows", "Asked"), 90, usual=Says.ASKED
            ),
            self.masses.column(
                "minimum_ug", QCoreApplication.translate("WantedRows", "At least"), 100, usual=Says.LEAST
            ),
            GridColumn(
                "mode", QCoreApplication.translate("WantedRows", "Goes"), 100, words=self._mode_words, closed=True
            ),
            GridColumn(
                "destructive",
                QCoreApplication.translate("WantedRows", "Used up"),
                80,
                words=self.destroying,
                closed=True,
            ),
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
            optimum_ug=self.masses.ug(row["optimum_ug"]),
            minimum_ug=self.masses.ug(row["minimum_ug"]),
            destructive=self._destroys.get(row["destructive"].strip().casefold()),
            category=row["category"].strip(),
            use=row["use"].strip(),
        )

    def texts(self, wanted: Wanted, number: str) -> Mapping[str, str]:
        """Return how a wanted line stands in the grid; `number` is that of its piece."""
        return {
            "sample": number,
            "described": wanted.described,
            "optimum_ug": self.masses.text(wanted.optimum_ug),
            "minimum_ug": self.masses.text(wanted.minimum_ug),
            "mode": self._mode_words[list(LineMode).index(wanted.mode)] if wanted.mode else "",
            "destructive": destroys(wanted.destructive, self.destroying),
            "category": wanted.category,
            "use": wanted.use,
        }


NAMED: Final = ("sample", "described")
"""The columns of which one says what a line asks for."""


def destroys(chosen: bool | None, words: Sequence[str]) -> str:
    """Return yes or no, as `words` has them, for what somebody chose; empty where nobody did."""
    return "" if chosen is None else words[0 if chosen else 1]


def rows_of(numbers: Sequence[str]) -> list[Mapping[str, str]]:
    """Return the rows that only name these pieces."""
    return [{"sample": number} for number in numbers]
