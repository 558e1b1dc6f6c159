"""What is too fine for a scanner is found for thousands of labels at once."""

import random
from string import ascii_letters, digits

import pytest
from lunarcurator.documents.papers.blocks import CodeKind
from lunarcurator.services.codes import FINEST, QUIET, modules_of, too_fine

SIGNS = ",-/ .();:#=\u6837\u2019"


def texts() -> list[str]:
    dice = random.Random(5)
    signs = (digits, digits + ",", ascii_letters, digits + ascii_letters + SIGNS)
    return ["".join(dice.choices(dice.choice(signs), k=dice.randint(1, 40))) for _ in range(300)]


@pytest.mark.parametrize("kind", list(CodeKind))
@pytest.mark.parametrize("side", [420, 600, 900])
def test_what_is_too_fine_is_what_its_own_code_says(kind: CodeKind, side: int) -> None:
    asked = texts()
    by_itself = [each for each in asked if (len(modules_of(kind, each)) + 2 * QUIET) * FINEST > side]
    assert list(too_fine(kind, asked, side)) == by_itself
