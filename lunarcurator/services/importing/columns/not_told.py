"""What is said of a mark for nothing that a row keeps beside its piece."""

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.services.importing.columns.units import MASSES
from lunarcurator.services.importing.plan import PlannedColumn


def not_told(text: str, column: PlannedColumn) -> Finding:
    """Return that a column only says that nobody knows, and that the mark is kept as it stands."""
    facts = {"text": text, "column": column.name}
    if column.target in MASSES:
        return find(Strength.WARN, "import.mass_not_told", "R8", "mass", **facts)
    return find(Strength.WARN, "import.text_not_told", "R12", column.target, **facts)
