"""By which way lines of *transferred* went, told from the lines of their entry alone."""

import pytest
from lunarcurator.domain.operations import TransferKind
from lunarcurator.domain.transfers import CAME_BACK, GONE, TransferLine, TransferWay, ways_of

OURS, THEIRS = 1, 2


def line(sample: int, ug: int, reason: str = "", book: int = OURS, entry: int = 1, n: int = 0) -> TransferLine:
    return TransferLine(entry, n, sample, book, ug, 0, reason)


def ways(*lines: TransferLine, came_in: tuple[int, ...] = ()) -> list[str]:
    return [str(way) for _, way in ways_of(lines, came_in)]


@pytest.mark.parametrize("kind", list(TransferKind))
def test_each_kind_of_transfer_has_a_way_of_its_own(kind: TransferKind) -> None:
    assert ways(line(1, 100, str(kind))) == [str(kind)]
    assert TransferWay(kind) in GONE


@pytest.mark.parametrize("kind", list(TransferKind))
def test_of_a_piece_that_stays_the_title_alone_moved(kind: TransferKind) -> None:
    assert ways(line(1, 100, str(kind)), line(1, -100, str(kind), THEIRS)) == ["title_only", "title_only"]
    # An unweighed piece moves as one, without any mass.
    whole = (TransferLine(1, 0, 1, OURS, 0, 1, str(kind)), TransferLine(1, 1, 1, THEIRS, 0, -1, str(kind)))
    assert ways(*whole) == ["title_only", "title_only"]


def test_both_sides_of_an_exchange_are_told_apart_also_where_they_weigh_the_same() -> None:
    assert ways(line(1, 19, "exchange"), line(2, -19, book=THEIRS), came_in=(2,)) == ["exchange", "by_exchange"]


def test_what_came_in_by_exchange_and_went_into_another_book_since_moved_between_books() -> None:
    moved = (line(2, 19, "composite", entry=2), line(3, -19, "composite", THEIRS, entry=2))
    assert ways(line(2, -19), *moved, came_in=(2,)) == ["by_exchange", "between_books", "between_books"]


def test_what_is_undone_has_the_way_it_went() -> None:
    undone = (line(1, -19, "exchange", entry=2), line(2, 19, book=THEIRS, entry=2))
    assert ways(*undone, came_in=(2,)) == ["exchange", "by_exchange"]


def test_what_is_back_came_back_into_whatever_book() -> None:
    assert ways(line(1, -100, CAME_BACK), line(2, -5, CAME_BACK, THEIRS)) == ["came_back", "came_back"]
