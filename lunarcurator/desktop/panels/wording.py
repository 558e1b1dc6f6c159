"""Words and figures of records for eyes: terms, days, masses on the point, reasons where there is no mass."""

from collections.abc import Sequence
from unicodedata import east_asian_width

from PySide6.QtCore import QCoreApplication

from lunarcurator.desktop.widgets.ledger_model import LedgerCell
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.known_mass import Bound, KnownMass
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.domain.mass_units import unit_symbol
from lunarcurator.services.browsing import PieceRow
from lunarcurator.services.field_values import shown_value
from lunarcurator.services.mass_words import word_for_no_mass
from lunarcurator.services.stated_days import StatedDay
from lunarcurator.services.words import Words

DOT = " \u00b7 "
EN_DASH = "\u2013"


class Wording:
    """Turns codes, days and micrograms of read records into words; masses are shown in `unit`."""

    def __init__(self, words: Words, unit: str = "g") -> None:
        self.words, self.unit = words, unit

    def headed(self, what: str) -> str:
        """Return the header of a column of masses, its unit included."""
        both = QCoreApplication.translate("Wording", "{what}, {unit}")
        return both.replace("{what}", what).replace("{unit}", unit_symbol(self.unit))

    def term(self, area: str, code: str) -> str:
        """Return the word of a code with a capital where the language has them; unknown codes stay as they are."""
        key = f"{area}.{code}"
        return self.words.label(key) if code and self.words.has(key) else code

    def small(self, area: str, code: str) -> str:
        """Return the word of a code as it stands in a sentence."""
        key = f"{area}.{code}"
        return self.words.say(key) if code and self.words.has(key) else code

    def value(self, key: str, value: Scalar) -> str:
        """Return a recorded value, with a capital at its beginning unless it is the name of a file."""
        shown = shown_value(self.words, key, value)
        is_name = "." in shown and " " not in shown
        return shown if is_name else shown[:1].upper() + shown[1:]

    def day(self, day: Day, stated: str = "") -> str:
        """Return a day as people read it: as its source words it, or the word for unknown."""
        return StatedDay(day, stated).text(self.words)

    def reason(self, reason: str) -> str:
        """Return why a mass is not known."""
        return self.small("unknown_reason", reason) if reason else self.words.say("mass.unknown")

    def no_mass(self, row: PieceRow) -> str:
        """Return why a piece has no mass."""
        return word_for_no_mass(self.words, row.no_figure)

    def parts(self, ug: int, resolution_ug: int | None, quality: str = "") -> tuple[str, str]:
        """Return ug in two, parted at the decimal point; an estimate and an upper bound have their signs."""
        return _known(ug, resolution_ug, quality).parts(self.unit)

    def figure(self, ug: int, resolution_ug: int | None, quality: str = "") -> str:
        """Return ug with its unit for running text."""
        return f"{''.join(self.parts(ug, resolution_ug, quality))}\u00a0{unit_symbol(self.unit)}"

    def cell(
        self,
        ug: int,
        resolution_ug: int | None,
        quality: str = "",
        *,
        bold: bool = False,
        tone: str = "text",
        signed: bool = False,
    ) -> LedgerCell:
        """Return the cell of a mass on the decimal point, plain digits with their sign for the clipboard."""
        front, fraction = self.parts(ug, resolution_ug, quality)
        plus = "+" if signed and ug > 0 else ""
        plain = f"{plus}{_known(ug, resolution_ug, quality).plain(self.unit)}"
        return LedgerCell(f"{plus}{front}", fraction, tone, bold=bold, plain=plain)

    @staticmethod
    def count(number: int) -> str:
        """Return a whole number for eyes."""
        return shown_count(number)


def _known(ug: int, resolution_ug: int | None, quality: str) -> KnownMass:
    bound = Bound.AT_MOST if quality == "upper_bound" else None
    return KnownMass(ug, resolution_ug, quality == "estimated" and ug >= 0, bound)


def decimals_of(*cells: LedgerCell) -> int:
    """Return how many decimals a column has to keep room for."""
    return max((max(len(cell.fraction) - 1, 0) for cell in cells), default=0)


def mass_width(cells: Sequence[LedgerCell], header: str) -> int:
    """Return the width in pixels at 100 % in which a column of masses shows whole, its header too."""
    decimals = decimals_of(*cells)
    whole = max((len(cell.text) for cell in cells if cell.fraction or _is_figure(cell.text)), default=0)
    reasons = (cell.text for cell in cells if not cell.fraction and not _is_figure(cell.text))
    reason = max((_breadth(text) for text in reasons), default=0)
    return max(20 + 8 * (whole + decimals), 20 + 6 * reason, 20 + 7 * _breadth(header))


def _is_figure(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _breadth(text: str) -> int:
    # A Chinese character is as broad as two Latin ones.
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
