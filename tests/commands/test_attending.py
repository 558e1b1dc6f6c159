"""Counts, cases and orders from the command line, and what needs a hand."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.commands.begun import begin
from tests.commands.conftest import Ended

type Run = Callable[..., Ended]


def act(kind: str, day: str = "2026-03-01", /, **operation: Any) -> dict[str, Any]:
    return {"kind": kind, "day": day, "operation": operation}


def post(run: Run, store: str, *acts: dict[str, Any]) -> Ended:
    Path("acts.json").write_text(json.dumps([*acts], ensure_ascii=False), encoding="utf-8")
    return run("post", store, "acts.json")


@pytest.fixture
def counted(run: Run, rocks: str) -> str:
    """A store in which a cabinet was counted and a split is planned."""
    begin("counted", lambda: _counted(run, rocks))
    return rocks


def _counted(run: Run, rocks: str) -> None:
    places = [
        act("set_up_place", "1969-07-01", kind="site", name="Lab"),
        act("set_up_place", "1969-07-01", kind="cabinet", name="Cabinet", parent="Lab"),
        act("set_up_place", "1969-07-01", kind="cabinet", name="Other", parent="Lab"),
    ]
    assert post(run, rocks, *places, act("move", "1970-01-01", to="Cabinet", samples=["10017"])).code == 0
    count = {
        "place": "Cabinet",
        "elsewhere": [{"sample": "10017", "place": "Other"}],
        "extra": [{"sample": "12002"}],
    }
    assert post(run, rocks, act("check_place", **count)).code == 0
    plan = {"parent": "12002", "daughters": [{"number": "12002,1"}], "order": "WO-7", "assigned": "N. Night"}
    assert post(run, rocks, act("plan_split", **plan)).code == 0


def listed(run: Run, store: str, name: str) -> list[dict[str, Any]]:
    told = run("attention", store, "--json")
    assert told.code == 0
    rows: list[dict[str, Any]] = json.loads(told.out)["lists"][name]["rows"]
    return rows


def test_a_count_opens_cases_which_are_closed_and_opened_again(run: Run, counted: str) -> None:
    cases = listed(run, counted, "cases")
    assert [(case["kind"], case["pieces"]) for case in cases] == [("elsewhere", "10017"), ("extra", "12002")]
    code = cases[0]["code"]
    assert post(run, counted, act("close_case", case=code, outcome="moved back")).code == 0
    assert [case["state"] for case in listed(run, counted, "cases")] == ["open", "closed"]
    refused = post(run, counted, act("close_case", case=code, outcome="again"))
    assert refused.code == 3
    assert "is closed already" in refused.err
    assert post(run, counted, act("reopen_case", case=code, why="not there")).code == 0
    assert {case["state"] for case in listed(run, counted, "cases")} == {"open"}


def test_an_order_is_advanced_with_readings_and_cannot_be_posted_by_hand(run: Run, counted: str) -> None:
    jotted = [{"number": "12002,1", "reading": {"net_ug": 500, "resolution_ug": 10}}]
    assert post(run, counted, act("advance_order", order="WO-7", state="weighed", jotted=jotted)).code == 0
    assert [order["state"] for order in listed(run, counted, "orders")] == ["weighed"]
    assert post(run, counted, act("advance_order", order="WO-7", state="posted")).code == 3


def test_what_needs_a_hand_is_told_in_words(run: Run, counted: str) -> None:
    told = run("attention", counted)
    assert told.code == 0
    assert "Open cases: 2" in told.out
    assert "WO-7  Planned  12002  12002,1  N. Night" in told.out
    assert run("attention", "absent.lunar").code == 4


def test_more_than_a_few_rows_are_counted(run: Run, store: str) -> None:
    rows = "".join(f"{number},Apollo11,Basalt,,1,\n" for number in range(10017, 10045))
    Path("many.csv").write_text("ID,Mission,Type,Subtype,Weight (g),Pristine (%)\n" + rows, encoding="utf-8")
    assert run("import", "many.csv", "--into", store, "--accept-proposal", "--effective", "1999-01-01").code == 0
    assert "and 8 more" in run("attention", store).out


@pytest.mark.parametrize("name", ["attention", "cases", "orders", "not-seen", "attrition", "remote"])
def test_every_list_is_written_as_a_file(run: Run, counted: str, name: str) -> None:
    assert run("export", name, "--from", counted, "--to", f"{name}.csv").code == 0
    assert Path(f"{name}.csv").stat().st_size > 20


def test_a_count_is_written_to_be_signed(run: Run, counted: str) -> None:
    assert run("export", "check", "--from", counted, "--to", "check.csv").out == "Wrote 2 rows to check.csv.\n"
    assert run("export", "check", "--from", counted, "--to", "check.pdf").out == "Wrote 2 rows to check.pdf.\n"
    assert Path("check.pdf").read_bytes().startswith(b"%PDF")
    assert Path("check.csv").read_text(encoding="utf-8-sig").count("____") > 1
    refused = run("export", "check", "--from", counted, "--to", "other.csv", "--number", "99")
    assert refused.code == 3
    assert not Path("other.csv").exists()


def test_a_list_is_of_any_day_and_a_count_of_its_own(run: Run, counted: str) -> None:
    for day, rows in (("2026-02-28", 0), ("2026-03-01", 2)):
        assert run("export", "cases", "--from", counted, "--to", "x.csv", "--replace", "--as-of", day).code == 0
        assert len(Path("x.csv").read_text(encoding="utf-8-sig").splitlines()) == rows + 1
    told = json.loads(run("attention", counted, "--json", "--as-of", "2026-02-28").out)
    assert (told["as_of"], told["lists"]["cases"]["total"]) == ("2026-02-28", 0)
    assert run("export", "check", "--from", counted, "--to", "x.csv", "--as-of", "2020-01-01").code == 2


def test_the_remote_share_is_that_of_the_policy_or_of_the_option(run: Run, counted: str) -> None:
    def judged(*more: str) -> set[tuple[object, object]]:
        rows = json.loads(run("attention", counted, "--json", *more).out)["lists"]["remote"]["rows"]
        return {(row["share_wanted"], row["limit"]) for row in rows}

    assert judged() == {(14_000, "below")}
    assert judged("--remote-share", "0") == {(0, "not_required")}
    assert judged("--remote-share", "0.5 %") == {(500, "below")}
    assert "the share that the policy of its collection wants" in run("attention", counted).out
    assert "at least 20\u00a0%" in run("attention", counted, "--remote-share", "20").out
    for text in ("half", "101", "-1", "%"):
        refused = run("attention", counted, f"--remote-share={text}")
        assert (refused.code, "is no percentage from 0 to 100" in refused.err) == (2, True), text
    for more, wanted in (((), "14"), (("--remote-share", "25"), "25")):
        to = ("--to", "remote.csv", "--replace")
        assert run("export", "remote", "--from", counted, *to, *more).code == 0
        head, row, *_ = Path("remote.csv").read_text(encoding="utf-8-sig").splitlines()
        assert dict(zip(head.split(","), row.split(","), strict=True))["Share wanted (%)"].startswith(wanted)
    assert run("export", "attention", "--from", counted, "--to", "all.csv", "--remote-share", "25").code == 0
    assert "25" in Path("all.csv").read_text(encoding="utf-8-sig")
