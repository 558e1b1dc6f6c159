"""What a piece weighs once an act is posted, told from its preview."""

from lunarcurator.domain.accounts import HOLDING
from lunarcurator.domain.facts import MassLine
from lunarcurator.services.form_context import PieceSummary
from lunarcurator.services.posted import Preview


def held_after(preview: Preview, piece: PieceSummary) -> int | None:
    """Return the mass of a piece after a preview in ug, None where nobody knows it."""
    facts = (each.fact for each in preview.facts)
    lines = [fact for fact in facts if isinstance(fact, MassLine) and fact.sample == piece.uid]
    held = [line for line in lines if line.account in HOLDING]
    unknown = (piece.held_ug is None) + sum(line.unweighed for line in held)
    return None if unknown else (piece.held_ug or 0) + sum(line.ug for line in held)


def moves_mass(preview: Preview) -> bool:
    """Tell whether an act moves any mass or unweighed piece."""
    return any(isinstance(each.fact, MassLine) for each in preview.facts)
