"""Planned splits in dialogs: which a piece has, and how they are told."""

from lunarcurator.services.asking import PieceCard, Supplies, supplies
from lunarcurator.services.desk import Desk
from lunarcurator.services.words import Words


def parent_of_plan(desk: Desk, asked: Supplies) -> Supplies:
    """Return the supplies of the parent where a planned daughter was selected, else these."""
    if asked.pieces and asked.piece.existence == "planned" and asked.piece.parent:
        return supplies(desk, (asked.piece.parent,))
    return asked


def plan_choices(words: Words, piece: PieceCard) -> list[tuple[str, str]]:
    """Return the open plans of a piece as (entry, words), the newest first."""
    return [
        (
            plan.entry,
            words.say("dialog.plan", {"day": plan.day, "numbers": [number for number, _ in plan.daughters]}),
        )
        for plan in reversed(piece.plans)
    ]
