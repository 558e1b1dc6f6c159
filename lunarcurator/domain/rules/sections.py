"""R15: sections hang under their butt, and neither is weighed."""

from collections.abc import Iterator

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.pieces import PieceState

_BUTTS = frozenset({"potted_butt", "polished_potted_butt", "reference_core", "thick_section"})
_SECTIONS = frozenset({"thin_section", "polished_thin_section", "polished_section"})


def is_not_weighed(ledger: LedgerState, form: str) -> Iterator[Finding]:
    """Workflow 7: what is cut by a pattern of numbers is of a form that is never weighed."""
    if ledger.tables.weighs(form):
        yield find(Strength.IMPOSSIBLE, "sections.are_weighed", "R15", "form", form=form)


def cut_from_a_butt(ledger: LedgerState, parent: PieceState, form: str) -> Iterator[Finding]:
    """R15: the parent of a section is the butt it was cut from, not the rock; else somebody says why."""
    code = ledger.tables.form(form) or form
    if code in _SECTIONS and parent.form not in _BUTTS:
        yield find(
            Strength.WARN,
            "sections.no_butt",
            "R15",
            "parent",
            parent.uid,
            number=parent.number_text,
            form=parent.form,
        )
