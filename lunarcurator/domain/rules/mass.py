"""R8: the mass equation closes within tolerance, or somebody with authority says why not."""

from collections.abc import Iterator

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.mass import Mass, MassKind
from lunarcurator.domain.picture import Picture
from lunarcurator.domain.pieces import PieceState

CHIPPING_LIMIT_UG = 20_000
"""Attrition of one act above which a reason is asked for, in ug; a lab's policies replace it later."""


def residual_closes(piece: PieceState, residual_ug: int, tolerance_ug: int, field: str) -> Iterator[Finding]:
    """R8: what is missing (or too much) after all pieces were counted stays within the balances' tolerance."""
    if abs(residual_ug) > tolerance_ug:
        yield find(
            Strength.AUTHORITY,
            "mass.does_not_close",
            "R8",
            field,
            piece.uid,
            number=piece.number_text,
            residual_ug=residual_ug,
            tolerance_ug=tolerance_ug,
        )


def excess_is_covered(piece: PieceState, excess_ug: int, rounding_ug: int) -> Iterator[Finding]:
    """R8: more mass came to light than the old statement claims, beyond its rounding."""
    if excess_ug > rounding_ug:
        yield find(
            Strength.AUTHORITY,
            "mass.exceeds_statement",
            "R8",
            "mass",
            piece.uid,
            number=piece.number_text,
            excess_ug=excess_ug,
        )


def weighing_agrees(piece: PieceState, difference_ug: int, tolerance_ug: int) -> Iterator[Finding]:
    """Workflow 3: a weighing that differs from the book beyond tolerance, or gains mass, asks for a reason."""
    if abs(difference_ug) > tolerance_ug:
        key = "weigh.gained" if difference_ug > 0 else "weigh.lost"
        yield find(
            Strength.WARN,
            key,
            "R8",
            "reading",
            piece.uid,
            number=piece.number_text,
            difference_ug=abs(difference_ug),
            tolerance_ug=tolerance_ug,
        )


def attrition_is_small(piece: PieceState, attrition_ug: int) -> Iterator[Finding]:
    """Workflow 4: attrition is never negative, and a large one is explained."""
    if attrition_ug < 0:
        yield find(Strength.IMPOSSIBLE, "split.attrition_negative", "R8", "attrition", number=piece.number_text)
    elif attrition_ug > CHIPPING_LIMIT_UG:
        yield find(
            Strength.WARN,
            "split.attrition_large",
            "R8",
            "attrition",
            piece.uid,
            attrition_ug=attrition_ug,
            limit_ug=CHIPPING_LIMIT_UG,
        )


def is_kept_nominal(
    picture: Picture, number: str, form: str, mass: Mass, field: str = "mass"
) -> Iterator[Finding]:
    """`domain.md` 4: a mass on a form that is not weighable is nominal, also where a balance read it.

    A stated one is simply kept as text; of a reading somebody says what it was, because it enters no balance.
    """
    if mass.kind is MassKind.MEASURED and not picture.tables.weighs(form):
        yield find(
            Strength.WARN,
            "mass.kept_nominal",
            "R15",
            field,
            number=number,
            form=picture.tables.form(form),
            ug=mass.ug or 0,
        )
