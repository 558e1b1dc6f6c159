"""What a line keeps of sub-samples that a report or return sheet names, also of those nobody reported before."""

from collections.abc import Sequence

from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.sub_samples import SUB, gone_as_told, names_unreported, told_first


def told_gone(line: Line, gone: Sequence[str], ledger: LedgerState) -> dict[str, Scalar]:
    """Return what a line keeps of sub-samples that were used up or lost; of one nobody reported, its name."""
    return {**gone_as_told(line, gone), **_first(line, gone, ledger, gone=True)}


def told_kept(line: Line, kept: Sequence[str], ledger: LedgerState) -> dict[str, Scalar]:
    """Return what a line keeps of sub-samples that stay with its borrower and nobody reported: their names."""
    return _first(line, kept, ledger, gone=False)


def _first(line: Line, names: Sequence[str], ledger: LedgerState, *, gone: bool) -> dict[str, Scalar]:
    return {f"{SUB}{ledger.new_uid()}": told_first(name, gone=gone) for name in names_unreported(line, names)}
