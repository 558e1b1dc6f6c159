from lunarcurator.services.changes import WIDE_FROM, ChangeSet, together


def test_the_changes_of_several_entries_are_told_once_as_those_of_the_last() -> None:
    first = ChangeSet(7, samples=(1, 2), born=(2,), places=(5,))
    second = ChangeSet(8, samples=(2, 3), born=(3,), places=(5, 6), records=True)
    assert together([first, second]) == ChangeSet(8, (1, 2, 3), (2, 3), (5, 6), records=True)


def test_too_many_changes_together_are_told_as_wide() -> None:
    half = WIDE_FROM // 2
    many = [ChangeSet(seq, samples=tuple(range(seq * half, (seq + 1) * half))) for seq in (1, 2)]
    assert together(many) == ChangeSet(2, wide=True)
    assert together([ChangeSet(1, wide=True), ChangeSet(2, samples=(1,))]) == ChangeSet(2, wide=True)
