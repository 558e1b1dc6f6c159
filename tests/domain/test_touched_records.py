"""The subjects an entry touched, found by what stands in their fields."""

from lunarcurator.domain.facts import Scalar, Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.touched_records import TouchedRecords

PIECE, OTHER = Uid("a" * 32), Uid("b" * 32)
FIRST, SECOND = Uid("1" * 32), Uid("2" * 32)


def test_subjects_are_found_by_what_a_field_holds_also_when_taken_after_the_first_question() -> None:
    taken = TouchedRecords()
    taken.take(Subject.LINE, FIRST, {"sample": PIECE})
    assert list(taken.holding(Subject.LINE, "sample", PIECE)) == [FIRST]
    taken.take(Subject.LINE, SECOND, {"sample": PIECE})
    taken.take(Subject.LOAN, SECOND, {"sample": OTHER})
    assert list(taken.holding(Subject.LINE, "sample", PIECE)) == [FIRST, SECOND]
    assert list(taken.holding(Subject.LINE, "sample", OTHER)) == []
    assert list(taken.holding(Subject.LINE, "agreement", PIECE)) == []


def test_a_subject_is_found_under_its_new_name_and_code() -> None:
    taken = TouchedRecords()
    fields: dict[str, Scalar] = {"name": "old", "code": "L-1"}
    taken.take(Subject.LOAN, FIRST, fields)
    assert list(taken.named(Subject.LOAN, "old")) == [FIRST]
    fields["name"] = "new"
    taken.take(Subject.LOAN, FIRST, fields)
    assert list(taken.named(Subject.LOAN, "new")) == [FIRST]
    assert list(taken.named(Subject.LOAN, "L-1")) == [FIRST]


def test_the_codes_of_a_kind_leave_out_who_has_none() -> None:
    taken = TouchedRecords()
    taken.take(Subject.LOAN, FIRST, {"code": "L-1"})
    taken.take(Subject.LOAN, SECOND, {"name": "without"})
    assert list(taken.codes(Subject.LOAN)) == ["L-1"]
    assert list(taken.codes(Subject.LINE)) == []
