"""What is said of a mark for nothing, or of a day in doubt, that a row keeps beside its piece."""

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.services.importing.columns.units import MASSES
from lunarcurator.services.importing.plan import PlannedColumn


def not_told(text: str, column: PlannedColumn) -> Finding:
    """Return that a column only says that nobody knows, and that the mark is kept as it stands."""
    facts = {"text": text, "column": column.name}
    if column.target in MASSES:
        return find(Strength.WARN, "import.mass_not_told", "R8", "mass", **facts)
    return find(Strength.WARN, "import.text_not_told", "R12", column.target, **facts)


def day_doubted(text: str, column: PlannedColumn) -> Finding:
    """Return that a column only guesses at a day, and that its words are kept as they stand."""
    return find(Strength.WARN, "import.day_doubted", "R12", column.target, text=text, column=column.name)
