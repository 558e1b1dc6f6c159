"""Roots and daughter counts against the parents, with more or other numbers than an honest store has."""

from collections.abc import Iterable

import pytest
from lunarcurator.store.verify.genealogy import Genealogy

type Row = tuple[int, int | None, int | None, int]

SOUND: tuple[Row, ...] = ((1, None, 1, 2), (2, 1, 1, 1), (3, 2, 1, 0), (4, 1, 1, 0), (5, None, 5, 0))
"""Pieces as (id, parent, root, daughters): 1 has the daughters 2 and 4, and 3 came from 2."""


def wrong(rows: Iterable[Row], told: int) -> list[tuple[int, str]]:
    genealogy = Genealogy(told)
    for sample, parent, root, daughters in rows:
        genealogy.add(sample, parent, root, daughters, in_book=True)
    return list(genealogy.wrong())


@pytest.mark.parametrize("told", [0, 1, 4, 5, 50])
def test_a_sound_family_is_sound_however_many_pieces_were_announced(told: int) -> None:
    assert wrong(SOUND, told) == []


def test_ids_may_have_gaps() -> None:
    spread = [(10 * id_, parent and 10 * parent, root and 10 * root, below) for id_, parent, root, below in SOUND]
    assert wrong(spread, 5) == []
    assert wrong([*spread, (70, 60, 70, 0)], 6) == []


def test_a_wrong_root_and_a_wrong_count_are_named() -> None:
    rows = [(id_, parent, 5 if id_ == 3 else root, below) for id_, parent, root, below in SOUND]
    assert wrong(rows, 5) == [(3, "root")]
    rows = [(id_, parent, root, 3 if id_ == 2 else below) for id_, parent, root, below in SOUND]
    assert wrong(rows, 5) == [(2, "daughters")]
    assert wrong([(1, None, None, 0)], 1) == [(1, "root")]


def test_a_piece_out_of_the_book_is_no_daughter() -> None:
    genealogy = Genealogy(2)
    genealogy.add(1, None, 1, 0, in_book=True)
    genealogy.add(2, 1, 1, 0, in_book=False)
    assert list(genealogy.wrong()) == []


@pytest.mark.parametrize("at", [0, 2, 4])
def test_numbers_no_honest_store_comes_to_are_named_and_not_stumbled_over(at: int) -> None:
    rows = list(SOUND)
    id_, parent, _, _ = rows[at]
    rows[at] = (id_, parent, 2**40, 2**41)
    found = wrong(rows, 5)
    assert (id_, "root") in found
    assert (id_, "daughters") in found
    assert wrong([*SOUND, (2**50, 1, 1, 0)], 6) == [(1, "daughters")]
