"""A reason answers what it was typed for: not the next piece, person or document that is found in the same way."""

from collections.abc import Iterator, Sequence

import pytest
from lunarcurator.desktop.acting.reasons import Reasons
from lunarcurator.domain.acts import Override, Posting
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import OperatorRef
from PySide6.QtCore import QObject

KEY, OTHER = "number.taken", "split.no_daughters"


def found(*numbers: str, ug: int = 5) -> list[Finding]:
    return [find(Strength.WARN, KEY, "R1", "number", number=each, ug=ug) for each in numbers]


@pytest.fixture
def reasons() -> Iterator[Reasons]:
    parent = QObject()
    yield Reasons(parent)
    del parent


@pytest.mark.parametrize(
    ("after", "stays"),
    [
        (found("1"), True),
        (found("1", "1"), True),
        (found("1", ug=7), True),
        ([], True),
        (found("2"), False),
        (found("1", "2"), False),
        ([find(Strength.WARN, KEY, "R1", "number")], False),
    ],
)
def test_a_reason_stays_as_long_as_it_is_about_the_same(
    reasons: Reasons, after: Sequence[Finding], stays: bool
) -> None:
    told: list[bool] = []
    reasons.forgotten.connect(lambda: told.append(True))
    reasons.judge(found("1"))
    reasons.give(KEY, "as printed")
    assert reasons.judge(after) is not stays
    assert reasons.of(KEY) == ("as printed" if stays else "")
    assert bool(told) is not stays
    assert reasons.judge(found("1")) is False
    assert reasons.of(KEY) == ("as printed" if stays else "")


def test_fewer_of_what_it_was_typed_for_keep_the_reason(reasons: Reasons) -> None:
    reasons.judge(found("1", "2"))
    reasons.give(KEY, "both as printed")
    assert reasons.judge(found("2")) is False
    assert reasons.judge(found("1", "2")) is False
    assert reasons.judge(found("2", "3")) is True


def test_a_reason_of_a_draft_is_for_what_it_was_typed_for(reasons: Reasons) -> None:
    reasons.judge(found("1", "嫦娥"))
    reasons.give(KEY, "as printed")
    reasons.judge([])
    kept = reasons.kept()
    for numbers, stays in ((("1",), True), (("嫦娥",), True), (("2",), False), (("1", "2"), False)):
        again = Reasons(reasons.parent())
        again.take_up(kept)
        assert again.given() == {KEY: "as printed"}
        assert again.judge(found(*numbers)) is not stays
        assert bool(again.given()) is stays


@pytest.mark.parametrize("written", ["as printed", "", "{}", "[]", '{"why": 5, "for": []}', '{"why": "a"}'])
def test_a_reason_of_which_a_draft_does_not_say_for_what_is_asked_for_anew(reasons: Reasons, written: str) -> None:
    reasons.take_up({KEY: written})
    assert reasons.given() == {}
    assert reasons.judge(found("1")) is False


def test_what_only_a_posting_finds_keeps_its_reason_when_the_same_is_judged_anew(reasons: Reasons) -> None:
    reasons.judge([])
    reasons.judge_refusal(found("1"))
    reasons.give(KEY, "seen")
    assert reasons.judge([]) is False
    wanted = Posting(acts=(), operator=OperatorRef("#"), overrides=reasons.overrides())
    assert reasons.of_what_is_found(wanted) == wanted
    reasons.judge_refusal(found("2"))
    assert reasons.of(KEY) == ""


def test_a_reason_for_what_is_found_no_more_is_not_posted(reasons: Reasons) -> None:
    reasons.judge([*found("1"), find(Strength.WARN, OTHER, "R12", "x")])
    reasons.give(KEY, " as printed ")
    reasons.give(OTHER, "none left")
    reasons.judge(found("1"))
    wanted = Posting(acts=(), operator=OperatorRef("#"), overrides=reasons.overrides())
    assert len(wanted.overrides) == 2
    assert reasons.of_what_is_found(wanted).overrides == (Override(key=KEY, reason="as printed"),)
    reasons.forget()
    assert reasons.overrides() == ()
