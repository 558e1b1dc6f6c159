"""Counting a place: what was seen is seen, what was not opens a case, and nothing moves by itself."""

from collections.abc import Iterator
from typing import Any

import pytest
from lunarcurator.domain.facts import CheckResult, CheckVerdict, Scalar, Sighting, Subject, Touch
from lunarcurator.domain.identity import CaseRef, Uid, ref_of
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.operations import CheckPlace, CloseCase, Extra, ReopenCase, SeenElsewhere

from tests.domain.ledger.bench import Bench, weighed
from tests.domain.ledger.desk import Entry, Refused

COUNTED = 20210101


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    bench.place("Lab", "site")
    bench.place("Cabinet", "cabinet", "Lab")
    bench.place("Box", "box", "Cabinet")
    bench.place("Other", "cabinet", "Lab")
    for number, place in (("1", "Cabinet"), ("2", "Box"), ("3", "Box"), ("9", "Other")):
        bench.register(number, weighed(100), place=place)
    yield bench
    assert bench.closes()


def keys(act: Any) -> set[str]:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.keys


def count(
    bench: Bench,
    *,
    seen: tuple[str, ...] = (),
    elsewhere: tuple[tuple[str, str], ...] = (),
    missing: tuple[str, ...] = (),
    extra: tuple[Extra, ...] = (),
    day: int = COUNTED,
) -> Entry:
    found = tuple(SeenElsewhere(sample=bench.piece_ref(n), place=bench.place_ref(p)) for n, p in elsewhere)
    return bench.do(
        CheckPlace(
            place=bench.place_ref("Cabinet"),
            seen=tuple(map(bench.piece_ref, seen)),
            elsewhere=found,
            missing=tuple(map(bench.piece_ref, missing)),
            extra=extra,
            remarks=" before the audit ",
        ),
        day,
    )


def facts_of(entry: Entry, kind: type[Any]) -> list[Any]:
    return [each.fact for each in entry.facts if isinstance(each.fact, kind)]


def opened(entry: Entry) -> list[dict[str, Scalar]]:
    return [dict(each.changes) for each in facts_of(entry, Touch) if each.kind is Subject.CASE]


def case_of(bench: Bench, code: str) -> tuple[CaseRef, Record]:
    uid = bench.session.named(Subject.CASE, code)[-1]
    return CaseRef(ref_of(uid)), bench.session.ledger().record(Subject.CASE, uid)


def close(bench: Bench, code: str, outcome: str = "found in the sink", day: int = COUNTED) -> Entry:
    return bench.do(CloseCase(case=case_of(bench, code)[0], outcome=outcome), day)


def reopen(bench: Bench, code: str, why: str = "it turned up", day: int = COUNTED) -> Entry:
    return bench.do(ReopenCase(case=case_of(bench, code)[0], why=why), day)


def test_all_seen_changes_nothing_but_when_each_was_seen(bench: Bench) -> None:
    entry = count(bench, seen=("1", "2", "3"))
    assert bench.lines(entry) == set()
    assert opened(entry) == []
    assert {(each.sample, each.place) for each in facts_of(entry, Sighting)} == {
        (bench.piece("1"), bench.place_uid("Cabinet")),
        (bench.piece("2"), bench.place_uid("Box")),
        (bench.piece("3"), bench.place_uid("Box")),
    }
    told = next(dict(each.changes) for each in facts_of(entry, Touch) if each.kind is Subject.CHECK)
    assert told | {"seen": 3, "extra": 0, "remarks": "before the audit", "code": str(entry.seq)} == told
    assert bench.state("2").place == bench.place_uid("Box")


def test_what_was_not_seen_where_the_book_has_it_opens_a_case_and_stays_in_the_book(bench: Bench) -> None:
    entry = count(bench, seen=("1",), elsewhere=(("2", "Other"),), missing=("3",))
    assert bench.lines(entry) == set()
    assert [(each["kind"], each["code"]) for each in opened(entry)] == [
        ("elsewhere", f"{entry.seq}-1"),
        ("missing", f"{entry.seq}-2"),
    ]
    results = {each.sample: each for each in facts_of(entry, CheckResult)}
    box, other = bench.place_uid("Box"), bench.place_uid("Other")
    away = results[bench.piece("2")]
    assert (away.verdict, away.expected, away.seen) == (CheckVerdict.ELSEWHERE, box, other)
    gone = results[bench.piece("3")]
    assert (gone.verdict, gone.expected, gone.seen) == (CheckVerdict.MISSING, box, None)
    assert {(each.sample, each.place) for each in facts_of(entry, Sighting)} == {
        (bench.piece("1"), bench.place_uid("Cabinet")),
        (bench.piece("2"), other),
    }
    assert bench.totals()["here 3"] == "100/0"
    assert bench.state("2").place == box


def test_a_piece_of_another_place_is_extra_and_was_seen_here(bench: Bench) -> None:
    known = Extra(sample=bench.piece_ref("9"), remarks=" in the corner ")
    entry = count(bench, seen=("1", "2", "3"), extra=(known, Extra(text=" 15x ")))
    result = next(each for each in facts_of(entry, CheckResult) if each.sample == bench.piece("9"))
    cabinet, other = bench.place_uid("Cabinet"), bench.place_uid("Other")
    assert (result.verdict, result.expected, result.seen) == (CheckVerdict.EXTRA, other, cabinet)
    assert Sighting(bench.piece("9"), COUNTED, cabinet) in facts_of(entry, Sighting)
    first, second = opened(entry)
    assert (first["sample"], first["remarks"]) == (bench.piece("9"), "in the corner")
    assert "sample" not in second
    assert second["text"] == "15x"
    assert bench.state("9").place == other


def test_each_piece_expected_has_one_answer(bench: Bench) -> None:
    assert keys(lambda: count(bench, seen=("1",))) == {"check.unanswered"}
    assert keys(lambda: count(bench, seen=("1", "2", "3"), missing=("3",))) == {"check.twice"}
    assert keys(lambda: count(bench, seen=("1", "2", "3", "9"))) == {"check.not_expected"}
    assert keys(lambda: count(bench, seen=("1", "2"), elsewhere=(("3", "Box"),))) == {"check.there"}
    known = Extra(sample=bench.piece_ref("3"))
    assert keys(lambda: count(bench, seen=("1", "2", "3"), extra=(known,))) == {"check.expected_here"}
    twice = Extra(sample=bench.piece_ref("9"))
    assert keys(lambda: count(bench, seen=("1", "2", "3"), extra=(twice, twice))) == {"check.twice"}
    nothing = Extra(text=" ")
    assert keys(lambda: count(bench, seen=("1", "2", "3"), extra=(nothing,))) == {"check.extra_unnamed"}


def test_a_place_nobody_uses_any_more_cannot_be_counted(bench: Bench) -> None:
    bench.place("Spare", "cabinet", "Lab")
    bench.retire("Spare", 20200601)
    spare = CheckPlace(place=bench.place_ref("Spare"))
    assert keys(lambda: bench.do(spare, COUNTED)) == {"place.retired"}
    assert bench.session.entries[-1].kind == "retire_place"


def test_a_count_of_an_earlier_day_expects_what_stood_there_then(bench: Bench) -> None:
    bench.move("Other", "3", day=20220101)
    entry = count(bench, seen=("1", "2", "3"))
    assert len(facts_of(entry, CheckResult)) == 3
    assert keys(lambda: count(bench, seen=("1", "2", "3"), day=20220102)) == {"check.not_expected"}


def test_a_count_never_stands_in_the_way_of_an_undo_but_what_its_case_led_to_does(bench: Bench) -> None:
    moved = bench.move("Box", "1", day=20200601)
    entry = count(bench, seen=("1", "2"), missing=("3",))
    assert bench.session.may_reverse(moved.seq)
    close(bench, f"{entry.seq}-1")
    assert not bench.session.may_reverse(entry.seq)


def test_a_case_is_closed_with_what_became_of_it(bench: Bench) -> None:
    code = f"{count(bench, seen=('1', '2'), missing=('3',)).seq}-1"
    assert keys(lambda: close(bench, code, " ")) == {"case.needs_outcome"}
    assert keys(lambda: close(bench, code, day=20200601)) == {"case.closed_before"}
    entry = close(bench, code, day=20210301)
    _, case = case_of(bench, code)
    assert (case.text("state"), case.text("outcome"), case.integer("closed")) == (
        "closed",
        "found in the sink",
        20210301,
    )
    assert bench.piece("3") in {each.subject for each in facts_of(entry, Touch)}
    assert keys(lambda: close(bench, code)) == {"case.closed"}


def test_a_closed_case_is_opened_again_when_material_turns_up(bench: Bench) -> None:
    code = f"{count(bench, seen=('1', '2', '3'), extra=(Extra(text='X'),)).seq}-1"
    assert keys(lambda: reopen(bench, code)) == {"case.open"}
    close(bench, code, day=20210301)
    assert keys(lambda: reopen(bench, code, " ", 20210401)) == {"case.needs_why"}
    assert keys(lambda: reopen(bench, code)) == {"case.reopened_before"}
    entry = reopen(bench, code, day=20210401)
    assert {each.kind for each in facts_of(entry, Touch)} == {Subject.CASE}
    _, case = case_of(bench, code)
    assert (case.text("state"), case.text("why"), case.fields["closed"]) == ("open", "it turned up", None)
    close(bench, code, "put back", 20210501)
    assert case_of(bench, code)[1].text("outcome") == "put back"


def test_cases_of_one_entry_are_numbered_through(bench: Bench) -> None:
    cabinet, other = (
        CheckPlace(place=bench.place_ref(name), missing=tuple(map(bench.piece_ref, numbers)))
        for name, numbers in (("Cabinet", "123"), ("Other", "9"))
    )
    both = bench.session.post(bench.act(cabinet, COUNTED), bench.act(other, COUNTED))
    assert [each["code"] for each in opened(both)] == [f"{both.seq}-{nth}" for nth in (1, 2, 3, 4)]
    first = count(bench, seen=("1",), missing=("2", "3"))
    second = count(bench, seen=("1",), missing=("2", "3"), day=20210601)
    codes = [each["code"] for entry in (first, second) for each in opened(entry)]
    assert len(set(codes)) == 4
    assert Uid(str(opened(first)[0]["sample"])) == bench.piece("2")
